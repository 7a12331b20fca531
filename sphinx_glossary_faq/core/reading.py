"""How long a text takes to read.

Knows words and characters, not pages: which text counts is the caller's choice.
"""

from __future__ import annotations

import re

from sphinx_glossary_faq.core.words import UNSPACED

WORDS_PER_MINUTE = 238
"""Silent reading of English non-fiction: Brysbaert 2019, doi:10.1016/j.jml.2019.104047."""

CHARACTERS_PER_MINUTE = 500
"""Scripts written without spaces, where a character carries what half a word does."""

# "面接" is two characters; "Web" is none.
_CHARACTER = re.compile(f"[{UNSPACED}]")
# "don't", "one-way" and "2026" are one word each; "–" alone is none.
_WORD = re.compile(r"\w+(?:[-'’.,\N{SOFT HYPHEN}\N{NON-BREAKING HYPHEN}]\w+)*")


def reading_minutes(text: str) -> int:
    """Whole minutes, rounded to the nearest, never less than one."""
    spaced, characters = _CHARACTER.subn(" ", text)
    words = len(_WORD.findall(spaced))
    return max(1, round(words / WORDS_PER_MINUTE + characters / CHARACTERS_PER_MINUTE))
