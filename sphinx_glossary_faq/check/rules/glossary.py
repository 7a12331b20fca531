"""Run the project rules of the core on glossaries, comparisons and questions."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import chain

from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.check.locate.locator import Locator
from sphinx_glossary_faq.core.findings.decision_rules import run_decision_rules
from sphinx_glossary_faq.core.findings.figure_rules import run_figure_rules
from sphinx_glossary_faq.core.findings.finding import Finding
from sphinx_glossary_faq.core.findings.project_rules import run_rules
from sphinx_glossary_faq.core.model.records import Comparison, Question
from sphinx_glossary_faq.domain import domain_of


def check_glossary(env: BuildEnvironment, locator: Locator, enabled: Set[str]) -> Iterator[Finding]:
    """Yield the findings of the *enabled* rules about the records of all pages."""
    domain = domain_of(env)
    store, project = domain.store, domain.project
    for result in chain(
        run_rules(project, store.all(Comparison), store.all(Question), enabled),
        run_figure_rules(project, store.all(Comparison), enabled),
        run_decision_rules(project.vocabulary, domain.decisions, enabled),
    ):
        file, line, column = locator.locate_text(
            result.location, result.search_text or result.target
        )
        yield Finding(
            result.rule,
            result.message,
            result.location.docname,
            file,
            line,
            column,
            suggestion=result.suggestion,
            target=result.target,
        )
