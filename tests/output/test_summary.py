"""Test the summary at the end of a build."""

from __future__ import annotations

import pytest

from tests.building import Build

PAGE = """\
Guide
=====

A cat and a dog. A cat again.

.. term-compare:: cat; dog
   :definitions:

.. faq::

   Why?
      Because.

.. glossary::

   animal
      It lives.

   cat
      It purrs.

      .. term-info::
         :broader: animal

   dog
      It barks.
"""


def test_counts_links_directives_and_references(build: Build) -> None:
    lines = build({"index.rst": PAGE}).status.splitlines()
    assert "linked:   2 mentions of 3 terms, on 1 page" in lines
    assert "rendered: 1 question, 1 comparison, 1 page" in lines
    assert "checked:  3 names of terms, pages and questions, 2 references, 1 HTML page" in lines


def test_is_the_same_if_no_page_is_written(build: Build) -> None:
    first = build({"index.rst": PAGE}).status.splitlines()
    second = build({}, keep=True).status.splitlines()
    summary = [line for line in first if line.startswith(("linked", "rendered", "checked"))]
    assert len(summary) == 3
    assert set(summary) <= set(second)


@pytest.mark.parametrize(
    ("builder", "check", "expected"),
    [
        ("html", [], ""),
        ("xrefcheck", ["broken"], ", 2 references"),
        ("text", ["broken"], ", 2 references"),
        ("singlehtml", ["broken"], ", 2 references, 1 HTML page"),
    ],
)
def test_counts_checked_references_and_pages(
    build: Build, builder: str, check: list[str], expected: str
) -> None:
    built = build({"index.rst": PAGE}, builder, confoverrides={"glossary_faq_check": check})
    checked = next(line for line in built.status.splitlines() if line.startswith("checked:"))
    assert checked == f"checked:  3 names of terms, pages and questions{expected}"


def test_does_not_count_deleted_pages(build: Build) -> None:
    more = ":orphan:\n\nMore\n====\n\n:ref:`search`\n"
    assert "3 references, 2 HTML pages" in build({"index.rst": PAGE, "more.rst": more}).status
    assert "2 references, 1 HTML page\n" in build({"more.rst": None}, keep=True).status


def test_no_summary_without_a_glossary(build: Build) -> None:
    assert "linked:" not in build({"index.rst": "Guide\n=====\n\nText.\n"}).status
