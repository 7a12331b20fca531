"""Implement the sense filter: the decisions of authors first, then rules for everyday words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import Final, Literal, NamedTuple

from sphinx_glossary_faq.core.cache_file import digest
from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.core.model.relations import TermKey, term_key
from sphinx_glossary_faq.core.senses.english import CLOSED_CLASS
from sphinx_glossary_faq.core.senses.language_data import load_language
from sphinx_glossary_faq.core.senses.phrases import Phrases, split_words
from sphinx_glossary_faq.core.senses.rules import RULES, Usage
from sphinx_glossary_faq.core.senses.sense_filter import CONTEXT_LENGTH, MARKUP, Candidate
from sphinx_glossary_faq.core.text.inflection import number_variants
from sphinx_glossary_faq.core.text.parentheses import casefolded_words

EverydayWords = Literal["link", "ask"]
"""Whether everyday words are linked by the rules, or only after a decision of an author."""

_MIN_LENGTH: Final = 4
"""The minimum length of a word that shows the topic of a text."""

_MAX_TOPIC_RANK: Final = 300
"""The rank up to which everyday words occur in texts of any topic."""

_MAX_NAMES: Final = 0.6
"""The maximum share of names with a capital in a glossary that writes only names with one."""

# The definition of an action. Matches `To record `, `The act of `; not `A tool to `.
_ACTION = re.compile(r"To [a-z]|(?:An?|The) (?:act|action|operation|process)\b")


class _Facts(NamedTuple):
    """What is known about a term."""

    is_filtered: bool
    """Whether the rules apply to it without a decision."""
    link: str
    not_in: tuple[str, ...]
    is_verb: bool
    is_name: bool
    """Whether it is a name, which the glossary writes with a capital unlike its other terms."""
    folder: str
    """The folder of its glossary with a final slash, or "" if the glossary is for all pages."""
    topic_words: tuple[str, ...]
    """The words of its definition that show the topic of a text, if they are needed."""
    phrase_words: tuple[str, ...]
    """The words of its definition that occur in fixed phrases."""


class RuleFilter:
    """The sense filter for mentions of *terms*.

    :param language: the language code of the project.
    :param match: how spellings are compared by default.  Only terms with the mode `smart` are
        filtered by rules.
    :param applies_rules: whether to apply the rules, or only the decisions of authors.
    :param everyday_words: what to do with everyday words about which authors have not decided.
    :param remote: terms from other projects.
    """

    def __init__(
        self,
        terms: Sequence[Term],
        *,
        language: str = "en",
        match: str = "smart",
        applies_rules: bool = True,
        everyday_words: EverydayWords = "link",
        remote: Sequence[Term] = (),
    ) -> None:
        self.language = load_language(language)
        self.asks = everyday_words == "ask"
        self._own_terms = terms
        self._terms = (*terms, *remote)
        self._match = match
        self._applies_rules = applies_rules
        self._facts: dict[TermKey, _Facts] = {}
        self._phrases: dict[tuple[str, ...], Phrases] = {}

    @cached_property
    def fingerprint(self) -> str:
        facts = [(term_key(term), self.facts_of(term)) for term in self._terms]
        has_folders = any(fact.folder for _key, fact in facts)
        rare_names = self.rare_names if has_folders else {}
        names = sorted((docname, sorted(names)) for docname, names in rare_names.items())
        return digest(self.language.code, self.asks, facts, names)

    @cached_property
    def rare_names(self) -> dict[str, set[str]]:
        """The casefolded names that are no everyday words, by the docname of their glossary."""
        names: dict[str, set[str]] = defaultdict(set)
        for term in self._own_terms:
            for label in term.labels:
                if self.language.rank(label.name) is None:
                    names[term.docname].add(label.name.casefold())
        return names

    def for_page(self, docname: str, /) -> PageRuleFilter:
        return PageRuleFilter(self, docname)

    def facts_of(self, term: Term) -> _Facts:
        key = term_key(term)
        if key not in self._facts:
            self._facts[key] = self._make_facts(term)
        return self._facts[key]

    def phrases(self, phrases: tuple[str, ...]) -> Phrases:
        if phrases not in self._phrases:
            self._phrases[phrases] = Phrases(phrases)
        return self._phrases[phrases]

    def topic_words(self, text: str) -> frozenset[str]:
        """Return the words of a text that show its topic, in all their forms."""
        words = (word for word in split_words(text) if self._shows_topic(word))
        return frozenset(form for word in words for form in (word, *number_variants(word)))

    def _shows_topic(self, word: str) -> bool:
        if len(word) < _MIN_LENGTH or word in CLOSED_CLASS or not word.isalpha():
            return False
        rank = self.language.rank(word)
        return rank is None or rank > _MAX_TOPIC_RANK

    def _make_facts(self, term: Term) -> _Facts:
        definition = "".join(span.text for span in term.definition)
        topic: frozenset[str] = frozenset()
        if term.link == "evidence":
            own_words = {form for label in term.labels for form in self.topic_words(label.name)}
            topic = self.topic_words(definition) - own_words
        in_phrases = self.language.phrase_words.intersection(split_words(definition))
        return _Facts(
            is_filtered=self._applies_rules and (term.match or self._match) == "smart",
            link=term.link,
            not_in=term.not_in,
            is_verb=_ACTION.match(definition) is not None,
            is_name=term.docname in self._glossaries_with_case and term.name.istitle(),
            folder="" if term.uri else self._folders.get(term.docname, ""),
            topic_words=tuple(sorted(topic)),
            phrase_words=tuple(sorted(in_phrases)),
        )

    @cached_property
    def _glossaries_with_case(self) -> set[str]:
        """The docnames of the glossaries that write only names with a capital."""
        capitals: dict[str, list[bool]] = defaultdict(list)
        for term in self._own_terms:
            for label in term.labels:
                first_word = label.name.partition(" ")[0]
                if self.language.rank(first_word) is not None:
                    capitals[term.docname].append(first_word.istitle())
        return {
            docname
            for docname, values in capitals.items()
            if self.language.code != "de" and sum(values) <= _MAX_NAMES * len(values)
        }

    @cached_property
    def _folders(self) -> dict[str, str]:
        """The folders of glossaries that are for a part of the project, by docname.

        That is a folder if the project also has a glossary outside it.
        """
        docnames = {term.docname for term in self._own_terms}
        folders = {docname: docname[: docname.rfind("/") + 1] for docname in docnames}
        return {
            docname: folder
            for docname, folder in folders.items()
            if folder and not all(other.startswith(folder) for other in docnames)
        }


class PageRuleFilter:
    """The sense filter for one page."""

    def __init__(self, project_filter: RuleFilter, docname: str) -> None:
        self._filter = project_filter
        self._docname = docname

    def rule_against(self, candidate: Candidate, /) -> str:
        term, surface, left, right, *_ = candidate
        facts = self._filter.facts_of(term)
        if facts.not_in and self._filter.phrases(facts.not_in).find(left, surface, right):
            return "not-in"
        if facts.link == "always":
            return ""
        if facts.link == "evidence" and not self._has_evidence(candidate, facts):
            return "evidence"
        language = self._filter.language
        if language.rank(surface) is None or not facts.is_filtered:
            return ""
        if self._filter.asks and not (facts.link or facts.not_in):
            return "undecided"
        if candidate.domain and candidate.domain.isdisjoint(casefolded_words(_context(candidate))):
            return "domain"
        usage = Usage(
            surface,
            left.rpartition(MARKUP)[2],
            right.partition(MARKUP)[0],
            language,
            facts.is_verb,
            facts.is_name,
            lambda words: _is_defined_by(words, surface, facts.phrase_words),
            bool(facts.folder) and self._is_elsewhere(candidate, facts.folder),
        )
        return next((name for name, rejects in RULES.items() if rejects(usage)), "")

    def _has_evidence(self, candidate: Candidate, facts: _Facts) -> bool:
        """Return whether the text around a mention has a word of the definition."""
        return not self._filter.topic_words(_context(candidate)).isdisjoint(facts.topic_words)

    def _is_elsewhere(self, candidate: Candidate, folder: str) -> bool:
        """Return whether a page outside *folder* uses a word of its glossary by chance.

        It does not if the page is about the word, or if the paragraph mentions another term of the
        glossary that is no everyday word.
        """
        if self._docname.startswith(folder):
            return False
        word = candidate.surface.casefold()
        subject = f"{candidate.headings} {re.split('[-_/]', self._docname)[-1]}".casefold()
        if not {word, *number_variants(word)}.isdisjoint(split_words(subject)):
            return False
        text = f"{candidate.left} {candidate.right[:CONTEXT_LENGTH]}".casefold()
        return not _has_any(text, self._filter.rare_names[candidate.term.docname])


def _is_defined_by(words: Iterable[str], surface: str, definition: Collection[str]) -> bool:
    """Return whether a definition contains the words of a phrase, apart from the mention."""
    mention = surface.casefold()
    own_words = {mention, *number_variants(mention), *CLOSED_CLASS}
    others = [word for word in words if word not in own_words]
    return bool(others) and all(word in definition for word in others)


def _context(candidate: Candidate) -> str:
    """Return the text around a mention, with its headings."""
    return f"{candidate.left} {candidate.right[:CONTEXT_LENGTH]} {candidate.headings}"


def _has_any(text: str, names: Iterable[str]) -> bool:
    """Return whether a word of *text* starts with any of the names."""
    return any(
        name in text and re.search(rf"(?<!\w){re.escape(name)}", text) is not None for name in names
    )
