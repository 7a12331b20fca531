"""What we have to know of builders: who shows links, and who writes page by page."""

from __future__ import annotations

from typing import Final

from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

PAGELESS: Final = frozenset(
    {"gettext", "linkcheck", "changes", "dummy", "coverage", "doctest", "xrefcheck"}
)
"""Nothing that they write shows anything of ours."""

UNLINKED: Final = frozenset({"gettext", "linkcheck", "changes", "man"})
"""They write no prose; gettext's messages must stay those of the source.

A manual page has no links: docutils writes each as "term <#term-id>", which leads nowhere.
"""

TELLING: Final = frozenset({"xrefcheck"})
"""They tell of each mention, linked or not, and why."""

_ASSEMBLING: Final = frozenset({"latex", "man", "texinfo"})


def assembles(builder: Builder) -> bool:
    """Whether *builder* is known to write everything in each build, in a few documents."""
    return builder.name in _ASSEMBLING or isinstance(builder, SingleFileHTMLBuilder)


def writes_pages(builder: Builder) -> bool:
    """Whether *builder* is known to write a document for each page."""
    paged = isinstance(builder, StandaloneHTMLBuilder) or builder.format in ("text", "xml")
    return paged and not assembles(builder)


def shows_links(builder: Builder) -> bool:
    """Whether a link more or less changes what *builder* writes."""
    return builder.name not in PAGELESS and builder.format != "text"
