"""What the words of a language may look like in prose: number, possessive, elided articles.

Knows rules, one grammar a language; English alone has any for number. Every form is a guess that
counts only if the vocabulary has it, so nothing here needs to be a word ("analysi" is harmless).
Deliberately knows no derivation: *interviewer*, *Pythonic* and *organization* are other words.
Forms of other languages are given by hand, as aliases.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a language allows a term to look like; the empty one allows nothing."""

    numbers: Callable[[str], tuple[str, ...]] = lambda word: ()
    """The singulars and plurals that a folded word may belong to, each of which has it among its
    own."""
    head: Callable[[Sequence[str]], int | None] = lambda words: None
    """Which of several folded words takes the plural, where it is not the last one."""
    possessive: bool = False
    """Whether `’s` may follow a term."""
    contracted: frozenset[str] = frozenset()
    """Folded words after which `’s` is a verb."""
    elided: frozenset[str] = frozenset()
    """Folded words that lose their vowel and lean on the next: the `l’` of `l’entretien`."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Irregular singulars. Only true pairs: a word that is both (`bases`) has a regular guess besides.
_IRREGULAR: Final[dict[str, str]] = dict(
    pair.split(":")
    for pair in [
        "addenda:addendum",
        "alumni:alumnus",
        "antennae:antenna",
        "apices:apex",
        "appendices:appendix",
        "automata:automaton",
        "axes:axis",
        "bacteria:bacterium",
        "cacti:cactus",
        "calves:calf",
        "children:child",
        "codices:codex",
        "corpora:corpus",
        "cortices:cortex",
        "criteria:criterion",
        "curricula:curriculum",
        "data:datum",
        "desiderata:desideratum",
        "dice:die",
        "dogmata:dogma",
        "elves:elf",
        "errata:erratum",
        "feet:foot",
        "foci:focus",
        "formulae:formula",
        "fungi:fungus",
        "geese:goose",
        "genera:genus",
        "halves:half",
        "helices:helix",
        "hooves:hoof",
        "indices:index",
        "knives:knife",
        "larvae:larva",
        "leaves:leaf",
        "lemmata:lemma",
        "lice:louse",
        "lives:life",
        "loaves:loaf",
        "loci:locus",
        "matrices:matrix",
        "maxima:maximum",
        "media:medium",
        "memoranda:memorandum",
        "men:man",
        "mice:mouse",
        "millennia:millennium",
        "minima:minimum",
        "moduli:modulus",
        "nuclei:nucleus",
        "optima:optimum",
        "ova:ovum",
        "oxen:ox",
        "people:person",
        "phenomena:phenomenon",
        "polyhedra:polyhedron",
        "quanta:quantum",
        "radices:radix",
        "radii:radius",
        "referenda:referendum",
        "scarves:scarf",
        "schemata:schema",
        "selves:self",
        "sheaves:sheaf",
        "shelves:shelf",
        "simplices:simplex",
        "spectra:spectrum",
        "stadia:stadium",
        "stigmata:stigma",
        "stimuli:stimulus",
        "strata:stratum",
        "symposia:symposium",
        "syllabi:syllabus",
        "taxa:taxon",
        "teeth:tooth",
        "thieves:thief",
        "torsi:torso",
        "tori:torus",
        "vertebrae:vertebra",
        "vertices:vertex",
        "virtuosi:virtuoso",
        "vortices:vortex",
        "wharves:wharf",
        "wives:wife",
        "wolves:wolf",
        "women:woman",
    ]
)

_PLURALS: Final[dict[str, str]] = {one: many for many, one in _IRREGULAR.items()}

# They look like the plural of another word and are not: no rule makes them one.
_NO_PLURALS: Final = _set("""
    acoustics aerobics aesthetics afterwards alias always analytics apparatus as athletics backwards
    basics besides bias canvas chaos cosmos customs does downwards dynamics economics electronics
    ergonomics ethics forwards gas genetics goes gymnastics has hers his indoors is its kinetics
    lens linguistics logistics mathematics means mechanics news nowadays obstetrics ours outdoors
    pants perhaps physics plus politics robotics sans semantics series sometimes species stats
    theirs this thus towards undergoes undoes upwards us versus vs was whereas yes yours
    """)

_CONTRACTED: Final = _set("he here how it let one she that there what when where who why")

# Adjectives behind their noun, as law and armies have them.
_POSTPOSITIVE: Final = _set(
    "apparent designate elect emeritus errant general immemorial incarnate laureate martial "
    "politic presumptive public regnant royal simple"
)
_PREPOSITIONS: Final = _set("at by de for from in of on per to under with without")
# The noun before a last word like these is its head only if it means a doer: passers-by.
_PARTICLES: Final = _set("by off on out up")

_SIBILANTS: Final = ("s", "x", "z", "ch", "sh")
_SHORTEST: Final = 2


def english_numbers(word: str) -> tuple[str, ...]:
    """Return the singulars of which this may be a plural, then its own possible plurals.

    It goes both ways: what has this word among its own is among those of this word.
    """
    if len(word) < _SHORTEST:
        return ()
    singulars = [] if word in _NO_PLURALS else _singulars(word)
    plurals = [form for form in _plurals(word) if form not in _NO_PLURALS]
    return tuple(dict.fromkeys(form for form in singulars + plurals if len(form) >= _SHORTEST))


def _singulars(word: str) -> list[str]:
    found = [_IRREGULAR[word]] if word in _IRREGULAR else []
    if word.endswith("men") and len(word) > len("women"):
        found.append(word[:-2] + "an")
    if not word.endswith("s") or word.endswith("ss") or len(word) <= _SHORTEST:
        return found
    found.append(word[:-1])
    if word.endswith("ies") and _takes_ies(word[:-3]):
        found.append(word[:-3] + "y")
    elif word.endswith("es"):
        stem = word[:-2]
        if stem.endswith((*_SIBILANTS, "o")):
            found.append(stem)
        if stem.endswith(("zz", "ss")):  # quizzes, busses
            found.append(stem[:-1])
        if stem.endswith("s"):  # analyses
            found.append(stem + "is")
    return found


def _plurals(word: str) -> list[str]:
    found = [_PLURALS[word]] if word in _PLURALS else []
    if word.endswith("man") and len(word) > len("woman"):
        found.append(word[:-2] + "en")
    if word.endswith("sis"):
        found.append(word[:-2] + "es")
    if word.endswith("y") and _takes_ies(word[:-1]):
        found.append(word[:-1] + "ies")
    if word.endswith((*_SIBILANTS, "o")):
        found.append(word + "es")
    if not word.endswith("s"):
        found.append(word + "s")
    if word.endswith(("s", "z")):
        found.append(word + word[-1] + "es")
    return found


def _takes_ies(stem: str) -> bool:
    """Tell whether `y` behind this stem becomes `ies`: *policies*, *soliloquies*, not *keies*."""
    return not stem.endswith(("a", "e", "o", "u")) or stem.endswith("qu")


def english_head(words: Sequence[str]) -> int | None:
    """Return the place of the noun that takes the plural, or None if it is the last word.

    *attorneys general*, *points of view*, *editors-in-chief*, *passers-by*.
    """
    if words[-1] in _POSTPOSITIVE:
        return len(words) - 2
    if words[-1] in _PARTICLES:
        return len(words) - 2 if words[-2].endswith(("er", "or")) else None
    for place, word in enumerate(words[1:-1]):
        if word in _PREPOSITIONS:
            return place
    return None


_GRAMMARS: Final[dict[str, Grammar]] = {
    "en": Grammar(english_numbers, english_head, possessive=True, contracted=_CONTRACTED),
    "ca": Grammar(elided=_set("d l m n s t")),
    "fr": Grammar(elided=_set("c d j l m n s t qu jusqu lorsqu presqu puisqu quelqu quoiqu")),
    "it": Grammar(
        elided=_set("l un d c n dell all dall nell sull coll quell quest bell sant tutt senz anch")
    ),
}


def grammar(language: str, *, inflect: bool = True) -> Grammar:
    """Return the grammar of a language given as Sphinx has it: `en`, `en_GB`, `pt-BR`.

    Without inflection only what is no form of the term itself remains: elided articles.
    """
    found = _GRAMMARS.get(language.replace("-", "_").partition("_")[0].lower(), Grammar())
    return found if inflect else Grammar(elided=found.elided)
