"""Rules that check the records of all pages together.

The results do not depend on `-j` or on the number of pages that a build reads.  Problems that a
single directive can detect are reported by that directive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from itertools import combinations
from typing import NamedTuple

from sphinx_glossary_faq.core.findings.finding import RULES
from sphinx_glossary_faq.core.findings.messages import format_location
from sphinx_glossary_faq.core.model.placeholders import definition_text, find_placeholders
from sphinx_glossary_faq.core.model.records import Comparison, Location, Question, Term
from sphinx_glossary_faq.core.model.relations import (
    Relation,
    TermKey,
    cyclic_keys,
    shortest_cycle,
    term_key,
)
from sphinx_glossary_faq.core.project import Project
from sphinx_glossary_faq.core.text.fuzzy import MAX_SUGGESTIONS, NameSuggester
from sphinx_glossary_faq.core.text.slugs import fold_question

MAX_LISTED_NAMES = 5
"""The maximum number of names in a message about several terms, apart from one more."""

MAX_SUMMARY_WORDS = 60
"""The maximum number of words in the first sentence of a definition."""


class RuleResult(NamedTuple):
    """A violation of a rule, with a message for the author and a location."""

    rule: str
    message: str
    location: Location
    target: str
    """The name of the object that violates the rule."""
    suggestion: str = ""
    search_text: str = ""
    """The text to search for at the location, if it differs from the target."""


def run_rules(
    project: Project,
    comparisons: Iterable[Comparison],
    questions: Iterable[Question],
    enabled: Set[str] = RULES.keys(),
) -> Iterator[RuleResult]:
    """Yield the results of the *enabled* rules for glossaries, comparisons and questions.

    Disabled rules are skipped, because some rules search every definition.
    """
    runs = (
        (check_relations(project), {"relation"}),
        (check_cycles(project), {"hierarchy"}),
        (check_related(project), {"hierarchy"}),
        (check_comparisons(project, comparisons), {"comparison"}),
        (check_duplicate_terms(project), {"duplicate-term", "case-variant-term"}),
        (check_labels(project), {"label-clash"}),
        (check_circular_definitions(project), {"circular-definition"}),
        (check_duplicate_questions(questions), {"duplicate-question"}),
        (check_placeholders(project), {"placeholder-definition"}),
        (check_summaries(project), {"no-summary"}),
    )
    for results, rules in runs:
        if not enabled.isdisjoint(rules):
            yield from (result for result in results if result.rule in enabled)


def check_relations(project: Project) -> Iterator[RuleResult]:
    """Yield `relation` results for related terms that no glossary defines."""
    suggester: NameSuggester | None = None
    suggestions: dict[str, str] = {}
    for term in project.vocabulary.terms:
        for option in ("broader", "narrower", "related"):
            for name in getattr(term, option):
                if project.term(name, term.docname) is not None:
                    continue
                suggester = suggester or NameSuggester(project.names())
                if name not in suggestions and len(suggestions) < MAX_SUGGESTIONS:
                    suggestions[name] = suggester.nearest(name)
                message = (
                    f"term-info for “{term.name}”: the {option} term “{name}” is not in "
                    "any glossary."
                )
                if "," in name:
                    message += " Separate names with “;”."
                suggestion = suggestions.get(name, "")
                yield RuleResult("relation", message, info_location(term), name, suggestion)


def check_cycles(project: Project) -> Iterator[RuleResult]:
    """Yield `hierarchy` results for terms that are broader than themselves."""
    reported: set[TermKey] = set()
    for term in project.vocabulary.terms:
        if term_key(term) in reported or not (cycle := project.hierarchy.find_cycle(term)):
            continue
        reported.update(map(term_key, cycle))
        names = " → ".join(other.name for other in (*cycle, term))
        message = f"“{term.name}” is broader than itself: {names}. Remove one of these relations."
        next_name = [*cycle, term][1].name
        yield RuleResult(
            "hierarchy", message, info_location(term), term.name, search_text=next_name
        )


def check_related(project: Project) -> Iterator[RuleResult]:
    """Yield `hierarchy` results for terms that are both related and broader.

    SKOS does not allow this combination (S27).
    """
    for term in project.vocabulary.terms:
        location = info_location(term)
        for other in project.hierarchy.related(term):
            if term_key(other) == term_key(term):
                message = f"“{term.name}” is related to itself. Name another term."
                yield RuleResult("hierarchy", message, location, term.name)
            elif project.hierarchy.is_ancestor(other, term):
                message = (
                    f"“{other.name}” is both related to “{term.name}” and broader than it. "
                    "Remove one of these relations."
                )
                yield RuleResult("hierarchy", message, location, term.name, search_text=other.name)


def check_comparisons(project: Project, comparisons: Iterable[Comparison]) -> Iterator[RuleResult]:
    """Yield `comparison` results for stated relations that apply to no pair of the terms.

    A stated relation applies to all pairs that the glossary does not relate.
    """
    for comparison in comparisons:
        if not comparison.relation:
            continue
        docname = comparison.location.docname
        terms = [term for name in comparison.names if (term := project.term(name, docname))]
        pairs = [
            (first, second, project.hierarchy.relation(first, second))
            for first, second in combinations(terms, 2)
        ]
        accepted = Relation.SAME if comparison.relation == "equivalent" else Relation.UNKNOWN
        conflicts = [pair for pair in pairs if pair[2] not in (Relation.UNKNOWN, accepted)]
        if not conflicts or any(relation is Relation.UNKNOWN for *_terms, relation in pairs):
            continue
        first, second, relation = conflicts[0]
        fact = {
            Relation.SAME: f"“{first.name}” and “{second.name}” are the same term",
            Relation.NARROWER: f"“{second.name}” is broader than “{first.name}”",
            Relation.BROADER: f"“{first.name}” is broader than “{second.name}”",
        }[relation]
        if len(pairs) > 1:
            fact = f"any two of the terms are already related. For example, {fact}"
        message = (
            f"term-compare states the relation “{comparison.relation}”, but in the glossary, "
            f"{fact}. Remove :relation:, or correct the term-info of one of the terms."
        )
        yield RuleResult(
            "comparison",
            message,
            comparison.location,
            f"{first.name}; {second.name}",
            search_text=f": {comparison.relation}",
        )


def check_duplicate_terms(project: Project) -> Iterator[RuleResult]:
    """Yield `duplicate-term` and `case-variant-term` results for names defined twice in a group."""
    definitions: dict[tuple[str, str], tuple[str, Term]] = {}
    for term in project.vocabulary.terms:
        for label in term.labels:
            key = (label.original.casefold(), term.group)
            name, other = definitions.setdefault(key, (label.original, term))
            if other is term:
                continue
            location = format_location(other.location)
            if name == label.original:
                message = (
                    f"“{name}” is defined here and in {location}. Remove one of the definitions, "
                    "or give each definition its own :group:."
                )
                yield RuleResult("duplicate-term", message, term.location, name)
            else:
                message = (
                    f"“{label.original}” differs only in case from “{name}” in {location}. "
                    "If both have the same meaning, keep only one."
                )
                yield RuleResult("case-variant-term", message, term.location, label.original)


def check_labels(project: Project) -> Iterator[RuleResult]:
    """Yield `label-clash` results for names that several terms share.

    In SKOS, a label belongs to one concept and has one role (S13, S14).
    """
    preferred = {
        (label.original.casefold(), term.group): term
        for term in reversed(project.vocabulary.terms)
        for label in term.labels
    }
    others: dict[tuple[str, str], Term] = {}
    for term in project.vocabulary.terms:
        if not term.autolink:
            continue  # other terms with the same name take precedence
        location = info_location(term)
        aliases = (*term.aliases, *term.hidden_aliases, *filter(None, [term.abbreviation]))
        for name in dict.fromkeys(aliases):
            key = (name.casefold(), term.group)
            other = preferred.get(key) or others.setdefault(key, term)
            if other is not term and term_key(other) != term_key(term):
                message = (
                    f"“{name}” is a name of “{term.name}”, but also of “{other.name}” in "
                    f"{format_location(other.location)}. Remove the name from one of the terms, "
                    "or give each term its own :group:."
                )
                yield RuleResult("label-clash", message, location, name)
        for name in term.avoid:
            is_preferred = (name.casefold(), term.group) in preferred
            if is_preferred or name.casefold() in map(str.casefold, aliases):
                message = (
                    f"“{name}” is listed in :avoid: for “{term.name}”, but is also the name of a "
                    "term. Remove one of the two entries."
                )
                yield RuleResult("label-clash", message, location, name)


def check_circular_definitions(project: Project) -> Iterator[RuleResult]:
    """Yield `circular-definition` results for terms that are defined by themselves.

    Only first sentences are checked.  Later sentences may mention any term.
    """
    terms = {term_key(term): term for term in project.vocabulary.terms}
    uses = {
        key: sorted(_mentioned_terms(term, project) & terms.keys()) for key, term in terms.items()
    }
    cyclic = cyclic_keys(terms, uses.__getitem__)
    reported: set[TermKey] = set()
    for key, term in terms.items():
        if key in cyclic and key not in reported:
            cycle = shortest_cycle(key, uses.__getitem__)
            reported.update(cycle)
            names = " → ".join(terms[other].name for other in (*cycle, key))
            message = (
                f"The definition of “{term.name}” is circular: {names}. "
                "Define one of these terms without the others."
            )
            yield RuleResult("circular-definition", message, term.location, term.name)


def _mentioned_terms(term: Term, project: Project) -> set[TermKey]:
    """Return the keys of the other terms mentioned in the first sentence of a definition."""
    mentioned = {
        term_key(target.term)
        for match in project.vocabulary.find(first_sentence(term))
        for target in match.targets[:1]
    }
    return mentioned - {term_key(term)}


def check_duplicate_questions(questions: Iterable[Question]) -> Iterator[RuleResult]:
    """Yield `duplicate-question` results for questions that appear twice."""
    first: dict[str, Question] = {}
    for question in questions:
        other = first.setdefault(fold_question(question.text), question)
        if other is not question:
            message = (
                f"“{question.text}” also appears in {format_location(other.location)}. "
                "Keep only one of these questions."
            )
            yield RuleResult("duplicate-question", message, question.location, question.text)


def check_placeholders(project: Project) -> Iterator[RuleResult]:
    """Yield `placeholder-definition` results for definitions that several terms share."""
    for terms in find_placeholders(project.vocabulary.terms).values():
        text = definition_text(terms[0])
        names = [f"“{term.name}”" for term in terms]
        if len(names) > MAX_LISTED_NAMES + 1:
            names[MAX_LISTED_NAMES:] = [f"{len(names) - MAX_LISTED_NAMES} others"]
        message = (
            f"The definition “{text}” is that of {', '.join(names[:-1])} and {names[-1]}. "
            "Mentions of these terms are not linked. Define each term, or list names with the "
            "same meaning in one entry."
        )
        location, name = terms[0].location, terms[0].name
        yield RuleResult("placeholder-definition", message, location, text, search_text=name)


def check_summaries(project: Project) -> Iterator[RuleResult]:
    """Yield `no-summary` results for definitions without a usable first sentence."""
    for term in project.vocabulary.terms:
        text = first_sentence(term)
        if not text or text.endswith(":"):
            message = f"The definition of “{term.name}” does not begin with a sentence. Add one."
        elif (count := len(text.split())) > MAX_SUMMARY_WORDS:
            message = (
                f"The first sentence in the definition of “{term.name}” has {count} words. "
                f"Shorten it to at most {MAX_SUMMARY_WORDS} words."
            )
        else:
            continue
        yield RuleResult("no-summary", message, term.location, term.name)


# The end of a sentence. Matches the `.` of "a cat. It", the `?)` of "a cat?) It"; not the dots of
# "e.g. a cat".
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[^\W\d_a-z])|[。！？]")


def first_sentence(term: Term) -> str:
    """Return the first sentence of a definition, or the whole text if no sentence end is found."""
    text = definition_text(term)
    end = _SENTENCE_END.search(text)
    return text[: end.end()] if end else text


def info_location(term: Term) -> Location:
    """Return the location of the `term-info` of *term* or, if there is none, of the term."""
    return term.info_location or term.location


def original_names(terms: Iterable[Term]) -> set[str]:
    """Return the names of *terms* before translation, as options refer to them."""
    return {label.original for term in terms for label in term.labels}
