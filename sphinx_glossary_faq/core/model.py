"""The records that pages leave behind while they are read.

Each is frozen and compact: they live in the pickled environment, once per page, and
everything later (vocabulary, link plan, findings) is derived from them.  This module
knows what is recorded, not how it is found in a doctree nor what is done with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

MATCHES = ("smart", "exact", "ignore-case")
"""How a spelling may differ in case from its mention; see `core.matcher`."""

RELATIONS = ("overlapping", "disjoint", "equivalent")
"""What an author may say of compared terms that have no hierarchy."""

Style = Literal["", "literal", "emphasis", "strong"]


class Place(NamedTuple):
    """Where something is written: the docname, and the file and line for a warning."""

    docname: str
    file: str
    line: int | None


class Span(NamedTuple):
    """A piece of a definition's first paragraph and how it is set."""

    text: str
    style: Style = ""


class Label(NamedTuple):
    """One name of a term as its glossary shows it, and the anchor of that name."""

    name: str
    id: str
    original: str
    """The name before translation; the same as `name` in the source language."""


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry: its names, its definition and what `term-info` says of it.

    The labels are those written one above the other over a single definition; the
    first is SKOS's *preferred label*.  `broader` and the like hold names as written.
    """

    place: Place
    labels: tuple[Label, ...]
    definition: tuple[Span, ...] = ()
    aliases: tuple[str, ...] = ()
    hidden_aliases: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    abbreviation: str = ""
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    match: str = ""
    group: str = ""
    autolink: bool = True
    uri: str = ""
    """Where another project defines the term; empty for the project's own."""
    said_at: Place | None = None
    """Where its `term-info` stands, if it has one."""
    reading: str = ""
    """How its name is sorted, where that is not how it is written: in Japanese, by its sound."""
    conditions: tuple[tuple[str, str], ...] = ()
    """Under which its definition is shown, for those who can tell whether they hold."""

    @property
    def name(self) -> str:
        return self.labels[0].name

    @property
    def id(self) -> str:
        return self.labels[0].id

    @property
    def docname(self) -> str:
        return self.place.docname

    @property
    def order(self) -> tuple[str, ...]:
        """What terms are sorted by, for readers and in files: the reading or the name, then all."""
        sound = (self.reading or self.name).casefold()
        return sound, self.name.casefold(), self.name, self.docname, self.id

    def name_at(self, id: str) -> str:
        """The name that has the anchor *id*."""
        return next((label.name for label in self.labels if label.id == id), self.name)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a FAQ and the anchor that opens its answer."""

    place: Place
    id: str
    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The terms that a `term-compare` sets side by side, as written there."""

    place: Place
    names: tuple[str, ...]
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says of itself to its own header, and to pages that point to it.

    `updated` is an ISO date or empty; `minutes` is the reading time, at least 1;
    0 while no page is known to show it.
    """

    docname: str
    title: str
    deck: str = ""
    updated: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A fact that a page shows but another one states.

    When the fact changes, the page that borrowed it must be written again, though
    not read again.  `key` is what it is looked up by: the name of a term for its
    "definition" or "relations"; the anchor of the page's own term for its "entry"; for
    what a page says of itself, a docname ("doc"), a label ("ref") or a question ("faq")
    on it.
    """

    docname: str
    kind: Literal["definition", "relations", "entry", "doc", "ref", "faq"]
    key: str


@dataclass(frozen=True, slots=True)
class Used:
    """That a page has a directive of ours, or a glossary; others are not searched for any."""

    docname: str
    name: str


@dataclass(frozen=True, slots=True)
class Prose:
    """The linkable text of a page, packed by `linking.prose`; opaque to everyone else."""

    docname: str
    packed: bytes


@dataclass(frozen=True, slots=True)
class References:
    """What a page refers to, packed by `checking.collecting`; opaque to everyone else.

    `hidden` are the anchors of the page that only some builds show: for each condition
    (see `conditions`) the ids under it, sorted.
    """

    docname: str
    packed: bytes
    hidden: tuple[tuple[tuple[str, str], tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Paths:
    """The files that a page's links name, from the source folder, as they were when it was read.

    MyST makes of a link what its file is, if there is one.
    """

    docname: str
    there: tuple[str, ...]
    absent: tuple[str, ...]


Record = Term | Question | Comparison | Article | Borrowed | Prose | References | Paths | Used
