"""Plan a page as if its author had not linked any term, to measure the automatic links.

The text of an explicit link is not recorded with the text of its page.  So the doctree of the page
is loaded, its links to terms are replaced by their text, and the page is collected and planned
again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from docutils import nodes

from sphinx_glossary_faq.autolink.serialize import unpack
from sphinx_glossary_faq.autolink.text_collector import TextCollector
from sphinx_glossary_faq.autolink.traversal import is_traversed
from sphinx_glossary_faq.conditions import is_active
from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.matching.vocabulary import Target
from sphinx_glossary_faq.core.model.relations import TermKey, term_key
from sphinx_glossary_faq.core.planning.plan import (
    ExplicitLink,
    PagePlan,
    PlanItem,
    Recovery,
)
from sphinx_glossary_faq.core.planning.precedence import resolve_link
from sphinx_glossary_faq.domain import FaqDomain


class _HandMadeLink(NamedTuple):
    """An explicit link to a term that was replaced by its text."""

    target: Target
    text: str
    file: str
    line: int
    is_prose: bool
    """Whether the text of the link is now part of a run."""


def recoveries(
    domain: FaqDomain, docname: str, plan: Callable[[Sequence[PlanItem]], PagePlan]
) -> list[Recovery]:
    """Return each term with an explicit link on a page, and whether it would be linked without.

    :param plan: a function that plans the items of the page.
    """
    env = domain.env
    document = env.get_doctree(docname)
    links = list(_replace_links(domain, document, docname))
    records = TextCollector(env, document, docname).records()
    items = [item for record in records for item in unpack(record.packed, domain.builder)]
    new_plan = plan(items)
    linked = {term_key(mention.target.term) for mention in new_plan.mentions}
    path = str(env.doc2path(docname, base=False)).replace("\\", "/")
    result: dict[TermKey, Recovery] = {}
    for link in links:
        key = term_key(link.target.term)
        reason, rule = ("", "") if key in linked else _reason(link, new_plan, domain)
        location = docname, link.file or path, link.line
        result.setdefault(key, Recovery(link.target.term, *location, link.text, reason, rule))
    return list(result.values())


def _replace_links(
    domain: FaqDomain, document: nodes.document, docname: str
) -> Iterator[_HandMadeLink]:
    """Replace the links to terms in *document* by their text, and yield them."""
    collector = TextCollector(domain.env, document, docname)
    page = domain.project.page(docname)
    for (name, id, section, *_context, conditions), node in zip(
        collector.links, collector.link_nodes, strict=True
    ):
        link = ExplicitLink(name, id, section)
        target = next(iter(resolve_link(link, domain.project.vocabulary, page)), None)
        is_shown = all(is_active(condition, domain.builder) for condition in conditions)
        if target is None or not is_shown or "glossary_faq" in node:
            continue
        parent, text = node.parent, node.astext()
        line, file = collector.location_of(node)
        parent.replace(node, nodes.Text(text))
        is_prose = is_traversed(parent, document, domain.env.config)
        yield _HandMadeLink(target, " ".join(text.split()), file, line, is_prose)


def _reason(link: _HandMadeLink, plan: PagePlan, domain: FaqDomain) -> tuple[str, str]:
    """Return the reason and the rule for which the term of a link would not be linked."""
    key = term_key(link.target.term)
    for skipped in plan.skipped:
        if term_key(skipped.target.term) == key:
            return skipped.reason, skipped.rule
    if not link.is_prose:
        return "not prose", ""
    targets = domain.project.vocabulary.lookup(link.text)
    if all(term_key(target.term) != key for target in targets):
        return "other text", ""
    match = link.target.term.match or domain.env.config[PREFIX + "match"]
    is_sign = match != "exact" and not any(map(str.isalnum, link.text))
    return "sign" if is_sign else "other term", ""
