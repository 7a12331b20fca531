"""Test how findings are reported: rules, baselines, exit codes and annotations."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.building import Build, Built, write_files
from tests.check.marked import findings_of

PAGE = """\
Page
====

:ref:`nope`, `x <nope.html>`__ and :ref:`nope`.

.. glossary::

   unloved
      Nobody says it.
"""

LAYOUT = """\
{% extends "!layout.html" %}
{% block footer %}<a href="{{ pathto('no-such-doc') }}">x</a>{% endblock %}
"""

PROJECT = {"index.rst": PAGE, "_templates/layout.html": LAYOUT}

SETTINGS: Mapping[str, Any] = {
    "html_theme": "basic",
    "templates_path": ["_templates"],
    "glossary_faq_report": "report",
}

BROKEN = ["dead-link", "reference", "reference", "template-link"]


def rules_of(built: Built) -> list[str]:
    """Return the rules of the findings in the report."""
    return sorted(finding.rule for finding in findings_of(built))


def warning_types(built: Built) -> list[str]:
    """Return the rules of the warnings, and the types of Sphinx's own warnings."""
    lines = built.warnings.splitlines()
    return sorted(
        line.rpartition("[")[2].strip("]").removeprefix("glossary_faq.") for line in lines
    )


def run(build: Build, builder: str = "html", **settings: Any) -> Built:
    """Build the project, or build it again with `keep=True`."""
    files = {} if settings.pop("keep", False) else PROJECT
    options = {**SETTINGS, **settings}
    return build(files, builder, confoverrides=options, keep=not files)


def test_broken_rules_are_enabled_by_default(build: Build) -> None:
    built = run(build)
    assert rules_of(built) == warning_types(built) == BROKEN


def test_advice_can_be_enabled(build: Build) -> None:
    built = run(build, glossary_faq_check=["broken", "unused-*"])
    assert rules_of(built) == warning_types(built) == [*BROKEN, "unused-term"]


def test_xrefcheck_reports_advice_and_the_rules_that_it_skips(build: Build) -> None:
    built = run(build, "xrefcheck")
    assert rules_of(built) == ["dead-link", "reference", "reference", "unused-term"]
    document = json.loads(built.text("output.json"))
    assert document["not_checked"] == ["template-link", "extra-link", "theme-link"]
    assert "template-link" in built.text("output.txt")


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_rules_can_be_disabled_by_name_and_glob(build: Build, builder: str) -> None:
    built = run(build, builder, glossary_faq_check_ignore=["dead-*", "template-link", "advice"])
    assert rules_of(built) == ["reference", "reference"]


def test_sphinx_warns_itself_if_no_rule_is_enabled(build: Build) -> None:
    built = run(build, glossary_faq_check=[])
    assert warning_types(built) == ["ref.ref", "ref.ref"]
    assert not (built.outdir / "report").exists()


def test_sphinx_warns_about_references_if_their_rule_is_disabled(build: Build) -> None:
    built = run(build, glossary_faq_check_ignore=["reference"])
    assert warning_types(built) == ["dead-link", "ref.ref", "ref.ref", "template-link"]


def test_the_check_of_written_pages_can_be_disabled(build: Build) -> None:
    assert rules_of(run(build, glossary_faq_check_html=False)) == ["reference", "reference"]


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_rules_with_suppressed_warnings_are_disabled(build: Build, builder: str) -> None:
    suppressed = [
        "glossary_faq.dead-link",
        "glossary_faq.template-link",
        "glossary_faq.unused-term",
    ]
    built = run(build, builder, suppress_warnings=suppressed)
    assert rules_of(built) == ["reference", "reference"]


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
@pytest.mark.parametrize(
    "settings",
    [
        {"suppress_warnings": ["ref.ref"]},
        {"suppress_warnings": ["ref"]},
        {"nitpicky": True, "nitpick_ignore": [("std:ref", "nope")]},
        {"nitpicky": True, "nitpick_ignore_regex": [("std:.*", "no.*")]},
    ],
)
def test_references_that_sphinx_ignores_are_not_reported(
    build: Build, builder: str, settings: dict[str, Any]
) -> None:
    built = run(build, builder, **settings)
    assert "reference" not in rules_of(built)


