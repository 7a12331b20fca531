"""The last lines of a build: what was linked, rendered and checked."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util import logging

from sphinx_glossary_faq.core.model import Article, Borrowed, Comparison, Question
from sphinx_glossary_faq.core.sentences import counted
from sphinx_glossary_faq.domain import FaqDomain, domain_of

_OWN = ("relations", "entry")
"""What a page borrows for names that are counted where they are written."""

logger = logging.getLogger(__name__)


def summarise(domain: FaqDomain) -> str:
    """Three lines on the project as it stands, whatever this build had to write of it."""
    store, terms = domain.store, domain.guide.vocabulary.terms
    relations = sum(len(term.broader + term.narrower + term.related) for term in terms)
    compared = {(one.place.docname, name) for one in store.all(Comparison) for name in one.names}
    shown = {(one.docname, one.key) for one in store.all(Borrowed) if one.kind not in _OWN}
    names = relations + len(compared | shown)
    return (
        f"linked:   {counted(domain.linked.mentions, 'mention')} of {counted(len(terms), 'term')}, "
        f"on {counted(domain.linked.pages, 'page')}\n"
        f"rendered: {counted(len(store.all(Question)), 'question')}, "
        f"{counted(len(store.all(Comparison)), 'comparison')}, "
        f"{counted(len(store.all(Article)), 'page')}\n"
        f"checked:  {counted(names, 'name')} of terms, pages and questions{_followed(domain)}"
    )


def _followed(domain: FaqDomain) -> str:
    """What the check went through, where it did."""
    references, pages = domain.checked
    parts = (references and counted(references, "reference"), pages and counted(pages, "HTML page"))
    return "".join(f", {part}" for part in parts if part)


def tell(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and domain_of(app.env).guide.vocabulary.terms:
        logger.info(summarise(domain_of(app.env)))


def register(app: Sphinx) -> None:
    # After the check (800), which counts what it looks at.
    app.connect("build-finished", tell, priority=900)
