from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.findings.finding import RULES, Finding, Level, Selection, in_order
from tests.core.making import findings

ALL = frozenset(RULES)
ADVICE = frozenset(rule.name for rule in RULES.values() if rule.level is Level.ADVICE)


# -- rules ---------------------------------------------------------------------------------------


def test_names_of_rules_are_fit_for_suppress_warnings_and_globs() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in RULES)
    assert not RULES.keys() & {level.value for level in Level}


def test_a_summary_is_one_sentence() -> None:
    for rule in RULES.values():
        assert re.fullmatch(r"[A-Z].*[^.]\.", rule.summary), rule.name


def test_only_written_pages_show_what_templates_and_extra_files_hold() -> None:
    assert [rule.name for rule in RULES.values() if rule.html_only] == [
        "template-link",
        "extra-link",
        "theme-link",
    ]


# -- findings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("finding", "place"),
    [
        (Finding("reference", "No.", "a", "a.rst", 3, 7), "a.rst:3:7"),
        (Finding("reference", "No.", "a", "a.rst", 3), "a.rst:3"),
        (Finding("reference", "No.", "a", "a.rst"), "a.rst"),
        (Finding("reference", "No.", "a", "a.rst", None, 7), "a.rst"),
        (Finding("template-link", "No.", template="page.html"), "page.html"),
        (Finding("reference", "No.", "a"), "a"),
    ],
)
def test_a_place_says_what_is_known(finding: Finding, place: str) -> None:
    assert finding.location == place


@pytest.mark.parametrize(
    ("suggestion", "place", "sentence"),
    [
        ("", "", "No label “teh”."),
        ("", "b.rst:2", "No label “teh”."),
        ("the", "", "No label “teh”. Did you mean “the”?"),
        ("the", "b.rst:2", "No label “teh”. Did you mean “the” (b.rst:2)?"),
    ],
)
def test_a_sentence_ends_with_what_was_meant(suggestion: str, place: str, sentence: str) -> None:
    finding = Finding(
        "reference", "No label “teh”.", suggestion=suggestion, suggestion_location=place
    )
    assert finding.sentence == sentence


def test_a_finding_has_the_level_of_its_rule() -> None:
    assert Finding("reference", "No.").level is Level.BROKEN
    assert Finding("unused-term", "No.").level is Level.ADVICE


@given(findings())
def test_a_fingerprint_does_not_know_where_in_the_file(finding: Finding) -> None:
    moved = finding._replace(line=90, column=None, suggestion="other", suggestion_location="other")
    assert moved.fingerprint == finding.fingerprint
    assert finding._replace(file="other.rst").fingerprint != finding.fingerprint


def test_a_fingerprint_needs_no_file_and_no_target() -> None:
    assert Finding("reference", "No.", "a", "a.rst", target="x").fingerprint == (
        "reference",
        "a.rst",
        "x",
    )
    assert Finding("reference", "No.", "a", template="t.html").fingerprint == (
        "reference",
        "t.html",
        "No.",
    )
    assert Finding("reference", "No.", "a").fingerprint == ("reference", "a", "No.")


def test_findings_are_ordered_by_place_then_by_rule() -> None:
    ordered = [
        Finding("template-link", "No.", template="a.html"),
        Finding("reference", "No.", "a", "a.rst"),
        Finding("reference", "No.", "a", "a.rst", 1),
        Finding("reference", "No.", "a", "a.rst", 2),
        Finding("reference", "No.", "a", "a.rst", 2, 1),
        Finding("reference", "No.", "a", "a.rst", 2, 9),
        Finding("case-mismatch", "No.", "a", "a.rst", 2, 10),
        Finding("reference", "A.", "a", "a.rst", 2, 10),
        Finding("reference", "B.", "a", "a.rst", 2, 10),
        Finding("reference", "No.", "a", "a.rst", 10),
        Finding("reference", "No.", "b", "b.rst", 1),
    ]
    assert in_order(reversed(ordered)) == ordered


@pytest.mark.parametrize("field", Finding._fields)
def test_every_field_is_part_of_the_order(field: str) -> None:
    values: tuple[Any, Any] = (
        (1, 2) if field in {"line", "column"} else ("reference", "unused-term")
    )
    two = [Finding("reference", "No.", line=1)._replace(**{field: each}) for each in values]
    assert in_order(two) == in_order(reversed(two)) == two


@given(st.lists(findings()), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_who_found_what_first(
    found: list[Finding], random: Random
) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    assert in_order(shuffled) == in_order(found)


# -- selections ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("check", "ignore", "rules"),
    [
        ((), (), frozenset()),
        (("*",), (), ALL),
        (("broken",), (), ALL - ADVICE),
        (("broken", "advice"), (), ALL),
        (("advice",), ("unused-term",), ADVICE - {"unused-term"}),
        (("dead-*",), (), {"dead-link", "dead-anchor"}),
        (("dead-*", "unused-term"), ("*-anchor",), {"dead-link", "unused-term"}),
        (("*",), ("broken", "advice"), frozenset()),
        (("relation",), (), {"relation"}),
        (("Term",), (), frozenset()),
        (("[hc]*[yn]",), (), {"hierarchy", "comparison", "circular-definition"}),
        (("unused-term",), ("*",), frozenset()),
    ],
)
def test_a_selection(
    check: tuple[str, ...], ignore: tuple[str, ...], rules: frozenset[str]
) -> None:
    assert Selection(check, ignore).rules() == rules


PATTERNS = st.lists(st.sampled_from([*RULES, "*", "dead-*", "*-term", "broken", "advice"]))


@given(PATTERNS, PATTERNS)
def test_to_ignore_is_to_take_away(check: list[str], ignore: list[str]) -> None:
    on, off = Selection(tuple(check)).rules(), Selection(tuple(ignore)).rules()
    assert Selection(tuple(check), tuple(ignore)).rules() == on - off


@given(PATTERNS, PATTERNS)
def test_a_pattern_with_a_rule_is_no_reason_to_complain(
    check: list[str], ignore: list[str]
) -> None:
    assert list(Selection(tuple(check), tuple(ignore)).invalid_patterns()) == []


def test_a_pattern_without_a_rule_is_told_once() -> None:
    told = list(Selection(("dead_link", "broken", "d-*"), ("dead_link", "d-*")).invalid_patterns())
    assert told == [
        "“dead_link” matches no rule of the check. Did you mean “dead-link”?",
        "“d-*” matches no rule of the check.",
    ]
