"""Runs the core's rules over the whole project, and tells what they find.

After every reading, in the main process: a build that reads nothing tells the same
findings as one that reads everything.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.model import Comparison
from sphinx_glossary_faq.core.rules import defined_by, judge
from sphinx_glossary_faq.diagnostics import CONF, Subtype, did_you_mean, warn
from sphinx_glossary_faq.domain import domain_of


def tell(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of every finding, in the order of files and lines."""
    domain = domain_of(env)
    for finding in judge(domain.guide, domain.store.all(Comparison), did_you_mean):
        warn(Subtype(finding.rule), finding.message, finding.place)
    known = defined_by(domain.guide.vocabulary.terms)
    for name in env.config[PREFIX + "terms"]:
        if name not in known:
            message = f"{PREFIX}terms: “{name}” is in no glossary.{did_you_mean(name, known)}"
            warn(Subtype.CONFIG, message, CONF)


def register(app: Sphinx) -> None:
    app.connect("env-updated", tell, priority=600)
