"""Choose the entries that `:auto:` adds to a `see-also`.

The entries are taken from one source after another, in the order of the option, until the limit is
reached. Within a source, the order is as follows:

- `related`, `narrower`, `broader`: the terms of the page in the order of the page, and for each of
  them the terms with that relation by name. The terms of a page are those that it defines or
  compares.
- `siblings`: the pages in the same toctree, first those after the page, then those before it, each
  time beginning with the nearest one.
- `backlinks`: the pages that link to the page, those with the most different links first, then in
  the order of reading. Automatic links to the terms of the page count as well.

Pages that no toctree leads to are left out, and so are terms whose definition is not shown, is a
placeholder or is on the page itself. An entry that the author has written is not repeated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from sphinx_glossary_faq.core.model.records import (
    Article,
    AutomaticEntries,
    Comparison,
    PageLinks,
    Term,
)
from sphinx_glossary_faq.core.model.relations import TermKey, term_key
from sphinx_glossary_faq.core.model.store import Store
from sphinx_glossary_faq.core.project import Project

SOURCES = ("related", "narrower", "broader", "siblings", "backlinks")
"""The values of `:auto:`, in the order that applies without a value."""

DEFAULT_LIMIT = 5
"""The number of automatic entries if the author has not set another limit."""

LinkCounts = Mapping[str, int]
"""The number of different links from one page to other pages, by docname."""


class SiteStructure(NamedTuple):
    """The order of the pages, and the automatic links between them."""

    toctrees: Mapping[str, Sequence[str]]
    """The docnames in the toctrees of each page."""

    reading_order: Mapping[str, int]
    """The position of each page that the toctrees lead to."""

    automatic_links: Mapping[str, LinkCounts]
    """The number of terms of other pages that each page links to automatically."""


class FurtherReading:
    """The automatic entries for all pages of a project."""

    def __init__(self, store: Store, project: Project, structure: SiteStructure) -> None:
        self._store = store
        self._project = project
        self._structure = structure

    def entries(self, request: AutomaticEntries) -> list[Term | Article]:
        """Return the entries for *request*, in order."""
        docname = request.docname
        terms = list(self._terms_of(docname))
        used: set[str | TermKey] = {docname, *map(term_key, terms), *self._written(request)}
        chosen: list[Term | Article] = []
        for source in request.sources:
            for entry in self._candidates(source, docname, terms):
                key = term_key(entry) if isinstance(entry, Term) else entry.docname
                if len(chosen) < request.limit and key not in used:
                    used.add(key)
                    chosen.append(entry)
        return chosen

    def content(self, request: AutomaticEntries, *, with_addresses: bool) -> object:
        """Return all that the entries for *request* show. Equal values have the same `repr`."""
        return [
            _content(entry, request.details, with_address=with_addresses)
            for entry in self.entries(request)
        ]

    def _terms_of(self, docname: str) -> Iterator[Term]:
        """Yield the terms that a page defines or compares."""
        yield from self._store.of(docname, Term)
        for comparison in self._store.of(docname, Comparison):
            terms = (self._project.term(name, docname) for name in comparison.names)
            yield from filter(None, terms)

    def _written(self, request: AutomaticEntries) -> Iterator[str | TermKey]:
        """Yield the pages and terms that the author has written as entries."""
        for kind, target in request.written:
            if kind == "term":
                if term := self._project.term(target, request.docname):
                    yield term_key(term)
            elif kind != "faq" and (  # a question is not its page
                article := self._project.resolve_article(kind, target, request.docname)
            ):
                yield article.docname

    def _candidates(
        self, source: str, docname: str, terms: Sequence[Term]
    ) -> Iterator[Term | Article]:
        if source not in ("siblings", "backlinks"):
            yield from self._related(source, docname, terms)
            return
        pages = self._siblings(docname) if source == "siblings" else self._backlinks(docname)
        for page in pages:
            if page in self._structure.reading_order and page in self._project.articles:
                yield self._project.articles[page]

    def _related(self, source: str, docname: str, terms: Iterable[Term]) -> Iterator[Term]:
        hierarchy = self._project.hierarchy
        find = {
            "related": hierarchy.related,
            "narrower": hierarchy.narrower,
            "broader": hierarchy.broader,
        }[source]
        for term in terms:
            for other in find(term):
                is_shown = self._project.is_visible(other) and not other.is_placeholder
                if is_shown and other.docname != docname:
                    yield other

    def _siblings(self, docname: str) -> Iterator[str]:
        for _parent, pages in sorted(self._structure.toctrees.items()):
            if docname in pages:
                index = pages.index(docname)
                yield from (*pages[index + 1 :], *reversed(pages[:index]))

    def _backlinks(self, docname: str) -> list[str]:
        order = self._structure.reading_order
        counts: LinkCounts = self._links_to.get(docname, {})
        return sorted(counts, key=lambda page: (-counts[page], order.get(page, -1), page))

    @cached_property
    def _links_to(self) -> dict[str, Counter[str]]:
        """The number of different links to each page, by the pages with the links."""
        links: dict[str, Counter[str]] = {}
        for record in self._store.all(PageLinks):
            for kind, target, conditions in record.links:
                linked = self._project.linked_page(kind, target, record.docname)
                if linked and self._project.is_shown(conditions):
                    links.setdefault(linked, Counter())[record.docname] += 1
        for docname, counts in self._structure.automatic_links.items():
            for linked, count in counts.items():
                links.setdefault(linked, Counter())[docname] += count
        return links


def _content(entry: Term | Article, details: Sequence[str], *, with_address: bool) -> object:
    is_term = isinstance(entry, Term)
    address = (entry.docname, entry.id if isinstance(entry, Term) else "") if with_address else ()
    name = entry.name if isinstance(entry, Term) else entry.title
    deck = entry.definition if isinstance(entry, Term) else entry.deck
    updated, minutes = ("", 0) if isinstance(entry, Term) else (entry.updated, entry.minutes)
    values = {"deck": deck, "updated": updated, "reading-time": minutes}
    return is_term, address, name, [values[detail] for detail in details]
