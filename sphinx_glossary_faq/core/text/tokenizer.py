"""Split text into words and gaps, fold words to keys, and classify the gaps.

This module handles letters with combining marks, scripts without spaces, invisible characters,
variants of spaces, hyphens, apostrophes and quotes, and case folding. Other modules handle terms,
inflection and the boundaries of mentions.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

SOFT_HYPHEN: Final = "\u00ad"
APOSTROPHES: Final = "'\u2019\u02bc\uff07"
HYPHENS: Final = "-\u2010\u2011\ufe63\uff0d"
DASHES: Final = "\u2013\u2014"
# `HYPHENS` for use in a character class, where a plain hyphen would denote a range.
HYPHEN_CLASS: Final = "\\" + HYPHENS

# Scripts without spaces, in which words have no detectable boundaries.
_HAN = (
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3105-\u312f\u31a0-\u31bf"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_HIRAGANA = "\u3041-\u3096\u3099-\u309a\u309d-\u309f\U0001b001-\U0001b11f"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f\U0001b000\U0001b120-\U0001b167"
_THAI_LAO = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0eb9\u0ebb-\u0ece\u0edc-\u0edf"
_KHMER_MYANMAR = "\u1000-\u109f\u1780-\u17d3\u17d7\u17dc\u17dd\uaa60-\uaa7f"
SCRIPTIO_CONTINUA: Final = _HAN + _HIRAGANA + _KATAKANA + _THAI_LAO + _KHMER_MYANMAR

# Korean has spaces, but particles are attached to Latin words. A run of Hangul is therefore a
# separate word.
HANGUL: Final = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb\uffa0-\uffdc"

# A character of a word with detectable boundaries. Matches `a`, `é`, `9`, `_`, `क`; not `-`, `面`,
# `면`, `ʼ`.
LETTER: Final = rf"[^\W{SCRIPTIO_CONTINUA}{HANGUL}\u02bc]"

# Escapes in docutils (which remove one space), joiners, direction marks and variation selectors.
# Matches "\0", "\0 ", U+200B, U+FE0F; not a soft hyphen, which may separate two words.
INVISIBLE: Final = (
    "\x00[ \n]?|[\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_INVISIBLE = re.compile(INVISIBLE)

# Matches the `面` of `面接`; not the `a` of `abc`.
_SCRIPTIO_CONTINUA = re.compile(f"[{SCRIPTIO_CONTINUA}]")

# A dash that is not between two words. Matches the `--` of ` --verbose`, the `-` of `->`;
# not the `-` of `one-way`.
_DASH = rf"(?:-{{1,3}}+|[{HYPHENS[1:]}{DASHES}])"
_FREE_DASH = rf"(?<![\w{HYPHEN_CLASS}{DASHES}]){_DASH}|{_DASH}(?!\w)"

# Whitespace with at most one line break, or a hyphen, which may end a line. Matches " ", "\n  ",
# "-", "-\n"; not " - ", "\n\n", "--".
_SEPARATOR = re.compile(
    rf"[^\S\n]+|[^\S\n]*\n[^\S\n]*|[{HYPHEN_CLASS}](?:[^\S\n]*\n[^\S\n]*)?|\xad"
)

# Apostrophes with whitespace. Matches "'", "’ ", " '"; not "'-".
_APOSTROPHE_GAP = re.compile(rf"(?:[^\S\n]|\n(?!\s*\n)|[{APOSTROPHES}])*")

# Typographic symbol → its plain form, which is the key for both.
_SYMBOL_KEYS: Final = {
    "\u2013": "--",
    "\u2014": "---",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u201f": '"',
    **dict.fromkeys(HYPHENS, "-"),
}


_MARK_CATEGORIES: Final = frozenset({"Mn", "Mc", "Me"})

# All characters except Han, Hangul syllables, surrogates, private use and Tangut, which have no
# marks.
_BLOCKS_WITH_MARKS: Final = (
    range(0x300, 0x3400),
    range(0xA000, 0xAC00),
    range(0xD7A4, 0xD800),
    range(0xF900, 0x17000),
    range(0x18800, 0x1F000),
    range(0xE0100, 0xE01F0),
)


@cache
def combining_marks() -> str:
    r"""Return all combining marks for use in a character class.

    `\w` excludes combining marks and would therefore split Hindi words at every vowel sign. The
    marks are computed on first use, so that they match the Unicode version of this Python.
    """
    category = unicodedata.category
    ranges: list[list[int]] = []
    for code in chain.from_iterable(_BLOCKS_WITH_MARKS):
        if category(chr(code)) in _MARK_CATEGORIES:
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


def fold(word: str) -> str:
    """Return a key that is equal for words that differ only in case or encoding."""
    if word.isascii():
        return word.lower()
    if word in _SYMBOL_KEYS:
        return _SYMBOL_KEYS[word]
    folded = unicodedata.normalize("NFKC", normalize(word).casefold())
    return unicodedata.normalize("NFC", folded)


def normalize(word: str) -> str:
    """Return the normal form of a word, which keeps its case and is equal for exact matches."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFKC", word.replace(SOFT_HYPHEN, ""))


