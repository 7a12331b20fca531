"""The link plans of all pages, each made from the packed prose when it is first asked for.

Planning a page costs as much as searching its text, so what it depends on is told first,
in a digest: where that is the same as in an earlier build, so is the plan.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sphinx.environment import BuildEnvironment
from sphinx.util.matching import Matcher as Globs

from sphinx_glossary_faq.builders import TELLING, UNLINKED
from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.model import Prose
from sphinx_glossary_faq.core.plan import HandLink, PagePlan, Run, plan_page
from sphinx_glossary_faq.domain import FaqDomain, domain_of
from sphinx_glossary_faq.linking.packing import shown, unpack
from sphinx_glossary_faq.linking.zones import OPT_OUT


class Plans:
    """The plans of all pages that have prose, under the options of this build."""

    def __init__(self, env: BuildEnvironment, domain: FaqDomain) -> None:
        self._env = env
        self._domain = domain
        self._scope = env.config[PREFIX + "autolink"]
        include = env.config[PREFIX + "autolink_include"]
        self._include = None if "**" in include else Globs(include)  # most projects: all
        self._exclude = Globs(env.config[PREFIX + "autolink_exclude"])
        self._plans: dict[str, PagePlan] = {}
        self._prose: dict[str, bytes] = {}
        if domain.builder.name not in UNLINKED:
            self._prose = {prose.docname: prose.packed for prose in domain.store.all(Prose)}

    def get(self, docname: str, /) -> PagePlan | None:
        """The plan of *docname*; none where there is nothing to link."""
        if docname in self._prose and docname not in self._plans:
            guide = self._domain.guide
            items = list(unpack(self._prose[docname], self._domain.builder))
            if not self.is_linked(docname):
                items = [item for item in items if isinstance(item, HandLink)]
            asked = guide.page(docname), items, guide.vocabulary, self._scope
            is_told = self._domain.builder.name in TELLING
            self._plans[docname] = plan_page(*asked, is_told=is_told)
        return self._plans.get(docname)

    def prose(self, docname: str, /) -> Iterator[Run]:
        """The text of *docname* that this build shows, linked or not."""
        if docname in self._prose:
            for item in unpack(self._prose[docname], self._domain.builder):
                if isinstance(item, Run):
                    yield item

    def is_linked(self, docname: str) -> bool:
        """Whether mentions on *docname* become links; those made by hand are links anyway."""
        said = str(self._env.metadata.get(docname, {}).get(OPT_OUT, "false"))
        return (
            self._scope != "off"
            and (self._include is None or self._include(docname))
            and not self._exclude(docname)
            and said.strip().lower() in ("false", "no", "0")
        )

    def basis(self, docname: str) -> str:
        """A digest of all that the plan of *docname* depends on; empty where it has none."""
        if docname not in self._prose:
            return ""
        packed, guide = self._prose[docname], self._domain.guide
        found = hashlib.sha256(packed)
        visible = shown(packed, self._domain.builder)
        groups = sorted(guide.page(docname).groups)
        also = (visible, groups, self._scope, self.is_linked(docname), guide.vocabulary.digest)
        found.update(repr(also).encode())
        return found.hexdigest()[:16]


def plan(env: BuildEnvironment) -> Plans:
    """Let the links of this build be planned, now that all pages are read."""
    domain = domain_of(env)
    domain.plan = plans = Plans(env, domain)
    return plans
