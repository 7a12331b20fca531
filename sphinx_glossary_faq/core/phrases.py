"""The dictionary of all spellings: a phrase, folded, and the terms it may mean.

Knows which phrases there are, which words they are made of, and which of several terms is meant by
a way of writing. Does not look into texts.

One flat dictionary from `str` to `int` holds phrases and the beginnings of longer ones alike: the
garbage collector, which takes a sixth of a build, need not walk it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_glossary_faq.core.claims import Claim, claim, judge
from sphinx_glossary_faq.core.words import Splitter, fold, junction, plain, symbols, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_glossary_faq.core.inflection import Grammar

# A code says what is known of a phrase: its low bits are flags, the rest is a number.
TARGET: Final = 1  # one term is written so, in any case: the number of its spelling
CLAIMS: Final = 2  # case decides: the number of the claims
GOES_ON: Final = 4  # a longer phrase begins with this one
ENDS: Final = TARGET | CLAIMS
_SHIFT: Final = 3


_BUCKETS: Final = 60


def bucket(word: str) -> int:
    """Return one of a few bits for a word, so that many words can be ruled out at once."""
    return 1 << hash(word) % _BUCKETS


class Spelling(NamedTuple):
    """One way in which a term may be written."""

    text: str
    """As the author wrote it: term, alias, hidden alias or abbreviation."""
    target: int
    """An opaque number of the caller's; several spellings may share one."""
    match: str = "smart"
    """`smart` (judged word by word), `exact` or `ignore-case`."""


class Phrases:
    """All spellings of a vocabulary."""

    def __init__(self, spellings: Sequence[Spelling], grammar: Grammar) -> None:
        """Enter all spellings; those without any character are left out."""
        self.codes: dict[str, int] = {}
        """Phrase → code: folded words, with the classes of the gaps between them."""
        self.following: dict[str, int] = {}
        """First word of longer phrases → the buckets of their second words."""
        self.inner: set[str] = set()
        """The folded words with which no phrase ends where they stand."""
        self.last: set[str] = set()
        """The folded words that end a phrase: those that may be inflected."""
        self.signs: dict[str, set[int]] = {}
        """Terms without letter or digit, which prose does not link but a role may name."""
        self.splitter = Splitter(symbols(spelling.text for spelling in spellings))
        self._spellings = spellings
        self._claims: list[list[Claim]] = []
        self._targets = [spelling.target for spelling in spellings]
        for number in range(len(spellings)):
            self._learn(number, grammar)
        self._spellings = ()

    def meant(self, code: int, surface: Sequence[str]) -> tuple[int, ...]:
        """Return the targets of a phrase that ends a term, given its words as written."""
        if code & TARGET:
            return (self._targets[code >> _SHIFT],)
        return judge(self._claims[code >> _SHIFT], [plain(word) for word in surface])

    def claimed(self, code: int) -> set[int]:
        """Return the targets of a phrase that ends a term, however it is written."""
        if code & TARGET:
            return {self._targets[code >> _SHIFT]}
        return {claim.target for claim in self._claims[code >> _SHIFT]}

    def _learn(self, number: int, grammar: Grammar) -> None:
        text, target, match = self._spellings[number]
        if match != "exact" and not any(map(str.isalnum, text)):
            self.signs.setdefault(fold(visible(text)[0].strip()), set()).add(target)
            return
        parts = self._cut(text)
        keys = [fold(word) for word in parts[1::2]]
        if not keys:
            return
        self.last.add(keys[-1])
        if len(keys) == 1:
            self._enter(number, keys[0])
            return
        self.inner.update(keys[:-1])
        gaps = [junction(*parts[place : place + 3]) or "" for place in range(1, len(parts) - 2, 2)]
        self._enter_phrase(number, keys, gaps)
        head = grammar.head(keys)
        if head is not None:
            for form in grammar.numbers(keys[head]):
                self.inner.add(form)
                self._enter_phrase(number, [*keys[:head], form, *keys[head + 1 :]], gaps)

    def _enter_phrase(self, number: int, keys: list[str], gaps: list[str]) -> None:
        codes = self.codes
        phrase = keys[0]
        self.following[phrase] = self.following.get(phrase, 0) | bucket(keys[1])
        for key, gap in zip(keys[1:], gaps, strict=True):
            codes[phrase] = codes.get(phrase, 0) | GOES_ON
            phrase += gap + key
        self._enter(number, phrase)

    def _enter(self, number: int, phrase: str) -> None:
        text, _, match = self._spellings[number]
        code = self.codes.get(phrase, 0)
        any_case = match == "ignore-case" or (match == "smart" and text.islower())
        if any_case and not code & ENDS:
            self.codes[phrase] = number << _SHIFT | code | TARGET
            return
        claims = [self._claim(number)]
        if code & CLAIMS:
            self._claims[code >> _SHIFT] += claims
            return
        if code & TARGET:
            claims.insert(0, self._claim(code >> _SHIFT))
        one_target = len({claim.target for claim in claims}) == 1
        if one_target and not any(any(claim.exact) for claim in claims):
            self.codes[phrase] = number << _SHIFT | code & GOES_ON | TARGET
            return
        self.codes[phrase] = len(self._claims) << _SHIFT | code & GOES_ON | CLAIMS
        self._claims.append(claims)

    def _cut(self, text: str) -> list[str]:
        return self.splitter.split(visible(text)[0].strip())

    def _claim(self, number: int) -> Claim:
        text, target, match = self._spellings[number]
        parts = self._cut(text)
        return claim(target, match, [plain(word) for word in parts[1::2]], parts[2:-1:2])
