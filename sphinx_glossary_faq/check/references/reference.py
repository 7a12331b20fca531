"""The references of a page: the record of one, and the packed form of all.

The packed form is compact: each distinct reference once, without its nodes and its locations,
compressed.  `reference_collector` finds the references of a page.
"""

from __future__ import annotations

import pickle
import re
import zlib
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util import get_filetype

from sphinx_glossary_faq.conditions import Condition

Kind = Literal[
    "xref", "link", "raw", "image", "download", "see", "role-typo", "literal-link", "problem"
]

FILES: tuple[Kind, ...] = ("image", "download")
TYPOS: tuple[Kind, ...] = ("role-typo", "literal-link")

Attributes = tuple[tuple[str, Any], ...]


class Reference(NamedTuple):
    """A reference of any kind, valid or not.

    `xref`: a pending reference, which a resolver resolves by its attributes.  `link`, `raw`: a
    local URL, of a link or in raw HTML.  `image`, `download`: a file that could not be read.
    `see`: the entry that a “see” entry of the index names.  `problem`: invalid markup, which
    docutils links to a message that Sphinx removes.  `role-typo`, `literal-link`: mistyped
    markup, see `core.findings.typos`.
    """

    kind: Kind
    target: str
    attributes: Attributes = ()
    conditions: tuple[Condition, ...] = ()


class ReferenceUse(NamedTuple):
    """A reference and the node that makes it."""

    reference: Reference
    node: nodes.Node
    text: str = ""
    """The text of a raw node: the same object for all its references."""

    offset: int = -1
    """The position of the reference in *text*."""

    number: int = 0
    """The position among the references of the page."""

    @property
    def is_typo(self) -> bool:
        """Whether it is mistyped markup, shown as text."""
        return self.reference.kind in TYPOS


# A local URL. Matches `a.html#x`, `#x`, `?q`; not `https://x.org`, ` mailto:a`, `//x.org`.
LOCAL_URL = re.compile(r"(?!\s*(?:[a-zA-Z][\w+.-]*:|//))")


def is_markdown(env: BuildEnvironment, docname: str) -> bool:
    """Return whether the source of a page is Markdown, or another format than reStructuredText."""
    return get_filetype(env.config.source_suffix, str(env.doc2path(docname))) != "restructuredtext"


def pack(references: Iterable[Reference]) -> bytes:
    """Return the references as plain tuples, pickled and compressed."""
    items = [tuple(reference) for reference in references]
    return zlib.compress(pickle.dumps(items, pickle.HIGHEST_PROTOCOL), 1)


def unpack(packed: bytes) -> tuple[Reference, ...]:
    """Return the references that `pack` packed."""
    return tuple(Reference(*values) for values in pickle.loads(zlib.decompress(packed)))
