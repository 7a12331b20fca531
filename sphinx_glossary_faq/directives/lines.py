"""Where a piece of a source file stands.

rST tells it exactly, MyST counts some lines from the directive that holds them (content, and
all of a `{glossary}`), never too many.  So a line is searched for by its text, from where it is
said to be downwards.  Where the text cannot be found, what was said is believed.
"""

from __future__ import annotations

import linecache
from collections.abc import Iterable, Iterator, Sequence


def _lines_of(source: str) -> list[str]:
    linecache.checkcache(source)
    return [line.strip() for line in linecache.getlines(source)]


def line_of_block(source: str, block: str, line: int) -> int:
    """The line on which *block*, whose indentation may differ, begins in *source*.

    :param line: counted from 1, the least that it can be.
    """
    wanted = [text.strip() for text in block.strip().splitlines()] or [""]
    lines = _lines_of(source)
    for start in range(max(line - 1, 0), len(lines) - len(wanted) + 1):
        if _same(lines[start : start + len(wanted)], wanted):
            return start + 1
    return line


def _same(found: Sequence[str], wanted: Sequence[str]) -> bool:
    """MyST writes a fence anew: its first line is alike from the brace on, its last may differ."""
    first, expected = (lines[0][max(lines[0].find("{"), 0) :] for lines in (found, wanted))
    return first == expected and found[1:-1] == wanted[1:-1]


def numbered(content: Iterable[str], source: str, line: int) -> Iterator[tuple[int, str]]:
    """The lines of *content* that are not blank, each with its number in *source*.

    :param line: that of the directive whose content it is; also where what is not found stands.
    """
    lines = _lines_of(source)
    at = line
    for raw in content:
        if text := raw.strip():
            try:
                at = lines.index(text, max(at, line)) + 1
            except ValueError:
                at = line
            yield at, text
