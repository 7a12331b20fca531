"""Where a term may begin and end in prose: what must not touch it on the left and on the right.

Knows compounds with dots, signs, apostrophes and leading hyphens, addresses and paths. Does not
know which words make a term. A dot between two letters binds (Unicode's word rule WB6, so that
`path` is not found in `os.path`); a slash or a hyphen between two words does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_glossary_faq.core.words import APOSTROPHES, HYPHEN, LETTER, fold

if TYPE_CHECKING:
    from sphinx_glossary_faq.core.inflection import Grammar

# How far back a compound is looked at: longer chains of hyphens are no prose.
_REACH: Final = 60

# What binds a word to what stands before it. Matches the `os.` of `os.path`, ` --log-` of
# ` --log-level`, the `e-` of `e-mail`, `@`, `::`; not the `one-` of `one-way`, a quote, a slash.
_BOUND_BEFORE = re.compile(
    rf"""(?: {LETTER}[.]                                  # os.path
           | [@\#$\\]                                     # user@host, #tag, $name, \name
           | \w::                                         # std::string
           | \d,                                          # 1,000
           | \xad                                         # inter|view
           | (?<![\w{HYPHEN}])(?:-{{1,2}}|\u2013)(?:\w+[{HYPHEN}])*  # --log-level
           | (?<![\w{APOSTROPHES}{HYPHEN}])[^\W\d_][{HYPHEN}]        # e-mail
         )\Z""",
    re.VERBOSE,
)

# A word that leans on the next. Matches the `l’` of `de l’objet`, the `o'` of `o'clock`; not a
# quote after a space.
_LEANING = re.compile(rf"({LETTER}+)[{APOSTROPHES}]\Z")

# What binds a word to what follows. Matches `.js`, `++`, `#`, `@host`, `’t`, `::x`; not `. `, `+1`,
# `’ `, `/x`.
_BOUND_AFTER = re.compile(
    rf"[.]{LETTER}|\+\+|\#|@\w|::\w|[{APOSTROPHES}]{LETTER}|\xad\w|(?<=\d),\d",
)

# Matches `’s ` and `'S`; not `'t` or `'sup`.
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS](?!\w)")

# Matches `https://x.org/a?b`, `www.x.org`, `/usr/lib`, `./a`, `~/b`; not `and/or`, `TCP/IP`.
_ADDRESS = re.compile(r"[a-zA-Z][\w+.-]*://\S+|\bwww\.\S+|(?<![\w/<])(?:~|\.{1,2})?/[\w.~/-]+")

# Matches a character of a word with edges: `a`, `9`; not `面`, `면`, `+`.
_LETTER = re.compile(LETTER)


class Edges:
    """The edges of terms in one language."""

    def __init__(self, grammar: Grammar) -> None:
        """Take what the language says of apostrophes."""
        self._grammar = grammar

    def admit(self, text: str, start: int, end: int) -> bool:
        """Tell whether a term may stand from start to end of this text."""
        return (
            (start == 0 or text[start - 1] in " \n(" or self._opens(text, start))
            and (end == len(text) or text[end] in " \n" or self._closes(text, start, end))
            and ("/" not in text or not _within_address(text, start, end))
        )

    def _opens(self, text: str, start: int) -> bool:
        if not _LETTER.match(text, start):
            return _symbol_edge(text[start], text[start - 1])
        leaning = _LEANING.search(text, max(0, start - _REACH), start)
        if leaning is not None:
            return fold(leaning[1]) in self._grammar.elided
        return _BOUND_BEFORE.search(text, max(0, start - _REACH), start) is None

    def _closes(self, text: str, start: int, end: int) -> bool:
        if not text[end - 1].isalnum() and text[end - 1] != "_":
            return _symbol_edge(text[end - 1], text[end])
        if self._grammar.possessive and _POSSESSIVE.match(text, end):
            return fold(text[start:end]) not in self._grammar.contracted
        return _BOUND_AFTER.match(text, end) is None


def _symbol_edge(symbol: str, neighbour: str) -> bool:
    """Tell whether a term may end in a symbol here: `C++` not in `C++11`, `>` not in `>>`."""
    return neighbour != symbol and not _LETTER.match(neighbour)


def _within_address(text: str, start: int, end: int) -> bool:
    for found in _ADDRESS.finditer(text):
        if found.start() >= end:
            return False
        last = found.start() + len(found[0].rstrip(".,;:!?)\"'\u2019\u201d"))
        if found.start() <= start and end <= last and (start, end) != (found.start(), last):
            return True
    return False
