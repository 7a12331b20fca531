"""Test `:sections:`, which turns questions into sections of the page."""

from __future__ import annotations

import pytest

from tests.building import Build
from tests.directives.built_pages import page_body, text_of, texts_of, warnings_of

SECTIONS = {
    "rst": """\
Page
====

Part
----

Text.

.. faq:: A title
   :sections:

   One *more*?
      Answer one, :faq:`two`.

   Two?
      Answer two.

Next
----

.. faq::
   :sections:

   .. faq-item:: Three?
      :name: Third

      Answer three.

:ref:`Third`
""",
    "md": """\
# Page

## Part

Text.

:::{faq} A title
:sections:

## One *more*?
Answer one, {faq}`two`.

## Two?
Answer two.
:::

## Next

::::{faq}
:sections:

:::{faq-item} Three?
:name: Third

Answer three.
:::
::::
""",
}


def test_questions_are_sections_one_level_down(build: Build, syntax: str) -> None:
    source = SECTIONS[syntax].replace(":ref:`Third`\n", "")
    built = build({f"index.{syntax}": source, "other.rst": ":orphan:\n\n:ref:`Third`\n"})
    page = page_body(built)
    assert built.warnings == ""
    headings = [
        (heading.name, str(heading.parent["id"]), text_of(heading))
        for heading in page.select("h1, h2, h3, h4")
        if heading.parent is not None
    ]
    assert headings == [
        ("h1", "page", "Page"),
        ("h2", "part", "Part"),
        ("h3", "a-title", "A title"),
        ("h4", "one-more", "One more?"),
        ("h4", "two", "Two?"),
        ("h2", "next", "Next"),
        ("h3", "third", "Three?"),
    ]
    assert texts_of(page, ".faq-section > p") == [
        "Answer one, Two?.",
        "Answer two.",
        "Answer three.",
    ]
    toc = built.env.tocs["index"].astext().split("\n")
    assert [line for line in toc if line] == [text_of(h) for h in page.select("h1, h2, h3, h4")]
    assert texts_of(page_body(built, "other"), "a") == ["Three?"]
    assert built.env.domains["faq"].get_objects()


MISPLACED = {
    "more text": ".. faq::\n   :sections:\n\n   One?\n      Answer.\n\nText.\n",
    "list": "* .. faq::\n     :sections:\n\n     One?\n        Answer.\n",
    "admonition": ".. note::\n\n   .. faq::\n      :sections:\n\n      One?\n         Answer.\n",
    "table": (
        ".. list-table::\n\n   * - .. faq::\n          :sections:\n\n"
        "          One?\n             Answer.\n"
    ),
    "answer": (
        ".. faq::\n\n   Out?\n      .. faq::\n         :sections:\n\n"
        "         One?\n            Answer.\n"
    ),
    "only": ".. only:: html\n\n   .. faq::\n      :sections:\n\n      One?\n         Answer.\n",
}


@pytest.mark.parametrize("location", MISPLACED)
def test_misplaced_option_warns_and_keeps_the_list(build: Build, location: str) -> None:
    built = build({"index.rst": f"Page\n====\n\n{MISPLACED[location]}"})
    assert len(warnings_of(built)) == 1
    assert warnings_of(built)[0].endswith(
        ": faq: :sections: has no effect here, so the questions are shown as a list. Move the "
        "directive to the end of a section, outside lists and admonitions. [glossary_faq.faq]"
    )
    line = next(
        number
        for number, text in enumerate(MISPLACED[location].split("\n"), 4)
        if ":sections:" in text
    )
    assert warnings_of(built)[0].startswith(f"{line - 1}:")
    assert "One?" in texts_of(page_body(built), "dl.faq > dt.faq-question")
    assert text_of(page_body(built)).endswith(
        "Answer. Text." if location == "more text" else "Answer."
    )


def test_two_adjacent_faqs_are_both_sections(build: Build) -> None:
    template = ".. faq::\n   :sections:\n\n   {0}?\n      Answer.\n\n"
    built = build({"index.rst": f"Page\n====\n\n{template.format('A')}{template.format('B')}"})
    assert built.warnings == ""
    assert texts_of(page_body(built), "h2.faq-question") == ["A?", "B?"]


def test_page_without_title_keeps_the_list(build: Build) -> None:
    built = build({"index.rst": ".. faq::\n   :sections:\n\n   One?\n      Answer.\n"})
    assert len(warnings_of(built)) == 1
    assert texts_of(page_body(built), "dl.faq > dt") == ["One?"]


def test_sections_are_not_collapsible(build: Build, syntax: str) -> None:
    options = {
        "rst": "   :sections:\n   :collapsible: open\n   :controls:\n",
        "md": ":sections:\n:collapsible: open\n:controls:\n",
    }
    source = {
        "rst": f"Page\n====\n\n.. faq::\n{options['rst']}\n   One?\n      Answer.\n",
        "md": f"# Page\n\n\n:::{{faq}}\n{options['md']}\nOne?\n: Answer.\n:::\n",
    }
    built = build({f"index.{syntax}": source[syntax]})
    assert warnings_of(built) == [
        f"4: faq: :{option}: cannot be combined with :sections: and is ignored. Remove one "
        "of these options. [glossary_faq.option]"
        for option in ("collapsible", "controls")
    ]
    assert texts_of(page_body(built), "h2.faq-question") == ["One?"]
