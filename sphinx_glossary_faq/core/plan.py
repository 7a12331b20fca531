"""Which mentions of a page become links.

Matches plus policy: how often a term is linked, what counts as its first mention, which
of several terms with one spelling is meant.  Where the text comes from, and how a link
is made, is `linking`'s business.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import Literal, NamedTuple

from sphinx_glossary_faq.core.relations import TermKey, key
from sphinx_glossary_faq.core.scope import Linked, Scope
from sphinx_glossary_faq.core.titles import Title, Titles
from sphinx_glossary_faq.core.usage import Usage
from sphinx_glossary_faq.core.vocabulary import Occurrence, Target, Vocabulary


class Page(NamedTuple):
    """A page, and the groups whose terms it means before any others of their spelling."""

    docname: str
    groups: frozenset[str] = frozenset()


class Run(NamedTuple):
    """Adjacent text of a page that may be linked.

    `section` counts the page's sections; `defines` holds the ids of the terms that the
    text itself defines, which are not linked there.  `before` and `after` are what touches
    the text: in ``**term**inal`` the run "term" has "inal" after it, and is no mention.
    """

    text: str
    section: int
    defines: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    line: int = 0
    """The line of the block that the text is in, from 1; 0 where it is not known."""
    file: str = ""
    """The file that the text was included from; empty for the page's own."""


class HandLink(NamedTuple):
    """A link that an author made to a term, by the name or by the id used there."""

    name: str
    id: str
    section: int


class Mention(NamedTuple):
    """A stretch of run number `run` to be linked to `target`."""

    run: int
    start: int
    end: int
    target: Target


Reason = Literal["own definition", "no-autolink", "ambiguous", "by hand", "repeated", "other sense"]
"""Why a mention is no link: its term is defined right there, is never to be linked, may be
one of several, is linked by hand on the page, was linked before, or is a plain word that is
used in another sense."""


class Skipped(NamedTuple):
    """A mention that stays text; `target` is the first of those that may be meant."""

    run: int
    start: int
    target: Target
    text: str
    reason: Reason


class Ambiguity(NamedTuple):
    """A spelling, folded, of several terms that are all equally close to the page."""

    spelling: str
    terms: tuple[TermKey, ...]


class PagePlan(NamedTuple):
    """What becomes of a page's mentions."""

    mentions: tuple[Mention, ...]
    texts: dict[int, str]
    """The text of each run that has a mention, by its number, to know it again."""

    ambiguous: tuple[Ambiguity, ...]
    by_hand: tuple[TermKey, ...]
    """Where the hand-made links lead."""

    skipped: tuple[Skipped, ...] = ()
    places: Mapping[int, tuple[str, int]] = {}
    """The file and the line of each run that has a mention, linked or not."""


def plan_page(
    page: Page,
    items: Sequence[Run | HandLink | Title],
    vocabulary: Vocabulary,
    scope: Scope,
    *,
    is_told: bool = True,
) -> PagePlan:
    """The links of a page, in the order of its text.

    Runs are numbered without the hand-made links between them.  A hand-made link is
    its term's one link by that name in its page or section, wherever in it the author put it.

    :param is_told: whether to tell of mentions of a term that has its link.  Most mentions are
        such, and without them a page is planned in three quarters of the time.
    """
    made = list(_linked_by_hand(page, items, vocabulary))
    linked = Linked(scope, made)
    by_hand = tuple(dict.fromkeys(key(target.term) for _section, target in made))
    mentions: list[Mention] = []
    skipped: list[Skipped] = []
    ambiguous: dict[Ambiguity, None] = {}
    runs = [item for item in items if isinstance(item, Run)]
    usage = Usage(vocabulary, runs, Titles(item for item in items if isinstance(item, Title)))
    settled: set[int] = set()
    may_settle = scope == "page" and not is_told
    if may_settle:
        settled.update(*map(vocabulary.numbers, linked.anchors))
    for number, found in _find(runs, vocabulary, settled):
        run = runs[number]
        for start, end, targets in found:
            text = run.text[start:end]
            meant = targets if len(targets) == 1 else _meant(targets, text, page, by_hand)
            has_link = linked.has(run.section, meant[0])
            if has_link and not is_told and len(meant) == 1:
                continue
            reason = _why_not(meant, run, page)
            if not reason and has_link:
                reason = "by hand" if key(meant[0].term) in by_hand else "repeated"
            if not reason and usage.is_other(meant[0].term, number, start, end):
                reason = "other sense"
            if reason == "ambiguous":
                ambiguous[_ambiguity(text, meant)] = None
            if reason:
                skipped.append(Skipped(number, start, meant[0], text, reason))
                continue
            linked.note(run.section, meant[0])
            if may_settle:
                settled.update(vocabulary.numbers(meant[0].anchor))
            mentions.append(Mention(number, start, end, meant[0]))
    return _plan_of(runs, mentions, skipped, tuple(ambiguous), by_hand)


