"""Create the other output: the style sheet, `terms.json` and the summary of a build."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_glossary_faq.output import stylesheet, summary, terms_json


def register(app: Sphinx) -> None:
    """Register the modules."""
    stylesheet.register(app)
    terms_json.register(app)
    summary.register(app)
