"""Define what a build computes from the records, and what the domain has before it does.

The parts of the package that compute it set the attributes of the domain.  Nothing is pickled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from sphinx_glossary_faq.core.model.relations import TermKey
from sphinx_glossary_faq.core.planning.plan import PagePlan, PlanItem, Recovery


class LinkCount(NamedTuple):
    """The numbers of automatic links in the project, of the linked terms, and of their pages."""

    mentions: int
    terms: int
    pages: int


class CheckCount(NamedTuple):
    """The numbers of references and HTML pages in the project that have been checked."""

    references: int
    """The number of references, in which equal references on a page count once."""

    pages: int

    findings: int
    """The number of findings that this build has reported."""

    accepted: int
    """The number of findings that the baseline accepts."""


class Plan(Protocol):
    """The plans for automatic links in a build, by page."""

    def get(self, docname: str, /) -> PagePlan | None:
        """Return the plan for a page, or None if the page has no linkable text."""

    def items(self, docname: str, /) -> Iterable[PlanItem]:
        """Return the text and the headings of a page that this build shows, linked or not."""

    def recoveries(self, docname: str, /) -> Sequence[Recovery]:
        """Return the terms with explicit links on a page, and whether they need the links."""


class EmptyPlan:
    """The empty plan that is used before links are planned."""

    def get(self, docname: str, /) -> PagePlan | None:
        return None

    def items(self, docname: str, /) -> Iterable[PlanItem]:
        return ()

    def recoveries(self, docname: str, /) -> Sequence[Recovery]:
        return ()


class Tips(Protocol):
    """The definitions that pages show at their links to terms."""

    def linked_terms(self, docname: str, /) -> Sequence[TermKey]:
        """Return the terms that a page written in this build has links to."""

    def input_digest(self, terms: Sequence[TermKey], /) -> str:
        """Return a digest of the input for the tips of *terms*.

        If it is unchanged, so are the tips.
        """

    def digest(self, terms: Sequence[TermKey], /) -> str:
        """Return a digest of the tips of *terms*, or "" if there are none."""


class NoTips:
    """The tips of a build without tips."""

    def linked_terms(self, docname: str, /) -> Sequence[TermKey]:
        return ()

    def input_digest(self, terms: Sequence[TermKey], /) -> str:
        return ""

    def digest(self, terms: Sequence[TermKey], /) -> str:
        return ""
