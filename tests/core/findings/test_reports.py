from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sphinx_glossary_faq.core.findings.finding import RULES, Finding, Level, in_order
from sphinx_glossary_faq.core.findings.reports import as_annotations, as_json, as_sarif, as_text
from tests.core.making import findings

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs/manual/reference/output.schema.json").read_text("utf-8")
)

LABEL = Finding(
    "reference",
    "No label “nite”.",
    "guide/a",
    "guide/a.rst",
    3,
    5,
    suggestion="note",
    suggestion_location="guide/b.rst:2",
    target="nite",
)
UNUSED = Finding("unused-term", "No page mentions “call”.", "terms", "terms.rst", 7)
TEMPLATE = Finding("template-link", "No page “nope”.", template="layout.html", target="nope")
FINDINGS = in_order([LABEL, LABEL._replace(line=9), UNUSED, TEMPLATE])

SOME = st.lists(findings()).map(in_order)
ANY = st.lists(findings(st.text(max_size=12))).map(in_order)

HALF = "\ud800"
"""Half a surrogate pair, which YAML and JSON in a source can bring about."""


# -- text ----------------------------------------------------------------------------------------


def test_text_has_a_line_for_each_finding_and_their_count() -> None:
    assert as_text(FINDINGS) == (
        "layout.html: template-link: No page “nope”.\n"
        "guide/a.rst:3:5: reference: No label “nite”. Did you mean “note” (guide/b.rst:2)?\n"
        "guide/a.rst:9:5: reference: No label “nite”. Did you mean “note” (guide/b.rst:2)?\n"
        "terms.rst:7: unused-term: No page mentions “call”.\n"
        "\n"
        "4 findings: 2 reference, 1 template-link, 1 unused-term\n"
    )
    assert as_text([UNUSED]).endswith("\n\n1 finding: 1 unused-term\n")


def test_text_says_that_nothing_was_found_and_what_was_not_checked() -> None:
    assert as_text([]) == "no findings\n"
    assert as_text([], ["extra-link", "template-link"]) == (
        "no findings\nnot checked, because no page is written: extra-link, template-link\n"
    )


@given(SOME)
def test_text_keeps_to_one_line_a_finding(found: list[Finding]) -> None:
    lines = as_text(found).splitlines()
    assert len(lines) == (len(found) + 2 if found else 1)
    for finding, line in zip(found, lines, strict=False):
        assert line == " ".join(f"{finding.location}: {finding.rule}: {finding.sentence}".split())


# -- JSON ----------------------------------------------------------------------------------------


def restored(record: dict[str, Any]) -> Finding:
    """The finding that was written."""
    keys = {"suggestion_location": "suggestion_place"}
    fields = {name: record[keys.get(name, name)] for name in Finding._fields}
    texts = {name: "" for name, value in fields.items() if value is None}
    numbers: dict[str, Any] = {name: fields[name] for name in ("line", "column")}
    assert record["level"] == RULES[record["rule"]].level.value
    return Finding(**{**fields, **texts, **numbers})


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_describes_each_key_and_no_other() -> None:
    document = json.loads(as_json(FINDINGS))
    described = SCHEMA["$defs"]["finding"]
    assert document.keys() == SCHEMA["properties"].keys() == set(SCHEMA["required"])
    assert document["findings"][0].keys() == described["properties"].keys()
    assert set(described["required"]) == described["properties"].keys()
    assert described["properties"]["level"]["enum"] == [level.value for level in Level]


@pytest.mark.parametrize(
    ("key", "value"),
    [("line", 0), ("line", "3"), ("file", ""), ("rule", "Dead link"), ("level", "error")],
)
def test_the_schema_is_not_content_with_anything(key: str, value: object) -> None:
    document = json.loads(as_json(FINDINGS))
    document["findings"][0][key] = value
    assert not Draft202012Validator(SCHEMA).is_valid(document)


@given(ANY, st.sets(st.sampled_from(sorted(RULES))))
def test_json_is_as_the_schema_says_and_loses_nothing(
    found: list[Finding], not_checked: set[str]
) -> None:
    document = json.loads(as_json(found, sorted(not_checked)))
    Draft202012Validator(SCHEMA).validate(document)
    assert [restored(record) for record in document["findings"]] == found
    assert document["not_checked"] == sorted(not_checked)


def test_json_has_null_for_what_is_not_known() -> None:
    told = json.loads(as_json([Finding("no-summary", "No.")]))["findings"][0]
    assert [key for key, value in told.items() if value is not None] == ["rule", "level", "message"]


# -- SARIF ---------------------------------------------------------------------------------------


