from __future__ import annotations

import re
import sys
import unicodedata
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.text import tokenizer
from sphinx_glossary_faq.core.text.tokenizer import (
    Tokenizer,
    combining_marks,
    fold,
    gap_class,
    normalize,
    separator_class,
    strip_invisible,
    term_symbols,
)


def words(text: str, *terms: str) -> list[str]:
    return Tokenizer(term_symbols(terms)).split(text)[1::2]


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
def test_words(text: str, expected: list[str]) -> None:
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
def test_symbols_of_terms(term: str, text: str, expected: list[str]) -> None:
    assert words(text, term) == expected


@given(st.text(), st.lists(st.text(max_size=5), max_size=3))
def test_parts_join_to_the_text(text: str, terms: list[str]) -> None:
    parts = Tokenizer(term_symbols(terms)).split(text)
    assert "".join(parts) == text
    assert len(parts) % 2 == 1
    assert all(parts[1::2])


@given(st.text())
def test_gaps_contain_no_letters(text: str) -> None:
    gaps = "".join(Tokenizer().split(text)[::2])
    assert not any(char.isalnum() and char != "ʼ" for char in gaps)


@given(st.text(alphabet=st.characters(categories=["L", "M", "N"]), min_size=1))
def test_equivalent_encodings_have_the_same_key(word: str) -> None:
    assert fold(unicodedata.normalize("NFC", word)) == fold(unicodedata.normalize("NFD", word))


@given(st.text())
def test_key_of_a_key(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@pytest.mark.parametrize(
    ("first", "second"),
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
def test_same_key(first: str, second: str) -> None:
    assert fold(first) == fold(second)


@pytest.mark.parametrize(
    ("first", "second"), [("cafe", "café"), ("I", "ı"), ("о", "o"), ("e", "é")]
)
def test_different_keys(first: str, second: str) -> None:
    assert fold(first) != fold(second)


def test_normalize_keeps_case() -> None:
    assert normalize("Cafe\u0301") == "Café"
    assert normalize("LaTeX") == "LaTeX"
    assert normalize("La\u00adTeX") == "LaTeX"


@pytest.mark.parametrize("gap", [" ", "  ", "\n", "\r\n", " \n  ", "\t", "\u00a0", "\u202f", "-",
                                 "\u2010", "\u2011", "-\n  ", "\u00ad"])  # fmt: skip
def test_separators_have_the_same_class(gap: str) -> None:
    assert separator_class(gap) == " "


@pytest.mark.parametrize(
    "gap", [", ", ".", " - ", "\n\n", "/", "- ", " (", "; ", "\n \n", "…", "' -"]
)
def test_gaps_that_no_term_contains(gap: str) -> None:
    assert separator_class(gap) is None


@pytest.mark.parametrize(
    ("gap", "expected"),
    [("", ""), ("’", "'"), ("'", "'"), ("’ ", "' "), (" ‘", None), ("–", "--"), ("--", "--")],
)
def test_other_classes(gap: str, expected: str | None) -> None:
    assert separator_class(gap) == expected


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
def test_gap_class_depends_on_the_words(left: str, gap: str, right: str, expected: str) -> None:
    assert gap_class(left, gap, right) == expected


@given(st.text(alphabet="ab \0\n\u200b\ufe0fé"))
def test_offsets_of_visible_characters(text: str) -> None:
    visible, offsets = strip_invisible(text)
    assert offsets is None or [text[offset] for offset in offsets] == list(visible)
    assert "\0" not in visible
    assert "\u200b" not in visible
    if offsets is None:
        assert visible == text


def test_escaped_space_is_invisible() -> None:
    assert strip_invisible("re\0 Structured\0*")[0] == "reStructured*"


def test_combining_marks() -> None:
    """Those of Unicode, whichever version this Python has; the skipped blocks have none."""
    marks = _expand(combining_marks())
    ranges = (*range(0x300, 0x1F000), *range(0xE0100, 0xE01F0))
    assert marks == {chr(code) for code in ranges if category(chr(code)).startswith("M")}
    assert {"\u0301", "\u094d"} <= marks
    assert "a" not in marks


def _expand(ranges: str) -> set[str]:
    """Return the characters of a character class without its brackets."""
    assert len(ranges) % 3 == 0
    return {
        chr(code)
        for index in range(0, len(ranges), 3)
        for code in range(ord(ranges[index]), ord(ranges[index + 2]) + 1)
    }


@pytest.mark.parametrize("gap", [" ", "-", "\u2011", "\n", "-\n", "'", ", ", ". "])
def test_soft_hyphen_beside_another_character_is_ignored(gap: str) -> None:
    assert (
        separator_class(f"{gap}\u00ad") == separator_class(f"\u00ad{gap}") == separator_class(gap)
    )


SIMPLE_CHARACTERS = [
    chr(code) for code in range(sys.maxunicode + 1) if tokenizer._SIMPLE_TEXT.fullmatch(chr(code))
]


def test_simple_text_has_no_marks_and_no_script_without_spaces() -> None:
    assert not any(category(char)[0] == "M" for char in SIMPLE_CHARACTERS)
    other = re.compile(f"[{tokenizer.SCRIPTIO_CONTINUA}{tokenizer.HANGUL}]")
    assert not other.search("".join(SIMPLE_CHARACTERS))


COMMON = "aé_9 -–—'’ʼ…\xadя→\n"


@given(
    st.text(st.one_of(st.sampled_from(COMMON), st.sampled_from(SIMPLE_CHARACTERS))),
    st.sampled_from(["", "-", ".", "+#", "-…é"]),
)
def test_simple_text_is_split_as_any_other(text: str, symbols: str) -> None:
    made = Tokenizer(frozenset(symbols))
    assert made._simple.split(text) == made._any_script.split(text)
