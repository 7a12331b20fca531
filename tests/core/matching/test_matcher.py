from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sphinx_glossary_faq.core.matching.matcher import Match, Matcher, Spelling
from sphinx_glossary_faq.core.text.inflection import INFLECTED_LANGUAGES

CASES = json.loads(
    (Path(__file__).parents[2] / "cases" / "matching.json").read_text(encoding="utf-8")
)["cases"]
IDS = [f"{case['group']}-{number}" for number, case in enumerate(CASES)]


def matcher_of(case: dict[str, Any]) -> Matcher:
    return Matcher(
        (
            Spelling(term["term"], number, term.get("match", "smart"), term.get("inflect", True))
            for number, term in enumerate(case["terms"])
        ),
        language=case.get("language", "en"),
        inflect=case.get("inflect", True),
    )


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_cases(case: dict[str, Any]) -> None:
    text = case["text"]
    matches = [(start, text[start:end]) for start, end, _ in matcher_of(case).find(text)]
    assert len(matches) == len(case["links"]), matches
    for (start, surface), (offset, *accepted) in zip(matches, case["links"], strict=True):
        assert start == offset
        assert surface in accepted


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_cases_in_the_middle_of_a_text(case: dict[str, Any]) -> None:
    """Distant text does not affect the matches."""
    matcher = matcher_of(case)
    text = case["text"]
    before, after = "“ … ”\n\n", "\n\n“ … ”"
    matches = [
        (start - len(before), end - len(before), targets)
        for start, end, targets in matcher.find(before + text + after)
    ]
    assert [match for match in matches if 0 <= match[0] < len(text)] == matcher.find(text)


def test_targets() -> None:
    matcher = Matcher([Spelling("cell", 7), Spelling("cell", 3), Spelling("cells", 5)])
    assert matcher.find("cell cells Cell") == [
        Match(0, 4, (3, 7)),
        Match(5, 10, (5,)),
        Match(11, 15, (3, 7)),
    ]


def test_several_spellings_of_a_target() -> None:
    matcher = Matcher([Spelling("Cell", -1), Spelling("cell", -1), Spelling("unit", -1)])
    assert [match.targets for match in matcher.find("CELL Cell unit")] == [(-1,)] * 3


def test_arbitrary_target_numbers() -> None:
    matcher = Matcher([Spelling("a1", -5), Spelling("a2", 10**30), Spelling("API", 0)])
    assert [match.targets for match in matcher.find("a1 a2 API")] == [(-5,), (10**30,), (0,)]


def test_no_terms() -> None:
    assert Matcher([]).find("an event loop") == []
    assert Matcher([]).lookup("event") == ()


@pytest.mark.parametrize("text", ["", " ", "\u00ad", "\0", "'", "\u200b"])
@pytest.mark.parametrize("match", ["smart", "exact", "ignore-case"])
def test_spellings_without_words(text: str, match: str) -> None:
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
def test_lookup(text: str, targets: tuple[int, ...]) -> None:
    spellings = ["event loop", "API", "...", "C++", ".NET", "attorney general", "面接"]
    matcher = Matcher(Spelling(spelling, number) for number, spelling in enumerate(spellings))
    assert matcher.lookup(text) == targets


def test_lookup_prefers_the_exact_word() -> None:
    matcher = Matcher([Spelling("policy", 0), Spelling("policies", 1)])
    assert matcher.lookup("policies") == (1,)
    assert matcher.lookup("policy") == (0,)


def test_likelier_singular_comes_first() -> None:
    matcher = Matcher([Spelling("basis", 0), Spelling("base", 1), Spelling("axe", 2)])
    assert matcher.find("bases axes") == [Match(0, 5, (1,)), Match(6, 10, (2,))]
    assert Matcher([Spelling("axe", 0), Spelling("axis", 1)]).lookup("axes") == (1,)


@pytest.mark.parametrize("order", [1, -1])
def test_case_sensitive_term_in_a_longer_one(order: int) -> None:
    spellings = [Spelling("REST", 0), Spelling("REST API", 1)][::order]
    assert Matcher(spellings).find("REST API REST") == [Match(0, 8, (1,)), Match(9, 13, (0,))]


def test_symbol_is_linked_only_if_exact() -> None:
    matcher = Matcher([Spelling(">>>", 0), Spelling("...", 1, "exact")])
    assert matcher.find(">>> x ... y") == [Match(6, 9, (1,))]
    assert matcher.lookup(">>>") == (0,)


# Parts of terms and texts in which all that the rules depend on occurs often.
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
        st.booleans(),
    ),
    max_size=4,
)


@given(SPELLINGS, TEXTS)
@settings(max_examples=400)
@example([Spelling("rock 'n' roll", 0)], "rock ’n’\nroll")
@example([Spelling("users' guide", 0)], "users' guide")
@example([Spelling("Bourne shell (sh)", 0)], "Bourne shell (sh).")
def test_properties_of_matches(spellings: list[Spelling], text: str) -> None:
    matcher = Matcher(spellings)
    all_targets = {spelling.target for spelling in spellings}
    previous_end = 0
    for start, end, targets in matcher.find(text):
        assert previous_end <= start < end <= len(text)
        previous_end = end
        assert targets == tuple(sorted(set(targets)))
        assert set(targets) <= all_targets
        surface = text[start:end]
        assert surface == surface.strip()
        assert set(targets) <= set(matcher.lookup(surface))


