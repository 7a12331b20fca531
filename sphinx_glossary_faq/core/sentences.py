"""The sentence under a comparison: what the compared terms are to one another.

Knows English articles and plurals, and the shape of each sentence.  Translations arrive
through the function that is passed in; they may leave the articles out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from sphinx_glossary_faq.core.model import Term
from sphinx_glossary_faq.core.relations import Hierarchy, Standing

# "unit", "European", "one-way", "user" begin with a consonant's sound; "uninvited",
# "unimportant" and "unidentified" do not.
_SOUNDS_CONSONANT = re.compile(
    r"(?:uni(?!n|m[^eo]|dent)|eu|one(?:\b|-)|once|u[bst][aeiou]|ubi)", re.IGNORECASE
)
# "hour", "honest", "8-bit", "18th" begin with a vowel's sound; "house" and "180" do not.
_SOUNDS_VOWEL = re.compile(r"hour|honest|honou?r|heir|8|1[18](?!\d)", re.IGNORECASE)
# "FAQ", "MP3" are read letter by letter; "NATO" is too, by this rule, which is the rarer case.
_SPELT = re.compile(r"[A-Z][A-Z0-9]+s?\b|[A-Z]\b")


def with_article(name: str) -> str:
    """*name* with "a" or "an" before it, by its sound as far as spelling tells.

    >>> with_article("asynchronous interview"), with_article("one-way interview")
    ('an asynchronous interview', 'a one-way interview')
    """
    if _SPELT.match(name):
        vowel = name[0] in "AEFHILMNORSX"
    elif _SOUNDS_VOWEL.match(name):
        vowel = True
    else:
        vowel = name[:1].casefold() in "aeiou" and not _SOUNDS_CONSONANT.match(name)
    return f"{'an' if vowel else 'a'} {name}"


def counted(number: int, noun: str) -> str:
    """*number* of what *noun* names, in English: "1 page", "2 pages"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


Named = tuple[str, Term]
"""A term, under the name by which it is spoken of."""


def state_relations(
    compared: Sequence[Named],
    relation: str,
    hierarchy: Hierarchy,
    translate: Callable[[str], str],
) -> list[str]:
    """One sentence for each pair that something is known of, in the order of *compared*.

    A pair is passed over when a third compared term stands between the two: of
    "call", "video call" and "panel call" the neighbours say it all.  When the glossary
    knows nothing of three or more, *relation* is said once of all.
    """
    terms = [term for _name, term in compared]
    pairs = [
        (one, other, hierarchy.standing(one[1], other[1]))
        for one, other in combinations(compared, 2)
    ]
    if relation and len(terms) > 2 and _is_on_all(relation, (pair[2] for pair in pairs)):
        return [_all(relation, [name for name, _term in compared], translate)]
    sentences = []
    for one, other, standing in pairs:
        if standing in (Standing.NARROWER, Standing.BROADER):
            broader, narrower = (one, other) if standing is Standing.BROADER else (other, one)
            if not _has_between(broader[1], narrower[1], terms, hierarchy):
                sentences.append(_subsumption(broader[0], narrower[0], translate))
        elif standing is Standing.SAME:
            sentences.append(_pair("equivalent", one[0], other[0], translate))
        elif relation:
            sentences.append(_pair(relation, one[0], other[0], translate))
    return sentences


def _is_on_all(relation: str, standings: Iterable[Standing]) -> bool:
    """Whether the glossary leaves it to *relation* what all the pairs are to each other."""
    same = {Standing.SAME} if relation == "equivalent" else set()
    return same.union([Standing.UNKNOWN]).issuperset(standings)


def _has_between(
    broader: Term, narrower: Term, terms: Iterable[Term], hierarchy: Hierarchy
) -> bool:
    return any(
        hierarchy.standing(narrower, term) is Standing.NARROWER
        and hierarchy.standing(term, broader) is Standing.NARROWER
        for term in terms
    )


def _subsumption(broader: str, narrower: str, translate: Callable[[str], str]) -> str:
    template = translate(
        "Every {narrower} is {a_broader}, but not every {broader} is {a_narrower}."
    )
    return template.format(
        narrower=narrower,
        broader=broader,
        a_narrower=with_article(narrower),
        a_broader=with_article(broader),
    )


def _pair(relation: str, one: str, other: str, translate: Callable[[str], str]) -> str:
    template = {
        "overlapping": translate(
            "“{one}” and “{other}” overlap: something can be both, and each has cases of its own."
        ),
        "disjoint": translate("No {one} is {a_other}, and no {other} is {a_one}."),
        "equivalent": translate("“{one}” and “{other}” mean the same."),
    }[relation]
    return template.format(
        one=one, other=other, a_one=with_article(one), a_other=with_article(other)
    )


def _all(relation: str, names: Sequence[str], translate: Callable[[str], str]) -> str:
    """The sentence that says *relation* of three or more."""
    quote, comma = translate("“{term}”"), translate("{terms}, {term}")
    first, *between, last = (quote.format(term=name) for name in names)
    for name in between:
        first = comma.format(terms=first, term=name)
    terms = translate("{terms} and {term}").format(terms=first, term=last)
    template = {
        "overlapping": translate(
            "Any two of {terms} overlap: something can be both, and each has cases of its own."
        ),
        "disjoint": translate("No two of {terms} overlap: nothing is more than one of them."),
        "equivalent": translate("{terms} mean the same."),
    }[relation]
    return template.format(terms=terms)
