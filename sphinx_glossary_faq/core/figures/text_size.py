"""Estimate the width of text, and break names into lines.

Figures are drawn before it is known which font shows them.  Widths are therefore estimated for
wide fonts, so that text in most fonts is narrower than estimated.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final, NamedTuple

FONT_SIZE: Final = 15
"""The height of the font, in units of the figure."""

LINE_HEIGHT: Final = 20

_WIDTHS: Final = {
    "'": 0.3,
    " ,./:;\\ijl|": 0.35,
    "-f": 0.4,
    "!()IJ[]t": 0.45,
    '"r': 0.5,
    "*_`sz": 0.55,
    "?c": 0.6,
    "aekovxy": 0.65,
    "$0123456789LPTYbdghnpqu{}": 0.7,
    "AFSVXZ": 0.75,
    "BCEKR": 0.8,
    "DGOQ": 0.85,
    "#+<=>HU^w~": 0.9,
    "&N": 0.95,
    "%": 1.0,
    "@m": 1.05,
    "MW": 1.1,
}
"""The widths of ASCII characters, in units of the font size.

These are the widths in DejaVu Sans or DejaVu Serif, whichever is wider, rounded up.
"""

_ASCII_WIDTHS: Final = {char: width for chars, width in _WIDTHS.items() for char in chars}

_CATEGORY_WIDTHS: Final = {
    "Cc": 0.0,
    "Cf": 0.0,
    "Me": 0.0,
    "Mn": 0.0,
    "Ll": 0.8,
    "Lm": 0.8,
    "Lo": 1.1,
    "Lt": 1.2,
    "Lu": 1.1,
    "Nd": 0.8,
}
"""The widths of all other characters, by their Unicode category."""

_HYPHEN = "-"

_IDEOGRAPHS = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_NOT_FIRST = "ー々、。，．・：；！？）］｝」』】〕ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
"""Characters of Chinese and Japanese that no line begins with."""

# A part of a name after which a line may end. Matches "one-", "way ", "and/", "面", "ビュ"; not the
# hyphen at the beginning of "-v".
_PIECE = re.compile(
    rf"[{_IDEOGRAPHS}][{_NOT_FIRST}]* *|[^ {_IDEOGRAPHS}]+?(?:[-‐–—/]+| +|(?=[{_IDEOGRAPHS}])|$)| +"
)

# A character with the characters that must not be separated from it. Matches "é" with a combining
# accent, and an emoji joined to another one; not "ab".
_CLUSTER = re.compile(r".(?:\u200d.|[\u0300-\u036f\ufe00-\ufe0f\u200c\u20d0-\u20ff])*", re.DOTALL)


@cache
def _char_width(char: str) -> float:
    if char in _ASCII_WIDTHS:
        return _ASCII_WIDTHS[char]
    category = unicodedata.category(char)
    if category in ("Cc", "Cf", "Me", "Mn"):
        return 0.0
    if unicodedata.east_asian_width(char) in ("W", "F"):
        return 1.4 if category == "So" else 1.05  # emoji are wider than ideographs
    return _CATEGORY_WIDTHS.get(category, 1.1)


def text_width(text: str) -> float:
    """Return an upper estimate of the width of *text*, in units of the figure."""
    return FONT_SIZE * sum(map(_char_width, text))


class Wrapped(NamedTuple):
    """A name in lines, and whether a word is broken between two of them."""

    lines: tuple[str, ...]
    has_broken_word: bool


@lru_cache(maxsize=1024)
def wrap(name: str, width: float) -> Wrapped:
    """Break *name* into as few lines as possible, of similar widths up to *width*.

    Words are broken only if they are wider than a line.

    >>> wrap("asynchronous interview", 120).lines
    ('asynchronous', 'interview')
    """
    wrapped = _fill(name, width)
    narrow, wide = text_width(name) / (len(wrapped.lines) + 1), width
    while len(wrapped.lines) > 1 and wide - narrow > 2:
        middle = (narrow + wide) / 2
        candidate = _fill(name, middle)
        if len(candidate.lines) == len(wrapped.lines) and (
            wrapped.has_broken_word or not candidate.has_broken_word
        ):
            wrapped, wide = candidate, middle
        else:
            narrow = middle
    return wrapped


def _fill(name: str, width: float) -> Wrapped:
    """Break *name* into lines that are as long as possible."""
    lines, line = [], ""
    has_broken_word = False
    for piece in _pieces(name):
        if line and text_width((line + piece).rstrip(" ")) > width:
            lines.append(line)
            line = ""
        if text_width(piece.rstrip(" ")) > width:
            has_broken_word = True
            *broken, piece = _break_word(piece, width)
            lines += broken
        line += piece
    if line.strip() or not lines:
        lines.append(line)
    return Wrapped(tuple(line.strip(" ") for line in lines), has_broken_word)


def _pieces(name: str) -> list[str]:
    """Return the parts of *name* between which a line may end."""
    return [match[0] for match in _PIECE.finditer(name)]


def _break_word(word: str, width: float) -> list[str]:
    """Break *word* into parts that are at most as wide as *width*, or one character each."""
    parts = [""]
    for cluster in _CLUSTER.findall(word):
        # The hyphen that a part would end with has to fit as well.
        hyphen = _HYPHEN if _has_case(cluster[0]) else ""
        if parts[-1] and cluster != " " and text_width(parts[-1] + cluster + hyphen) > width:
            parts[-1] += hyphen if _has_case(parts[-1][-1]) else ""
            parts.append("")
        parts[-1] += cluster
    return parts


def _has_case(char: str) -> bool:
    """Return whether *char* is a letter of a script whose words are broken with a hyphen."""
    return char.lower() != char.upper()
