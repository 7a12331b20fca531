"""Warn about options in `conf.py` that name unknown terms, or no page."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.matching import Matcher

from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.findings.project_rules import original_names
from sphinx_glossary_faq.core.text.fuzzy import did_you_mean
from sphinx_glossary_faq.diagnostics import CONF, Subtype, warn
from sphinx_glossary_faq.domain import domain_of


def warn_unknown_terms(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about names in `glossary_faq_terms` that no glossary defines."""
    vocabulary = domain_of(env).project.vocabulary
    names = original_names((*vocabulary.terms, *vocabulary.remote))
    for name in env.config[PREFIX + "terms"]:
        if name not in names:
            fix = did_you_mean(name, names) or " Remove this entry."
            message = f"{PREFIX}terms: “{name}” is not in any glossary.{fix}"
            warn(Subtype.CONFIG, message, CONF)


def warn_unused_patterns(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about patterns for pages with links that match no page."""
    for pattern in env.config[PREFIX + "autolink_include"]:
        if not any(map(Matcher([pattern]), env.found_docs)):
            message = (
                f"{PREFIX}autolink_include: the pattern “{pattern}” matches no page. Patterns are "
                "about docnames, which are relative to the source folder and have no suffix."
            )
            warn(Subtype.CONFIG, message, CONF)


def register(app: Sphinx) -> None:
    app.connect("env-updated", warn_unknown_terms, priority=600)
    app.connect("env-updated", warn_unused_patterns, priority=600)
