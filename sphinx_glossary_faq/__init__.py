"""Glossaries, term comparisons and FAQs for Sphinx documentation.

Add ``"sphinx_glossary_faq"`` to ``extensions`` in ``conf.py``.  The first mention of a glossary
term on each page becomes a link to its definition, and the directives ``faq``, ``faq-item``,
``term-compare``, ``see-also``, ``article-header`` and ``term-info`` are available.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from sphinx_glossary_faq import (
    api,
    autolink,
    check,
    config,
    copied_nodes,
    directives,
    domain,
    events,
    nodes,
    output,
    question_references,
    reader,
    term_references,
)

__version__ = "0.1.0"

__all__ = ["__version__", "setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the modules of the extension in the order of their dependencies."""
    app.require_sphinx("8.1")
    app.add_message_catalog(nodes.CATALOG, str(Path(__file__).parent / "locale"))
    config.register(app)
    events.register(app)
    nodes.register(app)
    domain.register(app)
    copied_nodes.register(app)
    term_references.register(app)
    question_references.register(app)
    directives.register(app)
    autolink.register(app)
    check.register(app)
    output.register(app)
    api.register(app)
    reader.register(app)
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
