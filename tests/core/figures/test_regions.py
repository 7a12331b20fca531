"""Test which relations have a figure."""

from __future__ import annotations

import pytest

from sphinx_glossary_faq.core.figures.regions import PARENT, CannotDrawError, Region, arrange
from tests.core.making import hierarchy, term


def arrange_terms(edges: str, relation: str = "", names: str = "abc") -> Region:
    """Return the regions of terms with one-letter names, of which `edges` may relate more."""
    pairs = [edge.split("<") for edge in edges.split()]
    terms = {
        name: term(name, broader=tuple(high for low, high in pairs if low == name))
        for name in "abcdefpq"
    }
    return arrange([terms[name] for name in names], relation, hierarchy(*terms.values()))


def leaves(*numbers: int) -> tuple[Region, ...]:
    return tuple(Region((number,)) for number in numbers)


@pytest.mark.parametrize(
    ("edges", "relation", "names", "region"),
    [
        ("b<a", "", "ab", Region((0,), leaves(1))),
        ("a<p b<p", "", "ab", Region((PARENT,), leaves(0, 1))),
        ("a<p b<p p<q", "", "ab", Region((PARENT,), leaves(0, 1))),
        ("", "disjoint", "abc", Region((), leaves(0, 1, 2))),
        ("", "equivalent", "abc", Region((0, 1, 2))),
        ("a<p b<p", "equivalent", "ab", Region((0, 1))),
        ("", "overlapping", "ab", Region((), leaves(0, 1), "overlapping")),
        ("a<p b<p", "overlapping", "ab", Region((PARENT,), leaves(0, 1), "overlapping")),
        ("", "", "aa", Region((0, 1))),
        ("b<a", "", "aab", Region((0, 1), leaves(2))),
        ("c<a c<b", "", "abc", Region((), leaves(0, 1), "overlapping", Region((2,)))),
        ("b<a d<a b<c d<c", "equivalent", "abcd", Region((0, 2), (Region((1, 3)),))),
    ],
)
def test_regions_follow_the_relations(
    edges: str, relation: str, names: str, region: Region
) -> None:
    assert arrange_terms(edges, relation, names) == region


@pytest.mark.parametrize(
    ("edges", "relation", "names", "reason"),
    [
        ("", "", "ab", "the relation of the terms is not stated"),
        ("a<p b<p", "", "abc", "the relation of the terms is not stated"),
        ("b<a", "", "abc", "the relation of the terms is not stated"),
        ("", "disjoint", "abcde", "a figure shows two to four terms, but 5 are compared"),
        ("c<a c<b", "disjoint", "abc", "the relation “disjoint” contradicts the glossary"),
        ("b<a", "equivalent", "abc", "the relation “equivalent” contradicts the glossary"),
        ("b<a", "overlapping", "abcd", "it would have too many intersections"),
        ("c<a c<b", "overlapping", "abcd", "it would have too many intersections"),
    ],
)
def test_other_relations_have_no_figure(edges: str, relation: str, names: str, reason: str) -> None:
    with pytest.raises(CannotDrawError, match=f"{reason}.*[.]$"):
        arrange_terms(edges, relation, names)
