"""How terms stand to one another: broader, narrower, related.

SKOS's rules: broader and narrower are inverse, so either end may say it; related is
symmetric.  `skos:broader` is not transitive, but what an author asks of a comparison
("is every A a B?") is: `above` is `skos:broaderTransitive`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from itertools import pairwise

from sphinx_glossary_faq.core.model import Term

TermKey = tuple[str, str]
"""A term's docname and id: one key for one definition, however it is spelt."""


def key(term: Term) -> TermKey:
    return term.place.docname, term.labels[0].id


class Standing(Enum):
    """What is known of a pair of terms."""

    SAME = "same"
    NARROWER = "narrower"
    BROADER = "broader"
    UNKNOWN = "unknown"


class Hierarchy:
    """The relations of *terms*, whose names are looked up by *find*."""

    def __init__(self, terms: Iterable[Term], find: Callable[[str, Term], Term | None]) -> None:
        self._broader: dict[TermKey, dict[TermKey, Term]] = {}
        self._narrower: dict[TermKey, dict[TermKey, Term]] = {}
        self._related: dict[TermKey, dict[TermKey, Term]] = {}
        for term in terms:
            for name in term.broader:
                self._subsume(find(name, term), term)
            for name in term.narrower:
                self._subsume(term, find(name, term))
            for name in term.related:
                other = find(name, term)
                if other is not None:
                    self._related.setdefault(key(term), {})[key(other)] = other
                    self._related.setdefault(key(other), {})[key(term)] = term

    def _subsume(self, broader: Term | None, narrower: Term | None) -> None:
        if broader is not None and narrower is not None:
            self._broader.setdefault(key(narrower), {})[key(broader)] = broader
            self._narrower.setdefault(key(broader), {})[key(narrower)] = narrower

    def broader(self, term: Term) -> list[Term]:
        return _sorted(self._broader.get(key(term), {}).values())

    def narrower(self, term: Term) -> list[Term]:
        return _sorted(self._narrower.get(key(term), {}).values())

    def related(self, term: Term) -> list[Term]:
        return _sorted(self._related.get(key(term), {}).values())

    def above(self, term: Term) -> dict[TermKey, Term]:
        """Every term broader than *term*, at any distance; itself only in a cycle."""
        found: dict[TermKey, Term] = {}
        waiting = [key(term)]
        while waiting:
            for at, broader in self._broader.get(waiting.pop(), {}).items():
                if at not in found:
                    found[at] = broader
                    waiting.append(at)
        return found

    def circle(self, term: Term) -> list[Term]:
        """The shortest way from *term* through broader ones back to it; empty if there is none."""
        circle = shortest_circle(key(term), lambda at: self._broader.get(at, ()))
        return (
            [term, *(self._broader[below][at] for below, at in pairwise(circle))] if circle else []
        )

    def standing(self, one: Term, other: Term) -> Standing:
        """What *one* is to *other*: narrower, broader, the same, or nothing known."""
        if key(one) == key(other):
            return Standing.SAME
        below, above = key(other) in self.above(one), key(one) in self.above(other)
        if below == above:  # neither; or both, in a circle, which says nothing
            return Standing.UNKNOWN
        return Standing.NARROWER if below else Standing.BROADER


def shortest_circle(
    start: TermKey, following: Callable[[TermKey], Iterable[TermKey]]
) -> list[TermKey]:
    """The shortest way from *start* along what is *following* back to it; empty if none leads."""
    came_from: dict[TermKey, TermKey] = {}
    waiting = [start]
    for at in waiting:
        for other in following(at):
            if other not in came_from:
                came_from[other] = at
                waiting.append(other)
        if start in came_from:
            break
    else:
        return []
    way = [came_from[start]]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way[::-1]


def _sorted(terms: Iterable[Term]) -> list[Term]:
    return sorted(terms, key=lambda term: term.order)
