"""Where a term may begin and end in prose: what must not touch it on the left and on the right.

Knows compounds with dots, signs, apostrophes and leading hyphens, addresses and paths. Does not
know which words make a term. A dot between two letters binds (Unicode's word rule WB6, so that
`path` is not found in `os.path`); a slash or a hyphen between two words does not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Final

from sphinx_glossary_faq.core.words import APOSTROPHES, HYPHEN, HYPHENS, LETTER, fold

if TYPE_CHECKING:
    from sphinx_glossary_faq.core.inflection import Grammar

# How far back a compound is looked at: longer chains of hyphens are no prose.
_REACH: Final = 60

# The end of a word, be it a letter or the accent on one. Matches `a`, U+0301; not `+`, `面`.
_MARKS = "\u0300-\u036f\u0900-\u0dff"
_WORD = rf"(?:{LETTER}|[{_MARKS}])"

# What is no word without the one that it makes: `sub-class` is derived as much as `subclass` is.
# Whole words (`per-page`, `non-empty`) leave the other one what it is.
_PREFIXES = "(?i:anti|co|de|meta|pseudo|quasi|re|semi|sub|super|un)"
_SUFFIXES = "(?:esque|hood|ish|isms?|less|ness|ship|wise)"

# What binds a word to what stands before it. Matches the `.` of `os.path` and `.css`, ` --log-` of
# ` --log-level`, the `e-` of `e-mail`, `@`, `::`; not the `one-` of `one-way`, a quote, a slash.
_BOUND_BEFORE = re.compile(
    rf"""(?: (?<![.])[.]                                  # os.path, .css
           | [@\#$\\]                                     # user@host, #tag, $name, \name
           | \w::                                         # std::string
           | \d,                                          # 1,000
           | \xad                                         # inter|view
           | (?<![\w{_MARKS}{HYPHEN}])(?:-{{1,2}}|\u2013)(?:\w+[{HYPHEN}])*  # --log-level
           | (?<![\w{_MARKS}{APOSTROPHES}{HYPHEN}])       # e-mail, sub-class
             (?:[^\W\d_][{_MARKS}]*|{_PREFIXES})[{HYPHEN}]
         )\Z""",
    re.VERBOSE,
)

# The last characters of what that matches.
_BINDERS: Final = ".@#$\\:,\u00ad\u2013" + HYPHENS

# A word that leans on the next. Matches the `l’` of `de l’objet`, the `o'` of `o'clock`; not a
# quote after a space.
_LEANING = re.compile(rf"({_WORD}+)[{APOSTROPHES}]\Z")

# What binds a word to what follows. Matches `.js`, `++`, `#`, `@host`, `’t`, `-less`; not `. `,
# `+1`, `’ `, `/x`, `-based`.
_BOUND_AFTER = re.compile(
    rf"[.@]{LETTER}|\+\+|\#|::\w|[{APOSTROPHES}]{LETTER}|\xad\w|(?<=\d),\d"
    rf"|[{HYPHEN}]{_SUFFIXES}(?!\w)"
)

# Matches `’s ` and `'S`; not `'t` or `'sup`.
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS](?!\w)")

# Matches `https://x.org/a?b`, `www.x.org/a`, ` /usr`, `./a`, `~/b/c`; not `and/or`, `</p>`, nor the
# `/or` of a text that goes on behind a link.
_ADDRESS = re.compile(
    r"[a-zA-Z][\w+.-]{0,30}://\S+|\bwww\.\S+"
    r"|(?:(?<=[^\w/<>)])(?:~|\.{1,2})?|^(?:~|\.{1,2}|(?=/[\w.-]+/)))/[\w.~/-]+"
)

# Matches a character of a word with edges: `a`, `9`; not `面`, `면`, `+`.
_LETTER = re.compile(_WORD)


class Edges:
    """The edges of terms in one text."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        """Take the text, and what its language says of apostrophes."""
        self._text = text
        self._grammar = grammar

    def admit(self, start: int, end: int) -> bool:
        """Tell whether a term may stand from start to end."""
        text = self._text
        return (
            (start == 0 or text[start - 1] in " \n(" or self._opens(start))
            and (end == len(text) or text[end] in " \n" or self._closes(start, end))
            and not ("/" in text and self._within_address(start, end))
        )

    def _opens(self, start: int) -> bool:
        text = self._text
        if not _LETTER.match(text, start):
            return _symbol_edge(text[start], text[start - 1])
        before = text[start - 1]
        far = max(0, start - _REACH)
        if before in APOSTROPHES:
            leaning = _LEANING.search(text, far, start)
            return leaning is None or fold(leaning[1]) in self._grammar.elided
        return before not in _BINDERS or _BOUND_BEFORE.search(text, far, start) is None

    def _closes(self, start: int, end: int) -> bool:
        text = self._text
        if not (text[end - 1].isalnum() or _LETTER.match(text, end - 1)):
            return _symbol_edge(text[end - 1], text[end])
        if self._grammar.possessive and _POSSESSIVE.match(text, end):
            return fold(text[start:end]) not in self._grammar.contracted
        return _BOUND_AFTER.match(text, end) is None

    def _within_address(self, start: int, end: int) -> bool:
        nearest = bisect_right(self._addresses, (start, len(self._text))) - 1
        if nearest < 0:
            return False
        first, last = self._addresses[nearest]
        return end <= last and (start, end) != (first, last)

    @cached_property
    def _addresses(self) -> list[tuple[int, int]]:
        """Where each address begins and ends, found in one go: a text may have many of both."""
        return [
            (found.start(), found.start() + len(found[0].rstrip(".,;:!?)\"'\u2019\u201d")))
            for found in _ADDRESS.finditer(self._text)
        ]


def _symbol_edge(symbol: str, neighbour: str) -> bool:
    """Tell whether a term may end in a symbol here: `C++` not in `C++11`, `>` not in `>>`."""
    return neighbour != symbol and not _LETTER.match(neighbour)
