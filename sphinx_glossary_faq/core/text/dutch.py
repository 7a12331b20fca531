"""The number of Dutch nouns and the inflection of the adjectives before them."""

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

# A plural in `’s` is a term with `’s` after it, as in *menu’s*. Nouns in unstressed `el`, `em`,
# `en` and `er` have no plural in `en`, which would be a verb: *filteren*.
_ENDINGS: Final = EndingTable("""
    : +en +s
    e : +s +n
    é a i o u : +s
    ee : +ën +s
    ie : +s +ën
    y : +s ies
    au ou : +en +s
    ij oe ui : +en
    eel eem een eer iel iem ier oel oem oer uim : +en +s
    aal aam aan uur : +en
    eau el em en er erd ster : +s
    aar : +s aren
    aard : +s +en
    artikel maatregel middel : +en +s
    ai bron hal oi : +en
    goed : +eren
    lid : leden
    schip : schepen
    spel : +len +en
    stad : steden
    bel cel stel model : +len +s
    stem : +men
    heid : heden
    ing ment teit : +en
    or : +en +s
    eis eus ijs uis : +en
    s x z : +en
    ex ix : +en ices
    ch sh : +en +es
    is : +sen es
    us : +sen i
    um : a +s
    isme : +n +s
    kind : +eren
    ei : +en +eren
    heden : heid
    ingen : ing
    menten : ment
    teiten : teit
    ties : tie
    ers : er
""")

# Nouns with a short vowel in the singular and a long one in the plural: *pad*, *paden*.
_LENGTHENED: Final = tuple(
    word_set("""
        bad bedrag bevel blad bod dag dak dal gat gebed gebod gebrek glas god graf hof lot oorlog
        pad slag slot vat verbod verdrag verslag weg
    """)
)

# A long vowel before one consonant. Matches the `eem` of `systeem`, the `aak` of `taak`.
_LONG = re.compile(r"(aa|ee|oo|uu)([bcdfgklmnprstvz])\Z")

# A short vowel before one consonant. Matches the `op` of `knop`; not the `oek` of `boek`.
_SHORT = re.compile(r"(?<![aeiouy])[aeiou]([bdfgklmnpst])\Z")

_VOICED: Final = {"f": "v", "s": "z"}

_BOUNDARIES: Final = word_set("""
    aan achter als bij binnen buiten de den der en het in met na naar of om onder op over per te ten
    ter tot tussen uit van voor zonder
""")


def _stems(word: str) -> Iterator[str]:
    """Yield what a word may become before an ending with a vowel: `system`, `knopp`, `huiz`."""
    if long_vowel := _LONG.search(word):
        word = word[: long_vowel.start() + 1] + long_vowel[2]
    elif (short_vowel := _SHORT.search(word)) and not word.endswith(_LENGTHENED):
        yield word + short_vowel[1]
        return
    yield word
    if word[-1:] in _VOICED:
        yield word[:-1] + _VOICED[word[-1]]


def _forms(word: str) -> tuple[str, ...]:
    forms = _ENDINGS.forms(word)
    if word + "en" not in forms:
        return forms
    plurals = [stem + "en" for stem in _stems(word)]
    return tuple(dict.fromkeys([*plurals, *(form for form in forms if form != word + "en")]))


def _adjective_forms(words: Sequence[str]) -> Iterator[list[str]]:
    """Yield *words* with the ending `e`, after both kinds of consonants: *Engelse*, *grijze*."""
    if not all(word.endswith("e") for word in words):
        for kind in (0, -1):
            yield [word if word.endswith("e") else [*_stems(word)][kind] + "e" for word in words]


def _phrase_forms(words: Sequence[str]) -> Iterator[list[str]]:
    return attributive_forms(words, _forms, _BOUNDARIES, _adjective_forms)


GRAMMAR: Final = Grammar(_forms, _phrase_forms, possessive=True)
