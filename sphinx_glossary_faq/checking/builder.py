"""`-b xrefcheck`: looks at the whole project and writes no page.

What it writes is made to be read, committed and compared: `links.json`, the link plan as an
HTML build would have it, with every mention, linked or not, and how far each term reaches.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Set
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util import logging

from sphinx_glossary_faq.core.model import Term
from sphinx_glossary_faq.core.plan import Mention, PagePlan, Skipped
from sphinx_glossary_faq.core.relations import TermKey, key
from sphinx_glossary_faq.core.sentences import counted
from sphinx_glossary_faq.domain import FaqDomain, domain_of

logger = logging.getLogger(__name__)

LINKS = "links.json"

TOLD = 10
"""How many terms of the widest reach are told on the screen."""


class Reach(NamedTuple):
    """On how many pages a term is mentioned, how often, and how often it is linked."""

    term: Term
    pages: int
    mentions: int
    links: int


class XrefCheckBuilder(Builder):
    """Reads what has changed, plans every page, reports; resolves and writes none."""

    name = "xrefcheck"
    epilog = "The report is in %(outdir)s."
    allow_parallel = True

    def init(self) -> None:
        # Text under `only:: html` is there, as it is for readers of the site.
        self.tags.add("html")
        self.tags.add("format_html")
        self._set_code: Callable[[], None] = lambda: None

    def exit_with(self, app: Sphinx, code: int) -> None:
        """End with *code*, unless it is 0, whatever Sphinx makes of the warnings in between."""
        self._set_code = lambda: setattr(app, "statuscode", code or app.statuscode)
        self._set_code()

    def cleanup(self) -> None:
        self._set_code()

    def get_outdated_docs(self) -> str:
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return docname

    def write_documents(self, docnames: Set[str]) -> None:
        """Neither is any page resolved."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Never called; Sphinx asks for it."""

    def finish(self) -> None:
        domain = domain_of(self.env)
        reaches = rank(domain)
        document = {
            "version": 1,
            "terms": [_term(reach) for reach in reaches],
            "pages": {
                docname: list(_mentions(plan, self.env.doc2path(docname, base=False)))
                for docname, plan in _plans(domain)
            },
        }
        path = Path(self.outdir) / LINKS
        path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
        for reach in reaches[:TOLD]:
            mentions, pages = counted(reach.mentions, "mention"), counted(reach.pages, "page")
            counts = f"{mentions} on {pages}, {reach.links} linked"
            logger.info("%s: %s", reach.term.name, counts)


def _plans(domain: FaqDomain) -> Iterator[tuple[str, PagePlan]]:
    """The plan of every page that mentions a term, by docname."""
    for docname in sorted(domain.env.found_docs):
        plan = domain.plan.get(docname)
        if plan and plan.places:
            yield docname, plan


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
            outcome = {"target": _target(mention.target.term, mention.target.id)}
        else:
            text, outcome = mention.text, {"skipped": mention.reason}
        yield {
            "file": file or Path(path).as_posix(),
            "line": line or None,
            "text": " ".join(text.replace("\0", "").split()),
            "term": mention.target.term.name,
            **outcome,
        }


def _target(term: Term, id: str) -> str:
    return term.uri or f"{term.docname}#{id}"


def register(app: Sphinx) -> None:
    app.add_builder(XrefCheckBuilder)
