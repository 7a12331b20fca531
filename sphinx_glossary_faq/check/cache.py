"""What one build's check leaves for the next, in a file beside the doctrees of its builder.

The file has two parts: what each build asks for, and what the written pages have in them, which is
most of it, and read by a build alone that finds that the output has changed.

Nothing depends on it but time: what is not as it was written, is of another output folder or was
written by another version is found out anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from sphinx.application import Sphinx

from sphinx_glossary_faq.check.locate.locator import CachedLocations
from sphinx_glossary_faq.check.locate.source_file import SourceLocation
from sphinx_glossary_faq.check.references.results import PageResolution, ResolutionCache
from sphinx_glossary_faq.check.site.broken_link import BrokenLink
from sphinx_glossary_faq.core.cache_file import dumps, loads
from sphinx_glossary_faq.core.html.urls import LinkResolution, LinkStatus

VERSION = 3

_UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError)
"""What reading the file may raise, whatever was made of it."""


class WrittenPage(NamedTuple):
    """A file of the output as it was last read: its ids and links, one a line."""

    changed: int
    """When it was written, in nanoseconds."""

    size: int
    ids: str
    links: str
    base: str | None
    docname: str
    """The page that it was written for; empty for any other file."""


class OutputState(NamedTuple):
    """The output folder as it was when its pages were last followed."""

    state: str = ""
    """A digest of all that decides what is dead."""

    broken: tuple[BrokenLink, ...] = ()
    changed: Mapping[str, int] = {}
    """When the page of each docname was written, in nanoseconds."""


class Cache(NamedTuple):
    """Where references lead, where the broken ones stand, and how the written pages were."""

    resolutions: ResolutionCache = ResolutionCache("", {})
    located: Mapping[str, CachedLocations] = {}
    output: OutputState = OutputState()
    pages: Mapping[str, WrittenPage] | None = {}
    """What was read from them; `None` while that is what is in the file, and not asked for."""


def load(app: Sphinx) -> Cache:
    """What the last build by the same builder left; nothing where that cannot be read."""
    try:
        found = _part(app, 0)
        if found["version"] != VERSION:
            return Cache()
        answers = {docname: _page(*values) for docname, values in found["answers"].items()}
        is_same = found["folder"] == str(app.outdir)
        output = _output(*found["output"]) if is_same else OutputState()
        located = {docname: _located(*values) for docname, values in found["located"].items()}
        answered = ResolutionCache(str(found["world"]), answers)
        return Cache(answered, located, output, None if is_same else {})
    except _UNREADABLE:
        return Cache()


def pages_of(app: Sphinx, cache: Cache) -> Mapping[str, WrittenPage]:
    """The written pages of *cache*; none where they cannot be read."""
    if cache.pages is not None:
        return cache.pages
    try:
        return {path: WrittenPage(*values) for path, values in _part(app, 1).items()}
    except _UNREADABLE:
        return {}


def _part(app: Sphinx, number: int) -> Any:
    """One of the two parts of the file: each has two lines in it, and a seal of its own."""
    with _path(app).open(encoding="utf-8") as file:
        head, kept = list(islice(file, 1 + 2 * number, 3 + 2 * number))
    return json.loads(loads(head + kept.rstrip(",\n")))


def _path(app: Sphinx) -> Path:
    return Path(app.doctreedir, f"glossary-faq-check-{app.builder.name}.json")


def _page(
    basis: str,
    leads: str,
    followed: int,
    missing: list[int],
    elsewhere: list[int],
    conditional: list[Any],
    other: list[int],
) -> PageResolution:
    anchors = tuple((number, docname, id) for number, docname, id in conditional)
    numbers = tuple(missing), tuple(elsewhere), anchors, tuple(other)
    return PageResolution(basis, leads, followed, *numbers)


def _output(state: str, dead: list[Any], changed: dict[str, int]) -> OutputState:
    return OutputState(state, tuple(_dead(*values) for values in dead), changed)


def _dead(page: str, link: str, verdict: list[str], leads_to: str, docname: str) -> BrokenLink:
    outcome, *rest = verdict
    return BrokenLink(page, link, LinkResolution(LinkStatus(outcome), *rest), leads_to, docname)


def _located(read: int, spots: dict[str, list[Any]]) -> CachedLocations:
    return CachedLocations(
        read, {key: [SourceLocation(*values) for values in each] for key, each in spots.items()}
    )


def save(app: Sphinx, cache: Cache) -> None:
    """Write *cache* whole or not at all."""
    state, dead, changed = cache.output
    kept = {
        "version": VERSION,
        "folder": str(app.outdir),
        "world": cache.resolutions.target_digest,
        "answers": cache.resolutions.pages,
        "output": (state, [*map(_plain, dead)], changed),
        "located": cache.located,
    }
    parts = ",\n".join(dumps(json.dumps(part)) for part in (kept, pages_of(app, cache)))
    path = _path(app)
    draft = path.with_name(path.name + ".new")
    # In ASCII: names of files that are not UTF-8 have half a surrogate pair, which is none either.
    draft.write_text(f"[\n{parts}\n]\n", "ascii")
    draft.replace(path)


def _plain(dead: BrokenLink) -> object:
    """A dead link as `_dead` takes it: JSON has no enums."""
    outcome, *rest = dead.resolution
    return (dead.page, dead.link, (outcome.value, *rest), dead.target_docname, dead.docname)
