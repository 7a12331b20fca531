"""An index from folded phrases to the terms that have these spellings.

The index contains the phrases, their words, and the case rules that select between terms. `matcher`
searches texts.

Phrases and their prefixes are stored in one flat dictionary from `str` to `int`, which the garbage
collector does not have to traverse. Garbage collection takes a sixth of the build time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_glossary_faq.core.matching.case_rules import (
    DERIVED,
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
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx_glossary_faq.core.text.grammar import Grammar

# The low bits of the code for a phrase are flags. The other bits are an index.
SINGLE_TARGET: Final = 1  # one target, whatever the case; index of its spelling
CASE_SENSITIVE: Final = 2  # the target depends on the case; index of the list of case rules
IS_PREFIX: Final = 4  # a longer phrase begins with this one
IS_DERIVED: Final = 8  # all spellings of the phrase are derived
IS_TERMINAL: Final = SINGLE_TARGET | CASE_SENSITIVE
_SHIFT: Final = 4
_KEPT: Final = IS_PREFIX | IS_DERIVED  # flags that do not change when another spelling is added

_BLOOM_BITS: Final = 60


def bloom_bit(word: str) -> int:
    """Return a number with one bit set for a word, for use in a Bloom filter."""
    return 1 << hash(word) % _BLOOM_BITS


class Spelling(NamedTuple):
    """A way to write a term."""

    text: str
    """The term, alias, hidden alias or abbreviation as written by the author."""
    target: int
    """A number chosen by the caller. Several spellings may share a target."""
    match: str = "smart"
    """The case rule: `smart` (determined for each word), `exact` or `ignore-case`."""
    inflect: bool = True
    """Whether inflected forms are the same spelling."""
    precedence: int = 0
    """0 for a spelling by an author, which takes precedence over all `DERIVED` ones.  1 for a
    spelling by an author that does not."""


class PhraseIndex:
    """An index of all spellings in a vocabulary."""

    def __init__(self, spellings: Sequence[Spelling], grammar: Grammar) -> None:
        """Index the spellings, ignoring those without words.  Derived spellings are last."""
        self.codes: dict[str, int] = {}
        """Phrase → code. A phrase consists of folded words and the classes of the gaps between
        them."""
        self.next_word_filter: dict[str, int] = {}
        """First word of longer phrases → Bloom bits of their second words."""
        self.inner_words: set[str] = set()
        """Folded words that are followed by another word in a phrase, or are not inflected."""
        self.final_words: set[str] = set()
        """Folded words at the end of a phrase, which may be inflected."""
        self.symbol_terms: dict[str, set[int]] = {}
        """Terms without letters and digits → targets. These terms are not linked automatically."""
        self.tokenizer = Tokenizer(term_symbols(spelling.text for spelling in spellings))
        self.has_derived = any(spelling.precedence == DERIVED for spelling in spellings)
        self._spellings = spellings
        self._case_rules: list[list[CaseRule]] = []
        self._targets = [spelling.target for spelling in spellings]
        for index in range(len(spellings)):
            self._add(index, grammar)
        self._spellings = ()

    def resolve(self, code: int, surface: Sequence[str]) -> tuple[int, ...]:
        """Return the targets of a terminal phrase with the given words."""
        if code & SINGLE_TARGET:
            return (self._targets[code >> _SHIFT],)
        return resolve_case(self._case_rules[code >> _SHIFT], [normalize(word) for word in surface])

    def all_targets(self, code: int) -> set[int]:
        """Return the targets of a terminal phrase regardless of case."""
        if code & SINGLE_TARGET:
            return {self._targets[code >> _SHIFT]}
        return {rule.target for rule in self._case_rules[code >> _SHIFT]}

    def shared_spellings(self) -> Iterator[AbstractSet[int]]:
        """Yield the targets of each phrase that several targets may share, regardless of case."""
        for rules in self._case_rules:
            yield {rule.target for rule in rules}
        yield from self.symbol_terms.values()

    def _add(self, index: int, grammar: Grammar) -> None:
        text, target, match, inflect, _ = self._spellings[index]
        if match != "exact" and not any(map(str.isalnum, text)):
            self.symbol_terms.setdefault(fold(strip_invisible(text)[0].strip()), set()).add(target)
            return
        parts = self._tokenize(text)
        keys = [fold(word) for word in parts[1::2]]
        if not keys:
            return
        inflect = inflect and not (grammar.capital_nouns and parts[-2][0].islower())
        (self.final_words if inflect else self.inner_words).add(keys[-1])
        if len(keys) == 1:
            self._insert(index, keys[0])
            return
        self.inner_words.update(keys[:-1])
        gaps = [gap_class(*parts[i : i + 3]) or "" for i in range(1, len(parts) - 2, 2)]
        self._insert_phrase(index, keys, gaps)
        for form in grammar.phrase_forms(keys) if inflect else ():
            self.inner_words.update(form[:-1])
            self._insert_phrase(index, form, gaps)

    def _insert_phrase(self, index: int, keys: Sequence[str], gaps: list[str]) -> None:
        codes = self.codes
        phrase = keys[0]
        self.next_word_filter[phrase] = self.next_word_filter.get(phrase, 0) | bloom_bit(keys[1])
        for key, gap in zip(keys[1:], gaps, strict=True):
            codes[phrase] = codes.get(phrase, 0) | IS_PREFIX
            phrase += gap + key
        self._insert(index, phrase)

    def _insert(self, index: int, phrase: str) -> None:
        text, _, match, inflect, precedence = self._spellings[index]
        code = self.codes.get(phrase, 0)
        if precedence == DERIVED and not code & IS_TERMINAL:
            code |= IS_DERIVED
        any_case = match == "ignore-case" or (match == "smart" and text.islower())
        if any_case and inflect and not code & IS_TERMINAL:
            self.codes[phrase] = index << _SHIFT | code | SINGLE_TARGET
            return
        rules = [self._make_case_rule(index)]
        if code & CASE_SENSITIVE:
            self._case_rules[code >> _SHIFT] += rules
            return
        if code & SINGLE_TARGET:
            rules.insert(0, self._make_case_rule(code >> _SHIFT))
        one_target = len({rule.target for rule in rules}) == 1
        if one_target and all(rule.inflect and not any(rule.exact) for rule in rules):
            self.codes[phrase] = index << _SHIFT | code & _KEPT | SINGLE_TARGET
            return
        self.codes[phrase] = len(self._case_rules) << _SHIFT | code & _KEPT | CASE_SENSITIVE
        self._case_rules.append(rules)

    def _tokenize(self, text: str) -> list[str]:
        return self.tokenizer.split(strip_invisible(text)[0].strip())

    def _make_case_rule(self, index: int) -> CaseRule:
        text, target, match, inflect, precedence = self._spellings[index]
        parts = self._tokenize(text)
        words = [normalize(word) for word in parts[1::2]]
        return make_case_rule(
            target, match, words, parts[2:-1:2], inflect=inflect, precedence=precedence
        )


# The maximum number of cached words, at about 200 bytes each. The documentation of CPython has
# 40,000.
_MAX_CACHED_WORDS: Final = 65536


class LemmaIndex(dict[str, tuple[str, ...]]):
    """A cached mapping from words as written to their keys in the vocabulary.

    The first key belongs to the word itself. The other keys belong to the words of which it is an
    inflected form, and apply only to the last word of a phrase. Words without keys map to ().
    """

    def __init__(
        self, inner_words: AbstractSet[str], final_words: AbstractSet[str], grammar: Grammar
    ) -> None:
        super().__init__()
        self._inner_words = inner_words
        self._final_words = final_words
        self._grammar = grammar
        self._lemmas_of: dict[str, list[str]] = {}
        for word in final_words:
            for form in grammar.forms(word):
                self._lemmas_of.setdefault(form, []).append(word)
        self.candidate_keys = frozenset(inner_words).union(final_words, self._lemmas_of)
        """A superset of the keys of all words with lemmas in this index."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= _MAX_CACHED_WORDS:
            self.clear()
        self[word] = lemmas = self._lemmatize(word)
        return lemmas

    def _lemmatize(self, word: str) -> tuple[str, ...]:
        key = fold(word)
        if key not in self.candidate_keys:  # a fast path for most words
            return ()
        lemmas = self._lemmas_of.get(key, [])
        if word in PROPER_NOUNS or (self._grammar.capital_nouns and word[0].islower()):
            lemmas = []
        elif len(lemmas) > 1:
            lemmas = self._sort(key, lemmas)
        return (
            (key, *lemmas) if lemmas or key in self._final_words or key in self._inner_words else ()
        )

    def _sort(self, form: str, lemmas: Iterable[str]) -> list[str]:
        """Sort words with the same form: in the order of the grammar, then the longest first.

        In English, the words are themselves forms of the form, with the likelier ones first.
        """
        order = {word: number for number, word in enumerate(self._grammar.forms(form))}
        return sorted(lemmas, key=lambda word: (order.get(word, len(order)), -len(word), word))
