"""Decide which mentions on a page become links.

This module determines how often a term is linked and which of several terms with the same spelling
is meant.  It neither collects text nor inserts links.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Final, Literal

from sphinx_glossary_faq.core.matching.vocabulary import (
    Target,
    TermAnchor,
    Vocabulary,
    VocabularyMatch,
)
from sphinx_glossary_faq.core.model.relations import TermKey, term_key
from sphinx_glossary_faq.core.planning.paragraphs import make_candidate, paragraph_around
from sphinx_glossary_faq.core.planning.plan import (
    Ambiguity,
    ExplicitLink,
    Mention,
    Page,
    PagePlan,
    Reason,
    Run,
    SkippedMention,
)
from sphinx_glossary_faq.core.planning.precedence import (
    prefer_domain,
    prefer_written_form,
    resolve_ambiguity,
    resolve_link,
)
from sphinx_glossary_faq.core.senses.sense_filter import (
    AcceptAll,
    PageSenseFilter,
    SenseFilter,
)
from sphinx_glossary_faq.core.text.headings import Heading, Headings
from sphinx_glossary_faq.core.text.parentheses import casefolded_words

_MAX_PARAGRAPH: Final = 10_000
"""The number of characters on each side of a mention that are searched for a domain."""


def plan_page(
    page: Page,
    items: Sequence[Run | ExplicitLink | Heading],
    vocabulary: Vocabulary,
    scope: Scope,
    sense_filter: SenseFilter | None = None,
    *,
    include_repeats: bool = True,
) -> PagePlan:
    """Return the plan for the links on a page, in text order.

    Runs are numbered without the explicit links between them.  An explicit link counts as the link
    of its term under that name, on the page or in the section.  It also affects mentions before it.
    A link in folded text affects only mentions in folded text, because readers may not see it.

    :param sense_filter: a filter that accepts the mentions with the sense of their term.  All
    mentions are accepted by default.
    :param include_repeats: whether to include repeated mentions of linked terms.  Without them,
        planning a page takes a quarter less time.
    """
    planner = _Planner(page, items, vocabulary, scope, include_repeats=include_repeats)
    return planner.plan(sense_filter or AcceptAll())


class _Planner:
    """Plans the links for the mentions on one page."""

    def __init__(
        self,
        page: Page,
        items: Sequence[Run | ExplicitLink | Heading],
        vocabulary: Vocabulary,
        scope: Scope,
        *,
        include_repeats: bool,
    ) -> None:
        explicit_links = list(_resolve_explicit_links(page, items, vocabulary))
        self._page = page
        self._vocabulary = vocabulary
        self._include_repeats = include_repeats
        self._runs = [item for item in items if isinstance(item, Run)]
        self._headings = Headings(item for item in items if isinstance(item, Heading))
        self._tracker = LinkTracker(scope, explicit_links)
        self._explicit_targets = tuple(
            dict.fromkeys(term_key(target.term) for _link, target in explicit_links)
        )
        self._mentions: list[Mention] = []
        self._skipped: list[SkippedMention] = []
        self._ambiguous: dict[Ambiguity, None] = {}
        self._skips_linked = scope == "page" and not include_repeats
        self._resolved_targets: set[int] = set()
        """The ids of the targets whose further mentions can be skipped."""
        if self._skips_linked:
            anchors = self._tracker.visible_anchors
            self._resolved_targets.update(*map(vocabulary.target_ids, anchors))

    def plan(self, sense_filter: SenseFilter) -> PagePlan:
        page_filter = sense_filter.for_page(self._page.docname)
        for number, matches in _find_matches(self._runs, self._vocabulary, self._resolved_targets):
            for match in matches:
                self._decide(number, match, page_filter)
        texts = {mention.run: self._runs[mention.run].text for mention in self._mentions}
        numbers = sorted(texts.keys() | {mention.run for mention in self._skipped})
        locations = {
            number: (self._runs[number].file, self._runs[number].line) for number in numbers
        }
        return PagePlan(
            tuple(self._mentions),
            texts,
            tuple(self._ambiguous),
            self._explicit_targets,
            tuple(self._skipped),
            locations,
        )

    def _decide(self, number: int, match: VocabularyMatch, page_filter: PageSenseFilter) -> None:
        """Plan a link for a mention in run *number*, or record the reason for skipping it."""
        run, (start, end, matched) = self._runs[number], match
        text = run.text[start:end]
        targets = self._select_target(number, match) if len(matched) > 1 else matched
        target = targets[0]
        has_link = self._tracker.is_linked(run, target)
        if has_link and not self._include_repeats and len(targets) == 1:
            return
        reason = _skip_reason(targets, run, self._page)
        if not reason and has_link:
            reason = "by hand" if term_key(target.term) in self._explicit_targets else "repeated"
        rule = ""
        if not reason:
            span = number, start, end
            candidate = make_candidate(target, self._runs, self._headings, *span)
            rule = page_filter.rule_against(candidate)
            reason = "other sense" if rule else None
        if reason == "ambiguous":
            self._ambiguous[_ambiguity(text, targets)] = None
        if reason:
            self._skipped.append(SkippedMention(number, start, target, text, reason, rule))
            return
        self._tracker.add(run, target)
        if self._skips_linked and not run.folded:
            self._resolved_targets.update(self._vocabulary.target_ids(target.anchor))
        self._mentions.append(Mention(number, start, end, target))

    def _select_target(self, number: int, match: VocabularyMatch) -> Sequence[Target]:
        """Return the closest of several terms.  Domains and explicit links resolve ties."""
        run, (start, end, targets) = self._runs[number], match
        tied: Sequence[Target] = resolve_ambiguity(
            prefer_written_form(targets, run.text[start:end]), self._page
        )
        if len(tied) > 1 and any(target.domain for target in tied):
            left, right = paragraph_around(self._runs, number, start, end, _MAX_PARAGRAPH)
            context = f"{left} {right} {self._headings.text_for(run.section)}"
            tied = prefer_domain(tied, casefolded_words(context))
        linked = [target for target in tied if term_key(target.term) in self._explicit_targets]
        return linked or tied


def _ambiguity(text: str, targets: Iterable[Target]) -> Ambiguity:
    spelling = " ".join(text.casefold().split())
    return Ambiguity(spelling, tuple(term_key(target.term) for target in targets))


def _resolve_explicit_links(
    page: Page, items: Iterable[object], vocabulary: Vocabulary
) -> Iterator[tuple[ExplicitLink, Target]]:
    """Yield each explicit link with its target."""
    for item in items:
        if isinstance(item, ExplicitLink):
            for target in resolve_link(item, vocabulary, page):
                yield item, target


def _skip_reason(targets: Sequence[Target], run: Run, page: Page) -> Reason | None:
    """Return the reason why mentions of *targets* in *run* are never linked, or None."""
    if run.defines and any(_is_defined_in(target, run, page) for target in targets):
        return "own definition"
    if not targets[0].term.autolink:
        return "no-autolink"
    if targets[0].term.is_placeholder:
        return "placeholder"
    return "ambiguous" if len(targets) > 1 else None


def _is_defined_in(target: Target, run: Run, page: Page) -> bool:
    return target.term.docname == page.docname and target.term.id in run.defines


def _find_matches(
    runs: Sequence[Run], vocabulary: Vocabulary, resolved_targets: Set[int]
) -> Iterator[tuple[int, list[VocabularyMatch]]]:
    """Yield the number and the matches of each run, taking adjacent text into account."""
    texts = [
        f"{run.before}{run.text}{run.after}" if run.before or run.after else run.text
        for run in runs
    ]
    for number, matches in vocabulary.find_many(texts, resolved_targets):
        run = runs[number]
        if run.before or run.after:
            matches = _clip_to_run(run, matches)
        yield number, matches


def _clip_to_run(run: Run, matches: Iterable[VocabularyMatch]) -> list[VocabularyMatch]:
    """Return the matches within the run, with offsets relative to its start."""
    run_start = len(run.before)
    run_end = run_start + len(run.text)
    return [
        VocabularyMatch(start - run_start, end - run_start, targets)
        for start, end, targets in matches
        if start >= run_start and end <= run_end
    ]


Scope = Literal["page", "section", "all"]
"""The scope in which a term is linked once, or "all" to link every mention."""


class LinkTracker:
    """Keeps track of the terms that have already been linked.

    A mention by another name in another section is linked as well, for readers who do not know that
    both names refer to the same term.  Links in folded text are tracked separately, so the first
    visible mention is linked as well.
    """

    def __init__(self, scope: Scope, links: Iterable[tuple[ExplicitLink, Target]]) -> None:
        """Record the explicit links on the page."""
        self._scope = scope
        self._terms: set[tuple[bool, int, TermKey]] = set()
        self._folded_anchors: set[TermAnchor] = set()
        self.visible_anchors: set[TermAnchor] = set()
        for link, target in links:
            self.add(link, target)

    def add(self, item: Run | ExplicitLink, target: Target) -> None:
        """Record a link to *target* in *item*."""
        self._terms.add((item.folded, item.section, term_key(target.term)))
        (self._folded_anchors if item.folded else self.visible_anchors).add(target.anchor)

    def is_linked(self, run: Run, target: Target) -> bool:
        """Return whether the term already has a link that applies to *run*."""
        if self._scope == "all":
            return False
        if self._scope == "page":
            if target.anchor in self.visible_anchors:  # covers most mentions
                return True
            if run.folded and target.anchor in self._folded_anchors:
                return True
        key = term_key(target.term)
        return (False, run.section, key) in self._terms or (
            run.folded and (True, run.section, key) in self._terms
        )
