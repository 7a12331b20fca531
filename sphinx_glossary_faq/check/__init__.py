"""Report broken references, links and markup in every build, with file, line and column."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_glossary_faq.check import invalidation, run, xrefcheck_builder
from sphinx_glossary_faq.check.references import reference_collector
from sphinx_glossary_faq.check.rules import config_names


def register(app: Sphinx) -> None:
    """Register the event handlers of the check and the builder `xrefcheck`."""
    config_names.register(app)
    reference_collector.register(app)
    invalidation.register(app)
    run.register(app)
    xrefcheck_builder.register(app)
