"""Which of many known names is nearest to a misspelt one.

What "near" means is rapidfuzz's: the share of characters that both names have, in one
order.  This module does not know what the names are names of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

CUTOFF = 75
"""In per cent.  From real labels: 70 finds no more of the misspelt ones, 80 misses some, and
below it most names that have been deleted resemble some other."""

SHORT_CUTOFF = 66
"""Of up to three letters: one of three may be wrong."""

SUGGESTED = 200
"""How many names of one kind are looked for at the most: each is compared with every known one,
and more than these have not been misspelt one by one."""


class Speller:
    """Knows names, folded once, for any number of questions: case does not count.

    Of names that differ by case alone the first in the alphabet stands for all, unless
    exactly one of them was asked for.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._written = frozenset(known)
        self._by_folded: dict[str, str] = {}
        for name in sorted(self._written):
            self._by_folded.setdefault(name.casefold(), name)
        self._folded = list(self._by_folded)
        self._by_base: dict[str, list[str]] = defaultdict(list)
        for folded in self._folded:
            self._by_base[_base(folded)].append(folded)

    def __contains__(self, name: str) -> bool:
        return name in self._written

    def nearest(self, name: str) -> str:
        """The known name that was probably meant, or "".

        The same name in another folder, else what is spelt most alike; of equals the first
        in the alphabet.
        """
        if name in self._written:
            return name
        folded = name.casefold()
        below = (each for each in self._by_base[_base(folded)] if each.endswith(f"/{folded}"))
        found = next(below, None) or self._most_alike(folded)
        return self._by_folded[found] if found else ""

    def _most_alike(self, folded: str) -> str:
        # Few builds have a name misspelt; the others need not wait for the import.
        from rapidfuzz import fuzz, process

        cutoff = CUTOFF if len(folded) > 3 else SHORT_CUTOFF
        best = process.extractOne(folded, self._folded, scorer=fuzz.ratio, score_cutoff=cutoff)
        return best[0] if best else ""


def _base(path: str) -> str:
    """What is after the last slash; a name without one is all of it."""
    return path.rpartition("/")[2]


def nearest(name: str, known: Iterable[str]) -> str:
    """As `Speller.nearest`, for a single question."""
    return Speller(known).nearest(name)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Ask, after a space, whether the nearest of the known names was meant; if none is, nothing."""
    meant = nearest(name, known)
    return f" Did you mean “{meant}”?" if meant else ""
