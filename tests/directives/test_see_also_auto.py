"""Test the automatic entries of `see-also`: sources, order, limit and rewritten pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.autolink.sites import WITHOUT_NAVIGATION, Site, differing
from tests.building import Build, Built
from tests.directives.built_pages import page_body, text_of, texts_of, warnings_of

WORDS = """\
Words
=====

.. glossary::

   kitten
      A young cat.

   zebra cat
      A cat with *stripes*.

      .. term-info::
         :broader: cat

   wildcat
      To be written.

      .. term-info::
         :broader: cat

   yak
      To be written.

   gnu
      To be written.

   animal
      A living thing.

   dog
      It barks.
"""

FILES = {
    "index.rst": "Home\n====\n\n.. toctree::\n\n   "
    "one\n   two\n   cats\n   four\n   five\n   words\n",
    "one.rst": "One\n===\n\nSee :doc:`cats`.\n",
    "two.rst": ":deck: About *two*.\n:updated: 2026-01-31\n\n"
    "Two\n===\n\n:doc:`/cats`, :ref:`cats`.\n",
    "four.rst": ":reading-time: 7\n\nFour\n====\n\nA cat.\n",
    "five.rst": "Five\n====\n\nNothing.\n",
    "lost.rst": ":orphan:\n\nLost\n====\n\n:doc:`cats` :ref:`cats` :term:`cat`.\n",
    "words.rst": WORDS,
}

CATS = {
    "rst": """\
Cats
====

.. _cats:

Part
----

.. glossary::

   cat
      It purrs.

      .. term-info::
         :narrower: kitten
         :broader: animal
         :related: dog

   tomcat
      Here.

      .. term-info::
         :broader: cat

""",
    "md": """\
# Cats

(cats)=
## Part

:::{glossary}
cat
  It purrs.

  ```{term-info}
  :narrower: kitten
  :broader: animal
  :related: dog
  ```

tomcat
  Here.

  ```{term-info}
  :broader: cat
  ```
:::

""",
}


LISTS = {
    "rst": ".. see-also::\n{options}\n{entries}\n",
    "md": ":::{{see-also}}\n{options}\n{entries}\n:::\n",
}


def make_project(syntax: str, *lists: str, entries: str = "") -> dict[str, str]:
    """Return a project in which the page `cats` has a `see-also` for the options in each list."""
    indent = "   " if syntax == "rst" else ""
    written = "".join(f"{indent}{line}\n" for line in entries.splitlines())
    page = CATS[syntax]
    for options in lists:
        given = "".join(f"{indent}{line}\n" for line in options.splitlines())
        page += "\n" + LISTS[syntax].format(options=given, entries=written)
    return FILES | {f"cats.{syntax}": page}


def links_of(built: Built, page: str = "cats") -> list[list[str]]:
    """Return the texts of the links in each `see-also`."""
    return [texts_of(nav, "li a") for nav in page_body(built, page).select("nav.see-also")]


SOURCES = {
    ":auto: related": ["dog"],
    ":auto: narrower": ["kitten", "zebra cat"],  # not the placeholder, nor one on the page
    ":auto: broader": ["animal"],
    ":auto: siblings": ["Four", "Five", "Words", "Two", "One"],
    ":auto: backlinks": ["Two", "One", "Four", "Words"],  # Words: automatic links to “cat”
    ":auto: backlinks; broader\n:limit: 2": ["Two", "One"],
    ":auto: broader; backlinks; siblings\n:limit: 9": [
        *["animal", "Two", "One", "Four", "Words"],
        "Five",
    ],
    ":auto:": ["dog", "kitten", "zebra cat", "animal", "Four"],
}


def test_sources_and_their_order(build: Build, syntax: str) -> None:
    built = build(make_project(syntax, *SOURCES))
    assert links_of(built) == list(SOURCES.values())
    assert built.warnings == ""


def test_written_entries_are_not_repeated(build: Build, syntax: str) -> None:
    entries = "term:kittens\nFifth <five>\nref:cats\nhttps://example.org"
    built = build(make_project(syntax, ":auto: siblings; narrower", entries=entries))
    assert links_of(built) == [
        [
            *["kittens", "Fifth", "Part", "https://example.org"],
            *["Four", "Words", "Two", "One", "zebra cat"],
        ]
    ]


def test_a_question_is_not_its_page(build: Build) -> None:
    files = make_project("rst", ":auto: siblings\n:limit: 9", entries="faq:why?")
    files["five.rst"] += "\n.. faq::\n\n   Why?\n      So.\n"
    assert links_of(build(files)) == [["Why?", "Four", "Five", "Words", "Two", "One"]]


def test_details_of_automatic_entries(build: Build, syntax: str) -> None:
    options = ":auto: siblings; narrower\n:limit: 7\n:details: deck, updated, reading-time"
    page = page_body(build(make_project(syntax, options)), "cats")
    items = {
        text_of(item.select("a")[0]): [text_of(line) for line in item.select("p")[1:]]
        for item in page.select(".see-also li")
    }
    assert items == {
        "Four": ["7 min read"],
        "Five": ["1 min read"],
        "Words": ["1 min read"],
        "Two": ["About two.", "January 31, 2026 · 1 min read"],
        "One": ["1 min read"],
        "kitten": ["A young cat."],
        "zebra cat": ["A cat with stripes."],
    }


def test_unusable_options_warn(build: Build, syntax: str) -> None:
    options = {
        ":auto: sibling": (
            ":auto: does not accept the value “sibling”, which is ignored. Use one of related, "
            "narrower, broader, siblings, backlinks. Did you mean “siblings”?"
        ),
        ":limit: 3": (
            ":limit: has no effect without :auto: and is ignored. Add :auto:, or remove it."
        ),
        ":auto: siblings\n:limit: 0": (
            ":limit: does not accept the value “0” and is ignored. Use a whole number such as 5."
        ),
    }
    built = build(make_project(syntax, *options, entries="one"))
    messages = [warning.partition("see-also: ")[2] for warning in warnings_of(built)]
    assert messages == [f"{message} [glossary_faq.option]" for message in options.values()]
    assert links_of(built) == [["One"], ["One"], ["One", "Four", "Five", "Words", "Two"]]


def test_list_without_entries_is_left_out(build: Build, syntax: str) -> None:
    title = {"rst": "Page\n====\n\n", "md": "# Page\n\n"}[syntax]
    see_also = LISTS[syntax].format(options="   :auto: siblings", entries="")
    built = build({f"index.{syntax}": title + see_also})
    assert built.warnings == ""
    assert not page_body(built).select("nav")


COMPARISON = {
    "one.rst": """\
