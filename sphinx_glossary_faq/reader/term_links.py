"""Find the links to terms in a resolved page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from sphinx_glossary_faq.compat import inventory_uri, named_inventories, written_uri
from sphinx_glossary_faq.core.model.relations import TermKey
from sphinx_glossary_faq.domain import domain_of


class TermLinks:
    """Finds links to terms by their addresses, regardless of how they were made."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._domain = domain_of(app.env)

    def find(self, document: nodes.document, docname: str) -> dict[str, TermKey]:
        """Return the terms that a page has links to, by the address in the links.

        A term of another project has an empty docname, and its address as its id.
        """
        is_single = isinstance(self._domain.builder, SingleFileHTMLBuilder)
        pages = {} if is_single else self._pages_by_uri(docname)
        terms: dict[str, TermKey] = {}
        for link in document.findall(nodes.reference):
            address = f"#{link['refid']}" if "refid" in link else link.get("refuri", "")
            uri = written_uri(self._domain.builder, address)
            page, separator, id = uri.partition("#")
            if not separator or uri in terms:
                continue
            if is_single:
                key = self._assembled_terms.get(uri.rpartition("#")[2])
            else:
                key = (pages[page], id) if page in pages else None
            if key in self._anchors:
                terms[uri] = key
            elif uri in self._remote_uris:
                terms[uri] = ("", uri)
        return terms

    def _pages_by_uri(self, docname: str) -> dict[str, str]:
        """Return the pages that define terms by their addresses on page *docname*."""
        builder = self._domain.builder
        pages = {builder.get_relative_uri(docname, page): page for page in self._glossary_pages}
        return pages | {"": docname}

    @cached_property
    def _remote_uris(self) -> frozenset[str]:
        """The addresses of the terms of other projects, with and without a definition."""
        inventories = named_inventories(self._app).values()
        items = (item for names in inventories for item in names.get("std:term", {}).values())
        return frozenset(map(inventory_uri, items))

    @cached_property
    def _glossary_pages(self) -> list[str]:
        return sorted({docname for docname, _id in self._anchors})

    @cached_property
    def _anchors(self) -> frozenset[TermKey]:
        return frozenset(self._keys())

    @cached_property
    def _assembled_terms(self) -> dict[str, TermKey]:
        """The terms in a document of all pages by their ids, which may be the same on two pages."""
        docnames = self._domain.assembled_docnames
        return {key[1]: key for key in sorted(self._keys(), reverse=True) if key[0] in docnames}

    def _keys(self) -> Iterator[TermKey]:
        project = self._domain.project
        for term in filter(project.is_visible, project.vocabulary.terms):
            for label in term.labels:
                yield term.docname, label.id
