from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.findings.finding import (
    RULES,
    Finding,
    Level,
    Selection,
    sort_findings,
)
from tests.core.making import findings

ALL = frozenset(RULES)
ADVICE = frozenset(rule.name for rule in RULES.values() if rule.level is Level.ADVICE)


# -- rules ---------------------------------------------------------------------------------------


def test_rule_names_are_usable_in_suppress_warnings_and_globs() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in RULES)
    assert not RULES.keys() & {level.value for level in Level}


def test_summaries_are_one_sentence() -> None:
    for rule in RULES.values():
        assert re.fullmatch(r"[A-Z].*[^.]\.", rule.summary), rule.name


def test_rules_that_need_written_pages() -> None:
    assert [rule.name for rule in RULES.values() if rule.html_only] == [
        "template-link",
        "extra-link",
        "theme-link",
    ]


# -- findings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("finding", "location"),
    [
        (Finding("reference", "No.", "a", "a.rst", 3, 7), "a.rst:3:7"),
        (Finding("reference", "No.", "a", "a.rst", 3), "a.rst:3"),
        (Finding("reference", "No.", "a", "a.rst"), "a.rst"),
        (Finding("reference", "No.", "a", "a.rst", None, 7), "a.rst"),
        (Finding("template-link", "No.", template="page.html"), "page.html"),
        (Finding("reference", "No.", "a"), "a"),
    ],
)
def test_location_includes_all_known_parts(finding: Finding, location: str) -> None:
    assert finding.location == location


@pytest.mark.parametrize(
    ("suggestion", "location", "message"),
    [
        ("", "", "No label “teh”."),
        ("", "b.rst:2", "No label “teh”."),
        ("the", "", "No label “teh”. Did you mean “the”?"),
        ("the", "b.rst:2", "No label “teh”. Did you mean “the” (b.rst:2)?"),
    ],
)
def test_full_message_ends_with_the_suggestion(
    suggestion: str, location: str, message: str
) -> None:
    finding = Finding(
        "reference", "No label “teh”.", suggestion=suggestion, suggestion_location=location
    )
    assert finding.full_message == message


def test_findings_have_the_level_of_their_rule() -> None:
    assert Finding("reference", "No.").level is Level.BROKEN
    assert Finding("unused-term", "No.").level is Level.ADVICE


@given(findings())
def test_fingerprint_does_not_depend_on_the_line(finding: Finding) -> None:
    moved = finding._replace(line=90, column=None, suggestion="other", suggestion_location="other")
    assert moved.fingerprint == finding.fingerprint
    assert finding._replace(file="other.rst").fingerprint != finding.fingerprint


def test_fingerprint_without_file_or_target() -> None:
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


def test_findings_are_sorted_by_location_then_by_rule() -> None:
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
    assert sort_findings(reversed(ordered)) == ordered


@pytest.mark.parametrize("field", Finding._fields)
def test_all_fields_are_sort_keys(field: str) -> None:
    values: tuple[Any, Any] = (
        (1, 2) if field in {"line", "column"} else ("reference", "unused-term")
    )
    two = [Finding("reference", "No.", line=1)._replace(**{field: value}) for value in values]
    assert sort_findings(two) == sort_findings(reversed(two)) == two


@given(st.lists(findings()), st.randoms(use_true_random=False))
def test_sorting_does_not_depend_on_the_input_order(drawn: list[Finding], random: Random) -> None:
    shuffled = list(drawn)
    random.shuffle(shuffled)
    assert sort_findings(shuffled) == sort_findings(drawn)


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
def test_selection(check: tuple[str, ...], ignore: tuple[str, ...], rules: frozenset[str]) -> None:
    assert Selection(check, ignore).rules() == rules


PATTERNS = st.lists(st.sampled_from([*RULES, "*", "dead-*", "*-term", "broken", "advice"]))


@given(PATTERNS, PATTERNS)
def test_ignored_rules_are_removed(check: list[str], ignore: list[str]) -> None:
    checked, ignored = Selection(tuple(check)).rules(), Selection(tuple(ignore)).rules()
    assert Selection(tuple(check), tuple(ignore)).rules() == checked - ignored


@given(PATTERNS, PATTERNS)
def test_patterns_that_match_a_rule_are_valid(check: list[str], ignore: list[str]) -> None:
    assert list(Selection(tuple(check), tuple(ignore)).invalid_patterns()) == []


def test_invalid_patterns_are_reported_once() -> None:
    messages = list(
        Selection(("dead_link", "broken", "d-*"), ("dead_link", "d-*")).invalid_patterns()
    )
    assert messages == [
        "“dead_link” does not match any rule. Did you mean “dead-link”?",
        "“d-*” does not match any rule.",
    ]
