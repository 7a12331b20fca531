"""The sentence under a comparison: what the compared terms are to one another.

Knows English articles and the shape of each sentence.  Translations arrive through
the function that is passed in; they may leave the articles out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import combinations

from sphinx_glossary_faq.core.model import Term
from sphinx_glossary_faq.core.relations import Hierarchy, Standing

# "unit", "European", "one-way", "user" begin with a consonant's sound; "uninvited" does not.
_SOUNDS_CONSONANT = re.compile(
    r"(?:uni(?!n|m[^eo])|eu|one(?:\b|-)|once|u[bst][aeiou]|ubi)", re.IGNORECASE
)
# "hour", "honest" begin with a vowel's sound; "house" does not.
_SOUNDS_VOWEL = re.compile(r"(?:hour|honest|honou?r|heir)", re.IGNORECASE)
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


def state_relations(
    terms: Sequence[Term],
    relation: str,
    hierarchy: Hierarchy,
    translate: Callable[[str], str],
) -> list[str]:
    """One sentence for each pair that something is known of, in the order of *terms*.

    A pair is passed over when a third compared term stands between the two: of
    "call", "video call" and "panel call" the neighbours say it all.
    """
    sentences = []
    for one, other in combinations(terms, 2):
        standing = hierarchy.standing(one, other)
        if standing is Standing.NARROWER:
            sentences += _subsumption(other, one, terms, hierarchy, translate)
        elif standing is Standing.BROADER:
            sentences += _subsumption(one, other, terms, hierarchy, translate)
        elif standing is Standing.SAME:
            sentences.append(_pair("equivalent", one, other, translate))
        elif relation:
            sentences.append(_pair(relation, one, other, translate))
    return sentences


def _subsumption(
    broader: Term,
    narrower: Term,
    terms: Sequence[Term],
    hierarchy: Hierarchy,
    translate: Callable[[str], str],
) -> list[str]:
    between = (
        hierarchy.standing(narrower, term) is Standing.NARROWER
        and hierarchy.standing(term, broader) is Standing.NARROWER
        for term in terms
    )
    if any(between):
        return []
    template = translate(
        "Every {narrower} is {a_broader}, but not every {broader} is {a_narrower}."
    )
    return [
        template.format(
            narrower=narrower.name,
            broader=broader.name,
            a_narrower=with_article(narrower.name),
            a_broader=with_article(broader.name),
        )
    ]


def _pair(relation: str, one: Term, other: Term, translate: Callable[[str], str]) -> str:
    template = {
        "overlapping": translate(
            "“{one}” and “{other}” overlap: something can be both, and each has cases of its own."
        ),
        "disjoint": translate("No {one} is {a_other}, and no {other} is {a_one}."),
        "equivalent": translate("“{one}” and “{other}” mean the same."),
    }[relation]
    return template.format(
        one=one.name,
        other=other.name,
        a_one=with_article(one.name),
        a_other=with_article(other.name),
    )
