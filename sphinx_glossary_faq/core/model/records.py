"""Define the records that are created while a page is read.

Records are frozen and compact, because the pickled environment contains the records of all pages.
The vocabulary, link plans and findings are derived from them.  This module neither collects the
records from doctrees nor uses them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

MATCH_MODES = ("smart", "exact", "ignore-case")
"""The modes for comparing the case of a mention with a term.  See `case_rules`."""

LINK_MODES = ("always", "rules", "evidence", "never")
"""When mentions of a term are linked: always, unless a rule shows another sense, near words of its
definition, or never."""

RELATIONS = ("overlapping", "disjoint", "equivalent")
"""The relations that authors can state for compared terms without a hierarchy."""

Style = Literal["", "literal", "emphasis", "strong"]

Condition = tuple[str, str]
"""A pair of kind and expression: ("only", tags), ("ifconfig", expression) or ("todo", "")."""


class Location(NamedTuple):
    """A location in the source, with the docname and the file and line for warnings."""

    docname: str
    file: str
    line: int | None


class Span(NamedTuple):
    """A part of a definition or deck, with its style."""

    text: str
    style: Style = ""


class Passage(NamedTuple):
    """The text of a paragraph in a definition, with the conditions under which it is shown."""

    spans: tuple[Span, ...]
    separator: str
    """The text between this passage and the next visible one."""
    conditions: tuple[Condition, ...]


class Label(NamedTuple):
    """A name of a term as shown in the glossary, with the anchor of the name."""

    name: str
    id: str
    original: str
    """The name before translation, which is equal to `name` in the source language."""


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry, with its names, its definition and the options in its `term-info`.

    The labels are the names that share the definition.  The first label is the *preferred label* of
    SKOS. `broader`, `narrower` and `related` contain names as written.
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
    link: str = ""
    """When mentions are linked: a value of `LINK_MODES`, or "" if the author has not decided."""
    not_in: tuple[str, ...] = ()
    """Phrases in which the word has another sense."""
    inflect: bool = True
    """Whether inflected forms of the names are mentions too."""
    uri: str = ""
    """The URL of a term in another project, or "" for terms in this project."""
    info_location: Location | None = None
    """The location of the `term-info`, if there is one."""
    sort_key: str = ""
    """The key for sorting if it differs from the name, such as the reading of a Japanese name."""
    conditions: tuple[Condition, ...] = ()
    """The conditions under which the definition is shown.  See `conditions`."""
    definition_blocks: tuple[tuple[Passage, ...], ...] = ()
    """The blocks from which `Project` chooses the definition if some of them are conditional."""
    definition_digest: str = ""
    """A digest of the nodes of the definition, which the tips of other pages show."""
    has_references: bool = False
    """Whether the definition has references, whose texts and targets the tips show."""
    has_more: bool = False
    """Whether the definition has more text than `definition`."""
    is_placeholder: bool = False
    """Whether mentions are not linked because the definition is a placeholder.

    This depends on the other terms, and is determined by `Vocabulary`.
    """

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
        """The key by which terms are sorted, which is unique in the project."""
        primary = (self.sort_key or self.name).casefold()
        return primary, self.name.casefold(), self.name, self.docname, self.id

    def name_at(self, id: str) -> str:
        """Return the name with the anchor *id*, or the first name if there is none."""
        return next((label.name for label in self.labels if label.id == id), self.name)


@dataclass(frozen=True, slots=True)
class Question:
    """A question in a FAQ, with its anchor."""

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
    has_figure: bool = False
    has_sentence: bool = False
    """Whether the author's own sentence replaces the one about the relations."""


@dataclass(frozen=True, slots=True)
class Article:
    """The metadata of a page, for its own header and for other pages that show it.

    `updated` is an ISO date or empty.  `minutes` is the reading time, at least 1, or 0 if no page
    shows it.
    """

    docname: str
    title: str
    deck: tuple[Span, ...] = ()
    updated: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class PageDependency:
    """Content from another page that a page shows.

    When the content changes, the page is written again, but not read again.  `key` identifies the
    content.  For the "definition" or "relations" of a term, it is the name of the term.  For the
    "entry" of a term on the page itself, it is the anchor.  For the terms of a "group", it is the
    name of the group.  For the metadata of a page, it is the
    docname ("doc"), or a label ("ref") or question ("faq") on that page.  For the text of a
    question, it is the reference ("question") or the docname and the id with "#" ("anchor").
    """

    docname: str
    kind: Literal[
        "definition", "relations", "entry", "group", "doc", "ref", "faq", "question", "anchor"
    ]
    key: str


EntryKind = Literal["doc", "ref", "faq", "term"]
"""What an entry of a `see-also` refers to, unless it is a URL."""


@dataclass(frozen=True, slots=True)
class AutomaticEntries:
    """A `see-also` with entries that depend on the rest of the project.

    `written` contains the kind and the target of each entry by the author.  `details` contains what
    is shown of each entry.
    """

    docname: str
    sources: tuple[str, ...]
    limit: int
    details: tuple[str, ...]
    written: tuple[tuple[EntryKind, str], ...]


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The different explicit links on a page, by kind and target, with their conditions.

    The kinds are those of the entries of a `see-also`, and "any" for links of an unknown kind.
    """

    docname: str
    links: tuple[tuple[str, str, tuple[Condition, ...]], ...]


@dataclass(frozen=True, slots=True)
class DirectiveUse:
    """The use of a directive from this extension, or of a glossary, on a page."""

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

    `hidden` contains the sorted ids of anchors that not all builders show, for each condition (see
    `conditions`).
    """

    docname: str
    packed: bytes
    hidden: tuple[tuple[Condition, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class FileDependencies:
    """The files that the links on a page referred to when the page was read.

    The paths are relative to the source folder.  MyST-Parser resolves a link differently if its
    file exists.
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
    | AutomaticEntries
    | PageLinks
    | PageText
    | References
    | FileDependencies
    | DirectiveUse
)
