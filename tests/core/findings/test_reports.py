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

from sphinx_glossary_faq.core.findings.baseline import dump
from sphinx_glossary_faq.core.findings.finding import RULES, Finding, Level, sort_findings
from sphinx_glossary_faq.core.findings.reports import as_annotations, as_json, as_sarif, as_text
from sphinx_glossary_faq.core.text.lines import single_line
from tests.core.making import HOSTILE_TEXTS, commands_in, findings

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
FINDINGS = sort_findings([LABEL, LABEL._replace(line=9), UNUSED, TEMPLATE])

FINDING_LISTS = st.lists(findings()).map(sort_findings)
ANY_TEXT_LISTS = st.lists(findings(st.text(max_size=12))).map(sort_findings)

SURROGATE = "\ud800"
"""A lone surrogate, which YAML and JSON in a source can create."""


# -- text ----------------------------------------------------------------------------------------


def test_text_has_a_line_for_each_finding_and_the_counts() -> None:
    assert as_text(FINDINGS) == (
        "layout.html: template-link: No page “nope”.\n"
        "guide/a.rst:3:5: reference: No label “nite”. Did you mean “note” (guide/b.rst:2)?\n"
        "guide/a.rst:9:5: reference: No label “nite”. Did you mean “note” (guide/b.rst:2)?\n"
        "terms.rst:7: unused-term: No page mentions “call”.\n"
        "\n"
        "4 findings: 2 reference, 1 template-link, 1 unused-term\n"
    )
    assert as_text([UNUSED]).endswith("\n\n1 finding: 1 unused-term\n")


def test_text_without_findings_and_with_unchecked_rules() -> None:
    assert as_text([]) == "no findings\n"
    assert as_text([], ["extra-link", "template-link"]) == (
        "no findings\nnot checked because this builder writes no pages: extra-link, template-link\n"
    )


@given(FINDING_LISTS)
def test_text_has_one_line_for_each_finding(drawn: list[Finding]) -> None:
    lines = as_text(drawn).splitlines()
    assert len(lines) == (len(drawn) + 2 if drawn else 1)
    for finding, line in zip(drawn, lines, strict=False):
        assert line == " ".join(
            f"{finding.location}: {finding.rule}: {finding.full_message}".split()
        )


# -- JSON ----------------------------------------------------------------------------------------


def restored(record: dict[str, Any]) -> Finding:
    """Return the finding of a JSON record."""
    keys = {"suggestion_location": "suggestion_place"}
    fields = {name: record[keys.get(name, name)] for name in Finding._fields}
    texts = {name: "" for name, value in fields.items() if value is None}
    numbers: dict[str, Any] = {name: fields[name] for name in ("line", "column")}
    assert record["level"] == RULES[record["rule"]].level.value
    return Finding(**{**fields, **texts, **numbers})


def test_schema_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_schema_describes_exactly_the_keys() -> None:
    document = json.loads(as_json(FINDINGS))
    schema = SCHEMA["$defs"]["finding"]
    assert document.keys() == SCHEMA["properties"].keys() == set(SCHEMA["required"])
    assert document["findings"][0].keys() == schema["properties"].keys()
    assert set(schema["required"]) == schema["properties"].keys()
    assert schema["properties"]["level"]["enum"] == [level.value for level in Level]


@pytest.mark.parametrize(
    ("key", "value"),
    [("line", 0), ("line", "3"), ("file", ""), ("rule", "Dead link"), ("level", "error")],
)
def test_schema_rejects_invalid_values(key: str, value: object) -> None:
    document = json.loads(as_json(FINDINGS))
    document["findings"][0][key] = value
    assert not Draft202012Validator(SCHEMA).is_valid(document)


@given(ANY_TEXT_LISTS, st.sets(st.sampled_from(sorted(RULES))))
def test_json_matches_the_schema_and_is_lossless(
    drawn: list[Finding], not_checked: set[str]
) -> None:
    document = json.loads(as_json(drawn, sorted(not_checked)))
    Draft202012Validator(SCHEMA).validate(document)
    assert [restored(record) for record in document["findings"]] == drawn
    assert document["not_checked"] == sorted(not_checked)


def test_unknown_values_are_null_in_json() -> None:
    record = json.loads(as_json([Finding("no-summary", "No.")]))["findings"][0]
    assert [key for key, value in record.items() if value is not None] == [
        "rule",
        "level",
        "message",
    ]


