"""Has pages written again whose finished HTML leads to what is gone.

Themes put the names of other pages, and their headings, into a page: in sidebars, as what comes
before and after.  Sphinx lets them stand until the page is edited itself.  Once such a page or
heading is removed they lead nowhere, and there is no mistake to mend: a clean build has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.checking.cache import Cache, WrittenPage, pages_of


def stale(app: Sphinx, cache: Cache) -> list[str]:
    """The pages that lead to what is gone, as they were when last looked at."""
    builder = app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    env = builder.env
    if not any(_is_changed(env, *page) for page in cache.output.changed.items()):
        return []  # as in most builds, and what is in the pages need not be known
    last = pages_of(app, cache)
    kept = [
        page
        for page in last.values()
        if page.docname and not _is_changed(env, page.docname, page.changed)
    ]
    gone = dict(_gone(env, last)) if kept else {}
    return [page.docname for page in kept if _leads_to(builder, page, gone)]


def _is_changed(env: BuildEnvironment, docname: str, written: int) -> bool:
    """Whether a page is gone, or was read since: in microseconds the one, in nano- the other."""
    return docname not in env.found_docs or env.all_docs.get(docname, 0) * 1000 > written


def _gone(
    env: BuildEnvironment, last: Mapping[str, WrittenPage]
) -> Iterator[tuple[str, Set[str] | None]]:
    """The pages that are gone; and of those read since they were written, ids that are."""
    for page in last.values():
        if page.docname and page.docname not in env.found_docs:
            yield page.docname, None
        elif page.docname and _is_changed(env, page.docname, page.changed):
            document = env.get_doctree(page.docname)
            ids = {id for node in document.findall(nodes.Element) for id in node["ids"]}
            yield page.docname, frozenset(page.ids.split("\n")) - ids


def _leads_to(
    builder: StandaloneHTMLBuilder, page: WrittenPage, gone: Mapping[str, Set[str] | None]
) -> bool:
    links = f"\n{page.links}\n"
    for docname, ids in gone.items():
        uri = builder.get_relative_uri(page.docname, docname)
        if ids is None and f"\n{uri}\n" in links:
            return True
        if f"\n{uri}#" in links and (ids is None or any(f"\n{uri}#{id}\n" in links for id in ids)):
            return True
    return False
