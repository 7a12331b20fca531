"""Search source files for patterns and blocks of text.

This module handles lines and offsets in a single file.  `source_paths` determines the file, and
`patterns` builds the pattern.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from sphinx_glossary_faq.core.cache_file import read_text_file
from sphinx_glossary_faq.core.text.lines import line_and_column, line_starts

# A Markdown link definition, which may be in a string of a notebook. Matches `[here]: #x` at the
# beginning of a line; not `[here](#x)`.
_DEFINITION = re.compile(r"""^[ \t>"]*\[([^\[\]]+)\]:\s*<?([^\s>"]+)""", re.MULTILINE)

_MAX_DISTANCE = 60
"""The maximum distance between the line that docutils reports and the line of a block."""


class SourceLocation(NamedTuple):
    """A location, whose *file* is relative to the source folder.

    The line and the column are counted from 1, or None if unknown.
    """

    file: str
    line: int | None = None
    column: int | None = None


class SourcePattern(NamedTuple):
    """A pattern for a reference in a source file."""

    regex: str
    """A regular expression.  The reference is at the group whose name starts with "target", if
    there is one."""

    destination: str = ""
    """A regular expression for the URL in the definition of the group "label" or "name"."""


class SourceFile:
    """A source file, whose text is empty if it cannot be read."""

    def __init__(self, path: Path) -> None:
        self.text = read_text_file(path)
        self._is_catalog = path.suffix == ".po"
        self.has_line_numbers = path.suffix not in (".po", ".ipynb", ".py")
        """Whether docutils reports line numbers in the file, unlike in docstrings and cells."""

    @cached_property
    def _line_starts(self) -> list[int]:
        """The offset of each line."""
        return line_starts(self.text)

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column of the character at *offset*."""
        return line_and_column(self._line_starts, offset)

    def find_block_start(self, line: int, first: str = "") -> int:
        """Return the offset of the block near *line* whose first line contains *first*."""
        if not self.has_line_numbers:
            return max(0, self.text.find(first))
        if not 0 < line <= len(self._line_starts):
            return 0
        for step in sorted(range(-_MAX_DISTANCE, _MAX_DISTANCE), key=abs) if first else ():
            number = line - 1 + step
            if 0 <= number < len(self._line_starts) and first in self.line(number + 1):
                return self._line_starts[number]
        # If only part of a file is included, docutils counts lines from the start of that part.
        offset = self.text.find(first)
        return self._line_starts[self.position(offset)[0] - 1 if offset > 0 else line - 1]

    def block_span(self, line: int, lines: Sequence[str]) -> tuple[int, int]:
        """Return the start and end of the block of *lines* near *line*.

        The offsets are equal if there are no *lines*.
        """
        start = self.find_block_start(line, lines[0] if lines else "")
        if not lines:
            return start, start
        end = self.position(start)[0] + len(lines) - 1
        starts = self._line_starts
        return start, starts[end] if end < len(starts) else len(self.text)

    def line(self, number: int) -> str:
        """Return the text of a line, or "" if there is no such line."""
        starts = [*self._line_starts, len(self.text) + 1]
        return self.text[starts[number - 1] : starts[number]] if number < len(starts) else ""

    def line_offset(self, line: int) -> int:
        """Return the offset of a line, or of the end of the text if there are fewer lines."""
        starts = self._line_starts
        return starts[line - 1] if line <= len(starts) else len(self.text)

    def find_offsets(
        self, pattern: SourcePattern, start: int = 0, end: int | None = None
    ) -> Iterator[int]:
        """Yield the offsets of the matches of *pattern* from *start* to *end*.

        In a catalog, only translations are searched.  The search is lazy.
        """
        regex = re.compile(pattern.regex)
        indexes = regex.groupindex.items()
        groups = [index for name, index in indexes if name.startswith("target")] or [0]
        destination = re.compile(pattern.destination)
        for match in regex.finditer(self.text, start, len(self.text) if end is None else end):
            offset = max(map(match.start, groups))
            if offset < 0 or (self._is_catalog and not self._is_translation(offset)):
                continue
            if not pattern.destination or self._leads_to(match, destination):
                yield offset

    def _leads_to(self, match: re.Match[str], destination: re.Pattern[str]) -> bool:
        """Return whether a link has no label or its definition matches *destination*."""
        labels = match.groupdict()
        label = labels["name"] or labels["label"]
        if label is None:
            return True
        return any(map(destination.fullmatch, self._definitions.get(_words(label), ())))

    @cached_property
    def _definitions(self) -> Mapping[str, set[str]]:
        """The URLs in Markdown link definitions, by the words in their labels."""
        definitions: dict[str, set[str]] = defaultdict(set)
        for label, url in _DEFINITION.findall(self.text):
            definitions[_words(label)].add(url)
        return definitions

    @cached_property
    def _keywords(self) -> list[tuple[int, str]]:
        """The keywords in a catalog, each with its offset."""
        # Matches the `msgstr` and the `#~ msgid` at the beginning of a line; not `"msgid`.
        matches = re.finditer(r"(?m)^(?:#~ *)?(msgid|msgstr|msgctxt)", self.text)
        return [(match.start(), match[1]) for match in matches]

    def _is_translation(self, offset: int) -> bool:
        count = bisect_right(self._keywords, offset, key=itemgetter(0))
        return count > 0 and self._keywords[count - 1][1] == "msgstr"


class FreeOffsets:
    """Sorted offsets, each of which can be taken once."""

    def __init__(self, offsets: Sequence[int]) -> None:
        self.offsets = offsets
        self._next = list(range(len(offsets) + 1))
        """For each index, the index itself if it is free, else an index closer to a free one."""

    def take(self, start: int) -> int | None:
        """Return the first free offset at or after *start*, or None if there is none."""
        path = [bisect_left(self.offsets, start)]
        while (index := self._next[path[-1]]) != path[-1]:
            path.append(index)
        if index == len(self.offsets):
            return None
        for passed in path:
            self._next[passed] = index + 1
        return self.offsets[index]


def closest(offsets: Sequence[int], start: int) -> int | None:
    """Return the offset that is closest to *start*, or None if there is none."""
    index = bisect_left(offsets, start)
    around = offsets[max(0, index - 1) : index + 1]
    return min(around, key=lambda offset: abs(offset - start), default=None)


def _words(label: str) -> str:
    r"""Return the words in a label, which do not depend on markup and whitespace."""
    return " ".join(re.findall(r"\w+", label.replace("\\n", " ")))
