"""Names of software that are plain words: a library that is called *requests*.

Prose that speaks of requests does not mean it, but for a few turns of phrase.  English alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from sphinx_glossary_faq.core.sense import headword

_KINDS: Final = "framework|library|package|tool|toolkit"

# Behind these another thing is spoken of. Matches `of `, `the `; not `often `.
_OTHER_THING: Final = r"(?:an?|by|for|from|in|of|on|that|the|to|which|with) "

# Matches `The most popular library`, `Currently a small package`; not `Libraries`, `What a tool`,
# `A file in a package`.
_EXPLAINED = re.compile(
    rf"(?:\w+ly )?(?:an?|the) (?:(?!{_OTHER_THING})[\w-]+ ){{0,4}}?(?:{_KINDS})\b", re.IGNORECASE
)

# What leads to a name. Matches `using `, `such as the popular `; not `using the popular `, `of `.
_BEFORE = re.compile(
    r"\b(?:coming from|import|install|like|than|unlike|using|such as(?: the(?: \w+){1,2})?) \Z",
    re.IGNORECASE,
)

# Matches ` library`; not ` per second`.
_BEHIND = re.compile(rf" (?:{_KINDS})\b")


def is_software(names: Iterable[str], definition: str) -> bool:
    """Whether a name is the plural of a plain word, and explained as one piece of software."""
    return _EXPLAINED.match(definition) is not None and any(map(_is_plural, names))


def is_named(word: str, left: str, right: str) -> bool:
    """Whether *word*, which may be the name of software, is it here."""
    return _is_plural(word) and bool(_BEFORE.search(left) or _BEHIND.match(right))


def _is_plural(word: str) -> bool:
    return word.islower() and headword(word) not in {"", word}
