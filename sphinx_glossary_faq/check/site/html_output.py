"""Read the output of an HTML build and check every local link in it.

This check covers content from templates, themes, other extensions and copied files.  A page is read
once after it was written.  When any page has changed, the links on all pages are resolved again,
because their targets may have changed.  `linkcheck` checks external links.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.check.cache import Cache, OutputState, WrittenPage, pages_of
from sphinx_glossary_faq.check.references.reference import LOCAL_URL
from sphinx_glossary_faq.check.site.broken_link import BrokenLink
from sphinx_glossary_faq.check.site.templates import extra_files
from sphinx_glossary_faq.core.cache_file import digest
from sphinx_glossary_faq.core.html.urls import LinkResolution, LinkStatus, SiteResolver

_COPIED_DIRS = ("_static/", "_sources/", "_downloads/")
"""Folders of copied files, which may be link targets but are not read."""


def check_output(app: Sphinx, last: Cache, since: int) -> Cache:
    """Return the *last* cache, updated with the written pages and their broken links.

    :param since: the start of the build, in nanoseconds since the epoch.
    """
    builder = app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    files = _files(str(builder.outdir))
    state = _state(app, builder, files)
    if state == last.output.state:
        return last
    pages, files, removed = read(app, builder, files, pages_of(app, last), since)
    broken = tuple(find_broken(builder, pages, files))
    pages |= removed
    changed = {page.docname: page.changed for page in pages.values() if page.docname}
    return last._replace(output=OutputState(state, broken, changed), pages=pages)


def _state(app: Sphinx, builder: StandaloneHTMLBuilder, files: frozenset[str]) -> str:
    """Return a digest of all data that affects broken links.

    The digest does not include the output paths of pages, because a moved page is another file.
    """
    root, generated = builder.outdir, sphinx_generated_pattern(builder.env)

    def state(name: str) -> object:
        if not _is_page(builder, name):
            return name
        if generated.fullmatch(name):  # written in each build, even with the same content
            return name, digest((root / name).read_bytes())
        return name, _file_stamp(f"{root}/{name}")

    return digest(
        app.extensions["sphinx_glossary_faq"].version,
        (builder.config.html_baseurl, builder.out_suffix, builder.link_suffix),
        (generated.pattern, sorted(extra_files(app))),
        sorted(builder.env.found_docs),
        list(map(state, sorted(files))),
    )


def _file_stamp(path: str) -> tuple[int, int]:
    """Return the modification time of a file in nanoseconds, and its size."""
    status = os.stat(path)  # noqa: PTH116  # a `Path` would double the time
    return status.st_mtime_ns, status.st_size


def read(
    app: Sphinx,
    builder: StandaloneHTMLBuilder,
    files: frozenset[str],
    last: Mapping[str, WrittenPage],
    since: int,
) -> tuple[dict[str, WrittenPage], frozenset[str], dict[str, WrittenPage]]:
    """Return the pages in the output by path, the paths of all files, and the removed pages.

    If the source of a page was removed, Sphinx keeps its output file, unlike in a clean build.  A
    page that is not in the project, not in *last* and older than *since* is from an interrupted
    build.
    """
    root = Path(builder.outdir)
    docnames = _docnames(builder)
    removed = {name: page for name, page in last.items() if page.docname and name not in docnames}
    files -= removed.keys()
    names = {name for name in files if _is_page(builder, name)}
    unknown = names - docnames.keys() - last.keys()
    leftover = {name for name in unknown if _file_stamp(f"{root}/{name}")[0] < since}
    if leftover:  # copied files keep their modification times
        leftover -= extra_files(app).keys()
    pages = {
        name: _read_file(root / name, docnames.get(name, ""), last.get(name))
        for name in sorted(names - leftover)
    }
    return pages, files - leftover, removed


def _files(root: str) -> frozenset[str]:
    """Return the POSIX paths of all files in a folder, except doctrees."""
    paths: set[str] = set()
    for folder, subfolders, names in os.walk(root):
        if folder == root and ".doctrees" in subfolders:
            subfolders.remove(".doctrees")
        relative = folder[len(root) + 1 :].replace(os.sep, "/")
        paths.update(f"{relative}/{name}" if relative else name for name in names)
    return frozenset(paths)


def _docnames(builder: StandaloneHTMLBuilder) -> dict[str, str]:
    """Return the docnames of the project's pages by output path."""
    root = Path(builder.outdir)
    docnames = [builder.config.root_doc] if _is_single(builder) else sorted(builder.env.found_docs)
    return {
        Path(builder.get_outfilename(docname)).relative_to(root).as_posix(): docname
        for docname in docnames
    }


