"""Create readable identifiers in any script, and compare the texts of questions.

The function `make_id` in docutils keeps only ASCII characters. If none remain, the id is a serial
number, which changes when a question is inserted before it and breaks permalinks. Latin letters are
replaced as in `make_id`, so the ids of questions are consistent with the ids of terms, which Sphinx
creates.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_LATIN_LETTERS = {"ß": "sz", "æ": "ae", "œ": "oe", "ȸ": "db", "ȹ": "qp", "ı": "i", "ȷ": "j"}
"""Latin letters whose Unicode names do not begin with the name of an ASCII letter."""

# Matches the Unicode names of "o" and "ø"; not the name of "æ".
_LATIN_NAME = re.compile(r"LATIN SMALL LETTER ([A-Z])(?: WITH .*)?")

_QUOTES = "'’‘“”\"\N{SOFT HYPHEN}\N{ZERO WIDTH JOINER}"
# Matches the invisible U+FE0F after an emoji; not a visible mark.
_VARIATION_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")

_DROP_QUOTES = dict.fromkeys(map(ord, f"{_QUOTES}«»‹›„‚"))

# Matches "--", "–" and "-"; not "−", a minus sign.
_DASHES = re.compile("[-‐‑–—]+")

_END_MARKS = " ?!.؟՞。"
"""The marks at the end of questions and sentences, in NFKC form."""


def make_slug(text: str) -> str:
    """Return the words of *text* in lower case, joined with hyphens, or "" if there are none.

    >>> make_slug("What’s a “one-way” interview?")
    'whats-a-one-way-interview'
    """
    text = unicodedata.normalize("NFKC", _spell_in_ascii(text.lower()))
    text = unicodedata.normalize("NFKC", text.casefold())
    return "-".join("".join(map(_replace_character, _drop_stray_marks(text))).split())


def _spell_in_ascii(text: str) -> str:
    """Return *text* with Latin letters replaced by ASCII letters. Other scripts are unchanged."""
    result: list[str] = []
    is_latin = False
    for char in text:
        if not unicodedata.combining(char):
            letters = _ascii_letters(char)
            is_latin = letters.isascii() and letters.isalpha()
            result.append(letters)
        elif not is_latin:
            result.append(char)
    return "".join(result)


@lru_cache(maxsize=1024)
def _ascii_letters(char: str) -> str:
    """Return the ASCII letters for a lowercase Latin letter. Other characters are unchanged."""
    if char.isascii() or not unicodedata.name(char, "").startswith("LATIN "):
        return char
    letters = ""
    for part in unicodedata.normalize("NFKD", char):
        match = _LATIN_NAME.fullmatch(unicodedata.name(part, ""))
        letters += match[1].lower() if match else _LATIN_LETTERS.get(part, "")
    return letters or char


def _drop_stray_marks(text: str) -> Iterator[str]:
    """Yield the characters in *text* without variation selectors and marks on non-letters.

    Both occur in emoji (“⚠️”, “1️⃣”), whose other characters do not count either.
    """
    is_letter = False
    for char in text:
        category = unicodedata.category(char)[0]
        if category != "M":
            is_letter = category == "L"
            yield char
        elif is_letter and not _VARIATION_SELECTOR.match(char):
            yield char


def _replace_character(char: str) -> str:
    """Return the replacement for a character: itself, "" for quotes, or a space."""
    if char == "_" or unicodedata.category(char)[0] in "LMN":
        return char
    return "" if char in _QUOTES else " "


def fold_question(text: str) -> str:
    """Return a key that is equal for different spellings of the same question.

    Differences in case, whitespace, quotes, dashes and the final punctuation mark are ignored.

    >>> fold_question("What’s  C#?") == fold_question("what's C#")
    True
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    folded = _DASHES.sub("-", " ".join(folded.translate(_DROP_QUOTES).split()))
    return folded.rstrip(_END_MARKS) or folded


def make_unique(name: str, names: set[str]) -> str:
    """Return *name*, or *name* with the lowest suffix from 2, so that it is not in *names*."""
    candidate, number = name, 2
    while candidate in names:
        candidate, number = f"{name}-{number}", number + 1
    return candidate
