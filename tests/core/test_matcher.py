from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sphinx_glossary_faq.core.matcher import Match, Matcher, Spelling

CASES = Path(__file__).parents[1] / "cases"


def cases(name: str) -> list[Any]:
    found = json.loads((CASES / name).read_text(encoding="utf-8"))["cases"]
    return [pytest.param(case, id=f"{case['group']}-{n}") for n, case in enumerate(found)]


def of_case(case: dict[str, Any]) -> Matcher:
    return Matcher(
        (
            Spelling(term["term"], number, term.get("match", "smart"))
            for number, term in enumerate(case["terms"])
        ),
        language=case.get("language", "en"),
        inflect=case.get("inflect", True),
    )


@pytest.mark.parametrize("case", cases("matching.json") + cases("matching_more.json"))
def test_cases(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [[match.start, text[match.start : match.end]] for match in of_case(case).find(text)]
    assert len(found) == len(case["links"]), found
    for (start, surface), (offset, *accepted) in zip(found, case["links"], strict=True):
        assert start == offset
        assert surface in accepted


@pytest.mark.parametrize("case", cases("matching.json") + cases("matching_more.json"))
def test_cases_in_the_middle_of_a_text(case: dict[str, Any]) -> None:
    """What is found does not depend on what stands far away."""
    matcher = of_case(case)
    text = case["text"]
    moved = matcher.find(f"“ … ”\n\n{text}\n\n“ … ”")
    expected = [(match.start, match.end) for match in matcher.find(text)]
    assert [
        (match.start - 7, match.end - 7) for match in moved if 7 <= match.start < 7 + len(text)
    ] == expected


def test_targets() -> None:
    matcher = Matcher([Spelling("cell", 7), Spelling("cell", 3), Spelling("cells", 5)])
    assert matcher.find("cell cells Cell") == [
        Match(0, 4, (3, 7)),
        Match(5, 10, (5,)),
        Match(11, 15, (3, 7)),
    ]


def test_one_target_in_several_spellings() -> None:
    matcher = Matcher([Spelling("Cell", -1), Spelling("cell", -1), Spelling("unit", -1)])
    assert [match.targets for match in matcher.find("CELL Cell unit")] == [(-1,)] * 3


def test_target_numbers_are_the_callers() -> None:
    matcher = Matcher([Spelling("a1", -5), Spelling("a2", 10**30), Spelling("API", 0)])
    assert [match.targets for match in matcher.find("a1 a2 API")] == [(-5,), (10**30,), (0,)]


def test_no_terms() -> None:
    assert Matcher([]).find("an event loop") == []
    assert Matcher([]).whole("event") == ()


@pytest.mark.parametrize("text", ["", " ", "\u00ad", "\0", "'", "\u200b"])
@pytest.mark.parametrize("match", ["smart", "exact", "ignore-case"])
def test_spellings_of_nothing(text: str, match: str) -> None:
    assert Matcher([Spelling(text, 0, match)]).find("a ' b \0 c\u00ad") == []


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("event loop", (0,)),
        (" Event-Loops ", (0,)),
        ("EVENT\nLOOP", (0,)),
        ("event loop’s", (0,)),
        ("an event loop", ()),
        ("event loop policy", ()),
        ("event", ()),
        ("(event loop)", ()),
        ("(event loop", ()),
        ("APIs", (1,)),
        ("API's", (1,)),
        ("api", ()),
        ("...", (2,)),
        ("…", (2,)),
        ("C++", (3,)),
        (".NET", (4,)),
        ("attorneys general", (5,)),
        ("", ()),
        ("'s", ()),
        ("面接", (6,)),
    ],
)
def test_whole(text: str, targets: tuple[int, ...]) -> None:
    spellings = ["event loop", "API", "...", "C++", ".NET", "attorney general", "面接"]
    matcher = Matcher(Spelling(spelling, number) for number, spelling in enumerate(spellings))
    assert matcher.whole(text) == targets


def test_whole_prefers_the_word_as_it_stands() -> None:
    matcher = Matcher([Spelling("policy", 0), Spelling("policies", 1)])
    assert matcher.whole("policies") == (1,)
    assert matcher.whole("policy") == (0,)


def test_the_likelier_singular_comes_first() -> None:
    matcher = Matcher([Spelling("basis", 0), Spelling("base", 1), Spelling("axe", 2)])
    assert matcher.find("bases axes") == [Match(0, 5, (1,)), Match(6, 10, (2,))]
    assert Matcher([Spelling("axe", 0), Spelling("axis", 1)]).whole("axes") == (1,)


@pytest.mark.parametrize("order", [1, -1])
def test_a_term_of_exact_case_within_a_longer_one(order: int) -> None:
    spellings = [Spelling("REST", 0), Spelling("REST API", 1)][::order]
    assert Matcher(spellings).find("REST API REST") == [Match(0, 8, (1,)), Match(9, 13, (0,))]


def test_an_exact_sign_is_found_and_another_only_named() -> None:
    matcher = Matcher([Spelling(">>>", 0), Spelling("...", 1, "exact")])
    assert matcher.find(">>> x ... y") == [Match(6, 9, (1,))]
    assert matcher.whole(">>>") == (0,)


# Pieces of terms and texts in which everything that the rules speak of occurs often.
WORDS = """
    a A s S + . # - _ ' ’ @ / … – “ 面 サ ก 면 é event Event loop loops IT API APIs it ß ss İ ﬁ
    general attorney attorneys of policy policies -- ...
"""
GAPS = [" ", "  ", "\n", "\n\n", "\u00ad", "\u200b", "\0", "\0 ", "\u00a0", "\u2011", ", ", ". "]
PIECES = st.sampled_from([*WORDS.split(), *GAPS, "e\u0301", "'s ", " (", ") "])
TEXTS = st.lists(PIECES, max_size=12).map("".join)
SPELLINGS = st.lists(
    st.builds(
        Spelling,
        st.lists(PIECES, min_size=1, max_size=4).map("".join),
        st.integers(0, 3),
        st.sampled_from(["smart", "exact", "ignore-case"]),
    ),
    max_size=4,
)


