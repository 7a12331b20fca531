"""Where in a text an offset is, as editors count.

Knows the three line ends of text files, and no more: a form feed or U+2028 ends no line.
"""

from __future__ import annotations

import re

# Matches "\r\n", "\n", "\r"; not "\f" nor U+2028.
_LINE_END = re.compile(r"\r\n|\n|\r")


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    r"""The line and the column of a character, both from 1, columns in code points.

    A line end belongs to the line that it ends; the offset may be that of the text's end.

    >>> line_and_column("one\r\ntwo", 6)
    (2, 2)
    """
    line, start = 1, 0
    # One character further, lest a "\r\n" be cut in two.
    for end in _LINE_END.finditer(text, 0, offset + 1):
        if end.end() <= offset:
            line, start = line + 1, end.end()
    return line, offset - start + 1
