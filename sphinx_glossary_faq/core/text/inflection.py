"""Derive inflected forms of words: number, possessives and elided articles.

There is one grammar per language. Only English has rules for number. Every form is a candidate that
is used only if the vocabulary contains it. Forms that are not words, such as "analysi", are
therefore harmless. Derived words (*interviewer*, *Pythonic*, *organization*) are deliberately not
included. In other languages, authors list the forms as aliases.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Grammar:
    """The inflection rules of a language. The default grammar has no rules."""

    number_variants: Callable[[str], tuple[str, ...]] = lambda word: ()
    """Return the possible singulars and plurals of a folded word. The relation is symmetric."""
    head_index: Callable[[Sequence[str]], int | None] = lambda words: None
    """Return the index of the folded word that takes the plural, or None for the last word."""
    possessive: bool = False
    """Whether `’s` may follow a term."""
    contraction_hosts: frozenset[str] = frozenset()
    """Folded words after which `’s` is a verb."""
    elided_articles: frozenset[str] = frozenset()
    """Folded words that lose their vowel before the next word: the `l’` of `l’entretien`."""


def _word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Plural → singular. A regular singular is still a candidate, such as *axe* for `axes`.
_IRREGULAR_SINGULARS: Final[dict[str, str]] = dict(
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

_IRREGULAR_PLURALS: Final[dict[str, str]] = {
    singular: plural for plural, singular in _IRREGULAR_SINGULARS.items()
}

# Words that look like the plural of another word but are not.
_FALSE_PLURALS: Final = _word_set("""
    acoustics aerobics aesthetics afterwards alias always analytics apparatus as athletics backwards
    basics besides bias canvas chaos cosmos customs does downwards dynamics economics electronics
    ergonomics ethics forwards gas genetics goes gymnastics has hers his indoors is its kinetics
    lens linguistics logistics mathematics means mechanics news nowadays obstetrics ours outdoors
    pants perhaps physics plus politics robotics sans semantics series sometimes species stats
    theirs this thus towards undergoes undoes upwards us versus vs was whereas yes yours
    """)

_CONTRACTION_HOSTS: Final = _word_set(
    "he here how it let one she that there what when where who why"
)

# Adjectives that follow their noun, such as legal and military terms.
_POSTPOSITIVE: Final = _word_set(
    "apparent designate elect emeritus errant general immemorial incarnate laureate martial "
    "politic presumptive public regnant royal simple"
)
_PREPOSITIONS: Final = _word_set("at by de for from in of on per to under with without")
# Particles that follow an agent noun, as in passers-by.
_PARTICLES: Final = _word_set("by off on out up")

_SIBILANTS: Final = ("s", "x", "z", "ch", "sh")
_MIN_LENGTH: Final = 2


def number_variants(word: str) -> tuple[str, ...]:
    """Return the possible singulars of a word, then its possible plurals.

    The relation is symmetric: the word is also a variant of each of its variants.
    """
    if len(word) < _MIN_LENGTH:
        return ()
    singulars = [] if word in _FALSE_PLURALS else _singulars(word)
    plurals = [form for form in _plurals(word) if form not in _FALSE_PLURALS]
    return tuple(dict.fromkeys(form for form in singulars + plurals if len(form) >= _MIN_LENGTH))


def _singulars(word: str) -> list[str]:
    singulars = [_IRREGULAR_SINGULARS[word]] if word in _IRREGULAR_SINGULARS else []
    if word.endswith("men") and len(word) > len("women"):
        singulars.append(word[:-2] + "an")
    if not word.endswith("s") or word.endswith("ss") or len(word) <= _MIN_LENGTH:
        return singulars
    singulars.append(word[:-1])
    if word.endswith("ies") and _takes_ies(word[:-3]):
        singulars.append(word[:-3] + "y")
    elif word.endswith("es"):
        stem = word[:-2]
        if stem.endswith((*_SIBILANTS, "o")):
            singulars.append(stem)
        if stem.endswith(("zz", "ss")):  # quizzes, busses
            singulars.append(stem[:-1])
        if stem.endswith("s"):  # analyses
            singulars.append(stem + "is")
    return singulars


def _plurals(word: str) -> list[str]:
    plurals = [_IRREGULAR_PLURALS[word]] if word in _IRREGULAR_PLURALS else []
    if word.endswith("man") and len(word) > len("woman"):
        plurals.append(word[:-2] + "en")
    if word.endswith("sis"):
        plurals.append(word[:-2] + "es")
    if word.endswith("y") and _takes_ies(word[:-1]):
        plurals.append(word[:-1] + "ies")
    if word.endswith((*_SIBILANTS, "o")):
        plurals.append(word + "es")
    if not word.endswith("s"):
        plurals.append(word + "s")
    if word.endswith(("s", "z")):
        plurals.append(word + word[-1] + "es")
    return plurals


def _takes_ies(stem: str) -> bool:
    """Return whether a `y` after this stem becomes `ies`, as in *policies* but not in *keys*."""
    return not stem.endswith(("a", "e", "o", "u")) or stem.endswith("qu")


def head_index(words: Sequence[str]) -> int | None:
    """Return the index of the noun that takes the plural, or None if it is the last word.

    Examples are *attorneys general*, *points of view*, *editors-in-chief* and *passers-by*.
    """
    if words[-1] in _POSTPOSITIVE:
        return len(words) - 2
    if words[-1] in _PARTICLES:
        return len(words) - 2 if words[-2].endswith(("er", "or")) else None
    for index, word in enumerate(words[1:-1]):
        if word in _PREPOSITIONS:
            return index
    return None


_GRAMMARS: Final[dict[str, Grammar]] = {
    "en": Grammar(
        number_variants, head_index, possessive=True, contraction_hosts=_CONTRACTION_HOSTS
    ),
    "ca": Grammar(elided_articles=_word_set("d l m n s t")),
    "fr": Grammar(
        elided_articles=_word_set("c d j l m n s t qu jusqu lorsqu presqu puisqu quelqu quoiqu")
    ),
    "it": Grammar(
        elided_articles=_word_set(
            "l un d c n dell all dall nell sull coll quell quest bell sant tutt senz anch"
        )
    ),
}


def get_grammar(language: str, *, inflect: bool = True) -> Grammar:
    """Return the grammar for a Sphinx language code, such as `en`, `en_GB` or `pt-BR`.

    Without inflection, only elided articles are handled, which do not change the term itself.
    """
    grammar = _GRAMMARS.get(language.replace("-", "_").partition("_")[0].lower(), Grammar())
    return grammar if inflect else Grammar(elided_articles=grammar.elided_articles)
