"""The files that references are written in, to look things up in: by pattern, by block of text.

Knows lines and offsets of one file at a time.  Which file a reference is written in, and by which
pattern it is known there, others know (`locating`, `patterns`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

_NEAR = 60
"""How many lines from where docutils says it is a block is looked for."""


class Spot(NamedTuple):
    """A place: *file* from the source folder; line and column from 1, None if not known."""

    file: str
    line: int | None = None
    column: int | None = None


class Source:
    """A source file; what cannot be read is empty."""

    def __init__(self, path: Path) -> None:
        try:
            self.text = path.read_text("utf-8-sig", errors="replace")
        except OSError:
            self.text = ""
        self._is_catalog = path.suffix == ".po"
        self.knows_lines = path.suffix not in (".po", ".ipynb", ".py")
        """Whether lines that docutils tells are lines of the file: not those of a docstring."""

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at *offset*."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def start_of(self, line: int, first: str = "") -> int:
        """Where the block begins whose first line reads *first*, near to *line*."""
        if not self.knows_lines:
            return max(0, self.text.find(first))
        if not 0 < line <= len(self._starts):
            return 0
        for step in sorted(range(-_NEAR, _NEAR), key=abs) if first else ():
            at = line - 1 + step
            if 0 <= at < len(self._starts) and first in self._line(at):
                return self._starts[at]
        found = self.text.find(first)  # lines of what is included in part begin with the part
        return self._starts[self.position(found)[0] - 1 if found > 0 else line - 1]

    def block(self, line: int, lines: Sequence[str]) -> tuple[int, int]:
        """Where the block of *lines* begins and ends; where it has none, its end is its start."""
        start = self.start_of(line, lines[0] if lines else "")
        if not lines:
            return start, start
        after = self.position(start)[0] + len(lines) - 1
        return start, self._starts[after] if after < len(self._starts) else len(self.text)

    def _line(self, number: int) -> str:
        following = [*self._starts[number + 1 : number + 2], len(self.text) + 1][0]
        return self.text[self._starts[number] : following]

    def matches(self, pattern: str, start: int = 0, end: int | None = None) -> Iterator[int]:
        """The offsets at which *pattern* matches; or one of its groups does, if some begin "at".

        Only what begins at *start* or after it, and before *end*, is looked at, and in a catalog
        what is a translation.  Who asks for the first alone has no more of the file searched.
        """
        compiled = re.compile(pattern)
        groups = [at for name, at in compiled.groupindex.items() if name.startswith("at")] or [0]
        for match in compiled.finditer(self.text, start):
            offset = max(map(match.start, groups))
            if end is not None and max(match.start(), offset) >= end:
                break
            if offset >= 0 and not (self._is_catalog and not self._is_translation(offset)):
                yield offset

    @cached_property
    def _keywords(self) -> list[tuple[int, str]]:
        """The keywords of a catalog, each after the offset that it stands at."""
        # Matches the `msgstr` and the `#~ msgid` at the beginning of a line; not `"msgid`.
        found = re.finditer(r"(?m)^(?:#~ *)?(msgid|msgstr|msgctxt)", self.text)
        return [(keyword.start(), keyword[1]) for keyword in found]

    def _is_translation(self, offset: int) -> bool:
        before = bisect_right(self._keywords, offset, key=itemgetter(0))
        return before > 0 and self._keywords[before - 1][1] == "msgstr"