def test_sphinx_warns_itself_if_all_rules_are_suppressed(build: Build) -> None:
    assert warning_types(run(build, suppress_warnings=["glossary_faq"])) == ["ref.ref", "ref.ref"]


def test_nitpicky_references_are_reported_only_in_nitpicky_builds(build: Build) -> None:
    page = {"index.rst": "Page\n====\n\n:py:func:`nope` and :py:class:`nope`.\n"}
    assert warning_types(build(page)) == []
    assert warning_types(build(page, confoverrides={"nitpicky": True})) == [
        "reference",
        "reference",
    ]
    ignored = {"nitpicky": True, "nitpick_ignore": [("py:func", "nope")]}
    assert warning_types(build(page, confoverrides=ignored)) == ["reference"]


# Baselines.


def accept(build: Build, builder: str = "html", **settings: Any) -> Built:
    """Build, accept all findings as the baseline, and build again."""
    first = run(build, builder, **settings)
    folder = first.outdir if builder == "xrefcheck" else first.outdir / "report"
    text = (folder / "baseline.json").read_text("utf-8")
    (first.srcdir / "known.json").write_text(text, "utf-8")
    return run(build, builder, keep=True, glossary_faq_baseline="known.json", **settings)


def edit(build: Build, builder: str, old: str, new: str, **settings: Any) -> Built:
    """Edit the page and build again with the baseline."""
    options = {**SETTINGS, "glossary_faq_baseline": "known.json", **settings}
    page = (build.folder / "project" / "source" / "index.rst").read_text("utf-8")
    return build({"index.rst": page.replace(old, new)}, builder, confoverrides=options, keep=True)


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_findings_in_the_baseline_are_accepted(build: Build, builder: str) -> None:
    built = accept(build, builder)
    assert (findings_of(built), built.warnings, built.exit_code) == ([], "", 0)


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_accepted_findings_may_move_to_other_lines(build: Build, builder: str) -> None:
    accept(build, builder)
    assert findings_of(edit(build, builder, "====\n", "====\n\nA new paragraph.\n")) == []


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_new_findings_are_reported(build: Build, builder: str) -> None:
    accept(build, builder)
    built = edit(build, builder, "`x <", ":ref:`nope`, :ref:`new` and `x <")
    assert [(finding.rule, finding.target) for finding in findings_of(built)] == [
        ("reference", "new"),
        ("reference", "nope"),
    ]
    assert built.exit_code == (1 if builder == "xrefcheck" else 0)


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_entries_without_a_finding_are_stale(build: Build, builder: str) -> None:
    accept(build, builder)
    built = edit(build, builder, " and :ref:`nope`", "")
    assert rules_of(built) == ["stale-baseline"]
    assert "known.json" in built.warnings
    folder = built.outdir if builder == "xrefcheck" else built.outdir / "report"
    entries = json.loads((folder / "baseline.json").read_text())["known"]
    counts = [entry["count"] for entry in entries]
    assert set(counts) == {1}


def test_entries_of_html_builds_are_not_stale_in_other_builds(build: Build) -> None:
    accept(build)
    for builder in ("xrefcheck", "text", "latex", "epub"):
        options: dict[str, Any] = {
            "glossary_faq_baseline": "known.json",
            "glossary_faq_check_ignore": ["advice"],
        }
        built = run(build, builder, keep=True, **options)
        assert "stale" not in built.warnings, builder
    unchecked: dict[str, Any] = {
        "glossary_faq_baseline": "known.json",
        "glossary_faq_check_html": False,
    }
    assert "stale" not in run(build, keep=True, **unchecked).warnings


def test_entries_of_suppressed_rules_are_not_stale(build: Build) -> None:
    accept(build)
    options: dict[str, Any] = {
        "glossary_faq_baseline": "known.json",
        "suppress_warnings": ["glossary_faq.dead-link"],
    }
    assert findings_of(run(build, keep=True, **options)) == []


