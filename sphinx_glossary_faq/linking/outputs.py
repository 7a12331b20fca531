"""What each output was last given, so that exactly the pages that differ are written.

A page shows facts of other pages: links to terms, definitions, decks.  A digest of those
is kept for every page in a file of the output folder, which is moved, deleted and cached
with what it describes.  When a digest differs the page is written again, though not read
again.  `build-finished` does not come on Ctrl-C; so pages about to change are taken out of
the file before the first is written, and put back when this build has written them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.builders import PAGELESS, assembles, shows_links
from sphinx_glossary_faq.domain import LinkCount, domain_of
from sphinx_glossary_faq.linking.ambiguous import tell
from sphinx_glossary_faq.linking.plans import plan
from sphinx_glossary_faq.linking.snapshot import (
    DRAFT,
    Account,
    Snapshot,
    account,
    facts,
    load,
    save,
)

FILE = ".glossary-faq"


class Outputs:
    """Keeps the snapshot of the output that this run writes."""

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}
        self._kept = Snapshot("", {})
        self._resolved: set[str] = set()

    def owed(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Plan the links; give the pages that differ from what this output was last given."""
        self._resolved = set()
        key = _key(app)
        last = load(_path(app)) if _is_kept(app.builder) else Snapshot(key, {})
        known = last.pages if last.key == key else {}
        self._accounts = self._take(app, env, known)
        self._report(app)
        if not _is_kept(app.builder):
            return []
        same = {
            docname: found
            for docname, found in self._accounts.items()
            if docname in known and known[docname].shows_same(found)
        }
        self._kept = Snapshot(key, same)
        if self._kept != last:
            save(_path(app), self._kept)
        return sorted(self._accounts.keys() - same.keys())

    def _take(
        self, app: Sphinx, env: BuildEnvironment, known: Mapping[str, Account]
    ) -> dict[str, Account]:
        """An account of every page; *known* ones are taken over where their basis is the same."""
        plans = plan(env)
        with_links = shows_links(app.builder)
        domain = domain_of(env)
        borrowed = facts(domain, with_links)
        taken: dict[str, Account] = {}
        for docname in sorted(env.found_docs):
            last = known.get(docname)
            found = account(plans, docname, borrowed.get(docname, ""), last, with_links)
            # What is written as text is the same wherever it leads.
            leads = domain.leads.get(docname, "") if with_links else ""
            leads = leads or (last.leads if last else "")
            taken[docname] = found._replace(leads=leads)
        return taken

    def _report(self, app: Sphinx) -> None:
        """Count the links, and tell of mentions that have none since they could lead anywhere."""
        counts = [found.mentions for found in self._accounts.values() if found.mentions]
        domain = domain_of(app.env)
        domain.linked = LinkCount(sum(counts), len(counts))
        tell(self._accounts, domain.guide.vocabulary.terms)

    def note_resolved(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """The main process resolves every page that it writes, at any `-j`."""
        self._resolved.add(docname)

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        if exception is None and self._resolved and _is_kept(app.builder):
            written = {
                docname: found
                for docname, found in self._accounts.items()
                if docname in self._resolved
            }
            save(_path(app), Snapshot(self._kept.key, dict(self._kept.pages) | written))


def _is_kept(builder: Builder) -> bool:
    return builder.name not in PAGELESS and not assembles(builder)


def _path(app: Sphinx) -> Path:
    return Path(app.outdir) / FILE


def _key(app: Sphinx) -> str:
    """Under which digests are comparable: the builder, and our version."""
    return f"{app.builder.name} {app.extensions['sphinx_glossary_faq'].version}"


def exclude_from_epub(app: Sphinx, settings: Config) -> None:
    """An epub packs every file of its folder; this one is none of the book's, nor is its draft."""
    ours = [FILE, f"{FILE}{DRAFT}"]
    settings["epub_exclude_files"] = [*settings["epub_exclude_files"], *ours]


def register(app: Sphinx) -> None:
    outputs = Outputs()
    app.connect("config-inited", exclude_from_epub)
    # After the terms of other projects are known (500), which the plan may link.
    app.connect("env-updated", outputs.owed, priority=600)
    app.connect("doctree-resolved", outputs.note_resolved)
    app.connect("build-finished", outputs.finish)
