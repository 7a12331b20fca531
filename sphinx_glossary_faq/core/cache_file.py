"""Digests, atomic writes, and JSON documents that contain their own checksum.

A cache file that was truncated, edited or merged must not be used: it could contain anything.
Its checksum shows whether it is as it was written. The module does not know what files contain.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sphinx_glossary_faq.core.text.surrogates import escape_surrogates

TEMPORARY_SUFFIX: Final = ".new"
"""Appended to the name of a file while it is being written."""


def digest(*parts: object, length: int = 16) -> str:
    """Return a short SHA-256 digest of *parts* in hexadecimal digits.

    Strings and bytes are digested themselves, other objects by their `repr`: sets must be sorted.
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
    """Return a JSON document, not empty, whose first key is a checksum of everything after it.

    In ASCII: file names that are not UTF-8 contain lone surrogates.
    """
    rest = json.dumps(document)[1:]
    return _head(rest) + rest


def loads(text: str) -> dict[str, Any]:
    """Return a document that `dumps` wrote.

    :raises ValueError: if the document is not as it was written.
    """
    head, rest = text[:_HEAD_LENGTH], text[_HEAD_LENGTH:]
    if head != _head(rest):
        raise ValueError("The file is corrupt or was modified.")
    document: dict[str, Any] = json.loads("{" + rest)
    return document


def _head(rest: str) -> str:
    return f'{{"sha256": "{digest(rest)}", '


_HEAD_LENGTH: Final = len(_head(""))


def write_atomically(path: Path, text: str) -> None:
    """Replace the file at *path* at once: an interrupted build leaves the old one.

    Lone surrogates, which UTF-8 cannot encode, are escaped.
    """
    temporary = path.with_name(path.name + TEMPORARY_SUFFIX)
    temporary.write_text(escape_surrogates(text), "utf-8")
    temporary.replace(path)
