"""The last lines of a build."""

from __future__ import annotations

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
    assert "checked:  3 names of terms, pages and questions" in last


def test_repeats_itself_when_nothing_had_to_be_written(build: Build) -> None:
    first = build({"index.rst": PAGE}).status.splitlines()
    again = build({}, keep=True).status.splitlines()
    told = [line for line in first if line.startswith(("linked", "rendered", "checked"))]
    assert len(told) == 3
    assert set(told) <= set(again)


def test_is_silent_without_a_glossary(build: Build) -> None:
    assert "linked:" not in build({"index.rst": "Guide\n=====\n\nText.\n"}).status