# -- SARIF ---------------------------------------------------------------------------------------


def run_of(drawn: list[Finding], folder: str = "") -> dict[str, Any]:
    """Return the run of the SARIF log of *drawn*."""
    document = json.loads(as_sarif(drawn, "1.2.3", folder))
    assert document["version"] == "2.1.0"
    assert document["$schema"].endswith("/sarif-2.1.0.json")
    (run,) = document["runs"]
    assert isinstance(run, dict)
    return run


def physical_location(result: dict[str, Any]) -> dict[str, Any]:
    """Return the only location of a result."""
    (location,) = result["locations"]
    physical = location["physicalLocation"]
    assert isinstance(physical, dict)
    return physical


def test_sarif_lists_every_rule() -> None:
    driver = run_of([])["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("sphinx-glossary-faq", "1.2.3")
    assert [rule["id"] for rule in driver["rules"]] == list(RULES)
    for descriptor, rule in zip(driver["rules"], RULES.values(), strict=True):
        assert descriptor["shortDescription"] == descriptor["help"] == {"text": rule.summary}
        assert descriptor["defaultConfiguration"]["level"] == (
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


def test_sarif_without_column_or_file() -> None:
    template, unused = run_of([TEMPLATE, UNUSED], "docs")["results"]
    assert physical_location(unused)["region"] == {"startLine": 7}
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
def test_sarif_uris_are_relative_to_the_repository(folder: str, file: str, uri: str) -> None:
    (result,) = run_of([Finding("reference", "No.", file=file)], folder)["results"]
    assert physical_location(result)["artifactLocation"]["uri"] == uri


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("No role {term}.", "No role {{term}}."),
        ("“{0}” [a] \\b", "“{{0}}” [a] \\b"),
        ("“[a](b) \\c”", "“\\[a\\](b) \\\\c”"),
    ],
)
def test_sarif_messages_are_escaped(message: str, text: str) -> None:
    (result,) = run_of([Finding("reference", message)])["results"]
    assert result["message"] == {"text": text}


def test_sarif_numbers_equal_findings() -> None:
    results = run_of([LABEL, UNUSED, LABEL._replace(line=9)])["results"]
    fingerprints = [result["partialFingerprints"]["glossaryFaqFinding/v1"] for result in results]
    assert [fingerprint.partition(":")[2] for fingerprint in fingerprints] == ["1", "1", "2"]


@given(FINDING_LISTS)
def test_sarif_fingerprints_differ_only_by_number_for_equal_findings(drawn: list[Finding]) -> None:
    fingerprints = [
        result["partialFingerprints"]["glossaryFaqFinding/v1"]
        for result in run_of(drawn)["results"]
    ]
    assert len(set(fingerprints)) == len(drawn)
    digests = {fingerprint.partition(":")[0] for fingerprint in fingerprints}
    assert len(digests) == len({finding.fingerprint for finding in drawn})
    moved = [
        finding._replace(line=finding.line and finding.line + 7, column=None) for finding in drawn
    ]
    assert fingerprints == [
        result["partialFingerprints"]["glossaryFaqFinding/v1"]
        for result in run_of(moved)["results"]
    ]


# -- GitHub annotations --------------------------------------------------------------------------

COMMAND = re.compile(r"::(error|warning) ([^:]*)::(.*)", re.DOTALL)
"""Matches `::error title=reference::No.`; not `::error title=a:b::No.`."""


