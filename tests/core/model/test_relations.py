from __future__ import annotations

import sys
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.core.model.relations import Relation
from tests.core.making import hierarchy, term

NAMES = st.sampled_from("abcdef")
PAIRS = st.sets(st.tuples(NAMES, NAMES))


def terms_of(broader: set[tuple[str, str]], related: set[tuple[str, str]]) -> list[Term]:
    """Return terms a to f; each pair is a term and a broader, or a related one."""
    return [
        term(
            name,
            broader=tuple(sorted(b for n, b in broader if n == name)),
            related=tuple(sorted(r for n, r in related if n == name)),
        )
        for name in "abcdef"
    ]


def names(terms: Iterable[Term]) -> list[str]:
    return [term.name for term in terms]


def test_either_term_states_the_relation() -> None:
    by_narrower = hierarchy(dog := term("dog", broader=("animal",)), animal := term("animal"))
    by_broader = hierarchy(term("dog"), term("animal", narrower=("dog",)))
    for relations in (by_narrower, by_broader):
        assert names(relations.broader(dog)) == ["animal"]
        assert names(relations.narrower(animal)) == ["dog"]
        assert relations.relation(dog, animal) is Relation.NARROWER
        assert relations.relation(animal, dog) is Relation.BROADER


def test_terms_are_sorted_by_reading_then_by_name() -> None:
    narrower = ("面接", "応募者", "b", "A", "a")
    readings = {"面接": "めんせつ", "応募者": "おうぼしゃ", "b": "a"}
    relations = hierarchy(
        top := term("top", narrower=narrower),
        *(term(name, sort_key=readings.get(name, "")) for name in narrower),
    )
    assert names(relations.narrower(top)) == ["A", "a", "b", "応募者", "面接"]


def test_nearest_common_broader_term() -> None:
    low, high = term("low", broader=("middle", "other")), term("high", broader=("top",))
    twin = term("twin", broader=("middle", "another"))
    middle, top = term("middle", broader=("top",)), term("top")
    relations = hierarchy(low, high, twin, middle, top, term("other"), term("another"))
    assert relations.common_broader([low, twin]) is middle
    assert relations.common_broader([low, high]) is top
    assert relations.common_broader([low, twin, high]) is top
    assert relations.common_broader([low, middle]) is None  # one is broader than the other
    assert relations.common_broader([low, low]) is None
    assert relations.common_broader([]) is None
    assert relations.top_terms([low, middle, high, low]) == [middle, high]


@given(PAIRS, st.lists(NAMES, min_size=2, max_size=4))
def test_common_broader_term_is_nearest(broader: set[tuple[str, str]], given_names: str) -> None:
    terms = {term.name: term for term in terms_of(broader, set())}
    relations = hierarchy(*terms.values())
    tops = relations.top_terms(terms[name] for name in given_names)
    common = [
        term for term in terms.values() if all(relations.is_ancestor(term, top) for top in tops)
    ]
    found = relations.common_broader(tops)
    if found is not None:
        assert found in common
        assert found not in tops
        assert not any(relations.is_ancestor(found, other) for other in common if other not in tops)
    elif len(tops) > 1:  # none of them is nearest: they are part of a cycle
        cyclic = [term for term in common if relations.is_ancestor(term, term)]
        assert [term for term in common if term not in tops] == [
            term for term in cyclic if term not in tops
        ]


def test_undefined_names_are_skipped() -> None:
    relations = hierarchy(dog := term("dog", broader=("animal",), related=("cat",)))
    assert (relations.broader(dog), relations.related(dog)) == ([], [])


def test_related_terms_are_sorted_by_name() -> None:
    relations = hierarchy(term("b"), term("A"), dog := term("dog", related=("b", "A")))
    assert names(relations.related(dog)) == ["A", "b"]


@given(PAIRS, PAIRS)
def test_broader_is_the_inverse_of_narrower_and_related_is_symmetric(
    broader: set[tuple[str, str]], related: set[tuple[str, str]]
) -> None:
    terms = terms_of(broader, related)
    relations = hierarchy(*terms)
    for first in terms:
        for second in terms:
            assert (second in relations.broader(first)) == (first in relations.narrower(second))
            assert (second in relations.related(first)) == (first in relations.related(second))


@given(PAIRS)
def test_ancestors_are_the_transitive_closure(broader: set[tuple[str, str]]) -> None:
    terms = terms_of(broader, set())
    relations = hierarchy(*terms)

    def ancestors(term: Term) -> set[str]:
        return {other.name for other in terms if relations.is_ancestor(other, term)}

    for start in terms:
        parents = relations.broader(start)
        direct = {parent.name for parent in parents}
        indirect = {
            name for other in terms if other.name in ancestors(start) for name in ancestors(other)
        }
        assert direct <= ancestors(start)
        assert indirect <= ancestors(start)
        assert ancestors(start) == direct.union(*map(ancestors, parents))


@given(PAIRS)
def test_cycle_leads_through_broader_terms_back_to_its_start(
    broader: set[tuple[str, str]],
) -> None:
    terms = terms_of(broader, set())
    relations = hierarchy(*terms)
    for start in terms:
        cycle = relations.find_cycle(start)
        assert bool(cycle) == relations.is_ancestor(start, start)
        for narrower, parent in zip(cycle, [*cycle[1:], *cycle[:1]], strict=True):
            assert parent in relations.broader(narrower)
        assert cycle[:1] in ([], [start])


def steps_of_a_chain(length: int) -> int:
    """Return the number of calls that it takes to relate each term of a chain to its end."""
    terms = [term(f"t{number}", broader=(f"t{number + 1}",)) for number in range(length)]
    relations = hierarchy(*terms)
    count = 0

    def count_call(_frame: object, _event: str, _argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(count_call)
    try:
        related = {relations.relation(other, terms[-1]) for other in terms[:-1]}
        cycles = [*map(relations.find_cycle, terms)]
    finally:
        sys.setprofile(None)
    assert related == {Relation.NARROWER}
    assert not any(cycles)
    return count


def test_long_chains_take_linear_time() -> None:
    assert steps_of_a_chain(800) <= 2.6 * steps_of_a_chain(400)
