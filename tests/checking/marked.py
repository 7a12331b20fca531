"""Projects whose sources say themselves what is wrong with them, and exactly where.

A mark such as `⟪reference nope⟫` stands directly before what is to be found: the rule, and what
is referred to.  `⟪dirhtml,xrefcheck: dead-link a.html⟫` is expected of these builders alone.  The
marks are taken out before the project is built; where they stood is where findings belong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.building import Built

# Matches `⟪reference nope⟫`, `⟪html,dirhtml: dead-link a.html⟫`; not `⟪⟫`.
MARK = re.compile(r"⟪(?:(?P<builders>[\w,]+): )?(?P<rule>[a-z-]+)(?: (?P<target>[^⟫]*))?⟫")

REPORT = {"glossary_faq_report": "report", "glossary_faq_check": ["broken", "advice"]}
"""Options under which an HTML build looks for everything, and writes it down."""


class Expected(NamedTuple):
    """A finding as a reader of the sources expects it; 0 is what is not known."""

    file: str
    line: int
    column: int
    rule: str
    target: str


class Project(NamedTuple):
    """Files without their marks, and what the marks say."""

    files: Mapping[str, str | bytes]
    marks: tuple[tuple[frozenset[str], Expected], ...]

    def expected(self, builder: str, ignored: Iterable[str] = ()) -> list[Expected]:
        """What *builder* is to find, in order; a mark without builders is for all of them."""
        return sorted(
            each
            for builders, each in self.marks
            if (not builders or builder in builders) and each.rule not in ignored
        )


def unmarked(files: Mapping[str, str | bytes]) -> Project:
    """Take the marks out of *files*."""
    plain: dict[str, str | bytes] = {}
    marks: list[tuple[frozenset[str], Expected]] = []
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
            expected = Expected(name, line, column, mark["rule"], mark["target"] or "")
            marks.append((builders, expected))
        plain[name] = before + text[end:]
    return Project(plain, tuple(marks))


def read(*folders: Path) -> Project:
    """The marked files of *folders*, by their paths below each.

    Code is kept as text, `module.py.txt`: it is no code of ours.
    """
    found: dict[str, str | bytes] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = path.relative_to(folder).as_posix().removesuffix(".txt")
                found[name] = path.read_text("utf-8")
    return unmarked(found)


def found(built: Built) -> list[Expected]:
    """What a build wrote into its report, in the same form and order."""
    folder = built.outdir if built.app.builder.name == "xrefcheck" else built.outdir / "report"
    document = json.loads((folder / "output.json").read_text("utf-8"))
    return sorted(
        Expected(
            each["file"] or each["template"] or "",
            each["line"] or 0,
            each["column"] or 0,
            each["rule"],
            each["target"] or "",
        )
        for each in document["findings"]
    )