def _plan_of(
    runs: Sequence[Run],
    mentions: Sequence[Mention],
    skipped: Sequence[Skipped],
    ambiguous: tuple[Ambiguity, ...],
    by_hand: tuple[TermKey, ...],
) -> PagePlan:
    """What was decided, with the texts and the places that it concerns."""
    texts = {mention.run: runs[mention.run].text for mention in mentions}
    mentioning = sorted(texts.keys() | {mention.run for mention in skipped})
    places = {number: (runs[number].file, runs[number].line) for number in mentioning}
    return PagePlan(tuple(mentions), texts, ambiguous, by_hand, tuple(skipped), places)


def _ambiguity(text: str, meant: Iterable[Target]) -> Ambiguity:
    """What *text* may mean, however it is written there."""
    return Ambiguity(" ".join(text.casefold().split()), tuple(key(one.term) for one in meant))


def _linked_by_hand(
    page: Page, items: Iterable[object], vocabulary: Vocabulary
) -> Iterator[tuple[int, Target]]:
    """The sections of hand-made links, each with what it leads to."""
    for item in items:
        if isinstance(item, HandLink):
            targets = vocabulary.lookup(item.name) if item.name else vocabulary.at(item.id)
            for target in closest(targets, page):
                yield item.section, target


def _as_written(targets: Iterable[Target], text: str) -> list[Target]:
    """Of each term that name first that is written like *text*: of "e-mail" and "e mail"."""
    written = " ".join(text.split())
    terms: dict[TermKey, list[Target]] = {}
    for target in targets:
        terms.setdefault(key(target.term), []).append(target)
    for names in terms.values():
        names.sort(key=lambda target: written not in _spelt(target))
    return [target for names in terms.values() for target in names]


def _spelt(target: Target) -> list[str]:
    return [label.name for label in target.term.labels if label.id == target.id]


def _meant(
    targets: Iterable[Target], text: str, page: Page, by_hand: Collection[TermKey]
) -> Sequence[Target]:
    """Of several terms those that *page* means: where it links one by hand, that one."""
    tied = closest(_as_written(targets, text), page)
    return [target for target in tied if key(target.term) in by_hand] or tied


def _why_not(meant: Sequence[Target], run: Run, page: Page) -> Reason | None:
    """Why a mention of *meant* is no link wherever on the page it stands."""
    if run.defines and any(_is_own(target, run, page) for target in meant):
        return "own definition"
    if not meant[0].term.autolink:
        return "no-autolink"
    return "ambiguous" if len(meant) > 1 else None


def _is_own(target: Target, run: Run, page: Page) -> bool:
    return target.term.docname == page.docname and target.term.id in run.defines


def _find(
    runs: Sequence[Run], vocabulary: Vocabulary, settled: Set[int]
) -> Iterator[tuple[int, list[Occurrence]]]:
    """The mentions in *runs* that end where their run does, or within; by its number."""
    texts = [
        f"{run.before}{run.text}{run.after}" if run.before or run.after else run.text
        for run in runs
    ]
    for number, found in vocabulary.find_in(texts, settled):
        run = runs[number]
        if run.before or run.after:
            found = _within(run, found)
        yield number, found


def _within(run: Run, found: Iterable[Occurrence]) -> list[Occurrence]:
    """Those of the mentions in a run and what touches it that are in the run itself."""
    shift = len(run.before)
    behind = shift + len(run.text)
    return [
        Occurrence(start - shift, end - shift, targets)
        for start, end, targets in found
        if start >= shift and end <= behind
    ]


def closest(targets: Iterable[Target], page: Page) -> list[Target]:
    """Of several terms with one spelling those that are closest to *page*: one, or a tie.

    The page's own terms come first, then those of its groups, then those of no group; of
    those the ones whose glossary is nearest by path: in the folder, then in folders above.
    A term that is not to be linked gives way to one that is, and another project's to any;
    of other projects' terms the first is meant, which authors choose by the order of projects.
    """
    by_term: dict[TermKey, Target] = {}
    for target in targets:
        by_term.setdefault(key(target.term), target)
    if len(by_term) < 2:
        return list(by_term.values())
    ranked = {at: _rank(target, page) for at, target in by_term.items()}
    least = min(ranked.values())
    if least[0]:  # all of them are other projects'
        return [target for at, target in by_term.items() if ranked[at] == least][:1]
    return [by_term[at] for at in sorted(by_term) if ranked[at] == least]


def _rank(target: Target, page: Page) -> tuple[bool, bool, int, int, bool]:
    term = target.term
    group = 1 if not term.group else 0 if term.group in page.groups else 2
    if term.uri:
        return True, True, group, 0, not term.autolink  # its docname is no path
    here, there = page.docname.split("/")[:-1], term.docname.split("/")[:-1]
    common = 0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        common += 1
    return (
        bool(term.uri),
        term.docname != page.docname,
        group,
        len(here) + len(there) - 2 * common,
        not term.autolink,
    )
