from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.inflection import english_head, english_numbers, grammar

PAIRS = """
interview:interviews class:classes policy:policies box:boxes batch:batches dish:dishes
bus:buses quiz:quizzes hero:heroes photo:photos key:keys movie:movies analysis:analyses
basis:bases base:bases index:indexes index:indices matrix:matrices vertex:vertices
criterion:criteria phenomenon:phenomena datum:data corpus:corpora child:children
person:people woman:women fireman:firemen mouse:mice leaf:leaves axis:axes axe:axes
status:statuses menu:menus alias:aliases lens:lenses soliloquy:soliloquies schema:schemata
schema:schemas shelf:shelves thesis:theses process:processes api:apis café:cafés
"""

APART = """
new:news mean:means do:does go:goes len:lens his:hi this:thi is:i as:a us:u clas:class
key:keies physic:physics interview:interviewer import:important organ:organization
python:pythonic iterator:iterable alia:alias it:its canva:canvas proces:process taxis:taxes
"""


@pytest.mark.parametrize("pair", PAIRS.split())
def test_numbers_both_ways(pair: str) -> None:
    one, many = pair.split(":")
    assert one in english_numbers(many)
    assert many in english_numbers(one)


@pytest.mark.parametrize("pair", APART.split())
def test_other_words(pair: str) -> None:
    one, other = pair.split(":")
    assert one not in english_numbers(other)
    assert other not in english_numbers(one)


@given(st.text())
def test_no_word_is_its_own_other_number(word: str) -> None:
    forms = english_numbers(word)
    assert word not in forms
    assert len(set(forms)) == len(forms)
    assert "" not in forms


ENDINGS = """
s es ies y ys sis ses sses z zz zes zzes x xes man men is o oes us quy quies
"""


@given(st.text("abeiosxyzqumn", max_size=3), st.sampled_from(ENDINGS.split()))
@example("bu", "sses")
@example("", "xes")
@example("tenn", "is")
def test_numbers_go_both_ways(stem: str, ending: str) -> None:
    word = stem + ending
    assert all(word in english_numbers(form) for form in english_numbers(word))


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
def test_heads(phrase: str, head: str | None) -> None:
    words = phrase.split()
    place = english_head(words)
    assert (None if place is None else words[place]) == head


@pytest.mark.parametrize("language", ["en", "en_GB", "en-US", "EN"])
def test_english_by_its_codes(language: str) -> None:
    assert "interview" in grammar(language).numbers("interviews")
    assert grammar(language).possessive


@pytest.mark.parametrize("language", ["de", "zh_CN", "", "x-klingon"])
def test_other_languages_have_no_rules(language: str) -> None:
    assert grammar(language).numbers("interviews") == ()
    assert grammar(language).head(["attorney", "general"]) is None
    assert not grammar(language).possessive


def test_without_inflection() -> None:
    english = grammar("en", inflect=False)
    assert english.numbers("interviews") == ()
    assert english.head(["attorney", "general"]) is None
    assert not english.possessive
    assert grammar("fr", inflect=False).elided == grammar("fr").elided != frozenset()
