"""Whatever an author writes, the build goes on, and what was written is shown or told."""

from __future__ import annotations

import pytest

from tests.building import Build
from tests.directives.looking import MYST_USES_OLD_NAMES, body, texts, warnings, words

FAQ = ".. faq::\n\n   Inside?\n      The answer."

NESTED = {
    "list": "* {0}",
    "note": ".. note::\n\n   {0}",
    "table": ".. list-table::\n\n   * - {0}",
    "footnote": "Mark [#n]_.\n\n.. [#n] {0}",
    "only": ".. only:: html\n\n   {0}",
    "quote": "Text.\n\n   {0}",
    "answer": ".. faq::\n\n   Outside?\n      {0}",
    "collapsed answer": ".. faq::\n   :collapsible: open\n\n   Outside?\n      {0}",
    "comparison": ".. term-compare:: a; b\n\n   * - {0}\n     - x\n     - y",
    "header": ".. article-header::\n\n   {0}",
    "field": ":field: {0}",
    "sidebar": ".. sidebar:: Side\n\n   {0}",
    "glossary": ".. glossary::\n\n   term\n      {0}",
}

DIRECTIVES = {
    "faq": (".. faq::\n   :collapsible: closed\n\n   Inside?\n      The answer.", "The answer."),
    "faq-item": (".. faq-item:: Inside?\n\n   The answer.", "The answer."),
    "see-also": (".. see-also::\n\n   Title <index>", "Title"),
    "term-compare": (".. term-compare:: call; talk\n\n   * - a\n     - b\n     - The c", "The c"),
    "article-header": (".. article-header::\n\n   The deck.", "The deck."),
}


def indented(text: str, frame: str) -> str:
    """The text at the mark in the frame, its lines below one another."""
    column = len(frame[: frame.index("{0}")].rsplit("\n", maxsplit=1)[-1])
    return frame.format(text.replace("\n", "\n" + " " * column))


def every_nesting(frame: str) -> str:
    parts = [indented(source, frame) for source, _shown in DIRECTIVES.values()]
    titles = [f"Part {number}\n------\n\n{part}\n" for number, part in enumerate(parts)]
    return "Page\n====\n\n" + "\n".join(titles).replace("#n]", "#]")


@pytest.mark.parametrize("place", NESTED)
def test_every_directive_stands_everywhere(build: Build, place: str) -> None:
    for builder in ("html", "latex"):
        built = build({"index.rst": every_nesting(NESTED[place])}, builder)
        assert "unknown node" not in built.warnings
        assert "ERROR" not in built.warnings
        assert built.exit_code == 0
        if builder == "html":
            shown = words(body(built))
            assert [text for _source, text in DIRECTIVES.values() if text not in shown] == []


BAD_OPTIONS = {
    "rst": """\
Page
====

.. faq::
   :class: 1
   :sections: perhaps
   :colapsible: open
   :name:

   One?
      Answer one.

.. term-info::
   :no-autolink: maybe

.. see-also::
   :clas: x

   index
""",
    "md": """\
# Page

:::{faq}
:class: 1
:sections: perhaps
:colapsible: open
:name:

One?
: Answer one.
:::

:::{term-info}
:no-autolink: maybe
:::

:::{see-also}
:clas: x

index
:::
""",
}


def test_a_bad_option_costs_only_itself(build: Build, syntax: str) -> None:
    built = build({f"index.{syntax}": BAD_OPTIONS[syntax]})
    one, two, three = {"rst": (4, 13, 16), "md": (3, 13, 17)}[syntax]
    ignored = "It is ignored. [glossary_faq.option]"
    assert warnings(built) == [
        f"{one}: faq: :class: is a list of class names, not “1”. {ignored}",
        f"{one}: faq: :name: is empty; expected some text. {ignored}",
        f"{one}: faq: :sections: takes no value, not “perhaps”. {ignored}",
        f"{one}: faq: there is no option :colapsible:. Did you mean “collapsible”? {ignored}",
        f"{two}: term-info: :no-autolink: takes no value, not “maybe”. {ignored}",
        (
            f"{two}: term-info: expected inside a definition of a glossary; it has no effect here. "
            "[glossary_faq.term_info]"
        ),
        f"{three}: see-also: there is no option :clas:. Did you mean “class”? {ignored}",
    ]
    assert texts(body(built), "dl.faq > dd, nav.see-also a") == ["Answer one.", "Page"]


def test_subtypes_can_be_silenced(build: Build) -> None:
    silenced = ["glossary_faq.option", "glossary_faq.term_info"]
    files = {"index.rst": BAD_OPTIONS["rst"]}
    assert build(files, confoverrides={"suppress_warnings": silenced}).warnings == ""


