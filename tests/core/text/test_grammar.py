from __future__ import annotations

import pytest

from sphinx_glossary_faq.core.text.grammar import EndingTable, agreeing_forms, attributive_forms

TABLE = EndingTable("""
    : +s
    al el : +s aux
    s x :
    ^gas : +es
    opf : ~e ~en
    y : ies
""")


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("loop", ("loops",)),
        ("canal", ("canals", "canaux")),
        ("fax", ()),
        ("gas", ("gases",)),
        ("biogas", ()),
        ("knopf", ("knöpfe", "knöpfen")),
        ("query", ("queries",)),
        ("", ("s",)),
    ],
)
def test_longest_ending_decides(word: str, forms: tuple[str, ...]) -> None:
    assert TABLE.forms(word) == forms


def test_word_without_a_rule() -> None:
    assert EndingTable("s : +es").forms("loop") == ()


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("haus", "häuse"),
        ("baum", "bäume"),
        ("laden", "lädene"),
        ("vogel", "vögele"),
        ("bett", "bette"),
        ("cafe", "cafee"),
        ("team", "teame"),
    ],
)
def test_umlaut_of_the_last_vowel(word: str, form: str) -> None:
    assert EndingTable(": ~e").forms(word) == (form,)


def test_form_equal_to_the_word_is_omitted() -> None:
    assert EndingTable(": ~ +s +s").forms("bett") == ("betts",)


def plural(word: str) -> tuple[str, ...]:
    return (word + "s",)


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        ("logiciel libre", ["logiciels libre"]),
        ("base de données", ["bases de données"]),
        ("a b c", ["a bs c", "as b c", "as bs c"]),
        ("a b de c", ["a bs de c", "as b de c", "as bs de c"]),
        ("de a", []),
    ],
)
def test_agreement_after_the_noun(phrase: str, forms: list[str]) -> None:
    found = agreeing_forms(phrase.split(), plural, frozenset({"de"}))
    assert list(map(" ".join, found)) == forms


def test_only_the_first_words_of_a_long_phrase_agree() -> None:
    found = list(agreeing_forms(["a", "b", "c", "d", "e"], plural, frozenset()))
    assert len(found) == 7
    assert {tuple(form[3:]) for form in found} == {("d", "e")}


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        ("neues netz", ["NEUES netz"]),
        ("netz", []),
        ("tag der tür", ["tags der tür"]),
        ("neuer tag der tür", ["neuer tags der tür", "NEUER tag der tür", "NEUER tags der tür"]),
    ],
)
def test_agreement_before_the_noun(phrase: str, forms: list[str]) -> None:
    found = attributive_forms(
        phrase.split(),
        plural,
        frozenset({"der"}),
        lambda words: [[word.upper() for word in words]] if words else [],
    )
    assert list(map(" ".join, found)) == forms
