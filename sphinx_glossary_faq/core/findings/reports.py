"""Findings as text, as JSON, as SARIF and as GitHub annotations: the same ones, as ordered.

Each form is a function of the findings (`core.findings.in_order`) and of nothing that
differs between two runs: no date, no path of the machine, no number of processes.  This
module does not know where a report is written to.
"""

from __future__ import annotations

import json
import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote

from sphinx_glossary_faq.core.findings.finding import RULES, Finding, Fingerprint, Level, Rule
from sphinx_glossary_faq.core.text.plural import pluralize

Json = dict[str, Any]

JSON_VERSION: Final = 1
"""Changes when a program that reads the JSON would have to."""

SEVERITIES: Final = {Level.BROKEN: "error", Level.ADVICE: "warning"}
"""What GitHub and SARIF call the levels."""

SARIF_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"

FINGERPRINT: Final = "glossaryFaqFinding/v1"
"""The version changes when the same finding gets another fingerprint."""

SETTINGS: Final = "conf.py"
"""Where SARIF places what is in no file of the source: a theme's template is chosen there.
GitHub refuses a whole report when one result has no file."""


# -- text ----------------------------------------------------------------------------------------


def as_text(findings: Sequence[Finding], not_checked: Iterable[str] = ()) -> str:
    """One line a finding, "file:line:column: rule: sentence", then how many of each rule.

    `not_checked` names the rules that only a build of HTML can run.
    """
    told = [_one_line(f"{each.location}: {each.rule}: {each.sentence}") for each in findings]
    lines = [*told, *([""] if told else []), _count(findings)]
    if names := ", ".join(not_checked):
        lines.append(f"not checked, because no page is written: {names}")
    return _encodable("\n".join(lines) + "\n")


def _count(findings: Sequence[Finding]) -> str:
    """How many there are: "3 findings: 2 dead-link, 1 reference", the most frequent first."""
    if not findings:
        return "no findings"
    counts = Counter(finding.rule for finding in findings)
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    by_rule = ", ".join(f"{number} {rule}" for rule, number in ranked)
    return f"{pluralize(len(findings), 'finding')}: {by_rule}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


# -- JSON ----------------------------------------------------------------------------------------


def as_json(findings: Sequence[Finding], not_checked: Iterable[str] = ()) -> str:
    """One document; `docs/manual/reference/output.schema.json` describes it."""
    return _dumped(
        {
            "version": JSON_VERSION,
            "findings": [_record(finding) for finding in findings],
            "not_checked": list(not_checked),
        }
    )


def _record(finding: Finding) -> Json:
    """The fields by their names; null is what is not known."""
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "message": finding.message,
        "docname": finding.docname or None,
        "file": finding.file or None,
        "line": finding.line,
        "column": finding.column,
        "template": finding.template or None,
        "target": finding.target or None,
        "suggestion": finding.suggestion or None,
        "suggestion_place": finding.suggestion_location or None,
    }


# -- SARIF ---------------------------------------------------------------------------------------


def as_sarif(findings: Sequence[Finding], version: str, folder: str = "") -> str:
    """A log of SARIF 2.1.0 (OASIS) with one run of *version*, for GitHub's code scanning.

    `folder` is the source folder, relative to the root of the repository: "docs".
    """
    rules = list(RULES.values())
    index = {rule.name: number for number, rule in enumerate(rules)}
    driver = {
        "name": "sphinx-glossary-faq",
        "version": version,
        "rules": [_descriptor(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, number, folder) | {"ruleIndex": index[finding.rule]}
            for finding, number in _numbered(findings)
        ],
    }
    return _dumped({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _descriptor(rule: Rule) -> Json:
    # GitHub wants all three texts.
    texts = ("shortDescription", "fullDescription", "help")
    return {
        "id": rule.name,
        **{name: {"text": rule.summary} for name in texts},
        "defaultConfiguration": {"level": SEVERITIES[rule.level]},
    }


def _result(finding: Finding, number: int, folder: str) -> Json:
    return {
        "ruleId": finding.rule,
        "level": SEVERITIES[finding.level],
        "message": {"text": _sarif_text(finding.sentence)},
        "locations": [_location(finding, folder)],
        "partialFingerprints": {FINGERPRINT: f"{_digest(finding.fingerprint)}:{number}"},
    }


def _location(finding: Finding, folder: str) -> Json:
    path = _in_repository(finding.file or SETTINGS, folder)
    # A relative address: no character of a file name may be read as a part of its own. Names
    # that are not UTF-8 have surrogates.
    artifact = {"uri": quote(path, errors="surrogatepass"), "uriBaseId": "%SRCROOT%"}
    physical: Json = {"artifactLocation": artifact}
    if finding.file and finding.line:
        column = {"startColumn": finding.column} if finding.column else {}
        physical["region"] = {"startLine": finding.line} | column
    location: Json = {"physicalLocation": physical}
    if finding.template:
        location["logicalLocations"] = [{"name": finding.template, "kind": "resource"}]
    return location


def _sarif_text(text: str) -> str:
    """*text* as a "plain text message", in which braces and Markdown's links have a meaning.

    Braces are doubled (3.11.5); what would be read as a link is escaped (3.11.6).
    """
    if "](" in text:
        for special in "\\[]":
            text = text.replace(special, f"\\{special}")
    return text.replace("{", "{{").replace("}", "}}")


def _numbered(findings: Iterable[Finding]) -> Iterator[tuple[Finding, int]]:
    """Each finding with its number, from 1, among those of the same fingerprint."""
    seen: Counter[Fingerprint] = Counter()
    for finding in findings:
        seen[finding.fingerprint] += 1
        yield finding, seen[finding.fingerprint]


def _digest(fingerprint: Fingerprint) -> str:
    return sha256(json.dumps(fingerprint).encode("ascii")).hexdigest()[:32]


# -- GitHub annotations --------------------------------------------------------------------------


def as_annotations(findings: Sequence[Finding], folder: str = "") -> str:
    """One workflow command a finding, which GitHub shows at the line of a pull request.

    `folder` is as for `as_sarif`.  Whatever a message or a file name holds, it stays within
    its command: neither another command nor another property can come of it.
    """
    return _encodable("".join(f"{_command(finding, folder)}\n" for finding in findings))


def _command(finding: Finding, folder: str) -> str:
    properties: dict[str, str] = {}
    message = finding.sentence
    if finding.file:
        properties["file"] = _in_repository(finding.file, folder)
        if finding.line:
            properties["line"] = str(finding.line)
            if finding.column:
                properties["col"] = str(finding.column)
    elif finding.home:
        message = f"{finding.home}: {message}"
    properties["title"] = finding.rule
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{SEVERITIES[finding.level]} {told}::{_message(message)}"


def _message(text: str) -> str:
    """Escaped as the runner of GitHub Actions reads it back; the per cent sign first."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """As `_message`; a colon would end the properties, a comma the property."""
    return _message(text).replace(":", "%3A").replace(",", "%2C")


# -- all of them ---------------------------------------------------------------------------------


def _in_repository(file: str, folder: str) -> str:
    """The path from the root of the repository, of a file outside of the source folder too."""
    return posixpath.normpath(posixpath.join(folder, file))


def _dumped(document: Json) -> str:
    return _encodable(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def _encodable(text: str) -> str:
    r"""*text* with half a surrogate pair, as YAML's "\ud800" makes one, as "\ud800" again.

    UTF-8 cannot hold it.  In JSON this is the very escape for it.
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
