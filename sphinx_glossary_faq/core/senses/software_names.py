"""Recognize names of software that are common words, such as the library *requests*.

The word "requests" refers to the library only in a few constructions.  This module supports
English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from sphinx_glossary_faq.core.senses.context import headword

_KINDS: Final = "framework|library|package|tool|toolkit"

# Words that introduce another noun phrase. Matches `of `, `the `; not `often `.
_NEW_PHRASE: Final = r"(?:an?|by|for|from|in|of|on|that|the|to|which|with) "

# The definition of software. Matches `The most popular library`, `Currently a small package`; not
# `Libraries`, `What a tool`, `A file in a package`.
_DEFINITION = re.compile(
    rf"(?:\w+ly )?(?:an?|the) (?:(?!{_NEW_PHRASE})[\w-]+ ){{0,4}}?(?:{_KINDS})\b", re.IGNORECASE
)

# Words before the name of software. Matches `using `, `such as the popular `; not
# `using the popular `, `of `.
_BEFORE = re.compile(
    r"\b(?:coming from|import|install|like|than|unlike|using|such as(?: the(?: \w+){1,2})?) \Z",
    re.IGNORECASE,
)

# A word after the name of software. Matches ` library`; not ` per second`.
_AFTER = re.compile(rf" (?:{_KINDS})\b")


def is_software_definition(names: Iterable[str], definition: str) -> bool:
    """Return whether a name is the plural of a common word and is defined as software."""
    return _DEFINITION.match(definition) is not None and any(map(_is_plural, names))


def is_software_name(word: str, left: str, right: str) -> bool:
    """Return whether a mention of *word* is used as the name of software."""
    return _is_plural(word) and bool(_BEFORE.search(left) or _AFTER.match(right))


def _is_plural(word: str) -> bool:
    return word.islower() and headword(word) not in {"", word}
