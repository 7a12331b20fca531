from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.text.inflection import get_grammar, head_index, number_variants

PAIRS = """
interview:interviews class:classes policy:policies box:boxes batch:batches dish:dishes
bus:buses quiz:quizzes hero:heroes photo:photos key:keys movie:movies analysis:analyses
basis:bases base:bases index:indexes index:indices matrix:matrices vertex:vertices
criterion:criteria phenomenon:phenomena datum:data corpus:corpora child:children
person:people woman:women fireman:firemen mouse:mice leaf:leaves axis:axes axe:axes
status:statuses menu:menus alias:aliases lens:lenses soliloquy:soliloquies schema:schemata
schema:schemas shelf:shelves thesis:theses process:processes api:apis café:cafés
"""

UNRELATED = """
new:news mean:means do:does go:goes len:lens his:hi this:thi is:i as:a us:u clas:class
key:keies physic:physics interview:interviewer import:important organ:organization
python:pythonic iterator:iterable alia:alias it:its canva:canvas proces:process taxis:taxes
"""


@pytest.mark.parametrize("pair", PAIRS.split())
def test_singular_and_plural(pair: str) -> None:
    singular, plural = pair.split(":")
    assert singular in number_variants(plural)
    assert plural in number_variants(singular)


@pytest.mark.parametrize("pair", UNRELATED.split())
def test_unrelated_words(pair: str) -> None:
    first, second = pair.split(":")
    assert first not in number_variants(second)
    assert second not in number_variants(first)


@given(st.text())
def test_variants_are_distinct_other_words(word: str) -> None:
    variants = number_variants(word)
    assert word not in variants
    assert len(set(variants)) == len(variants)
    assert "" not in variants


ENDINGS = """
s es ies y ys sis ses sses z zz zes zzes x xes man men is o oes us quy quies
"""


@given(st.text("abeiosxyzqumn", max_size=3), st.sampled_from(ENDINGS.split()))
@example("bu", "sses")
@example("", "xes")
@example("tenn", "is")
def test_variants_are_symmetric(stem: str, ending: str) -> None:
    word = stem + ending
    assert all(word in number_variants(variant) for variant in number_variants(word))


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("attorney general", "attorney"),
        ("court martial", "court"),
        ("point of view", "point"),
        ("editor in chief", "editor"),
        ("mother in law", "mother"),
        ("passer by", "passer"),
        ("runner up", "runner"),
        ("set up", None),
        ("event loop", None),
        ("opt in", None),
        ("in place sort", None),
    ],
)
def test_head_of_a_phrase(phrase: str, head: str | None) -> None:
    words = phrase.split()
    index = head_index(words)
    assert (None if index is None else words[index]) == head


@pytest.mark.parametrize("language", ["en", "en_GB", "en-US", "EN"])
def test_language_codes_of_english(language: str) -> None:
    assert "interview" in get_grammar(language).number_variants("interviews")
    assert get_grammar(language).possessive


@pytest.mark.parametrize("language", ["de", "zh_CN", "", "x-klingon"])
def test_other_languages_have_no_rules(language: str) -> None:
    assert get_grammar(language).number_variants("interviews") == ()
    assert get_grammar(language).head_index(["attorney", "general"]) is None
    assert not get_grammar(language).possessive


def test_without_inflection() -> None:
    english = get_grammar("en", inflect=False)
    assert english.number_variants("interviews") == ()
    assert english.head_index(["attorney", "general"]) is None
    assert not english.possessive
    assert (
        get_grammar("fr", inflect=False).elided_articles
        == get_grammar("fr").elided_articles
        != frozenset()
    )
