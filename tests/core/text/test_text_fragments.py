"""Test that text fragments lead to one text of a page."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.text.text_fragments import (
    DIRECTIVE,
    make_text_fragment,
    normalize,
)


@pytest.mark.parametrize(
    ("left", "text", "right", "fragment"),
    [
        ("A ", "cat", " purrs.", "A-,cat,-purrs."),
        ("", "cat", "", "cat"),
        ("(a big ", "cat-door", ", too", "big-,cat%2Ddoor,-%2C"),
        ("One\ntwo\n", "cat\ndoor", "\n\0three", "two-,cat%20door,-three"),
        ("A&b ", "c#d", " é", "A%26b-,c%23d,-%C3%A9"),
        ("x" * 70 + " ", "cat", " " + "y" * 70, "cat"),
    ],
)
def test_fragments(left: str, text: str, right: str, fragment: str) -> None:
    assert make_text_fragment(left, text, right) == DIRECTIVE + fragment


def test_context_grows_until_it_is_unique() -> None:
    page = normalize("A black cat sat. The black cat sat. A cat sat.").casefold()
    fragment = make_text_fragment("A black cat sat. The black ", "cat", " sat. A cat sat.", page)
    assert fragment == DIRECTIVE + "The%20black-,cat,-sat.%20A"


TEXTS = st.text("ab -,.&", max_size=12)


@given(TEXTS, st.text("ab-,&", min_size=1, max_size=5), TEXTS)
def test_parts_are_adjacent_on_the_page(left: str, text: str, right: str) -> None:
    """The decoded parts are found on the page, with nothing but spaces between them."""
    parts = make_text_fragment(left, text, right).removeprefix(DIRECTIVE).split(",")
    assert all(part.strip("-").count("-") == 0 for part in parts)
    before = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else ""
    after = unquote(parts.pop()[1:]) if parts[-1].startswith("-") else ""
    assert [unquote(part) for part in parts] == [text]
    assert normalize(left).endswith(before)
    assert normalize(right).startswith(after)
    assert bool(before) == bool(left.split())
    assert bool(after) == bool(right.split())
