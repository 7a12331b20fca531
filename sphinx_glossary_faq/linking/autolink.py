"""Plans the links of every page, and makes them when a page is resolved.

The plan is made once per build, in the main process, from the packed prose: what will be
linked is known before the first page is written, at any `-j`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.matching import Matcher as Globs

from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.model import Prose
from sphinx_glossary_faq.core.plan import HandLink, Mention, PagePlan, Run, plan_of, plan_page
from sphinx_glossary_faq.domain import FaqDomain, domain_of, refer
from sphinx_glossary_faq.linking.prose import Found, holds, unpack, walk_of

UNLINKED_BUILDERS = frozenset({"gettext", "linkcheck", "changes"})
"""Builders that write no prose: gettext's messages must stay those of the source."""


def plan(app: Sphinx, env: BuildEnvironment) -> None:
    """Plan the links of every page of the project, under the options of this build."""
    domain = domain_of(env)
    domain.plan = {}
    scope = env.config[PREFIX + "autolink"]
    if scope == "off" or app.builder.name in UNLINKED_BUILDERS:
        return
    include = Globs(env.config[PREFIX + "autolink_include"])
    exclude = Globs(env.config[PREFIX + "autolink_exclude"])
    for prose in domain.store.all(Prose):
        docname = prose.docname
        if include(docname) and not exclude(docname) and not _opted_out(env, docname):
            items = list(unpack(prose.packed, app.builder))
            mentions = plan_page(docname, items, domain.guide.vocabulary, scope)
            if mentions:
                domain.plan[docname] = plan_of(mentions, items)


def _opted_out(env: BuildEnvironment, docname: str) -> bool:
    """Whether the page's front matter or field list says `no-autolink`."""
    said = str(env.metadata.get(docname, {}).get("no-autolink", "false"))
    return said.strip().lower() not in ("false", "no", "0")


class Autolink(SphinxPostTransform):
    """Replaces the planned mentions by references.

    After references are resolved (10) and `only` is decided (50), so that it sees what a
    reader will; before anything of ours is filled in (70), so that it sees no more.
    """

    default_priority = 60

    def run(self, **kwargs: object) -> None:
        domain = domain_of(self.env)
        if not domain.plan:
            return
        pages: dict[str, list[Found]] = defaultdict(list)
        for found in walk_of(self.env)(self.document, self.env.docname):
            shown = all(holds(condition, domain.builder) for condition in found.conditions)
            if shown and found.docname in domain.plan and found.texts:
                pages[found.docname].append(found)
        for docname, runs in pages.items():
            for number, mentions in self._mentions(docname, runs, domain).items():
                _link(runs[number].texts, mentions, docname, domain)

    def _mentions(
        self, docname: str, runs: Sequence[Found], domain: FaqDomain
    ) -> dict[int, list[Mention]]:
        """The planned mentions by run.

        Where another extension has changed the text since it was read, the page is
        planned again as it stands, with the hand-made links it was read with.
        """
        planned = domain.plan[docname]
        if not _fits(planned, runs):
            prose = next(domain.store.of(docname, Prose))
            links = [
                item for item in unpack(prose.packed, domain.builder) if isinstance(item, HandLink)
            ]
            items = [*links, *(run.item for run in runs)]
            scope = self.config[PREFIX + "autolink"]
            planned = plan_of(plan_page(docname, items, domain.guide.vocabulary, scope), items)
        mentions: dict[int, list[Mention]] = defaultdict(list)
        for mention in planned.mentions:
            mentions[mention.run].append(mention)
        return mentions


def _fits(planned: PagePlan, runs: Sequence[Found]) -> bool:
    """Whether every planned run is still where it was read, with the text it had."""
    texts = [found.item.text for found in runs if isinstance(found.item, Run)]
    return all(
        number < len(texts) and texts[number] == text for number, text in planned.texts.items()
    )


def _link(
    texts: Sequence[nodes.Text], mentions: Sequence[Mention], docname: str, domain: FaqDomain
) -> None:
    """Put references in place of *mentions* in a run; the text itself stays to the letter."""
    text = "".join(map(str, texts))
    made: list[nodes.Node] = []
    end = 0
    for mention in mentions:
        if before := text[end : mention.start]:
            made.append(nodes.Text(before))
        term, end = mention.target.term, mention.end
        shown = nodes.Text(text[mention.start : end])
        link = refer(domain.builder, docname, term.docname, mention.target.id, shown)
        link["classes"].append("autolinked-term")
        made.append(link)
    if after := text[end:]:
        made.append(nodes.Text(after))
    parent = texts[0].parent
    at = parent.index(texts[0])
    parent.children[at : at + len(texts)] = made
    for node in made:
        parent.setup_child(node)


def register(app: Sphinx) -> None:
    app.connect("env-updated", plan, priority=600)
    app.add_post_transform(Autolink)
