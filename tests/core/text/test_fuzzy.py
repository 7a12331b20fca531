from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.text.fuzzy import NameSuggester, nearest

LABELS = ["call", "cell", "guide/terms", "install-guide", "Interview", "video call", "早期面接"]


@pytest.mark.parametrize(
    ("name", "expected"),
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
def test_nearest_name(name: str, expected: str) -> None:
    assert nearest(name, LABELS) == expected
    assert nearest(name, reversed(LABELS)) == expected


@pytest.mark.parametrize("name", ["", "x", "hold", "guide", "uninstaller", "面談室", "erms"])
def test_no_similar_name(name: str) -> None:
    assert nearest(name, LABELS) == ""


def test_no_names() -> None:
    assert nearest("call", []) == ""


@pytest.mark.parametrize(("name", "expected"), [("kat", "cat"), ("act", "cat"), ("kot", "")])
def test_one_wrong_letter_of_three(name: str, expected: str) -> None:
    assert nearest(name, ["cat"]) == expected


def test_same_name_in_another_folder_precedes_a_similar_one() -> None:
    assert nearest("terms", ["term", "b/terms", "a/terms", "a/my-terms"]) == "a/terms"
    assert nearest("a/terms", ["b/terms", "c/a/terms"]) == "c/a/terms"


def test_ties_are_resolved_in_alphabetical_order() -> None:
    assert nearest("cill", ["coll", "cell", "call"]) == "call"
    assert nearest("CALL", ["call", "Call"]) == "Call"
    assert nearest("call", ["call", "Call"]) == "call"


NAMES = st.lists(st.text("abAB/-ß", max_size=6), max_size=12)


@given(st.text("abAB/-ß", max_size=6), NAMES, st.randoms(use_true_random=False))
def test_order_of_names_does_not_matter(name: str, names: list[str], random: Random) -> None:
    shuffled = [*names, *names]
    random.shuffle(shuffled)
    suggestion = nearest(name, names)
    assert nearest(name, shuffled) == suggestion
    assert suggestion in {"", *names}


@given(NAMES)
def test_existing_name_is_nearest_to_itself(names: list[str]) -> None:
    suggester = NameSuggester(names)
    assert [suggester.nearest(name) for name in names] == names


@given(st.text("abcdefgh-", min_size=8, max_size=30), st.data())
def test_one_wrong_letter(name: str, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(name) - 1))
    misspelt = name[:index] + "x" + name[index + 1 :]
    assert nearest(misspelt, [name, "something else"]) == name
