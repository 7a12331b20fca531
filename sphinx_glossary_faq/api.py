"""The names that other extensions may import.

All other modules of this package may change in any release. A change of a name in this module, or
of an argument of its events, is announced in the changelog as a breaking change.
"""

from __future__ import annotations

from collections.abc import Sequence

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.core.findings.finding import Finding
from sphinx_glossary_faq.core.model.records import Label, Location, Question, Span, Term
from sphinx_glossary_faq.directives.article_header import ArticleHeader
from sphinx_glossary_faq.directives.faq import Faq, FaqItem
from sphinx_glossary_faq.directives.see_also import SeeAlso
from sphinx_glossary_faq.directives.term_compare import TermCompare
from sphinx_glossary_faq.directives.term_info import TermInfo
from sphinx_glossary_faq.directives.term_list import TermList
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.events import CHECKED, TERMS_COLLECTED

__all__ = [
    "CHECKED",
    "TERMS_COLLECTED",
    "ArticleHeader",
    "Faq",
    "FaqItem",
    "Finding",
    "Label",
    "Location",
    "Question",
    "SeeAlso",
    "Span",
    "Term",
    "TermCompare",
    "TermInfo",
    "TermList",
    "find_term",
    "questions",
    "terms",
]


def terms(env: BuildEnvironment) -> Sequence[Term]:
    """Return the terms of all glossaries in this project, sorted by name.

    The result is complete after all pages have been read.
    """
    return sorted(domain_of(env).project.vocabulary.terms, key=lambda term: term.order)


def find_term(env: BuildEnvironment, name: str, docname: str) -> Term | None:
    """Return the term that *name* refers to on page *docname*, or None.

    A name is any name or alias of a term.
    """
    return domain_of(env).project.term(name, docname)


def questions(env: BuildEnvironment) -> Sequence[Question]:
    """Return the questions of all FAQs in this project, sorted by docname and position."""
    return domain_of(env).store.all(Question)


def emit_terms(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Emit the event for the terms; no page is outdated because of it."""
    app.emit(TERMS_COLLECTED, env, tuple(terms(env)))
    return []


def register(app: Sphinx) -> None:
    """Register the emission of the event for the terms."""
    # After `env-updated`, which sets the terms of other projects; before the references are
    # resolved (550) and the links are planned (600).
    app.connect("env-get-updated", emit_terms, priority=540)
