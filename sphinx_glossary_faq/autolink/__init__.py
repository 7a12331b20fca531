"""Link mentions of terms to their definitions automatically."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_glossary_faq.autolink import (
    decisions_file,
    incremental,
    insert,
    intersphinx_terms,
    search_index,
    text_collector,
)


def register(app: Sphinx) -> None:
    """Register the modules in the order in which a build uses them."""
    decisions_file.register(app)
    text_collector.register(app)
    intersphinx_terms.register(app)
    insert.register(app)
    search_index.register(app)
    incremental.register(app)
