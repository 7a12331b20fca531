"""The number of Italian nouns and of the adjectives that agree with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sphinx_glossary_faq.core.text.grammar import (
    EndingTable,
    Grammar,
    agreeing_forms,
    word_set,
)

# Foreign words do not change, but are often written with an English plural. English words in `e`
# must not get the Italian one: *fili*, *nodi* and *modi* are the plurals of other words.
_ENDINGS: Final = EndingTable("""
    à é è ì ò ù i s x :
    : +s
    o io : i
    co : chi ci
    go : ghi gi
    a : e
    ca : che
    ga : ghe
    cia : ce cie
    gia : ge gie
    ista : isti iste
    lista : liste
    pista : piste
    quista : quiste
    vista : viste
    arca : archi
    cida : cidi
    ema : emi
    amma : ammi
    gma : gmi
    oma : omi
    asma : asmi
    lemma : lemmi
    crema : creme
    fiamma : fiamme
    mamma : mamme
    chioma : chiome
    sagoma : sagome
    e : i +s
    ^cache ^case ^code ^core ^date ^file ^mode ^node ^page ^type : +s
    uomo : uomini
    uovo : uova
    iche : ica
    enti : ente
    ioni : ione
    ismi : ismo
    isti : ista
    menti : mento
    ori : ore
""")

_BOUNDARIES: Final = word_set("""
    a ad ai al all alla alle allo con da dai dal dall dalla dalle dallo degli dei del dell della
    delle dello di e ed fra in nei nel nell nella nelle o per senza su sui sul sull sulla tra
""")


def _phrase_forms(words: Sequence[str]) -> Iterator[list[str]]:
    return agreeing_forms(words, _ENDINGS.forms, _BOUNDARIES)


GRAMMAR: Final = Grammar(
    _ENDINGS.forms,
    _phrase_forms,
    elided_articles=word_set(
        "l un d c n dell all dall nell sull coll quell quest bell sant tutt senz anch"
    ),
)
