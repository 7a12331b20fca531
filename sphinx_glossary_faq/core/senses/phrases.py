"""Find fixed phrases around a mention, such as *kind of* around a mention of the term *kind*."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from sphinx_glossary_faq.core.text.inflection import number_variants

# Matches text without spaces, hyphens and brackets: `it’s`, `C++`, `way,`.
_WORD = re.compile(r"[^\s\x7f()\[\]{}\"“”«»‐‑-]+")

_QUOTES = "'‘’"

_STOPS = ",.;:!?"
"""Marks that separate words into different phrases."""


class Phrases:
    """A set of phrases, without regard to case, line breaks and hyphens.

    Each word of a phrase may be singular or plural.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_word: dict[str, list[tuple[list[str], int]]] = defaultdict(list)
        """The words of each phrase and the index of a word in it, by each form of the word."""
        for words in map(split_words, phrases):
            for index, word in enumerate(words):
                for form in _forms(word):
                    self._by_word[form].append((words, index))

    def find(self, left: str, surface: str, right: str) -> Sequence[str]:
        """Return the words of a phrase that contains a mention, or an empty list."""
        mention = split_words(surface)
        entries = [
            (number - index, words)
            for number, word in enumerate(mention)
            for words, index in self._by_word.get(word, ())
        ]
        if not entries:
            return ()
        before = split_words(left)
        text = [*before, *mention, *split_words(right)]
        start = len(before)
        return next(
            (words for offset, words in entries if _occurs(words, text, start + offset)), ()
        )


def _occurs(words: Sequence[str], text: Sequence[str], start: int) -> bool:
    """Return whether *words* occur in a text at index *start*, in any form."""
    found = text[start : start + len(words)] if start >= 0 else []
    return len(found) == len(words) and all(
        word in _forms(other) for word, other in zip(words, found, strict=True)
    )


def split_words(text: str) -> list[str]:
    """Return the casefolded words of *text*, with one mark for a mark between phrases."""
    words: list[str] = []
    for part in _WORD.findall(text.casefold()):
        part = part.strip(_QUOTES)
        word = part.rstrip(_STOPS).rstrip(_QUOTES)
        if word:
            words.append(word)
        if len(word) < len(part):
            words.append(_STOPS[0])
    return words


@cache
def _forms(word: str) -> frozenset[str]:
    return frozenset((word, *number_variants(word)))
