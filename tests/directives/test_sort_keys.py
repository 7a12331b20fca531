"""Test that terms are sorted by their classifier, such as a Japanese reading."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from tests.autolink.test_translation import catalog
from tests.building import Build, Built

# Sorted by characters: 応募者 録画 面接; by pronunciation: おうぼしゃ めんせつ ろくが.
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


def term_info_line(built: Built) -> str:
    page = BeautifulSoup(built.text("index.html"), "html.parser")
    return page.select("p.term-info")[0].get_text()


def test_terms_are_sorted_by_classifier(build: Build, syntax: str) -> None:
    built = build({f"index.{syntax}": PAGES[syntax]})
    assert term_info_line(built).partition(": ")[2].split(", ") == EXPECTED
    published = [term["prefLabel"] for term in json.loads(built.text("terms.json"))["terms"]]
    assert published == ["talk", *EXPECTED]


def test_mention_report_is_sorted_by_classifier(build: Build) -> None:
    mentions = "Words\n=====\n\n面接、録画、応募者。\n"
    built = build({"index.rst": PAGES["rst"], "other.rst": f":orphan:\n\n{mentions}"}, "xrefcheck")
    ranked = [term["term"] for term in json.loads(built.text("links.json"))["terms"]]
    assert ranked == ["応募者", "面接", "録画", "talk", "video"]


@pytest.mark.parametrize(
    ("translation", "expected"), [("C : a", ["A", "C", "B"]), ("C", ["A", "B", "C"])]
)
def test_translation_has_its_own_classifier(
    build: Build, translation: str, expected: list[str]
) -> None:
    """If it has none, the classifier of the original is not used."""
    entries = "".join(f"   {name}\n      It is.\n\n" for name in ("A", "B", "word : z"))
    messages = catalog({"word : z": translation})
    built = build(
        {
            "index.rst": f"Words\n=====\n\n.. glossary::\n\n{entries}",
            "locale/de/LC_MESSAGES/index.po": messages,
        },
        confoverrides={"language": "de", "locale_dirs": ["locale"], "html_search_language": "en"},
    )
    published = json.loads(built.text("terms.json"))["terms"]
    assert [term["prefLabel"] for term in published] == expected


def test_changed_classifier_updates_other_pages(build: Build) -> None:
    """The `term-info` line of another page is written again."""
    glossary = (
        ".. glossary::\n\n   talk\n      It is.\n\n      .. term-info::\n         :narrower: b; c\n"
    )
    other = "Low\n===\n\n.. glossary::\n\n   b : {}\n      It is.\n\n   c\n      It is.\n"
    index = f"Words\n=====\n\n{glossary}\n.. toctree::\n\n   low\n"
    files = {"index.rst": index, "low.rst": other.format("a")}
    assert term_info_line(build(files)) == "Kinds: b, c"
    assert term_info_line(build({"low.rst": other.format("z")}, keep=True)) == "Kinds: c, b"
