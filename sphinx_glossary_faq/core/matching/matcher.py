"""Find the mentions of a vocabulary's terms in prose.

The leftmost mention takes precedence, then the longest. If a longer phrase is rejected, a shorter
phrase is tried. `tokenizer` splits text into words, and `inflection` returns their forms.
`boundaries` checks where a mention may begin and end, and `case_rules` compares its case. In this
module, targets are opaque numbers. Other modules decide which mentions become links.

The time to search a text does not depend on the number of terms. Words and chunks are analyzed once
and cached, and all phrases are in one dictionary.
"""

from __future__ import annotations

from itertools import accumulate, compress
from typing import TYPE_CHECKING, NamedTuple

from sphinx_glossary_faq.core.matching.boundaries import BoundaryChecker
from sphinx_glossary_faq.core.matching.phrase_index import (
    IS_DERIVED,
    IS_PREFIX,
    IS_TERMINAL,
    LemmaIndex,
    PhraseIndex,
    Spelling,
)
from sphinx_glossary_faq.core.matching.prefilter import Prefilter
from sphinx_glossary_faq.core.text.inflection import get_grammar
from sphinx_glossary_faq.core.text.tokenizer import (
    SOFT_HYPHEN,
    fold,
    gap_class,
    separator_class,
    strip_invisible,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

__all__ = ["Match", "Matcher", "Spelling"]


class Match(NamedTuple):
    """A mention, which is a span of text with one or more possible targets."""

    start: int
    """The offset of the first character in the text."""
    end: int
    """The offset after the last character."""
    targets: tuple[int, ...]
    """The sorted, distinct targets. There is more than one if several terms have this spelling."""


class _TokenizedText:
    """A text split into words, with the possible vocabulary keys for each word."""

    __slots__ = ("_offsets", "lemmas", "parts", "text")

    def __init__(self, text: str, parts: list[str], lemmas: list[tuple[str, ...]]) -> None:
        self.text = text
        self.parts = parts
        self.lemmas = lemmas
        self._offsets: list[int] | None = None

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the start and end offsets of a sequence of words."""
        if self._offsets is None:
            self._offsets = list(accumulate(map(len, self.parts)))
        return self._offsets[2 * first], self._offsets[2 * last + 1]

    def surface(self, first: int, last: int) -> list[str]:
        """Return a sequence of words as written in the text."""
        return self.parts[2 * first + 1 : 2 * last + 2 : 2]


class Matcher:
    """Find the mentions of a vocabulary's terms in prose."""

    def __init__(
        self, spellings: Iterable[Spelling], *, language: str = "en", inflect: bool = True
    ) -> None:
        """Index the spellings. *language* is a Sphinx language code, used for inflection."""
        self._grammar = get_grammar(language, inflect=inflect)
        self._phrases = PhraseIndex(list(spellings), self._grammar)
        self._lemmas = LemmaIndex(
            self._phrases.inner_words, self._phrases.final_words, self._grammar
        )
        self._prefilter = Prefilter(self._phrases, self._lemmas)

    def find(self, text: str) -> list[Match]:
        """Return the mentions in a text, without overlaps.

        The leftmost mention takes precedence, then the longest.
        """
        return self._matches_in(text) if self._prefilter.may_contain(text) else []

    def find_many(
        self, texts: Sequence[str], resolved_targets: Set[int] = frozenset()
    ) -> Iterator[tuple[int, list[Match]]]:
        """Yield the index and the mentions of each text that contains mentions.

        Texts that mention only *resolved_targets* may be omitted. The caller may extend that set
        between texts.
        """
        may_contain = self._prefilter.may_contain
        for index, text in enumerate(texts):
            if may_contain(text, resolved_targets) and (matches := self._matches_in(text)):
                yield index, matches

    def _matches_in(self, text: str) -> list[Match]:
        text, offsets = strip_invisible(text)
        matches = self._select_matches(self._tokenize(text))
        if offsets is None:
            return matches
        return [Match(offsets[m.start], offsets[m.end - 1] + 1, m.targets) for m in matches]

    def lookup(self, text: str) -> tuple[int, ...]:
        """Return the targets whose spelling or inflected form is equal to the whole text."""
        text = strip_invisible(text)[0].strip()
        symbol_targets = self._phrases.symbol_terms.get(fold(text), set())
        tokenized = self._tokenize(text)
        if not tokenized.lemmas:
            return tuple(sorted(symbol_targets))
        *_, gap, suffix, trailing = ["", *tokenized.parts]
        last = len(tokenized.lemmas) - 1
        ends = set() if trailing else {last}
        if (
            self._grammar.possessive
            and fold(suffix + trailing) == "s"
            and separator_class(gap) == "'"
        ):
            ends.add(last - 1)
        for end, code in reversed(self._candidate_ends(tokenized, 0)):
            if end in ends and not tokenized.parts[0]:
                targets = self._phrases.resolve(code, tokenized.surface(0, end))
                if targets:
                    return tuple(sorted(symbol_targets.union(targets)))
        return tuple(sorted(symbol_targets))

    def shared_spellings(self) -> Iterator[Set[int]]:
        """Yield the targets of each spelling that several targets may share."""
        return self._phrases.shared_spellings()

    def _tokenize(self, text: str) -> _TokenizedText:
        parts = self._phrases.tokenizer.split(text)
        if SOFT_HYPHEN in text:
            parts = list(self._split_soft_hyphens(parts))
        return _TokenizedText(text, parts, list(map(self._lemmas.__getitem__, parts[1::2])))

    def _split_soft_hyphens(self, parts: list[str]) -> Iterator[str]:
        """Treat soft hyphens as gaps in words that the vocabulary contains only in divided form."""
        for index, part in enumerate(parts):
            if index % 2 == 0 or SOFT_HYPHEN not in part or self._lemmas[part]:
                yield part
                continue
            first, *rest = part.split(SOFT_HYPHEN)
            yield first
            for piece in rest:
                yield SOFT_HYPHEN
                yield piece

    def _select_matches(self, tokenized: _TokenizedText) -> list[Match]:
        matches = []
        next_free = 0
        codes = self._phrases.codes
        boundaries = BoundaryChecker(tokenized.text, self._grammar)
        for first in compress(range(len(tokenized.lemmas)), tokenized.lemmas):
            lemmas = tokenized.lemmas[first]
            if first < next_free or (len(lemmas) == 1 and lemmas[0] not in codes):
                continue
            candidates = self._candidate_ends(tokenized, first)
            while candidates:
                last, code = candidates.pop()
                start, end = tokenized.span(first, last)
                if boundaries.is_valid_span(start, end):
                    targets = self._phrases.resolve(code, tokenized.surface(first, last))
                    if targets:
                        matches.append(Match(start, end, targets))
                        next_free = last + 1
                        break
        return matches

    def _candidate_ends(self, tokenized: _TokenizedText, first: int) -> list[tuple[int, int]]:
        """Return pairs (last word, code) for the phrases that begin at a word, best phrase last.

        The best phrase is the longest.  Of the same words, derived spellings come last.
        """
        code_of = self._phrases.codes.get
        words, parts = tokenized.lemmas, tokenized.parts
        candidates = []
        prefix = ""
        for index in range(first, len(words)):
            lemmas = words[index]
            if not lemmas:
                break
            if len(lemmas) > 1:
                for lemma in lemmas[:0:-1]:
                    code = code_of(prefix + lemma, 0)
                    if code & IS_TERMINAL:
                        candidates.append((index, code))
            prefix += lemmas[0]
            code = code_of(prefix, 0)
            if code & IS_TERMINAL:
                candidates.append((index, code))
            if not code & IS_PREFIX or index + 1 == len(words) or not words[index + 1]:
                break
            left, gap, right = parts[2 * index + 1 : 2 * index + 4]
            separator = gap_class(left, gap, right)
            if separator is None:
                break
            prefix += separator
        if self._phrases.has_derived and len(candidates) > 1:
            candidates.sort(key=lambda pair: (pair[0], not pair[1] & IS_DERIVED))
        return candidates
