from __future__ import annotations

import unicodedata

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.text.slugs import fold_question, make_slug, make_unique


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What’s a “one-way” interview?", "whats-a-one-way-interview"),
        ("  Two   words ", "two-words"),
        ("C++ & C#", "c-c"),
        ("snake_case", "snake_case"),
        ("ﬁne ½ ①", "fine-1-2-1"),
        ("Straße İstanbul", "strasze-istanbul"),
        ("Ärger über Łódź, ÆØÅ, ẞ?", "arger-uber-lodz-aeoa-sz"),
        ("Ёж и йод", "ёж-и-йод"),
        ("한국어 질문", "한국어-질문"),
        ("日本語の質問ですか？", "日本語の質問ですか"),
        ("हिन्दी", "हिन्दी"),
        ("هل يمكنني؟", "هل-يمكنني"),
        ("soft\u00adhyphen", "softhyphen"),
        ("⚠\ufe0f Is it safe?", "is-it-safe"),
        ("Is it safe ⚠\ufe0f", "is-it-safe"),
        ("❤\ufe0f\u200d🔥?", ""),
        ("1\ufe0f\u20e3 First™\ufe0f", "1-firsttm"),
        ("\u0301 a", "a"),
        ("葛\U000e0100", "葛"),
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
def test_slug_begins_with_a_visible_character(text: str) -> None:
    assert all(
        unicodedata.category(word[0])[0] != "M" for word in make_slug(text).split("-") if word
    )


@given(st.text())
def test_slug_is_valid_in_urls_and_ids(text: str) -> None:
    slug = make_slug(text)
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert not any(char.isspace() or char in "<>&\"'#%?/" for char in slug)


def latin_letters() -> list[str]:
    """Return the Latin letters for which docutils, and so the id of a term, has ASCII letters."""
    letters = [chr(code) for code in range(0x80, 0x2000)]
    return [
        letter
        for letter in letters
        if unicodedata.name(letter, "").startswith("LATIN ")
        and letter.isalpha()
        and nodes.make_id(f"a{letter}b") != "ab"
    ]


def test_latin_letters_are_written_as_in_the_ids_of_terms() -> None:
    letters = latin_letters()
    assert {"ä", "ß", "ø", "ł", "ế"} <= set(letters)
    different = [
        letter for letter in letters if make_slug(f"a{letter}b") != nodes.make_id(f"a{letter}b")
    ]
    assert different == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("What’s  “new”?", 'what\'s "new"', True),
        ("Qu’est-ce que « x » ?", 'Qu\'est-ce que "x"?', True),
        ("One–way -- or not…", "one--way – or not...", True),
        ("なぜですか？", "なぜですか", True),
        ("What is C?", "What is C++?", False),
        ("What is C#?", "What is C++?", False),
        ("Price: 5 $?", "Price: 5 €?", False),
        ("???", "!", False),
        ("🍵?", "🍕?", False),
    ],
)
def test_questions_are_compared_as_readers_compare_them(
    one: str, other: str, expected: bool
) -> None:
    assert (fold_question(one) == fold_question(other)) is expected


@given(st.text(), st.text())
def test_equal_questions_have_equal_keys(text: str, other: str) -> None:
    key = fold_question(text)
    assert fold_question(f" {text} ") == key
    assert bool(key) == bool(key.strip() or key)
    assert fold_question(key) == key
    assert text != other or key == fold_question(other)


@given(st.text(), st.sets(st.text()))
def test_unique_name_is_new_and_begins_with_the_name(name: str, names: set[str]) -> None:
    unique = make_unique(name, names)
    assert unique not in names
    assert unique.startswith(name)
    assert (unique == name) == (name not in names)


def test_numbers_begin_at_two() -> None:
    assert make_unique("a", {"a", "a-2"}) == "a-3"
