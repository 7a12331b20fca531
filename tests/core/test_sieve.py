from __future__ import annotations

import pytest

from sphinx_glossary_faq.core.forms import Forms
from sphinx_glossary_faq.core.inflection import grammar
from sphinx_glossary_faq.core.phrases import Phrases, Spelling
from sphinx_glossary_faq.core.sieve import Sieve


def sieve(*terms: str) -> Sieve:
    english = grammar("en")
    phrases = Phrases([Spelling(term, number) for number, term in enumerate(terms)], english)
    return Sieve(phrases, Forms(phrases.inner, phrases.last, english))


@pytest.mark.parametrize(
    "text",
    [
        "an event loop",
        "(event loop)",
        "EVENT\nLOOPS,",
        "event-\nloop",
        "pre-event-loop",
        "a users’ guide",
        "rock ’n’ roll",
        "rock ’ n ’ roll",
        "rock ' n ' roll",
        "the Bourne shell (sh).",
        "C++.",
        "e\u200bvent loop",
        "\0event loop",
        "面接",
        "ends in a " + "-" * 80 + "event-loop",
    ],
)
def test_what_may_have_a_term_passes(text: str) -> None:
    terms = ["event loop", "users' guide", "rock 'n' roll", "Bourne shell (sh)", "C++", "面接"]
    assert sieve(*terms).passes(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "an event, loop",
        "event handler loop",
        "loop event",
        "a “loop” of events",
        "the rock roll",
        "Bourne (sh)",
        "users guide",
        "eventloop",
    ],
)
def test_what_has_none_is_held_back(text: str) -> None:
    terms = ["event loop", "users' guide", "rock 'n' roll", "Bourne shell (sh)"]
    assert not sieve(*terms).passes(text)


def test_a_row_of_words_is_not_remembered() -> None:
    one = sieve("event loop")
    assert not one.passes("x/" * 60)
    assert not one
