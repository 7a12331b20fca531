"""The number and case of German nouns and of the adjectives before them.

The gender of a noun is not known. A noun therefore has the forms of all declensions that its
ending allows. The capital of nouns tells their forms from verbs such as *teste* and *drucken*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from sphinx_glossary_faq.core.text.grammar import (
    EndingTable,
    Grammar,
    attributive_forms,
    word_set,
)

# Nouns in `s`, `x` and `z` have no genitive in `s`. The eszett is folded to `ss`.
_ENDINGS: Final = EndingTable("""
    : +s +es +e +en ~e ~en
    s x z : +es +e +en ~e ~en
    ex : +es +e +en izes ices
    ix : +es +e +en izen ices
    e : +n +s +ns
    er el : +s +n
    en : +s
    em : +s +es +e +en
    au : +s +es +e +en +ten ~e ~en
    iel : +s +es +e +en
    eer ier : +s +es +e +en +n
    herr : +n +en
    material prinzip : +s +ien
    heit keit schaft tät ung : +en
    schwung sprung : +s +es ~e ~en
    enz ik : +en
    anz : +en +es ~e ~en
    ion : +en +s
    in : +nen +s +es +e +en
    ausland inland : +s +es
    pflicht : +en
    grad : +s +es +e +en
    or : +en +s +es +e
    ei : +en +s +es
    nis : +se +sen +ses
    is : en +se +sen +ses
    us : en i +se +sen +ses
    aus eis ias : +es +e +en ~e ~en
    mus : men
    um : +s a en
    aum : +s +es ~e ~en
    a : +s en
    ma : +s men +ta
    o : +s en
    i u é : +s
    y : +s ies
    datum : +s
    apfel hammel handel mangel mantel nagel sattel schnabel vogel : +s +n ~ ~n
    acker bruder hammer kloster mutter schwager tochter vater : +s +n ~ ~n
    boden bogen faden garten graben hafen kasten kragen laden magen ofen schaden : +s ~
    amt bad bild blatt brett buch dach denkmal dorf : +s +es +er +ern ~er ~ern
    fach feld geld gespenst glied gott grab gut haupt : +s +es +er +ern ~er ~ern
    holz horn huhn kalb kind kleid korn kraut lamm : +s +es +er +ern ~er ~ern
    land licht lied loch mann maul nest pfand rad : +s +es +er +ern ~er ~ern
    rind schild schwert tal tuch tum volk wald wort : +s +es +er +ern ~er ~ern
    wurm : +s +es +er +ern ~er ~ern
    fass glas gras haus schloss : +es +er +ern ~er ~ern
    heiten : heit
    keiten : keit
    schaften : schaft
    täten : tät
    ungen : ung
    ionen : ion
    innen : in
""")

_BOUNDARIES: Final = word_set("""
    als am an auf aus bei beim das dem den der des die durch für gegen im in mit nach ohne oder und
    unter vom von vor zu zum zur zwischen über
""")

_ADJECTIVE_ENDINGS: Final = ("e", "em", "en", "er", "es")

# A word that may be an adjective before a noun. Matches `verteilter`, `neuronales`; not `open`.
_ADJECTIVE = re.compile(r"(\w{3,})(?:e|em|en|er|es)")


def _adjective_forms(words: Sequence[str]) -> Iterator[list[str]]:
    """Yield *words* with each ending, which is the same for all adjectives before a noun."""
    stems = [_ADJECTIVE.fullmatch(word) for word in words]
    for ending in _ADJECTIVE_ENDINGS if any(stems) else ():
        yield [stem[1] + ending if stem else word for stem, word in zip(stems, words, strict=True)]


def _phrase_forms(words: Sequence[str]) -> Iterator[list[str]]:
    return attributive_forms(words, _ENDINGS.forms, _BOUNDARIES, _adjective_forms)


GRAMMAR: Final = Grammar(_ENDINGS.forms, _phrase_forms, capital_nouns=True)
