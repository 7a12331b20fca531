"""The records that are made of a page while it is read.

They are frozen and compact, since the pickled environment has those of every page.  Vocabulary,
link plan and findings are derived from them.  This module neither collects the records from a
doctree nor uses them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

MATCH_MODES = ("smart", "exact", "ignore-case")
"""How a mention may differ in case from the spelling of a term; see `case_rules`."""

RELATIONS = ("overlapping", "disjoint", "equivalent")
"""The relations that authors can state for compared terms without a hierarchy."""

Style = Literal["", "literal", "emphasis", "strong"]


class Location(NamedTuple):
    """A location in the source: the docname, and the file and line for a warning."""

    docname: str
    file: str
    line: int | None


class Span(NamedTuple):
    """A part of a definition or of a deck, with its style."""

    text: str
    style: Style = ""


class Label(NamedTuple):
    """A name of a term as shown in the glossary, with the anchor of the name."""

    name: str
    id: str
    original: str
    """The name before translation; in the source language the same as `name`."""


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry: its names, its definition and the options of its `term-info`.

    The labels are the names that share the definition; the first is the *preferred label* of
    SKOS.  `broader`, `narrower` and `related` hold names as written.
    """

    location: Location
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
    """The URL of a term of another project; empty for terms of this project."""
    info_location: Location | None = None
    """The location of its `term-info`, if any."""
    sort_key: str = ""
    """The key for sorting if it differs from the name: the reading of a Japanese name."""
    conditions: tuple[tuple[str, str], ...] = ()
    """The conditions for showing the definition; see `conditions`."""

    @property
    def name(self) -> str:
        return self.labels[0].name

    @property
    def id(self) -> str:
        return self.labels[0].id

    @property
    def docname(self) -> str:
        return self.location.docname

    @property
    def order(self) -> tuple[str, ...]:
        """The sort key of terms, for readers and in files; unique in the project."""
        primary = (self.sort_key or self.name).casefold()
        return primary, self.name.casefold(), self.name, self.docname, self.id

    def name_at(self, id: str) -> str:
        """Return the name with the anchor *id*, else the first name."""
        return next((label.name for label in self.labels if label.id == id), self.name)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a FAQ, with its anchor."""

    location: Location
    id: str
    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The names of the terms in a `term-compare`, as written."""

    location: Location
    names: tuple[str, ...]
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """The metadata of a page, for its own header and for pages that link to it.

    `updated` is an ISO date or empty; `minutes` is the reading time, at least 1, or 0 if no page
    shows it.
    """

    docname: str
    title: str
    deck: tuple[Span, ...] = ()
    updated: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class PageDependency:
    """A fact from another page that a page shows.

    When the fact changes, the page is written again, but not read again.  `key` identifies the
    fact: the name of a term for its "definition" or "relations"; the anchor of a term on the page
    itself for its "entry"; for the metadata of a page its docname ("doc"), or a label ("ref") or a
    question ("faq") on it.
    """

    docname: str
    kind: Literal["definition", "relations", "entry", "doc", "ref", "faq"]
    key: str


@dataclass(frozen=True, slots=True)
class DirectiveUse:
    """A directive of this extension, or a glossary, on a page; pages without are not searched."""

    docname: str
    name: str


@dataclass(frozen=True, slots=True)
class PageText:
    """The linkable text of a page, serialized by `autolink.serialize`."""

    docname: str
    packed: bytes


@dataclass(frozen=True, slots=True)
class References:
    """The references of a page, serialized by `check.references.reference`.

    `hidden` has the anchors of the page that not all builders show: for each condition (see
    `conditions`) their ids, sorted.
    """

    docname: str
    packed: bytes
    hidden: tuple[tuple[tuple[str, str], tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class FileDependencies:
    """The files that links of a page name, relative to the source folder, when it was read.

    How MyST-Parser resolves a link depends on whether its file exists.
    """

    docname: str
    present: tuple[str, ...]
    absent: tuple[str, ...]


Record = (
    Term
    | Question
    | Comparison
    | Article
    | PageDependency
    | PageText
    | References
    | FileDependencies
    | DirectiveUse
)
