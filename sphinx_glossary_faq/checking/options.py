"""Tells of options in `conf.py` that name terms which no glossary has."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.rules import defined_by
from sphinx_glossary_faq.core.spelling import did_you_mean
from sphinx_glossary_faq.diagnostics import CONF, Subtype, warn
from sphinx_glossary_faq.domain import domain_of


def tell(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of names that `glossary_faq_terms` has options for in vain."""
    known = defined_by(domain_of(env).guide.vocabulary.terms)
    for name in env.config[PREFIX + "terms"]:
        if name not in known:
            message = f"{PREFIX}terms: “{name}” is in no glossary.{did_you_mean(name, known)}"
            warn(Subtype.CONFIG, message, CONF)


def register(app: Sphinx) -> None:
    app.connect("env-updated", tell, priority=600)