def run_of(found: list[Finding], folder: str = "") -> dict[str, Any]:
    """The run that SARIF tells of."""
    document = json.loads(as_sarif(found, "1.2.3", folder))
    assert document["version"] == "2.1.0"
    assert document["$schema"].endswith("/sarif-2.1.0.json")
    (run,) = document["runs"]
    assert isinstance(run, dict)
    return run


def physical(result: dict[str, Any]) -> dict[str, Any]:
    """The one place of a result."""
    (location,) = result["locations"]
    place = location["physicalLocation"]
    assert isinstance(place, dict)
    return place


def test_sarif_lists_every_rule() -> None:
    driver = run_of([])["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("sphinx-glossary-faq", "1.2.3")
    assert [rule["id"] for rule in driver["rules"]] == list(RULES)
    for told, rule in zip(driver["rules"], RULES.values(), strict=True):
        assert told["shortDescription"] == told["help"] == {"text": rule.summary}
        assert told["defaultConfiguration"]["level"] == (
            "error" if rule.level is Level.BROKEN else "warning"
        )


def test_sarif_of_a_reference() -> None:
    run = run_of([LABEL], "docs")
    assert run["columnKind"] == "unicodeCodePoints"
    (result,) = run["results"]
    fingerprints = result.pop("partialFingerprints")
    assert result == {
        "ruleId": "reference",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "No label “nite”. Did you mean “note” (guide/b.rst:2)?"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "docs/guide/a.rst", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 3, "startColumn": 5},
                }
            }
        ],
    }
    assert fingerprints.keys() == {"glossaryFaqFinding/v1"}


def test_sarif_knows_a_line_without_a_column_and_neither_without_a_file() -> None:
    template, unused = run_of([TEMPLATE, UNUSED], "docs")["results"]
    assert physical(unused)["region"] == {"startLine": 7}
    assert unused["level"] == "warning"
    assert template["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "docs/conf.py", "uriBaseId": "%SRCROOT%"}
            },
            "logicalLocations": [{"name": "layout.html", "kind": "resource"}],
        }
    ]


@pytest.mark.parametrize(
    ("folder", "file", "uri"),
    [
        ("", "a.rst", "a.rst"),
        (".", "a.rst", "a.rst"),
        ("docs", "a.rst", "docs/a.rst"),
        ("docs/", "a/b.rst", "docs/a/b.rst"),
        ("docs/en", "../../README.rst", "README.rst"),
        ("ä b", "c:d?#%.rst", "%C3%A4%20b/c%3Ad%3F%23%25.rst"),
        ("", "c:d.rst", "c%3Ad.rst"),
    ],
)
def test_sarif_has_addresses_from_the_root_of_the_repository(
    folder: str, file: str, uri: str
) -> None:
    (result,) = run_of([Finding("reference", "No.", file=file)], folder)["results"]
    assert physical(result)["artifactLocation"]["uri"] == uri


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("No role {term}.", "No role {{term}}."),
        ("“{0}” [a] \\b", "“{{0}}” [a] \\b"),
        ("“[a](b) \\c”", "“\\[a\\](b) \\\\c”"),
    ],
)
def test_sarif_takes_nothing_in_a_message_for_its_own(message: str, text: str) -> None:
    (result,) = run_of([Finding("reference", message)])["results"]
    assert result["message"] == {"text": text}


def test_sarif_numbers_equal_findings() -> None:
    results = run_of([LABEL, UNUSED, LABEL._replace(line=9)])["results"]
    marks = [result["partialFingerprints"]["glossaryFaqFinding/v1"] for result in results]
    assert [mark.partition(":")[2] for mark in marks] == ["1", "1", "2"]


@given(SOME)
def test_sarif_tells_equal_findings_apart_by_their_number_alone(found: list[Finding]) -> None:
    marks = [
        result["partialFingerprints"]["glossaryFaqFinding/v1"]
        for result in run_of(found)["results"]
    ]
    assert len(set(marks)) == len(found)
    digests = {mark.partition(":")[0] for mark in marks}
    assert len(digests) == len({finding.fingerprint for finding in found})
    moved = [each._replace(line=each.line and each.line + 7, column=None) for each in found]
    assert marks == [
        result["partialFingerprints"]["glossaryFaqFinding/v1"]
        for result in run_of(moved)["results"]
    ]


# -- GitHub annotations --------------------------------------------------------------------------

COMMAND = re.compile(r"::(error|warning) ([^:]*)::(.*)", re.DOTALL)
"""Matches `::error title=reference::No.`, does not match `::error title=a:b::No.`."""


