"""Read and write the cache of the check, which is stored next to the doctrees.

The cache consists of two files. The first one is read in each build. The second one contains the
ids and links of the written pages. It is larger and is read only if the output has changed.

The cache only saves time. A file is ignored if it is damaged, belongs to another output folder or
was written by another version.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sphinx.application import Sphinx

from sphinx_glossary_faq.check.locate.locator import CachedLocations
from sphinx_glossary_faq.check.locate.source_file import SourceLocation
from sphinx_glossary_faq.check.page_warnings import PageState, PageWarning, PageWarnings
from sphinx_glossary_faq.check.references.results import PageResolution, ResolutionCache
from sphinx_glossary_faq.check.site.broken_link import BrokenLink
from sphinx_glossary_faq.core.cache_file import Shape, dumps, load_field, loads, read_file
from sphinx_glossary_faq.core.html.urls import LinkResolution, LinkStatus
from sphinx_glossary_faq.diagnostics import write_or_warn

VERSION = 6
"""The version of the format, which changes with the format of either file."""

_UNREADABLE = (OSError, ValueError)
"""The exceptions that may be raised when a cache file is read."""

_INDEXES: Shape = [int]
_RESOLUTION: Shape = (
    str, str, int, _INDEXES, _INDEXES, [(int, str, str)], _INDEXES, _INDEXES, [(int, str)]
)  # fmt: skip
_LOCATIONS: Shape = (int, {str: [(str, int | None, int | None)]})
_BROKEN_LINK: Shape = (str, str, (str, str, str, str), str, str)
_OUTPUT: Shape = (str, [_BROKEN_LINK], {str: int}, {str: int}, [str], [str])
_WARNING: Shape = (int, str, str, str, str, str)
_WARNINGS: Shape = ([_WARNING], {str: (int, _INDEXES)}, [_WARNING], str)
_PAGE: Shape = (int, int, str, str, str | None, str)


class WrittenPage(NamedTuple):
    """The content of an output file when it was last read, with one id or link per line."""

    changed: int
    """The modification time of the file in nanoseconds."""

    size: int
    ids: str
    links: str
    base: str | None
    docname: str
    """The docname of the page, or "" for other files."""


class OutputState(NamedTuple):
    """The state of the output folder at the last check of its links."""

    state: str = ""
    """A digest of all data that affects broken links."""

    broken: tuple[BrokenLink, ...] = ()
    changed: Mapping[str, int] = {}
    """The modification time of each page in nanoseconds, by docname."""

    made: Mapping[str, int] = {}
    """The files without a source that the project has made, as in `Leftovers`."""

    generated: tuple[str, ...] = ()
    """The names of the pages without a source that this build has written."""

    owed: tuple[str, ...] = ()
    """The docnames of outdated pages that this build has not written."""


class Cache(NamedTuple):
    """What the check reuses in the next build."""

    resolutions: ResolutionCache = ResolutionCache("", {})
    located: Mapping[str, CachedLocations] = {}
    output: OutputState = OutputState()
    warnings: PageWarnings = PageWarnings()
    pages: Mapping[str, WrittenPage] | None = {}
    """The output files by path, or None if the second file has not been read."""


def load(app: Sphinx) -> Cache:
    """Return the cache of the last build with this builder, or an empty cache if unreadable."""
    try:
        document = _read(_path(app))
        resolutions = {
            docname: _parse_resolution(*values)
            for docname, values in load_field(document, "resolutions", {str: _RESOLUTION}).items()
        }
        located = {
            docname: _parse_locations(*values)
            for docname, values in load_field(document, "located", {str: _LOCATIONS}).items()
        }
        is_same_folder = load_field(document, "folder", str) == str(app.outdir)
        output = load_field(document, "output", _OUTPUT)
        warnings = _parse_warnings(*load_field(document, "warnings", _WARNINGS))
        return Cache(
            ResolutionCache(load_field(document, "target_digest", str), resolutions),
            located,
            _parse_output(*output) if is_same_folder else OutputState(),
            warnings if is_same_folder else PageWarnings(),
            None if is_same_folder else {},
        )
    except _UNREADABLE:
        return Cache()


def pages_of(app: Sphinx, cache: Cache) -> Mapping[str, WrittenPage]:
    """Return the written pages of *cache*, read from the second file if needed."""
    if cache.pages is not None:
        return cache.pages
    try:
        document = _read(_pages_path(app))
        state = load_field(document, "state", str)
        if state != cache.output.state:  # an interrupted build
            return {}
        pages = load_field(document, "pages", {str: _PAGE})
        return {path: WrittenPage(*values) for path, values in pages.items()}
    except _UNREADABLE:
        return {}


def save(app: Sphinx, cache: Cache) -> None:
    """Write *cache*, and rewrite the second file only if it is outdated."""
    if cache.pages:
        pages = {"version": VERSION, "state": cache.output.state, "pages": cache.pages}
        write_or_warn(_pages_path(app), dumps(pages))
    state, broken, *rest = cache.output
    document = {
        "version": VERSION,
        "folder": str(app.outdir),
        "target_digest": cache.resolutions.target_digest,
        "resolutions": cache.resolutions.pages,
        "output": (state, [*map(_plain_link, broken)], *rest),
        "located": cache.located,
        "warnings": cache.warnings,
    }
    write_or_warn(_path(app), dumps(document))


def _read(path: Path) -> dict[str, Any]:
    document = loads(read_file(path).decode("ascii"))
    if load_field(document, "version", int) != VERSION:
        raise ValueError("The file was written by a different version.")
    return document


def _path(app: Sphinx) -> Path:
    return Path(app.doctreedir, f"glossary-faq-check-{app.builder.name}.json")


def _pages_path(app: Sphinx) -> Path:
    return Path(app.doctreedir, f"glossary-faq-check-{app.builder.name}-pages.json")


def _parse_resolution(
    input_digest: str,
    target_digest: str,
    resolved: int,
    missing: list[int],
    external: list[int],
    conditional: list[Any],
    other: list[int],
    ambiguous: list[int],
    problems: list[Any],
) -> PageResolution:
    anchors = tuple((index, docname, id) for index, docname, id in conditional)
    indexes = tuple(missing), tuple(external), anchors, tuple(other), tuple(ambiguous)
    warned = tuple((index, problem) for index, problem in problems)
    return PageResolution(input_digest, target_digest, resolved, *indexes, warned)


def _parse_output(
    state: str,
    broken: list[Any],
    changed: dict[str, int],
    made: dict[str, int],
    generated: list[str],
    owed: list[str],
) -> OutputState:
    links = tuple(_parse_link(*values) for values in broken)
    return OutputState(state, links, changed, made, tuple(generated), tuple(owed))


def _parse_warnings(
    warnings: list[Any], pages: dict[str, Any], consistency: list[Any], toctrees: str
) -> PageWarnings:
    states = {
        docname: PageState(read_time, tuple(indexes))
        for docname, (read_time, indexes) in pages.items()
    }
    if any(index not in range(len(warnings)) for state in states.values() for index in state[1]):
        raise ValueError("The file contains an index without a warning.")
    by_index, of_project = ([PageWarning(*values) for values in w] for w in (warnings, consistency))
    return PageWarnings(tuple(by_index), states, tuple(of_project), toctrees)


def _parse_link(
    page: str, link: str, resolution: list[str], target_docname: str, docname: str
) -> BrokenLink:
    status, *details = resolution
    parsed = LinkResolution(LinkStatus(status), *details)
    return BrokenLink(page, link, parsed, target_docname, docname)


def _parse_locations(read_time: int, locations: dict[str, list[Any]]) -> CachedLocations:
    return CachedLocations(
        read_time,
        {
            reference: [SourceLocation(*values) for values in group]
            for reference, group in locations.items()
        },
    )


def _plain_link(broken: BrokenLink) -> object:
    """Return the values that `_parse_link` accepts, because JSON does not support enums."""
    status, *details = broken.resolution
    return broken.page, broken.link, (status.value, *details), broken.target_docname, broken.docname