@given(SPELLINGS, TEXTS)
@settings(max_examples=400)
@example([Spelling("rock 'n' roll", 0)], "rock ’n’\nroll")
@example([Spelling("users' guide", 0)], "users' guide")
@example([Spelling("Bourne shell (sh)", 0)], "Bourne shell (sh).")
def test_laws_of_matches(spellings: list[Spelling], text: str) -> None:
    matcher = Matcher(spellings)
    known = {spelling.target for spelling in spellings}
    free = 0
    for start, end, targets in matcher.find(text):
        assert free <= start < end <= len(text)
        free = end
        assert targets == tuple(sorted(set(targets)))
        assert set(targets) <= known
        surface = text[start:end]
        assert surface == surface.strip()
        assert set(targets) <= set(matcher.whole(surface))


@given(SPELLINGS, TEXTS)
@settings(max_examples=400)
def test_what_the_sieve_holds_back_has_no_term(spellings: list[Spelling], text: str) -> None:
    sifting, reading = Matcher(spellings), Matcher(spellings)
    reading._sieve.passes = lambda *asked: True  # type: ignore[method-assign]
    assert sifting.find(text) == reading.find(text)


@given(SPELLINGS, st.lists(TEXTS, max_size=4))
@example([Spelling("event loop", 0)], ["a", "a", "a\0", "event loop", "a 面"])
@example([Spelling("a", 0)], ["\0a", "\0", "\0a", "e\u0301"])
def test_many_texts_have_what_each_has(spellings: list[Spelling], texts: list[str]) -> None:
    each = {number: Matcher(spellings).find(text) for number, text in enumerate(texts)}
    found = Matcher(spellings).find_in(texts)
    assert list(found) == [(number, matches) for number, matches in each.items() if matches]


@given(SPELLINGS, st.lists(TEXTS, max_size=4), st.sets(st.integers(0, 3)))
@example([Spelling("cat", 0), Spelling("cat", 1)], ["cat"], {0, 1})
@example([Spelling("cat", 0), Spelling("cat food", 1)], ["cat", "cat food", "cat,food"], {0})
@example([Spelling("axe", 0), Spelling("axis", 1)], ["axes"], {0})
def test_nothing_is_left_out_that_is_not_settled(
    spellings: list[Spelling], texts: list[str], settled: set[int]
) -> None:
    found = dict(Matcher(spellings).find_in(texts))
    left = dict(Matcher(spellings).find_in(texts, settled))
    assert left.items() <= found.items()
    for number in found.keys() - left.keys():
        assert all(len(each.targets) == 1 for each in found[number])
        assert settled.issuperset(target for each in found[number] for target in each.targets)


def test_what_is_settled_meanwhile_counts_from_the_next_text_on() -> None:
    settled: set[int] = set()
    found = []
    matcher = Matcher([Spelling("cat", 0), Spelling("dog", 1)])
    for number, matches in matcher.find_in(["cat", "a cat", "dogs, cats", "dog"], settled):
        found.append(number)
        settled.update(target for each in matches for target in each.targets)
    assert found == [0, 2]


@given(SPELLINGS, TEXTS)
def test_asking_twice_answers_twice_the_same(spellings: list[Spelling], text: str) -> None:
    matcher = Matcher(spellings)
    matcher.whole(text)
    assert matcher.find(text) == matcher.find(text) == Matcher(spellings).find(text)


@given(SPELLINGS, TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_spellings_does_not_matter(
    spellings: list[Spelling], text: str, rng: Any
) -> None:
    shuffled = list(spellings)
    rng.shuffle(shuffled)
    assert Matcher(shuffled).find(text) == Matcher(spellings).find(text)


@given(SPELLINGS)
def test_every_spelling_names_its_term(spellings: list[Spelling]) -> None:
    matcher = Matcher(spellings)
    for spelling in spellings:
        text = spelling.text
        # Blanks of every kind, hyphens and apostrophes are no outer edge of a term.
        bare = text.strip("-'’\0\u00ad\u200b") == text == text.strip()
        if bare and any(char.isalnum() for char in text):
            assert spelling.target in matcher.whole(text) or _is_cut(text)


def _is_cut(text: str) -> bool:
    """Tell whether a spelling goes across what no term goes across."""
    return any(gap in text for gap in ("\n\n", " \n \n", "\u00ad", "\0"))


@given(TEXTS)
@example("aé-é")
@example("é-é")
def test_composed_or_not(text: str) -> None:
    matcher = Matcher([Spelling("é", 0), Spelling("event é", 1), Spelling("e\u0301a", 2)])

    def found(text: str) -> list[str]:
        matches = matcher.find(text)
        return [unicodedata.normalize("NFC", text[one.start : one.end]) for one in matches]

    assert found(unicodedata.normalize("NFC", text)) == found(unicodedata.normalize("NFD", text))


def test_memories_are_bounded() -> None:
    matcher = Matcher([Spelling("event loop", 0)])
    for number in range(0, 140_000, 7):
        matcher.find(" ".join(f"w{number + place}" for place in range(7)))
    assert len(matcher._sieve) < 70_000
    assert len(matcher._forms) < 70_000
    assert matcher.find("event loops") == [Match(0, 11, (0,))]
