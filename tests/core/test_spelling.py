from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.spelling import Speller, nearest

LABELS = ["call", "cell", "guide/terms", "install-guide", "Interview", "video call", "早期面接"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("cal", "call"),
        ("callls", "call"),
        ("vidio call", "video call"),
        ("video_call", "video call"),
        ("installguide", "install-guide"),
        ("interveiw", "Interview"),
        ("INTERVIEW", "Interview"),
        ("早期面", "早期面接"),
        ("terms", "guide/terms"),
        ("TERMS", "guide/terms"),
        ("guide/term", "guide/terms"),
    ],
)
def test_what_was_meant(name: str, meant: str) -> None:
    assert nearest(name, LABELS) == meant
    assert nearest(name, reversed(LABELS)) == meant


@pytest.mark.parametrize("name", ["", "x", "hold", "guide", "uninstaller", "面談室", "erms"])
def test_nothing_is_offered_where_nothing_is_close(name: str) -> None:
    assert nearest(name, LABELS) == ""


def test_nothing_is_near_to_none() -> None:
    assert nearest("call", []) == ""


@pytest.mark.parametrize(("name", "meant"), [("kat", "cat"), ("act", "cat"), ("kot", "")])
def test_one_of_three_letters_may_be_wrong(name: str, meant: str) -> None:
    assert nearest(name, ["cat"]) == meant


def test_the_same_name_in_another_folder_is_nearer_than_a_like_one() -> None:
    assert nearest("terms", ["term", "b/terms", "a/terms", "a/my-terms"]) == "a/terms"
    assert nearest("a/terms", ["b/terms", "c/a/terms"]) == "c/a/terms"


def test_of_names_that_are_equally_close_the_first_in_the_alphabet_is_meant() -> None:
    assert nearest("cill", ["coll", "cell", "call"]) == "call"
    assert nearest("CALL", ["call", "Call"]) == "Call"
    assert nearest("call", ["call", "Call"]) == "call"


NAMES = st.lists(st.text("abAB/-ß", max_size=6), max_size=12)


@given(st.text("abAB/-ß", max_size=6), NAMES, st.randoms(use_true_random=False))
def test_one_answer_in_whatever_order_names_are_known(
    name: str, known: list[str], random: Random
) -> None:
    shuffled = [*known, *known]
    random.shuffle(shuffled)
    meant = nearest(name, known)
    assert nearest(name, shuffled) == meant
    assert meant in {"", *known}


@given(NAMES)
def test_a_known_name_is_nearest_to_itself(known: list[str]) -> None:
    speller = Speller(known)
    assert [speller.nearest(name) for name in known] == known


@given(st.text("abcdefgh-", min_size=8, max_size=30), st.data())
def test_one_wrong_letter_is_no_obstacle(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    misspelt = name[:at] + "x" + name[at + 1 :]
    assert nearest(misspelt, [name, "something else"]) == name
