from __future__ import annotations

import pytest

from sphinx_glossary_faq.core.claims import claim, is_deliberate, judge, same_case


@pytest.mark.parametrize("word", ["IT", "REST", "LaTeX", "iPhone", "pH", "C", "IPv6", "2FA", "É"])
def test_deliberate_capitals(word: str) -> None:
    assert is_deliberate(word, " ")


@pytest.mark.parametrize(
    "word", ["interview", "Interview", "3D", "py3", "x", "_Name", "面接", "Éa"]
)
def test_capitals_of_a_heading(word: str) -> None:
    assert not is_deliberate(word, " ")


def test_a_single_capital_before_a_hyphen_is_a_prefix() -> None:
    assert not is_deliberate("E", "-")
    assert is_deliberate("A", " ")
    assert is_deliberate("R", "")


@pytest.mark.parametrize(
    ("seen", "written"),
    [("API", "API"), ("APIs", "API"), ("API", "APIs"), ("Policies", "Policy"), ("mice", "mouse")],
)
def test_same_case(seen: str, written: str) -> None:
    assert same_case(seen, written)


@pytest.mark.parametrize(
    ("seen", "written"), [("api", "API"), ("ITS", "IT"), ("Rest", "REST"), ("Event", "event")]
)
def test_other_case(seen: str, written: str) -> None:
    assert not same_case(seen, written)


@pytest.mark.parametrize(
    ("claims", "surface", "targets"),
    [
        # One spelling.
        ([(1, "smart", "interview")], "INTERVIEW", (1,)),
        ([(1, "smart", "REST")], "rest", ()),
        ([(1, "exact", "rest")], "Rest", ()),
        ([(1, "ignore-case", "REST")], "rest", (1,)),
        # Two terms in one spelling: both are named, sorted.
        ([(2, "smart", "cell"), (1, "smart", "cell")], "CELL", (1, 2)),
        # Terms that differ by case alone.
        ([(1, "smart", "Cell"), (2, "smart", "cell")], "Cell", (1,)),
        ([(1, "smart", "Cell"), (2, "smart", "cell")], "cell", (2,)),
        ([(1, "smart", "Cell"), (2, "smart", "cell")], "CELL", ()),
        ([(1, "smart", "Cell"), (1, "smart", "cell")], "CELL", (1,)),
        ([(1, "smart", "REST"), (2, "smart", "rest")], "Rest", (2,)),
        ([(1, "smart", "Cell"), (2, "ignore-case", "cell")], "CELL", (2,)),
        ([(1, "ignore-case", "Cell"), (2, "ignore-case", "cell")], "CELL", (1, 2)),
    ],
)
def test_judgement(
    claims: list[tuple[int, str, str]], surface: str, targets: tuple[int, ...]
) -> None:
    made = [claim(target, match, [word], []) for target, match, word in claims]
    assert judge(made, [surface]) == targets


def test_word_by_word() -> None:
    made = [claim(1, "smart", ["REST", "framework"], [" "])]
    assert judge(made, ["REST", "Framework"]) == (1,)
    assert judge(made, ["Rest", "framework"]) == ()
