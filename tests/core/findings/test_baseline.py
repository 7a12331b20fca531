from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.findings.baseline import STALE, Stale, compare, dump, load, unchecked
from sphinx_glossary_faq.core.findings.finding import RULES, Finding, Fingerprint, in_order
from tests.core.making import findings

FIRST = Finding("reference", "No label “nite”.", "a", "a.rst", 3, 5, target="nite")
SECOND = FIRST._replace(line=9)
UNUSED = Finding("unused-term", "No page mentions “call”.", "terms", "terms.rst", 7)
TEMPLATE = Finding("template-link", "No page “nope”.", template="layout.html", target="nope")

SOME = st.lists(findings().filter(lambda each: each.rule != STALE)).map(in_order)

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


def test_a_baseline_is_sorted_and_has_no_lines() -> None:
    assert dump([UNUSED, SECOND, TEMPLATE, FIRST]) == BASELINE
    assert dump([]) == '{\n "version": 1,\n "known": []\n}\n'


@given(SOME)
def test_a_baseline_is_the_same_in_whatever_order_things_are_found(found: list[Finding]) -> None:
    assert dump(found) == dump(reversed(found))


@given(SOME)
def test_what_a_baseline_was_made_of_is_known(found: list[Finding]) -> None:
    assert compare(found, load(dump(found))) == ([], [])


@given(SOME, SOME)
def test_what_is_found_beyond_the_baseline_is_new(
    known: list[Finding], more: list[Finding]
) -> None:
    new, stale = compare(in_order([*known, *more]), load(dump(known)))
    assert stale == []
    assert Counter(each.fingerprint for each in new) == Counter(each.fingerprint for each in more)
    assert new == in_order(new)


@given(st.lists(st.tuples(findings().filter(lambda each: each.rule != STALE), st.booleans())))
def test_what_was_mended_is_stale_and_nothing_else(drawn: list[tuple[Finding, bool]]) -> None:
    kept = [finding for finding, is_mended in drawn if not is_mended]
    mended = Counter(finding.fingerprint for finding, is_mended in drawn if is_mended)
    new, stale = compare(kept, load(dump(finding for finding, _is_mended in drawn)))
    assert new == []
    assert {each.fingerprint: each.known - each.found for each in stale} == mended
    assert stale == sorted(stale)


def test_of_equal_findings_the_first_are_known() -> None:
    third = FIRST._replace(line=12)
    assert compare([FIRST, SECOND, third], load(dump([FIRST]))) == ([SECOND, third], [])


def test_findings_are_known_where_lines_have_moved() -> None:
    baseline = load(dump([FIRST]))
    assert compare([FIRST._replace(line=40, column=1)], baseline) == ([], [])
    assert compare([FIRST._replace(file="b.rst")], baseline)[0]
    assert compare([FIRST._replace(target="night")], baseline)[0]
    assert compare([FIRST._replace(rule="dead-link")], baseline)[0]


def test_rules_that_did_not_run_have_no_stale_entries_and_keep_them() -> None:
    baseline = load(dump([FIRST, TEMPLATE]))
    assert compare([FIRST], baseline, {"template-link"}) == ([], [])
    kept = unchecked(baseline, {"template-link"})
    assert kept == {TEMPLATE.fingerprint: 1}
    assert dump([FIRST], kept) == dump([FIRST, TEMPLATE])


def test_an_entry_of_a_rule_that_is_no_more_is_stale() -> None:
    fingerprint = Fingerprint("former-rule", "a.rst", "x")
    assert compare([], {fingerprint: 2}, RULES) == ([], [Stale(fingerprint, 2, 0)])


def test_a_stale_entry_is_a_finding_that_no_baseline_accepts() -> None:
    _new, stale = compare([FIRST], load(dump([FIRST, SECOND, SECOND, TEMPLATE])))
    told = [each.finding("baseline.json") for each in stale]
    assert told == [
        Finding(
            STALE,
            "“nite” in a.rst (reference) is found 1 time, not 3: lower its count.",
            file="baseline.json",
        ),
        Finding(
            STALE,
            "“nope” in layout.html (template-link) is no longer found: remove its entry.",
            file="baseline.json",
        ),
    ]
    assert dump(told) == dump([])
    assert compare(told, {told[0].fingerprint: 1})[0] == told


def test_entries_that_a_merge_doubled_count_together() -> None:
    document = json.loads(dump([FIRST, SECOND]))
    document["known"] *= 2
    assert load(json.dumps(document)) == {FIRST.fingerprint: 4}


def test_half_a_surrogate_pair_is_kept() -> None:
    odd = FIRST._replace(target="\ud800")
    assert compare([odd], load(dump([odd]).encode("utf-8").decode("utf-8"))) == ([], [])


GOOD = {"rule": "reference", "file": "a.rst", "target": "x", "count": 1}


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ([], "The baseline has no list “known”."),
        ({"version": 1}, "The baseline has no list “known”."),
        ({"version": 1, "known": {}}, "The baseline has no list “known”."),
        ({"known": []}, "The baseline has the version None; only 1 can be read."),
        ({"version": "1", "known": []}, "The baseline has the version '1'; only 1 can be read."),
        ({"version": 2, "known": []}, "The baseline has the version 2; only 1 can be read."),
        (
            {"version": 1, "known": [GOOD, 3]},
            "Entry 2 of the baseline has no text as its “rule”.",
        ),
        (
            {"version": 1, "known": [{**GOOD, "target": None}]},
            "Entry 1 of the baseline has no text as its “target”.",
        ),
        *(
            (
                {"version": 1, "known": [{**GOOD, "count": count}]},
                "Entry 1 of the baseline has no “count” of 1 or more.",
            )
            for count in (0, -1, 1.5, True, "2", None)
        ),
    ],
)
def test_what_is_no_baseline_is_told_in_a_sentence(document: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=r".") as raised:
        load(json.dumps(document))
    assert str(raised.value) == sentence


@pytest.mark.parametrize("text", ["", "{", "<<<<<<< HEAD\n{}", "[" * 100_000, "9" * 10_000])
def test_what_is_not_json_is_told_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"^The baseline (is not JSON: .+|has no list “known”)\.$"):
        load(text)
