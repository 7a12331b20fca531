"""Whether a word is in the company that it keeps in other senses: the dictionary, to be asked.

Knows how the phrases of `collocations` are written in a text.  What else tells that a mention
means something else, and what a definition says, is `sense`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, Literal

from sphinx_glossary_faq.core.collocations import Phrase, phrases_of

# What any of some phrases leads to a word with, asked once for all of them. Matches `mailing `,
# `mailing-` of "mailing"; not `e-mailing `.
_BEFORE: Final = r"(?<![\w'-])(?:%s)[ -]\Z"


class Company:
    """The phrases of a word, less those that its definition speaks of."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        found = list(phrases)
        self.topics: Sequence[str] = [" ".join(each.near) for each in found if each.is_topic]
        """What a page may be about that has another sense of the word: XML has *attributes*."""
        near = [each.near for each in found if each.near]
        self._near_begin = {words[0] for words in near}
        # Of "tag" and "file type" matches `tag`, `file-types`; not `tagged`.
        self._near = _any(map(_joined, near), r"\b(?:%s)s?\b")
        before = [each for each in found if each.before and not each.after]
        self._compound = _any((_joined(each.before) for each in before if each.telling), _BEFORE)
        self._behind = _any(_behind(each) for each in found if each.after and not each.before)
        self._idiom = _any((_joined(each.before) for each in before if not each.telling), _BEFORE)
        self._around = [
            (re.compile(_BEFORE % _joined(each.before)), re.compile(_behind(each)))
            for each in found
            if each.before and each.after
        ]

    def is_near(self, text: str) -> bool:
        """Whether a text speaks of what goes with another sense."""
        if not self._near or not any(map(text.__contains__, self._near_begin)):  # most of all
            return False
        return self._near.search(text) is not None

    def judge(self, is_base: bool, left: str, right: str) -> Literal["", "phrase", "thing"]:
        """Whether the words before and behind are among them; idioms have but one number."""
        if _leads(self._compound, left) or self.is_near(left) or self.is_near(right):
            return "thing"
        if self._behind and self._behind.match(right):
            return "phrase"
        if is_base and _leads(self._idiom, left):
            return "phrase"
        is_amid = any(one.search(left) and other.match(right) for one, other in self._around)
        return "phrase" if is_base and is_amid else ""


@lru_cache(maxsize=1024)
def company(word: str, known: frozenset[str]) -> Company:
    """The company of a word in senses other than one that speaks of what is *known*."""
    return Company(
        each for each in phrases_of(word) if not each.telling or not each.telling <= known
    )


def _any(patterns: Iterable[str], within: str = "%s") -> re.Pattern[str] | None:
    """A pattern of them all; none where there are none, sooner asked than one that never fits."""
    found = "|".join(patterns)
    return re.compile(within % found) if found else None


def _leads(before: re.Pattern[str] | None, left: str) -> bool:
    """Whether a text ends with what leads to a word."""
    return before is not None and left[-1:] in " -" and before.search(left) is not None


def _behind(phrase: Phrase) -> str:
    # Of "of work" matches ` of work`, `-of work`; not ` of works`.
    return rf"[ -]{_joined(phrase.after)}\b"


def _joined(words: Iterable[str]) -> str:
    return "[ -]".join(map(re.escape, words))
