"""Readable identifiers in any script.

docutils' `make_id` keeps ASCII alone and falls back to serial numbers, which change
whenever a question is inserted before; a permalink has to outlive that.
"""

from __future__ import annotations

import unicodedata


def slug(text: str) -> str:
    """The words of *text* in lower case, joined by hyphens; empty when it has none.

    >>> slug("What’s a “one-way” interview?")
    'whats-a-one-way-interview'
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "-".join("".join(_kept(char) for char in text).split())


def _kept(char: str) -> str:
    """Letters, marks, digits and underscores stay; quotes close up; all else parts words."""
    if char == "_" or unicodedata.category(char)[0] in "LMN":
        return char
    return "" if char in "'’‘“”\"\N{SOFT HYPHEN}\N{ZERO WIDTH JOINER}" else " "


def unused(wanted: str, taken: set[str]) -> str:
    """*wanted*, or with the first number from 2 upwards that makes it new to *taken*."""
    candidate, number = wanted, 2
    while candidate in taken:
        candidate, number = f"{wanted}-{number}", number + 1
    return candidate
