"""Recognize mentions that are part of the shortened name of a longer term.

In a glossary with *asynchronous generator* and *generator*, "async generators" refers to the longer
term.  The same applies to *function annotation* in "function and variable annotations", and to
*sample_weight* in "sample weights".  The shorter term must not be linked there.  This module
supports English.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from typing import Final

from sphinx_glossary_faq.core.text.inflection import number_variants

_MIN_LENGTH: Final = 4
"""The minimum length of an abbreviated word: "async" is an abbreviation, but "as" is not."""

# The word before. Matches `an async `, `async-`; not `async, `.
_BEFORE = re.compile(r"(?<![a-z])([a-z]+)[ -]\Z")

# The word after. Matches ` weights`, `-weights`; not `, weights`.
_AFTER = re.compile(r"[ -]([a-z]+)\b")

# A coordination with a shared last word. Matches ` and variable annotations`; not ` and others.`.
_COORDINATION = re.compile(r" (?:and|or|and/or) (?:[\w-]+ )?[\w-]+ ([a-z]+)\b")


class ShortenedNames:
    """An index of the parts of multi-word *names*."""

    def __init__(self, names: Iterable[str]) -> None:
        self._words_before: dict[str, set[str]] = defaultdict(set)
        self._words_after: dict[str, set[str]] = defaultdict(set)
        self._underscored: set[tuple[str, str]] = set()
        for name in names:
            words = name.casefold().replace("-", " ").split()
            for index in range(1, len(words)):
                self._words_before[" ".join(words[index:])].add(words[index - 1])
            if len(words) == 2:
                self._words_after[words[0]].add(words[1])
            first, _, second = name.casefold().partition("_")
            if first.isalpha() and second.isalpha():
                self._underscored.add((first, second))

    def is_part(self, word: str, left: str, right: str) -> bool:
        """Return whether *word* is part of a longer name that is shortened in the text."""
        word = word.casefold()
        full_words = [full for form in _forms(word) for full in self._words_before.get(form, ())]
        before = _BEFORE.search(left) if full_words else None
        if before and len(before[1]) >= _MIN_LENGTH and _is_abbreviation(before[1], full_words):
            return True
        if self._underscored and self._is_half(word, left, right):
            return True
        words_after = self._words_after.get(word, set())
        shared = _COORDINATION.match(right) if words_after else None
        return shared is not None and not words_after.isdisjoint(_forms(shared[1]))

    def _is_half(self, word: str, left: str, right: str) -> bool:
        """Return whether *word* is half of a name that is written without its underscore."""
        before, after = _BEFORE.search(left), _AFTER.match(right)
        pairs = [(before[1], form) for form in _forms(word)] if before else []
        if after:
            pairs += product(_forms(word), _forms(after[1]))
        return not self._underscored.isdisjoint(pairs)


def _is_abbreviation(word: str, full_words: Iterable[str]) -> bool:
    return any(full != word and full.startswith(word) for full in full_words)


@lru_cache(maxsize=4096)
def _forms(word: str) -> tuple[str, ...]:
    head, _, last = word.rpartition(" ")
    return (word, *(f"{head} {form}".lstrip() for form in number_variants(last)))