def test_xrefcheck_keeps_entries_of_rules_that_it_cannot_check(build: Build) -> None:
    first = accept(build)
    ignored = {"glossary_faq_baseline": "known.json", "glossary_faq_check_ignore": ["advice"]}
    checked = run(build, "xrefcheck", keep=True, **ignored)
    assert checked.text("baseline.json") == (first.srcdir / "known.json").read_text("utf-8")


# Exit codes of the process.


def sphinx(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `sphinx-build` on the project in *folder*."""
    command = [sys.executable, "-m", "sphinx", *options, str(folder), str(folder.parent / "out")]
    variables = {**os.environ, "GITHUB_ACTIONS": "", **environment}
    return subprocess.run(command, env=variables, capture_output=True, text=True, check=False)


CONF = 'extensions = ["sphinx_glossary_faq"]\nhtml_theme = "basic"\n'


@pytest.mark.parametrize("strict", [(), ("-W", "--keep-going")], ids=["", "strict"])
@pytest.mark.parametrize(
    ("page", "conf", "code"),
    [
        ("Page\n====\n\nText.\n", "", 0),
        (PAGE, "", 1),
        (PAGE, "glossary_faq_check_ignore = ['*']\n", 0),
        (PAGE, "glossary_faq_baseline = 'nope.json'\n", 2),
        ("Page\n====\n\nText.\n", "glossary_faq_baseline = 'conf.py'\n", 2),
    ],
)
def test_exit_codes_of_xrefcheck(
    tmp_path: Path, page: str, conf: str, code: int, strict: tuple[str, ...]
) -> None:
    write_files(tmp_path / "in", {"conf.py": CONF + conf, "index.rst": page})
    assert sphinx(tmp_path / "in", "-q", *strict, "-b", "xrefcheck").returncode == code


def test_a_repeated_strict_build_fails_again(tmp_path: Path) -> None:
    write_files(tmp_path / "in", {"conf.py": CONF, "index.rst": PAGE})
    strict = ("-q", "-W", "--keep-going", "-b", "html")
    results = [sphinx(tmp_path / "in", *strict) for _number in range(3)]
    assert [result.returncode for result in results] == [1, 1, 1]
    assert results[0].stderr == results[1].stderr == results[2].stderr
    assert results[0].stderr.count("[glossary_faq.reference]") == 2
    write_files(tmp_path / "in", {"index.rst": "Page\n====\n\nText.\n"})
    assert sphinx(tmp_path / "in", *strict).returncode == 0


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_annotations_are_printed_in_github_actions(
    build: Build, monkeypatch: pytest.MonkeyPatch, builder: str
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    lines = [line for line in run(build, builder).status.splitlines() if line.startswith("::")]
    assert "::error file=index.rst,line=4,col=1,title=reference::" in lines[0] + lines[1]
    assert any("col=14" in line and "title=dead-link" in line for line in lines)
    monkeypatch.setenv("GITHUB_ACTIONS", "")
    assert "::error" not in run(build, builder).status


def test_a_baseline_in_another_encoding_is_reported(build: Build) -> None:
    """Windows PowerShell redirects output to files in UTF-16."""
    settings = {"glossary_faq_baseline": "known.json"}
    files: dict[str, str | bytes] = {
        "index.rst": "Page\n====\n",
        "known.json": "{}".encode("utf-16"),
    }
    built = build(files, "xrefcheck", confoverrides=settings)
    assert "“known.json” cannot be read: The file is not encoded in UTF-8." in built.warnings
    assert built.exit_code == 2


@pytest.mark.parametrize("folder", ["index.html", "a\0b"])
def test_a_report_that_cannot_be_written_is_reported(build: Build, folder: str) -> None:
    built = run(build, glossary_faq_report=folder)
    (warning,) = [line for line in built.warnings.splitlines() if "glossary_faq_report" in line]
    assert warning.startswith("conf.py: WARNING: glossary_faq_report: folder “")


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_the_base_url_of_the_site_may_be_none(build: Build, builder: str) -> None:
    built = build({"index.rst": PAGE}, builder, confoverrides={"html_baseurl": None})
    assert "dead-link" in built.warnings
