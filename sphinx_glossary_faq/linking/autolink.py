"""Makes the planned links when a page is resolved: for every builder, in assembled documents too.

What is to be linked was planned before the first page is written; here the runs of text
are found again and the mentions in them replaced by references.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_glossary_faq.builders import writes_pages
from sphinx_glossary_faq.conditions import holds
from sphinx_glossary_faq.core.plan import Mention
from sphinx_glossary_faq.domain import FaqDomain, Plan, domain_of, refer_to
from sphinx_glossary_faq.linking.packing import Found
from sphinx_glossary_faq.linking.prose import prose_of
from sphinx_glossary_faq.linking.searched import Cut, note, replace
from sphinx_glossary_faq.linking.zones import AUTOLINKED


class Autolink(SphinxPostTransform):
    """Replaces the planned mentions by references.

    After references are resolved (10) and `only` is decided (50), so that it sees what a
    reader will; before anything of ours is filled in (70), so that it sees no more.
    """

    default_priority = 60

    def run(self, **kwargs: object) -> None:
        domain, docname = domain_of(self.env), self.env.docname
        if writes_pages(domain.builder) and not _mentions(domain.plan, docname):
            return
        # `todolist` has copies of todos resolved in a document that is no page.
        if not self.document.get("source"):
            return
        runs: dict[str, list[Found]] = defaultdict(list)
        for found in prose_of(self.env, self.document, docname):
            if found.item is None:
                return
            if found.texts and all(holds(each, domain.builder) for each in found.conditions):
                runs[found.docname].append(found)
        for page, found_runs in runs.items():
            for texts, mentions in _match_up(_mentions(domain.plan, page), found_runs):
                made = _made(texts, mentions, page, domain)
                if replace(texts[0].parent, texts, made):
                    note(self.document, Cut(texts[0].parent, texts, made))


def _match_up(
    planned: Mapping[int, tuple[str, list[Mention]]], runs: Sequence[Found]
) -> Iterator[tuple[Sequence[nodes.Text], list[Mention]]]:
    """The runs that have mentions, each with them.

    Where another extension has put in or taken out text since the page was read, a run
    is looked for further on; where it has changed the run itself, it gets no links.
    """
    texts = [found.item[0] if found.item else "" for found in runs]
    free = 0
    for number, (text, mentions) in planned.items():
        at = number
        if not (free <= at < len(texts) and texts[at] == text):
            at = next((place for place in range(free, len(texts)) if texts[place] == text), -1)
        if at >= 0:
            free = at + 1
            yield runs[at].texts, mentions


def _mentions(plan: Plan, docname: str) -> dict[int, tuple[str, list[Mention]]]:
    """The planned mentions of a page by run, with the text of the run."""
    mentions: dict[int, tuple[str, list[Mention]]] = {}
    if planned := plan.get(docname):
        for mention in planned.mentions:
            text = planned.texts[mention.run]
            mentions.setdefault(mention.run, (text, []))[1].append(mention)
    return mentions


def _made(
    texts: Sequence[nodes.Text], mentions: Sequence[Mention], docname: str, domain: FaqDomain
) -> list[nodes.Node]:
    """A run with references in place of *mentions*; the text itself stays to the letter."""
    text = "".join(map(str, texts))
    made: list[nodes.Node] = []
    end = 0
    for mention in mentions:
        if before := text[end : mention.start]:
            made.append(nodes.Text(before))
        end = mention.end
        linked = nodes.Text(text[mention.start : end])
        link = refer_to(domain.builder, docname, mention.target, linked)
        if isinstance(link, nodes.reference):
            link["classes"].append(AUTOLINKED)
        made.append(link)
    if after := text[end:]:
        made.append(nodes.Text(after))
    return made


def register(app: Sphinx) -> None:
    app.add_post_transform(Autolink)
