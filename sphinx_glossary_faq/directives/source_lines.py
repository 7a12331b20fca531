"""Find the line of a directive or of a text in its source file.

reStructuredText reports exact lines. MyST counts some lines relative to the enclosing directive, so
the reported line may be too low. It is too high by one for each enclosing fence that begins with
another fence. A line is therefore searched for by its text: at the reported line, just above it,
and then below it. If the text is not found, the reported line is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path
from stat import S_ISREG

from sphinx_glossary_faq.core.cache_file import read_text_file

_MAX_ADDED_LINES = 4
"""The expected maximum number of enclosing fences that begin with another fence."""


def read_lines(source: str) -> tuple[str, ...]:
    """Return the stripped lines in the file *source*, or () if it cannot be read."""
    path = Path(source)
    try:
        status = path.stat()
        return _read_cached(path, status.st_mtime_ns) if S_ISREG(status.st_mode) else ()
    except (OSError, ValueError):  # ValueError: a null character
        return ()


@lru_cache(maxsize=4)
def _read_cached(path: Path, mtime_ns: int) -> tuple[str, ...]:
    """Return the lines without `linecache`, which may find an encoding in a Markdown heading."""
    return tuple(line.strip() for line in read_text_file(path).split("\n"))


def find_block_line(source: str, block: str, line: int) -> int:
    """Return the line on which *block* begins in *source*, ignoring its indentation.

    :param line: the reported line, counted from 1, which is returned if there is no match.
    """
    block_lines = [text.strip() for text in block.strip().splitlines()] or [""]
    lines = read_lines(source)
    if 0 < line <= len(lines) and _is_item_with(lines[line - 1], block_lines[0]):
        return line
    first, inner = _strip_fence_marker(block_lines[0]), tuple(block_lines[1:-1])
    # MyST adds a blank line to a fence that begins with another fence.
    bodies = [inner, inner[1:]] if inner[:1] == ("",) else [inner]
    # The nearest block above comes first, because several blocks may have the same text.
    above = range(min(line, len(lines)), max(line - 1 - _MAX_ADDED_LINES, 0), -1)
    for number in chain(above, range(line + 1, len(lines) + 1)):
        if _strip_fence_marker(lines[number - 1]) == first and any(
            lines[number : number + len(body)] == body for body in bodies
        ):
            return number
    return line


def _is_item_with(line: str, first: str) -> bool:
    """Return whether *line* is, or is a list item with, the reStructuredText directive *first*."""
    return first.startswith("..") and line.endswith(first)


def _strip_fence_marker(first: str) -> str:
    """Return the directive line starting at "{", because MyST rewrites the fence."""
    return first[max(first.find("{"), 0) :]


def find_text_line(source: str, text: str, after: int) -> int | None:
    """Return the number of the first line after line *after* that is equal to *text*."""
    try:
        return read_lines(source).index(text.strip(), after) + 1 if text.strip() else None
    except ValueError:
        return None


def number_lines(content: Iterable[str], source: str, line: int) -> Iterator[tuple[int, str]]:
    """Yield the non-blank lines in *content*, each with its line number in *source*.

    :param line: the line of the directive with the content, which is used for lines without a
    match.
    """
    lines = read_lines(source)
    number = line
    for raw in content:
        if text := raw.strip():
            try:
                number = lines.index(text, max(number, line)) + 1
            except ValueError:
                number = line
            yield number, text
