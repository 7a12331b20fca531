"""What the manual shows is true."""

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
from sphinx_glossary_faq.core import baseline
from sphinx_glossary_faq.core.collocations import HEADWORDS
from sphinx_glossary_faq.core.doubt import slippery
from sphinx_glossary_faq.core.findings import RULES
from tests import mistakes
from tests.building import Build, write_files

# Matches ".. code-block:: json" and what is indented below; not a block in another language.
JSON_BLOCK = re.compile(r"^\.\. code-block:: json\n\n((?: .*\n)+)", re.MULTILINE)

# A block of code with a caption: that, and the code. Not one without.
CAPTIONED = re.compile(
    r"^(`{3,})\{code-block\} \w+\n:caption: ([^\n]+)\n\n(.*?\n)\1$", re.MULTILINE | re.DOTALL
)

DOCS = Path(__file__).parent.parent / "docs"
MANUAL, EXAMPLES = DOCS / "manual", DOCS / "examples"

EXTENSION = 'extensions = ["sphinx_glossary_faq"]\n'

# "words.rst:1:4: no-summary: Text." matches, "2 findings: 1 dead-link" does not.
LINE = re.compile(r"^ *(\S+: ([a-z-]+): .*)$", re.MULTILINE)


@pytest.mark.parametrize("syntax", ["rst", "md"])
def test_the_tutorial_builds_as_it_says(build: Build, syntax: str) -> None:
    files: dict[str, str] = {}
    outputs = []
    for _fence, caption, text in CAPTIONED.findall((MANUAL / "tutorial.md").read_text("utf-8")):
        if caption in ("output 1", "output 2"):
            built = build(files)
            assert built.warnings == ""
            last = re.findall(r"^(?:linked|rendered|checked):.*\n", built.status, re.MULTILINE)
            assert "".join(last) == text
            outputs.append(caption)
        elif caption == "output 3":
            broken = files[f"questions.{syntax}"].replace("term:pannier", "term:panier")
            assert syntax == "rst" or build({"questions.md": broken}, keep=True).warnings == text
            outputs.append(caption)
        elif caption.endswith(f".{syntax}"):
            files[caption] = text
    assert outputs == ["output 1", "output 2", "output 3"]


@pytest.mark.myst
def test_the_example_of_every_rule_is_what_a_build_tells(build: Build) -> None:
    extensions = ("sphinx.ext.intersphinx", "sphinx_glossary_faq")
    built = build(mistakes.FILES, extensions=extensions)
    report = built.text("report/output.txt").splitlines()
    shown = LINE.findall((MANUAL / "reference" / "rules.rst").read_text("utf-8"))
    assert [line for line, _rule in shown if line not in report] == []
    assert {rule for _line, rule in shown} == RULES.keys()


def test_the_workflow_names_files_that_are_written(tmp_path: Path) -> None:
    """Its commands are run, on a project with findings: both fail, and leave what is uploaded."""
    workflow = yaml.safe_load((EXAMPLES / "ci" / "docs.yml").read_text("utf-8"))
    page = "Page\n====\n\n:ref:`gone` and `dead <dead.html>`_\n"
    write_files(tmp_path / "docs", {"conf.py": EXTENSION, "index.rst": page})
    (job,) = workflow["jobs"].values()
    commands = [line for step in job["steps"] for line in step.get("run", "").splitlines()]
    codes = [run(line, tmp_path) for line in commands if line.startswith("sphinx-build ")]
    assert codes == [1, 1]
    given = [step.get("with", {}) for step in job["steps"]]
    named = " ".join(f"{each.get('sarif_file', '')} {each.get('path', '')}" for each in given)
    uploaded = {Path(path) for path in named.split()}
    assert all((tmp_path / path).is_file() for path in uploaded)
    assert {path.suffix for path in uploaded} == {".sarif", ".txt", ".json"}
    log = json.loads((tmp_path / "build/xrefcheck/output.sarif").read_text("utf-8"))
    found = [result["ruleId"] for result in log["runs"][0]["results"]]
    assert found == ["reference", "dead-link"]


def test_the_workflow_lets_its_steps_do_what_they_do() -> None:
    workflow = yaml.safe_load((EXAMPLES / "ci" / "docs.yml").read_text("utf-8"))
    (job,) = workflow["jobs"].values()
    used = {step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step}
    assert "github/codeql-action/upload-sarif" in used
    assert job["permissions"] == {"contents": "read", "security-events": "write"}
    after_the_build = job["steps"][4:]
    assert all("!cancelled()" in step["if"] for step in after_the_build)


def run(command: str, folder: Path) -> int:
    """The exit code of a `sphinx-build` command, run in *folder*."""
    _program, *arguments = shlex.split(command)
    module = [sys.executable, "-m", "sphinx"]
    return subprocess.run(
        [*module, *arguments], cwd=folder, check=False, capture_output=True
    ).returncode


def test_the_picture_of_the_architecture_has_every_module() -> None:
    """But for the core, whose modules are told apart in their own docstrings."""
    text = (MANUAL / "explanation" / "architecture.rst").read_text("utf-8")
    picture = text[text.index("   sphinx_glossary_faq/") : text.index("There is one way down")]
    shown = set(re.findall(r"\b([a-z_]+)\.py", picture)) - {"conf"}
    package = Path(sphinx_glossary_faq.__file__).parent
    modules = {path for path in package.rglob("*.py") if path.parent.name != "core"}
    assert shown == {path.stem for path in modules}


def test_the_words_of_many_senses_are_named() -> None:
    text = (DOCS / "manual/reference/matching.md").read_text("utf-8")
    said = text.partition("A few words have so many senses")[2].partition("Unless")[0]
    words = re.findall(r"\*(\w+)\*", said)
    assert words == sorted(set(words))
    assert [slippery(word) for word in words] == words
    named = {slippery(word) for word in HEADWORDS} - {""}
    assert named <= set(words)


def test_the_examples_of_reports_are_such(build: Build) -> None:
    folder = MANUAL / "reference"
    text = (folder / "report.rst").read_text("utf-8")
    shown = [dedent(block) for block in JSON_BLOCK.findall(text)]
    findings, known = shown
    jsonschema.validate(
        json.loads(findings), json.loads((folder / "output.schema.json").read_text())
    )
    assert sum(baseline.load(known).values()) == 2
    written = build(
        {"index.rst": "Page\n====\n"}, confoverrides={"glossary_faq_report": "."}
    ).files()
    listed = set(re.findall(r"^``([a-z]+\.[a-z]+)``  ", text, re.MULTILINE))
    assert listed == {name for name in written if name.startswith(("output.", "baseline."))}
