"""Log the numbers of linked, rendered and checked objects at the end of a build."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util import logging

from sphinx_glossary_faq.core.model.records import Article, Comparison, PageDependency, Question
from sphinx_glossary_faq.core.text.plural import pluralize
from sphinx_glossary_faq.domain import FaqDomain, domain_of

_UNCOUNTED_KINDS = ("relations", "entry", "question", "anchor")
"""The kinds of page dependencies whose names other records or the references already count."""

logger = logging.getLogger(__name__)


def format_summary(domain: FaqDomain) -> str:
    """Return three lines about the whole project, including pages that were not written."""
    store, terms = domain.store, domain.project.vocabulary.terms
    relations = sum(len(term.broader + term.narrower + term.related) for term in terms)
    compared = {
        (comparison.location.docname, name)
        for comparison in store.all(Comparison)
        for name in comparison.names
    }
    shown = {
        (dependency.docname, dependency.key)
        for dependency in store.all(PageDependency)
        if dependency.kind not in _UNCOUNTED_KINDS
    }
    names = relations + len(compared | shown)
    linked, pages = domain.link_count
    return (
        f"linked:   {pluralize(linked, 'mention')} of {pluralize(len(terms), 'term')}, "
        f"on {pluralize(pages, 'page')}\n"
        f"rendered: {pluralize(len(store.all(Question)), 'question')}, "
        f"{pluralize(len(store.all(Comparison)), 'comparison')}, "
        f"{pluralize(len(store.all(Article)), 'page')}\n"
        f"checked:  {pluralize(names, 'name')} of terms, pages and questions{_checked(domain)}"
    )


def _checked(domain: FaqDomain) -> str:
    """Return the numbers of checked references and pages, omitting zeros."""
    references, pages = domain.check_count
    parts = (
        references and pluralize(references, "reference"),
        pages and pluralize(pages, "HTML page"),
    )
    return "".join(f", {part}" for part in parts if part)


def log_summary(app: Sphinx, exception: Exception | None) -> None:
    """Log the summary of a successful build, if the project has terms."""
    if exception is None and domain_of(app.env).project.vocabulary.terms:
        logger.info(format_summary(domain_of(app.env)))


def register(app: Sphinx) -> None:
    """Register the summary."""
    # Run after the check (800), which sets the number of references.
    app.connect("build-finished", log_summary, priority=900)
