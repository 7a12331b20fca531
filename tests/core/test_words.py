from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.words import (
    Splitter,
    fold,
    junction,
    marks,
    plain,
    separator,
    symbols,
    visible,
)


def words(text: str, *terms: str) -> list[str]:
    return Splitter(symbols(terms)).split(text)[1::2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the event-loop, py3 __slots__", ["the", "event", "loop", "py3", "__slots__"]),
        ("Conway’s law", ["Conway", "s", "law"]),
        ("пʼять котов", ["п", "ять", "котов"]),
        ("cafe\u0301 हिन्दी", ["cafe\u0301", "हिन्दी"]),
        ("新しいWebサイト", ["新", "し", "い", "Web", "サ", "イ", "ト"]),
        ("サーバー ネット キャッシュ", ["サー", "バー", "ネッ", "ト", "キャッ", "シュ"]),
        ("ｶﾞｲﾄﾞ か\u3099", ["ｶﾞ", "ｲ", "ﾄﾞ", "か\u3099"]),
        ("กา เก ที่", ["กา", "เก", "ที่"]),
        ("API를 씁니다", ["API", "를", "씁니다"]),
        ("inter\u00adview end\u00ad", ["inter\u00adview", "end"]),
        ("", []),
        (" … ", []),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("C++", "C++, C#", ["C", "+", "+", "C"]),
        ("one-way", "one-way -x", ["one", "way", "x"]),
        (
            "--verbose",
            "a --verbose one-way b – c",
            ["a", "--", "verbose", "one", "way", "b", "–", "c"],
        ),
        ("...", "a... b… c.", ["a", "...", "b", "…", "c", "."]),
        ("…", "a... b…", ["a", "...", "b", "…"]),
        ('the "x"', "“x” 'x'", ["“", "x", "”", "x"]),
        ("a—b--c", "a—b -- c", ["a", "b", "c"]),
    ],
)
def test_symbols_of_terms_are_words(term: str, text: str, expected: list[str]) -> None:
    assert words(text, term) == expected


@given(st.text(), st.lists(st.text(max_size=5), max_size=3))
def test_parts_join_to_the_text(text: str, terms: list[str]) -> None:
    parts = Splitter(symbols(terms)).split(text)
    assert "".join(parts) == text
    assert len(parts) % 2 == 1
    assert all(parts[1::2])


@given(st.text())
def test_no_letter_is_lost(text: str) -> None:
    gaps = "".join(Splitter().split(text)[::2])
    assert not any(char.isalnum() and char != "ʼ" for char in gaps)


@given(st.text(alphabet=st.characters(categories=["L", "M", "N"]), min_size=1))
def test_equal_encodings_have_one_key(word: str) -> None:
    assert fold(unicodedata.normalize("NFC", word)) == fold(unicodedata.normalize("NFD", word))


@given(st.text())
def test_a_key_is_its_own_key(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("STRASSE", "Straße"),
        ("ΛΌΓΟΣ", "λόγος"),
        ("ﬁle", "FILE"),
        ("Ｗｅｂ", "web"),
        ("inter\u00adview", "Interview"),
        ("H₂O", "h2o"),
        ("–", "--"),
        ("…", "..."),
        ("“", '"'),
        ("İ", "i\u0307"),
    ],
)
def test_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("cafe", "café"), ("I", "ı"), ("о", "o"), ("e", "é")])
def test_two_keys(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_plain_keeps_case() -> None:
    assert plain("Cafe\u0301") == "Café"
    assert plain("LaTeX") == "LaTeX"
    assert plain("La\u00adTeX") == "LaTeX"


@pytest.mark.parametrize("gap", [" ", "  ", "\n", "\r\n", " \n  ", "\t", "\u00a0", "\u202f", "-",
                                 "\u2010", "\u2011", "-\n  ", "\u00ad"])  # fmt: skip
def test_separators_are_one_class(gap: str) -> None:
    assert separator(gap) == " "


@pytest.mark.parametrize(
    "gap", [", ", ".", " - ", "\n\n", "/", "- ", " (", "; ", "\n \n", "…", "' -"]
)
def test_no_term_goes_across(gap: str) -> None:
    assert separator(gap) is None


@pytest.mark.parametrize(
    ("gap", "expected"),
    [("", ""), ("’", "'"), ("'", "'"), ("’ ", "' "), (" ‘", None), ("–", "--"), ("--", "--")],
)
def test_gaps_that_count_as_written(gap: str, expected: str | None) -> None:
    assert separator(gap) == expected


@pytest.mark.parametrize(
    ("left", "gap", "right", "expected"),
    [
        ("event", "\n", "loop", " "),
        ("Python", " ", "解", ""),
        ("解", " ", "Python", ""),
        ("数", "\n", "据", ""),
        ("数", " ", "据", " "),
        ("数", "-", "据", " "),
        ("면접", " ", "API", " "),
    ],
)
def test_junctions(left: str, gap: str, right: str, expected: str) -> None:
    assert junction(left, gap, right) == expected


@given(st.text(alphabet="ab \0\n\u200b\ufe0fé"))
def test_places_of_the_visible(text: str) -> None:
    seen, places = visible(text)
    assert places is None or [text[place] for place in places] == list(seen)
    assert "\0" not in seen
    assert "\u200b" not in seen
    if places is None:
        assert seen == text


def test_an_escaped_blank_is_invisible() -> None:
    assert visible("re\0 Structured\0*")[0] == "reStructured*"


def test_marks_are_marks() -> None:
    assert "\u0301" in _expand(marks())
    assert "\u094d" in _expand(marks())
    assert "a" not in _expand(marks())


def _expand(ranges: str) -> set[str]:
    pairs = ranges.split("-")
    assert len(ranges) % 3 == 0
    assert pairs
    return {
        chr(code)
        for place in range(0, len(ranges), 3)
        for code in range(ord(ranges[place]), ord(ranges[place + 2]) + 1)
    }


@pytest.mark.parametrize("gap", [" ", "-", "\u2011", "\n", "-\n", "'", ", ", ". "])
def test_a_soft_hyphen_beside_another_sign_changes_nothing(gap: str) -> None:
    assert separator(f"{gap}\u00ad") == separator(f"\u00ad{gap}") == separator(gap)
