"""Makes the planned links when a page is resolved: for every builder, in assembled documents too.

What is to be linked was planned before the first page is written; here the runs of text
are found again and the mentions in them replaced by references.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_glossary_faq.builders import writes_pages
from sphinx_glossary_faq.conditions import holds
from sphinx_glossary_faq.core.plan import Mention
from sphinx_glossary_faq.domain import FaqDomain, Plan, domain_of, refer_to
from sphinx_glossary_faq.linking.beginnings import run_at
from sphinx_glossary_faq.linking.searched import Cut, note, replace
from sphinx_glossary_faq.linking.walk import Walk
from sphinx_glossary_faq.linking.zones import AUTOLINKED


class RunNodes(NamedTuple):
    """A run of a document, and the nodes that it is made of."""

    text: str
    texts: Sequence[nodes.Text]


class ToLink(NamedTuple):
    """A run of *page*, and the mentions in it to be linked."""

    page: str
    texts: Sequence[nodes.Text]
    mentions: Sequence[Mention]


Planned = Mapping[int, tuple[str, list[Mention]]]
"""The mentions of a page by the number of their run, with its text."""


class Autolink(SphinxPostTransform):
    """Replaces the planned mentions by references.

    After references are resolved (10) and `only` is decided (50), so that it sees what a
    reader will; before anything of ours is filled in (70), so that it sees no more.
    """

    default_priority = 60

    def run(self, **kwargs: object) -> None:
        domain, docname = domain_of(self.env), self.env.docname
        planned = _mentions(domain.plan, docname)
        is_page = writes_pages(domain.builder)
        if is_page and not planned:
            return
        # `todolist` has copies of todos resolved in a document that is no page.
        if not self.document.get("source"):
            return
        runs = self._kept(planned) if is_page else None
        for page, texts, mentions in runs or self._walked(domain, docname):
            made = _made(texts, mentions, page, domain)
            if replace(texts[0].parent, texts, made):
                note(self.document, Cut(texts[0].parent, texts, made))

    def _kept(self, planned: Planned) -> list[ToLink] | None:
        """The runs of a page that have mentions, if all of them stand where they stood."""
        found = []
        for number, (text, mentions) in planned.items():
            texts = run_at(self.document, number, text, self.config)
            if texts is None:
                return None
            found.append(ToLink(self.env.docname, texts, mentions))
        return found

    def _walked(self, domain: FaqDomain, docname: str) -> Iterator[ToLink]:
        """The same for any document, of its pages all, as a walk comes to them."""
        finder = RunFinder(self.document, docname, domain)
        for page, runs in finder.runs.items() if not finder.linked else ():
            for texts, mentions in _match_up(_mentions(domain.plan, page), runs):
                yield ToLink(page, texts, mentions)


class RunFinder(Walk):
    """The runs of a resolved document, by page and number, whose text has planned mentions."""

    def __init__(self, document: nodes.document, docname: str, domain: FaqDomain) -> None:
        super().__init__(domain.env.config, docname)
        self._domain = domain
        self._counts: dict[str, int] = defaultdict(int)
        self._wanted: dict[str, Collection[str]] = {}
        self.linked = False
        """Whether the document has been linked before."""
        self.runs: dict[str, dict[int, RunNodes]] = defaultdict(dict)
        self.enter(document)

    def at_run(self, parent: nodes.Node, at: int, texts: list[nodes.Text], text: str) -> None:
        page = self.docname
        if self.conditions and not all(
            holds(each, self._domain.builder) for each in self.conditions
        ):
            return
        number = self._counts[page]
        self._counts[page] = number + 1
        if page not in self._wanted:
            planned = self._domain.plan.get(page)
            self._wanted[page] = frozenset(planned.texts.values() if planned else ())
        if text in self._wanted[page]:
            self.runs[page][number] = RunNodes(text, texts)

    def at_link(self, node: nodes.Element) -> None:
        self.linked = self.linked or AUTOLINKED in node.attributes["classes"]


def _match_up(
    planned: Planned, runs: Mapping[int, RunNodes]
) -> Iterator[tuple[Sequence[nodes.Text], list[Mention]]]:
    """The runs that have mentions, each with them.

    Where another extension has put in or taken out text since the page was read, a run
    is looked for further on; where it has changed the run itself, it gets no links.
    """
    free = 0
    for number, (text, mentions) in planned.items():
        at = number
        if not (free <= at and at in runs and runs[at].text == text):
            further = (place for place, run in runs.items() if place >= free and run.text == text)
            at = next(further, -1)
        if at >= 0:
            free = at + 1
            yield runs[at].texts, mentions


def _mentions(plan: Plan, docname: str) -> Planned:
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
