"""The link plans of all pages, each made from the packed prose when it is first asked for.

Planning a page costs as much as searching its text, so what it depends on is told first,
in a digest: where that is the same as in an earlier build, so is the plan.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from sphinx.environment import BuildEnvironment
from sphinx.util.matching import Matcher as Globs

from sphinx_glossary_faq.builders import UNLINKED
from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.model import Prose
from sphinx_glossary_faq.core.plan import HandLink, PagePlan, plan_page
from sphinx_glossary_faq.domain import FaqDomain
from sphinx_glossary_faq.linking.packing import shown, unpack
from sphinx_glossary_faq.linking.zones import OPT_OUT


class Plans(Mapping[str, PagePlan]):
    """The plans of all pages under the options of this build; iterates those with mentions."""

    def __init__(self, env: BuildEnvironment, domain: FaqDomain) -> None:
        self._env = env
        self._domain = domain
        self._scope = env.config[PREFIX + "autolink"]
        self._include = Globs(env.config[PREFIX + "autolink_include"])
        self._exclude = Globs(env.config[PREFIX + "autolink_exclude"])
        self._plans: dict[str, PagePlan] = {}
        self._prose: dict[str, bytes] = {}
        if domain.builder.name not in UNLINKED:
            self._prose = {prose.docname: prose.packed for prose in domain.store.all(Prose)}

    def __contains__(self, docname: object) -> bool:
        return docname in self._prose

    def __iter__(self) -> Iterator[str]:
        return (docname for docname in self._prose if self[docname].mentions)

    def __len__(self) -> int:
        return sum(1 for _docname in self)

    def __getitem__(self, docname: str) -> PagePlan:
        if docname not in self._plans:
            guide, is_linked = self._domain.guide, self.is_linked(docname)
            items = [
                item
                for item in unpack(self._prose[docname], self._domain.builder)
                if is_linked or isinstance(item, HandLink)
            ]
            page = guide.page(docname)
            self._plans[docname] = plan_page(page, items, guide.vocabulary, self._scope)
        return self._plans[docname]

    def is_linked(self, docname: str) -> bool:
        """Whether mentions on *docname* become links; those made by hand are links anyway."""
        said = str(self._env.metadata.get(docname, {}).get(OPT_OUT, "false"))
        return (
            self._scope != "off"
            and self._include(docname)
            and not self._exclude(docname)
            and said.strip().lower() in ("false", "no", "0")
        )

    def basis(self, docname: str) -> str:
        """A digest of all that the plan of *docname* depends on."""
        packed, guide = self._prose[docname], self._domain.guide
        found = hashlib.sha256(packed)
        visible = shown(packed, self._domain.builder)
        groups = sorted(guide.page(docname).groups)
        also = (visible, groups, self._scope, self.is_linked(docname), guide.vocabulary.digest)
        found.update(repr(also).encode())
        return found.hexdigest()[:16]
