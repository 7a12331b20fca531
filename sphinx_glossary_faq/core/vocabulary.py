"""All spellings of all terms, as one thing to ask.

Joins the terms of the store with the matcher: which spelling belongs to which term and
anchor.  It decides nothing: where several terms share a spelling it answers with all.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property
from itertools import starmap
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_glossary_faq.core.doubt import is_doubtful, with_doubts
from sphinx_glossary_faq.core.elision import Elisions
from sphinx_glossary_faq.core.model import Term
from sphinx_glossary_faq.core.relations import TermKey, key
from sphinx_glossary_faq.core.sense import (
    Meaning,
    Verdict,
    is_off,
    judge,
    meaning,
    topics,
)

if TYPE_CHECKING:
    from sphinx_glossary_faq.core.matcher import Match, Matcher

_OF_MENTIONS = attrgetter("aliases", "hidden_aliases", "abbreviation", "match", "group", "autolink")


Anchor = tuple[str, str]
"""The docname and the id of one of a term's names."""


class Target(NamedTuple):
    """Where a spelling leads: a term, and the anchor of that name of it."""

    term: Term
    id: str

    @property
    def anchor(self) -> Anchor:
        return self.term.place.docname, self.id


class Occurrence(NamedTuple):
    """A stretch of text and the terms that may be meant there, at least one."""

    start: int
    end: int
    targets: tuple[Target, ...]


