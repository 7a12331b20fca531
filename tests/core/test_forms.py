from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.forms import Forms
from sphinx_glossary_faq.core.inflection import english_numbers, grammar


def forms(inner: set[str], last: set[str], language: str = "en") -> Forms:
    return Forms(inner, last, grammar(language))


def test_a_word_stands_for_itself_first() -> None:
    assert forms(set(), {"policy", "policies"})["Policies"] == ("policies", "policy")
    assert forms(set(), {"policy", "policies"})["policy"] == ("policy", "policies")


@given(st.text("aesixyz", max_size=5), st.sets(st.text("aesixyz", min_size=1, max_size=5)))
def test_what_has_forms_is_known(word: str, last: set[str]) -> None:
    known = forms(set(), last)
    assert word in known.known or not known[word]
    english = english_numbers(word)
    assert known[word][1:] == tuple(form for form in english if form in last)


def test_only_what_the_vocabulary_has() -> None:
    known = forms({"event"}, {"loop"})
    assert known["loops"] == ("loops", "loop")
    assert known["events"] == ()
    assert known["event"] == ("event",)
    assert known["looping"] == ()


def test_other_languages() -> None:
    assert forms(set(), {"loop"}, "de")["loops"] == ()
    assert forms(set(), {"loop"}, "de")["LOOP"] == ("loop",)


def test_windows_are_no_window() -> None:
    known = forms(set(), {"window"})
    assert known["Windows"] == ()
    assert known["windows"] == ("windows", "window")
