"""Format findings as text, JSON, SARIF and GitHub annotations.

All formats contain the same findings in the given order (see `sort_findings`).  The output is
reproducible, because it contains no dates, absolute paths or process counts.  This module does not
write files.
"""

from __future__ import annotations

import json
import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final
from urllib.parse import quote

from sphinx_glossary_faq.core.cache_file import digest, format_json
from sphinx_glossary_faq.core.findings.finding import RULES, Finding, Fingerprint, Level, Rule
from sphinx_glossary_faq.core.text.lines import single_line
from sphinx_glossary_faq.core.text.plural import pluralize
from sphinx_glossary_faq.core.text.surrogates import escape_surrogates

Json = dict[str, Any]

JSON_VERSION: Final = 1
"""The version of the JSON format, increased with each incompatible change."""

SEVERITIES: Final = {Level.BROKEN: "error", Level.ADVICE: "warning"}
"""The names for the levels in GitHub annotations and SARIF."""

SARIF_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"

FINGERPRINT: Final = "glossaryFaqFinding/v1"
"""The key of the fingerprint, whose version changes when fingerprints are computed differently."""

CONF_FILE: Final = "conf.py"
"""The file in SARIF for findings without a source file, such as links in a theme.  GitHub rejects a
report if any result has no file."""


# -- text ----------------------------------------------------------------------------------------


def as_text(findings: Sequence[Finding], not_checked: Iterable[str] = ()) -> str:
    """Return a line "file:line:column: rule: message" for each finding, followed by the counts.

    *not_checked* contains the names of the rules that only an HTML build can run.
    """
    lines = [
        _one_line(f"{finding.location}: {finding.rule}: {finding.full_message}")
        for finding in findings
    ]
    lines += [*([""] if lines else []), _counts(findings)]
    if names := ", ".join(not_checked):
        lines.append(f"not checked because this builder writes no pages: {names}")
    return escape_surrogates("\n".join(lines) + "\n")


def _counts(findings: Sequence[Finding]) -> str:
    """Return the counts by rule, such as "3 findings: 2 dead-link, 1 reference".

    The most frequent rule comes first.
    """
    if not findings:
        return "no findings"
    counts = Counter(finding.rule for finding in findings)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    by_rule = ", ".join(f"{count} {rule}" for rule, count in ranked)
    return f"{pluralize(len(findings), 'finding')}: {by_rule}"


def _one_line(text: str) -> str:
    return " ".join(single_line(text).split())


# -- JSON ----------------------------------------------------------------------------------------


def as_json(findings: Sequence[Finding], not_checked: Iterable[str] = ()) -> str:
    """Return a JSON document that conforms to `docs/manual/reference/output.schema.json`."""
    return format_json(
        {
            "version": JSON_VERSION,
            "findings": [_record(finding) for finding in findings],
            "not_checked": list(not_checked),
        }
    )


def _record(finding: Finding) -> Json:
    """Return the fields of a finding by name, with None for unknown values."""
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
    """Return a SARIF 2.1.0 log (OASIS) with one run, for GitHub code scanning.

    :param version: the version of this extension.
    :param folder: the source folder relative to the root of the repository, such as "docs".
    """
    rules = list(RULES.values())
    indexes = {rule.name: index for index, rule in enumerate(rules)}
    driver = {
        "name": "sphinx-glossary-faq",
        "version": version,
        "rules": [_rule_descriptor(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, number, folder) | {"ruleIndex": indexes[finding.rule]}
            for finding, number in _numbered(findings)
        ],
    }
    return format_json({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule_descriptor(rule: Rule) -> Json:
    # GitHub requires all three texts.
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
        "message": {"text": _sarif_text(finding.full_message)},
        "locations": [_location(finding, folder)],
        "partialFingerprints": {FINGERPRINT: f"{_digest(finding.fingerprint)}:{number}"},
    }


def _location(finding: Finding, folder: str) -> Json:
    path = _in_repository(finding.file or CONF_FILE, folder)
    # Quote characters that have a meaning in URIs. File names that are not UTF-8 contain
    # surrogates.
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
    """Escape *text* as a SARIF plain text message.

    Braces are doubled (3.11.5) and Markdown links are escaped (3.11.6).
    """
    if "](" in text:
        for special in "\\[]":
            text = text.replace(special, f"\\{special}")
    return text.replace("{", "{{").replace("}", "}}")


def _numbered(findings: Iterable[Finding]) -> Iterator[tuple[Finding, int]]:
    """Yield each finding with its number among findings with the same fingerprint, from 1."""
    counts: Counter[Fingerprint] = Counter()
    for finding in findings:
        counts[finding.fingerprint] += 1
        yield finding, counts[finding.fingerprint]


def _digest(fingerprint: Fingerprint) -> str:
    return digest(json.dumps(fingerprint), length=32)


# -- GitHub annotations --------------------------------------------------------------------------


def as_annotations(findings: Sequence[Finding], folder: str = "") -> str:
    """Return a workflow command for each finding.  GitHub shows the message at its line.

    Messages and file names are escaped, so that they cannot inject commands or properties.
    Control characters other than line ends have no escape and become blanks.

    :param folder: the source folder relative to the root of the repository.
    """
    return escape_surrogates("".join(f"{_command(finding, folder)}\n" for finding in findings))


def _command(finding: Finding, folder: str) -> str:
    properties: dict[str, str] = {}
    message = finding.full_message
    if finding.file:
        properties["file"] = _in_repository(finding.file, folder)
        if finding.line:
            properties["line"] = str(finding.line)
            if finding.column:
                properties["col"] = str(finding.column)
    elif finding.source:
        message = f"{finding.source}: {message}"
    properties["title"] = finding.rule
    pairs = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
    return f"::{SEVERITIES[finding.level]} {pairs}::{_escape_message(message)}"


def _escape_message(text: str) -> str:
    """Escape a message for GitHub Actions.  The percent sign must be escaped first."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return single_line(escaped)


def _escape_property(text: str) -> str:
    """Escape a property value, in which colons and commas are delimiters."""
    return _escape_message(text).replace(":", "%3A").replace(",", "%2C")


# -- all formats ----------------------------------------------------------------------------------


def _in_repository(file: str, folder: str) -> str:
    """Return the path of *file*, which may start with "../", relative to the repository."""
    return posixpath.normpath(posixpath.join(folder, file))
