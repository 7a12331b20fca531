from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.text.inflection import (
    INFLECTED_LANGUAGES,
    get_grammar,
    head_index,
    number_variants,
)

PAIRS = """
interview:interviews class:classes policy:policies box:boxes batch:batches dish:dishes
bus:buses quiz:quizzes hero:heroes photo:photos key:keys movie:movies analysis:analyses
basis:bases base:bases index:indexes index:indices matrix:matrices vertex:vertices
criterion:criteria phenomenon:phenomena datum:data corpus:corpora child:children
person:people woman:women fireman:firemen mouse:mice leaf:leaves axis:axes axe:axes
status:statuses menu:menus alias:aliases lens:lenses soliloquy:soliloquies schema:schemata
schema:schemas shelf:shelves thesis:theses process:processes api:apis café:cafés
"""

UNRELATED = """
new:news mean:means do:does go:goes len:lens his:hi this:thi is:i as:a us:u clas:class
key:keies physic:physics interview:interviewer import:important organ:organization
python:pythonic iterator:iterable alia:alias it:its canva:canvas proces:process taxis:taxes
"""


@pytest.mark.parametrize("pair", PAIRS.split())
def test_singular_and_plural(pair: str) -> None:
    singular, plural = pair.split(":")
    assert singular in number_variants(plural)
    assert plural in number_variants(singular)


@pytest.mark.parametrize("pair", UNRELATED.split())
def test_unrelated_words(pair: str) -> None:
    first, second = pair.split(":")
    assert first not in number_variants(second)
    assert second not in number_variants(first)


@given(st.text())
def test_variants_are_distinct_other_words(word: str) -> None:
    variants = number_variants(word)
    assert word not in variants
    assert len(set(variants)) == len(variants)
    assert "" not in variants


ENDINGS = """
s es ies y ys sis ses sses z zz zes zzes x xes man men is o oes us quy quies
"""


@given(st.text("abeiosxyzqumn", max_size=3), st.sampled_from(ENDINGS.split()))
@example("bu", "sses")
@example("", "xes")
@example("tenn", "is")
def test_variants_are_symmetric(stem: str, ending: str) -> None:
    word = stem + ending
    assert all(word in number_variants(variant) for variant in number_variants(word))


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("attorney general", "attorney"),
        ("court martial", "court"),
        ("point of view", "point"),
        ("editor in chief", "editor"),
        ("mother in law", "mother"),
        ("passer by", "passer"),
        ("runner up", "runner"),
        ("set up", None),
        ("event loop", None),
        ("opt in", None),
        ("in place sort", None),
    ],
)
def test_head_of_a_phrase(phrase: str, head: str | None) -> None:
    words = phrase.split()
    index = head_index(words)
    assert (None if index is None else words[index]) == head


@pytest.mark.parametrize("language", ["en", "en_GB", "en-US", "EN"])
def test_language_codes_of_english(language: str) -> None:
    assert "interview" in get_grammar(language).forms("interviews")
    assert get_grammar(language).possessive


@pytest.mark.parametrize("language", ["sv", "zh_CN", "", "x-klingon"])
def test_other_languages_have_no_rules(language: str) -> None:
    assert get_grammar(language).forms("interviews") == ()
    assert not list(get_grammar(language).phrase_forms(["attorney", "general"]))
    assert not get_grammar(language).possessive


def test_without_inflection() -> None:
    english = get_grammar("en", inflect=False)
    assert english.forms("interviews") == ()
    assert not list(english.phrase_forms(["attorney", "general"]))
    assert not english.possessive
    assert (
        get_grammar("fr", inflect=False).elided_articles
        == get_grammar("fr").elided_articles
        != frozenset()
    )


