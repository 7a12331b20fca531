"""Determine the relations between terms: broader, narrower and related.

Relations follow SKOS. Broader and narrower are inverse, so either term may state the relation.
Related is symmetric.  `skos:broader` is not transitive, but comparisons need a transitive relation
("is every A a B?").  `is_ancestor` therefore corresponds to `skos:broaderTransitive`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import cached_property
from itertools import pairwise

from sphinx_glossary_faq.core.model.records import Term

TermKey = tuple[str, str]
"""The docname and the id of a term, which are the same for all its spellings."""


def term_key(term: Term) -> TermKey:
    return term.location.docname, term.labels[0].id


class Relation(Enum):
    """The relation of a term to another term."""

    SAME = "same"
    NARROWER = "narrower"
    BROADER = "broader"
    UNKNOWN = "unknown"


class Hierarchy:
    """The relations between *terms*.

    :param find_term: a function that returns the term that another term refers to by a name.
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

    def is_ancestor(self, other: Term, term: Term) -> bool:
        """Return whether *other* is broader than *term*, directly or indirectly.

        A term is its own ancestor only in a cycle.
        """
        number = self._numbers.get(term_key(other))
        return number is not None and bool(self._ancestors.get(term_key(term), 0) >> number & 1)

    @cached_property
    def _numbers(self) -> dict[TermKey, int]:
        """A number for each term that is broader than another term."""
        return {key: number for number, key in enumerate(self._narrower)}

    @cached_property
    def _ancestors(self) -> dict[TermKey, int]:
        """The ancestors of each term, as a bit set.

        Bit sets are used because a chain of thousands of terms has millions of pairs.
        """
        ancestors: dict[TermKey, int] = {}
        for component in _strong_components(self._broader, self._broader_keys):
            bits = 0
            for key in component:
                for broader in self._broader_keys(key):
                    bits |= 1 << self._numbers[broader] | ancestors.get(broader, 0)
            ancestors |= dict.fromkeys(component, bits)
        return ancestors

    @cached_property
    def _cyclic(self) -> set[TermKey]:
        return cyclic_keys(self._broader, self._broader_keys)

    def _broader_keys(self, key: TermKey) -> Iterable[TermKey]:
        return self._broader.get(key, ())

    def find_cycle(self, term: Term) -> list[Term]:
        """Return the shortest cycle of broader terms that contains *term*, if there is one."""
        if term_key(term) not in self._cyclic:
            return []
        cycle = shortest_cycle(term_key(term), self._broader_keys)
        return [term, *(self._broader[narrower][broader] for narrower, broader in pairwise(cycle))]

    def top_terms(self, terms: Iterable[Term]) -> list[Term]:
        """Return the different *terms* that are narrower than none of the others."""
        different = list({term_key(term): term for term in terms}.values())
        return [
            term
            for term in different
            if all(self.relation(term, other) is not Relation.NARROWER for other in different)
        ]

    def common_broader(self, terms: Iterable[Term]) -> Term | None:
        """Return the nearest term that is broader than all `top_terms` of *terms*, if there is one.

        If several terms are equally near, it is the first of them in the order of the glossary.
        There is none for a single top term.
        """
        tops = self.top_terms(terms)
        if len(tops) < 2:
            return None
        first, *others = tops
        given = set(map(term_key, tops))
        common = [
            ancestor
            for ancestor in self._iter_ancestors(first)
            if term_key(ancestor) not in given
            and all(self.is_ancestor(ancestor, term) for term in others)
        ]
        nearest = (
            term for term in common if not any(self.is_ancestor(term, other) for other in common)
        )
        return next(iter(_sorted(nearest)), None)

    def _iter_ancestors(self, term: Term) -> Iterator[Term]:
        """Yield each term that is broader than *term*, directly or indirectly, once."""
        keys = {term_key(term)}
        queue = [term]
        for narrower in queue:
            for key, broader in self._broader.get(term_key(narrower), {}).items():
                if key not in keys:
                    keys.add(key)
                    queue.append(broader)
                    yield broader

    def relation(self, term: Term, other: Term) -> Relation:
        """Return the relation of *term* to *other*."""
        if term_key(term) == term_key(other):
            return Relation.SAME
        is_narrower, is_broader = self.is_ancestor(other, term), self.is_ancestor(term, other)
        if is_narrower == is_broader:  # unrelated, or part of an erroneous cycle
            return Relation.UNKNOWN
        return Relation.NARROWER if is_narrower else Relation.BROADER


_Successors = Callable[[TermKey], Iterable[TermKey]]
"""A function that returns the successors of a term in a graph."""


def cyclic_keys(keys: Iterable[TermKey], successors: _Successors) -> set[TermKey]:
    """Return the *keys* that are part of a cycle."""
    return {
        key
        for component in _strong_components(keys, successors)
        for key in component
        if len(component) > 1 or key in successors(key)
    }


def _strong_components(keys: Iterable[TermKey], successors: _Successors) -> Iterator[list[TermKey]]:
    """Yield the strongly connected components, each after its successors.

    This is Tarjan's algorithm, without recursion.
    """
    numbers: dict[TermKey, int] = {}
    lowest: dict[TermKey, int] = {}
    pending: list[TermKey] = []
    unvisited: dict[TermKey, Iterator[TermKey]] = {}
    for root in keys:
        path = [root] if root not in numbers else []
        while path:
            key = path[-1]
            if key not in numbers:
                numbers[key] = lowest[key] = len(numbers)
                pending.append(key)
                unvisited[key] = iter(successors(key))
            for successor in unvisited[key]:
                if successor not in numbers:
                    path.append(successor)
                    break
                if successor in unvisited:
                    lowest[key] = min(lowest[key], numbers[successor])
            else:
                path.pop()
                if path:
                    lowest[path[-1]] = min(lowest[path[-1]], lowest[key])
                if lowest[key] == numbers[key]:
                    component = _pop_until(pending, key)
                    for member in component:
                        del unvisited[member]
                    yield component


def _pop_until(keys: list[TermKey], last: TermKey) -> list[TermKey]:
    popped = [keys.pop()]
    while popped[-1] != last:
        popped.append(keys.pop())
    return popped


def shortest_cycle(start: TermKey, successors: _Successors) -> list[TermKey]:
    """Return the keys in the shortest cycle from *start*, or an empty result if there is none."""
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
