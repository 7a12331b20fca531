"""Test `see-also`: kinds of entries, details and invalid entries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.directives.see_also_entries import Entry, parse_entry
from tests.building import Build, Built
from tests.directives.built_pages import page_body, text_of, texts_of, warnings_of

PREPARE = """\
:orphan:
:deck: What to do *first*.
:updated: 2026-01-31
:reading-time: 7

Prepare
=======

.. _early:

Early
-----

.. glossary::

   cat
      A small *animal*.

      .. term-info::
         :aliases: mouser

.. faq::

   How long?
      Long.
"""


def make_project(entries: str, syntax: str, title: str = "", options: str = "") -> dict[str, str]:
    """Return a project with one `see-also`; its first entry is on line 6, with an option on 7."""
    if syntax == "md":
        head = f"# Page\n\n\n:::{{see-also}}{title}\n{options}"
        source = f"{head}\n{entries.strip()}\n:::\n"
    else:
        indented = "".join(f"   {option}" for option in options.splitlines(keepends=True))
        head = f"Page\n====\n\n.. see-also::{title}\n{indented}"
        source = head + "\n" + "".join(f"   {line}\n" for line in entries.strip().splitlines())
    return {f"index.{syntax}": source, "sub/prepare.rst": PREPARE}


def links_of(built: Built) -> list[tuple[str, str]]:
    """Return the text and the URL of each link in the `see-also`."""
    return [(text_of(a), str(a["href"])) for a in page_body(built).select("nav.see-also a")]


KINDS = {
    "sub/prepare": ("Prepare", "sub/prepare.html"),
    "/sub/prepare": ("Prepare", "sub/prepare.html"),
    "./sub/prepare.rst": ("Prepare", "sub/prepare.html"),
    "doc:sub/prepare": ("Prepare", "sub/prepare.html"),
    "- sub/prepare": ("Prepare", "sub/prepare.html"),
    "<sub/prepare>": ("Prepare", "sub/prepare.html"),
    "C++ & *Java* <sub/prepare>": ("C++ & *Java*", "sub/prepare.html"),
    "index": ("Page", "#"),
    "ref:early": ("Early", "sub/prepare.html#early"),
    "Soon <ref:EARLY>": ("Soon", "sub/prepare.html#early"),
    "term:cat": ("cat", "sub/prepare.html#term-cat"),
    "term:mouser": ("mouser", "sub/prepare.html#term-cat"),
    "Pets <term:cats>": ("Pets", "sub/prepare.html#term-cat"),
    "faq:how-long": ("How long?", "sub/prepare.html#how-long"),
    "faq: How long?": ("How long?", "sub/prepare.html#how-long"),
    "Time <faq:how-long>": ("Time", "sub/prepare.html#how-long"),
    "FAQ:how-long": ("How long?", "sub/prepare.html#how-long"),
    "Term: cat": ("cat", "sub/prepare.html#term-cat"),
    "Pets <TERM:cat>": ("Pets", "sub/prepare.html#term-cat"),
    "Doc:sub/prepare": ("Prepare", "sub/prepare.html"),
    "https://example.org/x?y=1#z": ("https://example.org/x?y=1#z", "https://example.org/x?y=1#z"),
    "Home <http://example.org>": ("Home", "http://example.org"),
    "mailto:a@example.org": ("a@example.org", "mailto:a%40example.org"),
    "Mail <mailto:a@example.org>": ("Mail", "mailto:a%40example.org"),
}


def test_all_kinds_of_entries(build: Build, syntax: str) -> None:
    built = build(make_project("\n".join(KINDS), syntax))
    assert built.warnings == ""
    assert links_of(built) == list(KINDS.values())


def test_entries_are_relative_to_their_page(build: Build, syntax: str) -> None:
    files = make_project("prepare\n../index\n/index", syntax)
    files[f"sub/deep.{syntax}"] = files.pop(f"index.{syntax}").replace("Page", "Deep")
    files["index.rst"] = "Home\n====\n\n.. toctree::\n\n   sub/deep\n"
    built = build(files)
    assert built.warnings == ""
    links = page_body(built, "sub/deep").select("nav.see-also a")
    assert [str(a["href"]) for a in links] == ["prepare.html", "../index.html", "../index.html"]


INVALID = {
    "prepare": "page “prepare” does not exist. Did you mean “sub/prepare” (sub/prepare.rst)?",
    "sub/prepar": "page “sub/prepar” does not exist. Did you mean “sub/prepare” (sub/prepare.rst)?",
    "ref:earli": "label “earli” does not exist. Did you mean “early” (sub/prepare.rst:9)?",
    "term:kat": "glossary term “kat” does not exist. Did you mean “cat” (sub/prepare.rst:16)?",
    "faq:how-lon": (
        "question “how-lon” does not exist. Did you mean “how-long” (sub/prepare.rst:24)?"
    ),
    "some words": (
        "“some words” is not a page name. If it is a title, add a target: “Title <page>”. "
        "[glossary_faq.see_also]"
    ),
    "htps://example.org": (
        "“htps://example.org” has an unknown prefix “htps:”. Use one of doc, ref, term, faq, "
        "http, https, mailto. Did you mean “https”? [glossary_faq.see_also]"
    ),
    "Htps://example.org": (
        "“Htps://example.org” has an unknown prefix “Htps:”. Use one of doc, ref, term, faq, "
        "http, https, mailto. Did you mean “https”? [glossary_faq.see_also]"
    ),
    **{
        f"{scheme}:{rest}": (
            f"“{scheme}:{rest}” is not a valid {scheme} URL. "
            "Write the complete URL, without spaces. "
            "[glossary_faq.see_also]"
        )
        for scheme, rest in (("http", "//"), ("mailto", "me"), ("https", "//[x"))
    },
    "sub/prepare#early": (
        "“sub/prepare#early” refers to a location on a page. Use its label instead: “ref:label”. "
        "[glossary_faq.see_also]"
    ),
    "ref:": "“ref:” has no target. Write “ref:name”. [glossary_faq.see_also]",
    "Ref:": "“Ref:” has no target. Write “ref:name”. [glossary_faq.see_also]",
    "Title <term: >": "“term:” has no target. Write “term:name”. [glossary_faq.see_also]",
    **{
        entry: (
            f"“{entry}” contains markup. Use one of the forms “page”, “Title <page>”, "
            "“ref:label”, “term:name” or “faq:name”. [glossary_faq.see_also]"
        )
        for entry in ("[Title](page.md)", "`Title <page>`_")
    },
    "Title <>": (
        "“Title <>” is not a page name. If it is a title, add a target: “Title <page>”. "
        "[glossary_faq.see_also]"
    ),
}


def test_invalid_entries_warn_at_their_line(build: Build, syntax: str) -> None:
    built = build(make_project("index\n\n" + "\n\n".join(INVALID), syntax))
    column = {"rst": 4, "md": 1}[syntax]
    assert warnings_of(built) == [
        f"{line}:{column + len(entry) - len(entry.split(':')[-1])}: see-also: {message}"
        f" [glossary_faq.reference]"
        if message.endswith("?")
        else f"{line}: see-also: {message}"
        for line, (entry, message) in zip(range(8, 99, 2), INVALID.items(), strict=False)
    ]
    page_text = text_of(page_body(built))
    assert [entry for entry in INVALID if entry.split(":")[-1] not in page_text] == []


def test_repeated_invalid_entry_warns_twice(build: Build, syntax: str) -> None:
    built = build(make_project("two words\nindex\ntwo words", syntax))
    assert [warning.split(":")[0] for warning in warnings_of(built)] == ["6", "8"]


def test_invalid_entries_of_included_files_warn_there(build: Build) -> None:
    files = {
        "index.rst": "Page\n====\n\n.. include:: part.txt\n",
        "part.txt": "Part\n----\n\n.. see-also::\n\n   index\n   nowhere\n   two words\n",
    }
    built = build(files)
    assert "part.txt:7:4: WARNING: see-also: page “nowhere” does not exist." in built.warnings
    assert "part.txt:8: WARNING: see-also: “two words” is not a page name" in built.warnings


def test_empty_list_warns(build: Build, syntax: str) -> None:
    assert warnings_of(build(make_project("", syntax))) == [
        (
            "4: see-also: the list of entries is empty. Write one entry per line: a page, "
            "ref:label, term:name, faq:name or a URL. [glossary_faq.see_also]"
        )
    ]


def test_entries_directly_below_the_directive(build: Build) -> None:
    source = "Page\n====\n\n.. see-also::\n   index\n   Twice <index>\n   \n   nope\n"
    built = build({"index.rst": source})
    assert links_of(built) == [("Page", "#"), ("Twice", "#")]
    assert warnings_of(built) == [
        "8:4: see-also: page “nope” does not exist. [glossary_faq.reference]"
    ]


DETAILS = {
    "deck": "What to do first.",
    "updated": "January 31, 2026",
    "reading-time": "7 min read",
}


def test_details_without_a_value_are_all(build: Build, syntax: str) -> None:
    built = build(make_project("sub/prepare", syntax, options=":details:\n"))
    assert built.warnings == ""
    text = text_of(page_body(built).select("nav li")[0])
    assert all(detail in text for detail in DETAILS.values())


@pytest.mark.parametrize(
    "details",
    [
        "",
        "deck",
        "updated",
        "reading-time",
        "deck updated",
        "deck reading-time",
        "updated, reading-time",
        "deck; updated; reading-time",
        "[deck, updated, reading-time]",
    ],
)
def test_selected_details_are_shown(build: Build, syntax: str, details: str) -> None:
    options = f":details: {details}\n" if details else ""
    built = build(make_project("sub/prepare", syntax, options=options))
    assert built.warnings == ""
    item = page_body(built).select_one("nav li")
    assert item is not None
    assert {name: text in text_of(item) for name, text in DETAILS.items()} == {
        name: name in details for name in DETAILS
    }
    times = [str(time["datetime"]) for time in item.select("time")]
    assert times == (["2026-01-31"] if "updated" in details else [])


def test_labels_have_the_details_of_their_page_and_questions_its_date(build: Build) -> None:
    built = build(
        make_project(
            "ref:early\nfaq:how-long\nterm:cat\nhttps://example.org",
            "rst",
            options=":details: deck, updated, reading-time\n",
        )
    )
    assert texts_of(page_body(built), "nav li") == [
        "Early What to do first. January 31, 2026 · 7 min read",
        "How long? January 31, 2026",  # the deck and the reading time are those of the whole page
        "cat A small animal.",
        "https://example.org",
    ]


def test_decks_and_definitions_keep_their_styles(build: Build) -> None:
    entries = "sub/prepare\nterm:cat"
    built = build(make_project(entries, "rst", options=":details: deck\n"))
    assert texts_of(page_body(built), ".see-also-deck em") == ["first", "animal"]


def test_a_reading_time_is_not_computed_for_a_question(build: Build) -> None:
    """Its page is not written again when only its length or its deck changes."""
    source = PREPARE.replace(":reading-time: 7\n", "")
    files = make_project("faq:how-long", "rst", options=":details: updated, reading-time\n")
    # Older versions of Sphinx write the root page in each build.
    files = {"index.rst": "Root\n====\n", "page.rst": files["index.rst"], "sub/prepare.rst": source}
    built = build(files)
    assert built.env.domains["faq"].project.articles["sub/prepare"].minutes == 0  # type: ignore[attr-defined]
    page = built.outdir / "page.html"
    written = page.stat().st_mtime_ns
    build({"sub/prepare.rst": source.replace("What to", "How to") + "\nMore.\n"}, keep=True)
    assert page.stat().st_mtime_ns == written


@pytest.mark.parametrize("builder", ["singlehtml", "latex"])
def test_pages_of_an_assembled_document_show_their_own_terms(build: Build, builder: str) -> None:
    page = (
        "Part\n====\n\n.. glossary::\n\n   cat\n      Cat of {0}.\n\n"
        ".. see-also::\n   :details: deck\n\n   term:cat\n\n"
        ".. term-compare:: cat; {0} dog\n   :definitions:\n\n"
        ".. glossary::\n\n   {0} dog\n      A pet.\n"
    )
    files = {
        "index.rst": "Root\n====\n\n.. toctree::\n\n   a/part\n   b/part\n",
        "a/part.rst": page.format("a"),
        "b/part.rst": page.format("b"),
    }
    options = {"latex_documents": [("index", "p.tex", "P", "A", "manual")]}
    built = build(files, builder, confoverrides=options)
    text = built.text("index.html" if builder == "singlehtml" else "p.tex")
    text = text.partition("<template")[0]  # definition tips
    # Each in the glossary, the see-also and the comparison.
    assert [text.count(f"Cat of {name}.") for name in "ab"] == [3, 3]


MANUAL_PAGE = {
    "index.rst": """\
