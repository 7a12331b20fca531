"""The last lines of a build."""

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


def test_says_what_was_linked_rendered_and_checked(build: Build) -> None:
    last = [line for line in build({"index.rst": PAGE}).status.splitlines() if ": " in line]
    assert "linked:   2 mentions of 3 terms, on 1 page" in last
    assert "rendered: 1 question, 1 comparison, 1 page" in last
    assert "checked:  3 names of terms, pages and questions, 2 references, 1 HTML page" in last


def test_repeats_itself_when_nothing_had_to_be_written(build: Build) -> None:
    first = build({"index.rst": PAGE}).status.splitlines()
    again = build({}, keep=True).status.splitlines()
    told = [line for line in first if line.startswith(("linked", "rendered", "checked"))]
    assert len(told) == 3
    assert set(told) <= set(again)


@pytest.mark.parametrize(
    ("builder", "check", "told"),
    [
        ("html", [], ""),
        ("xrefcheck", ["broken"], ", 2 references"),
        ("text", ["broken"], ", 2 references"),
        ("singlehtml", ["broken"], ", 2 references, 1 HTML page"),
    ],
)
def test_counts_what_the_check_went_through(
    build: Build, builder: str, check: list[str], told: str
) -> None:
    built = build({"index.rst": PAGE}, builder, confoverrides={"glossary_faq_check": check})
    checked = next(line for line in built.status.splitlines() if line.startswith("checked:"))
    assert checked == f"checked:  3 names of terms, pages and questions{told}"


def test_counts_no_page_that_is_gone(build: Build) -> None:
    more = ":orphan:\n\nMore\n====\n\n:ref:`search`\n"
    assert "3 references, 2 HTML pages" in build({"index.rst": PAGE, "more.rst": more}).status
    assert "2 references, 1 HTML page\n" in build({"more.rst": None}, keep=True).status


def test_is_silent_without_a_glossary(build: Build) -> None:
    assert "linked:" not in build({"index.rst": "Guide\n=====\n\nText.\n"}).status
