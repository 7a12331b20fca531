"""Implement the sense filter for English, which uses the words around a mention.

The filter combines the rules for the immediate context (`context`), for the paragraph and the
headings (`evidence`, `collocation_patterns`), for shortened names, and for the topic of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from sphinx_glossary_faq.core.cache_file import digest
from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.core.model.relations import TermKey, term_key
from sphinx_glossary_faq.core.senses.context import (
    TermSense,
    conflicting_topics,
    detect_other_sense,
    is_about,
    is_in_conflict,
    make_sense,
)
from sphinx_glossary_faq.core.senses.evidence import add_evidence, lacks_evidence
from sphinx_glossary_faq.core.senses.sense_filter import CONTEXT_LENGTH, MARKUP, Candidate
from sphinx_glossary_faq.core.senses.shortened_names import ShortenedNames


class EnglishSenseFilter:
    """The sense filter for mentions of *terms* in English.

    :param match: how spellings are compared by default. Only terms with the mode `smart` are
        filtered.
    :param remote: terms from other projects.
    """

    def __init__(
        self, terms: Sequence[Term], *, match: str = "smart", remote: Sequence[Term] = ()
    ) -> None:
        self._terms = (*terms, *remote)
        self._own_terms = terms
        self._match = match
        self._senses: dict[TermKey, TermSense | None] = {}

    @cached_property
    def fingerprint(self) -> str:
        return digest(*map(self._digest_fields, self._terms))

    @cached_property
    def shortened_names(self) -> ShortenedNames:
        return ShortenedNames(label.name for term in self._own_terms for label in term.labels)

    def for_page(self, texts: Sequence[str], /) -> EnglishPageFilter:
        return EnglishPageFilter(self, texts)

    def sense_of(self, term: Term) -> TermSense | None:
        """Return the sense of a term, or None if every mention of the term is accepted."""
        key = term_key(term)
        if key not in self._senses:
            self._senses[key] = self._make_sense(term)
        return self._senses[key]

    def _make_sense(self, term: Term) -> TermSense | None:
        if (term.match or self._match) != "smart":
            return None
        names = (*(label.name for label in term.labels), *term.aliases, *term.hidden_aliases)
        definition = "".join(span.text for span in term.definition)
        return add_evidence(make_sense(names, definition), names, definition)

    def _digest_fields(self, term: Term) -> list[object] | None:
        """Return the fields of *sense*, with sets in a fixed order."""
        sense = self._make_sense(term)
        if sense is None:
            return None
        return [sorted(field) if isinstance(field, frozenset) else field for field in sense]


class EnglishPageFilter:
    """The sense filter for one page. Mentions must be passed in text order."""

    def __init__(self, project_filter: EnglishSenseFilter, texts: Iterable[str]) -> None:
        self._project_filter = project_filter
        self._texts = texts
        self._other_nouns: set[tuple[int, TermKey]] = set()
        """Terms that have another sense in the rest of a section, as after "the mailing list"."""
        self._is_about: dict[Sequence[str], bool] = {}

    def rule_against(self, candidate: Candidate, /) -> str:
        term, word, left, right, headings, section = candidate
        key = section, term_key(term)
        if key in self._other_nouns:
            return "noun"
        sense = self._project_filter.sense_of(term)
        if sense is None:
            return ""
        # The immediate context ends at markup.
        before, after = left.rpartition(MARKUP)[2], right.partition(MARKUP)[0]
        other_sense = detect_other_sense(
            before + word + after, len(before), len(before + word), sense
        )
        if other_sense == "noun":
            self._other_nouns.add(key)
        if other_sense:
            return other_sense
        context = f"{left}. {right[:CONTEXT_LENGTH]}. {headings}".casefold()
        is_rejected = (
            is_in_conflict(word, sense, context)
            or self._project_filter.shortened_names.is_part(word, left, right)
            or lacks_evidence(word, left, right, headings, sense)
            or self._is_off_topic(word, sense)
        )
        return "context" if is_rejected else ""

    @cached_property
    def _page(self) -> str:
        # Casefold each text separately, because ASCII strings are casefolded faster.
        text = " ".join([text.casefold() for text in self._texts])
        return text.replace("-", " ").replace("\n", " ")

    def _is_off_topic(self, word: str, sense: TermSense) -> bool:
        topics = tuple(conflicting_topics(word, sense))
        if topics and topics not in self._is_about:
            self._is_about[topics] = is_about(self._page, topics)
        return bool(topics) and self._is_about[topics]
