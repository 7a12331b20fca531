"""Convert offsets in a text to lines and columns, and make text safe for lines of output."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

# Matches "\r\n", "\n", "\r"; not "\f" nor U+2028.
_LINE_END = re.compile(r"\r\n|\n|\r")


# Matches "\n", "\x1b", "\x85", U+2028; not " " nor "\xa0".
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Matches the "##" of "##[group]" and "##vso[task]"; not that of "## x [y]".
_COMMAND = re.compile(r"##(?=\w{0,20}\[)")
# Matches the start of "a.rst", "../a.rst", "/a.rst", "<rst_prolog>"; not of "::a.rst", " a.rst".
_SAFE_START = re.compile(r"[\w./\\<]")


def single_line(text: str) -> str:
    r"""Return *text* on one line, without control characters and commands for CI services.

    They execute a command that begins a line, and a few (`##[command]`) also within a line.

    >>> single_line("a\r\n::error::\u2028 ##[group]")
    'a ::error::  ## [group]'
    """
    return _COMMAND.sub("## ", _CONTROL.sub(" ", text))


def safe_path(path: str) -> str:
    """Return a path that does not begin a command where it begins a line of output.

    >>> safe_path("guide/a.rst"), safe_path("::error::a.rst")
    ('guide/a.rst', './::error::a.rst')
    """
    return path if not path or _SAFE_START.match(path) else f"./{path}"


def line_starts(text: str) -> list[int]:
    r"""Return the offset at which each line of a text starts.

    >>> line_starts("one\r\ntwo")
    [0, 5]
    """
    return [0, *(end.end() for end in _LINE_END.finditer(text))]


def line_and_column(starts: Sequence[int], offset: int) -> tuple[int, int]:
    """Return the line and column of a character, counted from 1 in code points.

    A line end belongs to the line before it. The offset may be the end of the text.

    :param starts: the offsets returned by `line_starts`.

    >>> line_and_column([0, 5], 6)
    (2, 2)
    """
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1
