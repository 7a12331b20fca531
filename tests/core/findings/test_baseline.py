from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.findings.baseline import (
    STALE_BASELINE,
    StaleEntry,
    compare,
    dump,
    entries_of,
    load,
)
from sphinx_glossary_faq.core.findings.finding import RULES, Finding, Fingerprint, sort_findings
from tests.core.making import findings

FIRST = Finding("reference", "No label “nite”.", "a", "a.rst", 3, 5, target="nite")
SECOND = FIRST._replace(line=9)
UNUSED = Finding("unused-term", "No page mentions “call”.", "terms", "terms.rst", 7)
TEMPLATE = Finding("template-link", "No page “nope”.", template="layout.html", target="nope")

ACCEPTABLE = findings().filter(lambda finding: finding.rule != STALE_BASELINE)
FINDING_LISTS = st.lists(ACCEPTABLE).map(sort_findings)

BASELINE = """\
{
 "version": 1,
 "known": [
  {
   "rule": "reference",
   "file": "a.rst",
   "target": "nite",
   "count": 2
  },
  {
   "rule": "template-link",
   "file": "layout.html",
   "target": "nope",
   "count": 1
  },
  {
   "rule": "unused-term",
   "file": "terms.rst",
   "target": "No page mentions “call”.",
   "count": 1
  }
 ]
}
"""


def count_fingerprints(findings: Iterable[Finding]) -> Counter[Fingerprint]:
    return Counter(finding.fingerprint for finding in findings)


def test_baseline_is_sorted_and_has_no_lines() -> None:
    assert dump([UNUSED, SECOND, TEMPLATE, FIRST]) == BASELINE
    assert dump([]) == '{\n "version": 1,\n "known": []\n}\n'


@given(FINDING_LISTS)
def test_baseline_does_not_depend_on_the_order(drawn: list[Finding]) -> None:
    assert dump(drawn) == dump(reversed(drawn))


@given(FINDING_LISTS)
def test_findings_of_the_baseline_are_accepted(drawn: list[Finding]) -> None:
    assert compare(drawn, load(dump(drawn))) == ([], [])


@given(FINDING_LISTS, FINDING_LISTS)
def test_other_findings_are_new(accepted: list[Finding], added: list[Finding]) -> None:
    new, stale = compare(sort_findings([*accepted, *added]), load(dump(accepted)))
    assert stale == []
    assert count_fingerprints(new) == count_fingerprints(added)
    assert new == sort_findings(new)


@given(st.lists(st.tuples(ACCEPTABLE, st.booleans())))
def test_only_entries_without_a_finding_are_stale(drawn: list[tuple[Finding, bool]]) -> None:
    remaining = [finding for finding, is_fixed in drawn if not is_fixed]
    fixed = count_fingerprints(finding for finding, is_fixed in drawn if is_fixed)
    new, stale = compare(remaining, load(dump(finding for finding, _is_fixed in drawn)))
    assert new == []
    assert {entry.fingerprint: entry.accepted - entry.actual for entry in stale} == fixed
    assert stale == sorted(stale)


def test_of_equal_findings_the_last_are_new() -> None:
    third = FIRST._replace(line=12)
    assert compare([FIRST, SECOND, third], load(dump([FIRST]))) == ([SECOND, third], [])


def test_findings_are_accepted_if_lines_move() -> None:
    baseline = load(dump([FIRST]))
    assert compare([FIRST._replace(line=40, column=1)], baseline) == ([], [])
    assert compare([FIRST._replace(file="b.rst")], baseline)[0]
    assert compare([FIRST._replace(target="night")], baseline)[0]
    assert compare([FIRST._replace(rule="dead-link")], baseline)[0]


def test_entries_of_skipped_rules_are_kept() -> None:
    baseline = load(dump([FIRST, TEMPLATE]))
    assert compare([FIRST], baseline, {"template-link"}) == ([], [])
    entries = entries_of(baseline, {"template-link"})
    assert entries == {TEMPLATE.fingerprint: 1}
    assert dump([FIRST], entries) == dump([FIRST, TEMPLATE])


def test_entries_of_removed_rules_are_stale() -> None:
    fingerprint = Fingerprint("former-rule", "a.rst", "x")
    assert compare([], {fingerprint: 2}, RULES) == ([], [StaleEntry(fingerprint, 2, 0)])


def test_stale_entries_are_findings_that_no_baseline_accepts() -> None:
    _new, stale = compare([FIRST], load(dump([FIRST, SECOND, SECOND, TEMPLATE])))
    stale_findings = [entry.finding("baseline.json") for entry in stale]
    assert stale_findings == [
        Finding(
            STALE_BASELINE,
            "“nite” in a.rst (reference) was found 1 time, not 3. Lower its count.",
            file="baseline.json",
        ),
        Finding(
            STALE_BASELINE,
            "“nope” in layout.html (template-link) is no longer found. Remove its entry.",
            file="baseline.json",
        ),
    ]
    assert dump(stale_findings) == dump([])
    accepted = {stale_findings[0].fingerprint: 1}
    assert compare(stale_findings, accepted)[0] == stale_findings


def test_counts_of_duplicate_entries_are_added() -> None:
    document = json.loads(dump([FIRST, SECOND]))
    document["known"] *= 2
    assert load(json.dumps(document)) == {FIRST.fingerprint: 4}


def test_lone_surrogates_are_kept() -> None:
    finding = FIRST._replace(target="\ud800")
    text = dump([finding]).encode("utf-8").decode("utf-8")
    assert compare([finding], load(text)) == ([], [])


VALID_ENTRY = {"rule": "reference", "file": "a.rst", "target": "x", "count": 1}


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ([], "The baseline has no “known” list."),
        ({"version": 1}, "The baseline has no “known” list."),
        ({"version": 1, "known": {}}, "The baseline has no “known” list."),
        ({"known": []}, "The baseline has version None. Only version 1 is supported."),
        (
            {"version": "1", "known": []},
            "The baseline has version '1'. Only version 1 is supported.",
        ),
        ({"version": 2, "known": []}, "The baseline has version 2. Only version 1 is supported."),
        (
            {"version": 1, "known": [VALID_ENTRY, 3]},
            "Entry 2 in the baseline: “rule” must be a string.",
        ),
        (
            {"version": 1, "known": [{**VALID_ENTRY, "target": None}]},
            "Entry 1 in the baseline: “target” must be a string.",
        ),
        *(
            (
                {"version": 1, "known": [{**VALID_ENTRY, "count": count}]},
                "Entry 1 in the baseline: “count” must be an integer from 1 to 1000000000.",
            )
            for count in (0, -1, 1.5, True, "2", None)
        ),
    ],
)
def test_invalid_baselines_raise(document: object, message: str) -> None:
    with pytest.raises(ValueError, match=r".") as raised:
        load(json.dumps(document))
    assert str(raised.value) == message


@pytest.mark.parametrize("text", ["", "{", "<<<<<<< HEAD\n{}", "[" * 100_000, "9" * 10_000])
def test_invalid_json_raises(text: str) -> None:
    message = r"^The baseline (is not valid JSON: .+|has no “known” list)\.$"
    with pytest.raises(ValueError, match=message):
        load(text)
