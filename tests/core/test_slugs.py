from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.slugs import slug, unused


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What’s a “one-way” interview?", "whats-a-one-way-interview"),
        ("  Two   words ", "two-words"),
        ("C++ & C#", "c-c"),
        ("snake_case", "snake_case"),
        ("ﬁne ½ ①", "fine-1-2-1"),
        ("Straße İstanbul", "strasse-i\u0307stanbul"),
        ("日本語の質問ですか？", "日本語の質問ですか"),
        ("हिन्दी", "हिन्दी"),
        ("هل يمكنني؟", "هل-يمكنني"),
        ("soft\u00adhyphen", "softhyphen"),
        ("???", ""),
        ("", ""),
    ],
)
def test_words_are_kept_and_joined(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text())
def test_a_slug_is_its_own_slug(text: str) -> None:
    assert slug(slug(text)) == slug(text)


@given(st.text())
def test_a_slug_is_fit_for_an_address_and_an_id(text: str) -> None:
    found = slug(text)
    assert not found.startswith("-")
    assert not found.endswith("-")
    assert not any(char.isspace() or char in "<>&\"'#%?/" for char in found)


@given(st.text(), st.sets(st.text()))
def test_unused_is_new_and_says_what_was_wanted(wanted: str, taken: set[str]) -> None:
    found = unused(wanted, taken)
    assert found not in taken
    assert found.startswith(wanted)
    assert (found == wanted) == (wanted not in taken)


def test_numbers_count_from_two() -> None:
    assert unused("a", {"a", "a-2"}) == "a-3"
