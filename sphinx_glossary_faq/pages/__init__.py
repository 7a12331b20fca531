"""What is written beside the text: the style sheet, `terms.json`, the last lines of a build."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_glossary_faq.pages import assets, summary, terms


def register(app: Sphinx) -> None:
    """Declare the assets, the published terms and the summary."""
    assets.register(app)
    terms.register(app)
    summary.register(app)
