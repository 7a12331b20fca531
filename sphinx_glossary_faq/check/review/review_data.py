"""Build the data of `review.html`: all terms, with mentions in their sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any, Final

from sphinx_glossary_faq.check import hand_made
from sphinx_glossary_faq.check.review.frequent_phrases import FrequentPhrases
from sphinx_glossary_faq.check.review.full_definitions import FullDefinitions
from sphinx_glossary_faq.check.review.reviewed_terms import (
    LINKED,
    Rank,
    ReviewedTerm,
    ReviewMention,
)
from sphinx_glossary_faq.check.review.selected_mentions import select_mentions
from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.model.decisions import HEADER, Decision, Decisions, decision_about
from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.core.planning.plan import Recovery
from sphinx_glossary_faq.core.senses.language_data import load_language
from sphinx_glossary_faq.core.senses.sense_filter import SenseFilter
from sphinx_glossary_faq.core.text.plural import pluralize
from sphinx_glossary_faq.domain import FaqDomain

MAX_DEFINITION_LENGTH: Final = 400

_KINDS: Final = {
    LINKED: "linked",
    "other sense": "withheld",
    "no-autolink": "withheld",
    "placeholder": "withheld",
}
"""The kinds of mentions on the page by their state.  All others are "other"."""

_DESCRIPTIONS: Final = {
    LINKED: "",
    "other sense": "",
    "repeated": "linked earlier on the page",
    "by hand": "linked by hand on the page",
    "no-autolink": "the term is not linked",
    "placeholder": "the definition is a placeholder",
    "ambiguous": "several terms are meant",
    "own definition": "in the definition of the term",
    "not prose": "in a heading or other text without automatic links",
    "sign": "without letters and digits, which needs :match: exact",
    "other term": "part of another term",
    "other text": "no name of the term",
}
"""The reasons in words that fit under a sentence."""

RULES: Final = {
    "function-word": "It only connects other words, as in “only when notified”.",
    "verb": "It is a verb, as in “you can input a number”.",
    "adjective": "It is an adjective, as in “the current value”.",
    "phrase": "It is part of a phrase with a fixed meaning, as in “at face value”.",
    "name": "It is in lower case, but the term is a name with a capital.",
    "folder": "The glossary is for another folder, and nothing near is about its topic.",
    "domain": "The domain that the glossary names in parentheses is not mentioned near it.",
    "not-in": "It is in a phrase that is excluded for this term.",
    "evidence": "No topic word of the definition is in the paragraph or in the headings above.",
    "undecided": "It is an everyday word, and nobody has decided yet.",
}
"""Why the rules of the sense filter withhold a mention, by their names in `links.json`."""

_LANGUAGES: Final = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
}
"""The names of the languages with a list of everyday words."""


class _MentionTable:
    """The mentions as rows, which refer to their sources and states by number."""

    def __init__(self, domain: FaqDomain) -> None:
        make_filter = domain.project.make_sense_filter
        self._filters = {link: make_filter() for link in ("evidence", "rules")}
        self.sources: dict[tuple[str, str], int] = {}
        self.states: dict[tuple[str, str], int] = {}

    def rows(self, reviewed: ReviewedTerm) -> list[list[object]]:
        """Return the shown mentions of a term."""
        return [
            [
                self.sources.setdefault((mention.file, mention.docname), len(self.sources)),
                mention.line,
                left,
                mention.text,
                right,
                self.states.setdefault((mention.state, mention.rule), len(self.states)),
                count,
                _level(mention, reviewed.term, self._filters),
            ]
            for mention, (left, right), count in select_mentions(reviewed)
        ]


def build_data(
    domain: FaqDomain,
    terms: Sequence[ReviewedTerm],
    rank: Rank,
    recoveries: Sequence[Recovery] = (),
) -> dict[str, Any]:
    """Return the content of the page as JSON data."""
    names = Counter(name for reviewed in terms for name in _original_names(reviewed.term))
    phrases, definitions = FrequentPhrases(terms, rank), FullDefinitions(domain.env)
    table = _MentionTable(domain)
    rows = [
        {
            **_describe_term(
                reviewed, domain, is_shared=names[reviewed.term.labels[0].original] > 1
            ),
            "definition": _shorten(definitions.text(reviewed.term)),
            "phrases": phrases.of(reviewed),
            "mentions": table.rows(reviewed),
        }
        for reviewed in terms
    ]
    return {
        "project": domain.env.config.project,
        "language": domain.env.config.language,
        "asks": domain.env.config[PREFIX + "everyday_words"] == "ask",
        "header": HEADER,
        "file": PurePath(domain.env.config[PREFIX + "decisions"]).name or "terms.toml",
        "decisions": [_entry(decision) for decision in domain.decisions.values()],
        "terms": rows,
        "sources": [(file, _title(domain, docname)) for file, docname in table.sources],
        "states": [
            (_KINDS.get(reason, "other"), _describe(reason, rule)) for reason, rule in table.states
        ],
        "rules": list(RULES.items()),
        "hand_made": _hand_made(recoveries),
    }


def _describe_term(reviewed: ReviewedTerm, domain: FaqDomain, *, is_shared: bool) -> dict[str, Any]:
    """Return what the page shows of a term, apart from its mentions.

    :param is_shared: whether several terms have this name.
    """
    term = reviewed.term
    return {
        "name": term.labels[0].original,
        "page": term.docname if is_shared else "",
        "names": _other_names(term),
        "rank": reviewed.rank,
        **_decisions(term, domain.decisions),
        **_counts(reviewed, domain.env.config.language or "en"),
    }


def _hand_made(recoveries: Sequence[Recovery]) -> dict[str, Any]:
    """Return the missed explicit links with their reasons in words."""
    result = hand_made.as_json(recoveries)
    for missed in result["missed"]:
        missed["why"] = _describe(missed["reason"], missed.get("rule", ""))
    return result


def _describe(reason: str, rule: str) -> str:
    """Return why a mention is not linked, or "" for a linked mention."""
    if rule:
        return f"{rule}: {RULES[rule]}" if rule in RULES else rule
    return _DESCRIPTIONS.get(reason, reason)


def _level(mention: ReviewMention, term: Term, filters: Mapping[str, SenseFilter]) -> int:
    """Return 2 if the decision `evidence` would link a mention, 1 if only `rules` would, or 0.

    :param filters: a filter for each of the decisions, because filters keep what they derive from a
        term.
    """
    if not mention.is_decisive or term.is_placeholder:
        return 0
    for level, link in ((2, "evidence"), (1, "rules")):
        candidate = mention.candidate._replace(term=replace(term, link=link, not_in=()))
        if not filters[link].for_page(mention.docname).rule_against(candidate):
            return level
    return 0


def _entry(decision: Decision) -> dict[str, Any]:
    names = ("name", "page", "link", "not_in", "sample")
    return {name: getattr(decision, name) for name in names}


def _decisions(term: Term, decisions: Decisions) -> dict[str, Any]:
    """Return the number of the entry about a term, and what the sources decide."""
    decision = decision_about(term, decisions)
    link = "never" if not (term.link or term.autolink) else term.link
    if decision is None:
        return {"entry": None, "fixed": {"link": link, "not_in": term.not_in}}
    phrases = [phrase for phrase in term.not_in if phrase not in decision.not_in]
    fixed = {"link": "" if link == decision.link else link, "not_in": phrases}
    return {"entry": list(decisions).index(decision.key), "fixed": fixed}


def _title(domain: FaqDomain, docname: str) -> str:
    """Return the title of a page, or "" if it has none."""
    title = domain.env.titles.get(docname)
    text = title.astext() if title else ""
    return "" if text == "<no title>" else text


def _shorten(definition: str) -> str:
    """Return a definition that leaves room for the mentions."""
    if len(definition) <= MAX_DEFINITION_LENGTH:
        return definition
    return f"{definition[:MAX_DEFINITION_LENGTH].rpartition(' ')[0]} …"


def _original_names(term: Term) -> set[str]:
    return {label.original for label in term.labels}


def _other_names(term: Term) -> list[str]:
    names = [label.name for label in term.labels[1:]]
    return [name for name in (*names, *term.aliases, term.abbreviation) if name]


def _counts(reviewed: ReviewedTerm, language: str) -> dict[str, Any]:
    """Return the numbers of mentions, also as a sentence."""
    mentions = reviewed.mentions
    states = Counter(_KINDS.get(mention.state, "other") for mention in mentions)
    pages = len({mention.docname for mention in mentions})
    facts = (
        f"{pluralize(len(mentions), 'mention')} on {pluralize(pages, 'page')}: "
        f"{states['linked']} linked, {states['withheld']} withheld."
    )
    if reviewed.rank is not None:
        data = load_language(language)
        name = _LANGUAGES.get(data.code, "the language")
        facts += (
            f" One of the {len(data.ranks):,} most frequent words of {name} (rank {reviewed.rank})."
        )
    return {
        "linked": states["linked"],
        "withheld": states["withheld"],
        "others": states["other"],
        "facts": facts,
    }