def _is_single(builder: StandaloneHTMLBuilder) -> bool:
    return isinstance(builder, SingleFileHTMLBuilder)


def _is_page(builder: StandaloneHTMLBuilder, name: str) -> bool:
    suffixes = (builder.out_suffix, ".html", ".htm")
    return name.endswith(suffixes) and not name.startswith(_COPIED_DIRS)


def _read_file(path: Path, docname: str, cached: WrittenPage | None) -> WrittenPage:
    changed, size = _file_stamp(str(path))
    if cached and (cached.changed, cached.size) == (changed, size):
        return cached._replace(docname=docname)
    from sphinx_glossary_faq.core.html.page_reader import read_page  # most builds change nothing

    page = read_page(path.read_bytes())
    local = filter(LOCAL_URL.match, page.links)
    ids = "\n".join(sorted(page.ids))
    return WrittenPage(changed, size, ids, "\n".join(local), page.base, docname)


def find_broken(
    builder: StandaloneHTMLBuilder, pages: Mapping[str, WrittenPage], files: frozenset[str]
) -> Iterator[BrokenLink]:
    """Yield all broken links, page by page."""

    @cache
    def ids(path: str) -> frozenset[str] | None:
        return frozenset(pages[path].ids.split("\n")) if path in pages else None

    site = SiteResolver(
        files,
        ids,
        url=builder.config.html_baseurl or "",
        written=builder.out_suffix,
        linked=builder.link_suffix,
    )
    is_single, generated = _is_single(builder), sphinx_generated_pattern(builder.env)
    resolved: dict[object, tuple[set[str], dict[str, LinkResolution]]] = defaultdict(
        lambda: (set(), {})
    )
    for path, page in pages.items():
        # A URL has the same target on all pages in a folder, except `#x` and `?x`.
        valid, broken = resolved[path.rpartition("/")[0], page.base]
        own_ids = ids(path) if page.base is None else None
        for link in page.links.split("\n"):
            if link in valid or (own_ids and link[:1] == "#" and link[1:] in own_ids):
                continue
            address = _link_in_single_page(link) if is_single else link
            resolution = broken.get(link) or site.resolve(path, address, page.base)
            is_broken = resolution.status in (LinkStatus.NO_FILE, LinkStatus.NO_ANCHOR)
            if link[:1] not in ("#", "", "?"):
                if is_broken:
                    broken[link] = resolution
                else:
                    valid.add(link)
            if is_single and generated.fullmatch(resolution.path):
                continue  # Sphinx and themes link to these pages, which this builder omits
            if is_broken:
                target = pages.get(resolution.path)
                target_docname = target.docname if target else ""
                yield BrokenLink(path, link, resolution, target_docname, page.docname)


def sphinx_generated_pattern(env: BuildEnvironment) -> re.Pattern[str]:
    """Return a pattern for the paths of generated pages: the search and the indices."""
    indices = (
        re.escape(f"{domain.name}-{index.name}")
        for domain in env.domains.values()
        for index in domain.indices
    )
    pages = "|".join(["search", r"genindex(?:-\w+)?", *indices])
    # Matches `search.html`, `search/`, `genindex-A.html`, `py-modindex`; not `search-tips.html`.
    return re.compile(rf"(?:{pages})(?:[./].*)?|objects\.inv|searchindex\.js")


def _link_in_single_page(link: str) -> str:
    """Return the correct URL for *link* in a single-page document.

    Sphinx writes `#document-page#id` although the anchor is `#id`, which authors cannot correct.
    """
    return f"#{link.rpartition('#')[2]}" if link.startswith("#document-") else link
