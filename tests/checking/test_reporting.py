"""How findings are told: baselines, switches, exit codes, annotations."""

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
from tests.checking.marked import found

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

ALL = ["dead-link", "reference", "reference", "template-link"]


def rules(built: Built) -> list[str]:
    """The rules of what is written down."""
    return sorted(each.rule for each in found(built))


def warned(built: Built) -> list[str]:
    """The rules of what is warned of, and the types of Sphinx's own warnings."""
    lines = built.warnings.splitlines()
    return sorted(
        line.rpartition("[")[2].strip("]").removeprefix("glossary_faq.") for line in lines
    )


def run(build: Build, builder: str = "html", **settings: Any) -> Built:
    files = {} if settings.pop("keep", False) else PROJECT
    options = {**SETTINGS, **settings}
    return build(files, builder, confoverrides=options, keep=not files)


def test_what_is_broken_is_told_by_default(build: Build) -> None:
    built = run(build)
    assert rules(built) == warned(built) == ALL


def test_advice_is_told_where_it_is_switched_on(build: Build) -> None:
    built = run(build, glossary_faq_check=["broken", "unused-*"])
    assert rules(built) == warned(built) == [*ALL, "unused-term"]


def test_xrefcheck_tells_advice_as_well_and_what_it_did_not_look_for(build: Build) -> None:
    built = run(build, "xrefcheck")
    assert rules(built) == ["dead-link", "reference", "reference", "unused-term"]
    document = json.loads(built.text("output.json"))
    assert document["not_checked"] == ["template-link", "extra-link", "theme-link"]
    assert "template-link" in built.text("output.txt")


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_rules_are_switched_off_by_name_and_glob(build: Build, builder: str) -> None:
    built = run(build, builder, glossary_faq_check_ignore=["dead-*", "template-link", "advice"])
    assert rules(built) == ["reference", "reference"]


def test_with_no_rule_nothing_is_looked_for_and_sphinx_tells_itself(build: Build) -> None:
    built = run(build, glossary_faq_check=[])
    assert warned(built) == ["ref.ref", "ref.ref"]
    assert not (built.outdir / "report").exists()


def test_where_its_rule_is_off_sphinx_tells_of_a_reference(build: Build) -> None:
    built = run(build, glossary_faq_check_ignore=["reference"])
    assert warned(built) == ["dead-link", "ref.ref", "ref.ref", "template-link"]


def test_written_pages_are_read_only_if_they_may_be(build: Build) -> None:
    assert rules(run(build, glossary_faq_check_html=False)) == ["reference", "reference"]


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_suppressed_warnings_are_not_found_either(build: Build, builder: str) -> None:
    suppressed = [
        "glossary_faq.dead-link",
        "glossary_faq.template-link",
        "glossary_faq.unused-term",
    ]
    built = run(build, builder, suppress_warnings=suppressed)
    assert rules(built) == ["reference", "reference"]


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
def test_what_sphinx_is_to_keep_quiet_of_is_not_found(
    build: Build, builder: str, settings: dict[str, Any]
) -> None:
    built = run(build, builder, **settings)
    assert "reference" not in rules(built)


def test_with_all_of_ours_suppressed_sphinx_tells_itself(build: Build) -> None:
    assert warned(run(build, suppress_warnings=["glossary_faq"])) == ["ref.ref", "ref.ref"]


def test_nitpicky_references_are_found_only_then(build: Build) -> None:
    page = {"index.rst": "Page\n====\n\n:py:func:`nope` and :py:class:`nope`.\n"}
    assert warned(build(page)) == []
    assert warned(build(page, confoverrides={"nitpicky": True})) == ["reference", "reference"]
    ignored = {"nitpicky": True, "nitpick_ignore": [("py:func", "nope")]}
    assert warned(build(page, confoverrides=ignored)) == ["reference"]


# Baselines.


def accept(build: Build, builder: str = "html", **settings: Any) -> Built:
    """Build, take what was found for known, and build again."""
    first = run(build, builder, **settings)
    folder = first.outdir if builder == "xrefcheck" else first.outdir / "report"
    text = (folder / "baseline.json").read_text("utf-8")
    (first.srcdir / "known.json").write_text(text, "utf-8")
    return run(build, builder, keep=True, glossary_faq_baseline="known.json", **settings)


