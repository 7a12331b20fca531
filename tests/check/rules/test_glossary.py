"""Test findings in glossaries, comparisons and questions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.building import Build
from tests.check.marked import build_marked

GLOSSARY = """\
Words
=====

.. glossary::

   cat
      It purrs.

      .. term-info::
         :related: ⟪hierarchy cat⟫animal
         :broader: animal

   animal
      It lives.

   ⟪unused-term self⟫self
      It is.

      .. term-info::
         :broader: ⟪hierarchy self⟫self

   dog
      It barks.

      .. term-info::
         :avoid: ⟪label-clash hound⟫hound

   ⟪unused-term hound⟫hound
      It hunts.

   ⟪no-summary mute⟫mute
      .. image:: picture.png

A cat, a dog, mute, oneself.

.. term-compare:: cat; animal
   :relation⟪comparison cat; animal⟫: disjoint

   * - size
     - a
     - b

.. faq::

   ⟪duplicate-question What is it?⟫What is it?
      A thing.
"""

QUESTIONS = """\
:orphan:

First
=====

.. faq::

   What is it?
      Nothing. Myself, a cat.
"""


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_glossaries_comparisons_and_questions(build: Build, builder: str) -> None:
    files = {"index.rst": GLOSSARY, "first.rst": QUESTIONS, "picture.png": "no picture"}
    build_marked(build, files, builder)


def test_duplicate_terms_name_both_locations(build: Build) -> None:
    """Case variants too, and with several processes."""
    pages = {f"page{number}.rst": f":orphan:\n\nPage\n====\n\n{number}\n" for number in range(6)}
    page = ":orphan:\n\nPage\n====\n\n.. glossary::\n\n   {}\n      It purrs. A CAT, a cat.\n"
    pages |= {"a.rst": page.format("cat"), "b.rst": page.format("cat"), "c.rst": page.format("Cat")}
    pages["index.rst"] = "Index\n=====\n\nCat, cat.\n"
    warnings = []
    for parallel in (0, 4):
        options: dict[str, Any] = {
            "glossary_faq_check": ["*"],
            "glossary_faq_check_ignore": ["unused-term"],
            "suppress_warnings": ["glossary_faq.ambiguous"],
        }
        built = build(pages, confoverrides=options, parallel=parallel)
        warnings.append(built.warnings)
        assert [line.partition(" WARNING: ")[0] for line in built.warnings.splitlines()] == [
            "b.rst:8:4:",
            "c.rst:8:4:",
        ]
        assert built.warnings.count("in a, line 8") == 2
    assert warnings[0] == warnings[1]
