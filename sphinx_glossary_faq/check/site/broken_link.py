"""Determine the rule, the message and the suggestion for a broken link."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from sphinx.application import Sphinx

from sphinx_glossary_faq.check.references.results import ProjectReferences
from sphinx_glossary_faq.core.findings.messages import hidden_target
from sphinx_glossary_faq.core.html.urls import LinkResolution, LinkStatus, with_scheme


class BrokenLink(NamedTuple):
    """A broken link on a written page, where *link* is the URL as written."""

    page: str
    link: str
    resolution: LinkResolution
    target_docname: str = ""
    """The docname of the target page, if only the anchor is missing."""

    docname: str = ""
    """The docname of the page with the link, if it has a source."""


def describe_broken_link(
    app: Sphinx, references: ProjectReferences, docname: str, broken: BrokenLink
) -> tuple[str, str, str]:
    """Return the rule, the message and the suggestion for a link on page *docname*."""
    resolution = broken.resolution
    if resolution.status is LinkStatus.NO_ANCHOR:
        for target_docname in (broken.target_docname, docname):
            if condition := references.hiding_condition(target_docname, resolution.fragment):
                return "hidden-target", hidden_target(broken.link, resolution.path, condition), ""
        message = (
            f"link: target “{broken.link}” does not exist: page “{resolution.path}” has no anchor "
            f"“{resolution.fragment}”."
        )
        return (
            ("case-mismatch" if resolution.nearest else "dead-anchor"),
            message,
            resolution.nearest,
        )
    message = f"link: target “{broken.link}” does not exist in the output."
    if resolution.nearest:
        return "case-mismatch", message, resolution.nearest
    if docname and (source := _source_file(app, docname, broken.link)):
        target = app.env.path2doc(os.path.normpath(source))
        address = _relative_address(app, docname, target) if target in app.env.found_docs else ""
        message = f"link: target “{broken.link}” is a source file and not part of the output."
        return "source-link", message, address
    return "dead-link", message, with_scheme(broken.link)


def _relative_address(app: Sphinx, docname: str, target: str) -> str:
    """Return the URL of page *target* relative to page *docname*."""
    base, uri = (app.builder.get_target_uri(name) for name in (docname, target))
    address = posixpath.relpath(uri, posixpath.dirname(base) or ".")
    return f"{address}/" if uri.endswith("/") else address


def _source_file(app: Sphinx, docname: str, link: str) -> Path | None:
    """Return the source file or folder that a URL on page *docname* points to, if it exists."""
    path = unquote(link.partition("#")[0].partition("?")[0])
    if not path or path.startswith("/"):
        return None
    source = Path(app.env.doc2path(docname)).parent / path
    try:
        return source if source.exists() else None
    except (OSError, ValueError):  # such as a name that is too long, or with a null character
        return None