def edit(build: Build, builder: str, old: str, new: str, **settings: Any) -> Built:
    """Build once more with a baseline, after an edit of the page."""
    options = {**SETTINGS, "glossary_faq_baseline": "known.json", **settings}
    page = (build.folder / "project" / "source" / "index.rst").read_text("utf-8")
    return build({"index.rst": page.replace(old, new)}, builder, confoverrides=options, keep=True)


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_what_the_baseline_knows_passes(build: Build, builder: str) -> None:
    built = accept(build, builder)
    assert (found(built), built.warnings, built.exit_code) == ([], "", 0)


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_lines_may_move(build: Build, builder: str) -> None:
    accept(build, builder)
    assert found(edit(build, builder, "====\n", "====\n\nA new paragraph.\n")) == []


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_what_is_new_fails(build: Build, builder: str) -> None:
    accept(build, builder)
    built = edit(build, builder, "`x <", ":ref:`nope`, :ref:`new` and `x <")
    assert [(each.rule, each.target) for each in found(built)] == [
        ("reference", "new"),
        ("reference", "nope"),
    ]
    assert built.exit_code == (1 if builder == "xrefcheck" else 0)


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_what_is_no_longer_found_is_stale(build: Build, builder: str) -> None:
    accept(build, builder)
    built = edit(build, builder, " and :ref:`nope`", "")
    assert rules(built) == ["stale-baseline"]
    assert "known.json" in built.warnings
    fresh = built.outdir if builder == "xrefcheck" else built.outdir / "report"
    counts = [each["count"] for each in json.loads((fresh / "baseline.json").read_text())["known"]]
    assert set(counts) == {1}


def test_what_only_an_html_build_finds_is_not_stale_elsewhere(build: Build) -> None:
    accept(build)
    for builder in ("xrefcheck", "text", "latex", "epub"):
        options: dict[str, Any] = {
            "glossary_faq_baseline": "known.json",
            "glossary_faq_check_ignore": ["advice"],
        }
        built = run(build, builder, keep=True, **options)
        assert "stale" not in built.warnings, builder
    unread: dict[str, Any] = {
        "glossary_faq_baseline": "known.json",
        "glossary_faq_check_html": False,
    }
    assert "stale" not in run(build, keep=True, **unread).warnings


def test_a_suppressed_rule_leaves_its_entries_alone(build: Build) -> None:
    accept(build)
    options: dict[str, Any] = {
        "glossary_faq_baseline": "known.json",
        "suppress_warnings": ["glossary_faq.dead-link"],
    }
    assert found(run(build, keep=True, **options)) == []


def test_xrefcheck_keeps_the_entries_it_cannot_judge(build: Build) -> None:
    first = accept(build)
    ignored = {"glossary_faq_baseline": "known.json", "glossary_faq_check_ignore": ["advice"]}
    checked = run(build, "xrefcheck", keep=True, **ignored)
    assert checked.text("baseline.json") == (first.srcdir / "known.json").read_text("utf-8")


# Exit codes, as a shell has them.


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
def test_xrefcheck_exits(
    tmp_path: Path, page: str, conf: str, code: int, strict: tuple[str, ...]
) -> None:
    write_files(tmp_path / "in", {"conf.py": CONF + conf, "index.rst": page})
    assert sphinx(tmp_path / "in", "-q", *strict, "-b", "xrefcheck").returncode == code


def test_a_strict_build_fails_again_when_it_is_repeated(tmp_path: Path) -> None:
    write_files(tmp_path / "in", {"conf.py": CONF, "index.rst": PAGE})
    strict = ("-q", "-W", "--keep-going", "-b", "html")
    results = [sphinx(tmp_path / "in", *strict) for _time in range(3)]
    assert [each.returncode for each in results] == [1, 1, 1]
    assert results[0].stderr == results[1].stderr == results[2].stderr
    assert results[0].stderr.count("[glossary_faq.reference]") == 2
    write_files(tmp_path / "in", {"index.rst": "Page\n====\n\nText.\n"})
    assert sphinx(tmp_path / "in", *strict).returncode == 0


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_annotations_are_printed_where_github_reads_them(
    build: Build, monkeypatch: pytest.MonkeyPatch, builder: str
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    told = [line for line in run(build, builder).status.splitlines() if line.startswith("::")]
    assert "::error file=index.rst,line=4,col=1,title=reference::" in told[0] + told[1]
    assert any("col=14" in line and "title=dead-link" in line for line in told)
    monkeypatch.setenv("GITHUB_ACTIONS", "")
    assert "::error" not in run(build, builder).status


def test_a_baseline_in_another_encoding_is_told_as_such(build: Build) -> None:
    """Windows PowerShell writes UTF-16 where `>` leads to a file."""
    settings = {"glossary_faq_baseline": "known.json"}
    files: dict[str, str | bytes] = {
        "index.rst": "Page\n====\n",
        "known.json": "{}".encode("utf-16"),
    }
    built = build(files, "xrefcheck", confoverrides=settings)
    assert "“known.json” cannot be used: It is not UTF-8." in built.warnings
    assert built.exit_code == 2


@pytest.mark.parametrize("folder", ["index.html", "a\0b"])
def test_a_report_that_cannot_be_written_is_told_and_breaks_no_build(
    build: Build, folder: str
) -> None:
    built = run(build, glossary_faq_report=folder)
    (told,) = [line for line in built.warnings.splitlines() if "glossary_faq_report" in line]
    assert told.startswith("conf.py: WARNING: glossary_faq_report: “")


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_a_site_whose_address_is_none_has_none(build: Build, builder: str) -> None:
    built = build({"index.rst": PAGE}, builder, confoverrides={"html_baseurl": None})
    assert "dead-link" in built.warnings
