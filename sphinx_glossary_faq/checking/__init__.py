"""What is wrong with a guide, found in every build and told with file and line."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_glossary_faq.checking import builder, findings


def register(app: Sphinx) -> None:
    """Declare the checks."""
    findings.register(app)
    builder.register(app)
