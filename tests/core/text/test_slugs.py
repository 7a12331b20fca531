from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.text.slugs import make_slug, make_unique


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
def test_slugs(text: str, expected: str) -> None:
    assert make_slug(text) == expected


@given(st.text())
def test_slug_of_a_slug(text: str) -> None:
    assert make_slug(make_slug(text)) == make_slug(text)


@given(st.text())
def test_slug_is_valid_in_urls_and_ids(text: str) -> None:
    slug = make_slug(text)
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert not any(char.isspace() or char in "<>&\"'#%?/" for char in slug)


@given(st.text(), st.sets(st.text()))
def test_unique_name_is_new_and_begins_with_the_name(name: str, names: set[str]) -> None:
    unique = make_unique(name, names)
    assert unique not in names
    assert unique.startswith(name)
    assert (unique == name) == (name not in names)


def test_numbers_begin_at_two() -> None:
    assert make_unique("a", {"a", "a-2"}) == "a-3"
