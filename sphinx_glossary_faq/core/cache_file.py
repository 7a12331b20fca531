"""Digests, safe access to files, and JSON documents that contain their own checksum.

A cache file that was truncated, edited or merged must not be used: it could contain anything.
Its checksum shows whether it has changed since it was written, and its shape shows whether it can
be used.  A folder, a symbolic link or a pipe may exist in place of a file.  This module does not
depend on the content of the files.
"""

from __future__ import annotations

import errno
import json
import os
import re
import stat
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from types import UnionType
from typing import Any, Final, get_args

from sphinx_glossary_faq.core.text.surrogates import escape_surrogates

TEMPORARY_SUFFIX: Final = ".new"
"""The suffix of a file while it is being written."""

MAX_CACHE_SIZE: Final = 2**28
"""The size of the largest cache file that is read, in bytes."""

_MAX_NUMBER: Final = 2**63
"""The limit of numbers in a cache file: Python does not print numbers with 4,300 digits."""

Shape = type | UnionType | list["Shape"] | dict[type, "Shape"] | tuple["Shape", ...]
"""The shape of JSON data: the type of a scalar, `[item]`, `{str: value}` or a tuple of items."""


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
    try:
        document = json.loads(f"{{{rest}")
    except RecursionError:
        raise ValueError("The file is nested too deeply.") from None
    if not isinstance(document, dict):
        raise ValueError("The file is not an object.")
    return document


def load_field(document: Mapping[str, object], name: str, shape: Shape) -> Any:
    """Return a field of a document.

    :raises ValueError: if there is no such field, or if it has another shape.
    """
    value = document.get(name)
    if not has_shape(value, shape):
        raise ValueError(f"“{name}” does not exist or has another shape.")
    return value


def has_shape(value: object, shape: Shape) -> bool:
    """Whether JSON data has a shape. For example, a Boolean is not a number.

    >>> has_shape([1, "a"], (int, str | None)), has_shape("ab", [str])
    (True, False)
    """
    if isinstance(shape, UnionType):
        return any(has_shape(value, item) for item in get_args(shape))
    if isinstance(shape, type):
        is_short = not isinstance(value, int) or abs(value) < _MAX_NUMBER
        return type(value) is shape and is_short
    if isinstance(shape, dict):
        (item,) = shape.values()
        return isinstance(value, dict) and all(has_shape(each, item) for each in value.values())
    if not isinstance(value, list):
        return False
    if isinstance(shape, list):
        return all(has_shape(each, shape[0]) for each in value)
    return len(value) == len(shape) and all(map(has_shape, value, shape))


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

    Symbolic links and pipes are replaced; nothing is written to their targets.  Lone surrogates,
    which UTF-8 cannot encode, are escaped.

    :raises OSError: if there is a folder at *path*, for example.
    """
    temporary = path.with_name(path.name + TEMPORARY_SUFFIX)
    temporary.unlink(missing_ok=True)  # of an interrupted build
    with temporary.open("x", encoding="utf-8") as file:  # "x" does not follow links
        file.write(escape_surrogates(text))
    temporary.replace(path)


def read_file(path: Path, max_size: int = MAX_CACHE_SIZE) -> bytes:
    """Return the content of a file, without waiting for the writer of a pipe.

    :raises OSError: if *path* is not a regular file of at most *max_size* bytes.
    :raises ValueError: if *path* contains a null character.
    """
    with open(path, "rb", opener=_open_nonblocking) as file:  # no `Path.open`
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "Not a regular file", str(path))
        content = file.read(max_size + 1)
    if len(content) > max_size:
        raise OSError(errno.EFBIG, f"Larger than {max_size // 2**20} MiB", str(path))
    return content


def _open_nonblocking(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def read_text_file(path: Path) -> str:
    """Return the text of a source file; empty if it cannot be read."""
    try:
        text = read_file(path).decode("utf-8-sig", "replace")
    except (OSError, ValueError):
        return ""
    return text.replace("\r\n", "\n").replace("\r", "\n")
