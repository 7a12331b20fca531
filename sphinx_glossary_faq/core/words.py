"""Text to words and back: what a word is, when two words are the same, what may stand between them.

Knows Unicode: letters with their marks, scripts written without spaces, invisible characters,
the many spaces, hyphens, apostrophes and quotes, and the folding that makes two spellings one key.
Does not know terms, inflection or where a link may begin and end.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

SOFT_HYPHEN: Final = "\u00ad"
APOSTROPHES: Final = "'\u2019\u02bc\uff07"
HYPHENS: Final = "-\u2010\u2011\ufe63\uff0d"
DASHES: Final = "\u2013\u2014"
# The same for use inside a character class, where a plain hyphen would make a range.
HYPHEN: Final = "\\" + HYPHENS

# Scripts written without spaces: no word edge is to be had between two of their characters.
_HAN = (
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3105-\u312f\u31a0-\u31bf"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_HIRAGANA = "\u3041-\u3096\u3099-\u309a\u309d-\u309f\U0001b001-\U0001b11f"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f\U0001b000\U0001b120-\U0001b167"
_THAI_LAO = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0eb9\u0ebb-\u0ece\u0edc-\u0edf"
_KHMER_MYANMAR = "\u1000-\u109f\u1780-\u17d3\u17d7\u17dc\u17dd\uaa60-\uaa7f"
UNSPACED: Final = _HAN + _HIRAGANA + _KATAKANA + _THAI_LAO + _KHMER_MYANMAR

# Korean has spaces, but glues particles to Latin words: a run of Hangul is a word of its own.
HANGUL: Final = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb\uffa0-\uffdc"

# A character of a word with edges. Matches `a`, `é`, `9`, `_`, `क`; not `-`, `面`, `면`, `ʼ`.
LETTER: Final = rf"[^\W{UNSPACED}{HANGUL}\u02bc]"

# Escapes of docutils (which swallow one blank), joiners, marks of direction, variation selectors.
# Matches "\0", "\0 ", U+200B, U+FE0F; not a soft hyphen, which may part two words.
INVISIBLE: Final = (
    "\x00[ \n]?|[\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_INVISIBLE = re.compile(INVISIBLE)

# Matches the `面` of `面接`; not the `a` of `abc`.
_UNSPACED = re.compile(f"[{UNSPACED}]")

# A dash that does not stand between two words. Matches the `--` of ` --verbose`, the `-` of `->`;
# not the `-` of `one-way`.
_DASH = rf"(?:-{{1,3}}+|[{HYPHENS[1:]}{DASHES}])"
_LOOSE_DASH = rf"(?<![\w{HYPHEN}{DASHES}]){_DASH}|{_DASH}(?!\w)"

# Blanks and at most one line break, or a hyphen, at the end of a line or not. Matches " ", "\n  ",
# "-", "-\n"; not " - ", "\n\n", "--".
_SEPARATOR = re.compile(rf"[^\S\n]+|[^\S\n]*\n[^\S\n]*|[{HYPHEN}](?:[^\S\n]*\n[^\S\n]*)?|\xad")

# Apostrophes with blanks. Matches "'", "’ ", " '"; not "'-".
_QUOTED = re.compile(rf"(?:[^\S\n]|\n(?!\s*\n)|[{APOSTROPHES}])*")

# What typographers and transforms make of a plain symbol: one key for both.
_SAME_SYMBOL: Final = {
    "\u2013": "--",
    "\u2014": "---",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u201f": '"',
    **dict.fromkeys(HYPHENS, "-"),
}


@cache
def marks() -> str:
    r"""Return all combining marks as the inside of a character class.

    `\w` leaves them out, and so would cut Hindi words at every vowel sign. Looked up when first
    needed (a few milliseconds), so that it always fits the Unicode version of this Python.
    """
    category = unicodedata.category
    ranges: list[list[int]] = []
    for code in (*range(0x300, 0x1F000), *range(0xE0100, 0xE01F0)):
        if category(chr(code))[0] == "M":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


def fold(word: str) -> str:
    """Return the key of a word: equal for all spellings that differ by case or encoding alone."""
    if word.isascii():
        return word.lower()
    if word in _SAME_SYMBOL:
        return _SAME_SYMBOL[word]
    folded = unicodedata.normalize("NFKC", plain(word).casefold())
    return unicodedata.normalize("NFC", folded)


def plain(word: str) -> str:
    """Return a word in its one encoding, case kept: what two words have to share to be *exact*."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFKC", word.replace(SOFT_HYPHEN, ""))


def visible(text: str) -> tuple[str, list[int] | None]:
    """Return the text without its invisible characters, and where each of the others stood.

    The places are None when nothing was invisible.
    """
    if "\0" not in text and (text.isascii() or _INVISIBLE.search(text) is None):
        return text, None
    hidden = {i for found in _INVISIBLE.finditer(text) for i in range(*found.span())}
    places = [i for i in range(len(text)) if i not in hidden]
    return "".join(text[i] for i in places), places


