"""Distinguish the files of the site from those that an earlier build has left in the output.

Sphinx does not delete any files in the output folder, so the pages of removed sources, removed
copies and disabled indices remain.  A clean build does not have them.  All other files are part of
the site, even if Sphinx did not write them.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.domains import Index
from sphinx.environment import BuildEnvironment
from sphinx.util.matching import Matcher

from sphinx_glossary_faq.domain import domain_of

_STATIC: Final = "_static/"
_SOURCES: Final = "_sources/"
_PERMALINK: Final = b'<a class="headerlink" href="#'

_TOLERANCE: Final = 1_000_000
"""Nanoseconds by which the time of a copy may differ from that of its original."""

_ANY_TIME: Final = 2**62
"""Later than any modification time in nanoseconds."""


def copied_files(app: Sphinx) -> Mapping[str, Path]:
    """Return the files of `html_extra_path` by their output paths, as Sphinx copies them."""
    files: dict[str, Path] = {}
    is_excluded = Matcher(app.config.exclude_patterns)
    for entry in app.config.html_extra_path:
        source = Path(app.confdir, entry)
        if source.is_file():
            files[source.name] = source
        for folder, subfolders, names in os.walk(source, followlinks=True):
            relative = Path(folder).relative_to(source).as_posix()
            subfolders[:] = [
                name for name in subfolders if not is_excluded(posixpath.join(relative, name))
            ]
            for name in sorted(names):
                path = Path(folder, name)
                if not is_excluded(posixpath.join(relative, name)) and path.exists():
                    files[posixpath.normpath(posixpath.join(relative, name))] = path
    return files


def record_files(app: Sphinx, builder: StandaloneHTMLBuilder) -> bool:
    """Record in the environment which files the project copies and which pages it adds.

    Return whether there are new ones: the environment must be saved then.
    """
    made = {
        path: source.stat().st_mtime_ns + _TOLERANCE for path, source in copied_files(app).items()
    }
    for name in builder.config.html_additional_pages:
        made[output_path(builder, name)] = _ANY_TIME
    recorded = domain_of(app.env).made_files
    has_new = not made.keys() <= recorded.keys()
    recorded.update(made)
    return has_new


def output_path(builder: StandaloneHTMLBuilder, page: str) -> str:
    """Return the output path of a page."""
    return Path(builder.get_outfilename(page)).relative_to(builder.outdir).as_posix()


def sphinx_generated_pattern(env: BuildEnvironment) -> re.Pattern[str]:
    """Return a pattern for the paths of generated pages: the search and the indices."""
    pages = "|".join(["search", r"genindex(?:-\w+)?", *map(re.escape, _indices(env))])
    # Matches `search.html`, `search/`, `genindex-A.html`, `py-modindex`; not `search-tips.html`.
    return re.compile(rf"(?:{pages})(?:[./].*)?|objects\.inv|searchindex\.js")


def index_pages(builder: StandaloneHTMLBuilder) -> list[str]:
    """Return the names of the pages without a source that themes may link to on each page."""
    names = (*builder.config.html_additional_pages, "search", "genindex", *_indices(builder.env))
    return list(dict.fromkeys(names))


def _indices(env: BuildEnvironment) -> Mapping[str, Index]:
    """Return the indices of all domains by the names of their pages."""
    return {
        f"{domain.name}-{index.name}": index(domain)
        for domain in env.domains.values()
        for index in domain.indices
    }


def builder_generates(builder: StandaloneHTMLBuilder, page: str) -> bool:
    """Whether this build generates a page that has no source."""
    return generates(builder.env, page, use_index=builder.use_index, search=builder.search)


def generates(env: BuildEnvironment, page: str, *, use_index: bool, search: bool) -> bool:
    """Whether a build generates a page that has no source.

    :param use_index: whether the builder writes the general index.
    :param search: whether the builder writes the search.
    """
    config = env.config
    if page in config.html_additional_pages:
        return True
    if page == "search":
        return search
    if page.startswith("genindex"):
        return use_index and (page == "genindex" or bool(config.html_split_index))
    index, enabled = _indices(env).get(page), config.html_domain_indices
    is_enabled = enabled if isinstance(enabled, bool) else page in enabled
    return index is not None and is_enabled and bool(index.generate()[0])


class Leftovers:
    """The files in the output that this project made in an earlier build and no longer makes.

    :param files: the paths of all files in the output.
    :param recorded: the files that the project has made, with the latest modification time of
        each. A file that is newer was written by something else.
    """

    def __init__(
        self, builder: StandaloneHTMLBuilder, files: Collection[str], recorded: Mapping[str, int]
    ) -> None:
        self._builder = builder
        self._root = Path(builder.outdir)
        self._recorded = recorded
        self._generated = sphinx_generated_pattern(builder.env)
        self._generates = cache(builder_generates)
        self._suffixes = sorted(builder.config.source_suffix, key=len, reverse=True)
        self._sources = {
            docname
            for name in files
            if name.startswith(_SOURCES)
            for docname in self._docnames_of_source(name.removeprefix(_SOURCES))
        }

    def find(self, names: Collection[str]) -> frozenset[str]:
        """Return the leftovers among *names*, none of which this build makes."""
        return frozenset(name for name in names if self._is_leftover(name))

    def _is_leftover(self, name: str) -> bool:
        path = self._root / name
        if name in self._recorded:
            return path.stat().st_mtime_ns <= self._recorded[name]
        if name.startswith("_"):
            return False
        if self._generated.fullmatch(name):
            is_made = any(
                output_path(self._builder, page) == name and self._generates(self._builder, page)
                for page in self._page_names(name)
            )
            return not is_made and self._is_written_by_sphinx(name)
        is_document = any(map(self._was_document, self._page_names(name)))
        return is_document and self._is_written_by_sphinx(name)

    def _was_document(self, docname: str) -> bool:
        """Whether a page is or was a document of the project: Sphinx deletes no doctrees."""
        doctree = Path(self._builder.doctreedir, f"{docname}.doctree")
        return docname in self._sources or doctree.is_file()

    def _docnames_of_source(self, name: str) -> Iterator[str]:
        """Yield the docnames that a copied source may have, by its path in `_sources`."""
        name = name.removesuffix(self._builder.config.html_sourcelink_suffix)
        for suffix in self._suffixes:
            if name.endswith(suffix):
                yield name.removesuffix(suffix)

    def _is_written_by_sphinx(self, name: str) -> bool:
        """Whether a file is a page with permalinks or links to the static files of this site.

        A theme may have no static files, and a project no permalinks.
        """
        html = self._root.joinpath(name).read_bytes()
        if _PERMALINK in html:
            return True
        from sphinx_glossary_faq.core.html.page_reader import read_page  # rarely needed

        static = "../" * name.count("/") + _STATIC
        return html.lstrip().startswith(b"<") and any(
            link.startswith(static) for link in read_page(html).links
        )

    def _page_names(self, path: str) -> Iterator[str]:
        """Yield the names of the pages that may have been written to *path*."""
        suffix = self._builder.out_suffix
        is_current = bool(suffix) and path.endswith(suffix)
        stem = path.removesuffix(suffix) if is_current else posixpath.splitext(path)[0]
        yield stem
        if stem.endswith("/index"):
            yield stem.removesuffix("/index")
