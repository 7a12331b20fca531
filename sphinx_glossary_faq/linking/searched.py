"""Shows each page to Sphinx's search as it was read, whatever has been linked since.

The search tells words apart in one Text node at a time. A link in the middle of Japanese, Chinese
or Thai text leaves two where there was one, and words that no reader looks for. So the text is
put together for as long as the page is indexed, and its links are put back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.index_entries import split_index_msg

_CUTS = "glossary_faq_cuts"
"""Where a document keeps its cuts; not with its attributes, which some builders write."""


class Cut(NamedTuple):
    """A run of text in *parent*, as it was read and as it is linked."""

    parent: nodes.Element
    read: Sequence[nodes.Node]
    linked: Sequence[nodes.Node]


def replace(parent: nodes.Element, old: Sequence[nodes.Node], new: Sequence[nodes.Node]) -> bool:
    """Put *new* in the place of *old* in *parent*; whether they were there, one after the other."""
    # Not `index`, which compares: a Text is equal to any other with the same words.
    at = next((at for at, child in enumerate(parent.children) if child is old[0]), -1)
    found = parent.children[at : at + len(old)] if at >= 0 else []
    if [*map(id, found)] != [*map(id, old)]:
        return False
    parent.children[at : at + len(old)] = new
    for node in new:
        parent.setup_child(node)
    return True


def note(document: nodes.document, cut: Cut) -> None:
    """Remember a cut for as long as *document* is there."""
    vars(document).setdefault(_CUTS, []).append(cut)


@contextmanager
def as_read(document: nodes.document) -> Iterator[None]:
    """Take the automatic links out of *document* for a while; what others have changed stays."""
    mended = [
        cut for cut in vars(document).get(_CUTS, ()) if replace(cut.parent, cut.linked, cut.read)
    ]
    try:
        yield
    finally:
        for cut in mended:
            replace(cut.parent, cut.read, cut.linked)


def index_as_read(app: Sphinx) -> None:
    """Stand before the method by which an HTML builder hands a page to its search."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    index_page = builder.index_page

    def index_page_as_read(pagename: str, doctree: nodes.document, title: str) -> None:
        with as_read(doctree):
            index_page(pagename, doctree, title)

    # There is no event for it, and no other place between a page's links and its words.
    vars(builder)["index_page"] = index_page_as_read


def keep_index_entries(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    """Let the search have the index entries of all its pages, whatever was written this time.

    Sphinx takes them from pages as it writes them, and forgets those of all others: a page that
    is written again for its links would cost the rest of the site theirs.  Pages that the search
    does not have, as when a single file is the first to be built, must not have entries either.
    """
    indexer = getattr(app.builder, "indexer", None)
    titles: Mapping[str, str] | None = getattr(indexer, "_titles", None)
    known: dict[str, list[tuple[str, str, str]]] | None = getattr(indexer, "_index_entries", None)
    if titles is not None and known is not None:
        for docname in known.keys() - titles.keys():
            del known[docname]
        entries = app.env.domains.index_domain.entries
        for docname in titles.keys() - known.keys():
            known[docname] = sorted(set(_entries(entries.get(docname, ()))))
    return ()  # pages beside those of the project


def _entries(entries: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, str, str]]:
    """The words of index entries as Sphinx's search has them, each with its anchor."""
    for kind, value, target, main, _category in entries:
        try:
            words = split_index_msg(kind, value)
        except ValueError:
            continue
        for word in words:
            yield word, target or "", main


def register(app: Sphinx) -> None:
    app.connect("builder-inited", index_as_read)
    # Between the last page and the writing of the search index.
    app.connect("html-collect-pages", keep_index_entries)
