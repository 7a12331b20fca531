"""The number of Portuguese nouns and of the adjectives that agree with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sphinx_glossary_faq.core.text.grammar import (
    EndingTable,
    Grammar,
    agreeing_forms,
    word_set,
)

_ENDINGS: Final = EndingTable("""
    : +s
    m : ns
    n r : +es +s
    z : +es
    ão : ões ães +s
    al : ais
    el : éis +s
    vel : veis
    il : is eis
    ol : óis
    ul : uis
    ás : ases
    ês : eses
    ís : +es
    ós : oses
    ^gás : gases
    ^mail : +s
    ^mal : +es
    s x :
    as : a
    os : o
    es : e
    des : de
    res : r re
    zes : z ze
    ens : em
    ões : ão
    veis : vel
""")

_BOUNDARIES: Final = word_set("""
    a ao aos até com contra da das de desde do dos e em entre na nas no nos ou para pela pelas pelo
    pelos perante por sem sob sobre à às
""")


def _phrase_forms(words: Sequence[str]) -> Iterator[list[str]]:
    return agreeing_forms(words, _ENDINGS.forms, _BOUNDARIES)


GRAMMAR: Final = Grammar(_ENDINGS.forms, _phrase_forms)
