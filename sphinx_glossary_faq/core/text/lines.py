"""Convert offsets in a text to lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

# Matches "\r\n", "\n", "\r"; not "\f" nor U+2028.
_LINE_END = re.compile(r"\r\n|\n|\r")


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
