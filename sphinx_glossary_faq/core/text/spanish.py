"""The number of Spanish nouns and of the adjectives that agree with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sphinx_glossary_faq.core.text.grammar import (
    EndingTable,
    Grammar,
    agreeing_forms,
    word_set,
)

# Nouns in `-en` whose stress is marked in the plural only: *imagen*, *imágenes*. The consonants
# are those before the ending. Others, such as *almacén*, have the mark in the singular.
_STRESSED: Final = "".join(
    f"{vowel}{consonant}en : {accented}{consonant}enes\n"
    f"{accented}{consonant}enes : {vowel}{consonant}en\n"
    for vowel, accented in zip("aeiou", "áéíóú", strict=True)
    for consonant in [*"bcdgjlmnrstvx", "rd", "rg"]
)

_ENDINGS: Final = EndingTable(f"""
    : +s
    d l n r : +es +s
    j í ú ^gas ^mes : +es
    z : ces
    y : +es +s ies
    án : anes
    én : enes
    ín : ines
    ón : ones
    ún : unes
    ás : ases
    és : eses
    ís : +es
    ús : uses
    s x :
    as : a
    os : o
    es : e
    ces : z ce
    des : d de
    les : l le
    res : r re
    ones : ón
    {_STRESSED}
""")

_BOUNDARIES: Final = word_set("""
    a al ante bajo con contra de del desde e en entre hacia hasta o para por según sin sobre tras
    u y
""")


def _phrase_forms(words: Sequence[str]) -> Iterator[list[str]]:
    return agreeing_forms(words, _ENDINGS.forms, _BOUNDARIES)


GRAMMAR: Final = Grammar(_ENDINGS.forms, _phrase_forms)
