"""The classifier of a term is what it is sorted by: in Japanese, how it is read."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from tests.building import Build, Built
from tests.linking.test_translated import catalogue

# By their characters 応募者 録画 面接; as they are read めんせつ おうぼしゃ ろくが.
ENTRIES = """\
.. glossary::

   talk
      It is.

      .. term-info::
         :narrower: 面接; 応募者; 録画; video

   面接 : めんせつ
   応募
      It is.

   応募者 : おうぼしゃ
      It is.

   録画 : ろくが
      It is.

   video
      It is.
"""

PAGES = {"rst": f"Words\n=====\n\n{ENTRIES}", "md": f"# Words\n\n```{{eval-rst}}\n{ENTRIES}```\n"}

EXPECTED = ["video", "応募者", "面接", "録画"]


def line_of_talk(built: Built) -> str:
    page = BeautifulSoup(built.text("index.html"), "html.parser")
    return page.select("p.term-info")[0].get_text()


def test_terms_are_sorted_by_their_reading(build: Build, syntax: str) -> None:
    built = build({f"index.{syntax}": PAGES[syntax]})
    assert line_of_talk(built).partition(": ")[2].split(", ") == EXPECTED
    published = [term["prefLabel"] for term in json.loads(built.text("terms.json"))["terms"]]
    assert published == ["talk", *EXPECTED]


def test_terms_that_reach_as_far_are_too(build: Build) -> None:
    mentions = "Words\n=====\n\n面接、録画、応募者。\n"
    built = build({"index.rst": PAGES["rst"], "other.rst": f":orphan:\n\n{mentions}"}, "xrefcheck")
    ranked = [term["term"] for term in json.loads(built.text("links.json"))["terms"]]
    assert ranked == ["応募者", "面接", "録画", "talk", "video"]


@pytest.mark.parametrize(
    ("translation", "expected"), [("C : a", ["A", "C", "B"]), ("C", ["A", "B", "C"])]
)
def test_a_translation_has_a_reading_of_its_own(
    build: Build, translation: str, expected: list[str]
) -> None:
    """Or none: it is not that of the original."""
    entries = "".join(f"   {name}\n      It is.\n\n" for name in ("A", "B", "word : z"))
    said = catalogue({"word : z": translation})
    built = build(
        {
            "index.rst": f"Words\n=====\n\n.. glossary::\n\n{entries}",
            "locale/de/LC_MESSAGES/index.po": said,
        },
        confoverrides={"language": "de", "locale_dirs": ["locale"], "html_search_language": "en"},
    )
    published = json.loads(built.text("terms.json"))["terms"]
    assert [term["prefLabel"] for term in published] == expected


def test_pages_follow_a_reading(build: Build) -> None:
    """The line of another page is written anew."""
    upper = (
        ".. glossary::\n\n   talk\n      It is.\n\n      .. term-info::\n         :narrower: b; c\n"
    )
    lower = "Low\n===\n\n.. glossary::\n\n   b : {}\n      It is.\n\n   c\n      It is.\n"
    index = f"Words\n=====\n\n{upper}\n.. toctree::\n\n   low\n"
    files = {"index.rst": index, "low.rst": lower.format("a")}
    assert line_of_talk(build(files)) == "Narrower: b, c"
    assert line_of_talk(build({"low.rst": lower.format("z")}, keep=True)) == "Narrower: c, b"
