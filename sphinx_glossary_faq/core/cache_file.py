"""Digests, atomic writes, and JSON documents that contain their own checksum.

A cache file that was truncated, edited or merged must not be used. The checksum shows whether the
file is unchanged. This module does not interpret the content of the files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sphinx_glossary_faq.core.text.surrogates import escape_surrogates

TEMPORARY_SUFFIX: Final = ".new"
"""The suffix of a file while it is being written."""


def digest(*parts: object, length: int = 16) -> str:
    """Return a shortened SHA-256 digest of *parts* in hexadecimal.

    Strings and bytes are digested directly, other objects through their `repr`. Callers must sort
    sets, because the order in their `repr` varies.
    """
    state = sha256()
    for number, part in enumerate(parts):
        if number:
            state.update(b"\n")
        state.update(part if isinstance(part, bytes) else _encode(part))
    return state.hexdigest()[:length]


def _encode(part: object) -> bytes:
    text = part if isinstance(part, str) else repr(part)
    return text.encode("utf-8", "surrogatepass")


def dumps(document: Mapping[str, object]) -> str:
    """Return a JSON document whose first key is a checksum of the remaining text.

    The document is in ASCII, because file names that are not UTF-8 contain lone surrogates.
    """
    rest = json.dumps(document)[1:]
    return _head(rest) + rest


def loads(text: str) -> dict[str, Any]:
    """Parse a document written by `dumps` and return its content.

    :raises ValueError: if the document has been modified.
    """
    head, rest = text[:_HEAD_LENGTH], text[_HEAD_LENGTH:]
    if head != _head(rest):
        raise ValueError("The file is corrupt or was modified.")
    document: dict[str, Any] = json.loads("{" + rest)
    return document


# Matches DEL, "\x85" and U+2028; not "\n", which `json` has escaped in strings.
_LINE_SEPARATOR: Final = re.compile(r"[\x7f-\x9f\u2028\u2029]")


def format_json(document: object) -> str:
    """Return *document* as JSON for readers, whose strings do not break a line.

    Lone surrogates are escaped.
    """
    text = json.dumps(document, ensure_ascii=False, indent=1)
    text = _LINE_SEPARATOR.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return escape_surrogates(f"{text}\n")


def _head(rest: str) -> str:
    return f'{{"sha256": "{digest(rest)}", '


_HEAD_LENGTH: Final = len(_head(""))


def write_atomically(path: Path, text: str) -> None:
    """Write *text* to the file at *path* atomically.

    An interrupted build leaves the old file in place.

    Lone surrogates, which UTF-8 cannot encode, are escaped.
    """
    temporary = path.with_name(path.name + TEMPORARY_SUFFIX)
    temporary.write_text(escape_surrogates(text), "utf-8")
    temporary.replace(path)
