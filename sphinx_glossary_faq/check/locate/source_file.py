"""Source files and the search in them: by pattern and by block of text.

Handles the lines and offsets of a single file; `source_paths` chooses the file and `patterns` the
pattern.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

# Matches "\r\n", "\n", "\r"; not "\f" nor U+2028.
_LINE_END = re.compile(r"\r\n|\n|\r")


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    r"""Return line and column of a character, both from 1, with columns in code points.

    A line end belongs to the line that it ends; the offset may be the end of the text.

    >>> line_and_column("one\r\ntwo", 6)
    (2, 2)
    """
    line, start = 1, 0
    # One character further, so that a "\r\n" is not split.
    for end in _LINE_END.finditer(text, 0, offset + 1):
        if end.end() <= offset:
            line, start = line + 1, end.end()
    return line, offset - start + 1


_MAX_DISTANCE = 60
"""How many lines from the line that docutils reports a block is searched for."""


class SourceLocation(NamedTuple):
    """A location: *file* relative to the source folder; line and column from 1, or None."""

    file: str
    line: int | None = None
    column: int | None = None


class SourceFile:
    """A source file; its text is empty if it cannot be read."""

    def __init__(self, path: Path) -> None:
        try:
            self.text = path.read_text("utf-8-sig", errors="replace")
        except OSError:
            self.text = ""
        self._is_catalog = path.suffix == ".po"
        self.has_line_numbers = path.suffix not in (".po", ".ipynb", ".py")
        """Whether line numbers of docutils are those of the file: not in docstrings and cells."""

    @cached_property
    def _line_starts(self) -> list[int]:
        """The offset of each line."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of the character at *offset*."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def find_block_start(self, line: int, first: str = "") -> int:
        """Return the offset of the block near *line* whose first line contains *first*."""
        if not self.has_line_numbers:
            return max(0, self.text.find(first))
        if not 0 < line <= len(self._line_starts):
            return 0
        for step in sorted(range(-_MAX_DISTANCE, _MAX_DISTANCE), key=abs) if first else ():
            number = line - 1 + step
            if 0 <= number < len(self._line_starts) and first in self._line(number):
                return self._line_starts[number]
        # In a file that is included in part, docutils counts the lines of that part.
        offset = self.text.find(first)
        return self._line_starts[self.position(offset)[0] - 1 if offset > 0 else line - 1]

    def block_span(self, line: int, lines: Sequence[str]) -> tuple[int, int]:
        """Return start and end of the block of *lines* near *line*; equal without *lines*."""
        start = self.find_block_start(line, lines[0] if lines else "")
        if not lines:
            return start, start
        end = self.position(start)[0] + len(lines) - 1
        starts = self._line_starts
        return start, starts[end] if end < len(starts) else len(self.text)

    def _line(self, number: int) -> str:
        end = [*self._line_starts[number + 1 : number + 2], len(self.text) + 1][0]
        return self.text[self._line_starts[number] : end]

    def find_offsets(self, pattern: str, start: int = 0, end: int | None = None) -> Iterator[int]:
        """Yield the offsets of the matches of *pattern* from *start* to before *end*.

        In a pattern with groups whose names start with "target", the offset is that of the group.
        In a catalog only translations are searched.  The search is lazy.
        """
        compiled = re.compile(pattern)
        indexes = compiled.groupindex.items()
        groups = [index for name, index in indexes if name.startswith("target")] or [0]
        for match in compiled.finditer(self.text, start):
            offset = max(map(match.start, groups))
            if end is not None and max(match.start(), offset) >= end:
                break
            if offset >= 0 and not (self._is_catalog and not self._is_translation(offset)):
                yield offset

    @cached_property
    def _keywords(self) -> list[tuple[int, str]]:
        """The keywords of a catalog, each after its offset."""
        # Matches the `msgstr` and the `#~ msgid` at the beginning of a line; not `"msgid`.
        matches = re.finditer(r"(?m)^(?:#~ *)?(msgid|msgstr|msgctxt)", self.text)
        return [(match.start(), match[1]) for match in matches]

    def _is_translation(self, offset: int) -> bool:
        count = bisect_right(self._keywords, offset, key=itemgetter(0))
        return count > 0 and self._keywords[count - 1][1] == "msgstr"
