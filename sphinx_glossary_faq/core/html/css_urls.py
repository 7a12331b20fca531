"""Find the URLs in style sheets, following CSS Syntax Level 3.

This module handles comments, strings, escapes, `url(…)` and `@import`. It neither parses properties
nor resolves URLs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHITESPACE = r" \t\n\f\r"
# Matches `\20 `, `\(`; not a backslash at the end of a line, which is valid only in strings.
_ESCAPE = rf"\\(?:[0-9a-fA-F]{{1,6}}+(?:\r\n|[{_WHITESPACE}])?+|[^\n\f\r])"
# A line continuation in a string. Matches a backslash and the following line end; not `\a`.
_CONTINUATION = r"\\(?:\r\n|[\n\f\r])"
# Strings without their closing quotes. Match `"a\"b`, `'a`.
_OPEN_DOUBLE = rf'"((?:[^"\\\n\f\r]|{_ESCAPE}|{_CONTINUATION})*+)'
_OPEN_SINGLE = rf"'((?:[^'\\\n\f\r]|{_ESCAPE}|{_CONTINUATION})*+)"
# Strings, which also end at the end of the file. Match `"a\"b"`, `'a`; not `"a` before a line end.
_DOUBLE = rf'{_OPEN_DOUBLE}(?:"|\Z)'
_SINGLE = rf"{_OPEN_SINGLE}(?:'|\Z)"
# The argument of `url(` without quotes. Matches `a.png )`, `a\ b`; not `a b)`, `a'b)`.
_UNQUOTED = rf"((?:[^{_WHITESPACE}\"'()\\\x00-\x1f]|{_ESCAPE})*+)[{_WHITESPACE}]*+(?:\)|\Z)"
# Matches `/* a */`, `/* a` at the end of the file; not `// a`.
_COMMENT = r"/\*(?s:.)*?(?:\*/|\Z)"

# URLs, and tokens whose text may look like a URL. Matches `url(a.png)`, `URL( "a.png"`, `@import
# 'a.css'`, `/* url(a) */`, `"url(a)"`, `@namespace url(a)`; not `curl(a.png)`, `url(a b)`.
_TOKEN = re.compile(
    rf"{_COMMENT}|@namespace(?:{_COMMENT}|[^;])*+"
    rf"|@import(?:[{_WHITESPACE}]|{_COMMENT})*+(?:{_DOUBLE}|{_SINGLE})"
    rf"|(?<![\w\\-])url\([{_WHITESPACE}]*+(?:{_DOUBLE}|{_SINGLE}|{_UNQUOTED})"
    rf"|url\((?:[^)\\]|{_ESCAPE})*+"  # invalid, so browsers do not load it
    rf"""|{_OPEN_DOUBLE}"?+|{_OPEN_SINGLE}'?+""",  # a line end also closes them
    re.IGNORECASE,
)
_URL_GROUPS = range(1, 6)
"""The groups of a token that contain a URL. Later groups contain other strings."""

# Matches `\20 `, `\(`, a backslash and a line end; not `20`.
_ESCAPED = re.compile(
    rf"\\(?:([0-9a-f]{{1,6}})(?:\r\n|[{_WHITESPACE}])?|(\r\n|(?s:.)))", re.IGNORECASE
)


def css_urls(css: str) -> Iterator[tuple[int, str]]:
    """Yield each URL that a style sheet or a `style` attribute loads, with its offset.

    Empty URLs, `data:` URLs and bare fragments are skipped. In CSS, a bare fragment refers to an
    effect in the styled document.
    """
    for token in _TOKEN.finditer(css):
        group = token.lastindex or 0
        if group in _URL_GROUPS:
            url = _unescape(token[group])
            if url and url[0] != "#" and url[:5].lower() != "data:":
                yield token.start(group), url


def _unescape(text: str) -> str:
    r"""Decode the escapes in a CSS name or string. For example, `a\20 b` becomes "a b"."""
    return _ESCAPED.sub(_decode_escape, text) if "\\" in text else text


def _decode_escape(escape: re.Match[str]) -> str:
    if escape[1] is None:
        return "" if escape[2] in "\r\n\f\r" else escape[2]
    code = int(escape[1], 16)
    is_valid = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_valid else "\N{REPLACEMENT CHARACTER}"
