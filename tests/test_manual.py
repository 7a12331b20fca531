"""What the manual shows is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_glossary_faq.core.findings import RULES
from tests import mistakes
from tests.building import Build

# A block of code with a caption: that, and the code. Not one without.
CAPTIONED = re.compile(
    r"^(`{3,})\{code-block\} \w+\n:caption: ([^\n]+)\n\n(.*?\n)\1$", re.MULTILINE | re.DOTALL
)

MANUAL = Path(__file__).parent.parent / "docs" / "manual"

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
