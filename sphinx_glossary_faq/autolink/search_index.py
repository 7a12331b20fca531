"""Prevent automatic links from affecting Sphinx's search index.

Sphinx splits each Text node into words separately.  A link inside Japanese, Chinese or Thai text
divides a node, which changes the words in the index.  Automatic links are therefore removed from a
page while it is indexed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.index_entries import split_index_msg

from sphinx_glossary_faq.compat import IndexPage, search_tables, wrap_index_page

_ATTRIBUTE = "glossary_faq_replacements"
"""The Python attribute of a document that contains its replacements.

A node attribute is not used, because some builders write node attributes.
"""


class Replacement(NamedTuple):
    """The nodes of a run in *parent*, before and after links were inserted."""

    parent: nodes.Element
    original: Sequence[nodes.Node]
    linked: Sequence[nodes.Node]


def replace_nodes(
    parent: nodes.Element, old: Sequence[nodes.Node], new: Sequence[nodes.Node]
) -> bool:
    """Replace *old* with *new* in *parent*.

    Return False if *old* are not adjacent children of *parent*.
    """
    # `list.index` compares by equality, and Text nodes with the same text are equal.
    start = next((index for index, child in enumerate(parent.children) if child is old[0]), -1)
    current = parent.children[start : start + len(old)] if start >= 0 else []
    if [*map(id, current)] != [*map(id, old)]:
        return False
    parent.children[start : start + len(old)] = new
    for node in new:
        parent.setup_child(node)
    return True


def add_replacement(document: nodes.document, replacement: Replacement) -> None:
    """Record a replacement in *document*, for `without_autolinks`."""
    vars(document).setdefault(_ATTRIBUTE, []).append(replacement)


@contextmanager
def without_autolinks(document: nodes.document) -> Iterator[None]:
    """Remove the automatic links in *document* temporarily, except where nodes have changed."""
    replacements: list[Replacement] = vars(document).get(_ATTRIBUTE, [])
    undone = [
        replacement
        for replacement in replacements
        if replace_nodes(replacement.parent, replacement.linked, replacement.original)
    ]
    try:
        yield
    finally:
        for replacement in undone:
            replace_nodes(replacement.parent, replacement.original, replacement.linked)


def index_unlinked_pages(app: Sphinx) -> None:
    """Make HTML builders index pages without automatic links."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return

    def without_links(index_page: IndexPage) -> IndexPage:
        def index_unlinked(pagename: str, doctree: nodes.document, title: str) -> None:
            with without_autolinks(doctree):
                index_page(pagename, doctree, title)

        return index_unlinked

    wrap_index_page(builder, without_links)


def restore_index_entries(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    """Restore the index entries of pages that this build did not write.

    Sphinx keeps only the index entries of the pages that it writes.  Rewriting one page would
    therefore remove the entries of all other pages from the search index.  Entries are restored
    only for pages that are in the search index.
    """
    if tables := search_tables(app.builder):
        titles, index_entries = tables
        for docname in index_entries.keys() - titles.keys():
            del index_entries[docname]
        entries = app.env.domains.index_domain.entries
        for docname in titles.keys() - index_entries.keys():
            index_entries[docname] = sorted(set(_search_entries(entries.get(docname, ()))))
    return ()  # generated pages only


def _search_entries(entries: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, str, str]]:
    """Yield index entries in the format of the search index: word, anchor and main entry."""
    for kind, value, target, main, _category in entries:
        try:
            words = split_index_msg(kind, value)
        except ValueError:
            continue
        for word in words:
            yield word, target or "", main


def register(app: Sphinx) -> None:
    """Register the handlers that adjust the search index."""
    app.connect("builder-inited", index_unlinked_pages)
    # Run after the last page is indexed and before the search index is written.
    app.connect("html-collect-pages", restore_index_entries)
