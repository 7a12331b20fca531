"""The interface between planning and sense filters.

The planner asks a `PageSenseFilter` about each mention that it would link, in the order of the
text.  It depends on no other module of this package, which in turn depends neither on the planner
nor on the vocabulary.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from sphinx_glossary_faq.core.model.records import Term

MARKUP: Final = "\x7f"
"""The character that stands for markup between two runs of a paragraph."""

CONTEXT_LENGTH: Final = 120
"""How many characters on each side of a mention can be evidence."""


class Candidate(NamedTuple):
    """A mention that may become a link, with its context on the page."""

    term: Term
    surface: str
    """The mention as written."""

    left: str
    """The paragraph before the mention, on one line; at most `CONTEXT_LENGTH` characters."""

    right: str
    """The paragraph after the mention, on one line."""

    headings: str
    """The headings above, casefolded."""

    section: int
    """The number of the section on the page."""


class PageSenseFilter(Protocol):
    """Decides about the mentions of one page."""

    def accepts(self, candidate: Candidate, /) -> bool:
        """Whether the mention has the sense that the glossary defines."""


class SenseFilter(Protocol):
    """Decides about the mentions of a project."""

    @property
    def fingerprint(self) -> str:
        """The digest of everything that a decision depends on, apart from the page."""

    def for_page(self, texts: Sequence[str], /) -> PageSenseFilter:
        """Return the filter for a page that consists of *texts*."""


class AcceptAll:
    """The filter that accepts every mention."""

    fingerprint = ""

    def for_page(self, texts: Sequence[str], /) -> AcceptAll:
        return self

    def accepts(self, candidate: Candidate, /) -> bool:
        return True
