"""What is wrong with a guide, found in every build and told with file and line."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_glossary_faq.checking import builder, check, collecting, options, rereading


def register(app: Sphinx) -> None:
    """Declare what records references, what follows them, and the builder that only checks."""
    options.register(app)
    collecting.register(app)
    rereading.register(app)
    check.register(app)
    builder.register(app)
