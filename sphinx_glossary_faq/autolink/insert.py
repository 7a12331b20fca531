"""Insert the planned links when a document is resolved, for every builder.

The links are planned before the first page is written.  This module finds the runs of text again
and replaces the mentions in them with references, including in assembled documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_glossary_faq.autolink.run_positions import find_run
from sphinx_glossary_faq.autolink.search_index import Replacement, add_replacement, replace_nodes
from sphinx_glossary_faq.autolink.traversal import AUTOLINKED, TextTraversal
from sphinx_glossary_faq.build_results import Plan
from sphinx_glossary_faq.builders import shows_abbreviations, writes_pages
from sphinx_glossary_faq.conditions import is_active
from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.core.planning.plan import Mention, expansion_of
from sphinx_glossary_faq.domain import FaqDomain, domain_of, make_term_link
from sphinx_glossary_faq.nodes import is_copy


class RunNodes(NamedTuple):
    """A run in a document, with its nodes."""

    text: str
    texts: Sequence[nodes.Text]


class LinkJob(NamedTuple):
    """The nodes of a run, with the mentions to link in it."""

    docname: str
    texts: Sequence[nodes.Text]
    mentions: Sequence[Mention]


PlannedRuns = Mapping[int, tuple[str, list[Mention]]]
"""The text and the mentions of each run, by run number."""


class Autolink(SphinxPostTransform):
    """Replaces the planned mentions with references.

    This transform runs after references (10) and `only` (50) are resolved, so it processes the text
    that readers see.  It runs before the placeholders of this extension are replaced (70), because
    their text is not linked.
    """

    default_priority = 60

    def run(self, **kwargs: object) -> None:
        domain, docname = domain_of(self.env), self.env.docname
        planned = _planned_runs(domain.plan, docname)
        is_page = writes_pages(domain.builder)
        if is_page and not planned:
            return
        if is_copy(self.document):
            return
        jobs = self._cached_runs(planned) if is_page else None
        for job in jobs or self._traverse_runs(domain, docname):
            parent = job.texts[0].parent
            linked = _build_nodes(job, domain)
            if replace_nodes(parent, job.texts, linked):
                add_replacement(self.document, Replacement(parent, job.texts, linked))

    def _cached_runs(self, planned: PlannedRuns) -> list[LinkJob] | None:
        """Return the runs of a page from their saved positions, or None if any run has moved."""
        jobs = []
        for number, (text, mentions) in planned.items():
            texts = find_run(self.document, number, text, self.config)
            if texts is None:
                return None
            jobs.append(LinkJob(self.env.docname, texts, mentions))
        return jobs

    def _traverse_runs(self, domain: FaqDomain, docname: str) -> Iterator[LinkJob]:
        """Traverse a document and yield the runs of all pages in it."""
        collector = RunCollector(self.document, docname, domain)
        for page, runs in collector.runs.items() if not collector.has_autolinks else ():
            for texts, mentions in _match_runs(_planned_runs(domain.plan, page), runs):
                yield LinkJob(page, texts, mentions)


class RunCollector(TextTraversal):
    """Collects the runs with planned mentions in a resolved document."""

    def __init__(self, document: nodes.document, docname: str, domain: FaqDomain) -> None:
        super().__init__(domain.env.config, docname)
        self._domain = domain
        self._counts: dict[str, int] = defaultdict(int)
        self._planned_texts: dict[str, Collection[str]] = {}
        self.has_autolinks = False
        """Whether the document already contains automatic links."""
        self.runs: dict[str, dict[int, RunNodes]] = defaultdict(dict)
        """The runs by docname and number."""
        self.enter(document)

    def visit_run(self, parent: nodes.Node, index: int, texts: list[nodes.Text], text: str) -> None:
        docname, builder = self.docname, self._domain.builder
        if self.conditions and not all(
            is_active(condition, builder) for condition in self.conditions
        ):
            return
        number = self._counts[docname]
        self._counts[docname] = number + 1
        if docname not in self._planned_texts:
            plan = self._domain.plan.get(docname)
            self._planned_texts[docname] = frozenset(plan.texts.values() if plan else ())
        if text in self._planned_texts[docname]:
            self.runs[docname][number] = RunNodes(text, texts)

    def visit_link(self, node: nodes.Element) -> None:
        self.has_autolinks = self.has_autolinks or AUTOLINKED in node.attributes["classes"]


def _match_runs(
    planned: PlannedRuns, runs: Mapping[int, RunNodes]
) -> Iterator[tuple[Sequence[nodes.Text], list[Mention]]]:
    """Yield the nodes and the mentions of each planned run.

    If another extension has added or removed text since the page was read, the following runs are
    searched.  If the text of a run has changed, the run gets no links.
    """
    first_free = 0
    for planned_number, (text, mentions) in planned.items():
        number = planned_number
        if not (first_free <= number and number in runs and runs[number].text == text):
            following = (
                other for other, run in runs.items() if other >= first_free and run.text == text
            )
            number = next(following, -1)
        if number >= 0:
            first_free = number + 1
            yield runs[number].texts, mentions


def _planned_runs(plan: Plan, docname: str) -> PlannedRuns:
    """Return the runs with planned mentions on a page."""
    runs: dict[int, tuple[str, list[Mention]]] = {}
    if page_plan := plan.get(docname):
        for mention in page_plan.mentions:
            text = page_plan.texts[mention.run]
            runs.setdefault(mention.run, (text, []))[1].append(mention)
    return runs


def _build_nodes(job: LinkJob, domain: FaqDomain) -> list[nodes.Node]:
    """Return the nodes of a run with its mentions as references and unchanged text."""
    text = "".join(map(str, job.texts))
    result: list[nodes.Node] = []
    end = 0
    for mention in job.mentions:
        if before := text[end : mention.start]:
            result.append(nodes.Text(before))
        end = mention.end
        link_text = _build_link_text(text[mention.start : end], mention.target.term, domain)
        link = make_term_link(domain.builder, job.docname, mention.target, link_text)
        if isinstance(link, nodes.reference):
            link["classes"].append(AUTOLINKED)
        result.append(link)
    if after := text[end:]:
        result.append(nodes.Text(after))
    return result


def _build_link_text(text: str, term: Term, domain: FaqDomain) -> nodes.Node:
    """Return the text of a link, with its expansion if it is an abbreviation.

    Other writers than those of HTML add the expansion to the text.
    """
    expansion = expansion_of(text, term) if shows_abbreviations(domain.builder) else ""
    if not expansion:
        return nodes.Text(text)
    return nodes.abbreviation("", nodes.Text(text), explanation=expansion)


def register(app: Sphinx) -> None:
    """Register the insertion of links."""
    app.add_post_transform(Autolink)
