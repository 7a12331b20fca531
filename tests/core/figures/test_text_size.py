from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.figures.text_size import FONT_SIZE, text_width, wrap


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("asynchronous interview", ["asynchronous", "interview"]),
        ("semi-structured interview", ["semi-", "structured", "interview"]),
        ("one-way", ["one-way"]),
        ("a b c d e f", ["a b c d e f"]),
        ("two words of one line", ["two words", "of one line"]),
        ("Donaudampfschifffahrt", ["Donaudamp-", "fschifffahrt"]),
        ("非同期の面接についてー、", ["非同期の面接", "についてー、"]),
        ("ABC方式", ["ABC方式"]),
        ("", [""]),
    ],
)
def test_names_are_broken_into_balanced_lines(name: str, lines: list[str]) -> None:
    assert list(wrap(name, 118).lines) == lines


def test_only_words_wider_than_a_line_are_broken() -> None:
    assert not wrap("semi-structured interview", 100).has_broken_word
    assert wrap("asynchronous interview", 100).has_broken_word


def test_marks_stay_with_their_letters() -> None:
    lines = wrap("e\u0301" * 30, 100).lines
    assert len(lines) > 1
    assert not any(line.startswith("\u0301") for line in lines)


NAMES = st.text(st.sampled_from("aWi-é 面ー، مβ🙂ก\u0301"), max_size=60) | st.text(max_size=40)


@given(NAMES, st.integers(30, 340))
def test_lines_fit_and_contain_the_whole_name(name: str, width: int) -> None:
    lines = wrap(name, width).lines
    widest = max(map(text_width, name), default=0) + text_width("-")
    assert max(map(text_width, lines)) <= max(width, 3 * widest)
    kept, given_name = ("".join(text).replace("-", "").replace(" ", "") for text in (lines, name))
    assert kept == given_name


@pytest.mark.parametrize("text", ["Müller", "面接", "سؤال", "🙂", "Ж"])
def test_characters_outside_ascii_have_a_width(text: str) -> None:
    assert text_width(text) >= 0.5 * FONT_SIZE * len(text)
