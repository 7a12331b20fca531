"""Which mentions of a page become links.

Matches plus policy: how often a term is linked, what counts as its first mention, which
of several terms with one spelling is meant.  Where the text comes from, and how a link
is made, is `linking`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from sphinx_glossary_faq.core.relations import TermKey, key
from sphinx_glossary_faq.core.vocabulary import Target, Vocabulary

Scope = Literal["page", "section", "all"]
"""How often a term is linked: once on a page, once in a section, or each time."""


class Run(NamedTuple):
    """Adjacent text of a page that may be linked.

    `section` counts the page's sections; `defines` holds the ids of the terms that the
    text itself defines, which are not linked there.
    """

    text: str
    section: int
    defines: tuple[str, ...] = ()


class HandLink(NamedTuple):
    """A link that an author made to a term, by the name used there."""

    name: str
    section: int


class Mention(NamedTuple):
    """A stretch of run number `run` to be linked to `target`."""

    run: int
    start: int
    end: int
    target: Target


def plan_page(
    docname: str, items: Sequence[Run | HandLink], vocabulary: Vocabulary, scope: Scope
) -> list[Mention]:
    """The links of a page, in the order of its text.

    Runs are numbered without the hand-made links between them.  A hand-made link is
    its term's one link in its page or section, wherever in it the author put it.
    """
    seen: set[TermKey | tuple[int, TermKey]] = set()

    def place(section: int, target: Target) -> TermKey | tuple[int, TermKey]:
        return (section, key(target.term)) if scope == "section" else key(target.term)

    for item in items:
        if isinstance(item, HandLink):
            seen.update(place(item.section, target) for target in vocabulary.lookup(item.name))

    mentions = []
    for number, run in enumerate(item for item in items if isinstance(item, Run)):
        for start, end, targets in vocabulary.find(run.text):
            target = nearest(targets, docname)
            at = place(run.section, target)
            own = target.term.docname == docname and target.term.id in run.defines
            if own or not target.term.autolink or (scope != "all" and at in seen):
                continue
            seen.add(at)
            mentions.append(Mention(number, start, end, target))
    return mentions


def nearest(targets: Iterable[Target], docname: str) -> Target:
    """Of several terms with one spelling the one whose glossary is closest by path.

    The page itself comes first, then its folder, then the folders above it.
    """

    def distance(target: Target) -> tuple[int, str, str]:
        if target.term.docname == docname:
            return (-1, "", target.id)
        here, there = docname.split("/")[:-1], target.term.docname.split("/")[:-1]
        common = 0
        for one, other in zip(here, there, strict=False):
            if one != other:
                break
            common += 1
        return (len(here) + len(there) - 2 * common, target.term.docname, target.id)

    return min(targets, key=distance)


class PagePlan(NamedTuple):
    """The mentions of a page, and the text of each run that has one, to know it again."""

    mentions: list[Mention]
    texts: dict[int, str]


def plan_of(mentions: list[Mention], items: Iterable[Run | HandLink]) -> PagePlan:
    runs = [item.text for item in items if isinstance(item, Run)]
    return PagePlan(mentions, {mention.run: runs[mention.run] for mention in mentions})
