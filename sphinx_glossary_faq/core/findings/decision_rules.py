"""Rules that check what authors have decided about automatic links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set

from sphinx_glossary_faq.core.findings.project_rules import RuleResult, info_location
from sphinx_glossary_faq.core.matching.vocabulary import Vocabulary
from sphinx_glossary_faq.core.model.decisions import (
    Decision,
    DecisionKey,
    Decisions,
    decision_about,
)
from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.core.text.fuzzy import NameSuggester, nearest


def run_decision_rules(
    vocabulary: Vocabulary, decisions: Decisions, enabled: Set[str]
) -> Iterator[RuleResult]:
    """Yield the results of the *enabled* rules."""
    if "stale-decision" in enabled and decisions:
        yield from check_decisions(vocabulary, decisions)
    if "phrase-without-term" in enabled:
        yield from check_phrases(vocabulary, decisions)


def check_decisions(vocabulary: Vocabulary, decisions: Decisions) -> Iterator[RuleResult]:
    """Yield `stale-decision` results for entries about unknown terms, or without an effect."""
    terms: dict[DecisionKey, list[Term]] = defaultdict(list)
    for term in (*vocabulary.terms, *vocabulary.remote):
        for label in term.labels:
            terms[label.original, term.docname].append(term)
            terms[label.original, ""].append(term)
    suggester: NameSuggester | None = None
    for key, decision in decisions.items():
        name, page = key
        if not terms.get((name, "")):
            suggester = suggester or NameSuggester(name for name, _page in terms)
            message = f"“{name}” is not in any glossary. Correct its name, or remove its entry."
            yield _result(decision, message, name, suggester.nearest(name))
        elif key not in terms:
            message = (
                f"“{name}” is not in a glossary on page “{page}”. Correct the page, or remove its "
                "entry."
            )
            pages = [page for other, page in terms if other == name and page]
            suggestion = pages[0] if len(pages) == 1 else nearest(page, pages)
            yield _result(decision, message, page, suggestion)
        elif decision.link and all(term.link != decision.link for term in terms[key]):
            message = (
                f"The “link” of the entry for “{name}” has no effect, because a term-info, "
                "glossary_faq_terms or another entry takes precedence. Remove it."
            )
            yield _result(decision, message, "link")


def _result(decision: Decision, message: str, text: str, suggestion: str = "") -> RuleResult:
    location, name = decision.location, decision.name
    return RuleResult("stale-decision", message, location, name, suggestion, search_text=text)


def check_phrases(vocabulary: Vocabulary, decisions: Decisions) -> Iterator[RuleResult]:
    """Yield `phrase-without-term` results for phrases that no mention can be part of.

    Translated terms are skipped, because their original aliases are unknown.
    """
    for term in (*vocabulary.terms, *vocabulary.remote):
        if not term.not_in or any(label.name != label.original for label in term.labels):
            continue
        decision = decision_about(term, decisions)
        for phrase in term.not_in:
            is_in_file = decision is not None and phrase in decision.not_in
            if vocabulary.is_mentioned(term, phrase) or (term.uri and not is_in_file):
                continue
            message = (
                f"The phrase “{phrase}” under :not-in: has no effect, because it does not contain "
                f"“{term.name}”. Add that word, or remove the phrase."
            )
            location = decision.location if decision and is_in_file else info_location(term)
            yield RuleResult("phrase-without-term", message, location, phrase)
