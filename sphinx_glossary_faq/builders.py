"""Determine properties of builders, such as whether they show links."""

from __future__ import annotations

import posixpath
import re
from typing import Final, cast
from urllib.parse import urlsplit

from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.util.osutil import relative_uri

NO_PAGES: Final = frozenset(
    {"gettext", "linkcheck", "changes", "dummy", "coverage", "doctest", "xrefcheck"}
)
"""Builders whose output does not contain content from this extension."""

NO_AUTOLINKS: Final = frozenset({"gettext", "linkcheck", "changes", "man"})
"""Builders without automatic links.

Most of these builders write no prose, and gettext messages must not differ from the source.  Manual
pages do not support links inside a document, which docutils writes as "term <#term-id>".
"""

INTERACTIVE: Final = frozenset({"html", "dirhtml", "singlehtml"})
"""Builders whose pages are read in a browser, with scripts.  They also write `objects.inv`."""

TERMS_FILE: Final = "terms.json"
"""The file with the terms of a project that these builders write."""

REPORTS_MENTIONS: Final = frozenset({"xrefcheck"})
"""Builders that report every mention and whether it is linked."""

_SINGLE_DOCUMENT: Final = frozenset({"latex", "man", "texinfo"})


def is_single_document(builder: Builder) -> bool:
    """Return whether *builder* assembles pages into documents and always writes all of them."""
    return builder.name in _SINGLE_DOCUMENT or isinstance(builder, SingleFileHTMLBuilder)


def writes_pages(builder: Builder) -> bool:
    """Return whether *builder* writes one document for each page."""
    is_paged = isinstance(builder, StandaloneHTMLBuilder) or builder.format in ("text", "xml")
    return is_paged and not is_single_document(builder)


def shows_links(builder: Builder) -> bool:
    """Return whether links affect the output of *builder*."""
    return builder.name not in NO_PAGES and builder.format != "text"


def shows_abbreviations(builder: Builder) -> bool:
    """Return whether *builder* shows the expansions of abbreviations without changing the text."""
    return builder.format == "html" and bool(builder.config["glossary_faq_abbreviations"])


def renders_html(builder: Builder) -> bool:
    """Return whether *builder* renders raw HTML and folded content, or reports on such builders."""
    return builder.format == "html" or builder.name in REPORTS_MENTIONS


# The path of a URL. Matches "../a.html" of "../a.html?b#c".
_PATH: Final = re.compile(r"[^?#]*")


def relative_address(builder: Builder, docname: str, origin: str, address: str) -> str:
    """Return *address*, written on page *origin*, as an address on page *docname*.

    Only HTML builders that write page by page have relative addresses.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    is_relative = not (parts.scheme or parts.netloc or parts.path.startswith("/"))
    if not is_relative or builder.format != "html" or not writes_pages(builder):
        return address
    path = cast("re.Match[str]", _PATH.match(address))[0]
    target = builder.get_target_uri(origin)
    if path:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(target), path))
        target = "" if target == "." else target
        target += "/" if target and path.endswith(("/", "/.", "..")) else ""
    return relative_uri(builder.get_target_uri(docname), target) + address[len(path) :]
