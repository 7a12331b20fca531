"""Shortened forms of longer entries, of which a mention of a shorter entry is a part.

Where a glossary has *asynchronous generator* as well as *generator*, the writer of "async
generators" means the former; so it is with *function annotation* in "function and variable
annotations", and with *sample_weight* in "sample weights".  A shorter entry is not what is meant
there.  English alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from typing import Final

from sphinx_glossary_faq.core.inflection import english_numbers

_LEAST: Final = 4
"""How many letters of a word stand for it: "async" does, "as" does not."""

# The word in front. Matches `an async `, `async-`; not `async, `.
_BEFORE = re.compile(r"(?<![a-z])([a-z]+)[ -]\Z")

# The word behind. Matches ` weights`, `-weights`; not `, weights`.
_BEHIND = re.compile(r"[ -]([a-z]+)\b")

# What shares its last word with others. Matches ` and variable annotations`; not ` and others.`.
_SHARED = re.compile(r" (?:and|or|and/or) (?:[\w-]+ )?[\w-]+ ([a-z]+)\b")


class Elisions:
    """The parts of longer names among *names*."""

    def __init__(self, names: Iterable[str]) -> None:
        self._before: dict[str, set[str]] = defaultdict(set)
        self._behind: dict[str, set[str]] = defaultdict(set)
        self._joined: set[tuple[str, str]] = set()
        for name in names:
            words = name.casefold().replace("-", " ").split()
            for place in range(1, len(words)):
                self._before[" ".join(words[place:])].add(words[place - 1])
            if len(words) == 2:
                self._behind[words[0]].add(words[1])
            first, _, second = name.casefold().partition("_")
            if first.isalpha() and second.isalpha():
                self._joined.add((first, second))

    def is_part(self, word: str, left: str, right: str) -> bool:
        """Whether *word* belongs to a longer name that is shortened around it."""
        word = word.casefold()
        longer = [each for form in _forms(word) for each in self._before.get(form, ())]
        found = _BEFORE.search(left) if longer else None
        if found and len(found[1]) >= _LEAST and _is_shortened(found[1], longer):
            return True
        if self._joined and self._is_half(word, left, right):
            return True
        behind = self._behind.get(word, set())
        shared = _SHARED.match(right) if behind else None
        return shared is not None and not behind.isdisjoint(_forms(shared[1]))

    def _is_half(self, word: str, left: str, right: str) -> bool:
        """Whether *word* is a half of a name with an underscore, which is written without it."""
        before, behind = _BEFORE.search(left), _BEHIND.match(right)
        pairs = [(before[1], form) for form in _forms(word)] if before else []
        if behind:
            pairs += product(_forms(word), _forms(behind[1]))
        return not self._joined.isdisjoint(pairs)


def _is_shortened(word: str, words: Iterable[str]) -> bool:
    return any(each != word and each.startswith(word) for each in words)


@lru_cache(maxsize=4096)
def _forms(word: str) -> tuple[str, ...]:
    head, _, last = word.rpartition(" ")
    return (word, *(f"{head} {form}".lstrip() for form in english_numbers(last)))
