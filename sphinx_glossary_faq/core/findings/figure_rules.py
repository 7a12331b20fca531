"""Report comparisons whose figure cannot be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from sphinx_glossary_faq.core.figures.regions import CannotDrawError, arrange
from sphinx_glossary_faq.core.findings.project_rules import RuleResult
from sphinx_glossary_faq.core.model.records import Comparison
from sphinx_glossary_faq.core.project import Project


def run_figure_rules(
    project: Project, comparisons: Iterable[Comparison], enabled: Set[str]
) -> Iterator[RuleResult]:
    """Yield `comparison` results for figures that cannot show the relations of their terms."""
    for comparison in comparisons if "comparison" in enabled else ():
        docname = comparison.location.docname
        terms = [term for name in comparison.names if (term := project.term(name, docname))]
        if not comparison.has_figure or len(terms) < len(comparison.names):
            continue  # unknown terms are reported as missing references
        try:
            arrange(terms, comparison.relation, project.hierarchy)
        except CannotDrawError as error:
            message = f"term-compare shows no figure: {error}"
            names = "; ".join(comparison.names)
            yield RuleResult(
                "comparison", message, comparison.location, names, search_text=":figure:"
            )
