"""Load what the sense filter knows about a language: everyday words and fixed phrases.

Each language has one file in the folder `data`.  A language without a file has no everyday words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from sphinx_glossary_faq.core.senses.phrases import Phrases, split_words
from sphinx_glossary_faq.core.text.inflection import get_grammar

FOLDER: Final = Path(__file__).with_name("data")


class LanguageData:
    """The everyday words and the fixed phrases of a language.

    :param language: its code of two letters.
    :param content: the parsed content of the file of the language.
    """

    def __init__(self, language: str, content: Mapping[str, Mapping[str, Any]]) -> None:
        self.code = language
        self._forms = get_grammar(language).forms
        words = content.get("words", {})
        everyday = words.get("everyday", "").split()
        self.ranks = {word: rank for rank, word in enumerate(everyday, 1)}
        """The everyday words with their frequency ranks, counted from 1."""
        self.adjectives = frozenset(words.get("adjectives", "").split())
        """Very frequent words that are adjectives at least half as often as nouns."""
        self.phrases = {
            name: Phrases(phrases) for name, phrases in content.get("phrases", {}).items()
        }
        """The fixed phrases, by the name of their group."""
        self.phrase_words = frozenset(
            word
            for phrases in content.get("phrases", {}).values()
            for phrase in phrases
            for word in split_words(phrase)
        )
        self.rank = lru_cache(maxsize=4096)(self._rank)

    def _rank(self, word: str) -> int | None:
        """Return the frequency rank of an everyday word, counted from 1, or None for other words.

        A word is also an everyday word if its singular or plural is one.  Acronyms and names with
        a capital, a digit or a sign inside are not.
        """
        if not (word.isalpha() and (word.islower() or word.istitle())):
            return None
        folded = word.casefold()
        ranks = (self.ranks.get(form) for form in (folded, *self._forms(folded)))
        return min((rank for rank in ranks if rank), default=None)


@cache
def load_language(language: str) -> LanguageData:
    """Return the data for a Sphinx language code, such as `en`, `en_GB` or `pt-BR`."""
    code = language.replace("-", "_").partition("_")[0].lower()
    path = FOLDER / f"{code}.toml"
    text = path.read_text(encoding="utf-8") if code.isalpha() and path.exists() else ""
    return LanguageData(code, tomllib.loads(text))
