"""The forms of a word that the vocabulary has, each word looked up once and remembered.

Knows the words of the vocabulary and the grammar of its language. Does not know phrases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_glossary_faq.core.claims import NAMES
from sphinx_glossary_faq.core.words import fold

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx_glossary_faq.core.inflection import Grammar

# Words remembered: those of a large documentation (CPython: 40,000), at 200 bytes each.
_REMEMBERED: Final = 65536


class Forms(dict[str, tuple[str, ...]]):
    """Surface → the keys under which the vocabulary may have it, its own first; none if unknown.

    The keys behind the first are of other numbers, and good only for the last word of a phrase.
    """

    def __init__(self, inner: AbstractSet[str], last: AbstractSet[str], grammar: Grammar) -> None:
        super().__init__()
        self._inner = inner
        self._last = last
        self._grammar = grammar
        self.known = frozenset(inner).union(last, *map(grammar.numbers, last))
        """The keys of all words that have forms here; and of some that have none."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = forms = self._find(word)
        return forms

    def _find(self, word: str) -> tuple[str, ...]:
        key = fold(word)
        if key not in self.known:  # most words, and much sooner said
            return ()
        forms: tuple[str, ...] = ()
        if word not in NAMES:
            forms = tuple(form for form in self._grammar.numbers(key) if form in self._last)
        return (key, *forms) if forms or key in self._last or key in self._inner else ()