def test_ids_and_names_that_are_taken(build: Build, syntax: str) -> None:
    sources = {
        "rst": "Page\n====\n\n.. _mine:\n\nOne?\n----\n\n.. faq::\n\n   One?\n      Answer.\n\n"
        "   .. faq-item:: Two?\n      :name: mine\n\n      Answer.\n\n"
        "See also title\n--------------\n\n.. see-also::\n\n   index\n",
        "md": "# Page\n\n(mine)=\n## One?\n\n::::{faq}\n\n:::{faq-item} One?\nAnswer.\n:::\n\n"
        ":::{faq-item} Two?\n:name: mine\n\nAnswer.\n:::\n::::\n\n"
        "## See also title\n\n:::{see-also}\nindex\n:::\n",
    }
    built = build({f"index.{syntax}": sources[syntax]})
    ids = [str(tag["id"]) for tag in body(built).select("[id]")]
    assert sorted(ids) == sorted(set(ids))
    assert {"see-also-title", "see-also-title-2"} <= set(ids)
    assert 'Duplicate explicit target name: "mine"' in built.warnings


ODD = (
    ".. faq::\n   :collapsible: open\n\n   \u200fهل \u0007 <script>alert(1)</script> &amp; \\ ?\n"
    "      Answer :sub:`x` |version| |own|.\n\n   " + "long " * 3000 + "?\n      Answer.\n\n"
    ".. |own| replace:: substituted\n\n"
    ".. see-also:: <b>\n\n   <i> <index>\n   javascript:alert(1)\n"
)


def test_odd_text_is_escaped_and_shown(build: Build) -> None:
    built = build({"index.rst": f"Page\n====\n\n{ODD}"})
    page = body(built)
    assert not page.select("script, nav b, nav i")
    assert "substituted" in words(page)
    assert "<script>alert(1)</script>" in words(page.select("summary")[0])
    assert "javascript:" not in "".join(str(a["href"]) for a in page.select("a"))
    assert len(warnings(built)) == 1
    assert "“javascript:alert(1)” begins with “javascript:”" in built.warnings


def test_a_null_character_breaks_nothing(build: Build) -> None:
    built = build({"index.rst": "Page\n====\n\n.. faq::\n\n   A\x00b?\n      Answer.\n"})
    assert texts(body(built), "dd.faq-answer") == ["Answer."]


def test_other_encodings_break_nothing(build: Build) -> None:
    source = "Pagé\n====\n\n.. see-also::\n\n   index\n   nope\n".encode("latin-1")
    built = build({"index.rst": source}, confoverrides={"source_encoding": "latin-1"})
    assert "see-also: no page “nope”" in built.warnings


@pytest.mark.filterwarnings(MYST_USES_OLD_NAMES)
def test_includes_and_substitutions(build: Build, syntax: str) -> None:
    part = {
        "rst": ".. faq::\n\n   One?\n      Answer.\n\n   Wrapped\n   over?\n      Lost?\n",
        "md": ":::{faq}\n\nOne?\n: Answer.\n\nWrapped\nover?\n: Lost?\n:::\n",
    }
    page = {
        "rst": "Page\n====\n\n.. include:: part.txt\n",
        "md": "# Page\n\n```{include} part.txt\n```\n",
    }
    built = build({f"index.{syntax}": page[syntax], "part.txt": part[syntax]})
    assert texts(body(built), "dt") == ["One?"]
    assert "“Wrapped over?" in built.warnings
    assert "part.txt:" in built.warnings


def pages(count: int) -> dict[str, str]:
    """A project of many pages with every directive on each, and warnings."""
    found = {
        f"p{number}.rst": f":orphan:\n\nP{number}\n=====\n\n.. article-header::\n   :updated: x\n\n"
        f".. faq::\n\n   Question {number}?\n      :faq:`question-{(number + 1) % count}`\n\n"
        f".. see-also::\n\n   p{(number + 1) % count}\n   term:tern\n\n"
        f".. glossary::\n\n   term {number}\n      A definition.\n\n"
        f"      .. term-info::\n         :broader: term {number - 1}\n"
        for number in range(count)
    }
    return found | {"index.rst": "Home\n====\n"}


def test_parallel_builds_say_and_write_the_same(build: Build) -> None:
    serial = build(pages(8), project="serial")
    written = {page: serial.text(page) for page in serial.files() if page.endswith(".html")}
    parallel = build(pages(8), project="parallel", parallel=2)
    assert sorted(parallel.warnings.splitlines()) == sorted(serial.warnings.splitlines())
    assert {page: parallel.text(page) for page in written} == written
    assert len(serial.warnings.splitlines()) == 8 + 8 + 1