@lru_cache(maxsize=4096)
def separator(gap: str) -> str | None:
    """Return the class of what stands between two words, or None where no term goes across.

    A space, a line break and a hyphen are one class; nothing at all is another, so that `e-mail`
    is not `email`. An apostrophe and a dash count as written.
    """
    if not gap:
        return ""
    gap = gap.replace(SOFT_HYPHEN, "") or SOFT_HYPHEN  # beside another sign it is none
    if _SEPARATOR.fullmatch(gap):
        return " "
    if gap in ("--", "\u2013", "---", "\u2014"):
        return _SAME_SYMBOL.get(gap, gap)
    if _QUOTED.fullmatch(gap):
        return re.sub(r"\s+", " ", re.sub(f"[{APOSTROPHES}]", "'", gap))
    return None


def junction(left: str, gap: str, right: str) -> str | None:
    """Return the class of a gap, given the words around it: as `separator`, for any script.

    Chinese, Japanese and Thai may be set off from Latin words by a space or not, and a line of
    source may end anywhere in them.
    """
    found = separator(gap)
    if found == " " and not (left.isascii() and right.isascii()) and gap.isspace():
        cjk = bool(_UNSPACED.match(left[-1])) + bool(_UNSPACED.match(right[0]))
        if cjk == 1 or (cjk == 2 and "\n" in gap):
            return ""
    return found


def symbols(texts: Iterable[str]) -> frozenset[str]:
    """Return the characters, neither letters nor blanks, that belong to what is written here.

    A hyphen is among them only if it stands somewhere else than between two words.
    """
    joined = "\n".join(texts)
    chars = set(joined)
    found = {
        char
        for char in chars
        if not (char.isalnum() or char.isspace() or unicodedata.category(char)[0] in "MC")
        and char not in "_" + APOSTROPHES + HYPHENS + DASHES
    }
    if chars.intersection(HYPHENS + DASHES) and re.search(_LOOSE_DASH, joined):
        found.add("-")
    for alike in ('"\u201c\u201d\u201e\u201f', ".\u2026"):
        if found.intersection(alike):
            found.update(alike)
    return frozenset(found)


class Splitter:
    """Cuts text into words and what stands between them.

    A word is a run of letters, digits, underscores and marks, or one character of a script
    without spaces (with all that cannot be parted from it), or one of the given symbols.
    """

    def __init__(self, symbols: frozenset[str] = frozenset()) -> None:
        """Take the symbols that count as words: those which some term is written with."""
        self._ascii = re.compile(rf"(\w+{_alternatives(filter(str.isascii, symbols))})", re.ASCII)
        self._symbols = symbols
        self._unicode: re.Pattern[str] | None = None

    def split(self, text: str) -> list[str]:
        """Return gap, word, gap, … word, gap: an odd number of parts that join to the text."""
        if text.isascii():
            return self._ascii.split(text)
        if self._unicode is None:
            self._unicode = re.compile(f"({_any_word()}{_alternatives(self._symbols)})")
        return self._unicode.split(text)


def _alternatives(symbols: Iterable[str]) -> str:
    """Return the part of a pattern that matches one symbol; `...` and `…` are the same one."""
    chars = set(symbols)
    pattern = ""
    if "-" in chars:
        pattern += "|" + _LOOSE_DASH
        chars.remove("-")
    if chars & {".", "\u2026"}:
        pattern += r"|\.\.\.|\u2026"
    if chars:
        pattern += "|[" + "".join(map(re.escape, sorted(chars))) + "]"
    return pattern


@cache
def _any_word() -> str:
    """Return the pattern of a word in any script.

    What cannot be parted: marks from their base; small and lengthened kana; the vowels written
    before or behind a Thai or Lao consonant; a subscript consonant of Khmer or Myanmar.
    """
    mark = f"[{marks()}]"
    small_katakana = "\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee\uff67-\uff6f"
    long_katakana = "\u30fc\uff70\uff9e\uff9f"
    small_hiragana = "\u3041\u3043\u3045\u3047\u3049\u3083\u3085\u3087\u30fc"
    vowel_before = "\u0e40-\u0e44\u0ec0-\u0ec4"
    consonant = "\u0e01-\u0e2e\u0e81-\u0eae\u0edc-\u0edf"
    vowel_behind = "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3\u0ebd"
    any_script = (
        rf"{LETTER}+(?:(?:{mark}|\xad(?={LETTER}))+{LETTER}*)*",
        rf"[{HANGUL}]+(?:(?:{mark}|\xad(?=[{HANGUL}]))+[{HANGUL}]*)*",
        f"[{_KATAKANA}](?:{mark}|[{small_katakana}{long_katakana}])*",
        f"[{_HIRAGANA}](?:{mark}|[{small_hiragana}])*",
        f"[{vowel_before}]?[{consonant}](?:{mark}|[{vowel_behind}])*",
        f"[{_KHMER_MYANMAR}](?:{mark}|(?<=[\u17d2\u1039])[{_KHMER_MYANMAR}])*",
        f"[{UNSPACED}]{mark}*",
    )
    # Most words of most texts are plain, and most gaps too: both are told at a glance.
    return rf"[0-9A-Za-z_]++(?![^\x00-\x7f])|(?=[^\x00-/])(?:{'|'.join(any_script)})"
