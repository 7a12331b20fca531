"""Select the grammar of a language, and define that of English.

The grammar covers number, case, possessives and elided articles. Derived words (*interviewer*,
*Pythonic*, *organization*) are deliberately not included. In languages without a grammar, authors
list the forms as aliases.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from sphinx_glossary_faq.core.text.grammar import Grammar, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
_FALSE_PLURALS: Final = word_set("""
    acoustics aerobics aesthetics afterwards alias always analytics apparatus as athletics backwards
    basics besides bias canvas chaos cosmos customs does downwards dynamics economics electronics
    ergonomics ethics forwards gas genetics goes gymnastics has hers his indoors is its kinetics
    lens linguistics logistics mathematics means mechanics news nowadays obstetrics ours outdoors
    pants perhaps physics plus politics robotics sans semantics series sometimes species stats
    theirs this thus towards undergoes undoes upwards us versus vs was whereas yes yours
    """)

_CONTRACTION_HOSTS: Final = word_set(
    "he here how it let one she that there what when where who why"
)

# Adjectives that follow their noun, such as legal and military terms.
_POSTPOSITIVE: Final = word_set(
    "apparent designate elect emeritus errant general immemorial incarnate laureate martial "
    "politic presumptive public regnant royal simple"
)
_PREPOSITIONS: Final = word_set("at by de for from in of on per to under with without")
# Particles that follow an agent noun, as in passers-by.
_PARTICLES: Final = word_set("by off on out up")

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


def _phrase_forms(words: Sequence[str]) -> Iterator[list[str]]:
    head = head_index(words)
    if head is not None:
        for variant in number_variants(words[head]):
            yield [*words[:head], variant, *words[head + 1 :]]


_ENGLISH: Final = Grammar(
    number_variants, _phrase_forms, possessive=True, contraction_hosts=_CONTRACTION_HOSTS
)
_CATALAN: Final = Grammar(elided_articles=word_set("d l m n s t"))

# Modules that are imported only if the language of the project needs them.
_MODULES: Final = {
    "de": "german",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
}

INFLECTED_LANGUAGES: Final = ("en", *_MODULES)
"""The codes of the languages with inflected forms."""


def base_language(code: str) -> str:
    """Return the language of a Sphinx language code: `pt` for `pt_BR` and `pt-BR`."""
    return code.replace("-", "_").partition("_")[0].lower()


def get_grammar(language: str, *, inflect: bool = True) -> Grammar:
    """Return the grammar for a Sphinx language code, such as `en`, `en_GB` or `pt-BR`.

    Without inflection, only elided articles are handled, which do not change the term itself.
    """
    base = base_language(language)
    if base in _MODULES:
        module = import_module(f"sphinx_glossary_faq.core.text.{_MODULES[base]}")
        grammar: Grammar = module.GRAMMAR
    else:
        grammar = {"en": _ENGLISH, "ca": _CATALAN}.get(base, Grammar())
    return grammar if inflect else Grammar(elided_articles=grammar.elided_articles)
