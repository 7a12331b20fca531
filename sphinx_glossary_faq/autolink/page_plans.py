"""Manage the link plans of all pages, each computed when it is first needed.

Planning a page requires a search of its text.  `input_digest` therefore identifies the input for a
plan without computing the plan.  If the digest is unchanged, the plan is unchanged as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from sphinx.environment import BuildEnvironment
from sphinx.util.matching import Matcher as Globs

from sphinx_glossary_faq.autolink.serialize import active_conditions, unpack
from sphinx_glossary_faq.autolink.traversal import OPT_OUT
from sphinx_glossary_faq.builders import NO_AUTOLINKS, REPORTS_MENTIONS, shows_abbreviations
from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.cache_file import digest
from sphinx_glossary_faq.core.model.records import PageText
from sphinx_glossary_faq.core.planning.plan import ExplicitLink, PagePlan, PlanItem, Recovery
from sphinx_glossary_faq.core.planning.planner import plan_page
from sphinx_glossary_faq.core.planning.precedence import resolve_link
from sphinx_glossary_faq.core.planning.usage import TermUse, collect_uses
from sphinx_glossary_faq.domain import FaqDomain, domain_of


class PagePlans:
    """The plans of all pages with linkable text, computed with the options of this build."""

    def __init__(self, env: BuildEnvironment, domain: FaqDomain) -> None:
        self._env = env
        self._domain = domain
        self._scope = env.config[PREFIX + "autolink"]
        include = env.config[PREFIX + "autolink_include"]
        self._include = None if "**" in include else Globs(include)  # covers the default
        self._exclude = Globs(env.config[PREFIX + "autolink_exclude"])
        self.shows_abbreviations = shows_abbreviations(domain.builder)
        self._records_uses = bool(env.config[PREFIX + "used_in"])
        self._plans: dict[str, PagePlan] = {}
        self._packed: dict[str, bytes] = {}
        if domain.builder.name not in NO_AUTOLINKS:
            self._packed = {record.docname: record.packed for record in domain.store.all(PageText)}

    def get(self, docname: str, /) -> PagePlan | None:
        """Return the plan for a page, or None if the page has no linkable text."""
        if docname in self._packed and docname not in self._plans:
            items = list(unpack(self._packed[docname], self._domain.builder))
            if not self.is_linked(docname):
                items = [item for item in items if isinstance(item, ExplicitLink)]
            is_reported = self._domain.builder.name in REPORTS_MENTIONS
            include_repeats = is_reported or self._records_uses
            self._plans[docname] = self._plan(docname, items, include_repeats=include_repeats)
        return self._plans.get(docname)

    def _plan(
        self, docname: str, items: Sequence[PlanItem], *, include_repeats: bool = False
    ) -> PagePlan:
        project = self._domain.project
        return plan_page(
            project.page(docname),
            items,
            project.vocabulary,
            self._scope,
            project.sense_filter,
            include_repeats=include_repeats,
        )

    def items(self, docname: str, /) -> Iterator[PlanItem]:
        """Yield the text and the headings of a page that this build shows, linked or not."""
        if docname in self._packed:
            yield from unpack(self._packed[docname], self._domain.builder)

    def uses(self, docname: str) -> tuple[TermUse, ...]:
        """Return the mentions on a page by term and section, if a glossary shows them."""
        plan = self.get(docname) if self._records_uses else None
        if plan is None or not (plan.mentions or plan.skipped or plan.explicit_targets):
            return ()
        items, project = list(self.items(docname)), self._domain.project
        page = project.page(docname)
        links = [
            (item, target)
            for item in items
            if isinstance(item, ExplicitLink)
            for target in resolve_link(item, project.vocabulary, page)
        ]
        return collect_uses(docname, plan, items, links)

    def recoveries(self, docname: str, /) -> Sequence[Recovery]:
        """Return the terms with explicit links on a page with automatic links."""
        from sphinx_glossary_faq.autolink import hand_made_links  # only for `xrefcheck`

        plan = self.get(docname)
        if plan is None or not plan.explicit_targets or not self.is_linked(docname):
            return ()
        return hand_made_links.recoveries(self._domain, docname, partial(self._plan, docname))

    def is_linked(self, docname: str) -> bool:
        """Return whether mentions on a page become automatic links."""
        no_autolink = str(self._env.metadata.get(docname, {}).get(OPT_OUT, "false"))
        return (
            self._scope != "off"
            and (self._include is None or self._include(docname))
            and not self._exclude(docname)
            and no_autolink.strip().lower() in ("false", "no", "0")
        )

    def input_digest(self, docname: str) -> str:
        """Return a digest of the input for the plan of a page, or "" if the page has no text."""
        if docname not in self._packed:
            return ""
        packed, project = self._packed[docname], self._domain.project
        conditions = active_conditions(packed, self._domain.builder)
        groups = sorted(project.page(docname).groups)
        digests = project.vocabulary.digest, project.sense_filter.fingerprint
        options = self._scope, self.is_linked(docname), self._records_uses
        settings = conditions, groups, *options, self.shows_abbreviations, *digests
        return digest(packed, settings)


def plan_pages(env: BuildEnvironment) -> PagePlans:
    """Set the plans of this build, after all pages have been read."""
    domain = domain_of(env)
    domain.plan = plans = PagePlans(env, domain)
    return plans