Root
====

.. article-header::

   A :term:`cat`, or a :doc:`words`.

:term:`mouser`, :faq:`why`.

.. see-also::
   :details: deck, updated, reading-time

   words
   sub/more
   ref:place
   term:dog
   Title <faq:why>
   https://www.example.org/

.. term-compare:: cat; dog
   :definitions:

   * - Legs
     - :term:`cat`
     - 4

.. toctree::

   words
   sub/more
""",
    "words.rst": """\
Words
=====

.. _place:

Place
-----

.. glossary::

   cat
      A pet.

      .. term-info::
         :aliases: mouser
         :related: dog

.. faq-item:: Why?

   So.
""",
    "sub/more.rst": "More\n====\n\n.. glossary::\n\n   dog\n      A pet.\n",
}


def test_manual_pages_have_no_addresses_inside_the_project(build: Build) -> None:
    options = {"man_pages": [("index", "p", "P", "A", 1)]}
    built = build(MANUAL_PAGE, "man", confoverrides=options)
    assert built.warnings == ""
    page = built.text("p.1").partition(".SH NAME")[2]
    # Writers of docutils before 0.22 hide the address behind the text of the link.
    addresses = re.findall(r"<([^>]*)>|tty: link ([^']+)'", page.replace("\\:", ""))
    assert [*map("".join, addresses)] == ["https://www.example.org/"]
    assert all(text in page for text in ("Words", "More", "Place", "dog", "Title", "mouser"))


def test_unknown_details_warn(build: Build) -> None:
    built = build(make_project("index", "rst", options=":details: deck dek\n"))
    assert warnings_of(built) == [
        (
            "4: see-also: :details: does not accept the value “dek”, which is ignored. Use one of "
            "deck, updated, reading-time. Did you mean “deck”? [glossary_faq.option]"
        )
    ]


@pytest.mark.parametrize("title", ["", " Read *on*"])
def test_list_is_a_landmark_labelled_by_its_title(build: Build, syntax: str, title: str) -> None:
    built = build(make_project("index", syntax, title, ":name: further\n:class: wide\n"))
    nav = page_body(built).select_one("nav.see-also.wide#further")
    assert nav is not None
    label = nav.select_one(f"#{nav['aria-labelledby']}")
    assert label is not None
    assert text_of(label) == (title.replace("*", "").strip() or "See also")
    assert len(nav.select("em")) == title.count("*") // 2


def test_titles_in_other_builders(build: Build) -> None:
    text = build(make_project("index", "rst", " Read *on*"), "text").text("index.txt")
    assert "Read on:" in text
    assert "See also" not in text
    assert "See also" in build(make_project("index", "rst"), "text").text("index.txt")


NAMES = st.text(st.characters(categories=("L", "N")), min_size=1)


@given(title=NAMES, kind=st.sampled_from(["doc", "ref", "term", "faq"]), target=NAMES)
def test_any_name_can_be_a_title_or_a_target(title: str, kind: str, target: str) -> None:
    assert parse_entry(f"{title} <{kind}:{target}>") == Entry(title, kind, target)
    for prefix in (kind, kind.title(), kind.upper()):
        assert parse_entry(f"{prefix}: {target}") == Entry("", kind, target)


@given(st.text())
def test_any_line_is_parsed_or_rejected(line: str) -> None:
    try:
        parse_entry(line)
    except ValueError as error:
        assert str(error).startswith("“")  # noqa: PT017  # both outcomes are valid


def test_entry_below_that_is_part_of_the_directive_name(build: Build) -> None:
    for name, head in (("see", ".. see-also::"), ("also", ".. See-Also ::")):
        source = f"Page\n====\n\n{head}\n   {name}\n   index\n"
        built = build({"index.rst": source, f"{name}.rst": ":orphan:\n\nBelow\n=====\n"})
        assert built.warnings == ""
        assert [text for text, _href in links_of(built)] == ["Below", "Page"]


def test_title_that_is_part_of_the_directive_name(build: Build) -> None:
    built = build({"index.rst": "Page\n====\n\n.. see-also:: also\n   index\n"})
    assert built.warnings == ""
    assert texts_of(page_body(built), "nav.see-also > *") == ["also", "Page"]


ODD_NAMES = [
    "a\0b",
    "/c\0d",
    "doc:e\0f",
    "Title <g\0h>",
    "loop",
    "loop/x",
    "Title </loops>",
    "y" * 999,
]


@pytest.mark.parametrize("syntax", ["rst", "md"])
@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_names_that_no_file_can_have_are_reported(build: Build, syntax: str, builder: str) -> None:
    source = build.folder / "project" / "source"
    source.mkdir(parents=True)
    (source / "loop").symlink_to(source / "loop")
    entries = "\n".join(ODD_NAMES)
    if syntax == "md":
        page = f"# Page\n\n```{{see-also}}\n{entries}\n```\n"
    else:
        entries = entries.replace("\n", "\n   ")
        page = f"Page\n====\n\n.. see-also::\n   :details: deck\n\n   {entries}\n"
    built = build({f"index.{syntax}": page}, builder, keep=True)
    assert built.warnings.count("[glossary_faq.reference]") == len(ODD_NAMES)


def test_details_of_a_page_in_a_linked_folder_are_shown(build: Build, tmp_path: Path) -> None:
    """Sphinx reads such pages under the name of the link."""
    source = build.folder / "project" / "source"
    source.mkdir(parents=True)
    (tmp_path / "shared").mkdir()
    (source / "linked").symlink_to(tmp_path / "shared")
    files = {
        "index.rst": "Page\n====\n\n.. see-also::\n   :details: deck\n\n   linked/a\n",
        "linked/a.rst": ":orphan:\n:deck: Short.\n\nTitle\n=====\n",
    }
    assert "Short." in build(files, "text", keep=True).text("index.txt")
