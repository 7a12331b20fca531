"""Test which terms a vocabulary finds by names that are derived from a parenthesis."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.matching.vocabulary import Vocabulary
from sphinx_glossary_faq.core.model.records import Label, Location, Term
from tests.core.making import term


def found(vocabulary: Vocabulary, text: str) -> dict[str, list[str]]:
    """Return the mentions in *text* with the names of their terms."""
    return {
        text[start:end]: [target.term.name for target in targets]
        for start, end, targets in vocabulary.find(text)
    }


def test_derived_names() -> None:
    """They are inflected, and the longest match takes precedence."""
    index, package_index = term("Python Package Index (PyPI)"), term("Package Index")
    sdist = term("Source Distribution (or “sdist”)")
    vocabulary = Vocabulary([package_index, index, sdist])
    text = "python package indexes, PyPI, package index, sdists, Python Package Index (PyPI), pypi"
    assert found(vocabulary, text) == {
        "python package indexes": [index.name],
        "PyPI": [index.name],
        "package index": [package_index.name],
        "sdists": [sdist.name],
        index.name: [index.name],
    }
    assert [target.term for target in vocabulary.lookup("PyPI")] == [index]
    assert not vocabulary.has_shared_spellings


@pytest.mark.parametrize("written", ["Mercury", "mercury", "Mercuries"])
def test_written_names_take_precedence(written: str) -> None:
    """Also their inflected forms, in any case, and aliases."""
    derived = term("Mercury (planet)"), term("Mercuries (poems)"), term("ignored")
    for plain in (term(written), term("x", aliases=(written,))):
        vocabulary = Vocabulary([*derived, plain])
        text = "Mercury, mercury, MERCURY, Mercuries"
        assert set(map(tuple, found(vocabulary, text).values())) == {(plain.name,)}
        assert {target.term for target in vocabulary.lookup("Mercury")} == {plain}


def test_case_of_written_names() -> None:
    """A derived name is found where the case of the written name differs."""
    vocabulary = Vocabulary([term("REST"), term("Rest (sleep)")])
    assert found(vocabulary, "REST, rest") == {"REST": ["REST"], "rest": ["Rest (sleep)"]}


def test_derived_names_of_several_terms() -> None:
    """They share the name, with different domains in all their forms."""
    vocabulary = Vocabulary([term("Mercury (planet)"), term("Mercury (element)")])
    (match,) = vocabulary.find("Mercury")
    domains = [target.domain for target in match.targets]
    assert domains == [{"planet", "planets"}, {"element", "elements"}]
    assert vocabulary.has_shared_spellings


def test_forms_of_the_name_are_no_domain() -> None:
    vocabulary = Vocabulary([term("Index (plural: indices)"), term("Cat (animal)")])
    domains = [target.domain for target in vocabulary.lookup("index")]
    assert domains == [frozenset()]


def test_terms_of_other_projects() -> None:
    """Their written names give way to names that are derived in this project."""
    remote = replace(term("PyPI"), uri="https://x/", location=Location("(in x)", "", None))
    vocabulary = Vocabulary([term("Python Package Index (PyPI)")], remote=[remote])
    (match,) = vocabulary.find("PyPI")
    assert {bool(target.term.uri) for target in match.targets} == {False, True}
    assert not Vocabulary([], remote=[replace(remote, match="exact")]).find("pypi")


def test_exact_terms_are_found_only_as_written() -> None:
    name = "Python Package Index (PyPI)"
    for vocabulary in (
        Vocabulary([term(name, match="exact")]),
        Vocabulary([term(name)], match="exact"),
    ):
        assert found(vocabulary, f"PyPI, Python Package Index, {name}") == {name: [name]}


def test_translated_names() -> None:
    """Names are derived from the displayed name and from the original one."""
    label = Label("Merkur (Planet)", "term-x", "Mercury (planet)")
    vocabulary = Vocabulary([Term(Location("a", "a.rst", 1), (label,))], language="de")
    assert list(found(vocabulary, "Merkur, Mercury")) == ["Merkur", "Mercury"]


WORDS = ["cat", "cats", "Cat", "axe", "axis", "CAT", "cat door", "door"]
WRITTEN = st.lists(st.sampled_from(WORDS), max_size=4)
DERIVED = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(["animal", "or axe", "or “cats”"])),
    max_size=4,
)
TEXTS = st.lists(st.sampled_from([*WORDS, "axes", "doors", "Doors", "a"]), max_size=8).map(" ".join)


@given(WRITTEN, DERIVED, TEXTS)
@example(["cat"], [("cats", "animal")], "cats")
@example(["axe"], [("axis", "animal")], "axes")
def test_derived_names_do_not_change_what_written_names_match(
    written: list[str], derived: list[tuple[str, str]], text: str
) -> None:
    """A mention remains, or another one that is longer or begins earlier takes its place."""
    own = [term(name, line) for line, name in enumerate(written)]
    others = [term(f"{name} ({content})") for name, content in derived]
    before = Vocabulary(own).find(text)
    after = Vocabulary([*others, *own]).find(text)
    spans = {(start, end): targets for start, end, targets in after}
    for start, end, targets in before:
        if (start, end) in spans:
            names = {target.term for target in spans[start, end]}
            assert names == {target.term for target in targets}
        else:
            assert any(first < end and start < last for first, last in spans)
