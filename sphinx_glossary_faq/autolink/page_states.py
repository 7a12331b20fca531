"""Compute the states of all pages and store them in a snapshot file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import Any, NamedTuple

from sphinx_glossary_faq.autolink.page_plans import PagePlans
from sphinx_glossary_faq.build_results import Tips
from sphinx_glossary_faq.core.cache_file import (
    Shape,
    digest,
    dumps,
    load_field,
    loads,
    read_file,
)
from sphinx_glossary_faq.core.model.records import AutomaticEntries, Comparison, PageDependency
from sphinx_glossary_faq.core.model.relations import TermKey, term_key
from sphinx_glossary_faq.core.planning.plan import Ambiguity, PagePlan, expansion_of
from sphinx_glossary_faq.core.planning.usage import TermUse
from sphinx_glossary_faq.diagnostics import write_or_warn
from sphinx_glossary_faq.domain import FaqDomain


class PageState(NamedTuple):
    """A summary of the mentions on a page and of the content that it shows from other pages."""

    input_digest: str
    """A digest of the input for the page's plan."""

    link_digest: str
    """A digest of the links on the page."""

    dependency_digest: str
    """A digest of the content from other pages that the page shows."""

    mention_count: int = 0
    ambiguous: tuple[Ambiguity, ...] = ()
    target_digest: str = ""
    """A digest of the targets of the page's references, or "" if they are not resolved."""

    uses: tuple[TermUse, ...] = ()
    """The mentions by term and section, if a glossary shows them."""

    linked_terms: tuple[TermKey, ...] = ()
    """The terms with automatic links on the page, sorted."""

    terms: tuple[TermKey, ...] = ()
    """The terms that the page has links to, since it was last written."""

    tip_input_digest: str = ""
    """A digest of the input for the tips on the page."""

    tip_digest: str = ""
    """A digest of the tips on the page."""

    def renders_same(self, other: PageState) -> bool:
        """Return whether the page need not be written again."""
        same_targets = (
            not (self.target_digest and other.target_digest)
            or self.target_digest == other.target_digest
        )
        return same_targets and self._shown_digests == other._shown_digests

    @property
    def _shown_digests(self) -> tuple[str, ...]:
        return self.link_digest, self.dependency_digest, self.tip_digest


class Snapshot(NamedTuple):
    """The states of the pages in an output folder, and the key for which they are valid."""

    key: str
    pages: Mapping[str, PageState]


def compute_state(
    plans: PagePlans,
    docname: str,
    dependency_digest: str,
    cached: PageState | None,
    with_links: bool,
) -> PageState:
    """Return the state of a page, from *cached* if the input for its plan is unchanged."""
    input_digest = plans.input_digest(docname)
    if cached is not None and cached.input_digest == input_digest:
        return cached._replace(dependency_digest=dependency_digest)
    plan = plans.get(docname)
    if plan is None:
        return PageState("", "", dependency_digest)
    link_digest = _digest(_shown_links(plan, plans.shows_abbreviations)) if with_links else ""
    state = PageState(input_digest, link_digest, dependency_digest, len(plan.mentions))
    linked = tuple(sorted({term_key(mention.target.term) for mention in plan.mentions}))
    return state._replace(ambiguous=plan.ambiguous, uses=plans.uses(docname), linked_terms=linked)


def count_linked_pages(docname: str, state: PageState, local: Set[TermKey]) -> dict[str, int]:
    """Return the numbers of terms on other pages that a page links to automatically.

    :param local: the terms of this project.
    """
    return Counter(term[0] for term in state.linked_terms if term in local and term[0] != docname)


def automatic_entries(domain: FaqDomain, with_links: bool) -> dict[str, list[object]]:
    """Return the content of the automatic entries on each page that has such entries."""
    contents: dict[str, list[object]] = defaultdict(list)
    for request in domain.store.all(AutomaticEntries):
        content = domain.further_reading.content(request, with_addresses=with_links)
        contents[request.docname].append(content)
    return contents


def update_tips(state: PageState, tips: Tips, terms: tuple[TermKey, ...]) -> PageState:
    """Return *state* with the current digest of the tips for links to *terms*."""
    input_digest = tips.input_digest(terms)
    if (terms, input_digest) == (state.terms, state.tip_input_digest):
        return state
    return state._replace(terms=terms, tip_input_digest=input_digest, tip_digest=tips.digest(terms))


