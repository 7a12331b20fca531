"""What can be wrong with a guide as a whole, each under a rule's stable name.

A rule sees records of every page at once and therefore holds at any `-j`, in builds
that read one page as in builds that read all.  What one directive can tell by itself
it tells where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from itertools import combinations
from typing import NamedTuple

from sphinx_glossary_faq.core.findings.finding import RULES
from sphinx_glossary_faq.core.model.records import Comparison, Location, Question, Term
from sphinx_glossary_faq.core.model.relations import Relation, TermKey, shortest_cycle, term_key
from sphinx_glossary_faq.core.project import Project
from sphinx_glossary_faq.core.text.fuzzy import MAX_SUGGESTIONS, NameSuggester
from sphinx_glossary_faq.core.text.slugs import fold_question

LONGEST_SUMMARY = 60
"""How many words of a first sentence are read in a tip."""


class RuleResult(NamedTuple):
    """What a rule found: one sentence for the author, and where to mend it."""

    rule: str
    message: str
    location: Location
    target: str
    """The name that it is about."""
    suggestion: str = ""
    near: str = ""
    """What is written where it is to be mended, if that is another name."""


def run_rules(
    guide: Project,
    comparisons: Iterable[Comparison],
    questions: Iterable[Question],
    on: Set[str] = RULES.keys(),
) -> Iterator[RuleResult]:
    """What the rules *on* find wrong in a project's glossaries, comparisons and questions.

    No other rule is run: some have to search every definition.
    """
    runs = (
        (unknown_relations(guide), {"relation"}),
        (cycles(guide), {"hierarchy"}),
        (related_and_broader(guide), {"hierarchy"}),
        (contradicted_comparisons(guide, comparisons), {"comparison"}),
        (duplicate_terms(guide), {"duplicate-term", "case-variant-term"}),
        (label_clashes(guide), {"label-clash"}),
        (circular_definitions(guide), {"circular-definition"}),
        (duplicate_questions(questions), {"duplicate-question"}),
        (missing_summaries(guide), {"no-summary"}),
    )
    for run, rules in runs:
        if not on.isdisjoint(rules):
            yield from (found for found in run if found.rule in on)


def unknown_relations(guide: Project) -> Iterator[RuleResult]:
    """`relation`: `term-info` relates a term to one that no glossary defines."""
    speller: NameSuggester | None = None
    hints: dict[str, str] = {}
    for term in guide.vocabulary.terms:
        for option in ("broader", "narrower", "related"):
            for name in getattr(term, option):
                if guide.term(name, term.docname) is not None:
                    continue
                speller = speller or NameSuggester(guide.names())
                if name not in hints and len(hints) < MAX_SUGGESTIONS:
                    hints[name] = speller.nearest(name)
                message = (
                    f"term-info of “{term.name}”: the {option} term “{name}” is in no glossary."
                )
                if "," in name:
                    message += " Separate names by “;”."
                yield RuleResult("relation", message, _said_at(term), name, hints.get(name, ""))


def cycles(guide: Project) -> Iterator[RuleResult]:
    """`hierarchy`: a term that is broader than itself, be it by way of others."""
    told: set[TermKey] = set()
    for term in guide.vocabulary.terms:
        if term_key(term) not in told and (circle := guide.hierarchy.find_cycle(term)):
            told.update(map(term_key, circle))
            names = " → ".join(other.name for other in (*circle, term))
            message = f"“{term.name}” is broader than itself: {names}."
            near = [*circle, term][1].name
            yield RuleResult("hierarchy", message, _said_at(term), term.name, near=near)


def related_and_broader(guide: Project) -> Iterator[RuleResult]:
    """`hierarchy`: SKOS keeps related terms and broader ones apart (S27)."""
    for term in guide.vocabulary.terms:
        for other in guide.hierarchy.related(term):
            if term_key(other) == term_key(term):
                message = f"“{term.name}” is related to itself: name another term."
                yield RuleResult("hierarchy", message, _said_at(term), term.name)
            elif term_key(other) in guide.hierarchy.ancestors(term):
                message = (
                    f"“{other.name}” is said to be both related to “{term.name}” "
                    "and broader than it: keep one of the two."
                )
                yield RuleResult("hierarchy", message, _said_at(term), term.name, near=other.name)


def contradicted_comparisons(
    guide: Project, comparisons: Iterable[Comparison]
) -> Iterator[RuleResult]:
    """`comparison`: `:relation:` against what the glossary knows of the same terms."""
    for comparison in comparisons:
        if not comparison.relation:
            continue
        near = comparison.location.docname
        known = [term for name in comparison.names if (term := guide.term(name, near))]
        for one, other in combinations(known, 2):
            standing = guide.hierarchy.relation(one, other)
            if standing is Relation.UNKNOWN:
                continue
            if standing is Relation.SAME and comparison.relation == "equivalent":
                continue
            fact = {
                Relation.SAME: f"“{one.name}” and “{other.name}” are one term",
                Relation.NARROWER: f"“{other.name}” is broader than “{one.name}”",
                Relation.BROADER: f"“{one.name}” is broader than “{other.name}”",
            }[standing]
            message = (
                f"term-compare says “{comparison.relation}”, but by the glossary {fact}: "
                "remove the :relation: option or mend the glossary's term-info."
            )
            yield RuleResult(
                "comparison", message, comparison.location, f"{one.name}; {other.name}"
            )


def duplicate_terms(guide: Project) -> Iterator[RuleResult]:
    """`duplicate-term`, `case-variant-term`: one name over two definitions of one group."""
    first: dict[tuple[str, str], tuple[str, Term]] = {}
    for term in guide.vocabulary.terms:
        for label in term.labels:
            at = (label.original.casefold(), term.group)
            name, other = first.setdefault(at, (label.original, term))
            if other is term:
                continue
            if name == label.original:
                message = (
                    f"“{name}” is defined here and in {_at(other)}: keep one of the two, "
                    "or give each a :group: of its own."
                )
                yield RuleResult("duplicate-term", message, term.location, name)
            else:
                message = f"“{label.original}” differs by case alone from “{name}” in {_at(other)}."
                yield RuleResult("case-variant-term", message, term.location, label.original)


def label_clashes(guide: Project) -> Iterator[RuleResult]:
    """`label-clash`: SKOS lets a label name one concept, in one way (S13, S14)."""
    preferred = {
        (label.original.casefold(), term.group): term
        for term in reversed(guide.vocabulary.terms)
        for label in term.labels
    }
    others: dict[tuple[str, str], Term] = {}
    for term in guide.vocabulary.terms:
        if not term.autolink:
            continue  # it gives way to the others that are called so
        shown = (*term.aliases, *term.hidden_aliases, *filter(None, [term.abbreviation]))
        for name in dict.fromkeys(shown):
            at = (name.casefold(), term.group)
            other = preferred.get(at) or others.setdefault(at, term)
            if other is not term and term_key(other) != term_key(term):
                message = (
                    f"“{name}” is a name of “{term.name}”, but of “{other.name}” in {_at(other)} "
                    "too: a reader cannot tell which is meant."
                )
                yield RuleResult("label-clash", message, _said_at(term), name)
        for name in term.avoid:
            known = preferred.get((name.casefold(), term.group))
            if known or name.casefold() in map(str.casefold, shown):
                message = (
                    f"“{name}” is to be avoided, says “{term.name}”, and is the name of a term."
                )
                yield RuleResult("label-clash", message, _said_at(term), name)


def circular_definitions(guide: Project) -> Iterator[RuleResult]:
    """`circular-definition`: to know what a term means one would have to know it already.

    Only first sentences count: what comes after them may well look back.
    """
    terms = {term_key(term): term for term in guide.vocabulary.terms}
    uses = {at: sorted(_used_in(term, guide) & terms.keys()) for at, term in terms.items()}
    told: set[TermKey] = set()
    for at, term in terms.items():
        if at not in told and (circle := shortest_cycle(at, uses.__getitem__)):
            told.update(circle)
            names = " → ".join(terms[each].name for each in (*circle, at))
            message = f"The definition of “{term.name}” goes round in a circle: {names}."
            yield RuleResult("circular-definition", message, term.location, term.name)


def _used_in(term: Term, guide: Project) -> set[TermKey]:
    """The terms that the first sentence of a definition mentions, without the term itself."""
    mentioned = {
        term_key(target.term)
        for found in guide.vocabulary.find(summary(term))
        for target in found.targets[:1]
    }
    return mentioned - {term_key(term)}


def duplicate_questions(questions: Iterable[Question]) -> Iterator[RuleResult]:
    """`duplicate-question`: readers who search for it find two answers."""
    first: dict[str, Question] = {}
    for question in questions:
        other = first.setdefault(fold_question(question.text), question)
        if other is not question:
            message = f"“{question.text}” is asked in {_place(other.location)} too."
            yield RuleResult("duplicate-question", message, question.location, question.text)


def missing_summaries(guide: Project) -> Iterator[RuleResult]:
    """`no-summary`: a definition without a first sentence that could be shown by itself."""
    for term in guide.vocabulary.terms:
        text = summary(term)
        if not text or text.endswith(":"):
            message = f"The definition of “{term.name}” does not begin with a sentence."
        elif len(text.split()) > LONGEST_SUMMARY:
            message = (
                f"The first sentence of “{term.name}” has {len(text.split())} words: "
                f"{LONGEST_SUMMARY} are what a reader takes in at a glance."
            )
        else:
            continue
        yield RuleResult("no-summary", message, term.location, term.name)


# The end of a sentence. Matches the `.` of "a cat. It", the `?)` of "a cat?) It"; not the dots of
# "e.g. a cat".
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[^\W\d_a-z])|[。！？]")


def summary(term: Term) -> str:
    """The first sentence of a definition; all of its first paragraph if that is one."""
    text = " ".join("".join(span.text for span in term.definition).split())
    end = _SENTENCE_END.search(text)
    return text[: end.end()] if end else text


def _at(term: Term) -> str:
    return _place(term.location)


def _place(place: Location) -> str:
    """A place in words, the same on every machine."""
    return f"{place.docname}, line {place.line}" if place.line else place.docname


def _said_at(term: Term) -> Location:
    """Where the relations of *term* are mended."""
    return term.info_location or term.location


def defined_by(terms: Iterable[Term]) -> set[str]:
    """Every name under which *terms* may be configured."""
    return {label.original for term in terms for label in term.labels}
