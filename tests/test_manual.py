"""Test the examples and lists in the manual."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
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

DOCS = Path(__file__).parent.parent / "docs"
MANUAL, EXAMPLES = DOCS / "manual", DOCS / "examples"

EXTENSION = 'extensions = ["sphinx_glossary_faq"]\n'

# Matches "words.rst:1:4: no-summary: Text."; not "2 findings: 1 dead-link".
REPORT_LINE = re.compile(r"^ *(\S+: ([a-z-]+): .*)$", re.MULTILINE)


def tutorial_blocks(language: str, syntax: str) -> list[str]:
    """Return the code blocks of the tutorial, without those for the other syntax."""
    text = (MANUAL / "tutorial.md").read_text("utf-8")
    other = {"rst": "md", "md": "rst"}[syntax]
    tabs = rf"^````{{tab-item}} \w+\n:sync: {other}\n.*?^````$"
    text = re.sub(tabs, "", text, flags=re.DOTALL | re.MULTILINE)
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def write_step(step: int, syntax: str, folder: Path) -> None:
    """Write the files of a step of the tutorial."""
    files = (EXAMPLES / f"tutorial-{step}").glob(f"*.{syntax}")
    write_files(folder, {path.name: path.read_text("utf-8") for path in files})


@pytest.mark.parametrize("syntax", ["rst", "md"])
def test_tutorial(tmp_path: Path, syntax: str) -> None:
    """Its commands, run as they are written, print what it says."""
    _checkout, _index, start, build_command, check_command = tutorial_blocks("sh", syntax)
    linked, broken, correct = tutorial_blocks("text", syntax)
    quickstart, *others = start.splitlines(keepends=True)
    programs = {"sphinx-quickstart": "-m sphinx.cmd.quickstart", "sphinx-build": "-m sphinx"}

    def shell(command: str) -> tuple[int, str]:
        program, _, arguments = command.partition(" ")
        if program in programs:
            command = f"{shlex.quote(sys.executable)} {programs[program]} {arguments}"
        result = subprocess.run(
            command, shell=True, cwd=tmp_path, check=False, capture_output=True, text=True
        )
        return result.returncode, result.stdout + result.stderr

    assert [shell(command)[0] for command in (quickstart, *others)] == [0] * (1 + len(others))
    for step in (1, 2, 3):
        write_step(step, syntax, tmp_path / "docs")
        if step == 2:  # changes what is shown, and no count
            continue
        code, output = shell(build_command)
        assert code == 0, output
        assert linked.strip() in output
    page = tmp_path / "docs" / f"which-bike.{syntax}"
    text = page.read_text("utf-8")
    page.write_text(text.replace("; cargo bike\n", "; cargo bik\n"), "utf-8")
    report = tmp_path / "report" / "output.txt"
    assert shell(check_command)[0] == 1
    assert report.read_text("utf-8").startswith(broken)
    page.write_text(text, "utf-8")
    assert shell(check_command)[0] == 0
    assert report.read_text("utf-8").startswith(correct)


def test_install_commands() -> None:
    """The tutorial and the page about the installation agree."""
    checkout, index, *_ = tutorial_blocks("sh", "rst")
    page = (MANUAL / "install.md").read_text("utf-8")
    for commands in (checkout, index):
        (line,) = (line for line in commands.splitlines() if line.startswith("pip install"))
        assert f"```sh\n{line}\n```" in page
    assert '```sh\npip install ".[myst]"\n```' in (DOCS / "index.md").read_text("utf-8")


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


# A line that is not prose: in a table, a title with underline, a URL or an option of a directive.
# Matches "| a | b |", "====  ===", "   :figure: x" and ".. example:: x"; not "Text with `code`.".
NO_PROSE = re.compile(r"\s*(\||=+( |$)|:[\w-]+:|\.\. |<http|``[^`]+``  )|.*  \S+$")

# A code block or a table. Matches "```json", "~~~", ".. code-block:: x" and "Text::"; not "::text".
CODE = re.compile(r"\s*(?P<fence>`{3,}|~{3,})|(?P<indent> *)(\.\. (code-block|rules-from).*|.*::)$")


def prose_lines(text: str) -> Iterator[str]:
    """Yield the lines outside of code blocks."""
    fence, indent = "", -1
    for line in text.splitlines():
        depth = len(line) - len(line.lstrip())
        if fence or (indent >= 0 and (depth > indent or not line)):
            fence = "" if line.strip() == fence else fence
            continue
        indent = -1
        if (code := CODE.match(line)) is not None:
            fence = code["fence"] or ""
            indent = -1 if fence else len(code["indent"])
        yield line


@pytest.mark.parametrize("folder", ["how-to", "reference", "explanation", "."])
def test_prose_wraps_at_88_columns(folder: str) -> None:
    pages = [path for path in sorted((MANUAL / folder).iterdir()) if path.suffix in (".md", ".rst")]
    assert [
        f"{path.name}: {line}"
        for path in pages
        for line in prose_lines(path.read_text("utf-8"))
        if len(line) > 88 and not NO_PROSE.match(line)
    ] == []
