"""`see-also`: every kind of entry, its details, and what cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.directives.entries import Entry, read_entry
from tests.building import Build, Built
from tests.directives.looking import body, texts, warnings, words

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


def page(entries: str, syntax: str, title: str = "", options: str = "") -> dict[str, str]:
    """A project with one `see-also`; its first entry stands on line 6, with one option on 7."""
    if syntax == "md":
        head = f"# Page\n\n\n:::{{see-also}}{title}\n{options}"
        source = f"{head}\n{entries.strip()}\n:::\n"
    else:
        said = "".join(f"   {option}" for option in options.splitlines(keepends=True))
        head = f"Page\n====\n\n.. see-also::{title}\n{said}"
        source = head + "\n" + "".join(f"   {line}\n" for line in entries.strip().splitlines())
    return {f"index.{syntax}": source, "sub/prepare.rst": PREPARE}


def links(built: Built) -> list[tuple[str, str]]:
    return [(words(a), str(a["href"])) for a in body(built).select("nav.see-also a")]


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
    "https://example.org/x?y=1#z": ("https://example.org/x?y=1#z", "https://example.org/x?y=1#z"),
    "Home <http://example.org>": ("Home", "http://example.org"),
    "mailto:a@example.org": ("a@example.org", "mailto:a%40example.org"),
    "Mail <mailto:a@example.org>": ("Mail", "mailto:a%40example.org"),
}


def test_every_kind_of_entry(build: Build, syntax: str) -> None:
    built = build(page("\n".join(KINDS), syntax))
    assert built.warnings == ""
    assert links(built) == list(KINDS.values())


def test_entries_are_relative_to_their_page(build: Build, syntax: str) -> None:
    files = page("prepare\n../index\n/index", syntax)
    files[f"sub/deep.{syntax}"] = files.pop(f"index.{syntax}").replace("Page", "Deep")
    files["index.rst"] = "Home\n====\n\n.. toctree::\n\n   sub/deep\n"
    built = build(files)
    assert built.warnings == ""
    found = body(built, "sub/deep").select("nav.see-also a")
    assert [str(a["href"]) for a in found] == ["prepare.html", "../index.html", "../index.html"]


BAD = {
    "prepare": "no page “prepare”. Did you mean “sub/prepare” (sub/prepare.rst)?",
    "sub/prepar": "no page “sub/prepar”. Did you mean “sub/prepare” (sub/prepare.rst)?",
    "ref:earli": "no label “earli”. Did you mean “early” (sub/prepare.rst:9)?",
    "term:kat": "no glossary term “kat”. Did you mean “cat” (sub/prepare.rst:16)?",
    "faq:how-lon": "no question “how-lon”. Did you mean “how-long”?",
    "some words": (
        "“some words” is no page: a title needs its target, “Title <page>”. [glossary_faq.see_also]"
    ),
    "htps://example.org": (
        "“htps://example.org” begins with “htps:”; expected one of doc, ref, term, faq, http, "
        "https, mailto. Did you mean “https”? [glossary_faq.see_also]"
    ),
    "http://": "“http://” is not a whole http address. [glossary_faq.see_also]",
    "mailto:me": "“mailto:me” is not a whole mailto address. [glossary_faq.see_also]",
    "https://[x": "“https://[x” is not a whole https address. [glossary_faq.see_also]",
    "sub/prepare#early": (
        "“sub/prepare#early” names a place on a page; expected its label, “ref:label”. "
        "[glossary_faq.see_also]"
    ),
    "ref:": "“ref:” names nothing; expected “ref:name”. [glossary_faq.see_also]",
    "Title <term: >": "“term:” names nothing; expected “term:name”. [glossary_faq.see_also]",
    **{
        written: (
            f"“{written}” is markup; expected “page”, “Title <page>”, “ref:label”, “term:name” or "
            "“faq:name”, without any. [glossary_faq.see_also]"
        )
        for written in ("[Title](page.md)", "`Title <page>`_")
    },
    "Title <>": (
        "“Title <>” is no page: a title needs its target, “Title <page>”. [glossary_faq.see_also]"
    ),
}


def test_each_bad_entry_is_told_at_its_own_line(build: Build, syntax: str) -> None:
    built = build(page("index\n\n" + "\n\n".join(BAD), syntax))
    column = {"rst": 4, "md": 1}[syntax]
    assert warnings(built) == [
        f"{line}:{column + len(entry) - len(entry.split(':')[-1])}: see-also: {said}"
        f" [glossary_faq.reference]"
        if said.endswith("?")
        else f"{line}: see-also: {said}"
        for line, (entry, said) in zip(range(8, 99, 2), BAD.items(), strict=False)
    ]
    shown = words(body(built))
    assert [entry for entry in BAD if entry.split(":")[-1] not in shown] == []


def test_an_entry_that_is_bad_twice_is_told_twice(build: Build, syntax: str) -> None:
    told = warnings(build(page("two words\nindex\ntwo words", syntax)))
    assert [text.split(":")[0] for text in told] == ["6", "8"]


def test_bad_entries_of_included_files_are_told_there(build: Build) -> None:
    files = {
        "index.rst": "Page\n====\n\n.. include:: part.txt\n",
        "part.txt": "Part\n----\n\n.. see-also::\n\n   index\n   nowhere\n   two words\n",
    }
    built = build(files)
    assert "part.txt:7:4: WARNING: see-also: no page “nowhere”." in built.warnings
    assert "part.txt:8: WARNING: see-also: “two words” is no page" in built.warnings


def test_an_empty_one_is_told(build: Build, syntax: str) -> None:
    assert warnings(build(page("", syntax))) == [
        (
            "4: see-also: expected one entry a line: a page, ref:, term:, faq:, or an address. "
            "[glossary_faq.see_also]"
        )
    ]


def test_entries_right_below_the_directive_are_entries(build: Build) -> None:
    source = "Page\n====\n\n.. see-also::\n   index\n   Twice <index>\n   \n   nope\n"
    built = build({"index.rst": source})
    assert links(built) == [("Page", "#"), ("Twice", "#")]
    assert warnings(built) == ["8:4: see-also: no page “nope”. [glossary_faq.reference]"]


ALL = {
    "deck": "What to do first.",
    "updated": "January 31, 2026",
    "reading-time": "7 min read",
}


@pytest.mark.parametrize(
    "wanted",
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
def test_details_are_those_that_were_asked_for(build: Build, syntax: str, wanted: str) -> None:
    options = f":details: {wanted}\n" if wanted else ""
    built = build(page("sub/prepare", syntax, options=options))
    assert built.warnings == ""
    item = body(built).select_one("nav li")
    assert item is not None
    assert {name: text in words(item) for name, text in ALL.items()} == {
        name: name in wanted for name in ALL
    }
    times = [str(time["datetime"]) for time in item.select("time")]
    assert times == (["2026-01-31"] if "updated" in wanted else [])


def test_details_of_labels_and_questions_are_their_page_s(build: Build) -> None:
    built = build(
        page(
            "ref:early\nfaq:how-long\nterm:cat\nhttps://example.org",
            "rst",
            options=":details: deck, reading-time\n",
        )
    )
    assert texts(body(built), "nav li") == [
        "Early What to do first. 7 min read",
        "How long? 7 min read",  # the deck of its page is on more than this question
        "cat A small animal.",
        "https://example.org",
    ]


def test_unknown_details_are_told(build: Build) -> None:
    built = build(page("index", "rst", options=":details: deck dek\n"))
    assert warnings(built) == [
        (
            "4: see-also: :details: knows deck, updated, reading-time, not “dek”. Did you mean "
            "“deck”? It is ignored. [glossary_faq.option]"
        )
    ]


@pytest.mark.parametrize("title", ["", " Read *on*"])
def test_it_is_a_landmark_with_its_title_as_a_name(build: Build, syntax: str, title: str) -> None:
    built = build(page("index", syntax, title, ":name: further\n:class: wide\n"))
    nav = body(built).select_one("nav.see-also.wide#further")
    assert nav is not None
    label = nav.select_one(f"#{nav['aria-labelledby']}")
    assert label is not None
    assert words(label) == (title.replace("*", "").strip() or "See also")
    assert len(nav.select("em")) == title.count("*") // 2


def test_titles_stand_in_other_builders_too(build: Build) -> None:
    text = build(page("index", "rst", " Read *on*"), "text").text("index.txt")
    assert "Read on:" in text
    assert "See also" not in text
    assert "See also" in build(page("index", "rst"), "text").text("index.txt")


NAMES = st.text(st.characters(categories=("L", "N")), min_size=1)


@given(title=NAMES, kind=st.sampled_from(["doc", "ref", "term", "faq"]), target=NAMES)
def test_an_entry_reads_back_as_it_was_written(title: str, kind: str, target: str) -> None:
    assert read_entry(f"{title} <{kind}:{target}>") == Entry(title, kind, target)
    assert read_entry(f"{kind}: {target}") == Entry("", kind, target)


@given(st.text())
def test_any_line_is_read_or_refused_in_a_sentence(line: str) -> None:
    try:
        read_entry(line)
    except ValueError as error:
        assert str(error).startswith("“")  # noqa: PT017  # both outcomes are right


def test_an_entry_right_below_that_the_directive_s_name_holds(build: Build) -> None:
    for name, head in (("see", ".. see-also::"), ("also", ".. See-Also ::")):
        source = f"Page\n====\n\n{head}\n   {name}\n   index\n"
        built = build({"index.rst": source, f"{name}.rst": ":orphan:\n\nBelow\n=====\n"})
        assert built.warnings == ""
        assert [text for text, _href in links(built)] == ["Below", "Page"]


def test_a_title_that_is_part_of_the_directive_s_name_is_a_title(build: Build) -> None:
    built = build({"index.rst": "Page\n====\n\n.. see-also:: also\n   index\n"})
    assert built.warnings == ""
    assert texts(body(built), "nav.see-also > *") == ["also", "Page"]
