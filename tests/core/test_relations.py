from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.model import Term
from sphinx_glossary_faq.core.relations import Standing, key
from tests.core.making import hierarchy, term

NAMES = st.sampled_from("abcdef")
PAIRS = st.sets(st.tuples(NAMES, NAMES))


def terms_of(broader: set[tuple[str, str]], related: set[tuple[str, str]]) -> list[Term]:
    """Terms a to f; each pair names a term and one that is broader, or related."""
    return [
        term(
            name,
            broader=tuple(sorted(b for n, b in broader if n == name)),
            related=tuple(sorted(r for n, r in related if n == name)),
        )
        for name in "abcdef"
    ]


def test_either_end_may_say_it() -> None:
    said_below = hierarchy(dog := term("dog", broader=("animal",)), animal := term("animal"))
    said_above = hierarchy(term("dog"), term("animal", narrower=("dog",)))
    for known in (said_below, said_above):
        assert [each.name for each in known.broader(dog)] == ["animal"]
        assert [each.name for each in known.narrower(animal)] == ["dog"]
        assert known.standing(dog, animal) is Standing.NARROWER
        assert known.standing(animal, dog) is Standing.BROADER


def test_they_are_sorted_by_reading_then_by_name() -> None:
    said = ("面接", "応募者", "b", "A", "a")
    readings = {"面接": "めんせつ", "応募者": "おうぼしゃ", "b": "a"}
    known = hierarchy(
        top := term("top", narrower=said),
        *(term(name, reading=readings.get(name, "")) for name in said),
    )
    assert [each.name for each in known.narrower(top)] == ["A", "a", "b", "応募者", "面接"]


def test_names_that_nobody_defines_are_passed_over() -> None:
    known = hierarchy(dog := term("dog", broader=("animal",), related=("cat",)))
    assert (known.broader(dog), known.related(dog)) == ([], [])


def test_terms_are_in_the_order_of_their_names() -> None:
    known = hierarchy(term("b"), term("A"), dog := term("dog", related=("b", "A")))
    assert [each.name for each in known.related(dog)] == ["A", "b"]


@given(PAIRS, PAIRS)
def test_broader_is_the_inverse_of_narrower_and_related_is_symmetric(
    broader: set[tuple[str, str]], related: set[tuple[str, str]]
) -> None:
    terms = terms_of(broader, related)
    known = hierarchy(*terms)
    for one in terms:
        for other in terms:
            assert (other in known.broader(one)) == (one in known.narrower(other))
            assert (other in known.related(one)) == (one in known.related(other))


@given(PAIRS)
def test_above_is_closed_and_holds_nothing_else(broader: set[tuple[str, str]]) -> None:
    terms = terms_of(broader, set())
    known = hierarchy(*terms)
    for one in terms:
        above = known.above(one)
        direct = {key(each) for each in known.broader(one)}
        beyond = {at for each in above.values() for at in known.above(each)}
        assert direct <= above.keys()
        assert beyond <= above.keys()
        assert above.keys() == direct | {
            at for each in known.broader(one) for at in known.above(each)
        }


@given(PAIRS)
def test_a_circle_is_a_way_of_steps_back_to_its_beginning(broader: set[tuple[str, str]]) -> None:
    terms = terms_of(broader, set())
    known = hierarchy(*terms)
    for one in terms:
        circle = known.circle(one)
        assert bool(circle) == (key(one) in known.above(one))
        for here, there in zip(circle, [*circle[1:], *circle[:1]], strict=True):
            assert there in known.broader(here)
        assert circle[:1] in ([], [one])