class Vocabulary:
    """The spellings of *terms*.

    :param match: how spellings compare where their term does not say.
    :param language: decides which inflected forms are known.
    :param options: fields of `Term` to lay over the terms of these names, for
        glossaries that one cannot edit.
    :param remote: terms of other projects, which have a `uri`.
    :param senses: whether plain words are looked at for other senses.
    """

    def __init__(
        self,
        terms: Iterable[Term],
        *,
        match: str = "smart",
        language: str = "en",
        inflect: bool = True,
        options: Mapping[str, Mapping[str, Any]] | None = None,
        remote: Iterable[Term] = (),
        senses: bool = True,
    ) -> None:
        self.terms: Sequence[Term] = [_with_options(term, options or {}) for term in terms]
        self._remote: Sequence[Term] = [_with_options(term, options or {}) for term in remote]
        self._match, self._language, self._inflect = match, language, inflect
        self._senses = senses and language.lower().startswith("en")
        self._targets: list[Target] = []
        self._numbers: dict[Anchor, list[int]] = defaultdict(list)
        self._meanings: dict[TermKey, Meaning | None] = {}

    @cached_property
    def digest(self) -> str:
        """A short text that differs whenever a mention could be found or lead elsewhere."""
        found = hashlib.sha256(repr((self._match, self._language, self._inflect)).encode())
        for term in (*self.terms, *self._remote):
            facts = term.docname, term.labels, term.uri, *_OF_MENTIONS(term), self._told(term)
            found.update(repr(facts).encode())
        return found.hexdigest()[:16]

    @cached_property
    def _matcher(self) -> Matcher:
        """Built when the first text is searched: a build that changes nothing needs none.

        Nor does it need the module, whose patterns are a fifth of what the package takes to import.
        """
        from sphinx_glossary_faq.core.matcher import Matcher, Spelling

        spellings = starmap(Spelling, self._spellings(self._match))
        return Matcher(spellings, language=self._language, inflect=self._inflect)

    @cached_property
    def _by_id(self) -> dict[str, tuple[Target, ...]]:
        found: dict[str, tuple[Target, ...]] = {}
        for term in self.terms:
            for label in term.labels:
                found[label.id] = (*found.get(label.id, ()), Target(term, label.id))
        return found

    @cached_property
    def _elisions(self) -> Elisions:
        """Built when the first mention is judged."""
        return Elisions(label.name for term in self.terms for label in term.labels)

    def find(self, text: str) -> list[Occurrence]:
        """The mentions in *text*: leftmost, then longest, never overlapping."""
        return self._found(self._matcher.find(text))

    def find_in(
        self, texts: Sequence[str], settled: Set[int] = frozenset()
    ) -> Iterator[tuple[int, list[Occurrence]]]:
        """The numbers of those texts that have mentions, each with them: `find`, many at once.

        Left out may be texts that mention nothing but what is *settled*, by `numbers`.
        """
        for number, matches in self._matcher.find_in(texts, settled):
            yield number, self._found(matches)

    def numbers(self, anchor: Anchor) -> Collection[int]:
        """What `find_in` calls the spellings that lead to *anchor*."""
        _ = self._matcher  # as it is built targets are given numbers
        return self._numbers[anchor]

    def _found(self, matches: Iterable[Match]) -> list[Occurrence]:
        return [Occurrence(start, end, self._at(targets)) for start, end, targets in matches]

    def judge(self, term: Term, text: str, start: int, end: int) -> Verdict:
        """What the plain word at *start* is, where it is not what *term* means."""
        meant = self._meant(term)
        return judge(text, start, end, meant) if meant else ""

    def topics(self, term: Term, word: str) -> Sequence[str]:
        """What a page may be about that has *word* for something else than *term*."""
        meant = self._meant(term)
        return topics(word, meant) if meant else ()

    def is_off(self, term: Term, word: str, spoken: str) -> bool:
        """Whether what is said around a mention, and in the titles above, is of another sense."""
        meant = self._meant(term)
        return meant is not None and is_off(word, meant, spoken)

    def is_doubtful(self, term: Term, word: str, left: str, right: str, titles: str) -> bool:
        """Whether a mention may well mean something else than *term* in its paragraph."""
        meant = self._meant(term)
        return meant is not None and (
            self._elisions.is_part(word, left, right)
            or is_doubtful(word, left, right, titles, meant)
        )

    def lookup(self, name: str) -> tuple[Target, ...]:
        """What *name* as a whole may mean: a term, an alias, an inflected form of one."""
        return self._at(self._matcher.whole(name))

    def at(self, id: str) -> tuple[Target, ...]:
        """The terms with the anchor *id*, which several glossaries may share."""
        return self._by_id.get(id, ())

    def _meant(self, term: Term) -> Meaning | None:
        at = key(term)
        if at not in self._meanings:
            self._meanings[at] = self._meaning(term)
        return self._meanings[at]

    def _meaning(self, term: Term) -> Meaning | None:
        """What *term* says of its sense; none where each mention is to be taken for it."""
        if not self._senses or (term.match or self._match) != "smart":
            return None
        names = (*(label.name for label in term.labels), *term.aliases, *term.hidden_aliases)
        definition = "".join(span.text for span in term.definition)
        return with_doubts(meaning(names, definition), names, definition)

    def _told(self, term: Term) -> list[object] | None:
        """What `_meaning` says, in an order that is always the same."""
        meant = self._meaning(term)
        if meant is None:
            return None
        return [sorted(said) if isinstance(said, frozenset) else said for said in meant]

    def _at(self, numbers: Iterable[int]) -> tuple[Target, ...]:
        return tuple(map(self._targets.__getitem__, numbers))

    def _spellings(self, default: str) -> Iterator[tuple[str, int, str]]:
        """Each spelling, with the number of its target and how it compares."""
        for term in (*self.terms, *self._remote):
            match = term.match or default
            for label in term.labels:
                number = self._target(term, label.id)
                for name in {label.name: None, label.original: None}:
                    yield name, number, match
            number = self._target(term, term.id)
            for name in (*term.aliases, *term.hidden_aliases):
                yield name, number, match
            if term.abbreviation:
                yield term.abbreviation, number, match

    def _target(self, term: Term, id: str) -> int:
        target = Target(term, id)
        if not self._targets or self._targets[-1] != target:
            self._numbers[target.anchor].append(len(self._targets))
            self._targets.append(target)
        return len(self._targets) - 1


def _with_options(term: Term, options: Mapping[str, Mapping[str, Any]]) -> Term:
    for label in term.labels:
        if label.original in options:
            return replace(term, **options[label.original])
    return term