def strip_invisible(text: str) -> tuple[str, list[int] | None]:
    """Return the text without invisible characters, and the offsets of the remaining characters.

    The offsets are None if the text has no invisible character.
    """
    if "\0" not in text and (text.isascii() or _INVISIBLE.search(text) is None):
        return text, None
    invisible = {i for match in _INVISIBLE.finditer(text) for i in range(*match.span())}
    offsets = [i for i in range(len(text)) if i not in invisible]
    return "".join(text[i] for i in offsets), offsets


@lru_cache(maxsize=4096)
def separator_class(gap: str) -> str | None:
    """Return the class of a gap between two words, or None if no term may contain the gap.

    Spaces, line breaks and hyphens are in the same class. The empty gap has a different class, so
    `e-mail` does not match `email`. Apostrophes and dashes are separate classes.
    """
    if not gap:
        return ""
    gap = gap.replace(SOFT_HYPHEN, "") or SOFT_HYPHEN  # ignored next to another character
    if _SEPARATOR.fullmatch(gap):
        return " "
    if gap in ("--", "\u2013", "---", "\u2014"):
        return _SYMBOL_KEYS.get(gap, gap)
    if _APOSTROPHE_GAP.fullmatch(gap):
        return re.sub(r"\s+", " ", re.sub(f"[{APOSTROPHES}]", "'", gap))
    return None


def gap_class(left: str, gap: str, right: str) -> str | None:
    """Return the class of a gap between two words in any script.

    A space is optional between Chinese, Japanese or Thai and Latin words. In these scripts, a
    source line may end anywhere.
    """
    separator = separator_class(gap)
    if separator == " " and not (left.isascii() and right.isascii()) and gap.isspace():
        cjk = bool(_SCRIPTIO_CONTINUA.match(left[-1])) + bool(_SCRIPTIO_CONTINUA.match(right[0]))
        if cjk == 1 or (cjk == 2 and "\n" in gap):
            return ""
    return separator


def term_symbols(texts: Iterable[str]) -> frozenset[str]:
    """Return the symbols in *terms* that are treated as words.

    A hyphen is included only if it occurs in a position that is not between two words.
    """
    joined = "\n".join(texts)
    chars = set(joined)
    symbols = {
        char
        for char in chars
        if not (char.isalnum() or char.isspace() or unicodedata.category(char)[0] in "MC")
        and char not in "_" + APOSTROPHES + HYPHENS + DASHES
    }
    if chars.intersection(HYPHENS + DASHES) and re.search(_FREE_DASH, joined):
        symbols.add("-")
    for variants in ('"\u201c\u201d\u201e\u201f', ".\u2026"):
        if symbols.intersection(variants):
            symbols.update(variants)
    return frozenset(symbols)


# Latin, Greek, Cyrillic and Armenian letters, punctuation, symbols and emoji: no mark, and no
# script without spaces. Matches "’", "é", "→"; not "面", "क".
_SIMPLE_TEXT = re.compile(
    "[\0-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u20cf\u2100-\u2bff\U0001f000-\U0001faff]*"
)