def unescaped(text: str, *escapes: tuple[str, str]) -> str:
    """As the runner undoes what was escaped: the per cent sign last."""
    for written, read in (*escapes, ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(written, read)
    return text


def decoded(line: str) -> tuple[str, dict[str, str], str]:
    """The kind of an annotation, its properties and its message."""
    match = COMMAND.fullmatch(line)
    assert match
    kind, properties, message = match.groups()
    read = dict(each.split("=", 1) for each in properties.split(","))
    in_property = (("%3A", ":"), ("%2C", ","))
    return (
        kind,
        {name: unescaped(value, *in_property) for name, value in read.items()},
        unescaped(message),
    )


def test_annotations_stand_at_the_line_from_the_root_of_the_repository() -> None:
    assert as_annotations(FINDINGS, "docs/") == (
        "::error title=template-link::layout.html: No page “nope”.\n"
        "::error file=docs/guide/a.rst,line=3,col=5,title=reference::No label “nite”. "
        "Did you mean “note” (guide/b.rst:2)?\n"
        "::error file=docs/guide/a.rst,line=9,col=5,title=reference::No label “nite”. "
        "Did you mean “note” (guide/b.rst:2)?\n"
        "::warning file=docs/terms.rst,line=7,title=unused-term::No page mentions “call”.\n"
    )
    assert as_annotations([]) == ""
    assert as_annotations([Finding("reference", "No.")]) == "::error title=reference::No.\n"


def test_no_command_can_be_injected() -> None:
    finding = Finding(
        "reference", "a\r\n::set-env name=x::y\n%0A", file="a,line=9::\n::error::%.rst"
    )
    assert as_annotations([finding]) == (
        "::error file=a%2Cline=9%3A%3A%0A%3A%3Aerror%3A%3A%25.rst,title=reference"
        "::a%0D%0A::set-env name=x::y%0A%250A\n"
    )


@given(ANY | SOME)
def test_annotations_are_one_line_each_and_lose_nothing(found: list[Finding]) -> None:
    *lines, rest = re.split(r"\r\n|\r|\n", as_annotations(found))
    assert (len(lines), rest) == (len(found), "")
    for finding, line in zip(found, lines, strict=True):
        kind, properties, message = decoded(line)
        assert kind == ("error" if finding.level is Level.BROKEN else "warning")
        assert properties.pop("title") == finding.rule
        if not finding.file:
            assert not properties
            assert message == f"{finding.home}: {finding.sentence}".removeprefix(": ")
            continue
        assert message == finding.sentence
        assert properties.get("line") == (str(finding.line) if finding.line else None)
        column = str(finding.column) if finding.line and finding.column else None
        assert properties.get("col") == column


# -- all of them ---------------------------------------------------------------------------------

NAMES = st.sampled_from(["", "a.rst", "guide/ä b.md", "x: y, 50%.rst"])


@given(st.lists(findings(NAMES)).map(in_order))
def test_every_form_tells_of_the_same_findings(found: list[Finding]) -> None:
    expected = [(each.rule, each.file, each.line if each.file else None) for each in found]
    records = json.loads(as_json(found))["findings"]
    assert [
        (record["rule"], record["file"] or "", record["line"] if record["file"] else None)
        for record in records
    ] == expected
    results = run_of(found)["results"]
    assert [
        (
            result["ruleId"],
            unquote(physical(result)["artifactLocation"]["uri"]),
            physical(result).get("region", {}).get("startLine"),
        )
        for result in results
    ] == [(rule, file or "conf.py", line) for rule, file, line in expected]
    commands = [decoded(line) for line in as_annotations(found).splitlines()]
    assert [
        (properties["title"], properties.get("file", ""), properties.get("line"))
        for _kind, properties, _message in commands
    ] == [(rule, file, str(line) if line else None) for rule, file, line in expected]
    assert as_text(found).splitlines()[: len(found)] == [
        " ".join(f"{each.location}: {each.rule}: {each.sentence}".split()) for each in found
    ]


def test_what_utf_8_cannot_hold_is_told_all_the_same() -> None:
    finding = Finding("reference", f"No “{HALF}”.", file=f"{HALF}.rst", target=HALF)
    for text in (as_text([finding]), as_annotations([finding])):
        assert "No “\\ud800”." in text.encode("utf-8").decode("utf-8")
    document = json.loads(as_json([finding]).encode("utf-8"))
    assert document["findings"][0]["message"] == finding.message
    (result,) = json.loads(as_sarif([finding], "1").encode("utf-8"))["runs"][0]["results"]
    assert result["message"]["text"] == finding.message
