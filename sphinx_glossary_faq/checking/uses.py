"""What a page refers to: the records, and how those of a page are kept.

What is kept is compact: each distinct reference once, without its nodes and without its places,
all of a page compressed.  Which references a page has is found by `collecting`.
"""

from __future__ import annotations

import pickle
import re
import zlib
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from docutils import nodes

from sphinx_glossary_faq.conditions import Condition

Kind = Literal[
    "xref", "link", "raw", "image", "download", "see", "role-typo", "literal-link", "problem"
]

FILES: tuple[Kind, ...] = ("image", "download")
SLIPS: tuple[Kind, ...] = ("role-typo", "literal-link")

Attributes = tuple[tuple[str, Any], ...]


class Reference(NamedTuple):
    """Something on a page that leads, or should lead, to something else.

    `xref`: what a resolver will look for, by its attributes.  `link`, `raw`: a local address, of
    a link or in raw HTML.  `image`, `download`: a file that could not be read.  `see`: the index
    entry that another one sends its reader to.  `problem`: markup that docutils has told of and
    links to its message, which is taken out.  The rest are slips, see `core.typos`.
    """

    kind: Kind
    target: str
    attributes: Attributes = ()
    conditions: tuple[Condition, ...] = ()


class Use(NamedTuple):
    """A reference and the node that makes it; *offset* is its place in the text of a raw node."""

    reference: Reference
    node: nodes.Node
    offset: int = -1

    @property
    def is_slip(self) -> bool:
        """Whether it is text that was meant to be markup."""
        return self.reference.kind in SLIPS


# A local address. Matches `a.html#x`, `#x`, `?q`; not `https://x.org`, ` mailto:a`, `//x.org`.
LOCAL = re.compile(r"(?!\s*(?:[a-zA-Z][\w+.-]*:|//))")


def pack(references: Iterable[Reference]) -> bytes:
    """The references as plain tuples, compressed."""
    items = [tuple(reference) for reference in references]
    return zlib.compress(pickle.dumps(items, pickle.HIGHEST_PROTOCOL), 1)


def unpack(packed: bytes) -> tuple[Reference, ...]:
    """What `pack` packed."""
    return tuple(Reference(*values) for values in pickle.loads(zlib.decompress(packed)))
