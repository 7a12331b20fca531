"""The vocabulary: from spellings of terms and a text to the places where terms are mentioned.

Knows which phrase wins: leftmost, then longest. What a word is, which forms it may take, where a
term may begin and end and whose case is right are said by `words`, `inflection`, `edges` and
`claims`. Does not know what a target is, nor which of the mentions are to be linked.

The cost of a text does not depend on the number of terms: every word is folded once and remembered,
and phrases are looked up in one flat dictionary (flat, because the garbage collector would walk
nested ones again and again).
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_glossary_faq.core.claims import NAMES, Claim, claim, judge
from sphinx_glossary_faq.core.edges import Edges
from sphinx_glossary_faq.core.inflection import Grammar, grammar
from sphinx_glossary_faq.core.words import (
    SOFT_HYPHEN,
    Splitter,
    fold,
    junction,
    plain,
    separator,
    symbols,
    visible,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# What the code of a phrase says: its low bits are flags, the rest is a number.
_TARGET: Final = 1  # one term is written so, and case does not matter: the number of its spelling
_CLAIMS: Final = 2  # case decides: the number of the claims
_GOES_ON: Final = 4  # a longer phrase begins with this one
_ENDS: Final = _TARGET | _CLAIMS
_SHIFT: Final = 3

# Words remembered: those of a large documentation (CPython: 40,000), at 200 bytes each.
_REMEMBERED: Final = 65536


class Spelling(NamedTuple):
    """One way in which a term may be written."""

    text: str
    """As the author wrote it: term, alias, hidden alias or abbreviation."""
    target: int
    """An opaque number of the caller's; several spellings may share one."""
    match: str = "smart"
    """`smart` (judged word by word), `exact` or `ignore-case`."""


class Match(NamedTuple):
    """One mention."""

    start: int
    """Offset in the text that was given."""
    end: int
    """Offset behind its last character."""
    targets: tuple[int, ...]
    """More than one when several terms claim this spelling: sorted, distinct."""


class _Forms(dict[str, tuple[str, ...]]):
    """Surface → the keys under which the vocabulary may have it, its own first; empty if none."""

    def __init__(self, grammar: Grammar) -> None:
        super().__init__()
        self.grammar = grammar
        self.inner: set[str] = set()
        self.last: set[str] = set()

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        key = fold(word)
        forms: tuple[str, ...] = ()
        if word not in NAMES:
            forms = tuple(form for form in self.grammar.numbers(key) if form in self.last)
        if forms or key in self.last or key in self.inner:
            forms = (key, *forms)
        self[word] = forms
        return forms


