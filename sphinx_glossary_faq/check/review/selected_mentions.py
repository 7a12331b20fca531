"""Select the mentions of a term that `review.html` shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sphinx_glossary_faq.check.review.reviewed_terms import LINKED, ReviewedTerm, ReviewMention

MAX_MENTIONS: Final = 100
"""The number of linked mentions of a term on the page, and of all mentions of an everyday word.

Many decisions do not need as many.
"""

MAX_OTHER_MENTIONS: Final = 20
"""The number of mentions of another term on the page, unless more are linked."""

MIN_WITHHELD: Final = 20
"""The number of withheld mentions for which there is always room."""

# Matches ", 3 " between words, in which similar sentences may differ; not "a".
_NO_LETTERS: Final = re.compile(r"[\W\d_]+")


class SelectedMention(NamedTuple):
    """A mention that represents all mentions in similar sentences."""

    mention: ReviewMention
    sentence: tuple[str, str]
    """The text before and after it."""
    total: int
    """The number of the mentions."""


def select_mentions(reviewed: ReviewedTerm) -> list[SelectedMention]:
    """Return the mentions to show, evenly from all pages.

    The linked ones come first, then those that are withheld, then those that no decision changes.
    """
    limit = MAX_OTHER_MENTIONS if reviewed.rank is None else MAX_MENTIONS
    linked = [mention for mention in reviewed.mentions if mention.state == LINKED]
    decisive = [mention for mention in reviewed.mentions if mention.is_decisive]
    others = [mention for mention in reviewed.mentions if not mention.is_decisive]
    withheld = [mention for mention in decisive if mention.state != LINKED]
    shown = _spread(linked, MAX_MENTIONS)
    shown += _spread(withheld, max(MIN_WITHHELD, limit - len(shown)))
    return shown + _spread(others, limit - len(shown))


def _spread(mentions: Iterable[ReviewMention], limit: int) -> list[SelectedMention]:
    """Return at most *limit* mentions at equal distances, without similar sentences."""
    merged = _merge(mentions) if limit > 0 else []
    if len(merged) <= limit:
        return merged
    return [merged[number * len(merged) // limit] for number in range(limit)]


def _merge(mentions: Iterable[ReviewMention]) -> list[SelectedMention]:
    """Return the first of the mentions in each group of similar sentences, with their number.

    Sentences are similar if they differ only in case, digits and punctuation.
    """
    merged: dict[Sequence[str], SelectedMention] = {}
    for mention in mentions:
        left, right = mention.sentence
        parts = left, mention.text, right, mention.state, mention.rule
        key = tuple(_NO_LETTERS.sub(" ", part.casefold()).strip() for part in parts)
        first = merged.get(key) or SelectedMention(mention, (left, right), 0)
        merged[key] = first._replace(total=first.total + 1)
    return list(merged.values())
