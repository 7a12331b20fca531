from __future__ import annotations

import pytest

from sphinx_glossary_faq.core.sentences import state_relations, with_article
from tests.core.making import hierarchy, term


@pytest.mark.parametrize(
    "expected",
    [
        "an asynchronous interview",
        "a one-way interview",
        "a once-off",
        "an onion",
        "a unit",
        "a user",
        "a university",
        "a European",
        "an uninvited guest",
        "an unimportant thing",
        "an umbrella",
        "a ubiquitous thing",
        "an hour",
        "an honest answer",
        "an heir",
        "a house",
        "an FAQ",
        "an MP3",
        "a URL",
        "a USB stick",
        "an SMS",
        "a PDF",
        "an HTTP request",
        "an X-ray",
        "a T-shirt",
        "an API",
        "a 3D model",
        "an 8-bit word",
        "an 11th hour",
        "an 18th century",
        "a 180 degree turn",
        "an AI",
        "a utility",
        "an urn",
        "a eulogy",
        "a unicorn",
        "an unidentified caller",
    ],
)
def test_articles_go_by_sound(expected: str) -> None:
    assert with_article(expected.split(" ", 1)[1]) == expected


def test_sentences_can_be_translated_without_articles() -> None:
    call, video = term("Anruf"), term("Videoanruf", broader=("Anruf",))
    german = "Jeder {narrower} ist ein {broader}, nicht umgekehrt."
    named = [("Anruf", call), ("Videoanruf", video)]
    assert state_relations(named, "", hierarchy(call, video), lambda _english: german) == [
        "Jeder Videoanruf ist ein Anruf, nicht umgekehrt."
    ]


def test_a_circle_says_nothing_rather_than_something_wrong() -> None:
    one, two = term("one", broader=("two",)), term("two", broader=("one",))
    said = state_relations([("one", one), ("two", two)], "", hierarchy(one, two), str)
    assert said == []
