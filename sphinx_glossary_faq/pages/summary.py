"""The last lines of a build: what was linked, rendered and checked."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util import logging

from sphinx_glossary_faq.core.model import Article, Borrowed, Comparison, Question
from sphinx_glossary_faq.domain import FaqDomain, domain_of

logger = logging.getLogger(__name__)


def summarise(domain: FaqDomain) -> str:
    """Three lines on the project as it stands, whatever this build had to write of it."""
    store, terms = domain.store, domain.guide.vocabulary.terms
    relations = sum(len(term.broader + term.narrower + term.related) for term in terms)
    compared = {(one.place.docname, name) for one in store.all(Comparison) for name in one.names}
    shown = {(one.docname, one.key) for one in store.all(Borrowed) if one.kind != "relations"}
    names = relations + len(compared | shown)
    return (
        f"linked:   {_count(domain.linked.mentions, 'mention')} of {_count(len(terms), 'term')}, "
        f"on {_count(domain.linked.pages, 'page')}\n"
        f"rendered: {_count(len(store.all(Question)), 'question')}, "
        f"{_count(len(store.all(Comparison)), 'comparison')}, "
        f"{_count(len(store.all(Article)), 'page')}\n"
        f"checked:  {_count(names, 'name')} of terms, pages and questions"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def tell(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and domain_of(app.env).guide.vocabulary.terms:
        logger.info(summarise(domain_of(app.env)))


def register(app: Sphinx) -> None:
    app.connect("build-finished", tell)
