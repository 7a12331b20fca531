from __future__ import annotations

import pytest

from sphinx_glossary_faq.core.model.relation_text import describe_relations, with_article
from sphinx_glossary_faq.core.text.plural import pluralize
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
def test_article_follows_sound(expected: str) -> None:
    assert with_article(expected.split(" ", 1)[1]) == expected


def test_translations_can_omit_articles() -> None:
    call, video = term("Anruf"), term("Videoanruf", broader=("Anruf",))
    german = "Jeder {narrower} ist ein {broader}, nicht umgekehrt."
    compared = [("Anruf", call), ("Videoanruf", video)]
    assert describe_relations(compared, "", hierarchy(call, video), lambda _english: german) == [
        "Jeder Videoanruf ist ein Anruf, nicht umgekehrt."
    ]


def test_cycle_has_no_sentence() -> None:
    one, two = term("one", broader=("two",)), term("two", broader=("one",))
    assert describe_relations([("one", one), ("two", two)], "", hierarchy(one, two), str) == []


@pytest.mark.parametrize(
    ("relation", "sentence"),
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
def test_relation_of_three_has_one_sentence(relation: str, sentence: str | None) -> None:
    terms = [term(name) for name in "abc"]
    compared = [(term.name, term) for term in terms]
    sentences = describe_relations(compared, relation, hierarchy(*terms), str)
    assert sentences == ([sentence] if sentence else [])


def test_equivalent_terms_have_one_sentence_with_two_names_of_a_term() -> None:
    one, two = term("a"), term("b")
    compared = [("a", one), ("alpha", one), ("b", two)]
    assert describe_relations(compared, "equivalent", hierarchy(one, two), str) == [
        "“a”, “alpha” and “b” mean the same."
    ]


def test_pairs_with_relations_in_the_glossary_have_a_sentence_each() -> None:
    terms = term("a"), term("b", broader=("a",)), term("c")
    compared = [(term.name, term) for term in terms]
    assert describe_relations(compared, "equivalent", hierarchy(*terms), str) == [
        "Every b is an a, but not every a is a b.",
        "“a” and “c” mean the same.",
        "“b” and “c” mean the same.",
    ]


def test_pluralize() -> None:
    assert [pluralize(number, "page") for number in (0, 1, 2)] == ["0 pages", "1 page", "2 pages"]
