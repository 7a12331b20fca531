"""Check where a mention may begin and end, depending on the adjacent characters.

This module covers compounds with dots, symbols, apostrophes and leading hyphens, URLs and paths. It
does not depend on the terms. A dot between two letters joins them (Unicode's word rule WB6), so
`path` is not found in `os.path`. A slash or a hyphen between two words does not join them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Final

from sphinx_glossary_faq.core.text.tokenizer import APOSTROPHES, HYPHEN_CLASS, HYPHENS, LETTER, fold

if TYPE_CHECKING:
    from sphinx_glossary_faq.core.text.grammar import Grammar

# The number of characters to search backwards for a compound. Longer hyphenated chains are not
# prose.
_MAX_LOOKBEHIND: Final = 60

# A character of a word with boundaries, or a mark on it. Matches `a`, U+0301; not `+`, `面`.
_MARKS = "\u0300-\u036f\u0900-\u0dff"
_LETTER_OR_MARK = rf"(?:{LETTER}|[{_MARKS}])"

# Affixes that derive another word, such as `sub-class` from `class`. Whole words, as in `per-page`
# and `non-empty`, do not change the adjacent word.
_PREFIXES = "(?i:anti|co|de|meta|pseudo|quasi|re|semi|sub|super|un)"
_SUFFIXES = "(?:esque|hood|ish|isms?|less|ness|ship|wise)"

# Characters that join a word to the text before it. Matches the `.` of `os.path` and `.css`, `
# --log-` of ` --log-level`, the `e-` of `e-mail`, `@`, `::`; not the `one-` of `one-way`, a quote,
# a slash.
_BOUND_BEFORE = re.compile(
    rf"""(?: (?<![.])[.]                                  # os.path, .css
           | [@\#$\\]                                     # user@host, #tag, $name, \name
           | \w::                                         # std::string
           | \d,                                          # 1,000
           | \xad                                         # inter|view
           | (?<![\w{_MARKS}{HYPHEN_CLASS}])              # --log-level
             (?:-{{1,2}}|\u2013)(?:\w+[{HYPHEN_CLASS}])*
           | (?<![\w{_MARKS}{APOSTROPHES}{HYPHEN_CLASS}])  # e-mail, sub-class
             (?:[^\W\d_][{_MARKS}]*|{_PREFIXES})[{HYPHEN_CLASS}]
         )\Z""",
    re.VERBOSE,
)

# The possible last characters in matches of `_BOUND_BEFORE`.
_JOINERS: Final = ".@#$\\:,\u00ad\u2013" + HYPHENS

# A word that an apostrophe joins to the next. Matches the `l’` of `de l’objet`, the `o'` of
# `o'clock`; not a quote after a space.
_CLITIC = re.compile(rf"({_LETTER_OR_MARK}{{1,30}}+)[{APOSTROPHES}]\Z")

# Characters that join a word to the text after it. Matches `.js`, `++`, `#`, `@host`, `’t`,
# `-less`; not `. `, `+1`, `’ `, `/x`, `-based`.
_BOUND_AFTER = re.compile(
    rf"[.@{APOSTROPHES}]{LETTER}|\+\+|\#|::\w|\xad\w|(?<=\d),\d"
    rf"|[{HYPHEN_CLASS}]{_SUFFIXES}(?!\w)"
)

# Matches `’s ` and `'S`; not `'t` or `'sup`.
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS](?!\w)")

# Matches `https://x.org/a?b`, `www.x.org/a`, ` /usr`, `./a`, `~/b/c`; not `and/or`, `</p>`, nor
# the `/or` of a text that continues after a link.
_URL_OR_PATH = re.compile(
    r"[a-zA-Z][\w+.-]{0,30}://\S+|\bwww\.\S+"
    rf"|(?:(?<=[^\w{_MARKS}/<>)])(?:~|\.{{1,2}})?|^(?:~|\.{{1,2}}|(?=/[\w{_MARKS}.-]+/)))"
    rf"/[\w{_MARKS}.~/-]+"
)

# Matches a character of a word with boundaries: `a`, `9`; not `面`, `면`, `+`.
_WORD_CHARACTER = re.compile(_LETTER_OR_MARK)


class BoundaryChecker:
    """Checks the boundaries of mentions in one text."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        """Store a text and the grammar, which determines how apostrophes are treated."""
        self._text = text
        self._grammar = grammar

    def is_valid_span(self, start: int, end: int) -> bool:
        """Return whether the text from *start* to *end* may be a mention."""
        text = self._text
        return (
            (start == 0 or text[start - 1] in " \n(" or self._valid_start(start))
            and (end == len(text) or text[end] in " \n" or self._valid_end(start, end))
            and not ("/" in text and self._is_inside_url(start, end))
        )

    def _valid_start(self, start: int) -> bool:
        text = self._text
        if not _WORD_CHARACTER.match(text, start):
            return _is_symbol_boundary(text[start], text[start - 1])
        before = text[start - 1]
        limit = max(0, start - _MAX_LOOKBEHIND)
        if before in APOSTROPHES:
            clitic = _CLITIC.search(text, limit, start)
            return clitic is None or fold(clitic[1]) in self._grammar.elided_articles
        return before not in _JOINERS or _BOUND_BEFORE.search(text, limit, start) is None

    def _valid_end(self, start: int, end: int) -> bool:
        text = self._text
        if not (text[end - 1].isalnum() or _WORD_CHARACTER.match(text, end - 1)):
            return _is_symbol_boundary(text[end - 1], text[end])
        if self._grammar.possessive and _POSSESSIVE.match(text, end):
            return fold(text[start:end]) not in self._grammar.contraction_hosts
        return _BOUND_AFTER.match(text, end) is None

    def _is_inside_url(self, start: int, end: int) -> bool:
        nearest = bisect_right(self._url_spans, (start, len(self._text))) - 1
        if nearest < 0:
            return False
        span_start, span_end = self._url_spans[nearest]
        return end <= span_end and (start, end) != (span_start, span_end)

    @cached_property
    def _url_spans(self) -> list[tuple[int, int]]:
        """The start and end of each URL and path in the text."""
        return [
            (match.start(), match.start() + len(match[0].rstrip(".,;:!?)\"'\u2019\u201d")))
            for match in _URL_OR_PATH.finditer(self._text)
        ]


def _is_symbol_boundary(symbol: str, neighbour: str) -> bool:
    """Return whether a mention that ends in a symbol may end here.

    For example, `C++` in `C++11` and `>` in `>>` are not mentions.
    """
    return neighbour != symbol and not _WORD_CHARACTER.match(neighbour)