def add_copies(state: PageState, copied: Sequence[PageState], text: object) -> PageState:
    """Return the state of a page that shows copies of *text* of other pages.

    :param copied: the states of these pages.
    """
    dependencies = [
        state.dependency_digest,
        # Without the check, only the links show where the references of a copy lead.
        *(f"{other.dependency_digest} {other.link_digest}" for other in copied),
    ]
    targets = [other.target_digest for other in (state, *copied)]
    return state._replace(
        dependency_digest=_digest((dependencies, text)),
        target_digest=_digest(targets if any(targets) else ()),
    )


def add_shown(state: PageState, content: object) -> PageState:
    """Return the state of a page that also shows *content* from other pages."""
    if not content:
        return state
    return state._replace(dependency_digest=_digest((state.dependency_digest, content)))


def dependency_digests(domain: FaqDomain, with_links: bool) -> dict[str, str]:
    """Return a digest of the content from other pages, for each page that shows such content."""
    contents: dict[str, list[object]] = defaultdict(list)
    for dependency in domain.store.all(PageDependency):
        content = domain.project.resolve_dependency(dependency, with_addresses=with_links)
        contents[dependency.docname].append((dependency.kind, dependency.key, content))
    for comparison in domain.store.all(Comparison):
        relations = domain.project.relations_in(comparison, with_addresses=with_links)
        contents[comparison.location.docname].append((comparison.names, relations))
    return {docname: _digest(content) for docname, content in contents.items()}


def _shown_links(plan: PagePlan, shows_abbreviations: bool) -> object:
    """Return the positions and targets of the links in a plan, and the expansions in them."""
    links = [
        (mention.run, mention.start, mention.end, *term_key(mention.target.term), mention.target.id)
        for mention in plan.mentions
    ]
    expansions = [
        expansion_of(plan.texts[mention.run][mention.start : mention.end], mention.target.term)
        for mention in (plan.mentions if shows_abbreviations else ())
    ]
    shown = links, plan.explicit_targets, [*filter(None, expansions)]
    return shown if any(shown) else ()


def _digest(content: object) -> str:
    """Return a short digest of *content*, or "" if *content* is empty."""
    return digest(content) if content else ""


_USE: Shape = ((str, str), str, str, int, str)
_TERM: Shape = (str, str)
_AMBIGUITY: Shape = (str, [_TERM])
_STATE: Shape = (
    str,
    str,
    str,
    int,
    [_AMBIGUITY],
    str,
    [_USE],
    [_TERM],
    [_TERM],
    str,
    str,
)


def load(path: Path) -> Snapshot:
    """Return the snapshot at *path*, or an empty snapshot if it cannot be read."""
    try:
        document = loads(read_file(path).decode("ascii"))
        states = load_field(document, "pages", {str: _STATE})
        pages = {docname: _parse_state(*values) for docname, values in states.items()}
        return Snapshot(load_field(document, "key", str), pages)
    except (OSError, ValueError):
        return Snapshot("", {})


def _parse_state(
    input_digest: str,
    link_digest: str,
    dependency_digest: str,
    mention_count: int,
    ambiguous: list[Any],
    target_digest: str,
    uses: list[Any],
    linked_terms: list[Any],
    terms: list[Any],
    *tip_digests: str,
) -> PageState:
    ambiguities = tuple(
        Ambiguity(spelling, tuple((docname, id) for docname, id in terms))
        for spelling, terms in ambiguous
    )
    term_uses = tuple(TermUse((use[0][0], use[0][1]), *use[1:]) for use in uses)
    linked = tuple((docname, id) for docname, id in linked_terms)
    digests = input_digest, link_digest, dependency_digest
    state = PageState(*digests, mention_count, ambiguities, target_digest, term_uses, linked)
    tip_input_digest, tip_digest = tip_digests
    return state._replace(
        terms=tuple((docname, id) for docname, id in terms),
        tip_input_digest=tip_input_digest,
        tip_digest=tip_digest,
    )


def save(path: Path, snapshot: Snapshot) -> None:
    """Write *snapshot* to *path* atomically."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pages = dict(sorted(snapshot.pages.items()))
    write_or_warn(path, dumps({"key": snapshot.key, "pages": pages}))
