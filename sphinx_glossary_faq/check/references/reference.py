"""Define the record of a reference, and pack and unpack the references on a page.

The packed form is compressed and contains each distinct reference once, without nodes and
locations.  `reference_collector` collects the references on a page.
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

from sphinx_glossary_faq.core.model.records import Condition

Kind = Literal[
    "xref", "link", "raw", "image", "download", "see", "role-typo", "literal-link", "problem"
]

FILES: tuple[Kind, ...] = ("image", "download")
TYPOS: tuple[Kind, ...] = ("role-typo", "literal-link")

Attributes = tuple[tuple[str, Any], ...]


class Reference(NamedTuple):
    """A reference of any kind, valid or not.

    The kinds are as follows.  `xref`: a pending reference, which is resolved from its attributes.
    `link`, `raw`: a local URL in a link or in raw HTML. `image`, `download`: a file that could not
    be read.  `see`: the target of a “see” entry in the index.  `problem`: invalid markup, which
    docutils links to a message that Sphinx removes.  `role-typo`, `literal-link`: mistyped markup
    (see `core.findings.typos`).
    """

    kind: Kind
    target: str
    attributes: Attributes = ()
    conditions: tuple[Condition, ...] = ()


class ReferenceUse(NamedTuple):
    """A reference with the node that contains it."""

    reference: Reference
    node: nodes.Node
    text: str = ""
    """The text of a raw node, which is the same object for all its references."""

    offset: int = -1
    """The position of the reference in *text*."""

    number: int = 0
    """The position among the references on the page."""

    @property
    def is_typo(self) -> bool:
        """Whether the reference is mistyped markup that is shown as text."""
        return self.reference.kind in TYPOS


TEMPLATE = "template"
"""The attribute of a numbered reference with a text of its own, which is a template."""

# A local URL. Matches `a.html#x`, `#x`, `?q`; not `https://x.org`, ` mailto:a`, `//x.org`.
LOCAL_URL = re.compile(r"(?!\s*(?:[a-zA-Z][\w+.-]*:|//))")


def is_markdown(env: BuildEnvironment, docname: str) -> bool:
    """Return whether the source of a page is in a format other than reStructuredText."""
    return get_filetype(env.config.source_suffix, str(env.doc2path(docname))) != "restructuredtext"


def pack(references: Iterable[Reference]) -> bytes:
    """Return the references as pickled and compressed tuples."""
    items = [tuple(reference) for reference in references]
    return zlib.compress(pickle.dumps(items, pickle.HIGHEST_PROTOCOL), 1)


def unpack(packed: bytes) -> tuple[Reference, ...]:
    """Return the references in data returned by `pack`."""
    return tuple(Reference(*values) for values in pickle.loads(zlib.decompress(packed)))
