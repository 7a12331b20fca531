"""The addresses in a style sheet, as CSS Syntax Level 3 tells them from all else.

Knows comments, strings, escapes, `url(…)` and `@import`. Does not know properties, nor where an
address leads.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK = r" \t\n\f\r"
# Matches `\20 `, `\(`; not a backslash at the end of a line, which only strings may have.
_ESCAPE = rf"\\(?:[0-9a-fA-F]{{1,6}}+(?:\r\n|[{_BLANK}])?+|[^\n\f\r])"
# Within a string. Matches a backslash and the line's end behind it; not `\a`.
_CONTINUED = r"\\(?:\r\n|[\n\f\r])"
# Strings, which end with the file too. Match `"a\"b"`, `'a`; not `"a` before a line's end.
_DOUBLE = rf'"((?:[^"\\\n\f\r]|{_ESCAPE}|{_CONTINUED})*+)(?:"|\Z)'
_SINGLE = rf"'((?:[^'\\\n\f\r]|{_ESCAPE}|{_CONTINUED})*+)(?:'|\Z)"
# What `url(` may have without quotes. Matches `a.png )`, `a\ b`; not `a b)`, `a'b)`.
_BARE = rf"((?:[^{_BLANK}\"'()\\\x00-\x1f]|{_ESCAPE})*+)[{_BLANK}]*+(?:\)|\Z)"
# Matches `/* a */`, `/* a` at the end of the file; not `// a`.
_COMMENT = r"/\*(?s:.)*?(?:\*/|\Z)"

# What has an address, and what must be skipped lest it seem to have one.
# Matches `url(a.png)`, `URL( "a.png"`, `@import 'a.css'`, `/* url(a) */`, `"url(a)"`,
# `@namespace url(a)`; not `curl(a.png)`, `url(a b)`.
_TOKEN = re.compile(
    rf"{_COMMENT}|@namespace(?:{_COMMENT}|[^;])*+"
    rf"|@import(?:[{_BLANK}]|{_COMMENT})*+(?:{_DOUBLE}|{_SINGLE})"
    rf"|(?<![\w\\-])url\([{_BLANK}]*+(?:{_DOUBLE}|{_SINGLE}|{_BARE})"
    rf"|url\((?:[^)\\]|{_ESCAPE})*+"  # one that no browser loads
    rf"|{_DOUBLE}|{_SINGLE}",
    re.IGNORECASE,
)
_ADDRESSES = range(1, 6)
"""The groups of a token that hold an address; those behind are strings of other meaning."""

# Matches `\20 `, `\(`, a backslash and a line end; not `20`.
_ESCAPED = re.compile(rf"\\(?:([0-9a-f]{{1,6}})(?:\r\n|[{_BLANK}])?|(\r\n|(?s:.)))", re.IGNORECASE)


def addresses(css: str) -> Iterator[tuple[int, str]]:
    """Every address that a style sheet or a `style` attribute loads, with its offset.

    Left out are those that lead nowhere else: empty ones, `data:`, and a mere fragment, which
    in CSS means an effect of the document that is styled.
    """
    for token in _TOKEN.finditer(css):
        group = token.lastindex or 0
        if group in _ADDRESSES:
            value = unescaped(token[group])
            if value and value[0] != "#" and value[:5].lower() != "data:":
                yield token.start(group), value


def unescaped(text: str) -> str:
    r"""A name or a string with its escapes read: `a\20 b` is "a b"."""
    return _ESCAPED.sub(_character, text) if "\\" in text else text


def _character(escape: re.Match[str]) -> str:
    if escape[1] is None:
        return "" if escape[2] in "\r\n\f\r" else escape[2]
    code = int(escape[1], 16)
    readable = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if readable else "\N{REPLACEMENT CHARACTER}"
