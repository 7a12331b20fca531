"""Mark pages as outdated if their written HTML links to removed pages or anchors.

Themes add links to other pages and headings to a page, such as in sidebars and navigation links.
Sphinx does not update these links until the page itself is edited.  When the linked page or heading
is removed, these links are broken, unlike in a clean build.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.check.cache import Cache, WrittenPage, pages_of


def outdated_by_targets(app: Sphinx, cache: Cache) -> list[str]:
    """Return the written pages with links to removed pages or anchors."""
    builder = app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    env = builder.env
    if not any(_is_changed(env, *page) for page in cache.output.changed.items()):
        return []  # usually, and the pages in the cache need not be loaded
    pages = pages_of(app, cache)
    unchanged = [
        page
        for page in pages.values()
        if page.docname and not _is_changed(env, page.docname, page.changed)
    ]
    removed = dict(_removed_anchors(env, pages)) if unchanged else {}
    return [page.docname for page in unchanged if _links_to(builder, page, removed)]


def _is_changed(env: BuildEnvironment, docname: str, written_at: int) -> bool:
    """Return whether a page was removed, or read after it was written.

    :param written_at: a time in nanoseconds since the epoch, although Sphinx records microseconds.
    """
    return docname not in env.found_docs or env.all_docs.get(docname, 0) * 1000 > written_at


def _removed_anchors(
    env: BuildEnvironment, pages: Mapping[str, WrittenPage]
) -> Iterator[tuple[str, Set[str] | None]]:
    """Yield each removed page with None, and each reread page with its removed ids."""
    for page in pages.values():
        if page.docname and page.docname not in env.found_docs:
            yield page.docname, None
        elif page.docname and _is_changed(env, page.docname, page.changed):
            document = env.get_doctree(page.docname)
            ids = {id for node in document.findall(nodes.Element) for id in node["ids"]}
            yield page.docname, frozenset(page.ids.split("\n")) - ids


def _links_to(
    builder: StandaloneHTMLBuilder, page: WrittenPage, removed: Mapping[str, Set[str] | None]
) -> bool:
    """Return whether *page* links to any of the *removed* anchors or to a removed page (None)."""
    links = f"\n{page.links}\n"
    for docname, ids in removed.items():
        uri = builder.get_relative_uri(page.docname, docname)
        if ids is None and f"\n{uri}\n" in links:
            return True
        if f"\n{uri}#" in links and (ids is None or any(f"\n{uri}#{id}\n" in links for id in ids)):
            return True
    return False
