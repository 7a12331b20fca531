"""Find terms by their spellings, anchors and mentions.

This module connects the terms in the store with the matcher. If several terms share a spelling, all
of them are returned. The planner selects one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property
from itertools import starmap
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_glossary_faq.core.cache_file import digest
from sphinx_glossary_faq.core.model.decisions import Decisions, with_decision
from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.core.model.relations import term_key

if TYPE_CHECKING:
    from sphinx_glossary_faq.core.matching.matcher import Match, Matcher

_DIGEST_FIELDS = attrgetter(
    "aliases",
    "hidden_aliases",
    "abbreviation",
    "match",
    "group",
    "autolink",
    "inflect",
    "link",
    "not_in",
)

TermAnchor = tuple[str, str]
"""The docname and the id for a name of a term."""


class Target(NamedTuple):
    """The target of a spelling, which is a term and the id of the matching name."""

    term: Term
    id: str

    @property
    def anchor(self) -> TermAnchor:
        return self.term.location.docname, self.id


class VocabularyMatch(NamedTuple):
    """A mention, which is a span of text with one or more possible targets."""

    start: int
    end: int
    targets: tuple[Target, ...]


class Vocabulary:
    """The spellings of *terms*.

    :param match: how spellings are compared, unless a term has its own setting.
    :param language: determines which inflected forms are recognized.
    :param decisions: the decisions about automatic links, over which the fields of terms and
        *options* take precedence.
    :param options: fields of `Term` to replace, by the name of the term.
    :param remote: terms from other projects, which have a `uri`.
    :param is_visible: a function that returns whether the definition of a term is shown.  Other
        terms are never linked.
    """

    def __init__(
        self,
        terms: Iterable[Term],
        *,
        match: str = "smart",
        language: str = "en",
        inflect: bool = True,
        decisions: Decisions | None = None,
        options: Mapping[str, Mapping[str, Any]] | None = None,
        remote: Iterable[Term] = (),
        is_visible: Callable[[Term], bool] = lambda term: True,
    ) -> None:
        def combine(term: Term) -> Term:
            term = _with_options(with_decision(term, decisions or {}), options or {})
            return term if is_visible(term) else replace(term, autolink=False)

        self.terms: Sequence[Term] = list(map(combine, terms))
        self.remote: Sequence[Term] = list(map(combine, remote))
        self._match, self._language, self._inflect = match, language, inflect
        self._targets: list[Target] = []
        self._target_ids: dict[TermAnchor, list[int]] = defaultdict(list)

    @cached_property
    def digest(self) -> str:
        """A digest that changes whenever mentions or their targets might change."""
        terms = (
            (term.docname, term.labels, term.uri, *_DIGEST_FIELDS(term))
            for term in (*self.terms, *self.remote)
        )
        return digest((self._match, self._language, self._inflect), *terms)

    @cached_property
    def _matcher(self) -> Matcher:
        """The matcher, created on first use because a build without changes does not need it.

        The import is also delayed, because it takes a fifth of the package's import time.
        """
        from sphinx_glossary_faq.core.matching.matcher import Matcher, Spelling

        spellings = starmap(Spelling, self._spellings(self._match))
        return Matcher(spellings, language=self._language, inflect=self._inflect)

    @cached_property
    def _by_id(self) -> dict[str, tuple[Target, ...]]:
        targets: dict[str, tuple[Target, ...]] = {}
        for term in self.terms:
            for label in term.labels:
                targets[label.id] = (*targets.get(label.id, ()), Target(term, label.id))
        return targets

    def find(self, text: str) -> list[VocabularyMatch]:
        """Return the mentions in *text*, without overlaps.

        The leftmost mention takes precedence, then the longest.
        """
        return self._to_vocabulary_matches(self._matcher.find(text))

    def find_many(
        self, texts: Sequence[str], resolved_targets: Set[int] = frozenset()
    ) -> Iterator[tuple[int, list[VocabularyMatch]]]:
        """Yield the index and the mentions of each text that contains mentions.

        Texts that mention only *resolved_targets*, a set of `target_ids`, may be omitted.
        """
        for index, matches in self._matcher.find_many(texts, resolved_targets):
            yield index, self._to_vocabulary_matches(matches)

    def target_ids(self, anchor: TermAnchor) -> Collection[int]:
        """Return the ids that `find_many` uses for the targets at *anchor*."""
        _ = self._matcher  # assigns the ids when it is built
        return self._target_ids[anchor]

    def _to_vocabulary_matches(self, matches: Iterable[Match]) -> list[VocabularyMatch]:
        return [
            VocabularyMatch(start, end, self._targets_of(targets))
            for start, end, targets in matches
        ]

    def lookup(self, name: str) -> tuple[Target, ...]:
        """Return the targets for which *name* is a term, an alias or an inflected form."""
        return self._targets_of(self._matcher.lookup(name))

    def is_mentioned(self, term: Term, text: str) -> bool:
        """Return whether *text* contains a name of *term*, regardless of case and hyphens."""
        text, names = _fold_hyphens(text), list(map(_fold_hyphens, _names_of(term)))
        if any(f" {name} " in f" {text} " for name in names):
            return True
        from sphinx_glossary_faq.core.matching.matcher import Matcher, Spelling

        spellings = [Spelling(name, 0, "ignore-case") for name in names]
        return bool(Matcher(spellings, language=self._language, inflect=self._inflect).find(text))

    @cached_property
    def has_shared_spellings(self) -> bool:
        """Whether several terms in this project share a spelling."""
        return any(
            len({term_key(target.term) for target in targets if not target.term.uri}) > 1
            for targets in map(self._targets_of, self._matcher.shared_spellings())
        )

    def by_anchor(self, id: str) -> tuple[Target, ...]:
        """Return the targets with the given *id*, which may be used in several glossaries."""
        return self._by_id.get(id, ())

    def _targets_of(self, target_ids: Iterable[int]) -> tuple[Target, ...]:
        return tuple(map(self._targets.__getitem__, target_ids))

    def _spellings(self, default: str) -> Iterator[tuple[str, int, str, bool]]:
        """Yield the arguments of `Spelling`: text, target id, match and inflect."""
        for term in (*self.terms, *self.remote):
            match = term.match or default
            for label in term.labels:
                target_id = self._add_target(term, label.id)
                for name in {label.name: None, label.original: None}:
                    yield name, target_id, match, term.inflect
            target_id = self._add_target(term, term.id)
            for name in (*term.aliases, *term.hidden_aliases):
                yield name, target_id, match, term.inflect
            if term.abbreviation:
                yield term.abbreviation, target_id, match, term.inflect

    def _add_target(self, term: Term, id: str) -> int:
        target = Target(term, id)
        if not self._targets or self._targets[-1] != target:
            self._target_ids[target.anchor].append(len(self._targets))
            self._targets.append(target)
        return len(self._targets) - 1


def _names_of(term: Term) -> Iterator[str]:
    """Yield all names by which a text may mention *term*."""
    for label in term.labels:
        yield from {label.name: None, label.original: None}
    yield from (*term.aliases, *term.hidden_aliases)
    if term.abbreviation:
        yield term.abbreviation


def _fold_hyphens(text: str) -> str:
    """Return *text* without case, and with spaces for hyphens."""
    return re.sub("[-‐‑]", " ", text.casefold())


def _with_options(term: Term, options: Mapping[str, Mapping[str, Any]]) -> Term:
    for label in term.labels:
        if label.original in options:
            return _with_fields(term, **options[label.original])
    return term


def _with_fields(term: Term, **fields: Any) -> Term:
    """Return *term* with *fields*, where `link` and `autolink` remain consistent."""
    if "link" in fields:
        fields["autolink"] = fields["link"] != "never"
    elif "autolink" in fields and fields["autolink"] == (term.link == "never"):
        fields["link"] = "" if fields["autolink"] else "never"
    return replace(term, **fields)
