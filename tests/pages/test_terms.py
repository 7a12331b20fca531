"""`terms.json`, which other projects read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.building import Build

PROJECT = {
    "index.rst": "Guide\n=====\n\n.. toctree::\n\n   words/glossary\n",
    "words/glossary.rst": """\
Glossary
========

.. glossary::

   one-way interview
   recorded interview
      An interview recorded *alone*, with ``code``.

      Longer text.

      .. term-info::
         :aliases: on-demand interview
         :abbreviation: OWI

   Answer
      What one says.
""",
}


def published(build: Build, builder: str) -> Any:
    return json.loads(build(PROJECT, builder).text("terms.json"))


def test_says_names_definition_and_place(build: Build) -> None:
    answer, interview = published(build, "html")["terms"]
    assert answer == {
        "prefLabel": "Answer",
        "altLabel": [],
        "definition": "What one says.",
        "uri": "words/glossary.html#term-Answer",
    }
    assert interview == {
        "prefLabel": "one-way interview",
        "altLabel": ["recorded interview", "on-demand interview", "OWI"],
        "definition": "An interview recorded alone, with code.",
        "uri": "words/glossary.html#term-one-way-interview",
    }


@pytest.mark.parametrize(
    ("builder", "uri"),
    [
        ("dirhtml", "words/glossary/#term-Answer"),
        ("singlehtml", "index.html#term-Answer"),
    ],
)
def test_leads_to_the_page_that_the_builder_writes(build: Build, builder: str, uri: str) -> None:
    assert published(build, builder)["terms"][0]["uri"] == uri


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "xml"])
def test_stands_beside_an_inventory_or_not_at_all(build: Build, builder: str) -> None:
    overrides = {"version": "1", "copyright": "2026, we"}
    assert "terms.json" not in build(PROJECT, builder, confoverrides=overrides).files()


def test_goes_when_the_last_term_goes(build: Build) -> None:
    build(PROJECT)
    emptied = {"words/glossary.rst": "Glossary\n========\n"}
    assert "terms.json" not in build(emptied, keep=True).files()
