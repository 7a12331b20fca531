"""The sentences under a comparison, about the relations between the compared terms.

Contains English articles and plurals, and the template of each sentence.  Translations come from
the function that is passed in; they may omit the articles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.core.model.relations import Hierarchy, Relation

# An initial consonant sound despite the vowel. Matches `unit`, `European`, `one-way`, `user`; not
# `uninvited`, `unimportant`, `unidentified`.
_CONSONANT_SOUND = re.compile(
    r"(?:uni(?!n|m[^eo]|dent)|eu|one(?:\b|-)|once|u[bst][aeiou]|ubi)", re.IGNORECASE
)

# An initial vowel sound despite the consonant. Matches `hour`, `honest`, `8-bit`, `18th`; not
# `house`, `180`.
_VOWEL_SOUND = re.compile(r"hour|honest|honou?r|heir|8|1[18](?!\d)", re.IGNORECASE)

# An initialism, read letter by letter. Matches `FAQ`, `MP3`, also `NATO`, the rarer case; not
# `Faq`.
_INITIALISM = re.compile(r"[A-Z][A-Z0-9]+s?\b|[A-Z]\b")


def with_article(name: str) -> str:
    """Return *name* with "a" or "an" before it, by its sound as far as the spelling shows it.

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
"""A term, with the name that the sentences use for it."""


def describe_relations(
    compared: Sequence[NamedTerm],
    relation: str,
    hierarchy: Hierarchy,
    translate: Callable[[str], str],
) -> list[str]:
    """Return one sentence for each pair with a known relation, in the order of *compared*.

    A pair is skipped if a third compared term is between the two: of "call", "video call" and
    "panel call", the sentences about neighbours suffice.  If the glossary has no relations for
    three or more terms, one sentence states *relation* for all.
    """
    terms = [term for _name, term in compared]
    pairs = [
        (first, second, hierarchy.relation(first[1], second[1]))
        for first, second in combinations(compared, 2)
    ]
    if relation and len(terms) > 2 and _applies_to_all(relation, (pair[2] for pair in pairs)):
        return [_group_sentence(relation, [name for name, _term in compared], translate)]
    sentences = []
    for first, second, pair_relation in pairs:
        if pair_relation in (Relation.NARROWER, Relation.BROADER):
            is_broader = pair_relation is Relation.BROADER
            broader, narrower = (first, second) if is_broader else (second, first)
            if not _is_indirect(broader[1], narrower[1], terms, hierarchy):
                sentences.append(_hierarchy_sentence(broader[0], narrower[0], translate))
        elif pair_relation is Relation.SAME:
            sentences.append(_pair_sentence("equivalent", first[0], second[0], translate))
        elif relation:
            sentences.append(_pair_sentence(relation, first[0], second[0], translate))
    return sentences


def _applies_to_all(relation: str, pair_relations: Iterable[Relation]) -> bool:
    """Whether the relations in the glossary leave room for *relation* between all pairs."""
    compatible = {Relation.SAME} if relation == "equivalent" else set()
    return compatible.union([Relation.UNKNOWN]).issuperset(pair_relations)


def _is_indirect(
    broader: Term, narrower: Term, terms: Iterable[Term], hierarchy: Hierarchy
) -> bool:
    """Whether one of *terms* is between the two."""
    return any(
        hierarchy.relation(narrower, term) is Relation.NARROWER
        and hierarchy.relation(term, broader) is Relation.NARROWER
        for term in terms
    )


def _hierarchy_sentence(broader: str, narrower: str, translate: Callable[[str], str]) -> str:
    template = translate(
        "Every {narrower} is {a_broader}, but not every {broader} is {a_narrower}."
    )
    return template.format(
        narrower=narrower,
        broader=broader,
        a_narrower=with_article(narrower),
        a_broader=with_article(broader),
    )


def _pair_sentence(relation: str, first: str, second: str, translate: Callable[[str], str]) -> str:
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


def _group_sentence(relation: str, names: Sequence[str], translate: Callable[[str], str]) -> str:
    """Return the sentence that states *relation* for three or more terms."""
    quote, comma = translate("“{term}”"), translate("{terms}, {term}")
    enumeration, *between, last = (quote.format(term=name) for name in names)
    for name in between:
        enumeration = comma.format(terms=enumeration, term=name)
    terms = translate("{terms} and {term}").format(terms=enumeration, term=last)
    template = {
        "overlapping": translate(
            "Any two of {terms} overlap: something can be both, and each has cases of its own."
        ),
        "disjoint": translate("No two of {terms} overlap: nothing is more than one of them."),
        "equivalent": translate("{terms} mean the same."),
    }[relation]
    return template.format(terms=terms)
