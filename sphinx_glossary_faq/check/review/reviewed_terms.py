"""Rank the terms of a project by the risk that their mentions are linked wrongly.

Everyday words come first, then other single words, and terms of several words last.  The risk is an
estimate: how common the word is, how many of its mentions are linked or withheld, and how varied
the words next to them are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log10
from pathlib import Path
from typing import Any, Final, NamedTuple

from sphinx_glossary_faq.check.mention_report import plans_with_mentions
from sphinx_glossary_faq.check.review.sentences import sentence_around
from sphinx_glossary_faq.core.matching.vocabulary import Target
from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.core.model.relations import term_key
from sphinx_glossary_faq.core.planning.paragraphs import make_candidate
from sphinx_glossary_faq.core.planning.plan import Mention, Run, SkippedMention
from sphinx_glossary_faq.core.senses.sense_filter import Candidate
from sphinx_glossary_faq.core.text.headings import Heading, Headings
from sphinx_glossary_faq.domain import FaqDomain

Rank = Callable[[str], int | None]
"""A function that returns the frequency rank of an everyday word, or None for other words."""

LINKED: Final = "linked"


class ReviewMention(NamedTuple):
    """A mention on a page."""

    docname: str
    file: str
    runs: Sequence[Run]
    """All runs on the page."""
    headings: Headings
    """All headings on the page."""
    target: Target
    run: int
    start: int
    end: int
    state: str
    """`LINKED`, or the reason for skipping the mention."""
    rule: str

    @property
    def is_decisive(self) -> bool:
        """Whether a decision about the term changes the link."""
        return self.state in (LINKED, "other sense", "no-autolink", "placeholder")

    @property
    def line(self) -> int:
        return self.runs[self.run].line

    @property
    def text(self) -> str:
        text = self.runs[self.run].text[self.start : self.end]
        return " ".join(text.replace("\0", "").split())

    @property
    def neighbors(self) -> tuple[str, str]:
        """The casefolded words before and after the mention, which are empty if there are none."""
        text, start, end = self.runs[self.run].text, self.start, self.end
        before = _LAST_WORD.search(text, max(0, start - _NEIGHBOR_LENGTH), start)
        after = _FIRST_WORD.match(text, end, end + _NEIGHBOR_LENGTH)
        return before[1].casefold() if before else "", after[1].casefold() if after else ""

    @property
    def candidate(self) -> Candidate:
        """The mention with its context for a sense filter."""
        return make_candidate(self.target, self.runs, self.headings, self.run, self.start, self.end)

    @property
    def sentence(self) -> tuple[str, str]:
        """The text of the sentence before and after the mention."""
        return sentence_around(self.runs, self.run, self.start, self.end)


_NEIGHBOR_LENGTH: Final = 40
"""The number of characters beside a mention that are searched for a word."""

# Matches the "control" of "a control "; not of "control, ".
_LAST_WORD: Final = re.compile(r"(?<![\w’'-])([^\W\d_][\w’'-]*)[\s-]$")
# Matches the "board" of " board, "; not of ", board".
_FIRST_WORD: Final = re.compile(r"[\s-]([^\W\d_][\w’'-]*)")
# Matches the hyphen of "side-effect"; not "controller".
_SEPARATOR: Final = re.compile(r"[\s‐‑-]")


@dataclass
class ReviewedTerm:
    """A term with its mentions."""

    term: Term
    mentions: list[ReviewMention] = field(default_factory=list)
    rank: int | None = None
    """The lowest rank of the everyday words among the mentions."""
    everyday: int = 0
    """The number of linked or withheld mentions that are everyday words."""
    single: int = 0
    """The number of linked or withheld mentions that are single words."""

    @property
    def is_decided(self) -> bool:
        return bool(self.term.link or self.term.not_in or not self.term.autolink)

    @property
    def risk(self) -> tuple[bool, float]:
        """Whether the term is an everyday word, and the risk of wrong links.

        The risk of a term that is mentioned only in several words is 0.
        """
        if not self.single:
            return False, 0.0
        decisive = [mention for mention in self.mentions if mention.is_decisive]
        withheld = sum(mention.state != LINKED for mention in decisive)
        neighbors = {mention.neighbors for mention in decisive}
        mixed = 1 + withheld / len(decisive) + len(neighbors) / len(decisive)
        if self.rank is None:
            return False, round(self.single * mixed, 3)
        return True, round(self.everyday * (1 / (1 + log10(self.rank))) * mixed, 3)


def review_terms(domain: FaqDomain, rank: Rank) -> list[ReviewedTerm]:
    """Return all terms of the project and all mentioned remote terms, from the highest risk on."""
    terms = {term_key(term): ReviewedTerm(term) for term in domain.project.vocabulary.terms}
    for term, mention in _mentions(domain):
        reviewed = terms.setdefault(term_key(term), ReviewedTerm(term))
        reviewed.mentions.append(mention)
        if not mention.is_decisive:
            continue
        reviewed.single += _SEPARATOR.search(mention.text) is None
        word_rank = rank(mention.text)
        if word_rank is not None:
            reviewed.everyday += 1
            reviewed.rank = min(word_rank, reviewed.rank or word_rank)
    return sorted(terms.values(), key=_sort_key)


def _sort_key(reviewed: ReviewedTerm) -> tuple[Any, ...]:
    is_everyday, risk = reviewed.risk
    return not is_everyday, -risk, -len(reviewed.mentions), reviewed.term.order


def _mentions(domain: FaqDomain) -> Iterator[tuple[Term, ReviewMention]]:
    """Yield each mention outside the definition of its term, with the term."""
    for docname, plan in plans_with_mentions(domain):
        items = list(domain.plan.items(docname))
        runs = [item for item in items if isinstance(item, Run)]
        headings = Headings(item for item in items if isinstance(item, Heading))
        path = Path(domain.env.doc2path(docname, base=False)).as_posix()
        planned: list[Mention | SkippedMention] = [*plan.mentions, *plan.skipped]
        for mention in sorted(planned, key=lambda mention: (mention.run, mention.start)):
            state, rule = LINKED, ""
            if isinstance(mention, SkippedMention):
                state, rule = mention.reason, mention.rule
                end = mention.start + len(mention.text)
            else:
                end = mention.end
            if state != "own definition":
                span = mention.run, mention.start, end
                source = docname, runs[mention.run].file or path, runs, headings, mention.target
                yield mention.target.term, ReviewMention(*source, *span, state, rule)


def count_undecided(terms: Iterable[ReviewedTerm]) -> int:
    """Return the number of terms with everyday words about which the author has not decided."""
    return sum(reviewed.rank is not None and not reviewed.is_decided for reviewed in terms)