# The language, a noun, its forms, and what is not a form of it.
FORMS = """
de knopf : knopfes knöpfe knöpfen | knöpfer knöpfchen
de kanne : kannen | kannung
de brühvorgang : brühvorgangs brühvorgänge brühvorgängen | brühvorgängig
de prozess : prozesses prozesse prozessen | prozessor
de prüfung : prüfungen | prüfung prüfungs prüfer
de server : servers servern | serverin
de test : tests | tester testung
de textfeld : textfelder textfeldern textfelds
de boden : böden bodens
de entwicklerin : entwicklerinnen
de ergebnis : ergebnisse ergebnissen ergebnisses
de studium : studien studiums
de virus : viren
de thema : themen themas
de konto : konten kontos
de datum : datums | daten
de matrix : matrizen
de name : namen namens
de anforderungen : anforderung
fr logiciel : logiciels | logicielle
fr canal : canaux
fr réseau : réseaux
fr travail : travaux
fr clé : clés
fr clés : clé
fr données : donnée
fr cours : | cour
fr accès : | accè
fr somme : | sommes
es tensión : tensiones | tensionar
es imagen : imágenes
es voz : voces
es país : países
es red : redes
es clave : claves
es análisis : | análisi análisises
es funciones : función
it rete : reti
it nodo : nodi
it pacco : pacchi
it chiave : chiavi
it intervista : interviste | intervisti
it problema : problemi
it file : | fili
it attività : | attivite
it versioni : versione
pt função : funções
pt item : itens
pt variável : variáveis
pt país : países
pt mal : males | mais
nl systeem : systemen | systeemen
nl bedrijf : bedrijven
nl huis : huizen | huisje
nl knop : knoppen | knopen
nl pad : paden | padden
nl methode : methodes methoden
nl mogelijkheid : mogelijkheden
nl filter : filters | filteren
nl model : modellen
"""


@pytest.mark.parametrize("line", FORMS.strip().splitlines())
def test_forms_of_other_languages(line: str) -> None:
    language, word, _, *rest = line.split()
    expected, _, others = " ".join(rest).partition("|")
    forms = get_grammar(language).forms(word)
    assert set(expected.split()) <= set(forms)
    assert not set(others.split()) & set(forms)


# The language, a phrase, and a form of it that differs in other words than the last.
PHRASES = """
de verteilter cache : verteilten cache
de verteilter cache : verteilte cache
de tag der offenen tür : tage der offenen tür
de neues mitglied des teams : neuen mitglieder des teams
nl neuraal netwerk : neurale netwerk
nl relatief pad : relatieve pad
nl engels woord : engelse woord
nl punt van aandacht : punten van aandacht
fr logiciel libre : logiciels libre
fr base de données : bases de données
fr système d exploitation : systèmes d exploitation
es red neuronal : redes neuronal
es hilo de ejecución : hilos de ejecución
it rete neurale : reti neurale
it sistema di gestione : sistemi di gestione
pt aprendizado de máquina : aprendizados de máquina
"""


@pytest.mark.parametrize("line", PHRASES.strip().splitlines())
def test_forms_of_phrases(line: str) -> None:
    code, _, rest = line.partition(" ")
    phrase, form = rest.split(" : ")
    assert form.split() in list(map(list, get_grammar(code).phrase_forms(phrase.split())))


LANGUAGES = st.sampled_from(INFLECTED_LANGUAGES)

# Endings of nouns in these languages.
NOUN_ENDINGS = """
aal age al algen ail ais amma amt anz ação aus baum bel ca ces ciel co des eau eel eil ein el em en
enes er es eus ex haus heit heid iel ier ik in ing io ion ions is ista ix kasten keit land ma ment
nis ões or os pflicht s schaft stad tät tum tür um ung ungen us vel wort y z zione zioni ón és ão
"""
WORDS = st.builds(
    str.__add__,
    st.text("abdefgiklmnoprstuzäéñß", max_size=5),
    st.sampled_from(NOUN_ENDINGS.split()),
)


@given(LANGUAGES, WORDS)
def test_forms_are_distinct_other_words(language: str, word: str) -> None:
    """No form is empty or loses more than an ending."""
    forms = list(get_grammar(language).forms(word))
    assert word not in forms
    assert len(set(forms)) == len(forms)
    assert all(len(form) >= len(word) - 2 for form in forms)


@given(LANGUAGES, st.lists(WORDS, min_size=2, max_size=12))
@example("de", ["stand", "der", "technik"])
@example("fr", ["à", "propos"])
@example("nl", ["os"] * 40)
def test_forms_of_phrases_keep_the_last_word(language: str, words: list[str]) -> None:
    forms = list(map(tuple, get_grammar(language).phrase_forms(words)))
    assert len(forms) <= 64
    assert tuple(words) not in forms
    if language != "en":
        assert {(len(form), form[-1]) for form in forms} <= {(len(words), words[-1])}
