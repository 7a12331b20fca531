"""Index all spellings: folded phrases and the terms that each may mean.

Contains the phrases, their words, and the case rules that choose between several terms. Searching
texts is the task of `matcher`.

One flat dictionary from `str` to `int` holds both phrases and their prefixes, so that the garbage
collector, which takes a sixth of a build, need not traverse it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_glossary_faq.core.matching.case_rules import (
    PROPER_NOUNS,
    CaseRule,
    make_case_rule,
    resolve_case,
)
from sphinx_glossary_faq.core.text.tokenizer import (
    Tokenizer,
    fold,
    gap_class,
    normalize,
    strip_invisible,
    term_symbols,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx_glossary_faq.core.text.inflection import Grammar

# A code describes a phrase: its low bits are flags, the others are an index.
SINGLE_TARGET: Final = 1  # one target, in any case; index of its spelling
CASE_SENSITIVE: Final = 2  # case decides; index of the list of case rules
IS_PREFIX: Final = 4  # a longer phrase begins with this one
IS_TERMINAL: Final = SINGLE_TARGET | CASE_SENSITIVE
_SHIFT: Final = 3

_BLOOM_BITS: Final = 60


def bloom_bit(word: str) -> int:
    """Return one of a few bits for a word, to exclude many words at once."""
    return 1 << hash(word) % _BLOOM_BITS


class Spelling(NamedTuple):
    """A way to write a term."""

    text: str
    """As written by the author: term, alias, hidden alias or abbreviation."""
    target: int
    """A number chosen by the caller; several spellings may share one."""
    match: str = "smart"
    """`smart` (decided word by word), `exact` or `ignore-case`."""


class PhraseIndex:
    """All spellings of a vocabulary."""

    def __init__(self, spellings: Sequence[Spelling], grammar: Grammar) -> None:
        """Index the spellings; those without any word are ignored."""
        self.codes: dict[str, int] = {}
        """Phrase → code; a phrase is its folded words with the classes of the gaps between them."""
        self.next_word_filter: dict[str, int] = {}
        """First word of longer phrases → the Bloom bits of their second words."""
        self.inner_words: set[str] = set()
        """Folded words that are followed by another word of a phrase."""
        self.final_words: set[str] = set()
        """Folded words that end a phrase, and so may be inflected."""
        self.symbol_terms: dict[str, set[int]] = {}
        """Terms without letters and digits → targets: named by roles, not linked in prose."""
        self.tokenizer = Tokenizer(term_symbols(spelling.text for spelling in spellings))
        self._spellings = spellings
        self._case_rules: list[list[CaseRule]] = []
        self._targets = [spelling.target for spelling in spellings]
        for index in range(len(spellings)):
            self._add(index, grammar)
        self._spellings = ()

    def resolve(self, code: int, surface: Sequence[str]) -> tuple[int, ...]:
        """Return the targets of a terminal phrase, given its words as written."""
        if code & SINGLE_TARGET:
            return (self._targets[code >> _SHIFT],)
        return resolve_case(self._case_rules[code >> _SHIFT], [normalize(word) for word in surface])

    def all_targets(self, code: int) -> set[int]:
        """Return the targets of a terminal phrase in any case."""
        if code & SINGLE_TARGET:
            return {self._targets[code >> _SHIFT]}
        return {rule.target for rule in self._case_rules[code >> _SHIFT]}

    def shared_spellings(self) -> Iterator[AbstractSet[int]]:
        """Yield the targets of each phrase that several may share, in any case."""
        for rules in self._case_rules:
            yield {rule.target for rule in rules}
        yield from self.symbol_terms.values()

    def _add(self, index: int, grammar: Grammar) -> None:
        text, target, match = self._spellings[index]
        if match != "exact" and not any(map(str.isalnum, text)):
            self.symbol_terms.setdefault(fold(strip_invisible(text)[0].strip()), set()).add(target)
            return
        parts = self._tokenize(text)
        keys = [fold(word) for word in parts[1::2]]
        if not keys:
            return
        self.final_words.add(keys[-1])
        if len(keys) == 1:
            self._insert(index, keys[0])
            return
        self.inner_words.update(keys[:-1])
        gaps = [gap_class(*parts[i : i + 3]) or "" for i in range(1, len(parts) - 2, 2)]
        self._insert_phrase(index, keys, gaps)
        head = grammar.head_index(keys)
        if head is not None:
            for variant in grammar.number_variants(keys[head]):
                self.inner_words.add(variant)
                self._insert_phrase(index, [*keys[:head], variant, *keys[head + 1 :]], gaps)

    def _insert_phrase(self, index: int, keys: list[str], gaps: list[str]) -> None:
        codes = self.codes
        phrase = keys[0]
        self.next_word_filter[phrase] = self.next_word_filter.get(phrase, 0) | bloom_bit(keys[1])
        for key, gap in zip(keys[1:], gaps, strict=True):
            codes[phrase] = codes.get(phrase, 0) | IS_PREFIX
            phrase += gap + key
        self._insert(index, phrase)

    def _insert(self, index: int, phrase: str) -> None:
        text, _, match = self._spellings[index]
        code = self.codes.get(phrase, 0)
        any_case = match == "ignore-case" or (match == "smart" and text.islower())
        if any_case and not code & IS_TERMINAL:
            self.codes[phrase] = index << _SHIFT | code | SINGLE_TARGET
            return
        rules = [self._make_case_rule(index)]
        if code & CASE_SENSITIVE:
            self._case_rules[code >> _SHIFT] += rules
            return
        if code & SINGLE_TARGET:
            rules.insert(0, self._make_case_rule(code >> _SHIFT))
        one_target = len({rule.target for rule in rules}) == 1
        if one_target and not any(any(rule.exact) for rule in rules):
            self.codes[phrase] = index << _SHIFT | code & IS_PREFIX | SINGLE_TARGET
            return
        self.codes[phrase] = len(self._case_rules) << _SHIFT | code & IS_PREFIX | CASE_SENSITIVE
        self._case_rules.append(rules)

    def _tokenize(self, text: str) -> list[str]:
        return self.tokenizer.split(strip_invisible(text)[0].strip())

    def _make_case_rule(self, index: int) -> CaseRule:
        text, target, match = self._spellings[index]
        parts = self._tokenize(text)
        return make_case_rule(
            target, match, [normalize(word) for word in parts[1::2]], parts[2:-1:2]
        )


# Maximum number of cached words, at 200 bytes each. A large documentation (CPython) has 40,000.
_MAX_CACHED_WORDS: Final = 65536


class LemmaIndex(dict[str, tuple[str, ...]]):
    """Word as written → its keys in the vocabulary; () if there are none.

    The first key is that of the word itself. The others are its singulars and plurals, which only
    apply to the last word of a phrase.
    """

    def __init__(
        self, inner_words: AbstractSet[str], final_words: AbstractSet[str], grammar: Grammar
    ) -> None:
        super().__init__()
        self._inner_words = inner_words
        self._final_words = final_words
        self._grammar = grammar
        self.candidate_keys = frozenset(inner_words).union(
            final_words, *map(grammar.number_variants, final_words)
        )
        """A superset of the keys of all words that have lemmas here."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= _MAX_CACHED_WORDS:
            self.clear()
        self[word] = lemmas = self._lemmatize(word)
        return lemmas

    def _lemmatize(self, word: str) -> tuple[str, ...]:
        key = fold(word)
        if key not in self.candidate_keys:  # a fast path for most words
            return ()
        variants: tuple[str, ...] = ()
        if word not in PROPER_NOUNS:
            variants = tuple(
                variant
                for variant in self._grammar.number_variants(key)
                if variant in self._final_words
            )
        return (
            (key, *variants)
            if variants or key in self._final_words or key in self._inner_words
            else ()
        )
