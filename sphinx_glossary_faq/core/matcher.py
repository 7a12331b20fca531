"""Finds the terms of a vocabulary in prose.

Knows which mention wins: leftmost, then longest, and the shorter one within where the longer one
fails. What a word is, which forms it may take, where a term may begin and end, and whose case is
right are said by `words`, `forms`, `edges` and `phrases`. Does not know what a target is, nor which
of the mentions are to be linked.

The cost of a text does not depend on the number of terms: words and chunks are looked at once and
remembered, and phrases are looked up in one dictionary.
"""

from __future__ import annotations

from itertools import accumulate, compress
from typing import TYPE_CHECKING, NamedTuple

from sphinx_glossary_faq.core.edges import Edges
from sphinx_glossary_faq.core.forms import Forms
from sphinx_glossary_faq.core.inflection import grammar
from sphinx_glossary_faq.core.phrases import ENDS, GOES_ON, Phrases, Spelling
from sphinx_glossary_faq.core.sieve import Sieve
from sphinx_glossary_faq.core.words import SOFT_HYPHEN, fold, junction, separator, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

__all__ = ["Match", "Matcher", "Spelling"]


class Match(NamedTuple):
    """One mention."""

    start: int
    """Offset in the text that was given."""
    end: int
    """Offset behind its last character."""
    targets: tuple[int, ...]
    """More than one when several terms claim this spelling: sorted, distinct."""


class _Passage:
    """A text cut into words, with the keys under which the vocabulary may have each."""

    __slots__ = ("_offsets", "forms", "parts", "text")

    def __init__(self, text: str, parts: list[str], forms: list[tuple[str, ...]]) -> None:
        self.text = text
        self.parts = parts
        self.forms = forms
        self._offsets: list[int] | None = None

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of a run of words, in characters."""
        if self._offsets is None:
            self._offsets = list(accumulate(map(len, self.parts)))
        return self._offsets[2 * first], self._offsets[2 * last + 1]

    def surface(self, first: int, last: int) -> list[str]:
        """Return a run of words as written."""
        return self.parts[2 * first + 1 : 2 * last + 2 : 2]


class Matcher:
    """Finds the terms of a vocabulary in prose."""

    def __init__(
        self, spellings: Iterable[Spelling], *, language: str = "en", inflect: bool = True
    ) -> None:
        """Build the vocabulary; language as Sphinx has it, for inflection."""
        self._grammar = grammar(language, inflect=inflect)
        self._phrases = Phrases(list(spellings), self._grammar)
        self._forms = Forms(self._phrases.inner, self._phrases.last, self._grammar)
        self._sieve = Sieve(self._phrases, self._forms)

    def find(self, text: str) -> list[Match]:
        """Return the mentions in a text: leftmost, then longest, never overlapping."""
        return self._found(text) if self._sieve.passes(text) else []

    def find_in(
        self, texts: Sequence[str], settled: Set[int] = frozenset()
    ) -> Iterator[tuple[int, list[Match]]]:
        """Yield the numbers of those texts that have mentions, each with them.

        Texts in which all mentions are of *settled* targets may be left out. More may be settled
        meanwhile: that counts from the next text on.
        """
        passes = self._sieve.passes
        for number, text in enumerate(texts):
            if passes(text, settled) and (matches := self._found(text)):
                yield number, matches

    def _found(self, text: str) -> list[Match]:
        text, places = visible(text)
        matches = self._mentions(self._read(text))
        if places is None:
            return matches
        return [Match(places[m.start], places[m.end - 1] + 1, m.targets) for m in matches]

    def whole(self, text: str) -> tuple[int, ...]:
        """Return the targets of which the whole text is a spelling or an inflected form."""
        text = visible(text)[0].strip()
        signs = self._phrases.signs.get(fold(text), set())
        passage = self._read(text)
        if not passage.forms:
            return tuple(sorted(signs))
        *_, gap, ending, rest = ["", *passage.parts]
        last = len(passage.forms) - 1
        ends = set() if rest else {last}
        if self._grammar.possessive and fold(ending + rest) == "s" and separator(gap) == "'":
            ends.add(last - 1)
        for end, code in reversed(self._endings(passage, 0)):
            if end in ends and not passage.parts[0]:
                targets = self._phrases.meant(code, passage.surface(0, end))
                if targets:
                    return tuple(sorted(signs.union(targets)))
        return tuple(sorted(signs))

    def _read(self, text: str) -> _Passage:
        parts = self._phrases.splitter.split(text)
        if SOFT_HYPHEN in text:
            parts = list(self._part_soft_hyphens(parts))
        return _Passage(text, parts, list(map(self._forms.__getitem__, parts[1::2])))

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
        codes = self._phrases.codes
        edges = Edges(passage.text, self._grammar)
        for place in compress(range(len(passage.forms)), passage.forms):
            forms = passage.forms[place]
            if place < free or (len(forms) == 1 and forms[0] not in codes):
                continue
            endings = self._endings(passage, place)
            while endings:
                last, code = endings.pop()
                start, end = passage.span(place, last)
                if edges.admit(start, end):
                    targets = self._phrases.meant(code, passage.surface(place, last))
                    if targets:
                        found.append(Match(start, end, targets))
                        free = last + 1
                        break
        return found

    def _endings(self, passage: _Passage, first: int) -> list[tuple[int, int]]:
        """Return last word and code of the phrases that begin at a word, the best at the end."""
        code_of = self._phrases.codes.get
        words, parts = passage.forms, passage.parts
        found = []
        prefix = ""
        for place in range(first, len(words)):
            forms = words[place]
            if not forms:
                break
            if len(forms) > 1:
                for form in forms[:0:-1]:
                    code = code_of(prefix + form, 0)
                    if code & ENDS:
                        found.append((place, code))
            prefix += forms[0]
            code = code_of(prefix, 0)
            if code & ENDS:
                found.append((place, code))
            if not code & GOES_ON or place + 1 == len(words) or not words[place + 1]:
                break
            left, gap, right = parts[2 * place + 1 : 2 * place + 4]
            between = junction(left, gap, right)
            if between is None:
                break
            prefix += between
        return found
