"""Find the pages to write again because content from other pages has changed.

A page shows content from other pages, such as links to terms, definitions and decks.  A snapshot in
the output folder contains a digest of this content for each page.  It is moved, deleted and cached
together with the output.  A page whose digest differs is written again, but not read again.

Sphinx does not emit `build-finished` after Ctrl-C. Outdated pages are therefore removed from the
snapshot before the first page is written, and added again at the end of the build.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.autolink.glossary_uses import collect_page_uses, uses_by_glossary
from sphinx_glossary_faq.autolink.page_plans import plan_pages
from sphinx_glossary_faq.autolink.page_states import (
    PageState,
    Snapshot,
    add_copies,
    add_shown,
    automatic_entries,
    compute_state,
    count_linked_pages,
    dependency_digests,
    load,
    save,
    update_tips,
)
from sphinx_glossary_faq.build_results import LinkCount
from sphinx_glossary_faq.builders import NO_PAGES, is_single_document, shows_links
from sphinx_glossary_faq.compat import sorted_todos
from sphinx_glossary_faq.config import GLOSSARY_HTML_OPTIONS, GLOSSARY_OPTIONS, PREFIX
from sphinx_glossary_faq.core.cache_file import TEMPORARY_SUFFIX
from sphinx_glossary_faq.core.model.records import AutomaticEntries, Term
from sphinx_glossary_faq.core.model.relations import TermKey, term_key
from sphinx_glossary_faq.core.text.plural import pluralize
from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.domain import FaqDomain, domain_of

STATE_FILE = ".glossary-faq"


class OutputTracker:
    """Maintains the snapshot for the output of this build."""

    def __init__(self) -> None:
        self._states: dict[str, PageState] = {}
        self._saved = Snapshot("", {})
        self._resolved: set[str] = set()

    def outdated_pages(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Plan the links and return the pages that differ from the last output."""
        self._resolved = set()
        key = _snapshot_key(app)
        last = load(_path(app)) if _is_tracked(app.builder) else Snapshot(key, {})
        cached = last.pages if last.key == key else {}
        self._states = self._compute_states(app, env, cached)
        self._report_links(app)
        if not _is_tracked(app.builder):
            return []
        unchanged = {
            docname: state
            for docname, state in self._states.items()
            if docname in cached and cached[docname].renders_same(state)
        }
        self._saved = Snapshot(key, unchanged)
        if self._saved != last:
            save(_path(app), self._saved)
        return sorted(self._states.keys() - unchanged.keys())

    def _compute_states(
        self, app: Sphinx, env: BuildEnvironment, cached: Mapping[str, PageState]
    ) -> dict[str, PageState]:
        """Return the state of every page, from *cached* if the input for its plan is unchanged."""
        plans = plan_pages(env)
        with_links = shows_links(app.builder)
        domain = domain_of(env)
        dependencies = dependency_digests(domain, with_links)
        states: dict[str, PageState] = {}
        for docname in sorted(env.found_docs):
            last = cached.get(docname)
            state = compute_state(plans, docname, dependencies.get(docname, ""), last, with_links)
            # Without links, the targets do not affect the output.
            target_digest = domain.target_digests.get(docname, "") if with_links else ""
            target_digest = target_digest or (last.target_digest if last else "")
            state = state._replace(target_digest=target_digest)
            if last is not None:
                state = state._replace(
                    terms=last.terms,
                    tip_input_digest=last.tip_input_digest,
                    tip_digest=last.tip_digest,
                )
            states[docname] = update_tips(state, domain.tips, state.terms)
        self._add_glossaries(app, env, states)
        self._add_automatic_entries(domain, states, with_links)
        if lists := domain.store.docnames_using("todolist"):
            todos = sorted_todos(env)
            copied = [states[name] for name, nodes in todos.items() if nodes and name in states]
            text = [
                (docname, todo.pformat(), todo.line) for docname in todos for todo in todos[docname]
            ]
            states |= {docname: add_copies(states[docname], copied, text) for docname in lists}
        return states

    def _add_glossaries(
        self, app: Sphinx, env: BuildEnvironment, states: dict[str, PageState]
    ) -> None:
        """Add what glossaries show of other pages, and the options for their look."""
        domain = domain_of(env)
        domain.page_uses = collect_page_uses(domain, states, env.titles)
        is_html = app.builder.format == "html"
        shown = uses_by_glossary(domain.page_uses) if is_html else {}
        names = (*GLOSSARY_OPTIONS, *(GLOSSARY_HTML_OPTIONS if is_html else ()))
        options = [repr(app.config[PREFIX + name]) for name in names]
        for docname in domain.store.docnames_using("glossary") & states.keys():
            content = shown.get(docname), options
            states[docname] = add_shown(states[docname], content)

    def _add_automatic_entries(
        self, domain: FaqDomain, states: dict[str, PageState], with_links: bool
    ) -> None:
        """Add what the automatic entries of `see-also` lists show."""
        if not domain.store.all(AutomaticEntries):
            return
        local = {term_key(term) for term in domain.project.vocabulary.terms}
        links = {name: count_linked_pages(name, state, local) for name, state in states.items()}
        domain.set_automatic_links({name: counts for name, counts in links.items() if counts})
        for docname, content in automatic_entries(domain, with_links).items():
            states[docname] = add_shown(states[docname], content)

    def _report_links(self, app: Sphinx) -> None:
        """Count the links, and warn about ambiguous mentions."""
        linked = [state for state in self._states.values() if state.mention_count]
        terms = {term for state in linked for term in state.linked_terms}
        mention_count = sum(state.mention_count for state in linked)
        domain = domain_of(app.env)
        domain.link_count = LinkCount(mention_count, len(terms), len(linked))
        warn_ambiguous(self._states, domain.project.vocabulary.terms)

    def record_resolved(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Record a page that will be written.

        The main process resolves each of these pages, even in parallel builds.
        """
        self._resolved.add(docname)

    def save_written(self, app: Sphinx, exception: Exception | None) -> None:
        """Add the pages that this build has written to the snapshot."""
        if exception is None and self._resolved and _is_tracked(app.builder):
            tips = domain_of(app.env).tips
            written = {
                docname: update_tips(state, tips, tuple(tips.linked_terms(docname)))
                for docname, state in self._states.items()
                if docname in self._resolved
            }
            save(_path(app), Snapshot(self._saved.key, dict(self._saved.pages) | written))


def _is_tracked(builder: Builder) -> bool:
    return builder.name not in NO_PAGES and not is_single_document(builder)


def _path(app: Sphinx) -> Path:
    return Path(app.outdir) / STATE_FILE


def _snapshot_key(app: Sphinx) -> str:
    """Return the builder and the version, which must be equal for snapshots to be comparable."""
    return f"{app.builder.name} {app.extensions['sphinx_glossary_faq'].version}"


def exclude_from_epub(app: Sphinx, settings: Config) -> None:
    """Exclude the snapshot and its temporary file from EPUB, which includes every output file."""
    files = [STATE_FILE, f"{STATE_FILE}{TEMPORARY_SUFFIX}"]
    settings["epub_exclude_files"] = [*settings["epub_exclude_files"], *files]


def warn_ambiguous(states: Mapping[str, PageState], terms: Iterable[Term]) -> None:
    """Warn about ambiguous mentions, once for each set of terms.

    The location is the definition of the first term.
    """
    spellings: dict[tuple[TermKey, ...], set[str]] = defaultdict(set)
    docnames: dict[tuple[TermKey, ...], list[str]] = defaultdict(list)
    for docname, state in sorted(states.items()):
        for ambiguity in state.ambiguous:
            spellings[ambiguity.terms].add(ambiguity.spelling)
            docnames[ambiguity.terms].append(docname)
    by_key = {term_key(term): term for term in terms} if docnames else {}
    for keys in sorted(keys for keys in docnames if keys and by_key.keys() >= set(keys)):
        candidates = [by_key[key] for key in keys]
        pages = list(dict.fromkeys(docnames[keys]))
        message = _ambiguity_message(sorted(spellings[keys]), candidates, pages)
        warn(Subtype.AMBIGUOUS, message, candidates[0].location)


def _ambiguity_message(
    spellings: Sequence[str], candidates: Iterable[Term], docnames: Sequence[str]
) -> str:
    mentions = ", ".join(f"“{spelling}”" for spelling in spellings)
    terms = " or ".join(
        f"“{term.name}” ({term.docname}, line {term.location.line})" for term in candidates
    )
    more = len(docnames) - 1
    others = f" and {pluralize(more, 'more page')}" if more else ""
    verb, pronoun = ("are", "they") if len(spellings) > 1 else ("is", "it")
    return (
        f"{mentions} on {docnames[0]}{others} {verb} not linked because {pronoun} may mean "
        f"{terms}. "
        "Give each term its own :group:, or add an explicit link."
    )


def register(app: Sphinx) -> None:
    """Register the tracking of outdated pages."""
    tracker = OutputTracker()
    app.connect("config-inited", exclude_from_epub)
    # After the targets of references are known (550). The terms of other projects, which the plan
    # may link, are set by then: Sphinx emits this event after `env-updated`.
    app.connect("env-get-updated", tracker.outdated_pages, priority=600)
    app.connect("doctree-resolved", tracker.record_resolved)
    app.connect("build-finished", tracker.save_written)
