"""Define what the grammar of a language consists of, and look up endings in a table.

A language module contains the rules of one language. Each form is a candidate that is used only if
a text contains it, so forms that are not words are harmless. Forms that are another word are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final


def _no_forms(words: object) -> tuple[()]:
    return ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """The inflection rules of a language. The default grammar has no rules."""

    forms: Callable[[str], Iterable[str]] = _no_forms
    """Return the other forms of a folded noun: numbers and cases, of which some may not exist."""
    phrase_forms: Callable[[Sequence[str]], Iterable[Sequence[str]]] = _no_forms
    """Return the forms of a folded phrase that differ in other words than the last."""
    capital_nouns: bool = False
    """Whether nouns begin with a capital, so that words in lower case are no forms of them."""
    possessive: bool = False
    """Whether `’s` may follow a term."""
    contraction_hosts: frozenset[str] = frozenset()
    """Folded words after which `’s` is a verb."""
    elided_articles: frozenset[str] = frozenset()
    """Folded words that lose their vowel before the next word: the `l’` of `l’entretien`."""


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_UMLAUTS: Final = {"a": "ä", "o": "ö", "u": "ü", "au": "äu"}

# The vowel that an umlaut changes, and the letters after it. Matches the `opf` of `knopf`, the
# `aus` of `haus`, the `afen` of `hafen`; not `bett`, `team`.
_LAST_VOWEL = re.compile(r"(au|(?<![aeiouäöüy])[aou])([^aeiouäöüy]*(?:e[lnr])?)\Z")


class EndingTable:
    """The forms of words by their endings.

    A rule is a line with endings, a colon, and what the forms have instead. `+` adds to the word,
    and `~` also changes the last vowel to its umlaut. The longest ending that a word has decides,
    so an exception is a rule with a longer ending. `^` is the beginning of the word.
    """

    def __init__(self, rules: str) -> None:
        self._replacements: dict[str, tuple[str, ...]] = {}
        for line in rules.strip().splitlines():
            endings, _, replacements = line.partition(":")
            for ending in endings.split() or [""]:
                self._replacements[ending] = tuple(replacements.split())
        self._longest = max(map(len, self._replacements))

    def forms(self, word: str) -> tuple[str, ...]:
        """Return the distinct other forms of a folded word."""
        marked = "^" + word
        for start in range(max(0, len(marked) - self._longest), len(marked) + 1):
            replacements = self._replacements.get(marked[start:])
            if replacements is not None:
                stem = marked[:start].removeprefix("^")
                forms = dict.fromkeys(_replace(word, stem, ending) for ending in replacements)
                return tuple(form for form in forms if form != word)
        return ()


def _replace(word: str, stem: str, ending: str) -> str:
    if ending.startswith("+"):
        return word + ending[1:]
    if ending.startswith("~"):
        return _LAST_VOWEL.sub(lambda match: _UMLAUTS[match[1]] + match[2], word) + ending[1:]
    return stem + ending


# The maximum number of words in a phrase that agree in number. Longer names are rare.
_MAX_AGREEING: Final = 3


def agreeing_forms(
    words: Sequence[str], forms: Callable[[str], Iterable[str]], boundaries: frozenset[str]
) -> Iterator[list[str]]:
    """Yield the forms of a phrase whose noun comes first, such as *logiciels libres*.

    The words before a preposition may each be in either number, because some nouns that follow
    another one do not change (*langages machine*, *mots-clés*). The last word stays as it is.
    """
    end = next((i for i, word in enumerate(words) if word in boundaries), len(words) - 1)
    varying = words[: min(end, _MAX_AGREEING)]
    for combination in product(*((word, *forms(word)) for word in varying)):
        if list(combination) != list(varying):
            yield [*combination, *words[len(varying) :]]


def attributive_forms(
    words: Sequence[str],
    forms: Callable[[str], Iterable[str]],
    boundaries: frozenset[str],
    adjective_forms: Callable[[Sequence[str]], Iterable[Sequence[str]]],
) -> Iterator[list[str]]:
    """Yield the forms of a phrase whose adjectives come first, such as *verteilten Caches*.

    The noun is the last word before a preposition. The last word of the phrase stays as it is.
    """
    head = next((i for i, word in enumerate(words[1:]) if word in boundaries), len(words) - 1)
    nouns = [words[head]] if head == len(words) - 1 else [words[head], *forms(words[head])]
    for adjectives in (words[:head], *adjective_forms(words[:head])):
        for noun in nouns:
            phrase = [*adjectives, noun, *words[head + 1 :]]
            if phrase != list(words):
                yield phrase
