"""Combine the mentions on all pages into what glossaries show below their definitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.config import Config
from sphinx.util.matching import Matcher as Globs

from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.core.model.relations import TermKey, term_key
from sphinx_glossary_faq.core.planning.usage import PageUse, TermUse
from sphinx_glossary_faq.domain import FaqDomain

if TYPE_CHECKING:
    from sphinx_glossary_faq.autolink.page_states import PageState


def collect_page_uses(
    domain: FaqDomain, states: Mapping[str, PageState], titles: Mapping[str, nodes.title]
) -> dict[TermKey, list[PageUse]]:
    """Return the pages that mention each term of the chosen glossaries, sorted by title."""
    keys = _chosen_terms(domain, domain.env.config)
    pages: dict[TermKey, list[PageUse]] = defaultdict(list)
    for docname, state in states.items() if keys else ():
        uses: dict[TermKey, list[TermUse]] = defaultdict(list)
        for use in state.uses:
            uses[use.term].append(use)
        title = titles[docname].astext() if docname in titles else docname
        for term in uses.keys() & keys:
            pages[term].append(PageUse(docname, title, tuple(uses[term])))
    for page_uses in pages.values():
        page_uses.sort(key=lambda page: (page.title.casefold(), page.docname))
    return pages


def uses_by_glossary(
    page_uses: Mapping[TermKey, list[PageUse]],
) -> dict[str, list[tuple[TermKey, list[PageUse]]]]:
    """Return the terms with their mentions by the page of their glossary."""
    glossaries: dict[str, list[tuple[TermKey, list[PageUse]]]] = defaultdict(list)
    for term, uses in sorted(page_uses.items()):
        glossaries[term[0]].append((term, uses))
    return glossaries


def _chosen_terms(domain: FaqDomain, config: Config) -> set[TermKey]:
    """Return the terms whose definitions show where they are used."""
    chosen = config[PREFIX + "used_in"]
    if not chosen:
        return set()
    names = ["**"] if chosen is True else list(chosen)
    matches = Globs(names)

    def is_chosen(term: Term) -> bool:
        return bool(matches(term.docname)) or term.group in names

    terms = domain.project.vocabulary.terms
    return {term_key(term) for term in terms if not term.uri and is_chosen(term)}
