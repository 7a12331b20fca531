"""Test the public API with an extension that imports nothing else (see `api_project`)."""

from __future__ import annotations

import ast
import re
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

import pytest

import sphinx_glossary_faq
from sphinx_glossary_faq import api, events
from tests.building import Build

PROJECT = Path(__file__).parent / "api_project"
EXTENSION = PROJECT / "glossary_count.py"
MANUAL = Path(__file__).parent.parent / "docs" / "manual" / "reference" / "api.rst"

PAGE = """\
Guide
=====

A cat, :term:`no`.

.. counted-term-info::

.. faq::

   Why?
      Because.

.. glossary::

   dog
      It barks.

   cat
      It purrs.

      .. counted-term-info::
         :aliases: kitty
"""


def test_an_extension_uses_the_api(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(PROJECT)
    built = build({"index.rst": PAGE}, extensions=["glossary_count"])
    path = Path(built.outdir, "counts.txt")
    assert path.read_text("utf-8").splitlines() == [
        "terms: cat, dog",
        "kitty: cat",
        "questions: Why?",
        "finding: reference index.rst:4",
    ]
    assert "term_info" in built.warnings  # a subclass of a directive reports its misuse too


def test_events_are_emitted_once_in_each_build(build: Build) -> None:
    emitted: list[Any] = []
    conf = "def setup(app):\n    app.setup_extension('sphinx_glossary_faq')\n"
    built = build({"index.rst": PAGE.replace("counted-", ""), "conf.py": conf})
    built.app.connect(api.TERMS_COLLECTED, lambda app, env, terms: emitted.append(terms))
    built.app.connect(api.CHECKED, lambda app, findings: emitted.append(findings))
    built.app.build()
    terms, findings = emitted
    assert [term.name for term in terms] == ["cat", "dog"]
    assert [finding.rule for finding in findings] == ["reference"]


def test_the_project_imports_only_public_names() -> None:
    imported = {
        name.name
        for node in ast.walk(ast.parse(EXTENSION.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sphinx_glossary")
        for name in node.names
    }
    assert imported
    assert imported <= set(api.__all__)


def test_the_manual_lists_all_public_names() -> None:
    text = MANUAL.read_text("utf-8")
    names = set(re.findall(r"^``(\w+)", text, re.MULTILINE))
    assert names == set(api.__all__)
    assert {events.TERMS_COLLECTED, events.CHECKED} == set(
        re.findall(r"``(glossary-faq-[\w-]+)``", text)
    )


def test_the_version_is_in_one_place() -> None:
    assert metadata("sphinx-glossary-faq")["Version"] == sphinx_glossary_faq.__version__
