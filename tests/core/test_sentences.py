from __future__ import annotations

import pytest

from sphinx_glossary_faq.core.sentences import counted, state_relations, with_article
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


@pytest.mark.parametrize(
    ("relation", "said"),
    [
        ("disjoint", "No two of “a”, “b” and “c” overlap: nothing is more than one of them."),
        (
            "overlapping",
            (
                "Any two of “a”, “b” and “c” overlap: something can be both, and each has cases "
                "of its own."
            ),
        ),
        ("equivalent", "“a”, “b” and “c” mean the same."),
        ("", None),
    ],
)
def test_a_relation_of_three_is_said_once(relation: str, said: str | None) -> None:
    terms = [term(name) for name in "abc"]
    named = [(each.name, each) for each in terms]
    found = state_relations(named, relation, hierarchy(*terms), str)
    assert found == ([said] if said else [])


def test_three_names_of_one_term_and_another_are_equivalent_at_once() -> None:
    one, two = term("a"), term("b")
    named = [("a", one), ("alpha", one), ("b", two)]
    assert state_relations(named, "equivalent", hierarchy(one, two), str) == [
        "“a”, “alpha” and “b” mean the same."
    ]


def test_pairs_that_the_glossary_knows_of_are_said_one_by_one() -> None:
    one, two, three = term("a"), term("b", broader=("a",)), term("c")
    named = [(each.name, each) for each in (one, two, three)]
    assert state_relations(named, "equivalent", hierarchy(one, two, three), str) == [
        "Every b is an a, but not every a is a b.",
        "“a” and “c” mean the same.",
        "“b” and “c” mean the same.",
    ]


def test_counted() -> None:
    assert [counted(number, "page") for number in (0, 1, 2)] == ["0 pages", "1 page", "2 pages"]