def unescaped(text: str, *escapes: tuple[str, str]) -> str:
    """Unescape *text* like the runner: the per cent sign last."""
    for escape, character in (*escapes, ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(escape, character)
    return text


def decoded(line: str) -> tuple[str, dict[str, str], str]:
    """Return the kind, the properties and the message of an annotation."""
    match = COMMAND.fullmatch(line)
    assert match
    kind, properties, message = match.groups()
    pairs = dict(pair.split("=", 1) for pair in properties.split(","))
    escapes = (("%3A", ":"), ("%2C", ","))
    return (
        kind,
        {name: unescaped(value, *escapes) for name, value in pairs.items()},
        unescaped(message),
    )


def test_annotations_have_paths_relative_to_the_repository() -> None:
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


def test_commands_cannot_be_injected() -> None:
    finding = Finding(
        "reference", "a\r\n::set-env name=x::y\n%0A", file="a,line=9::\n::error::%.rst"
    )
    assert as_annotations([finding]) == (
        "::error file=a%2Cline=9%3A%3A%0A%3A%3Aerror%3A%3A%25.rst,title=reference"
        "::a%0D%0A::set-env name=x::y%0A%250A\n"
    )


def without_controls(text: str) -> str:
    """Return *text* with a blank for each control character that cannot be escaped."""
    lines = re.split(r"([\r\n]+)", text)
    return "".join(line if line[:1] in ("\r", "\n") else single_line(line) for line in lines)


@given(ANY_TEXT_LISTS | FINDING_LISTS)
def test_annotations_have_one_line_each_and_are_lossless(drawn: list[Finding]) -> None:
    *lines, last = re.split(r"\r\n|\r|\n", as_annotations(drawn))
    assert (len(lines), last) == (len(drawn), "")
    for finding, line in zip(drawn, lines, strict=True):
        kind, properties, message = decoded(line)
        assert kind == ("error" if finding.level is Level.BROKEN else "warning")
        assert properties.pop("title") == finding.rule
        if not finding.file:
            assert not properties
            expected = f"{finding.source}: {finding.full_message}".removeprefix(": ")
            assert message == without_controls(expected)
            continue
        assert message == without_controls(finding.full_message)
        assert properties.get("line") == (str(finding.line) if finding.line else None)
        column = str(finding.column) if finding.line and finding.column else None
        assert properties.get("col") == column


# -- all formats ----------------------------------------------------------------------------------

NAMES = st.sampled_from(["", "a.rst", "guide/ä b.md", "x: y, 50%.rst"])


@given(st.lists(findings(NAMES)).map(sort_findings))
def test_all_formats_have_the_same_findings(drawn: list[Finding]) -> None:
    expected = [
        (finding.rule, finding.file, finding.line if finding.file else None) for finding in drawn
    ]
    records = json.loads(as_json(drawn))["findings"]
    assert [
        (record["rule"], record["file"] or "", record["line"] if record["file"] else None)
        for record in records
    ] == expected
    results = run_of(drawn)["results"]
    assert [
        (
            result["ruleId"],
            unquote(physical_location(result)["artifactLocation"]["uri"]),
            physical_location(result).get("region", {}).get("startLine"),
        )
        for result in results
    ] == [(rule, file or "conf.py", line) for rule, file, line in expected]
    commands = [decoded(line) for line in as_annotations(drawn).splitlines()]
    assert [
        (properties["title"], properties.get("file", ""), properties.get("line"))
        for _kind, properties, _message in commands
    ] == [(rule, file, str(line) if line else None) for rule, file, line in expected]
    assert as_text(drawn).splitlines()[: len(drawn)] == [
        " ".join(f"{finding.location}: {finding.rule}: {finding.full_message}".split())
        for finding in drawn
    ]


def test_lone_surrogates_are_escaped() -> None:
    finding = Finding("reference", f"No “{SURROGATE}”.", file=f"{SURROGATE}.rst", target=SURROGATE)
    for text in (as_text([finding]), as_annotations([finding])):
        assert "No “\\ud800”." in text.encode("utf-8").decode("utf-8")
    document = json.loads(as_json([finding]).encode("utf-8"))
    assert document["findings"][0]["message"] == finding.message
    (result,) = json.loads(as_sarif([finding], "1").encode("utf-8"))["runs"][0]["results"]
    assert result["message"]["text"] == finding.message


# Matches the lines of our JSON: `{`, ` "version": 1,`, `  },`; not `x`, `::error::`.
JSON_LINE = re.compile(r"\s*[{}\[\]\"].*|\s*(?:null|\d+),?")


@given(st.lists(findings(HOSTILE_TEXTS), max_size=3).map(sort_findings))
def test_no_text_of_an_author_begins_a_line(drawn: list[Finding]) -> None:
    assert commands_in(as_text(drawn)) == []
    assert all(COMMAND.match(line) for line in as_annotations(drawn).splitlines())
    for text in (as_json(drawn), as_sarif(drawn, "1"), dump(drawn)):
        assert all(JSON_LINE.match(line) for line in text.splitlines())
        assert json.loads(text)
