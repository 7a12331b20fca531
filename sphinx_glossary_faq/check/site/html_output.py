"""Read the output of an HTML build and check every local link in it.

This check covers content from templates, themes, other extensions and copied files.  A page is read
once after it was written.  When any page has changed, the links on all pages are resolved again,
because their targets may have changed.  `linkcheck` checks external links.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from sphinx_glossary_faq.check.cache import Cache, OutputState, WrittenPage, pages_of
from sphinx_glossary_faq.check.references.reference import LOCAL_URL
from sphinx_glossary_faq.check.site.broken_link import BrokenLink
from sphinx_glossary_faq.check.site.project_files import (
    Leftovers,
    copied_files,
    index_pages,
    output_path,
    sphinx_generated_pattern,
)
from sphinx_glossary_faq.core.cache_file import digest
from sphinx_glossary_faq.core.html.urls import LinkResolution, LinkStatus, SiteResolver
from sphinx_glossary_faq.domain import domain_of

_COPIED_DIRS = ("_static/", "_sources/", "_downloads/")
"""Folders of copied files, which may be link targets but are not read."""


def check_output(app: Sphinx, last: Cache, outdated: Collection[str] = ()) -> Cache:
    """Return the *last* cache, updated with the written pages and their broken links.

    :param outdated: the pages that this build should have written.
    """
    builder = app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    files = list_files(str(builder.outdir))
    state = _state(app, builder, files)
    if state == last.output.state:
        return last._replace(output=last.output._replace(owed=tuple(outdated)))
    made = {**last.output.made, **domain_of(app.env).made_files}
    pages, targets = read(app, builder, files, pages_of(app, last), made)
    broken = tuple(find_broken(builder, pages, targets))
    changed = {page.docname: page.changed for page in pages.values() if page.docname}
    owed = [name for name in outdated if changed.get(name) == last.output.changed.get(name)]
    generated = [name for name in index_pages(builder) if output_path(builder, name) in pages]
    output = OutputState(state, broken, changed, made, tuple(generated), tuple(owed))
    return last._replace(output=output, pages=pages)


def _state(app: Sphinx, builder: StandaloneHTMLBuilder, files: Files) -> str:
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
        (generated.pattern, sorted(copied_files(app))),
        sorted(builder.env.found_docs),
        list(map(state, sorted(files.own))),
        sorted(files.linked),
    )


def _file_stamp(path: str) -> tuple[int, int]:
    """Return the modification time of a file in nanoseconds, and its size."""
    status = os.stat(path)  # noqa: PTH116  # a `Path` would double the time
    return status.st_mtime_ns, status.st_size


def read(
    app: Sphinx,
    builder: StandaloneHTMLBuilder,
    files: Files,
    last: Mapping[str, WrittenPage],
    made: Mapping[str, int],
) -> tuple[dict[str, WrittenPage], frozenset[str]]:
    """Return the pages of the output by path, and the paths of all files, without leftovers.

    :param made: the files that the project has made, as in `Leftovers`.
    """
    root = Path(builder.outdir)
    docnames = docnames_by_path(builder)
    unknown = files.own - docnames.keys() - copied_files(app).keys()
    own = files.own - Leftovers(builder, files.own, made).find(unknown)
    pages = {
        name: _read_file(root / name, docnames.get(name, ""), last.get(name))
        for name in sorted(own)
        if _is_page(builder, name)
    }
    return pages, own | files.linked


class Files(NamedTuple):
    """The POSIX paths of the files of an output folder, except the doctrees of Sphinx."""

    own: frozenset[str]
    linked: frozenset[str]
    """The files in folders that are symbolic links: targets of links, but not read."""


def list_files(root: str) -> Files:
    """List the files of an output folder; a link to a folder above itself is followed once."""
    own: set[str] = set()
    linked: set[str] = set()
    real_paths: dict[str, tuple[str, ...]] = {
        root: (os.path.realpath(root),)
    }  # of each folder and those above it
    for folder, subfolders, names in os.walk(root, followlinks=True):
        above = real_paths.pop(folder)
        if ".doctrees" in subfolders:
            subfolders.remove(".doctrees")
        for name in tuple(subfolders):
            path = os.path.join(folder, name)  # noqa: PTH118  # faster than `Path`
            is_link = os.path.islink(path)  # noqa: PTH114  # faster than `Path`
            real = os.path.realpath(path) if is_link else f"{above[-1]}{os.sep}{name}"
            if above.count(real) > 1:
                subfolders.remove(name)
            real_paths[path] = (*above, real)
        relative = folder[len(root) + 1 :].replace(os.sep, "/")
        is_own = above[-1] == f"{above[0]}{folder[len(root) :]}"
        # The condition excludes pipes, sockets and broken symbolic links.
        (own if is_own else linked).update(
            f"{relative}/{name}" if relative else name
            for name in names
            if os.path.isfile(f"{folder}/{name}")  # noqa: PTH113  # faster than `Path`
        )
    return Files(frozenset(own), frozenset(linked))


def docnames_by_path(builder: StandaloneHTMLBuilder) -> dict[str, str]:
    """Return the docnames of the project's pages by output path."""
    docnames = [builder.config.root_doc] if _is_single(builder) else sorted(builder.env.found_docs)
    return {output_path(builder, docname): docname for docname in docnames}


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


def _link_in_single_page(link: str) -> str:
    """Return the correct URL for *link* in a single-page document.

    Sphinx writes `#document-page#id` although the anchor is `#id`, which authors cannot correct.
    """
    return f"#{link.rpartition('#')[2]}" if link.startswith("#document-") else link