# A word of such text; soft hyphens divide it. Matches "cat", "ca\xadfé"; not "\xad", "ʼ".
_SIMPLE_WORD: Final = r"[0-9A-Za-z_]++(?![^\x00-\x7f])|[^\W\u02bc]+(?:\xad[^\W\u02bc]+)*"


class Tokenizer:
    """Splits text into words and gaps.

    A word is a run of letters, digits, underscores and marks, a character in a script without
    spaces (including inseparable characters), or one of the given symbols.
    """

    def __init__(self, symbols: frozenset[str] = frozenset()) -> None:
        """Create a tokenizer that treats *symbols* as words."""
        self._symbols = symbols
        self._ascii = re.compile(
            rf"(\w+{_symbol_alternatives(filter(str.isascii, symbols))})", re.ASCII
        )

    def split(self, text: str) -> list[str]:
        """Return the parts [gap, word, gap, …, word, gap], whose concatenation is the text."""
        if text.isascii():
            return self._ascii.split(text)
        if _SIMPLE_TEXT.fullmatch(text):
            return self._simple.split(text)
        return self._any_script.split(text)

    @cached_property
    def _simple(self) -> re.Pattern[str]:
        return re.compile(f"({_SIMPLE_WORD}{_symbol_alternatives(self._symbols)})")

    @cached_property
    def _any_script(self) -> re.Pattern[str]:
        # Compiling its thousands of ranges takes as long as splitting a hundred pages.
        return re.compile(f"({_word_pattern()}{_symbol_alternatives(self._symbols)})")


def _symbol_alternatives(symbols: Iterable[str]) -> str:
    """Return the alternatives in a pattern that match one symbol. `...` and `…` are equivalent."""
    chars = set(symbols)
    pattern = ""
    if "-" in chars:
        pattern += "|" + _FREE_DASH
        chars.remove("-")
    if chars & {".", "\u2026"}:
        pattern += r"|\.\.\.|\u2026"
    if chars:
        pattern += "|[" + "".join(map(re.escape, sorted(chars))) + "]"
    return pattern


@cache
def _word_pattern() -> str:
    """Return the pattern of a word in any script.

    The pattern does not split a base and its marks, small kana and length marks, a Thai or Lao
    consonant and the adjacent vowels, or subscript consonants in Khmer and Myanmar.
    """
    mark = f"[{combining_marks()}]"
    small_katakana = "\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee\uff67-\uff6f"
    long_katakana = "\u30fc\uff70\uff9e\uff9f"
    small_hiragana = "\u3041\u3043\u3045\u3047\u3049\u3083\u3085\u3087\u30fc"
    vowel_before = "\u0e40-\u0e44\u0ec0-\u0ec4"
    consonant = "\u0e01-\u0e2e\u0e81-\u0eae\u0edc-\u0edf"
    vowel_after = "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3\u0ebd"
    any_script = (
        rf"{LETTER}+(?:(?:{mark}|\xad(?={LETTER}))+{LETTER}*)*",
        rf"[{HANGUL}]+(?:(?:{mark}|\xad(?=[{HANGUL}]))+[{HANGUL}]*)*",
        f"[{_KATAKANA}](?:{mark}|[{small_katakana}{long_katakana}])*",
        f"[{_HIRAGANA}](?:{mark}|[{small_hiragana}])*",
        f"[{vowel_before}]?[{consonant}](?:{mark}|[{vowel_after}])*",
        f"[{_KHMER_MYANMAR}](?:{mark}|(?<=[\u17d2\u1039])[{_KHMER_MYANMAR}])*",
        f"[{SCRIPTIO_CONTINUA}]{mark}*",
    )
    # The fast path is first, because most words and gaps are ASCII.
    return rf"[0-9A-Za-z_]++(?![^\x00-\x7f])|(?=[^\x00-/])(?:{'|'.join(any_script)})"