class _Passage:
    """A text cut into words, with the keys under which the vocabulary may have each."""

    __slots__ = ("_offsets", "forms", "parts", "text")

    def __init__(self, text: str, parts: list[str], forms: list[tuple[str, ...]]) -> None:
        self.text = text
        self.parts = parts
        self.forms = forms
        self._offsets: list[int] | None = None

    @property
    def words(self) -> list[str]:
        """The words as written."""
        return self.parts[1::2]

    def gap(self, place: int) -> str | None:
        """Return the class of the gap behind a word."""
        left, gap, right = self.parts[2 * place + 1 : 2 * place + 4]
        return junction(left, gap, right)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of a run of words."""
        if self._offsets is None:
            self._offsets = list(accumulate(map(len, self.parts)))
        return self._offsets[2 * first], self._offsets[2 * last + 1]

    def surface(self, first: int, last: int) -> list[str]:
        """Return a run of words as written."""
        return [plain(word) for word in self.parts[2 * first + 1 : 2 * last + 2 : 2]]


class Matcher:
    """Finds the terms of a vocabulary in prose."""

    def __init__(
        self, spellings: Iterable[Spelling], *, language: str = "en", inflect: bool = True
    ) -> None:
        """Build the vocabulary; language as Sphinx has it, for inflection."""
        spellings = list(spellings)
        self._grammar = grammar(language, inflect=inflect)
        self._edges = Edges(self._grammar)
        self._forms = _Forms(self._grammar)
        self._splitter = Splitter(symbols(spelling.text for spelling in spellings))
        self._table: dict[str, int] = {}
        self._targets = [spelling.target for spelling in spellings]
        self._claims: list[list[Claim]] = []
        # Terms without letter or digit, which prose does not link but a role may name.
        self._signs: dict[str, set[int]] = {}
        for number, spelling in enumerate(spellings):
            if spelling.match != "exact" and not any(map(str.isalnum, spelling.text)):
                sign = fold(visible(spelling.text)[0].strip())
                self._signs.setdefault(sign, set()).add(spelling.target)
            else:
                self._learn(number, spelling, spellings)

    def find(self, text: str) -> list[Match]:
        """Return the mentions in a text: leftmost, then longest, never overlapping."""
        places = None
        if "\0" in text or not text.isascii():
            text, places = visible(text)
        passage = self._read(text)
        matches = [] if passage is None else self._mentions(passage)
        if places is None:
            return matches
        return [Match(places[m.start], places[m.end - 1] + 1, m.targets) for m in matches]

    def whole(self, text: str) -> tuple[int, ...]:
        """Return the targets of which the whole text is a spelling or an inflected form."""
        text = visible(text)[0].strip()
        signs = self._signs.get(fold(text))
        if signs is not None:
            return tuple(sorted(signs))
        passage = self._read(text)
        if passage is None or passage.parts[0]:
            return ()
        last = len(passage.forms) - 1
        ends = {last} if not passage.parts[-1] else set()
        *_, gap, ending, rest = ["", *passage.parts]
        if self._grammar.possessive and fold(ending + rest) == "s" and separator(gap) == "'":
            ends.add(last - 1)
        for end, code in reversed(self._endings(passage, 0)):
            if end in ends:
                targets = self._judge(code, passage, 0, end)
                if targets:
                    return targets
        return ()

    def _read(self, text: str) -> _Passage | None:
        """Return the text as words, or None if the vocabulary has none of them."""
        parts = self._splitter.split(text)
        if SOFT_HYPHEN in text:
            parts = list(self._part_soft_hyphens(parts))
        forms = list(map(self._forms.__getitem__, parts[1::2]))
        return _Passage(text, parts, forms) if any(forms) else None

    def _part_soft_hyphens(self, parts: list[str]) -> Iterator[str]:
        """Take soft hyphens for gaps in each word that the vocabulary does not have in one."""
        for place, part in enumerate(parts):
            if place % 2 == 0 or SOFT_HYPHEN not in part or self._forms[part]:
                yield part
                continue
            first, *others = part.split(SOFT_HYPHEN)
            yield first
            for piece in others:
                yield SOFT_HYPHEN
                yield piece

    def _mentions(self, passage: _Passage) -> list[Match]:
        found = []
        free = 0
        for place, forms in enumerate(passage.forms):
            if not forms or place < free:
                continue
            for last, code in reversed(self._endings(passage, place)):
                start, end = passage.span(place, last)
                if self._edges.admit(passage.text, start, end):
                    targets = self._judge(code, passage, place, last)
                    if targets:
                        found.append(Match(start, end, targets))
                        free = last + 1
                        break
        return found

    def _endings(self, passage: _Passage, first: int) -> list[tuple[int, int]]:
        """Return last word and code of the phrases that begin at a word, the best at the end."""
        code_of = self._table.get
        found = []
        prefix = ""
        for place in range(first, len(passage.forms)):
            forms = passage.forms[place]
            if not forms:
                break
            code = 0
            for form in reversed(forms):
                code = code_of(prefix + form, 0)
                if code & _ENDS:
                    found.append((place, code))
            if not code & _GOES_ON or place + 1 == len(passage.forms):
                break
            gap = passage.gap(place)
            if gap is None:
                break
            prefix += forms[0] + gap
        return found

    def _judge(self, code: int, passage: _Passage, first: int, last: int) -> tuple[int, ...]:
        """Return the targets of a phrase, given how it is written here."""
        if code & _TARGET:
            return (self._targets[code >> _SHIFT],)
        return judge(self._claims[code >> _SHIFT], passage.surface(first, last))

    def _learn(self, number: int, spelling: Spelling, spellings: Sequence[Spelling]) -> None:
        """Enter a spelling into the table, with its irregular plurals."""
        passage = self._cut(spelling)
        keys = [fold(word) for word in passage.words]
        if not keys:
            return
        gaps = [passage.gap(place) or "" for place in range(len(keys) - 1)]
        self._forms.last.add(keys[-1])
        self._enter(number, keys, gaps, spellings)
        head = self._grammar.head(keys) if gaps else None
        if head is not None:
            for form in self._grammar.numbers(keys[head]):
                self._enter(number, [*keys[:head], form, *keys[head + 1 :]], gaps, spellings)

    def _enter(
        self, number: int, keys: list[str], gaps: list[str], spellings: Sequence[Spelling]
    ) -> None:
        """Enter a phrase and mark all that it goes on from."""
        table = self._table
        phrase = keys[0]
        for key, gap in zip(keys[1:], gaps, strict=True):
            self._forms.inner.add(key)
            table[phrase] = table.get(phrase, 0) | _GOES_ON
            phrase += gap + key
        self._forms.inner.add(keys[0])
        code = table.get(phrase, 0)
        claims = [self._claim(spellings[number])]
        if code & _CLAIMS:
            self._claims[code >> _SHIFT] += claims
            return
        if code & _TARGET:
            claims.insert(0, self._claim(spellings[code >> _SHIFT]))
        if any(any(one.exact) for one in claims) or len({one.target for one in claims}) > 1:
            table[phrase] = (len(self._claims) << _SHIFT) | (code & _GOES_ON) | _CLAIMS
            self._claims.append(claims)
        else:
            table[phrase] = (number << _SHIFT) | (code & _GOES_ON) | _TARGET

    def _cut(self, spelling: Spelling) -> _Passage:
        text = visible(spelling.text)[0].strip()
        return _Passage(text, self._splitter.split(text), [])

    def _claim(self, spelling: Spelling) -> Claim:
        passage = self._cut(spelling)
        words = [plain(word) for word in passage.words]
        return claim(spelling.target, spelling.match, words, passage.parts[2:-1:2])
