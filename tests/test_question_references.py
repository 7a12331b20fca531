"""Test that references show the current text of a question."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.building import Build

OPTIONS = {"suppress_warnings": ["toc.not_included"]}

QUESTIONS = """\
Questions
=========

.. faq::

   Is it open?
      Yes.

   .. faq-item:: Old text?
      :name: nam

      x
"""

REWORDED = QUESTIONS.replace("Is it open?", "Is it *open*!").replace("Old text?", "New text?")

REFERENCES = [
    ("rst", ":faq:`nam` :faq:`is-it-open`"),
    ("rst", ":any:`nam` :any:`is-it-open`"),
    ("rst", "`nam` `is-it-open`"),
    ("rst", ".. see-also::\n\n   faq:nam\n   faq:is-it-open"),
    ("md", "{faq}`nam` {faq}`is-it-open`"),
    ("md", "{any}`nam` {any}`is-it-open`"),
    ("md", "[](#nam) [](#is-it-open)"),
    ("md", "[](qa.rst#nam) <project:qa.rst#is-it-open>"),
    ("md", ":::{see-also}\nfaq:nam\nfaq:is-it-open\n:::"),
]


def make_page(syntax: str, text: str) -> dict[str, str]:
    title = "# Page\n" if syntax == "md" else "Page\n====\n"
    return {f"page.{syntax}": f"{title}\n{text}\n", "index.rst": "Root\n====\n"}


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text", "xml"])
@pytest.mark.parametrize(
    ("syntax", "text"),
    [
        pytest.param(*reference, marks=[pytest.mark.myst] * (reference[0] == "md"))
        for reference in REFERENCES
    ],
)
def test_reworded_questions(build: Build, syntax: str, text: str, builder: str) -> None:
    """A page with a reference to a question is written again when the question is reworded.

    This does not depend on the check, which resolves references.
    """
    options = {**OPTIONS, "default_role": "any", "glossary_faq_check": []}
    files = make_page(syntax, text)
    build({**files, "qa.rst": QUESTIONS}, builder, confoverrides=options)
    built = build({"qa.rst": REWORDED}, builder, confoverrides=options, keep=True)
    path = next(path for path in built.files() if path.startswith("page") and "page" in path)
    output = built.text(path)
    assert "New text?" in output
    assert "Is it open!" in output
    assert "Old text?" not in output


@pytest.mark.parametrize("builder", ["html", "text"])
def test_sections_of_questions(build: Build, builder: str) -> None:
    """A label of a question in a section has a title, which `:ref:` shows."""
    sections = QUESTIONS.replace(".. faq::\n", ".. faq::\n   :sections:\n")
    files = make_page("rst", ":ref:`nam`")
    build({**files, "qa.rst": sections}, builder, confoverrides=OPTIONS)
    reworded = sections.replace("Old text?", "New text?")
    built = build({"qa.rst": reworded}, builder, confoverrides=OPTIONS, keep=True)
    suffix = {"html": "html", "text": "txt"}[builder]
    assert "New text?" in built.text(f"page.{suffix}")


@pytest.mark.parametrize("builder", ["html", "text"])
def test_a_reference_whose_target_changes(build: Build, builder: str) -> None:
    """A new question that matches a reference better replaces the question that it shows."""
    files = make_page("rst", ":faq:`What is C#?`")
    first = "A\n=\n\n.. faq::\n\n   What is C++?\n      x\n"
    build({**files, "qa.rst": first}, builder, confoverrides=OPTIONS)
    second = first.replace("C++", "C#")
    built = build({"qb.rst": second}, builder, confoverrides=OPTIONS, keep=True)
    suffix = {"html": "html", "text": "txt"}[builder]
    assert "What is C#?" in built.text(f"page.{suffix}")


def test_unchanged_questions(build: Build) -> None:
    """A page is not written again if only an answer or another question changes."""
    files = make_page("rst", ":faq:`nam`")
    built = build({**files, "qa.rst": QUESTIONS}, "text", confoverrides=OPTIONS)
    page = built.outdir / "page.txt"
    written = page.stat().st_mtime_ns
    changed = QUESTIONS.replace("Is it open?", "Is it new?").replace("x\n", "y\n")
    build({"qa.rst": changed}, "text", confoverrides=OPTIONS, keep=True)
    assert page.stat().st_mtime_ns == written


LABELS = [
    ("rst", ":any:`nam` :any:`x <nam>`"),
    ("rst", ":any:`Nam Two` :any:`x <nam-two>`"),
    ("md", "{any}`nam` {any}`x <nam>`"),
    ("md", "[](#nam) [x](#nam) <project:#nam> [x](qa.rst#nam)"),
    ("md", "[](<project:#nam-two>) [x](<project:#Nam Two>)"),
]


@pytest.mark.parametrize("options", ["", "   :sections:\n", "   :collapsible: open\n"])
@pytest.mark.parametrize(
    ("syntax", "text"),
    [pytest.param(*label, marks=[pytest.mark.myst] * (label[0] == "md")) for label in LABELS],
)
def test_a_question_and_its_label_are_one_target(
    build: Build, syntax: str, text: str, options: str
) -> None:
    questions = QUESTIONS.replace(".. faq::\n", f".. faq::\n{options}")
    questions += "\n   .. faq-item:: Second?\n      :name: Nam Two\n\n      x\n"
    files = {**make_page(syntax, text), "qa.rst": questions}
    built = build(files, confoverrides=OPTIONS)
    assert built.warnings == ""
    page = BeautifulSoup(built.text("page.html"), "html.parser")
    targets = {link["href"] for link in page.select("[role=main] p a.reference")}
    assert targets == {"qa.html#nam-two" if "wo" in text else "qa.html#nam"}


@pytest.mark.parametrize("text", [":any:`nam`", ":any:`x <nam>`"])
def test_a_label_of_something_else_is_another_target(build: Build, text: str) -> None:
    """A label with the name of a question on another page makes a reference ambiguous."""
    question = "QA\n==\n\n.. faq::\n\n   Nam\n      x\n"
    label = ".. _nam:\n\nOther\n=====\n"
    files = {**make_page("rst", text), "qa.rst": question, "label.rst": label}
    built = build(files, confoverrides=OPTIONS)
    assert "more than one target found for 'any' cross-reference 'nam'" in built.warnings
