"""Test that errors in the sources never stop a build, and that no content is lost."""

from __future__ import annotations

import pytest

from tests.building import Build
from tests.directives.built_pages import (
    MYST_DEPRECATIONS,
    page_body,
    text_of,
    texts_of,
    warnings_of,
)

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


def insert_indented(text: str, frame: str) -> str:
    """Insert *text* into *frame* at "{0}", with all its lines indented to that column."""
    column = len(frame[: frame.index("{0}")].rsplit("\n", maxsplit=1)[-1])
    return frame.format(text.replace("\n", "\n" + " " * column))


def nested_directives(frame: str) -> str:
    """Return a page with each directive in *frame*."""
    parts = [insert_indented(source, frame) for source, _text in DIRECTIVES.values()]
    titles = [f"Part {number}\n------\n\n{part}\n" for number, part in enumerate(parts)]
    return "Page\n====\n\n" + "\n".join(titles).replace("#n]", "#]")


@pytest.mark.parametrize("context", NESTED)
def test_directives_can_be_nested_anywhere(build: Build, context: str) -> None:
    for builder in ("html", "latex"):
        built = build({"index.rst": nested_directives(NESTED[context])}, builder)
        assert "unknown node" not in built.warnings
        assert "ERROR" not in built.warnings
        assert built.exit_code == 0
        if builder == "html":
            page_text = text_of(page_body(built))
            assert [text for _source, text in DIRECTIVES.values() if text not in page_text] == []


INVALID_OPTIONS = {
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


def test_invalid_options_are_ignored_and_the_rest_is_kept(build: Build, syntax: str) -> None:
    built = build({f"index.{syntax}": INVALID_OPTIONS[syntax]})
    faq, term_info, see_also = {"rst": (4, 13, 16), "md": (3, 13, 17)}[syntax]
    assert warnings_of(built) == [
        (
            f"{faq}: faq: :class: has an invalid class name in “1” and is ignored. Start each name "
            "with a letter. [glossary_faq.option]"
        ),
        f"{faq}: faq: :name: is empty and is ignored. Add a value. [glossary_faq.option]",
        (
            f"{faq}: faq: :sections: does not accept the value “perhaps” and is ignored. Remove "
            "the value. [glossary_faq.option]"
        ),
        (
            f"{faq}: faq: the option :colapsible: does not exist and is ignored. Did you mean "
            "“collapsible”? [glossary_faq.option]"
        ),
        (
            f"{term_info}: term-info: :no-autolink: does not accept the value “maybe” and is "
            "ignored. "
            "Remove the value. [glossary_faq.option]"
        ),
        (
            f"{term_info}: term-info: the directive is not inside a glossary definition, so it "
            "has no effect. Move it into the definition of its term. [glossary_faq.term_info]"
        ),
        (
            f"{see_also}: see-also: the option :clas: does not exist and is ignored. Did you mean "
            "“class”? [glossary_faq.option]"
        ),
    ]
    assert texts_of(page_body(built), "dl.faq > dd, nav.see-also a") == ["Answer one.", "Page"]


def test_subtypes_can_be_suppressed(build: Build) -> None:
    subtypes = ["glossary_faq.option", "glossary_faq.term_info"]
    files = {"index.rst": INVALID_OPTIONS["rst"]}
    assert build(files, confoverrides={"suppress_warnings": subtypes}).warnings == ""


def test_duplicate_ids_and_names(build: Build, syntax: str) -> None:
    sources = {
        "rst": "Page\n====\n\n.. _mine:\n\nOne?\n----\n\n.. faq::\n\n   One?\n      Answer.\n\n"
        "   .. faq-item:: Two?\n      :name: mine\n\n      Answer.\n\n"
        "See also title\n--------------\n\n.. see-also::\n\n   index\n",
        "md": "# Page\n\n(mine)=\n## One?\n\n::::{faq}\n\n:::{faq-item} One?\nAnswer.\n:::\n\n"
        ":::{faq-item} Two?\n:name: mine\n\nAnswer.\n:::\n::::\n\n"
        "## See also title\n\n:::{see-also}\nindex\n:::\n",
    }
    built = build({f"index.{syntax}": sources[syntax]})
    ids = [str(tag["id"]) for tag in page_body(built).select("[id]")]
    assert sorted(ids) == sorted(set(ids))
    assert {"see-also-title", "see-also-title-2"} <= set(ids)
    assert 'Duplicate explicit target name: "mine"' in built.warnings


SPECIAL_CHARACTERS = (
    ".. faq::\n   :collapsible: open\n\n   \u200fهل \u0007 <script>alert(1)</script> &amp; \\ ?\n"
    "      Answer :sub:`x` |version| |own|.\n\n   " + "long " * 3000 + "?\n      Answer.\n\n"
    ".. |own| replace:: substituted\n\n"
    ".. see-also:: <b>\n\n   <i> <index>\n   javascript:alert(1)\n"
)


def test_special_characters_are_escaped(build: Build) -> None:
    built = build({"index.rst": f"Page\n====\n\n{SPECIAL_CHARACTERS}"})
    page = page_body(built)
    assert not page.select("script, nav b, nav i")
    assert "substituted" in text_of(page)
    assert "<script>alert(1)</script>" in text_of(page.select("summary")[0])
    assert "javascript:" not in "".join(str(a["href"]) for a in page.select("a"))
    assert len(warnings_of(built)) == 1
    assert "“javascript:alert(1)” has an unknown prefix “javascript:”" in built.warnings


def test_null_character(build: Build) -> None:
    built = build({"index.rst": "Page\n====\n\n.. faq::\n\n   A\x00b?\n      Answer.\n"})
    assert texts_of(page_body(built), "dd.faq-answer") == ["Answer."]


def test_source_encoding(build: Build) -> None:
    source = "Pagé\n====\n\n.. see-also::\n\n   index\n   nope\n".encode("latin-1")
    built = build({"index.rst": source}, confoverrides={"source_encoding": "latin-1"})
    assert "see-also: page “nope” does not exist" in built.warnings


@pytest.mark.filterwarnings(MYST_DEPRECATIONS)
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
    assert texts_of(page_body(built), "dt") == ["One?"]
    assert "“Wrapped over?" in built.warnings
    assert "part.txt:" in built.warnings


def many_pages(count: int) -> dict[str, str]:
    """Return a project of many pages with several directives and warnings on each."""
    pages = {
        f"p{number}.rst": f":orphan:\n\nP{number}\n=====\n\n.. article-header::\n   :updated: x\n\n"
        f".. faq::\n\n   Question {number}?\n      :faq:`question-{(number + 1) % count}`\n\n"
        f".. see-also::\n\n   p{(number + 1) % count}\n   term:tern\n\n"
        f".. glossary::\n\n   term {number}\n      A definition.\n\n"
        f"      .. term-info::\n         :broader: term {number - 1}\n"
        for number in range(count)
    }
    return pages | {"index.rst": "Home\n====\n"}


def test_parallel_builds_are_equal_to_serial_ones(build: Build) -> None:
    serial = build(many_pages(8), project="serial")
    written = {page: serial.text(page) for page in serial.files() if page.endswith(".html")}
    parallel = build(many_pages(8), project="parallel", parallel=2)
    assert sorted(parallel.warnings.splitlines()) == sorted(serial.warnings.splitlines())
    assert {page: parallel.text(page) for page in written} == written
    assert len(serial.warnings.splitlines()) == 8 + 8 + 1
