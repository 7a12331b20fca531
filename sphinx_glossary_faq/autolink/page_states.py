"""What is kept of an output: an account of every page, and the file that holds them."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sphinx_glossary_faq.autolink.page_plans import PagePlans
from sphinx_glossary_faq.core.cache_file import dumps, loads
from sphinx_glossary_faq.core.model.records import PageDependency
from sphinx_glossary_faq.core.model.relations import term_key
from sphinx_glossary_faq.core.planning.plan import Ambiguity, PagePlan
from sphinx_glossary_faq.domain import FaqDomain

TEMP_SUFFIX = ".new"
"""What the name of a file ends with until all of it is written."""


class PageState(NamedTuple):
    """What a page shows of other pages, and what is told of it in each build.

    `basis` is what its plan was derived from: while that is the same, the page need not
    be planned to know the rest.
    """

    input_digest: str
    links: str
    dependencies: str
    mentions: int = 0
    ambiguous: tuple[Ambiguity, ...] = ()
    target_digest: str = ""
    """Where the page's own references lead; empty where this build does not follow them."""

    def renders_same(self, other: PageState) -> bool:
        """Whether the page need not be written again, for all that is known of both."""
        agree = (
            not (self.target_digest and other.target_digest)
            or self.target_digest == other.target_digest
        )
        return agree and (self.links, self.dependencies) == (other.links, other.dependencies)


class Snapshot(NamedTuple):
    """The accounts of an output's pages, and what they were taken under."""

    key: str
    pages: Mapping[str, PageState]


def compute_state(
    plans: PagePlans, docname: str, borrowed: str, known: PageState | None, with_links: bool
) -> PageState:
    """Give an account of a page, from the *known* one if its plan must be the same."""
    basis = plans.input_digest(docname)
    if known is not None and known.input_digest == basis:
        return known._replace(dependencies=borrowed)
    plan = plans.get(docname)
    if plan is None:
        return PageState("", "", borrowed)
    links = _digest(_shown(plan)) if with_links else ""
    return PageState(basis, links, borrowed, len(plan.mentions), plan.ambiguous)


def dependency_digests(domain: FaqDomain, with_links: bool) -> dict[str, str]:
    """A digest of what each page borrows from others, for the pages that do."""
    found: dict[str, list[object]] = defaultdict(list)
    for borrowed in domain.store.all(PageDependency):
        fact = domain.project.resolve_dependency(borrowed, with_addresses=with_links)
        found[borrowed.docname].append((borrowed.kind, borrowed.key, fact))
    return {docname: _digest(borrowed) for docname, borrowed in found.items()}


def _shown(plan: PagePlan) -> object:
    """All that a reader sees of a plan: where its links are and where they lead."""
    links = [
        (mention.run, mention.start, mention.end, *term_key(mention.target.term), mention.target.id)
        for mention in plan.mentions
    ]
    return (links, plan.explicit_targets) if links or plan.explicit_targets else ()


def _digest(found: object) -> str:
    """A short text that differs whenever *found* does; empty for nothing."""
    return hashlib.sha256(repr(found).encode()).hexdigest()[:16] if found else ""


def load(path: Path) -> Snapshot:
    """The snapshot at *path*; an empty one where there is none that can be read."""
    try:
        found = json.loads(loads(path.read_text("utf-8")))
        pages = {docname: _state(*values) for docname, values in found["pages"].items()}
        return Snapshot(str(found["key"]), pages)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Snapshot("", {})


def _state(
    basis: str, links: str, borrowed: str, mentions: int, ambiguous: list[Any], leads: str
) -> PageState:
    told = tuple(
        Ambiguity(spelling, tuple((docname, id) for docname, id in terms))
        for spelling, terms in ambiguous
    )
    return PageState(basis, links, borrowed, mentions, told, leads)


def save(path: Path, snapshot: Snapshot) -> None:
    """Write *snapshot* whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + TEMP_SUFFIX)
    draft.write_text(dumps(json.dumps(snapshot._asdict(), sort_keys=True, indent=0)), "utf-8")
    draft.replace(path)
