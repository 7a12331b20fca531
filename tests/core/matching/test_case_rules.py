from __future__ import annotations

import pytest

from sphinx_glossary_faq.core.matching.case_rules import (
    is_significant_case,
    make_case_rule,
    resolve_case,
    same_case,
)


@pytest.mark.parametrize("word", ["IT", "REST", "LaTeX", "iPhone", "pH", "C", "IPv6", "2FA", "É"])
def test_significant_case(word: str) -> None:
    assert is_significant_case(word, " ")


@pytest.mark.parametrize(
    "word", ["interview", "Interview", "3D", "py3", "x", "_Name", "面接", "Éa"]
)
def test_insignificant_case(word: str) -> None:
    assert not is_significant_case(word, " ")


def test_single_capital() -> None:
    assert not is_significant_case("E", "-")
    assert is_significant_case("A", " ")
    assert is_significant_case("R", "")


@pytest.mark.parametrize(
    ("token", "word"),
    [("API", "API"), ("APIs", "API"), ("API", "APIs"), ("Policies", "Policy"), ("mice", "mouse")],
)
def test_same_case(token: str, word: str) -> None:
    assert same_case(token, word)


@pytest.mark.parametrize(
    ("token", "word"), [("api", "API"), ("ITS", "IT"), ("Rest", "REST"), ("Event", "event")]
)
def test_different_case(token: str, word: str) -> None:
    assert not same_case(token, word)


@pytest.mark.parametrize(
    ("spellings", "surface", "targets"),
    [
        # One spelling.
        ([(1, "smart", "interview")], "INTERVIEW", (1,)),
        ([(1, "smart", "REST")], "rest", ()),
        ([(1, "exact", "rest")], "Rest", ()),
        ([(1, "ignore-case", "REST")], "rest", (1,)),
        # Two terms with the same spelling: both, sorted.
        ([(2, "smart", "cell"), (1, "smart", "cell")], "CELL", (1, 2)),
        # Terms that differ only in case.
        ([(1, "smart", "Cell"), (2, "smart", "cell")], "Cell", (1,)),
        ([(1, "smart", "Cell"), (2, "smart", "cell")], "cell", (2,)),
        ([(1, "smart", "Cell"), (2, "smart", "cell")], "CELL", ()),
        ([(1, "smart", "Cell"), (1, "smart", "cell")], "CELL", (1,)),
        ([(1, "smart", "REST"), (2, "smart", "rest")], "Rest", (2,)),
        ([(1, "smart", "Cell"), (2, "ignore-case", "cell")], "CELL", (2,)),
        ([(1, "ignore-case", "Cell"), (2, "ignore-case", "cell")], "CELL", (1, 2)),
    ],
)
def test_resolve_case(
    spellings: list[tuple[int, str, str]], surface: str, targets: tuple[int, ...]
) -> None:
    rules = [make_case_rule(target, match, [word], []) for target, match, word in spellings]
    assert resolve_case(rules, [surface]) == targets


def test_case_is_compared_word_by_word() -> None:
    rules = [make_case_rule(1, "smart", ["REST", "framework"], [" "])]
    assert resolve_case(rules, ["REST", "Framework"]) == (1,)
    assert resolve_case(rules, ["Rest", "framework"]) == ()


def test_rule_without_inflected_forms() -> None:
    rule = make_case_rule(1, "smart", ["Key", "Straße"], [" "], inflect=False)
    assert rule.matches(["KEY", "strasse"])
    assert not rule.matches(["Key", "Straßen"])
    assert not rule.matches(["Keys", "Straße"])
