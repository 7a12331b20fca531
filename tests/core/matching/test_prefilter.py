from __future__ import annotations

import pytest

from sphinx_glossary_faq.core.matching.phrase_index import LemmaIndex, PhraseIndex, Spelling
from sphinx_glossary_faq.core.matching.prefilter import Prefilter
from sphinx_glossary_faq.core.text.inflection import get_grammar


def prefilter(*terms: str) -> Prefilter:
    english = get_grammar("en")
    phrases = PhraseIndex([Spelling(term, number) for number, term in enumerate(terms)], english)
    return Prefilter(phrases, LemmaIndex(phrases.inner_words, phrases.final_words, english))


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
def test_texts_that_pass(text: str) -> None:
    terms = ["event loop", "users' guide", "rock 'n' roll", "Bourne shell (sh)", "C++", "面接"]
    assert prefilter(*terms).may_contain(text)


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
def test_texts_that_are_skipped(text: str) -> None:
    terms = ["event loop", "users' guide", "rock 'n' roll", "Bourne shell (sh)"]
    assert not prefilter(*terms).may_contain(text)


def test_long_chunks_are_not_cached() -> None:
    chunks = prefilter("event loop")
    assert not chunks.may_contain("x/" * 60)
    assert not chunks
