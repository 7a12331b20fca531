"""The relations between terms: broader, narrower, related.

Follows SKOS: broader and narrower are inverse, so either term may state the relation; related is
symmetric.  `skos:broader` is not transitive, but the question of a comparison ("is every A a B?")
is: `ancestors` corresponds to `skos:broaderTransitive`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from itertools import pairwise

from sphinx_glossary_faq.core.model.records import Term

TermKey = tuple[str, str]
"""The docname and the id of a term, the same for all its spellings."""


def term_key(term: Term) -> TermKey:
    return term.location.docname, term.labels[0].id


class Relation(Enum):
    """The relation of a term to another one."""

    SAME = "same"
    NARROWER = "narrower"
    BROADER = "broader"
    UNKNOWN = "unknown"


class Hierarchy:
    """The relations of *terms*.

    :param find_term: returns the term with a name that another term uses.
    """

    def __init__(
        self, terms: Iterable[Term], find_term: Callable[[str, Term], Term | None]
    ) -> None:
        self._broader: dict[TermKey, dict[TermKey, Term]] = {}
        self._narrower: dict[TermKey, dict[TermKey, Term]] = {}
        self._related: dict[TermKey, dict[TermKey, Term]] = {}
        for term in terms:
            for name in term.broader:
                self._add_edge(find_term(name, term), term)
            for name in term.narrower:
                self._add_edge(term, find_term(name, term))
            for name in term.related:
                other = find_term(name, term)
                if other is not None:
                    self._related.setdefault(term_key(term), {})[term_key(other)] = other
                    self._related.setdefault(term_key(other), {})[term_key(term)] = term

    def _add_edge(self, broader: Term | None, narrower: Term | None) -> None:
        if broader is not None and narrower is not None:
            self._broader.setdefault(term_key(narrower), {})[term_key(broader)] = broader
            self._narrower.setdefault(term_key(broader), {})[term_key(narrower)] = narrower

    def broader(self, term: Term) -> list[Term]:
        return _sorted(self._broader.get(term_key(term), {}).values())

    def narrower(self, term: Term) -> list[Term]:
        return _sorted(self._narrower.get(term_key(term), {}).values())

    def related(self, term: Term) -> list[Term]:
        return _sorted(self._related.get(term_key(term), {}).values())

    def ancestors(self, term: Term) -> dict[TermKey, Term]:
        """Return every broader term, at any distance; includes *term* itself only in a cycle."""
        ancestors: dict[TermKey, Term] = {}
        queue = [term_key(term)]
        while queue:
            for key, broader in self._broader.get(queue.pop(), {}).items():
                if key not in ancestors:
                    ancestors[key] = broader
                    queue.append(key)
        return ancestors

    def find_cycle(self, term: Term) -> list[Term]:
        """Return the shortest path from *term* through broader terms back to it, if any."""
        cycle = shortest_cycle(term_key(term), lambda key: self._broader.get(key, ()))
        if not cycle:
            return []
        return [term, *(self._broader[narrower][broader] for narrower, broader in pairwise(cycle))]

    def relation(self, term: Term, other: Term) -> Relation:
        """Return whether *term* is narrower than *other*, broader, or the same."""
        if term_key(term) == term_key(other):
            return Relation.SAME
        is_narrower = term_key(other) in self.ancestors(term)
        is_broader = term_key(term) in self.ancestors(other)
        if is_narrower == is_broader:  # neither; or both, in a cycle, which is an error
            return Relation.UNKNOWN
        return Relation.NARROWER if is_narrower else Relation.BROADER


def shortest_cycle(
    start: TermKey, successors: Callable[[TermKey], Iterable[TermKey]]
) -> list[TermKey]:
    """Return the shortest path from *start* back to it, without its end; empty without a cycle."""
    predecessors: dict[TermKey, TermKey] = {}
    queue = [start]
    for key in queue:
        for successor in successors(key):
            if successor not in predecessors:
                predecessors[successor] = key
                queue.append(successor)
        if start in predecessors:
            break
    else:
        return []
    path = [predecessors[start]]
    while path[-1] != start:
        path.append(predecessors[path[-1]])
    return path[::-1]


def _sorted(terms: Iterable[Term]) -> list[Term]:
    return sorted(terms, key=lambda term: term.order)
