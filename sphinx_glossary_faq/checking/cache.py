"""What one build's check leaves for the next, in a file beside the doctrees of its builder.

Nothing depends on it but time: what is not as it was written, is of another output folder or was
written by another version is found out anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sphinx.application import Sphinx

from sphinx_glossary_faq.checking.locating import Located
from sphinx_glossary_faq.checking.references import Answers, PageLinks
from sphinx_glossary_faq.checking.sources import Spot
from sphinx_glossary_faq.core.seals import seal, unseal

VERSION = 2


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


class Cache(NamedTuple):
    """Where references lead, where the broken ones stand, and what the written pages have."""

    answers: Answers = Answers("", {})
    located: Mapping[str, Located] = {}
    pages: Mapping[str, WrittenPage] = {}


def load(app: Sphinx) -> Cache:
    """What the last build by the same builder left; nothing where that cannot be read."""
    try:
        found = json.loads(unseal(_path(app).read_text("utf-8")))
        if found["version"] != VERSION:
            return Cache()
        answers = {docname: _page(*values) for docname, values in found["answers"].items()}
        is_same = found["folder"] == str(app.outdir)
        written = found["pages"].items() if is_same else ()
        pages = {path: WrittenPage(*values) for path, values in written}
        located = {docname: _located(*values) for docname, values in found["located"].items()}
        return Cache(Answers(str(found["world"]), answers), located, pages)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Cache()


def _path(app: Sphinx) -> Path:
    return Path(app.doctreedir, f"glossary-faq-check-{app.builder.name}.json")


def _page(
    basis: str,
    leads: str,
    followed: int,
    missing: list[int],
    elsewhere: list[int],
    conditional: list[Any],
) -> PageLinks:
    anchors = tuple((number, docname, id) for number, docname, id in conditional)
    return PageLinks(basis, leads, followed, tuple(missing), tuple(elsewhere), anchors)


def _located(read: int, spots: dict[str, list[Any]]) -> Located:
    return Located(read, {key: [Spot(*values) for values in each] for key, each in spots.items()})


def save(app: Sphinx, cache: Cache) -> None:
    """Write *cache* whole or not at all."""
    document = {
        "version": VERSION,
        "folder": str(app.outdir),
        "world": cache.answers.world,
        "answers": cache.answers.pages,
        "located": cache.located,
        "pages": cache.pages,
    }
    path = _path(app)
    draft = path.with_name(path.name + ".new")
    # In ASCII: names of files that are not UTF-8 have half a surrogate pair, which is none either.
    draft.write_text(seal(json.dumps(document)), "ascii")
    draft.replace(path)