One
===

.. term-compare:: cat; dog
   :definitions:

.. see-also::
   :auto: narrower; broader; related
"""
}


def test_compared_terms_have_relations_too(build: Build) -> None:
    built = build(make_project("rst", ":auto:") | COMPARISON)
    assert links_of(built, "one") == [["kitten", "tomcat", "zebra cat", "animal"]]


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "text", "man", "texinfo", "xml"])
def test_all_builders_show_the_entries(build: Build, builder: str) -> None:
    options = ":auto: siblings; broader\n:limit: 6\n:details: deck"
    built = build(make_project("rst", options), builder)
    assert built.warnings == ""
    name = {
        "singlehtml": "index.html",
        "latex": "project.tex",
        "text": "cats.txt",
        "man": "project.1",
        "texinfo": "project.texi",
        "xml": "cats.xml",
    }[builder]
    files = [file for file in built.files() if file.endswith(name.partition(".")[2])]
    text = built.text(name if name in files else files[0])
    text = text.partition("<template")[0]  # definition tips
    shown = text[text.rindex("Here.") :]
    positions = [re.search(rf"\b{name}\b", shown) for name in ("Four", "Words", "Two", "animal")]
    assert all(positions)
    assert "A living thing." in shown


EDITS = {
    "five": ("Five\n====\n\n:ref:`cats`, :doc:`cats`, a cat.\n", {"five", "cats"}),
    "two": ("Zwei\n====\n\n:doc:`/cats`, :ref:`cats`.\n", {"two", "cats", "index"}),
    "words": (WORDS.replace("A living", "Any living"), {"words", "cats"}),
    "one": ("One\n===\n\nSee the page :doc:`cats`.\n", {"one"}),  # a link as before
    "four": ("Four\n====\n\nA dog.\n", {"four"}),  # below the limit, as before
}


@pytest.mark.parametrize("builder", ["html", "text"])
def test_page_is_written_again_if_its_entries_change(tmp_path: Path, builder: str) -> None:
    site = Site(tmp_path / "site", options=WITHOUT_NAVIGATION)
    options = ":auto: broader; backlinks\n:limit: 3\n:details: deck"
    files = {name: text for name, text in make_project("rst", options).items() if text}
    site.write(files)
    site.build(builder)
    for name, (text, rewritten) in EDITS.items():
        site.write(files | {f"{name}.rst": text})
        report = site.build(builder)
        assert (report.read, report.rewritten - {"index"}) == ({name}, rewritten - {"index"})
        fresh = site.fresh(tmp_path / "fresh")
        fresh.build(builder)
        assert differing(site.files(builder), fresh.files(builder)) <= {"searchindex.js"}
        site.write(files)
        site.build(builder)
