"""Automatic links: from the prose of a page, over the plan, to the written output."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_glossary_faq.linking import autolink, outputs, prose, remote, searched


def register(app: Sphinx) -> None:
    """Declare the prose index, other projects' terms, the linker, the search and the snapshot."""
    prose.register(app)
    remote.register(app)
    autolink.register(app)
    searched.register(app)
    outputs.register(app)
