"""`-b xrefcheck`: the link plan as a file."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.building import Build

PROJECT = {
    "index.rst": """\
Guide
=====

.. toctree::

   cats
   words

Nobody mentions *animals* more than once.

.. only:: html

   But a take is a take.

.. only:: latex

   And a dog is no cat.
""",
    "cats.rst": """\
Cats
====

A cat, two cats and the :term:`dog`. A dog is
one of the animals.

The retake is no take.
""",
    "words.rst": """\
Words
=====

.. glossary::

   animal
      It lives.

   cat
      An animal that purrs. A cat is no dog.

   dog
      It barks.

   take
      One recording.

      .. term-info::
         :no-autolink:
""",
}


def links(build: Build, **overrides: Any) -> Any:
    built = build(PROJECT, "xrefcheck", confoverrides=overrides)
    assert built.warnings == ""
    return json.loads(built.text("links.json"))


def told(mentions: list[dict[str, Any]]) -> list[tuple[int, str, str]]:
    return [(one["line"], one["text"], one.get("target") or one["skipped"]) for one in mentions]


def test_every_mention_with_its_place_or_why_it_was_skipped(build: Build) -> None:
    pages = links(build)["pages"]
    assert list(pages) == ["cats", "index", "words"]
    assert told(pages["cats"]) == [
        (4, "cat", "words#term-cat"),
        (4, "cats", "repeated"),
        (4, "dog", "by hand"),
        (4, "animals", "words#term-animal"),
        (7, "take", "no-autolink"),
    ]
    assert told(pages["words"]) == [
        (10, "animal", "words#term-animal"),
        (10, "cat", "own definition"),
        (10, "dog", "words#term-dog"),
    ]


def test_text_for_other_builders_is_not_there(build: Build) -> None:
    assert [one["text"] for one in links(build)["pages"]["index"]] == ["animals", "take", "take"]


def test_terms_are_ranked_by_their_reach(build: Build) -> None:
    ranked = [
        (one["term"], one["pages"], one["mentions"], one["links"]) for one in links(build)["terms"]
    ]
    assert ranked == [
        ("animal", 3, 3, 3),
        ("cat", 2, 3, 1),
        ("take", 2, 3, 0),
        ("dog", 2, 2, 1),
    ]


@pytest.mark.parametrize("scope", ["page", "section", "all"])
def test_it_is_what_the_pages_have(build: Build, scope: str) -> None:
    planned = links(build, glossary_faq_autolink=scope)["pages"]
    built = build(PROJECT, confoverrides={"glossary_faq_autolink": scope})
    for docname in ("index", "cats", "words"):
        page = BeautifulSoup(built.text(f"{docname}.html"), "html.parser")
        written = [link.text for link in page.select("a.autolinked-term")]
        assert [one["text"] for one in planned[docname] if "target" in one] == written


def test_it_writes_nothing_else_and_repeats_itself(build: Build) -> None:
    first = build(PROJECT, "xrefcheck")
    assert first.files() == [
        "baseline.json",
        "links.json",
        "output.github",
        "output.json",
        "output.sarif",
        "output.txt",
    ]
    before = first.text("links.json")
    again = build({}, "xrefcheck", keep=True)
    assert "0 added, 0 changed, 0 removed" in again.status
    assert again.text("links.json") == before
    assert "animal: 3 mentions on 3 pages, 3 linked" in again.status


def test_one_is_told_as_one(build: Build) -> None:
    page = "A cat.\n\n.. glossary::\n\n   cat\n      Purrs.\n"
    assert "cat: 1 mention on 1 page, 1 linked" in build({"index.rst": page}, "xrefcheck").status
