"""Compile patterns that find the collocations of a word in a text.

The patterns are compiled from the entries in `collocations`.  `context` handles other evidence and
the definition in the glossary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, Literal

from sphinx_glossary_faq.core.senses.collocations import Collocation, collocations_of

# The words before the mention, in one pattern for all collocations. Matches `mailing `, `mailing-`
# of "mailing"; not `e-mailing `.
_BEFORE: Final = r"(?<![\w'-])(?:%s)[ -]\Z"


class CollocationPatterns:
    """The compiled patterns for the collocations of a word."""

    def __init__(self, collocations: Iterable[Collocation]) -> None:
        items = list(collocations)
        self.topics: Sequence[str] = [" ".join(item.nearby) for item in items if item.is_topic]
        """The topics of pages that use the word in another sense, such as XML for *attribute*."""
        nearby = [item.nearby for item in items if item.nearby]
        self._first_nearby_words = {words[0] for words in nearby}
        # Of "tag" and "file type" matches `tag`, `file-types`; not `tagged`.
        self._nearby = _any_of(map(_joined, nearby), r"\b(?:%s)s?\b")
        before = [item for item in items if item.before and not item.after]
        self._compounds = _any_of(
            (_joined(item.before) for item in before if item.content_words), _BEFORE
        )
        self._after = _any_of(_after(item) for item in items if item.after and not item.before)
        self._idioms = _any_of(
            (_joined(item.before) for item in before if not item.content_words), _BEFORE
        )
        self._around = [
            (re.compile(_BEFORE % _joined(item.before)), re.compile(_after(item)))
            for item in items
            if item.before and item.after
        ]

    def occurs_in(self, text: str) -> bool:
        """Return whether a text contains words that indicate another sense."""
        # The substring test rejects most texts faster than the pattern.
        if not self._nearby or not any(map(text.__contains__, self._first_nearby_words)):
            return False
        return self._nearby.search(text) is not None

    def classify(
        self, left: str, right: str, *, is_base_form: bool
    ) -> Literal["", "phrase", "noun"]:
        """Return the kind of collocation around the word.  Idioms contain only the base form."""
        if _ends_with(left, self._compounds) or self.occurs_in(left) or self.occurs_in(right):
            return "noun"
        if self._after and self._after.match(right):
            return "phrase"
        if is_base_form and _ends_with(left, self._idioms):
            return "phrase"
        is_enclosed = any(
            before.search(left) and after.match(right) for before, after in self._around
        )
        return "phrase" if is_base_form and is_enclosed else ""


@lru_cache(maxsize=1024)
def collocation_patterns(headword: str, definition_words: frozenset[str]) -> CollocationPatterns:
    """Return the patterns for collocations of a word that its definition does not cover."""
    return CollocationPatterns(
        collocation
        for collocation in collocations_of(headword)
        if not collocation.content_words or not collocation.content_words <= definition_words
    )


def _any_of(patterns: Iterable[str], template: str = "%s") -> re.Pattern[str] | None:
    """Return one pattern that matches any of the given patterns, or None if there are none."""
    alternatives = "|".join(patterns)
    return re.compile(template % alternatives) if alternatives else None


def _ends_with(left: str, pattern: re.Pattern[str] | None) -> bool:
    """Return whether the text before a word ends with a collocate."""
    return pattern is not None and left[-1:] in " -" and pattern.search(left) is not None


def _after(collocation: Collocation) -> str:
    # Of "of work" matches ` of work`, `-of work`; not ` of works`.
    return rf"[ -]{_joined(collocation.after)}\b"


def _joined(words: Iterable[str]) -> str:
    return "[ -]".join(map(re.escape, words))
