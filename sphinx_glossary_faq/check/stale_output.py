"""Mark pages as outdated if their written HTML links to removed pages or anchors.

Themes write links to other pages and their headings into a page: in sidebars and as previous and
next page.  Sphinx does not update them until the page itself is edited.  When such a page or
heading is removed, these links are broken, although a clean build has none.

The cache has what was written, unless it was lost or restored from an earlier build: then the
pages are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.builders import is_single_document
from sphinx_glossary_faq.check.cache import Cache, WrittenPage, pages_of
from sphinx_glossary_faq.check.site import html_output
from sphinx_glossary_faq.check.site.project_files import builder_generates
from sphinx_glossary_faq.domain import domain_of


def outdated_by_targets(app: Sphinx, cache: Cache) -> list[str]:
    """Return the written pages with links to removed pages or anchors."""
    builder = app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    if is_single_document(builder):
        return []  # written in each build
    env = builder.env
    if not _is_current(builder, cache):
        return _pages_with_broken_links(app, builder)
    owed = env.found_docs.intersection(cache.output.owed)
    if not any(_is_changed(env, *page) for page in cache.output.changed.items()):
        return sorted(owed)  # usually, and the pages in the cache need not be loaded
    pages = pages_of(app, cache)
    unchanged = [
        page
        for page in pages.values()
        if page.docname and not _is_changed(env, page.docname, page.changed)
    ]
    removed = dict(_removed_anchors(builder, cache, pages)) if unchanged else {}
    return sorted(
        owed.union(page.docname for page in unchanged if _links_to(builder, page, removed))
    )


def _is_current(builder: StandaloneHTMLBuilder, cache: Cache) -> bool:
    """Whether the cache is that of the build that has written the pages."""
    try:
        return bool(cache.output.state) and all(
            Path(builder.get_outfilename(docname)).stat().st_mtime_ns == changed
            for docname, changed in cache.output.changed.items()
        )
    except OSError:  # such as a page that was deleted
        return False


def _pages_with_broken_links(app: Sphinx, builder: StandaloneHTMLBuilder) -> list[str]:
    """Return the pages whose links are broken, among those that were not read since."""
    env, files = builder.env, html_output.list_files(str(builder.outdir))
    pages, targets = html_output.read(app, builder, files, {}, domain_of(env).made_files)
    changed = {
        path: page
        for path, page in pages.items()
        if page.docname and _is_changed(env, page.docname, page.changed)
    }
    for path, page in changed.items():
        pages[path] = page._replace(ids="\n".join(_ids(env, page.docname)))
    targets |= html_output.docnames_by_path(builder).keys()
    broken = html_output.find_broken(builder, pages, targets)
    return sorted({link.docname for link in broken if link.page not in changed} - {""})


def _is_changed(env: BuildEnvironment, docname: str, written_at: int) -> bool:
    """Return whether a page was removed, or read after it was written.

    :param written_at: a time in nanoseconds since the epoch, although Sphinx records microseconds.
    """
    return docname not in env.found_docs or env.all_docs.get(docname, 0) * 1000 > written_at


def _removed_anchors(
    builder: StandaloneHTMLBuilder, cache: Cache, pages: Mapping[str, WrittenPage]
) -> Iterator[tuple[str, Set[str] | None]]:
    """Yield each removed page with None, and each reread page with its removed ids."""
    env = builder.env
    for name in cache.output.generated:
        if not builder_generates(builder, name):
            yield name, None
    for page in pages.values():
        if page.docname and page.docname not in env.found_docs:
            yield page.docname, None
        elif page.docname and _is_changed(env, page.docname, page.changed):
            yield page.docname, frozenset(page.ids.split("\n")) - _ids(env, page.docname)


def _ids(env: BuildEnvironment, docname: str) -> Set[str]:
    """Return the ids of a page as it was read."""
    document = env.get_doctree(docname)
    return {id for node in document.findall(nodes.Element) for id in node["ids"]}


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
