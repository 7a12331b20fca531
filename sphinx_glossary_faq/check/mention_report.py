"""Build `links.json`, which contains the link plan of an HTML build and the usage of each term.

The file lists all linked and skipped mentions in text order.  Authors can commit the file and
compare versions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.core.model.relations import TermKey, term_key
from sphinx_glossary_faq.core.planning.plan import Mention, PagePlan, SkippedMention
from sphinx_glossary_faq.domain import FaqDomain

FILE_NAME = "links.json"


class TermUsage(NamedTuple):
    """The numbers of pages, mentions and links for a term."""

    term: Term
    pages: int
    mentions: int
    links: int


def rank_usage(domain: FaqDomain) -> list[TermUsage]:
    """Return the usage of all terms, sorted from most to least used."""
    pages: dict[TermKey, set[str]] = defaultdict(set)
    mentions: dict[TermKey, int] = defaultdict(int)
    links: dict[TermKey, int] = defaultdict(int)
    terms = {term_key(term): term for term in domain.project.vocabulary.terms}
    for docname, plan in plans_with_mentions(domain):
        planned: list[Mention | SkippedMention] = [*plan.mentions, *plan.skipped]
        for mention in planned:
            key = term_key(mention.target.term)
            terms[key] = mention.target.term
            pages[key].add(docname)
            mentions[key] += 1
        for mention in plan.mentions:
            links[term_key(mention.target.term)] += 1
    usages = (
        TermUsage(term, len(pages[key]), mentions[key], links[key]) for key, term in terms.items()
    )
    return sorted(usages, key=lambda usage: (-usage.pages, -usage.mentions, usage.term.order))


def build_document(domain: FaqDomain, usages: Sequence[TermUsage]) -> dict[str, Any]:
    """Return the content of the file as JSON data."""
    return {
        "version": 1,
        "terms": [_term(usage) for usage in usages],
        "pages": {
            docname: list(_mentions(plan, domain.env.doc2path(docname, base=False)))
            for docname, plan in plans_with_mentions(domain)
        },
    }


def plans_with_mentions(domain: FaqDomain) -> Iterator[tuple[str, PagePlan]]:
    """Yield the docname and the plan of every page that mentions a term."""
    for docname in sorted(domain.env.found_docs):
        plan = domain.plan.get(docname)
        if plan and plan.run_locations:
            yield docname, plan


def _term(usage: TermUsage) -> dict[str, Any]:
    return {
        "term": usage.term.name,
        "target": _target(usage.term, usage.term.id),
        "pages": usage.pages,
        "mentions": usage.mentions,
        "links": usage.links,
    }


def _mentions(plan: PagePlan, path: str | PathLike[str]) -> Iterator[dict[str, Any]]:
    """Yield each mention on the page at *path*, with its target or the reason for skipping it."""
    planned: list[Mention | SkippedMention] = [*plan.mentions, *plan.skipped]
    for mention in sorted(planned, key=lambda mention: (mention.run, mention.start)):
        file, line = plan.run_locations[mention.run]
        if isinstance(mention, Mention):
            text = plan.texts[mention.run][mention.start : mention.end]
            result = {"target": _target(mention.target.term, mention.target.id)}
        else:
            text, result = mention.text, {"skipped": mention.reason}
            if mention.rule:
                result["rule"] = mention.rule
        yield {
            "file": file or Path(path).as_posix(),
            "line": line or None,
            "text": " ".join(text.replace("\0", "").split()),
            "term": mention.target.term.name,
            **result,
        }


def _target(term: Term, id: str) -> str:
    return term.uri or f"{term.docname}#{id}"
