"""Collect where a page mentions the terms of other pages, for the glossary.

A mention counts even if it is not linked because an earlier mention is linked, or because the page
has an explicit link.  A mention in another sense does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sphinx_glossary_faq.core.matching.vocabulary import Target
from sphinx_glossary_faq.core.model.relations import TermKey, term_key
from sphinx_glossary_faq.core.planning.plan import ExplicitLink, PagePlan, PlanItem, Run
from sphinx_glossary_faq.core.text.headings import Heading
from sphinx_glossary_faq.core.text.text_fragments import make_text_fragment, normalize

_TOP_SECTIONS = (0, 1)
"""The numbers of the text without a heading and of the section below the title of a page."""


class TermUse(NamedTuple):
    """The mentions of a term in a section of a page."""

    term: TermKey
    section: str
    """The id of the section, or "" below the title of the page."""

    title: str
    """The heading of the section, or "" below the title of the page."""

    mention_count: int
    fragment: str
    """The text fragment of the first mention."""


class PageUse(NamedTuple):
    """The mentions of a term on a page."""

    docname: str
    title: str
    sections: tuple[TermUse, ...]

    @property
    def mention_count(self) -> int:
        return sum(section.mention_count for section in self.sections)


class _Place(NamedTuple):
    """A mention with its context."""

    left: str
    text: str
    right: str


def collect_uses(
    docname: str,
    plan: PagePlan,
    items: Iterable[PlanItem],
    links: Iterable[tuple[ExplicitLink, Target]],
) -> tuple[TermUse, ...]:
    """Return the uses of terms that other pages of this project define, in text order.

    :param plan: a plan with repeated mentions.
    :param items: the input of the plan.
    :param links: the explicit links among *items*, with their targets.
    """
    items = list(items)
    runs = [item for item in items if isinstance(item, Run)]
    headings = {item.section_path[-1]: item for item in items if isinstance(item, Heading)}
    places: dict[tuple[TermKey, int], list[_Place]] = {}
    for number, start, end, target in sorted(_mentions(plan), key=lambda mention: mention[:3]):
        if _is_defined_elsewhere(target, docname):
            run = runs[number]
            place = _Place(run.text[:start], run.text[start:end], run.text[end:])
            key = term_key(target.term), _section(run.section, headings)
            places.setdefault(key, []).append(place)
    for link, target in links:
        if _is_defined_elsewhere(target, docname):
            text = link.text or link.name or target.term.name
            key = term_key(target.term), _section(link.section, headings)
            places.setdefault(key, []).append(_Place(link.left, text, link.right))
    page_text = _page_text(runs) if places else ""
    return tuple(
        TermUse(
            term,
            headings[section].id if section else "",
            headings[section].text if section else "",
            len(found),
            make_text_fragment(*found[0], page_text),
        )
        for (term, section), found in sorted(places.items())
    )


def _mentions(plan: PagePlan) -> Iterable[tuple[int, int, int, Target]]:
    """Yield the linked mentions, and those that have a link elsewhere."""
    yield from plan.mentions
    for skipped in plan.skipped:
        if skipped.reason in ("by hand", "repeated"):
            end = skipped.start + len(skipped.text)
            yield skipped.run, skipped.start, end, skipped.target


def _is_defined_elsewhere(target: Target, docname: str) -> bool:
    return not target.term.uri and target.term.docname != docname


def _section(number: int, headings: dict[int, Heading]) -> int:
    """Return the number of a section with a heading and an id, or 0 for the page."""
    heading = headings.get(number)
    return 0 if number in _TOP_SECTIONS or heading is None or not heading.id else number


def _page_text(runs: Sequence[Run]) -> str:
    return " ".join(normalize(run.text) for run in runs).casefold()
