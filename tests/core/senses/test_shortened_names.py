"""Test mentions that are part of a shortened longer name, with the mention in brackets."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.senses.shortened_names import ShortenedNames

NAMES = ShortenedNames(
    [
        "generator",
        "asynchronous generator",
        "Asynchronous generator-iterator",
        "function annotation",
        "sample_weight",
        "coef_",
    ]
)


def is_part(marked: str) -> bool:
    left, word, right = re.split(r"[\[\]]", marked)
    return NAMES.is_part(word, left, right)


@pytest.mark.parametrize(
    "marked",
    [
        "an async [generator]",
        "async-[generators]",
        "async [Generators] and iterators",
        "an async [generator iterator]",
        "[function] and variable annotations",
        "[function] or local variable annotation",
        "the [sample] weights",
        "sample-[weights]",
    ],
)
def test_shortened(marked: str) -> None:
    """The word before is abbreviated to at least four letters, or a later word is shared."""
    assert is_part(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "a [generator]",
        "as [generator]",
        "a syn [generator]",
        "an asynchronous [generator]",
        "not async, [generators]",
        "asynchronously [generator]",
        "async [iterators]",
        "[function] and variable names",
        "[function], then annotations",
        "[functions] and variable annotations",
        "a [sample], weighted",
        "of a weight [sample]",
        "the [sample] size",
    ],
)
def test_not_shortened(marked: str) -> None:
    """Other words, other terms, the full name."""
    assert not is_part(marked)


@given(st.text(), st.text(), st.text())
def test_names_of_one_word_have_no_parts(word: str, left: str, right: str) -> None:
    assert not ShortenedNames(["generator", word.replace(" ", "")]).is_part(word, left, right)
