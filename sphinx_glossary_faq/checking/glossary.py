"""Runs the core's rules over glossaries, comparisons and questions."""

from __future__ import annotations

from collections.abc import Iterator, Set

from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.checking.locating import Locator
from sphinx_glossary_faq.core.findings import Finding
from sphinx_glossary_faq.core.model import Comparison, Question
from sphinx_glossary_faq.core.rules import judge
from sphinx_glossary_faq.domain import domain_of


def find(env: BuildEnvironment, locator: Locator, on: Set[str]) -> Iterator[Finding]:
    """What the records of all pages, taken together, have wrong by the rules *on*."""
    domain = domain_of(env)
    store = domain.store
    for found in judge(domain.guide, store.all(Comparison), store.all(Question), on):
        file, line, column = locator.spot_of(found.place, found.near or found.target)
        yield Finding(
            found.rule,
            found.message,
            found.place.docname,
            file,
            line,
            column,
            suggestion=found.suggestion,
            target=found.target,
        )
