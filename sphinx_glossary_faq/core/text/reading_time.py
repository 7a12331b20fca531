"""Estimate how long a text takes to read.

The caller selects the relevant text of a page.
"""

from __future__ import annotations

import re

from sphinx_glossary_faq.core.text.tokenizer import SCRIPTIO_CONTINUA

WORDS_PER_MINUTE = 238
"""The average speed for English non-fiction (Brysbaert 2019, doi:10.1016/j.jml.2019.104047)."""

CHARACTERS_PER_MINUTE = 500
"""The average speed for scripts without spaces, where a character is worth about half a word."""

# Matches each character of "面接"; not "Web".
_CHARACTER = re.compile(f"[{SCRIPTIO_CONTINUA}]")
# Matches "don't", "one-way" and "2026" as one word each; not "–".
_WORD = re.compile(r"\w+(?:[-'’.,\N{SOFT HYPHEN}\N{NON-BREAKING HYPHEN}]\w+)*")


def reading_minutes(text: str) -> int:
    """Return the reading time in minutes, rounded to the nearest integer, at least one."""
    spaced, characters = _CHARACTER.subn(" ", text)
    words = len(_WORD.findall(spaced))
    return max(1, round(words / WORDS_PER_MINUTE + characters / CHARACTERS_PER_MINUTE))
