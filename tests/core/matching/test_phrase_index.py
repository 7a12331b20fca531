from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.matching.phrase_index import (
    CASE_SENSITIVE,
    IS_PREFIX,
    IS_TERMINAL,
    SINGLE_TARGET,
    LemmaIndex,
    PhraseIndex,
    Spelling,
)
from sphinx_glossary_faq.core.text.inflection import get_grammar, number_variants


def index_of(
    *spellings: tuple[str, int] | tuple[str, int, str], language: str = "en"
) -> PhraseIndex:
    return PhraseIndex([Spelling(*spelling) for spelling in spellings], get_grammar(language))


def flags(index: PhraseIndex) -> dict[str, int]:
    return {phrase: code & (IS_TERMINAL | IS_PREFIX) for phrase, code in index.codes.items()}


def test_phrases_and_prefixes() -> None:
    index = index_of(("event", 1), ("event-loop policy", 2), ("Event Loop", 3))
    assert flags(index) == {
        "event": SINGLE_TARGET | IS_PREFIX,
        "event loop": SINGLE_TARGET | IS_PREFIX,
        "event loop policy": SINGLE_TARGET,
    }
    assert index.inner_words == {"event", "loop"}
    assert index.final_words == {"event", "loop", "policy"}


def test_order_of_a_phrase_and_its_prefix_does_not_matter() -> None:
    prefix_first = index_of(("event", 1), ("event loop", 2))
    prefix_last = index_of(("event loop", 2), ("event", 1))
    assert flags(prefix_first) == flags(prefix_last)
    assert prefix_first.resolve(prefix_first.codes["event"], ["event"]) == (1,)
    assert prefix_last.resolve(prefix_last.codes["event"], ["event"]) == (1,)


def test_inflected_head() -> None:
    index = index_of(("attorney general", 1))
    assert "attorneys general" in index.codes
    assert "attorneys general" not in index_of(("attorney general", 1), language="sv").codes


def test_inflected_adjectives() -> None:
    index = index_of(("Verteilter Cache", 1), language="de")
    assert "verteilten cache" in index.codes
    assert "verteilten" in index.inner_words


def test_spelling_without_inflected_forms() -> None:
    spellings = [Spelling("point of view", 1, inflect=False), Spelling("view", 2)]
    index = PhraseIndex(spellings, get_grammar("en"))
    assert "points of view" not in index.codes
    assert index.resolve(index.codes["point of view"], ["point", "of", "view"]) == (1,)
    assert index.resolve(index.codes["point of view"], ["point", "of", "views"]) == ()


def test_words_in_lower_case_are_no_german_nouns() -> None:
    index = index_of(("test", 1), ("Druck", 2), language="de")
    assert index.final_words == {"druck"}
    assert index.inner_words == {"test"}


def test_symbol_terms() -> None:
    index = index_of((">>>", 1), ("...", 2, "exact"), ("…", 3))
    assert index.symbol_terms == {">>>": {1}, "...": {3}}
    assert list(index.codes) == ["..."]


def test_case_decides_between_targets() -> None:
    index = index_of(("REST", 1), ("rest", 2), ("rest", 3))
    code = index.codes["rest"]
    assert code & CASE_SENSITIVE
    assert index.resolve(code, ["REST"]) == (1,)
    assert index.resolve(code, ["rest"]) == (2, 3)
    assert index.resolve(code, ["Rest"]) == (2, 3)


def lemma_index(inner: set[str], final: set[str], language: str = "en") -> LemmaIndex:
    return LemmaIndex(inner, final, get_grammar(language))


def test_own_key_is_the_first_lemma() -> None:
    lemmas = lemma_index(set(), {"policy", "policies"})
    assert lemmas["Policies"] == ("policies", "policy")
    assert lemmas["policy"] == ("policy", "policies")


@given(st.text("aesixyz", max_size=5), st.sets(st.text("aesixyz", min_size=1, max_size=5)))
def test_lemmas_are_variants_in_the_vocabulary(word: str, final: set[str]) -> None:
    lemmas = lemma_index(set(), final)
    assert word in lemmas.candidate_keys or not lemmas[word]
    variants = number_variants(word)
    assert lemmas[word][1:] == tuple(variant for variant in variants if variant in final)


def test_words_without_lemmas() -> None:
    lemmas = lemma_index({"event"}, {"loop"})
    assert lemmas["loops"] == ("loops", "loop")
    assert lemmas["events"] == ()
    assert lemmas["event"] == ("event",)
    assert lemmas["looping"] == ()


def test_lemmas_of_other_languages() -> None:
    lemmas = lemma_index(set(), {"loop"}, "sv")
    assert lemmas["loops"] == ()
    assert lemmas["LOOP"] == ("loop",)


def test_lemmas_of_a_form_of_several_words() -> None:
    """In English, the likeliest is first. Otherwise, the one with the shortest ending is."""
    assert lemma_index(set(), {"base", "basis"})["bases"] == ("bases", "base", "basis")
    german = lemma_index(set(), {"kant", "kante"}, "de")
    assert german["Kanten"] == ("kanten", "kante", "kant")


def test_german_forms_begin_with_a_capital() -> None:
    lemmas = lemma_index(set(), {"test"}, "de")
    assert lemmas["Teste"] == ("teste", "test")
    assert lemmas["teste"] == ()
    assert lemmas["test"] == ("test",)


def test_proper_nouns_have_no_variants() -> None:
    lemmas = lemma_index(set(), {"window"})
    assert lemmas["Windows"] == ()
    assert lemmas["windows"] == ("windows", "window")
