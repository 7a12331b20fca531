"""The number of French nouns and of the adjectives that agree with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sphinx_glossary_faq.core.text.grammar import (
    EndingTable,
    Grammar,
    agreeing_forms,
    word_set,
)

# Words in `s`, `x` and `z` have one form, except plurals that are no singular of another noun:
# *cours*, *fois*, *fils* are not plurals.
_ENDINGS: Final = EndingTable("""
    : +s
    s x z :
    al : aux +s
    au eau eu : +x +s
    bail : baux
    corail : coraux
    travail : travaux
    vitrail : vitraux
    ^mai ^somme :
    bijou caillou chou genou hibou : +x
    ^ciel : cieux
    œil : yeux
    y : +s ies
    es : e
    és : é
    ions : ion
    ants : ant
    ents : ent
    eurs : eur
    iers : ier
    iels : iel
    eaux : eau
    aux : al
""")

_BOUNDARIES: Final = word_set("""
    à au aux avec contre d de depuis des dès du en entre et hors jusqu ou par pour sans selon sous
    sur vers
""")


def _phrase_forms(words: Sequence[str]) -> Iterator[list[str]]:
    return agreeing_forms(words, _ENDINGS.forms, _BOUNDARIES)


GRAMMAR: Final = Grammar(
    _ENDINGS.forms,
    _phrase_forms,
    elided_articles=word_set("c d j l m n s t qu jusqu lorsqu presqu puisqu quelqu quoiqu"),
)
