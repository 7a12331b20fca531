"""Which mentions of a page mean their terms, as the page is read from its beginning.

`sense` judges a word by the text that it stands in.  Here is what more of the page says: the whole
paragraph, with the markup between its runs; what a word meant earlier in the section; the titles
above; what the page is about.  It knows no rule of English.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_glossary_faq.core.doubt import EARSHOT, MARKUP
from sphinx_glossary_faq.core.relations import TermKey, key
from sphinx_glossary_faq.core.sense import is_about

if TYPE_CHECKING:
    from sphinx_glossary_faq.core.model import Term
    from sphinx_glossary_faq.core.plan import Run
    from sphinx_glossary_faq.core.titles import Titles
    from sphinx_glossary_faq.core.vocabulary import Vocabulary


class Usage:
    """How the plain words of a page's runs are used."""

    def __init__(self, vocabulary: Vocabulary, runs: Sequence[Run], titles: Titles) -> None:
        self._vocabulary = vocabulary
        self._runs = runs
        self._titles = titles
        self._things: set[tuple[int, TermKey]] = set()
        self._is_about: dict[Sequence[str], bool] = {}

    def is_other(self, term: Term, number: int, start: int, end: int) -> bool:
        """Whether a mention in run *number* means something else, or may well do so."""
        run = self._runs[number]
        at, word = (run.section, key(term)), run.text[start:end]
        if at in self._things:
            return True
        verdict = self._vocabulary.judge(term, run.text, start, end)
        if verdict == "thing":
            self._things.add(at)
        if verdict:
            return True
        left, right = self._around(number, start, end)
        titles = self._titles.above(run.section)
        spoken = f"{left}. {right[:EARSHOT]}. {titles}".casefold()
        if self._vocabulary.is_off(term, word, spoken):
            return True
        # What looks at the whole page comes last.
        is_doubtful = self._vocabulary.is_doubtful(term, word, left, right, titles)
        return is_doubtful or self._is_off_topic(term, word)

    @cached_property
    def _page(self) -> str:
        # Run by run, since nothing is lowered as fast as what is ASCII alone.
        text = " ".join([run.text.casefold() for run in self._runs])
        return text.replace("-", " ").replace("\n", " ")

    def _is_off_topic(self, term: Term, word: str) -> bool:
        topics = tuple(self._vocabulary.topics(term, word))
        if topics and topics not in self._is_about:
            self._is_about[topics] = is_about(self._page, topics)
        return bool(topics) and self._is_about[topics]

    def _around(self, number: int, start: int, end: int) -> tuple[str, str]:
        """The paragraph within earshot of a mention, in one line, with a sign for markup."""
        run = self._runs[number]
        left, at = run.text[:start], number
        while len(left) < EARSHOT and at and _is_beside(self._runs[at - 1], run):
            at -= 1
            left = f"{self._runs[at].text}{MARKUP}{left}"
        right, at = run.text[end:], number + 1
        while len(right) < EARSHOT and at < len(self._runs) and _is_beside(self._runs[at], run):
            right = f"{right}{MARKUP}{self._runs[at].text}"
            at += 1
        return left[-EARSHOT:].replace("\n", " "), right.replace("\n", " ")


def _is_beside(one: Run, run: Run) -> bool:
    """Whether a run is in the paragraph of another, as far as lines tell."""
    return (one.line, one.file, one.section) == (run.line, run.file, run.section)
