"""Determine which regions a figure of terms has, and which of them contain or overlap others.

A figure states what the glossary and the author state, with one convention: kinds of one term are
drawn side by side if no relation is stated for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import Final, Literal, NamedTuple

from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.core.model.relations import Hierarchy, Relation

MAX_TERMS: Final = 4
"""The maximum number of terms in a figure, apart from their common broader term."""

PARENT: Final = -1
"""The label of the nearest broader term that the compared terms have in common."""


class CannotDrawError(Exception):
    """Relations that no figure can show, with a message that says why and what to change."""


class Region(NamedTuple):
    """The region of one term, or of terms that mean the same, with the regions in it.

    A label is `PARENT`, or the position of a compared name.  A region without labels has no
    outline.
    """

    labels: tuple[int, ...]
    parts: tuple[Region, ...] = ()
    arrangement: Literal["beside", "overlapping"] = "beside"
    shared: Region | None = None
    """A region in the intersection of two overlapping parts."""


def arrange(terms: Sequence[Term], relation: str, hierarchy: Hierarchy) -> Region:
    """Return the regions of compared *terms*, in which the outermost one may have no labels.

    :param relation: the relation between all pairs that are not related in the glossary.
    :raises CannotDrawError: if there is no such figure.
    """
    if len(terms) > MAX_TERMS:
        message = f"a figure shows two to four terms, but {len(terms)} are compared"
        raise CannotDrawError(f"{message}. Compare fewer terms, or remove :figure:.")
    return _Arranger(terms, relation, hierarchy).arrange()


_Group = tuple[int, ...]
"""The positions of terms that mean the same."""


class _Arranger:
    """Arranges the regions of some terms."""

    def __init__(self, terms: Sequence[Term], relation: str, hierarchy: Hierarchy) -> None:
        self._terms = terms
        self._relation = relation
        self._hierarchy = hierarchy
        self._groups = list(self._iter_groups())

    def arrange(self) -> Region:
        self._check_equivalents()
        tops = [group for group in self._groups if not self._broader(group)]
        parent = None
        if len(tops) > 1 and self._relation != "equivalent":
            parent = self._hierarchy.common_broader(self._terms)
        if shared := [group for group in self._groups if len(self._direct_broader(group)) > 1]:
            content = self._arrange_shared(tops, shared)
        else:
            if len(tops) > 1 and not parent and not self._relation:
                raise CannotDrawError(
                    "the relation of the terms is not stated. Add :relation:, or state a common "
                    "broader term in their term-info."
                )
            content = self._combine((), [self._region(group) for group in tops])
        return content._replace(labels=(PARENT,)) if parent else content

    def _iter_groups(self) -> Iterator[_Group]:
        """Yield the groups of terms that mean the same, in the order of the first terms."""
        same = {Relation.SAME, *([Relation.UNKNOWN] if self._relation == "equivalent" else [])}
        remaining = list(range(len(self._terms)))
        while remaining:
            group = remaining[:1]
            for member in group:
                group += [
                    other
                    for other in remaining
                    if other not in group and self._relate(member, other) in same
                ]
            remaining = [other for other in remaining if other not in group]
            yield tuple(group)

    def _relate(self, one: int, other: int) -> Relation:
        return self._hierarchy.relation(self._terms[one], self._terms[other])

    def _check_equivalents(self) -> None:
        """Raise an error if terms that mean the same differ in their relations."""
        is_consistent = all(
            relation in (Relation.SAME, Relation.UNKNOWN)
            for group in self._groups
            for relation in self._relations(combinations(group, 2))
        ) and all(
            len(self._relations(product(one, other))) == 1
            for one, other in combinations(self._groups, 2)
        )
        if not is_consistent:
            self._raise_contradiction()

    def _relations(self, pairs: Iterable[tuple[int, int]]) -> set[Relation]:
        return {self._relate(one, other) for one, other in pairs}

    def _raise_contradiction(self) -> None:
        raise CannotDrawError(
            f"the relation “{self._relation}” contradicts the glossary. Correct :relation:, or the "
            "term-info of one of the terms."
        )

    def _broader(self, group: _Group) -> list[_Group]:
        return [
            other
            for other in self._groups
            if other != group and self._relate(group[0], other[0]) is Relation.NARROWER
        ]

    def _direct_broader(self, group: _Group) -> list[_Group]:
        """Return the broader groups of *group* with no group in between."""
        broader = self._broader(group)
        return [
            other
            for other in broader
            if not any(other in self._broader(between) for between in broader)
        ]

    def _region(self, group: _Group) -> Region:
        parts = [
            self._region(part) for part in self._groups if self._direct_broader(part) == [group]
        ]
        return self._combine(group, parts)

    def _combine(self, labels: _Group, parts: Sequence[Region]) -> Region:
        """Return a region with *parts*, or the only part if the region has no labels."""
        if len(parts) == 1 and not labels:
            return parts[0]
        if self._relation != "overlapping" or len(parts) < 2:
            return Region(labels, tuple(parts))
        if any(part.parts for part in parts) and not (
            len(parts) == 2 and all(map(_is_chain, parts))
        ):
            self._raise_too_complex()
        return Region(labels, tuple(parts), "overlapping")

    def _arrange_shared(self, tops: Sequence[_Group], shared: Sequence[_Group]) -> Region:
        """Return two overlapping regions with a region that is in both."""
        if self._relation == "disjoint":
            self._raise_contradiction()
        if len(self._groups) > 3 or len(tops) != 2:
            self._raise_too_complex()
        return Region((), tuple(map(Region, tops)), "overlapping", Region(shared[0]))

    def _raise_too_complex(self) -> None:
        raise CannotDrawError(
            "it would have too many intersections. Compare fewer terms, or remove :figure:."
        )


def _is_chain(region: Region) -> bool:
    """Return whether each region has at most one part."""
    return not region.parts or (len(region.parts) == 1 and _is_chain(region.parts[0]))
