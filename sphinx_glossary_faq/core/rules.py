"""What can be wrong with a guide as a whole, each under a rule's stable name.

A rule sees records of every page at once and therefore holds at any `-j`, in builds
that read one page as in builds that read all.  What one directive can tell by itself
it tells where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from sphinx_glossary_faq.core.guide import Guide
from sphinx_glossary_faq.core.model import Comparison, Place, Term
from sphinx_glossary_faq.core.relations import Standing, TermKey, key

Suggest = Callable[[str, Iterable[str]], str]
"""From a misspelt name and the known ones: " Did you mean …?", or nothing."""

SUGGESTED = 50
"""How many unknown names get a suggestion: each is compared with every known one, and more
than these have not been misspelt one by one."""


class Finding(NamedTuple):
    """What a rule found: one sentence for the author, and where to mend it."""

    rule: str
    message: str
    place: Place


def judge(guide: Guide, comparisons: Iterable[Comparison], suggest: Suggest) -> list[Finding]:
    """Every finding, ordered by file and line."""
    found = [
        *unknown_relations(guide, suggest),
        *cycles(guide),
        *related_and_broader(guide),
        *contradicted_comparisons(guide, comparisons),
    ]
    return sorted(found, key=lambda one: (one.place.file, one.place.line or 0, one))


def unknown_relations(guide: Guide, suggest: Suggest) -> Iterator[Finding]:
    """`relation`: `term-info` relates a term to one that no glossary defines."""
    hints: dict[str, str] = {}
    for term in guide.vocabulary.terms:
        for option in ("broader", "narrower", "related"):
            for name in getattr(term, option):
                if guide.term(name, term.docname) is None:
                    if name not in hints and len(hints) < SUGGESTED:
                        hints[name] = suggest(name, guide.names())
                    message = (
                        f"term-info of “{term.name}”: the {option} term “{name}” "
                        f"is in no glossary.{hints.get(name, '')}"
                    )
                    yield Finding("relation", message, _said_at(term))


def cycles(guide: Guide) -> Iterator[Finding]:
    """`hierarchy`: a term that is broader than itself, be it by way of others."""
    told: set[TermKey] = set()
    for term in guide.vocabulary.terms:
        circle = guide.hierarchy.circle(term)
        if circle and key(term) not in told:
            told.update(map(key, circle))
            names = " → ".join(other.name for other in (*circle, term))
            message = f"“{term.name}” is broader than itself: {names}."
            yield Finding("hierarchy", message, _said_at(term))


def related_and_broader(guide: Guide) -> Iterator[Finding]:
    """`hierarchy`: SKOS keeps related terms and broader ones apart (S27)."""
    for term in guide.vocabulary.terms:
        for other in guide.hierarchy.related(term):
            if key(other) == key(term):
                message = f"“{term.name}” is related to itself: name another term."
                yield Finding("hierarchy", message, _said_at(term))
            elif key(other) in guide.hierarchy.above(term):
                message = (
                    f"“{other.name}” is said to be both related to “{term.name}” "
                    "and broader than it: keep one of the two."
                )
                yield Finding("hierarchy", message, _said_at(term))


def contradicted_comparisons(guide: Guide, comparisons: Iterable[Comparison]) -> Iterator[Finding]:
    """`comparison`: `:relation:` against what the glossary knows of the same terms."""
    for comparison in comparisons:
        if not comparison.relation:
            continue
        near = comparison.place.docname
        known = [term for name in comparison.names if (term := guide.term(name, near))]
        for one, other in combinations(known, 2):
            standing = guide.hierarchy.standing(one, other)
            if standing is Standing.UNKNOWN:
                continue
            if standing is Standing.SAME and comparison.relation == "equivalent":
                continue
            fact = {
                Standing.SAME: f"“{one.name}” and “{other.name}” are one term",
                Standing.NARROWER: f"“{other.name}” is broader than “{one.name}”",
                Standing.BROADER: f"“{one.name}” is broader than “{other.name}”",
            }[standing]
            message = (
                f"term-compare says “{comparison.relation}”, but by the glossary {fact}: "
                "remove the :relation: option or mend the glossary's term-info."
            )
            yield Finding("comparison", message, comparison.place)


def _said_at(term: Term) -> Place:
    """Where the relations of *term* are mended."""
    return term.said_at or term.place


def defined_by(terms: Iterable[Term]) -> set[str]:
    """Every name under which *terms* may be configured."""
    return {label.original for term in terms for label in term.labels}
