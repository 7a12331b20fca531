"""Test that references find questions by text, then by name and id, and finally by slug."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.model.questions import QuestionIndex
from sphinx_glossary_faq.core.model.records import Location, Question


def question(text: str, id: str, docname: str = "a", name: str = "") -> Question:
    return Question(Location(docname, f"{docname}.rst", 1), id, text, name)


QUESTIONS = (
    question("What is C++?", "what-is-c"),
    question("What is C#?", "what-is-c-2"),
    question("🍵?", "question"),
    question("🍕?", "question-2"),
    question("Why?", "why"),
    question("Why not?", "chosen", name="Chosen"),
    question("Chosen", "chosen-2"),
    question("Why?", "why", "b"),
    question("What's that?", "whats-that", "b"),
)


@pytest.mark.parametrize(
    ("reference", "docname", "expected"),
    [
        ("What is C#?", "x", ["what-is-c-2"]),
        ("What is C++?", "x", ["what-is-c"]),
        ("what is c#", "x", ["what-is-c-2"]),
        ("what-is-c", "x", ["what-is-c"]),
        ("What is C", "x", ["what-is-c", "what-is-c-2"]),
        ("🍕?", "x", ["question-2"]),
        ("🍣?", "x", []),
        ("Chosen", "x", ["chosen-2"]),
        ("chosen", "x", ["chosen"]),
        ("What’s that", "a", ["whats-that"]),
        ("Why?", "x", ["why", "why"]),
        ("Why?", "b", ["why"]),
        ("", "x", []),
        ("!", "x", []),
    ],
)
def test_the_most_exact_way_comes_first(reference: str, docname: str, expected: list[str]) -> None:
    found = QuestionIndex(QUESTIONS).candidates(reference, docname)
    assert [question.id for question in found] == expected


def test_questions_of_the_page_take_precedence() -> None:
    index = QuestionIndex(QUESTIONS)
    assert [q.location.docname for q in index.candidates("Why?", "b")] == ["b"]
    assert [q.location.docname for q in index.candidates("Why?", "x")] == ["a", "b"]


@given(st.lists(st.text(min_size=1), unique=True))
def test_each_question_is_found_by_its_text(texts: list[str]) -> None:
    index = QuestionIndex(question(text, f"q{number}") for number, text in enumerate(texts))
    for number, text in enumerate(texts):
        assert [found.id for found in index.candidates(text, "x")] == [f"q{number}"]
