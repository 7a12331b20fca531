"""Find the name that is most similar to a misspelt one.

The similarity is rapidfuzz's `ratio`: the share of characters that two names have in common, in
the same order. This module does not depend on what the names refer to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

CUTOFF = 75
"""Minimum similarity, in per cent. Measured on real labels: 70 corrects no more misspelt names,
80 misses some, and with a lower value most deleted names resemble another one."""

SHORT_CUTOFF = 66
"""Minimum similarity for names of up to three letters: one of three may be wrong."""

MAX_SUGGESTIONS = 200
"""Maximum number of misspelt names of one kind that get a suggestion. Each is compared with every
existing name, and more of them have another cause than typos."""


class NameSuggester:
    """Suggest names, ignoring case.

    The names are folded once, for any number of queries. Of names that differ only in case, the
    first in alphabetical order is suggested, unless the query equals another one.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._name_by_key: dict[str, str] = {}
        for name in sorted(self._names):
            self._name_by_key.setdefault(name.casefold(), name)
        self._keys = list(self._name_by_key)
        self._keys_by_basename: dict[str, list[str]] = defaultdict(list)
        for key in self._keys:
            self._keys_by_basename[_basename(key)].append(key)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def nearest(self, name: str) -> str:
        """Return the existing name that was probably intended, or "".

        A name in another folder comes first, then the most similar spelling. Ties are resolved
        in alphabetical order.
        """
        if name in self._names:
            return name
        key = name.casefold()
        candidates = self._keys_by_basename[_basename(key)]
        in_folder = next((other for other in candidates if other.endswith(f"/{key}")), None)
        nearest_key = in_folder or self._most_similar(key)
        return self._name_by_key[nearest_key] if nearest_key else ""

    def _most_similar(self, key: str) -> str:
        # Imported here, since few builds have a misspelt name.
        from rapidfuzz import fuzz, process

        cutoff = CUTOFF if len(key) > 3 else SHORT_CUTOFF
        best = process.extractOne(key, self._keys, scorer=fuzz.ratio, score_cutoff=cutoff)
        return best[0] if best else ""


def _basename(path: str) -> str:
    """Return the part after the last slash, or the whole name if it has none."""
    return path.rpartition("/")[2]


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the result of `NameSuggester.nearest` for a single query."""
    return NameSuggester(names).nearest(name)


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return " Did you mean “…”?" with the nearest name, or "" if none is similar."""
    suggestion = nearest(name, names)
    return f" Did you mean “{suggestion}”?" if suggestion else ""
