"""Test the data about languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.senses.language_data import FOLDER, load_language

LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.toml"))


def test_ranks() -> None:
    english = load_language("en_GB")
    assert english is load_language("en_GB")
    rank = english.rank("system")
    assert rank is not None
    assert 1 <= rank < 500
    assert english.rank("Systems") == rank, "the plural, and at the start of a sentence"
    for name in ("SYSTEM", "sysTem", "two systems", "system2", "", "quaternion", "self-system"):
        assert english.rank(name) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_are_well_formed(language: str) -> None:
    data = load_language(language)
    assert data.rank("quokka") is None
    assert data.adjectives <= data.ranks.keys()
    assert len(data.ranks) == 3000
    assert all(word.isalpha() for word in data.ranks)


@given(st.text(max_size=8))
def test_unknown_languages_have_no_words(language: str) -> None:
    code = language.replace("-", "_").partition("_")[0].lower()
    assert bool(load_language(language).ranks) == (code in LANGUAGES)
