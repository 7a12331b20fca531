from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.model.records import RELATIONS, Term
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


def describe(terms: Sequence[Term], relation: str = "", *names: str) -> str:
    """Return the sentence about terms, by their names or by *names*."""
    compared = list(zip(names or [term.name for term in terms], terms, strict=True))
    return describe_relations(compared, relation, hierarchy(*terms), str)


def test_translations_can_omit_articles() -> None:
    call, video = term("Anruf"), term("Videoanruf", broader=("Anruf",))
    german = "Jeder {narrower} ist ein {broader}, nicht umgekehrt."
    compared = [("Anruf", call), ("Videoanruf", video)]
    sentence = describe_relations(compared, "", hierarchy(call, video), lambda _english: german)
    assert sentence == "Jeder Videoanruf ist ein Anruf, nicht umgekehrt."


def test_cycle_has_no_sentence() -> None:
    assert describe([term("one", broader=("two",)), term("two", broader=("one",))]) == ""


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
        ("", ""),
    ],
)
def test_relation_of_three_without_a_hierarchy(relation: str, sentence: str) -> None:
    assert describe([term(name) for name in "abc"], relation) == sentence


def test_equivalent_terms_with_two_names_of_a_term() -> None:
    one, two = term("a"), term("b")
    sentence = describe([one, one, two], "equivalent", "a", "alpha", "b")
    assert sentence == "“a”, “alpha” and “b” mean the same."


@pytest.mark.parametrize(
    ("broader", "relation", "sentence"),
    [
        ("b<a", "", "Every b is an a, but not every a is a b."),
        ("b<a", "overlapping", "“b” is a kind of “a”; any other two of them overlap."),
        ("b<a", "disjoint", "“b” is a kind of “a”; no other two of them overlap."),
        ("b<a", "equivalent", "“b” is a kind of “a”; any other two of them mean the same."),
        ("b<a c<a d<a", "", "“b”, “c” and “d” are kinds of “a”."),
        (
            "b<a c<b d<c",
            "disjoint",
            "“b” is a kind of “a”; “c” is a kind of “b”; “d” is a kind of “c”.",
        ),
        ("b<a d<c", "", "“b” is a kind of “a”; “d” is a kind of “c”."),
    ],
)
def test_mixed_relations_are_one_sentence(broader: str, relation: str, sentence: str) -> None:
    edges = [edge.split("<") for edge in broader.split()]
    terms = [
        term(name, broader=tuple(upper for lower, upper in edges if lower == name))
        for name in "abcd"
    ]
    assert describe(terms, relation) == sentence


@pytest.mark.parametrize(
    ("relation", "sentences"),
    [
        ("", ["Both are kinds of p.", "All three are kinds of p.", "All four are kinds of p."]),
        (
            "overlapping",
            [
                "Both are kinds of p; something can be both.",
                "All three are kinds of p; any two of them overlap.",
                "All four are kinds of p; any two of them overlap.",
            ],
        ),
        (
            "disjoint",
            [
                "Both are kinds of p; nothing is both.",
                "All three are kinds of p; no two of them overlap.",
                "All four are kinds of p; no two of them overlap.",
            ],
        ),
        (
            "equivalent",
            [
                "“a” and “b” mean the same.",
                "“a”, “b” and “c” mean the same.",
                "“a”, “b”, “c” and “d” mean the same.",
            ],
        ),
    ],
)
def test_siblings_name_their_broader_term(relation: str, sentences: list[str]) -> None:
    terms = [term(name, broader=("p",)) for name in "abcd"]
    relations = hierarchy(*terms, term("p", broader=("q",)), term("q"))
    compared = [(term.name, term) for term in terms]
    for count, sentence in enumerate(sentences, 2):
        assert describe_relations(compared[:count], relation, relations, str) == sentence


def test_broader_term_of_a_part_of_the_terms() -> None:
    """A term that another one is a kind of has the common broader term as well."""
    one, two = term("a", broader=("p",)), term("b", broader=("a",))
    other, parent = term("c", broader=("p",)), term("p")
    relations = hierarchy(one, two, other, parent)
    compared = [("b", two), ("c", other), ("a", one), ("alias", one)]
    assert describe_relations(compared, "disjoint", relations, str) == (
        "“a” and “alias” mean the same; “b” is a kind of “a”; “c” and “a” are kinds of “p”; "
        "no other two of them overlap."
    )
    many = [(str(number), term(str(number), broader=("p",))) for number in range(5)]
    relations = hierarchy(*(term for _name, term in many), parent)
    assert describe_relations(many, "", relations, str) == "All 5 are kinds of p."


def test_names_of_one_term_are_part_of_the_sentence() -> None:
    one, two = term("a"), term("b", broader=("a",))
    assert describe([one, one, two], "", "a", "alpha", "b") == (
        "“a” and “alpha” mean the same; “b” is a kind of “a”."
    )
    assert describe([one, one, term("c")], "overlapping", "a", "alpha", "c") == (
        "“a” and “alpha” mean the same; any other two of them overlap."
    )
    assert (
        describe([one, one, term("c")], "", "a", "alpha", "c") == "“a” and “alpha” mean the same."
    )


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=12),
    st.lists(st.integers(0, 7), min_size=2, max_size=8),
    st.sampled_from(["", *RELATIONS]),
)
def test_any_comparison_has_at_most_one_sentence(
    edges: list[tuple[int, int]], compared: list[int], relation: str
) -> None:
    terms = [
        term(f"t{number}", broader=tuple(f"t{high}" for low, high in edges if low == number))
        for number in range(8)
    ]
    names = [(f"n{index}", terms[number]) for index, number in enumerate(compared)]
    sentence = describe_relations(names, relation, hierarchy(*terms), str)
    assert sentence.count(".") == sentence.endswith(".") == bool(sentence)
    assert sentence or not relation
    clauses = sentence.split("; ")
    assert len(clauses) == len(set(clauses))


def test_pluralize() -> None:
    assert [pluralize(number, "page") for number in (0, 1, 2)] == ["0 pages", "1 page", "2 pages"]
