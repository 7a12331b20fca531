"""Test the file `terms.json`."""

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


def read_terms_json(build: Build, builder: str) -> Any:
    return json.loads(build(PROJECT, builder).text("terms.json"))


def test_names_definition_and_uri(build: Build) -> None:
    answer, interview = read_terms_json(build, "html")["terms"]
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
def test_uri_depends_on_the_builder(build: Build, builder: str, uri: str) -> None:
    assert read_terms_json(build, builder)["terms"][0]["uri"] == uri


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "xml"])
def test_is_not_written_without_an_inventory(build: Build, builder: str) -> None:
    overrides = {"version": "1", "copyright": "2026"}
    assert "terms.json" not in build(PROJECT, builder, confoverrides=overrides).files()


def test_is_removed_with_the_last_term(build: Build) -> None:
    build(PROJECT)
    empty = {"words/glossary.rst": "Glossary\n========\n"}
    assert "terms.json" not in build(empty, keep=True).files()
