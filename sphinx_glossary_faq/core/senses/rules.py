"""Define the rules that reject mentions of everyday words in another sense.

Only everyday words are examined (see `language_data`).  Terms of several words, acronyms, names and
rare words nearly always have the sense of the glossary.  Each rule loses next to no correct link:
`tests.benchmarks.bench_senses` counts what it catches and what it loses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from sphinx_glossary_faq.core.senses import english
from sphinx_glossary_faq.core.senses.language_data import LanguageData


class Usage(NamedTuple):
    """The use of an everyday word in a sentence."""

    surface: str
    left: str
    """The text before the word, up to other markup."""
    right: str
    """The text after the word, up to other markup."""
    language: LanguageData
    is_verb: bool
    """Whether the term itself is a verb."""
    is_name: bool
    """Whether the term is a name, which is written with a capital."""
    is_defined_by: Callable[[Sequence[str]], bool]
    """Return whether the definition of the term contains the other words of a phrase."""
    is_elsewhere: bool
    """Whether the glossary is for another folder, and nothing around the word is of that glossary.
    """


def _is_function_word(usage: Usage) -> bool:
    """Reject "*when* notified", even if the glossary defines a keyword `when`."""
    return usage.language.code == "en" and usage.surface.casefold() in english.CLOSED_CLASS


def _is_verb(usage: Usage) -> bool:
    """Reject "you can *input* a number"."""
    is_noun = usage.language.code == "en" and not usage.is_verb
    return is_noun and english.is_verb(usage.left, usage.surface, usage.right)


def _is_adjective(usage: Usage) -> bool:
    """Reject "the *current* value"."""
    is_adjective = usage.surface.casefold() in usage.language.adjectives
    return is_adjective and english.is_before_noun(usage.right)


def _is_in_phrase(usage: Usage) -> bool:
    """Reject "at *face* value", unless the definition contains the other words of the phrase."""
    for phrases in usage.language.phrases.values():
        words = phrases.find(usage.left, usage.surface, usage.right)
        if words and not usage.is_defined_by(words):
            return True
    return False


def _is_name(usage: Usage) -> bool:
    """Reject "to *make* it work" if the glossary writes the name "Make" and the word "cache"."""
    return usage.is_name and usage.surface.islower()


def _is_elsewhere(usage: Usage) -> bool:
    """Reject words of a glossary for another folder."""
    return usage.is_elsewhere


RULES: Final[Mapping[str, Callable[[Usage], bool]]] = {
    "function-word": _is_function_word,
    "verb": _is_verb,
    "adjective": _is_adjective,
    "phrase": _is_in_phrase,
    "name": _is_name,
    "folder": _is_elsewhere,
}
"""The rules by the names that `links.json` gives."""
