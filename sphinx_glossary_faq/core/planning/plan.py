"""Define the input and the result of planning links on a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from sphinx_glossary_faq.core.matching.vocabulary import Target
from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.core.model.relations import TermKey
from sphinx_glossary_faq.core.text.headings import Heading


class Page(NamedTuple):
    """A page with its preferred groups of terms."""

    docname: str
    groups: frozenset[str] = frozenset()


class Run(NamedTuple):
    """Adjacent text nodes of a page that may get links.

    `section` is the number of the section on the page.  `defines` contains the ids of the terms
    that the text itself defines, which are not linked there.  `before` and `after` are the adjacent
    characters.  For example, in ``**term**inal`` the run "term" is followed by "inal" and is not a
    mention.
    """

    text: str
    section: int
    defines: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    line: int = 0
    """The line of the block that contains the text, counted from 1, or 0 if unknown."""
    file: str = ""
    """The file that the text was included from, or "" for the source file of the page."""
    folded: bool = False
    """Whether the text is hidden until the reader opens it."""


class ExplicitLink(NamedTuple):
    """A link to a term written by the author, with the name or the id of the term."""

    name: str
    id: str
    section: int
    left: str = ""
    """The end of the text directly before the link, for text fragments."""
    text: str = ""
    """The text of the link, or "" if it is the name of the term."""
    right: str = ""
    """The start of the text directly after the link."""
    folded: bool = False


PlanItem = Run | ExplicitLink | Heading
"""The input for a plan: linkable text, explicit links and headings."""


class Mention(NamedTuple):
    """A part of the run with number `run` that links to `target`."""

    run: int
    start: int
    end: int
    target: Target


Reason = Literal[
    "own definition",
    "no-autolink",
    "placeholder",
    "ambiguous",
    "by hand",
    "repeated",
    "other sense",
]
"""Why a mention is not linked.

The reasons are, in order: the text defines the term, the term is never linked, its definition is a
placeholder, several terms are equally close, the page has an explicit link or an earlier automatic
link to the term, or the word has another sense.
"""


# What may follow an abbreviation in its plural. Matches "s" of "APIs" and "’s"; not "st".
_PLURAL_ENDING: Final = re.compile(r"(?:['’]?s)?")


def expansion_of(text: str, term: Term) -> str:
    """Return the name of *term* if *text* is its abbreviation, in the plural too, or ""."""
    abbreviation = term.abbreviation
    if not abbreviation or not text.startswith(abbreviation) or term.name == abbreviation:
        return ""
    return term.name if _PLURAL_ENDING.fullmatch(text, len(abbreviation)) else ""


class SkippedMention(NamedTuple):
    """A mention that is not linked.  `target` is the first possible target."""

    run: int
    start: int
    target: Target
    text: str
    reason: Reason
    rule: str = ""
    """The name of the rule of the sense filter, if the reason is "other sense"."""


class Ambiguity(NamedTuple):
    """A casefolded spelling that is shared by several equally close terms."""

    spelling: str
    terms: tuple[TermKey, ...]


class PagePlan(NamedTuple):
    """The linked and skipped mentions on a page."""

    mentions: tuple[Mention, ...]
    texts: dict[int, str]
    """The text of each run with a linked mention, by run number."""

    ambiguous: tuple[Ambiguity, ...]
    explicit_targets: tuple[TermKey, ...]
    """The targets of explicit links."""

    skipped: tuple[SkippedMention, ...] = ()
    run_locations: Mapping[int, tuple[str, int]] = {}
    """The file and the line of each run with a linked or skipped mention."""


class Recovery(NamedTuple):
    """A term with an explicit link on a page, and whether it would be linked without the link."""

    term: Term
    docname: str
    file: str
    line: int
    text: str
    """The text of the first explicit link to the term."""

    reason: str = ""
    """Why the term would not be linked, or "" if it would.

    Apart from the values of `Reason`: the text of the link is not prose ("not prose"), is not a
    name of the term ("other text"), is a sign that is no mention ("sign") or is part of another
    term ("other term").
    """

    rule: str = ""
    """The name of the rule of the sense filter, if the reason is "other sense"."""
