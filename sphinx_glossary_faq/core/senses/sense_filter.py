"""Define the interface between planning and sense filters.

The planner calls a `PageSenseFilter` for each mention that it would link, in text order.  It does
not import other modules in this package.  These modules depend neither on the planner nor on the
vocabulary.
"""

from __future__ import annotations

from typing import Final, NamedTuple, Protocol

from sphinx_glossary_faq.core.model.records import Term

MARKUP: Final = "\x7f"
"""The character that represents markup between two runs in a paragraph."""

CONTEXT_LENGTH: Final = 120
"""The number of characters on each side of a mention that are searched for evidence."""


class Candidate(NamedTuple):
    """A mention that may become a link, with its context on the page."""

    term: Term
    surface: str
    """The mention as written."""

    left: str
    """The paragraph before the mention without line breaks, up to `CONTEXT_LENGTH` characters."""

    right: str
    """The paragraph after the mention, without line breaks."""

    headings: str
    """The casefolded headings above the mention."""

    section: int
    """The number of the section on the page."""

    domain: frozenset[str] = frozenset()
    """The casefolded words of the domain of the term, if its name has one.  See `parentheses`."""


class PageSenseFilter(Protocol):
    """Accepts or rejects the mentions on one page."""

    def rule_against(self, candidate: Candidate, /) -> str:
        """Return the name of the rule that rejects the mention, or "" if it is accepted."""


class SenseFilter(Protocol):
    """Accepts or rejects the mentions in a project."""

    @property
    def fingerprint(self) -> str:
        """A digest of all input to decisions, apart from the page."""

    def for_page(self, docname: str, /) -> PageSenseFilter:
        """Return the filter for a page."""


class AcceptAll:
    """A filter that accepts every mention."""

    fingerprint = ""

    def for_page(self, docname: str, /) -> AcceptAll:
        return self

    def rule_against(self, candidate: Candidate, /) -> str:
        return ""
