"""What each output was last given, so that exactly the pages that differ are written.

A page shows facts of other pages: links to terms, definitions, decks.  A digest of those
is kept for every page in a file of the output folder, which is moved, deleted and cached
with what it describes.  When a digest differs the page is written again, though not read
again.  `build-finished` does not come on Ctrl-C; so pages about to change are taken out of
the file before the first is written, and put back when this build has written them.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq import config
from sphinx_glossary_faq.core.model import Borrowed
from sphinx_glossary_faq.core.relations import key
from sphinx_glossary_faq.domain import FaqDomain, domain_of

FILE = ".glossary-faq"

ASSEMBLED = frozenset({"singlehtml", "latex", "man", "texinfo"})
"""Builders that write everything in each build."""

PAGELESS = frozenset({"gettext", "linkcheck", "changes", "dummy", "coverage", "doctest"})
"""Builders whose output shows nothing of ours."""


class Snapshot(NamedTuple):
    """The digests of an output's pages, and what they were taken under."""

    key: str
    pages: dict[str, str]


def load(path: Path, wanted_key: str) -> Snapshot:
    """The snapshot at *path*; empty when there is none, or it was taken under another key."""
    try:
        found = json.loads(path.read_text("utf-8"))
        if found["key"] == wanted_key and isinstance(found["pages"], dict):
            return Snapshot(wanted_key, found["pages"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return Snapshot(wanted_key, {})


def save(path: Path, snapshot: Snapshot) -> None:
    """Write *snapshot* whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    draft.write_text(json.dumps(snapshot._asdict(), sort_keys=True, indent=0), "utf-8")
    draft.replace(path)


def page_digests(env: BuildEnvironment, domain: FaqDomain) -> dict[str, str]:
    """A digest of everything that each page shows of others: its links and its facts."""
    shown: dict[str, list[object]] = defaultdict(list)
    for docname, plan in domain.plan.items():
        for mention in plan.mentions:
            at = (mention.run, mention.start, mention.end)
            shown[docname].append((*at, *key(mention.target.term), mention.target.id))
    for borrowed in domain.store.all(Borrowed):
        shown[borrowed.docname].append((borrowed.kind, borrowed.key, domain.guide.fact(borrowed)))
    return {
        docname: hashlib.sha256(repr(shown.get(docname)).encode()).hexdigest()[:16]
        for docname in env.found_docs
    }


class Outputs:
    """Keeps the snapshot of the output that this run writes."""

    def __init__(self) -> None:
        self._digests: dict[str, str] = {}
        self._kept = Snapshot("", {})
        self._resolved: set[str] = set()

    def owed(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """The pages that differ from what this output was last given."""
        if not _is_kept(app.builder):
            return []
        self._digests = page_digests(env, domain_of(env))
        self._kept = load(_path(app), _key(app))
        same = {
            docname: digest
            for docname, digest in self._digests.items()
            if self._kept.pages.get(docname) == digest
        }
        if same != self._kept.pages:
            self._kept = Snapshot(self._kept.key, same)
            save(_path(app), self._kept)
        return sorted(self._digests.keys() - same.keys())

    def note_resolved(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """The main process resolves every page that it writes, at any `-j`."""
        self._resolved.add(docname)

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        if exception is None and self._resolved and _is_kept(app.builder):
            written = {
                docname: self._digests[docname] for docname in self._resolved & self._digests.keys()
            }
            save(_path(app), Snapshot(self._kept.key, self._kept.pages | written))


def _is_kept(builder: Builder) -> bool:
    return builder.name not in ASSEMBLED | PAGELESS


def _path(app: Sphinx) -> Path:
    return Path(app.outdir) / FILE


def _key(app: Sphinx) -> str:
    """Under which everything is comparable: the format, our version, our options."""
    version = app.extensions["sphinx_glossary_faq"].version
    return f"{app.builder.name} {version} {config.digest(app.config)}"


def exclude_from_epub(app: Sphinx, settings: Config) -> None:
    """An epub packs every file of its folder; this one is none of the book's."""
    settings["epub_exclude_files"] = [*settings["epub_exclude_files"], FILE]


def register(app: Sphinx) -> None:
    outputs = Outputs()
    app.connect("config-inited", exclude_from_epub)
    # After the plan (600), which the digests are taken of.
    app.connect("env-updated", outputs.owed, priority=700)
    app.connect("doctree-resolved", outputs.note_resolved)
    app.connect("build-finished", outputs.finish)
