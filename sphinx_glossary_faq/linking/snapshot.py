"""What is kept of an output: an account of every page, and the file that holds them."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sphinx_glossary_faq.core.model import Borrowed
from sphinx_glossary_faq.core.plan import Ambiguity, PagePlan
from sphinx_glossary_faq.core.relations import key
from sphinx_glossary_faq.core.seals import seal, unseal
from sphinx_glossary_faq.domain import FaqDomain
from sphinx_glossary_faq.linking.plans import Plans

DRAFT = ".new"
"""What the name of a file ends with until all of it is written."""


class Account(NamedTuple):
    """What a page shows of other pages, and what is told of it in each build.

    `basis` is what its plan was derived from: while that is the same, the page need not
    be planned to know the rest.
    """

    basis: str
    links: str
    facts: str
    mentions: int = 0
    ambiguous: tuple[Ambiguity, ...] = ()
    leads: str = ""
    """Where the page's own references lead; empty where this build does not follow them."""

    def shows_same(self, other: Account) -> bool:
        """Whether the page need not be written again, for all that is known of both."""
        agree = not (self.leads and other.leads) or self.leads == other.leads
        return agree and (self.links, self.facts) == (other.links, other.facts)


class Snapshot(NamedTuple):
    """The accounts of an output's pages, and what they were taken under."""

    key: str
    pages: Mapping[str, Account]


def account(
    plans: Plans, docname: str, borrowed: str, known: Account | None, with_links: bool
) -> Account:
    """Give an account of a page, from the *known* one if its plan must be the same."""
    basis = plans.basis(docname)
    if known is not None and known.basis == basis:
        return known._replace(facts=borrowed)
    plan = plans.get(docname)
    if plan is None:
        return Account("", "", borrowed)
    links = _digest(_shown(plan)) if with_links else ""
    return Account(basis, links, borrowed, len(plan.mentions), plan.ambiguous)


def facts(domain: FaqDomain, with_links: bool) -> dict[str, str]:
    """A digest of what each page borrows from others, for the pages that do."""
    found: dict[str, list[object]] = defaultdict(list)
    for borrowed in domain.store.all(Borrowed):
        fact = domain.guide.fact(borrowed, with_addresses=with_links)
        found[borrowed.docname].append((borrowed.kind, borrowed.key, fact))
    return {docname: _digest(borrowed) for docname, borrowed in found.items()}


def _shown(plan: PagePlan) -> object:
    """All that a reader sees of a plan: where its links are and where they lead."""
    links = [
        (mention.run, mention.start, mention.end, *key(mention.target.term), mention.target.id)
        for mention in plan.mentions
    ]
    return (links, plan.by_hand) if links or plan.by_hand else ()


def _digest(found: object) -> str:
    """A short text that differs whenever *found* does; empty for nothing."""
    return hashlib.sha256(repr(found).encode()).hexdigest()[:16] if found else ""


def load(path: Path) -> Snapshot:
    """The snapshot at *path*; an empty one where there is none that can be read."""
    try:
        found = json.loads(unseal(path.read_text("utf-8")))
        pages = {docname: _account(*values) for docname, values in found["pages"].items()}
        return Snapshot(str(found["key"]), pages)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Snapshot("", {})


def _account(
    basis: str, links: str, borrowed: str, mentions: int, ambiguous: list[Any], leads: str
) -> Account:
    told = tuple(
        Ambiguity(spelling, tuple((docname, id) for docname, id in terms))
        for spelling, terms in ambiguous
    )
    return Account(basis, links, borrowed, mentions, told, leads)


def save(path: Path, snapshot: Snapshot) -> None:
    """Write *snapshot* whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + DRAFT)
    draft.write_text(seal(json.dumps(snapshot._asdict(), sort_keys=True, indent=0)), "utf-8")
    draft.replace(path)
