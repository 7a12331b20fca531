from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.text.reading_time import (
    CHARACTERS_PER_MINUTE,
    WORDS_PER_MINUTE,
    reading_minutes,
)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 1),
        ("– … !", 1),
        ("word " * WORDS_PER_MINUTE * 3, 3),
        ("don't one-way 2026 3.14 " * (WORDS_PER_MINUTE // 2), 2),
        ("面" * CHARACTERS_PER_MINUTE * 2, 2),
        ("人々" * CHARACTERS_PER_MINUTE, 2),
        ("ไทย" * CHARACTERS_PER_MINUTE, 3),
        ("面" * CHARACTERS_PER_MINUTE + " word" * WORDS_PER_MINUTE, 2),
    ],
)
def test_reading_minutes(text: str, minutes: int) -> None:
    assert reading_minutes(text) == minutes


@given(st.text())
def test_at_least_one_minute(text: str) -> None:
    assert reading_minutes(text) >= 1


@given(st.text(), st.text(), st.integers(1, 500))
def test_more_text_never_takes_less_time(text: str, more: str, times: int) -> None:
    assert reading_minutes(f"{text} " * times) <= reading_minutes(f"{text} " * times + more)