@given(SPELLINGS, TEXTS, st.sampled_from(["en", "de", "fr", "nl"]))
@settings(max_examples=400)
@example([Spelling("event loop", 0), Spelling("Event", 1)], "Events, Evente loop", "de")
def test_skipped_texts_have_no_matches(spellings: list[Spelling], text: str, language: str) -> None:
    matcher = Matcher(spellings, language=language)
    unfiltered = Matcher(spellings, language=language)
    unfiltered._prefilter.may_contain = lambda *args: True  # type: ignore[method-assign]
    assert matcher.find(text) == unfiltered.find(text)


@given(SPELLINGS, st.lists(TEXTS, max_size=4))
@example([Spelling("event loop", 0)], ["a", "a", "a\0", "event loop", "a 面"])
@example([Spelling("a", 0)], ["\0a", "\0", "\0a", "e\u0301"])
def test_find_many_finds_the_same(spellings: list[Spelling], texts: list[str]) -> None:
    results = ((index, Matcher(spellings).find(text)) for index, text in enumerate(texts))
    expected = [(index, matches) for index, matches in results if matches]
    assert list(Matcher(spellings).find_many(texts)) == expected


@given(SPELLINGS, st.lists(TEXTS, max_size=4), st.sets(st.integers(0, 3)))
@example([Spelling("cat", 0), Spelling("cat", 1)], ["cat"], {0, 1})
@example([Spelling("cat", 0), Spelling("cat food", 1)], ["cat", "cat food", "cat,food"], {0})
@example([Spelling("axe", 0), Spelling("axis", 1)], ["axes"], {0})
def test_find_many_omits_only_resolved_targets(
    spellings: list[Spelling], texts: list[str], resolved: set[int]
) -> None:
    all_matches = dict(Matcher(spellings).find_many(texts))
    filtered = dict(Matcher(spellings).find_many(texts, resolved))
    assert filtered.items() <= all_matches.items()
    for index in all_matches.keys() - filtered.keys():
        for match in all_matches[index]:
            assert len(match.targets) == 1
            assert resolved.issuperset(match.targets)


def test_targets_may_be_resolved_between_two_texts() -> None:
    resolved: set[int] = set()
    indices = []
    matcher = Matcher([Spelling("cat", 0), Spelling("dog", 1)])
    for index, matches in matcher.find_many(["cat", "a cat", "dogs, cats", "dog"], resolved):
        indices.append(index)
        resolved.update(target for match in matches for target in match.targets)
    assert indices == [0, 2]


@given(SPELLINGS, TEXTS)
def test_repeated_calls_return_the_same(spellings: list[Spelling], text: str) -> None:
    matcher = Matcher(spellings)
    matcher.lookup(text)
    assert matcher.find(text) == matcher.find(text) == Matcher(spellings).find(text)


@given(SPELLINGS, TEXTS, st.randoms(use_true_random=False))
def test_order_of_spellings_does_not_matter(spellings: list[Spelling], text: str, rng: Any) -> None:
    shuffled = list(spellings)
    rng.shuffle(shuffled)
    assert Matcher(shuffled).find(text) == Matcher(spellings).find(text)


@given(SPELLINGS, st.sampled_from(INFLECTED_LANGUAGES))
def test_lookup_finds_every_spelling(spellings: list[Spelling], language: str) -> None:
    matcher = Matcher(spellings, language=language)
    for spelling in spellings:
        text = spelling.text
        # White space, hyphens and apostrophes at the ends are not part of a term.
        bare = text.strip("-'’\0\u00ad\u200b") == text == text.strip()
        if bare and any(char.isalnum() for char in text):
            assert spelling.target in matcher.lookup(text) or _is_divided(text)


def _is_divided(text: str) -> bool:
    """Whether a spelling contains a gap that no term can contain."""
    return any(gap in text for gap in ("\n\n", " \n \n", "\u00ad", "\0"))


@given(TEXTS)
@example("aé-é")
@example("é-é")
@example("+/é")
@example("é/é")
def test_unicode_normalization_does_not_matter(text: str) -> None:
    matcher = Matcher([Spelling("é", 0), Spelling("event é", 1), Spelling("e\u0301a", 2)])

    def surfaces(form: Literal["NFC", "NFD"]) -> list[str]:
        normalized = unicodedata.normalize(form, text)
        matches = matcher.find(normalized)
        return [unicodedata.normalize("NFC", normalized[m.start : m.end]) for m in matches]

    assert surfaces("NFC") == surfaces("NFD")


def test_caches_are_bounded() -> None:
    matcher = Matcher([Spelling("event loop", 0)])
    for number in range(0, 140_000, 7):
        matcher.find(" ".join(f"w{number + index}" for index in range(7)))
    assert len(matcher._prefilter) < 70_000
    assert len(matcher._lemmas) < 70_000
    assert matcher.find("event loops") == [Match(0, 11, (0,))]
