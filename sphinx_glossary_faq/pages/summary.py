"""The last lines of a build: what was linked, rendered and checked."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util import logging

from sphinx_glossary_faq.core.model import Article, Borrowed, Comparison, Question
from sphinx_glossary_faq.domain import FaqDomain, domain_of

logger = logging.getLogger(__name__)


def summarise(domain: FaqDomain) -> str:
    """Three lines on the project as it stands, whatever this build had to write of it."""
    mentions = [mention for plan in domain.plan.values() for mention in plan.mentions]
    terms = domain.guide.vocabulary.terms
    store = domain.store
    relations = sum(
        len(getattr(term, option))
        for term in terms
        for option in ("broader", "narrower", "related")
    )
    return (
        f"linked:   {len(mentions)} mentions of {len(terms)} terms, "
        f"on {len(domain.plan)} pages\n"
        f"rendered: {len(store.all(Question))} questions, "
        f"{len(store.all(Comparison))} comparisons, {len(store.all(Article))} pages\n"
        f"checked:  {len(store.all(Borrowed)) + relations} names of terms, pages and questions"
    )


def tell(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and domain_of(app.env).guide.vocabulary.terms:
        logger.info(summarise(domain_of(app.env)))


def register(app: Sphinx) -> None:
    app.connect("build-finished", tell)
