"""Find the name that is most similar to a misspelt name.

The similarity is rapidfuzz's `ratio`, which is the share of characters that two names have in
common, in the same order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

CUTOFF = 75
"""The minimum similarity in percent, based on measurements with real labels. A value of 70 corrects
no additional names, and a value of 80 misses some. With lower values, most deleted names resemble
another name."""

SHORT_CUTOFF = 66
"""The minimum similarity for names of up to three letters, of which one may be wrong."""

MAX_SUGGESTIONS = 200
"""The maximum number of misspelt names of one kind that get a suggestion. Each name is compared
with all existing names, and larger numbers are not caused by typos."""


class NameSuggester:
    """Suggests similar names, ignoring case.

    The names are folded once for any number of queries. If names differ only in case, the
    suggestion is the first one in alphabetical order, unless another one is equal to the query.
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

        The same name in another folder takes precedence over similar spellings. Ties are resolved
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
        # Imported late, because few builds have a misspelt name.
        from rapidfuzz import fuzz, process

        cutoff = CUTOFF if len(key) > 3 else SHORT_CUTOFF
        best = process.extractOne(key, self._keys, scorer=fuzz.ratio, score_cutoff=cutoff)
        return best[0] if best else ""


def _basename(path: str) -> str:
    """Return the part after the last slash, or the whole name if it has no slash."""
    return path.rpartition("/")[2]


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the result of `NameSuggester.nearest` for a single query."""
    return NameSuggester(names).nearest(name)


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return " Did you mean “…”?" with the nearest name, or "" if none is similar."""
    suggestion = nearest(name, names)
    return f" Did you mean “{suggestion}”?" if suggestion else ""
