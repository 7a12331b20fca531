"""`:sections:`: questions as sections of the page."""

from __future__ import annotations

import pytest

from tests.building import Build
from tests.directives.looking import body, texts, warnings, words

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


def test_questions_become_sections_one_level_down(build: Build, syntax: str) -> None:
    source = SECTIONS[syntax].replace(":ref:`Third`\n", "")
    built = build({f"index.{syntax}": source, "other.rst": ":orphan:\n\n:ref:`Third`\n"})
    page = body(built)
    assert built.warnings == ""
    headings = [
        (heading.name, str(heading.parent["id"]), words(heading))
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
    assert texts(page, ".faq-section > p") == ["Answer one, Two?.", "Answer two.", "Answer three."]
    toc = built.env.tocs["index"].astext().split("\n")
    assert [line for line in toc if line] == [words(h) for h in page.select("h1, h2, h3, h4")]
    assert texts(body(built, "other"), "a") == ["Three?"]
    assert built.env.domains["faq"].get_objects()


MISUSED = {
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


@pytest.mark.parametrize("place", MISUSED)
def test_misuse_warns_and_falls_back_to_the_list(build: Build, place: str) -> None:
    built = build({"index.rst": f"Page\n====\n\n{MISUSED[place]}"})
    assert len(warnings(built)) == 1
    assert warnings(built)[0].endswith(
        ": faq: :sections: works only at the end of a section, outside of lists and admonitions; "
        "the questions are shown as a list. [glossary_faq.faq]"
    )
    line = next(
        number for number, text in enumerate(MISUSED[place].split("\n"), 4) if ":sections:" in text
    )
    assert warnings(built)[0].startswith(f"{line - 1}:")
    assert "One?" in texts(body(built), "dl.faq > dt.faq-question")
    assert words(body(built)).endswith("Answer. Text." if place == "more text" else "Answer.")


def test_two_in_a_row_are_both_sections(build: Build) -> None:
    one = ".. faq::\n   :sections:\n\n   {0}?\n      Answer.\n\n"
    built = build({"index.rst": f"Page\n====\n\n{one.format('A')}{one.format('B')}"})
    assert built.warnings == ""
    assert texts(body(built), "h2.faq-question") == ["A?", "B?"]


def test_a_page_without_a_title_has_no_sections(build: Build) -> None:
    built = build({"index.rst": ".. faq::\n   :sections:\n\n   One?\n      Answer.\n"})
    assert len(warnings(built)) == 1
    assert texts(body(built), "dl.faq > dt") == ["One?"]


def test_sections_do_not_collapse(build: Build, syntax: str) -> None:
    options = {
        "rst": "   :sections:\n   :collapsible: open\n",
        "md": ":sections:\n:collapsible: open\n",
    }
    source = {
        "rst": f"Page\n====\n\n.. faq::\n{options['rst']}\n   One?\n      Answer.\n",
        "md": f"# Page\n\n\n:::{{faq}}\n{options['md']}\nOne?\n: Answer.\n:::\n",
    }
    built = build({f"index.{syntax}": source[syntax]})
    assert warnings(built) == [
        (
            "4: faq: :collapsible: has no effect beside :sections:, since a section is always "
            "open. [glossary_faq.option]"
        )
    ]
    assert texts(body(built), "h2.faq-question") == ["One?"]
