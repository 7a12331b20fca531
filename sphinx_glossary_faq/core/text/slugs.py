"""Make readable identifiers in any script.

docutils' `make_id` keeps only ASCII and falls back to serial numbers. These change when a question
is inserted before, which breaks permalinks.
"""

from __future__ import annotations

import unicodedata


def make_slug(text: str) -> str:
    """Return the words of *text* in lower case, joined by hyphens; "" if it has none.

    >>> make_slug("What’s a “one-way” interview?")
    'whats-a-one-way-interview'
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "-".join("".join(_replace_character(char) for char in text).split())


def _replace_character(char: str) -> str:
    """Keep letters, marks, digits and underscores, drop quotes, replace the rest by a space."""
    if char == "_" or unicodedata.category(char)[0] in "LMN":
        return char
    return "" if char in "'’‘“”\"\N{SOFT HYPHEN}\N{ZERO WIDTH JOINER}" else " "


def make_unique(name: str, names: set[str]) -> str:
    """Return *name*, or *name* with the first number from 2 that makes it new to *names*."""
    candidate, number = name, 2
    while candidate in names:
        candidate, number = f"{name}-{number}", number + 1
    return candidate
