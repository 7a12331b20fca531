"""Says of dead links, in words, where they wanted to lead and what is nearest to that."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from sphinx.application import Sphinx

from sphinx_glossary_faq.check.references.results import ProjectReferences
from sphinx_glossary_faq.core.findings.messages import hidden_target
from sphinx_glossary_faq.core.html.urls import LinkResolution, LinkStatus


class BrokenLink(NamedTuple):
    """A link of a page, as it is written, that leads nowhere."""

    page: str
    link: str
    resolution: LinkResolution
    target_docname: str = ""
    """The page of the project that it leads to, but not to the place that it names there."""

    docname: str = ""
    """The page of the project that it stands on, if that is one."""


def describe_broken_link(
    app: Sphinx, links: ProjectReferences, docname: str, dead: BrokenLink
) -> tuple[str, str, str]:
    """The rule, the sentence and the suggestion for a link of page *docname*."""
    verdict = dead.resolution
    if verdict.status is LinkStatus.NO_ANCHOR:
        for page in (dead.target_docname, docname):
            if condition := links.hiding_condition(page, verdict.fragment):
                return "hidden-target", hidden_target(dead.link, verdict.path, condition), ""
        message = f"“{dead.link}”: {verdict.path} has no anchor “{verdict.fragment}”."
        return ("case-mismatch" if verdict.nearest else "dead-anchor"), message, verdict.nearest
    if verdict.nearest:
        return "case-mismatch", f"“{dead.link}” leads to no file of the site.", verdict.nearest
    if docname and (source := _source_file(app, docname, dead.link)):
        written = app.env.path2doc(os.path.normpath(source))
        page = _address_of(app, docname, written) if written in app.env.found_docs else ""
        return "source-link", f"“{dead.link}” is in the source alone, not in the output.", page
    return "dead-link", f"“{dead.link}” leads to no file of the site.", ""


def _address_of(app: Sphinx, docname: str, page: str) -> str:
    """The address of *page* as page *docname* would write it."""
    here, there = (app.builder.get_target_uri(name) for name in (docname, page))
    address = posixpath.relpath(there, posixpath.dirname(here) or ".")
    return f"{address}/" if there.endswith("/") else address


def _source_file(app: Sphinx, docname: str, link: str) -> Path | None:
    """The file or folder of the source that an address of page *docname* names, if it does."""
    path = unquote(link.partition("#")[0].partition("?")[0])
    if not path or path.startswith("/"):
        return None
    found = Path(app.env.doc2path(docname)).parent / path
    try:
        return found if found.exists() else None
    except OSError:  # too long to be a name, for one
        return None
