"""Find the mentions of a vocabulary's terms in prose.

The leftmost mention takes precedence, then the longest; if a longer phrase is rejected, a shorter
one is tried. `tokenizer` defines words, `inflection` their forms, `boundaries` where a mention may
begin and end, and `case_rules` which case fits. Targets are opaque numbers here, and which
mentions become links is decided elsewhere.

The time for a text does not depend on the number of terms: words and chunks are analyzed once and
cached, and phrases are looked up in one dictionary.
"""

from __future__ import annotations

from itertools import accumulate, compress
from typing import TYPE_CHECKING, NamedTuple

from sphinx_glossary_faq.core.matching.boundaries import BoundaryChecker
from sphinx_glossary_faq.core.matching.phrase_index import (
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
    """A mention: a span of text and the targets that it may mean."""

    start: int
    """Offset in the given text, in characters."""
    end: int
    """Offset after its last character."""
    targets: tuple[int, ...]
    """Sorted and distinct; more than one if several terms have this spelling."""


class _TokenizedText:
    """A text split into words, each with the keys that the vocabulary may have for it."""

    __slots__ = ("_offsets", "lemmas", "parts", "text")

    def __init__(self, text: str, parts: list[str], lemmas: list[tuple[str, ...]]) -> None:
        self.text = text
        self.parts = parts
        self.lemmas = lemmas
        self._offsets: list[int] | None = None

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of a sequence of words, in characters."""
        if self._offsets is None:
            self._offsets = list(accumulate(map(len, self.parts)))
        return self._offsets[2 * first], self._offsets[2 * last + 1]

    def surface(self, first: int, last: int) -> list[str]:
        """Return a sequence of words as written."""
        return self.parts[2 * first + 1 : 2 * last + 2 : 2]


class Matcher:
    """Find the mentions of a vocabulary's terms in prose."""

    def __init__(
        self, spellings: Iterable[Spelling], *, language: str = "en", inflect: bool = True
    ) -> None:
        """Index the spellings; *language* is a language code of Sphinx, for inflection."""
        self._grammar = get_grammar(language, inflect=inflect)
        self._phrases = PhraseIndex(list(spellings), self._grammar)
        self._lemmas = LemmaIndex(
            self._phrases.inner_words, self._phrases.final_words, self._grammar
        )
        self._prefilter = Prefilter(self._phrases, self._lemmas)

    def find(self, text: str) -> list[Match]:
        """Return the mentions in a text: leftmost first, then longest, without overlaps."""
        return self._matches_in(text) if self._prefilter.may_contain(text) else []

    def find_many(
        self, texts: Sequence[str], resolved_targets: Set[int] = frozenset()
    ) -> Iterator[tuple[int, list[Match]]]:
        """Yield the index and the mentions of each text that has any.

        Texts that mention only *resolved_targets* may be omitted. The caller may add to that set
        between two texts.
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
        """Return the targets whose spelling, or an inflected form of it, is the whole text."""
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
        """Yield the targets of each spelling that several may share."""
        return self._phrases.shared_spellings()

    def _tokenize(self, text: str) -> _TokenizedText:
        parts = self._phrases.tokenizer.split(text)
        if SOFT_HYPHEN in text:
            parts = list(self._split_soft_hyphens(parts))
        return _TokenizedText(text, parts, list(map(self._lemmas.__getitem__, parts[1::2])))

    def _split_soft_hyphens(self, parts: list[str]) -> Iterator[str]:
        """Treat soft hyphens as gaps in each word that the vocabulary does not have undivided."""
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
        """Return (last word, code) of the phrases that begin at a word, the best one last."""
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
        return candidates
