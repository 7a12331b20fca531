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
from sphinx_glossary_faq.core.matching.case_rules import DERIVED
from sphinx_glossary_faq.core.model.decisions import Decisions, with_decision
from sphinx_glossary_faq.core.model.placeholders import find_placeholders
from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.core.model.relations import term_key
from sphinx_glossary_faq.core.text.inflection import base_language, get_grammar
from sphinx_glossary_faq.core.text.parentheses import derive_names
from sphinx_glossary_faq.core.text.tokenizer import fold

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
    "is_placeholder",
)

TermAnchor = tuple[str, str]
"""The docname and the id for a name of a term."""


class Target(NamedTuple):
    """The target of a spelling, which is a term and the id of the matching name."""

    term: Term
    id: str
    is_derived: bool = False
    """Whether the spelling is derived from a name with a parenthesis."""
    domain: frozenset[str] = frozenset()
    """The casefolded words of the domain in the parenthesis, in all their forms."""

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

        self.terms: Sequence[Term] = _mark_placeholders(list(map(combine, terms)))
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
        derived = (name for _id, names, _domain in self._derived_names(term) for name in names)
        text = _fold_hyphens(text)
        names = list(map(_fold_hyphens, (*_names_of(term), *derived)))
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

    def _spellings(self, default: str) -> Iterator[tuple[str, int, str, bool, int]]:
        """Yield the arguments of `Spelling`: text, target id, match, inflect and precedence."""
        for term in (*self.terms, *self.remote):
            match = term.match or default
            # A derived name in this project gives way only to names in this project.
            precedence = 1 if term.uri else 0
            for label in term.labels:
                target_id = self._add_target(Target(term, label.id))
                for name in {label.name: None, label.original: None}:
                    yield name, target_id, match, term.inflect, precedence
            target_id = self._add_target(Target(term, term.id))
            for name in (*term.aliases, *term.hidden_aliases, *filter(None, [term.abbreviation])):
                yield name, target_id, match, term.inflect, precedence
        yield from self._derived_spellings(default)

    def _derived_spellings(self, default: str) -> Iterator[tuple[str, int, str, bool, int]]:
        """Yield the spellings that are derived from names with a parenthesis."""
        for term in (*self.terms, *self.remote):
            match = term.match or default
            for id, names, domain in self._derived_names(term):
                words = self._domain_forms(names[0], domain)
                target_id = self._add_target(Target(term, id, True, words))
                for name in names:
                    yield name, target_id, match, term.inflect, DERIVED

    def _derived_names(self, term: Term) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Yield the id of each name with a parenthesis, the names it stands for, and its domain."""
        if (term.match or self._match) == "exact":  # only what is written
            return
        language = base_language(self._language)
        for label in term.labels:
            for full_name in {label.name: None, label.original: None}:
                names, domain = derive_names(full_name, language)
                if names:
                    yield label.id, names, domain

    def _domain_forms(self, name: str, domain: Iterable[str]) -> frozenset[str]:
        """Return the words of a domain in all their forms.

        A form of the name itself, as in *index (plural: indices)*, is no domain.
        """
        forms = get_grammar(self._language).forms
        name_words = {form for word in name.split() for form in (fold(word), *forms(fold(word)))}
        if not name_words.isdisjoint(domain):
            return frozenset()
        return frozenset(form for word in domain for form in (word, *forms(word)))

    def _add_target(self, target: Target) -> int:
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


def _mark_placeholders(terms: Sequence[Term]) -> Sequence[Term]:
    """Mark the terms whose definition is a placeholder, unless the author wants them linked."""
    keys = {term_key(term) for group in find_placeholders(terms).values() for term in group}
    return [
        replace(term, is_placeholder=True)
        if term_key(term) in keys and term.link != "always"
        else term
        for term in terms
    ]


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
