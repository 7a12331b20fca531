"""What a page carries beside its text: the style sheet, and the last lines of a build."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_glossary_faq.pages import assets, summary


def register(app: Sphinx) -> None:
    """Declare the assets and the summary."""
    assets.register(app)
    summary.register(app)
