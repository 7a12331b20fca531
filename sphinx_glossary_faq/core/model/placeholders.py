"""Find definitions that are placeholders, such as "Work in progress" or "To be written"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sphinx_glossary_faq.core.model.records import Term

MIN_ENTRIES: Final = 3
"""The number of entries that share a short placeholder.

Two entries with the same definition may be synonyms.
"""

MAX_SHORT_WORDS: Final = 7
"""The number of words up to which a placeholder is short."""

MIN_ENTRIES_OF_SENTENCES: Final = 10
"""The number of entries that share a longer placeholder.

A sentence may be true of several terms: "One of the four officially supported languages".
"""


def find_placeholders(terms: Sequence[Term]) -> Mapping[str, list[Term]]:
    """Return the terms with each placeholder, by its casefolded text, in the given order.

    A placeholder is the whole definition of several terms with different names (`MIN_ENTRIES`).
    It does not name another term, as "See cat." does.
    """
    by_text: dict[str, list[Term]] = {}
    for term in terms:
        if term.definition and not (term.has_more or term.uri):
            by_text.setdefault(_fold(definition_text(term)), []).append(term)
    return {
        text: group
        for text, group in by_text.items()
        if text
        and len({_fold(term.name) for term in group}) >= _min_entries(text)
        and not _names_other_term(text, terms, group)
    }


def definition_text(term: Term) -> str:
    """Return the text of a definition with single spaces."""
    return " ".join("".join(span.text for span in term.definition).split())


def _min_entries(text: str) -> int:
    is_short = len(text.split()) <= MAX_SHORT_WORDS
    return MIN_ENTRIES if is_short else MIN_ENTRIES_OF_SENTENCES


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _names_other_term(text: str, terms: Iterable[Term], group: Iterable[Term]) -> bool:
    own = {_fold(label.name) for term in group for label in term.labels}
    names = {_fold(label.name) for term in terms for label in term.labels}
    return any(
        name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
        for name in names - own
    )
