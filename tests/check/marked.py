"""Define projects whose sources mark the expected findings and their exact locations.

A mark such as `⟪reference nope⟫` precedes the location of a finding, and names its rule and its
target.  A finding marked `⟪dirhtml,xrefcheck: dead-link a.html⟫` is expected from these builders
only.  The marks are removed before the project is built.  Their locations are the expected
locations of the findings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.building import Build, Built

# Matches `⟪reference nope⟫`, `⟪html,dirhtml: dead-link a.html⟫`; not `⟪⟫`.
MARK = re.compile(r"⟪(?:(?P<builders>[\w,]+): )?(?P<rule>[a-z-]+)(?: (?P<target>[^⟫]*))?⟫")

REPORT_OPTIONS = {"glossary_faq_report": "report", "glossary_faq_check": ["broken", "advice"]}
"""Options with which an HTML build runs all rules and writes the report."""


class ExpectedFinding(NamedTuple):
    """The fields of a finding that a mark determines; line and column are 0 if unknown."""

    file: str
    line: int
    column: int
    rule: str
    target: str


class MarkedProject(NamedTuple):
    """Files without marks, and the marks: the builders and the finding of each."""

    files: Mapping[str, str | bytes]
    marks: tuple[tuple[frozenset[str], ExpectedFinding], ...]

    def expected(self, builder: str, ignored: Iterable[str] = ()) -> list[ExpectedFinding]:
        """Return the findings that *builder* must report, sorted.

        A mark without builders applies to all of them.
        """
        return sorted(
            finding
            for builders, finding in self.marks
            if (not builders or builder in builders) and finding.rule not in ignored
        )


def strip_marks(files: Mapping[str, str | bytes]) -> MarkedProject:
    """Remove the marks from *files*."""
    plain: dict[str, str | bytes] = {}
    marks: list[tuple[frozenset[str], ExpectedFinding]] = []
    for name, text in files.items():
        if isinstance(text, bytes):
            plain[name] = text
            continue
        before, end = "", 0
        for mark in MARK.finditer(text):
            before += text[end : mark.start()]
            end = mark.end()
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            builders = frozenset(filter(None, (mark["builders"] or "").split(",")))
            expected = ExpectedFinding(name, line, column, mark["rule"], mark["target"] or "")
            marks.append((builders, expected))
        plain[name] = before + text[end:]
    return MarkedProject(plain, tuple(marks))


def read_project(*folders: Path) -> MarkedProject:
    """Read the marked files of *folders*, with paths relative to each.

    A Python module has the name `module.py.txt`, so that no tool takes it for one of this project.
    """
    files: dict[str, str | bytes] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = path.relative_to(folder).as_posix().removesuffix(".txt")
                files[name] = path.read_text("utf-8")
    return strip_marks(files)


def findings_of(built: Built) -> list[ExpectedFinding]:
    """Return the findings in the report of a build, in the same form and order."""
    folder = built.outdir if built.app.builder.name == "xrefcheck" else built.outdir / "report"
    document = json.loads((folder / "output.json").read_text("utf-8"))
    return sorted(
        ExpectedFinding(
            finding["file"] or finding["template"] or "",
            finding["line"] or 0,
            finding["column"] or 0,
            finding["rule"],
            finding["target"] or "",
        )
        for finding in document["findings"]
    )


def build_marked(build: Build, files: Mapping[str, str], builder: str, **options: Any) -> Built:
    """Build *files* without their marks, and compare the findings with the marks."""
    project = strip_marks(files)
    options = {**REPORT_OPTIONS, "html_theme": "basic", **options}
    built = build(project.files, builder, confoverrides=options)
    assert findings_of(built) == project.expected(builder)
    return built
