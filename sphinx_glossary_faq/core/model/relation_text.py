"""Build the sentence below a comparison about the relations between its terms.

This module contains the templates of the sentences and handles English articles and plurals.  The
caller passes in the function that translates the templates.  Translations may omit the articles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.core.model.relations import Hierarchy, Relation, TermKey, term_key

# A word that begins with a vowel letter but a consonant sound. Matches `unit`, `European`,
# `one-way`, `user`; not `uninvited`, `unimportant`, `unidentified`.
_CONSONANT_SOUND = re.compile(
    r"(?:uni(?!n|m[^eo]|dent)|eu|one(?:\b|-)|once|u[bst][aeiou]|ubi)", re.IGNORECASE
)

# A word that begins with a consonant letter or digit but a vowel sound. Matches `hour`, `honest`,
# `8-bit`, `18th`; not `house`, `180`.
_VOWEL_SOUND = re.compile(r"hour|honest|honou?r|heir|8|1[18](?!\d)", re.IGNORECASE)

# An initialism, which is read letter by letter. Matches `FAQ`, `MP3` and, incorrectly, `NATO`; not
# `Faq`.
_INITIALISM = re.compile(r"[A-Z][A-Z0-9]+s?\b|[A-Z]\b")


def with_article(name: str) -> str:
    """Return *name* with "a" or "an", based on the sound that its spelling suggests.

    >>> with_article("asynchronous interview"), with_article("one-way interview")
    ('an asynchronous interview', 'a one-way interview')
    """
    if _INITIALISM.match(name):
        has_vowel_sound = name[0] in "AEFHILMNORSX"
    elif _VOWEL_SOUND.match(name):
        has_vowel_sound = True
    else:
        has_vowel_sound = name[:1].casefold() in "aeiou" and not _CONSONANT_SOUND.match(name)
    return f"{'an' if has_vowel_sound else 'a'} {name}"


NamedTerm = tuple[str, Term]
"""A term with the name that is used for it in the sentence."""

Translate = Callable[[str], str]


def describe_relations(
    compared: Sequence[NamedTerm], relation: str, hierarchy: Hierarchy, translate: Translate
) -> str:
    """Return a sentence about all known relations between the terms, or "" if there are none.

    :param relation: the relation between all pairs that are not related in the glossary.
    """
    pairs = [
        (first, second, hierarchy.relation(first[1], second[1]))
        for first, second in combinations(compared, 2)
    ]
    parent = _common_broader(compared, relation, hierarchy)
    if parent and len(parent.names) == len(compared):
        return _siblings_sentence(parent, relation, translate)
    is_uniform = _applies_to_all(relation, (pair[2] for pair in pairs))
    if relation and is_uniform and len(compared) > 2 and not parent:
        return _group_sentence(relation, [name for name, _term in compared], translate)
    groups = [*_names_by_term(compared), *_narrower_by_broader(compared, hierarchy)]
    groups += [parent] if parent else []
    has_others = relation and any(known is Relation.UNKNOWN for _one, _other, known in pairs)
    is_pair = len(groups) == 1 and len(groups[0].names) < 3 and not (parent or has_others)
    if len(compared) == 2 or is_pair:
        return _pair_sentence(relation, pairs, translate)
    clauses = [_group_clause(group, translate) for group in groups]
    if has_others:
        clauses.append(_others_clause(relation, translate))
    return _join_clauses(clauses, translate)


def _join_clauses(clauses: Sequence[str], translate: Translate) -> str:
    """Return a sentence of *clauses*, or "" if there are none."""
    if not clauses:
        return ""
    joined, separator = clauses[0], translate("{one}; {other}")
    for clause in clauses[1:]:
        joined = separator.format(one=joined, other=clause)
    return translate("{clauses}.").format(clauses=joined)


def _applies_to_all(relation: str, pair_relations: Iterable[Relation]) -> bool:
    """Return whether *relation* applies to all pairs of terms."""
    compatible = {Relation.SAME} if relation == "equivalent" else set()
    return compatible.union([Relation.UNKNOWN]).issuperset(pair_relations)


class _Group(NamedTuple):
    """The names of one term, or of the terms directly below a *broader* term."""

    names: tuple[str, ...]
    broader: str = ""


def _names_by_term(compared: Sequence[NamedTerm]) -> Iterator[_Group]:
    """Yield a group for each term that is compared under several names."""
    names: dict[TermKey, list[str]] = {}
    for name, term in compared:
        names.setdefault(term_key(term), []).append(name)
    yield from (_Group(tuple(group)) for group in names.values() if len(group) > 1)


def _narrower_by_broader(compared: Sequence[NamedTerm], hierarchy: Hierarchy) -> Iterator[_Group]:
    """Yield a group of direct narrower terms for each broader term."""
    terms = list({term_key(term): (name, term) for name, term in reversed(compared)}.values())[::-1]
    for broader_name, broader in terms:
        below = [
            (name, term)
            for name, term in terms
            if hierarchy.relation(term, broader) is Relation.NARROWER
        ]
        names = tuple(
            name
            for name, term in below
            if not any(
                hierarchy.relation(term, between) is Relation.NARROWER for _name, between in below
            )
        )
        if names:
            yield _Group(names, broader_name)


def _common_broader(
    compared: Sequence[NamedTerm], relation: str, hierarchy: Hierarchy
) -> _Group | None:
    """Return the nearest broader term of all terms that are narrower than none of the others."""
    terms = [term for _name, term in compared]
    broader = None if relation == "equivalent" else hierarchy.common_broader(terms)
    if broader is None:
        return None
    tops = set(map(term_key, hierarchy.top_terms(terms)))
    names: dict[TermKey, str] = {}
    for name, term in compared:
        if term_key(term) in tops:
            names.setdefault(term_key(term), name)
    return _Group(tuple(names.values()), broader.name)


def _siblings_sentence(group: _Group, relation: str, translate: Translate) -> str:
    """Return a sentence about terms that have a broader term and *relation* in common."""
    count = len(group.names)
    numbers = {
        2: translate("Both are kinds of {broader}"),
        3: translate("All three are kinds of {broader}"),
        4: translate("All four are kinds of {broader}"),
    }
    template = numbers.get(count) or translate("All {number} are kinds of {broader}")
    clauses = [template.format(number=count, broader=group.broader)]
    if relation == "overlapping":
        any_two = translate("any two of them overlap")
        clauses.append(translate("something can be both") if count == 2 else any_two)
    elif relation == "disjoint":
        no_two = translate("no two of them overlap")
        clauses.append(translate("nothing is both") if count == 2 else no_two)
    return _join_clauses(clauses, translate)


def _pair_sentence(
    relation: str, pairs: Iterable[tuple[NamedTerm, NamedTerm, Relation]], translate: Translate
) -> str:
    """Return a sentence about the first pair with a known relation."""
    for (first, _term), (second, _other), known in pairs:
        if known in (Relation.NARROWER, Relation.BROADER):
            broader, narrower = (first, second) if known is Relation.BROADER else (second, first)
            return _hierarchy_sentence(broader, narrower, translate)
        stated = "equivalent" if known is Relation.SAME else relation
        if stated:
            return _stated_sentence(stated, first, second, translate)
    return ""


def _hierarchy_sentence(broader: str, narrower: str, translate: Translate) -> str:
    template = translate(
        "Every {narrower} is {a_broader}, but not every {broader} is {a_narrower}."
    )
    return template.format(
        narrower=narrower,
        broader=broader,
        a_narrower=with_article(narrower),
        a_broader=with_article(broader),
    )


def _stated_sentence(relation: str, first: str, second: str, translate: Translate) -> str:
    template = {
        "overlapping": translate(
            "“{one}” and “{other}” overlap: something can be both, and each has cases of its own."
        ),
        "disjoint": translate("No {one} is {a_other}, and no {other} is {a_one}."),
        "equivalent": translate("“{one}” and “{other}” mean the same."),
    }[relation]
    return template.format(
        one=first, other=second, a_one=with_article(first), a_other=with_article(second)
    )


def _group_sentence(relation: str, names: Sequence[str], translate: Translate) -> str:
    """Return a sentence that states *relation* for three or more terms."""
    template = {
        "overlapping": translate(
            "Any two of {terms} overlap: something can be both, and each has cases of its own."
        ),
        "disjoint": translate("No two of {terms} overlap: nothing is more than one of them."),
        "equivalent": translate("{terms} mean the same."),
    }[relation]
    return template.format(terms=_enumerate(names, translate))


def _group_clause(group: _Group, translate: Translate) -> str:
    if not group.broader:
        template = translate("{terms} mean the same")
    elif len(group.names) == 1:
        template = translate("{terms} is a kind of “{broader}”")
    else:
        template = translate("{terms} are kinds of “{broader}”")
    return template.format(terms=_enumerate(group.names, translate), broader=group.broader)


def _others_clause(relation: str, translate: Translate) -> str:
    """Return a clause that states *relation* for all remaining pairs."""
    return {
        "overlapping": translate("any other two of them overlap"),
        "disjoint": translate("no other two of them overlap"),
        "equivalent": translate("any other two of them mean the same"),
    }[relation]


def _enumerate(names: Sequence[str], translate: Translate) -> str:
    """Return the quoted names as an enumeration in a sentence."""
    quote, comma = translate("“{term}”"), translate("{terms}, {term}")
    enumeration, *others = (quote.format(term=name) for name in names)
    for name in others[:-1]:
        enumeration = comma.format(terms=enumeration, term=name)
    for name in others[-1:]:
        enumeration = translate("{terms} and {term}").format(terms=enumeration, term=name)
    return enumeration
