"""Test which definitions are placeholders."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_glossary_faq.core.model.placeholders import find_placeholders
from sphinx_glossary_faq.core.model.records import Span, Term
from tests.core.making import term


def entries(text: str, *names: str, **fields: Any) -> list[Term]:
    """Return terms with the same definition."""
    return [term(name, definition=(Span(text),), **fields) for name in names]


def placeholders(*terms: Term) -> dict[str, list[str]]:
    return {text: [term.name for term in group] for text, group in find_placeholders(terms).items()}


def test_shared_definitions() -> None:
    """Case, blanks and markup do not matter."""
    third = term("cow", definition=(Span("to  be "), Span("Written.", "emphasis")))
    terms = [*entries("To be\nwritten.", "cat", "dog"), third, *entries("It is.", "yak")]
    assert placeholders(*terms) == {"to be written.": ["cat", "dog", "cow"]}


@pytest.mark.parametrize(
    "terms",
    [
        entries("A pet.", "cat", "kitty"),
        entries("TODO", "cat", "cat", "Cat"),
        entries("", "cat", "dog", "cow"),
        entries(" ", "cat", "dog", "cow"),
        entries("Work.", "cat", "dog", "cow", has_more=True),
        entries("Work.", "cat", "dog", "cow", uri="https://x/"),
        [*entries("See wild boar.", "pig", "hog", "swine"), *entries("It grunts.", "Wild  boar")],
    ],
)
def test_other_definitions(terms: list[Term]) -> None:
    """Two synonyms, a name that is defined again, no text, more text, and cross-references."""
    assert placeholders(*terms) == {}


@pytest.mark.parametrize(("count", "is_placeholder"), [(9, False), (10, True)])
def test_longer_definitions(count: int, is_placeholder: bool) -> None:
    """A sentence may be true of several terms."""
    names = [f"animal {number}" for number in range(count)]
    text = "One of the ten animals that live here."
    assert bool(placeholders(*entries(text, *names))) == is_placeholder
    assert placeholders(*entries("One of the ten animals here.", *names))


def test_words_that_contain_a_name_are_no_cross_references() -> None:
    terms = [*entries("Work in progress", "cat", "dog", "cow"), *entries("Up.", "gress", "pro")]
    assert list(placeholders(*terms)) == ["work in progress"]
