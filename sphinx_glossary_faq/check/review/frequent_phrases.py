"""Find the frequent phrases of a mention and the word next to it, such as *list of*."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from sphinx_glossary_faq.check.review.reviewed_terms import (
    LINKED,
    Rank,
    ReviewedTerm,
    ReviewMention,
)

MAX_PHRASES: Final = 24

MAX_FREQUENT_RANK: Final = 200
"""The rank up to which words occur next to mentions of any term."""

MIN_COUNT: Final = 3
"""The minimum number of mentions next to such a word."""

MIN_SHARE: Final = 0.05
"""The minimum share of the mentions that are next to such a word."""

MIN_RATIO: Final = 2
"""How many times more often such a word is next to the mentions of a term than of others."""

_ARTICLES: Final = ("a", "an")
"""Words that depend on the first letter of the term, and not on its sense."""

_Pair = tuple[str, str]
"""The word before a mention and "", or "" and the word after it."""


class FrequentPhrases:
    """Finds the frequent phrases of the terms of a project.

    A phrase is frequent if it occurs twice.  If its other word is one of the most frequent words,
    the phrase must be typical of the term: *list of* is, but not *the list*.
    """

    def __init__(self, terms: Iterable[ReviewedTerm], rank: Rank) -> None:
        self._rank = rank
        self._number = 0
        self._counts: Counter[_Pair] = Counter()
        for reviewed in terms:
            self._number += len(reviewed.mentions)
            self._counts.update(pair for mention in reviewed.mentions for pair in _pairs(mention))

    def of(self, reviewed: ReviewedTerm) -> list[tuple[str, int]]:
        """Return the phrases with the numbers of links that they have, or have after a decision.

        Singular and plural mentions are counted together, because a decision applies to both.
        """
        if not reviewed.single:
            return []
        phrases: defaultdict[_Pair, Counter[str]] = defaultdict(Counter)
        links: Counter[_Pair] = Counter()
        for mention in reviewed.mentions:
            is_link = mention.state == LINKED or mention.rule == "undecided"
            for pair in _pairs(mention):
                phrases[pair][_phrase(pair, mention)] += 1
                links[pair] += is_link
        counts = [
            (min(spellings, key=lambda phrase: (-spellings[phrase], phrase)), links[pair])
            for pair, spellings in phrases.items()
            if links[pair] and self._is_frequent(pair, spellings.total(), len(reviewed.mentions))
        ]
        return sorted(counts, key=lambda item: (-item[1], item[0]))[:MAX_PHRASES]

    def _is_frequent(self, pair: _Pair, count: int, number: int) -> bool:
        """Return whether *count* of the *number* mentions of a term are many."""
        word = "".join(pair)
        rank = self._rank(word)
        if len(word) > 2 and (rank is None or rank > MAX_FREQUENT_RANK):
            return count > 1
        if pair[0] in _ARTICLES or count < max(MIN_COUNT, MIN_SHARE * number):
            return False
        others, other_number = self._counts[pair] - count, self._number - number
        return count * other_number >= MIN_RATIO * others * number


def _pairs(mention: ReviewMention) -> Iterator[_Pair]:
    before, after = mention.neighbors
    if before:
        yield before, ""
    if after:
        yield "", after


def _phrase(pair: _Pair, mention: ReviewMention) -> str:
    before, after = pair
    return f"{before} {mention.text.casefold()} {after}".strip()
