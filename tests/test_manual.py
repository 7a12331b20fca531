"""Test the examples and lists in the manual."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import jsonschema
import pytest
import yaml

import sphinx_glossary_faq
from sphinx_glossary_faq.core.findings import baseline
from sphinx_glossary_faq.core.findings.finding import RULES
from tests import mistakes
from tests.building import Build, write_files

# Matches ".. code-block:: json" with its content; not a block in another language.
JSON_BLOCK = re.compile(r"^\.\. code-block:: json\n\n((?: .*\n)+)", re.MULTILINE)

# Matches a code block with a caption; not one without. Groups: fence, caption, code.
CAPTIONED_BLOCK = re.compile(
    r"^(`{3,})\{code-block\} \w+\n:caption: ([^\n]+)\n\n(.*?\n)\1$", re.MULTILINE | re.DOTALL
)

DOCS = Path(__file__).parent.parent / "docs"
MANUAL, EXAMPLES = DOCS / "manual", DOCS / "examples"

EXTENSION = 'extensions = ["sphinx_glossary_faq"]\n'

# Matches "words.rst:1:4: no-summary: Text."; not "2 findings: 1 dead-link".
REPORT_LINE = re.compile(r"^ *(\S+: ([a-z-]+): .*)$", re.MULTILINE)


@pytest.mark.parametrize("syntax", ["rst", "md"])
def test_tutorial_output(build: Build, syntax: str) -> None:
    files: dict[str, str] = {}
    outputs = []
    for _fence, caption, text in CAPTIONED_BLOCK.findall(
        (MANUAL / "tutorial.md").read_text("utf-8")
    ):
        if caption in ("output 1", "output 2"):
            built = build(files)
            assert built.warnings == ""
            summary = re.findall(r"^(?:linked|checked) \d.*\n", built.status, re.MULTILINE)
            assert "".join(summary) == text
            outputs.append(caption)
        elif caption == "output 3":
            broken = files[f"questions.{syntax}"].replace("term:pannier", "term:panier")
            assert syntax == "rst" or build({"questions.md": broken}, keep=True).warnings == text
            outputs.append(caption)
        elif caption.endswith(f".{syntax}"):
            files[caption] = text
    assert outputs == ["output 1", "output 2", "output 3"]


@pytest.mark.myst
def test_examples_of_rules(build: Build) -> None:
    extensions = ("sphinx.ext.intersphinx", "sphinx_glossary_faq")
    built = build(mistakes.FILES, extensions=extensions)
    report = built.text("report/output.txt").splitlines()
    examples = REPORT_LINE.findall((MANUAL / "reference" / "rules.rst").read_text("utf-8"))
    assert [line for line, _rule in examples if line not in report] == []
    assert {rule for _line, rule in examples} == RULES.keys()


def test_workflow_uploads_existing_files(tmp_path: Path) -> None:
    """Its commands fail for a project with findings, and write the files to upload."""
    workflow = yaml.safe_load((EXAMPLES / "ci" / "docs.yml").read_text("utf-8"))
    page = "Page\n====\n\n:ref:`missing` and `broken <missing.html>`_\n"
    write_files(tmp_path / "docs", {"conf.py": EXTENSION, "index.rst": page})
    (job,) = workflow["jobs"].values()
    commands = [line for step in job["steps"] for line in step.get("run", "").splitlines()]
    codes = [run(line, tmp_path) for line in commands if line.startswith("sphinx-build ")]
    assert codes == [1, 1]
    inputs = [step.get("with", {}) for step in job["steps"]]
    paths = " ".join(f"{step.get('sarif_file', '')} {step.get('path', '')}" for step in inputs)
    uploaded = {Path(path) for path in paths.split()}
    assert all((tmp_path / path).is_file() for path in uploaded)
    assert {path.suffix for path in uploaded} == {".sarif", ".txt", ".json"}
    log = json.loads((tmp_path / "build/xrefcheck/output.sarif").read_text("utf-8"))
    rules = [result["ruleId"] for result in log["runs"][0]["results"]]
    assert rules == ["reference", "dead-link"]


def test_workflow_permissions() -> None:
    workflow = yaml.safe_load((EXAMPLES / "ci" / "docs.yml").read_text("utf-8"))
    (job,) = workflow["jobs"].values()
    actions = {step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step}
    assert "github/codeql-action/upload-sarif" in actions
    assert job["permissions"] == {"contents": "read", "security-events": "write"}
    uploads = job["steps"][4:]
    assert all("!cancelled()" in step["if"] for step in uploads)


def run(command: str, folder: Path) -> int:
    """Run a `sphinx-build` command in *folder* and return its exit code."""
    _program, *arguments = shlex.split(command)
    module = [sys.executable, "-m", "sphinx"]
    return subprocess.run(
        [*module, *arguments], cwd=folder, check=False, capture_output=True
    ).returncode


def test_the_map_of_the_architecture_has_every_module() -> None:
    """In its folder, with one line of description."""
    page = (MANUAL / "explanation" / "architecture.rst").read_text("utf-8")
    picture = page[page.index("   sphinx_glossary_faq/\n") : page.index("A module imports from")]
    folders: list[str] = []
    modules = set()
    for line in filter(str.strip, picture.splitlines()):
        name, _, description = line.strip().partition(" ")
        depth = (len(line) - len(line.lstrip()) - 3) // 2
        assert description.strip() or depth == 0 or name.endswith("/"), line
        folders[depth:] = [name]
        if name.endswith(".py"):
            modules.add("".join(folders))
    package = Path(sphinx_glossary_faq.__file__).parent
    paths = {path.relative_to(package.parent).as_posix() for path in package.rglob("*.py")}
    inventories = {path for path in paths if path.endswith("/__init__.py")}
    assert modules == paths - inventories | {"sphinx_glossary_faq/__init__.py"}


def test_examples_of_reports(build: Build) -> None:
    folder = MANUAL / "reference"
    text = (folder / "report.rst").read_text("utf-8")
    findings, baseline_file = map(dedent, JSON_BLOCK.findall(text))
    jsonschema.validate(
        json.loads(findings), json.loads((folder / "output.schema.json").read_text())
    )
    assert sum(baseline.load(baseline_file).values()) == 2
    built = build({"index.rst": "Page\n====\n"}, confoverrides={"glossary_faq_report": "."})
    names = set(re.findall(r"^``([a-z]+\.[a-z]+)``  ", text, re.MULTILINE))
    assert names == {name for name in built.files() if name.startswith(("output.", "baseline."))}
