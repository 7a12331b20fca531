"""Test the order of names and the letters under which they are listed."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.text.collation import TAILORINGS, collation_key, letter_finder

# Names in the order of a language, and their letters.
ORDERS = {
    "en": ("#x 3D a-b ab abc b", "# 0–9 A A A B"),
    "de": ("Abend Ärger Arzt Ofen Öl Straße Straßen Zebra", "A A A O O S S Z"),
    "sv": ("zebra ånga ärende öl", "Z Å Ä Ö"),
    "fi": ("vesi wiki zoom å ä ö", "V W Z Å Ä Ö"),
    "da": ("zoo æble ø å Aalborg", "Z Æ Ø Å Å"),
    "nb": ("zoo ære østers åre", "Z Æ Ø Å"),
    "es": ("nube nuñez nuo ñandú ojo", "N N N Ñ O"),
    "pl": ("cena ćma data łoś mama zebra źle żaba", "C Ć D Ł M Z Ź Ż"),
    "cs": ("cena čas hora chata ibis řeka", "C Č H Ch I Ř"),
    "hu": ("cukor csak dal dzseki ég gép gyár ol öl", "C Cs D Dzs E G Gy O Ö"),
    "tr": ("can çan gül ığ iğ önce şey", "C Ç G I İ Ö Ş"),
    "et": ("sõna šokk zooloog žanr täht wiki õun äri öö ülo xü", "S Š Z Ž T W Õ Ä Ö Ü X"),
    "hr": ("cesta čaj ćuk dom džep đak ljeto njiva", "C Č Ć D Dž Đ Lj Nj"),
    "lv": ("cena čau ģimene kaķis ķep", "C Č Ģ K Ķ"),
    "ro": ("an ăsta în sat șal tot țap", "A Ă Î S Ș T Ț"),
    "is": ("da ða þorp æð öl", "D Ð Þ Æ Ö"),
    "sk": ("dom hora chata ôsmy", "D H Ch Ô"),
    "uk": ("гора ґава ера єва ива ікра їжак йод", "Г Ґ Е Є И І Ї Й"),
    "ru": ("ёлка ель ива йод", "Е Е И Й"),
    "sr": ("дом ђак лед љуто ћуп уво", "Д Ђ Л Љ Ћ У"),
    "el": ("άλφα βήτα ωμέγα", "Α Β Ω"),
    "ja": ("アイ おうぼ がまん かめ めんせつ ろくが ん", "あ あ か か ま ら わ"),
    "ko": ("가방 까치 나무 하늘", "ㄱ ㄱ ㄴ ㅎ"),
    "pt_BR": ("água ção é", "A C E"),
}


@pytest.mark.parametrize("language", ORDERS)
def test_order_of_languages(language: str) -> None:
    names, letters = (text.split() for text in ORDERS[language])
    shuffled = random.Random(1).sample(names, len(names))
    assert sorted(shuffled, key=collation_key(language)) == names
    assert list(map(letter_finder(language), names)) == letters


def test_spaces_precede_letters_and_case_decides_last() -> None:
    names = ["cat door", "Cat door", "cat-door", "catalog", "Cate", "caté", "cats"]
    shuffled = random.Random(1).sample(names, len(names))
    assert sorted(shuffled, key=collation_key("en")) == names


def test_tailored_letters_are_sorted_elsewhere_in_other_languages() -> None:
    names = ["zebra", "öl"]
    assert sorted(names, key=collation_key("de")) == ["öl", "zebra"]
    assert sorted(names, key=collation_key("sv")) == ["zebra", "öl"]


@pytest.mark.parametrize(
    ("name", "letter"),
    [("", ""), ("“quoted”", "#"), ("$ref", "#"), ("漢字", ""), ("  ½", "0–9"), ("-", "#")],
)
def test_letters_of_special_names(name: str, letter: str) -> None:
    assert letter_finder("en")(name) == letter


LANGUAGES = st.sampled_from([*TAILORINGS, "en", "de", "ja"])


@given(LANGUAGES, st.lists(st.text(max_size=6), max_size=6))
def test_any_names_have_an_order(language: str, names: list[str]) -> None:
    """Different names have different keys, and equal ones equal keys."""
    key = collation_key(language)
    shuffled = random.Random(1).sample(names, len(names))
    assert sorted(shuffled, key=key) == sorted(names, key=key)
    assert len({repr(key(name)) for name in names}) == len(set(names))
    for name in names:
        letter_finder(language)(name)


@given(LANGUAGES, st.text("abcdeghlnsyzåäöñčćłőűş", max_size=5))
def test_a_name_precedes_its_continuations(language: str, name: str) -> None:
    key = collation_key(language)
    assert key(name) < key(f"{name} a") < key(f"{name} b")
