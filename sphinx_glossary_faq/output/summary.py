"""Log the numbers of linked and checked objects at the end of a build.

All numbers are those of the whole project. They do not depend on the pages that a build reads or
writes, or on the number of processes.
"""

from __future__ import annotations

from collections.abc import Iterator

from sphinx.application import Sphinx
from sphinx.util import logging

from sphinx_glossary_faq.builders import NO_AUTOLINKS, REPORTS_MENTIONS, shows_links
from sphinx_glossary_faq.core.model.records import Comparison, Question
from sphinx_glossary_faq.core.text.plural import pluralize
from sphinx_glossary_faq.domain import FaqDomain, domain_of

logger = logging.getLogger(__name__)


def format_summary(domain: FaqDomain) -> Iterator[str]:
    """Yield the lines of the summary: the content of the project, and the result of the check."""
    if content := "; ".join(_content(domain)):
        yield content
    if (count := domain.check_count) is None:
        return
    checked = pluralize(count.references, "reference")
    if count.pages:
        checked += f" and {pluralize(count.pages, 'HTML page')}"
    findings = pluralize(count.findings, "finding") if count.findings else "no findings"
    accepted = f"; baseline: {pluralize(count.accepted, 'finding')}" if count.accepted else ""
    yield f"checked {checked}: {findings}{accepted}"


def _content(domain: FaqDomain) -> Iterator[str]:
    """Yield the numbers of links, terms, questions and comparisons, without those that are 0."""
    count, builder = domain.link_count, domain.builder
    terms = domain.project.vocabulary.terms
    is_report = builder.name in REPORTS_MENTIONS
    shows = is_report or (shows_links(builder) and builder.name not in NO_AUTOLINKS)
    if shows and (terms or count.mentions):
        mentions, linked = pluralize(count.mentions, "mention"), pluralize(count.terms, "term")
        pages = pluralize(count.pages, "page")
        # The report describes the links of an HTML build.
        verb = "HTML builds link" if is_report else "linked"
        yield f"{verb} {mentions} of {linked} on {pages}"
    if terms:
        yield f"glossary: {pluralize(len(terms), 'term')}"
    if questions := len(domain.store.all(Question)):
        yield f"FAQ: {pluralize(questions, 'question')}"
    if comparisons := len(domain.store.all(Comparison)):
        yield f"comparisons: {comparisons}"


def log_summary(app: Sphinx, exception: Exception | None) -> None:
    """Log the summary of a successful build."""
    if exception is None:
        for line in format_summary(domain_of(app.env)):
            logger.info(line)


def register(app: Sphinx) -> None:
    """Register the summary."""
    # Run after the check (800), which sets the numbers of references and findings.
    app.connect("build-finished", log_summary, priority=900)
