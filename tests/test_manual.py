"""What the manual shows is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_glossary_faq.core.findings import RULES
from tests import mistakes
from tests.building import Build

MANUAL = Path(__file__).parent.parent / "docs" / "manual"

# "words.rst:1:4: no-summary: Text." matches, "2 findings: 1 dead-link" does not.
LINE = re.compile(r"^ *(\S+: ([a-z-]+): .*)$", re.MULTILINE)


@pytest.mark.myst
def test_the_example_of_every_rule_is_what_a_build_tells(build: Build) -> None:
    extensions = ("sphinx.ext.intersphinx", "sphinx_glossary_faq")
    built = build(mistakes.FILES, extensions=extensions)
    report = built.text("report/output.txt").splitlines()
    shown = LINE.findall((MANUAL / "reference" / "rules.rst").read_text("utf-8"))
    assert [line for line, _rule in shown if line not in report] == []
    assert {rule for _line, rule in shown} == RULES.keys()
