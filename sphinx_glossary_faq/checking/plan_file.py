"""`links.json`: the link plan as an HTML build would have it, and how far each term reaches.

Made to be read, committed and compared: every mention, linked or not, in the order of the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from sphinx_glossary_faq.core.model import Term
from sphinx_glossary_faq.core.plan import Mention, PagePlan, Skipped
from sphinx_glossary_faq.core.relations import TermKey, key
from sphinx_glossary_faq.domain import FaqDomain

FILE = "links.json"


class Reach(NamedTuple):
    """On how many pages a term is mentioned, how often, and how often it is linked."""

    term: Term
    pages: int
    mentions: int
    links: int


def rank(domain: FaqDomain) -> list[Reach]:
    """The terms by their reach, the widest first; terms that nothing mentions come last."""
    pages: dict[TermKey, set[str]] = defaultdict(set)
    mentions: dict[TermKey, int] = defaultdict(int)
    links: dict[TermKey, int] = defaultdict(int)
    terms = {key(term): term for term in domain.guide.vocabulary.terms}
    for docname, plan in _plans(domain):
        found: list[Mention | Skipped] = [*plan.mentions, *plan.skipped]
        for mention in found:
            at = key(mention.target.term)
            terms[at] = mention.target.term
            pages[at].add(docname)
            mentions[at] += 1
        for linked in plan.mentions:
            links[key(linked.target.term)] += 1
    ranked = (Reach(term, len(pages[at]), mentions[at], links[at]) for at, term in terms.items())
    return sorted(ranked, key=lambda r: (-r.pages, -r.mentions, r.term.order))


def document(domain: FaqDomain, reaches: Sequence[Reach]) -> dict[str, Any]:
    """What the file holds, as JSON has it."""
    return {
        "version": 1,
        "terms": [_term(reach) for reach in reaches],
        "pages": {
            docname: list(_mentions(plan, domain.env.doc2path(docname, base=False)))
            for docname, plan in _plans(domain)
        },
    }


def _plans(domain: FaqDomain) -> Iterator[tuple[str, PagePlan]]:
    """The plan of every page that mentions a term, by docname."""
    for docname in sorted(domain.env.found_docs):
        plan = domain.plan.get(docname)
        if plan and plan.places:
            yield docname, plan


def _term(reach: Reach) -> dict[str, Any]:
    return {
        "term": reach.term.name,
        "target": _target(reach.term, reach.term.id),
        "pages": reach.pages,
        "mentions": reach.mentions,
        "links": reach.links,
    }


def _mentions(plan: PagePlan, path: str | PathLike[str]) -> Iterator[dict[str, Any]]:
    """Each mention of the page at *path* in the order of its text: where it leads, or why not."""
    found: list[Mention | Skipped] = [*plan.mentions, *plan.skipped]
    for mention in sorted(found, key=lambda one: (one.run, one.start)):
        file, line = plan.places[mention.run]
        if isinstance(mention, Mention):
            text = plan.texts[mention.run][mention.start : mention.end]
            became = {"target": _target(mention.target.term, mention.target.id)}
        else:
            text, became = mention.text, {"skipped": mention.reason}
        yield {
            "file": file or Path(path).as_posix(),
            "line": line or None,
            "text": " ".join(text.replace("\0", "").split()),
            "term": mention.target.term.name,
            **became,
        }


def _target(term: Term, id: str) -> str:
    return term.uri or f"{term.docname}#{id}"
