"""Where a piece of a source file stands.

rST tells it exactly, MyST counts some lines from the directive that holds them (content, and
all of a `{glossary}`), never too many.  So a line is searched for by its text, from where it is
said to be downwards.  Where the text cannot be found, what was said is believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path


def lines_of(source: str) -> tuple[str, ...]:
    """The lines of the file *source*, stripped; none where there is no such file."""
    path = Path(source)
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError):  # ValueError: a null character
        return ()


@lru_cache(maxsize=4)
def _read(path: Path, mtime_ns: int) -> tuple[str, ...]:
    """Not by `linecache`, which takes "# Decoding: base64" on top for the encoding of Python."""
    text = path.read_text("utf-8-sig", errors="replace")
    return tuple(line.strip() for line in text.split("\n"))


def line_of_block(source: str, block: str, line: int) -> int:
    """The line on which *block*, whose indentation may differ, begins in *source*.

    :param line: counted from 1, the least that it can be.
    """
    wanted = [text.strip() for text in block.strip().splitlines()] or [""]
    lines = lines_of(source)
    first, inner = _from_brace(wanted[0]), tuple(wanted[1:-1])
    for start in range(max(line - 1, 0), len(lines) - len(wanted) + 1):
        if _from_brace(lines[start]) == first and (
            lines[start + 1 : start + 1 + len(inner)] == inner
        ):
            return start + 1
    return line


def _from_brace(first: str) -> str:
    """MyST writes a fence anew: its first line is alike from the brace on, its last may differ."""
    return first[max(first.find("{"), 0) :]


def line_of_text(source: str, text: str, after: int) -> int | None:
    """The number of the first line below line *after* that is *text* and nothing else."""
    try:
        return lines_of(source).index(text.strip(), after) + 1 if text.strip() else None
    except ValueError:
        return None


def numbered(content: Iterable[str], source: str, line: int) -> Iterator[tuple[int, str]]:
    """The lines of *content* that are not blank, each with its number in *source*.

    :param line: that of the directive whose content it is; also where what is not found stands.
    """
    lines = lines_of(source)
    at = line
    for raw in content:
        if text := raw.strip():
            try:
                at = lines.index(text, max(at, line)) + 1
            except ValueError:
                at = line
            yield at, text
