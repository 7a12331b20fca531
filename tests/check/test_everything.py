"""Test all mistakes that the check finds, and similar valid text, in both markup languages.

The sources in `everything/` mark the expected findings (see `marked`).
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest

from tests.building import Build, Built
from tests.check.marked import (
    REPORT_OPTIONS,
    ExpectedFinding,
    MarkedProject,
    findings_of,
    read_project,
)

# Raised by autodoc and by the `include` directive of MyST-Parser.
pytestmark = pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app. is deprecated")

ROOT = Path(__file__).parent / "everything"

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)

SETTINGS = {
    **REPORT_OPTIONS,
    "html_theme": "basic",
    "html_copy_source": False,
    "nitpicky": True,
    "numfig": True,
    "templates_path": ["_templates"],
    "html_extra_path": ["extra"],
    "exclude_patterns": ["parts", "extra"],
}

EXTENSIONS = {
    "rst": ["sphinx.ext.autodoc", "sphinx.ext.todo", "sphinx.ext.ifconfig"],
    "md": ["sphinx.ext.todo", "tests.check.notebooks"],
}

HTML_ONLY = {"template-link", "extra-link", "theme-link"}


def marked_project(syntax: str) -> MarkedProject:
    project = read_project(ROOT / syntax, ROOT / "shared")
    pictures = {"picture.png": PICTURE, "extra/picture.png": PICTURE, "deep/picture.png": PICTURE}
    return project._replace(files={**project.files, **pictures})


def build_project(build: Build, syntax: str, builder: str, **options: Any) -> Built:
    """Build the project without its marks."""
    files = {} if options.get("keep") else dict(marked_project(syntax).files)
    # The links of this page are broken in the output of these builders.
    if files and builder in ("dirhtml", "singlehtml"):
        files[f"index.{syntax}"] = str(files[f"index.{syntax}"]).replace("relative\n", "\n")
        del files[f"relative.{syntax}"]
    settings = dict(SETTINGS)
    extensions = [*EXTENSIONS[syntax], "sphinx_glossary_faq"]
    if syntax == "md":
        extensions.insert(0, "myst_parser")
        settings["myst_enable_extensions"] = ["colon_fence", "deflist"]
        settings["myst_heading_anchors"] = 3
    return build(files, builder, confoverrides=settings, extensions=extensions, **options)


@pytest.fixture(autouse=True)
def importable_module(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(build.folder / "project" / "source"))
    monkeypatch.delitem(__import__("sys").modules, "everything_module", raising=False)


BUILDERS = ["html", "dirhtml", "singlehtml", "xrefcheck"]


@pytest.mark.parametrize("builder", BUILDERS)
def test_findings_are_those_marked(build: Build, syntax: str, builder: str) -> None:
    ignored = HTML_ONLY if builder == "xrefcheck" else set()
    expected = marked_project(syntax).expected(builder, ignored)
    assert findings_of(build_project(build, syntax, builder)) == expected


@pytest.mark.parametrize("builder", BUILDERS)
def test_each_finding_has_exactly_one_warning(build: Build, syntax: str, builder: str) -> None:
    """Only files that cannot be read are left to Sphinx."""
    result = build_project(build, syntax, builder)
    lines = result.warnings.splitlines()
    own = sorted(line.partition(": WARNING: ")[0] for line in lines if "[glossary_faq." in line)
    assert own == sorted(
        _location(finding) for finding in findings_of(result) if finding.rule != "missing-file"
    )
    others = [line for line in lines if "[glossary_faq." not in line]
    assert {line.rpartition(" ")[2] for line in others} == {
        "[image.not_readable]",
        "[download.not_readable]",
    }


def _location(finding: ExpectedFinding) -> str:
    return f"{finding.file}:{finding.line}:{finding.column}"


@pytest.mark.parametrize("builder", BUILDERS)
def test_findings_do_not_depend_on_earlier_builds_or_processes(
    build: Build, syntax: str, builder: str
) -> None:
    """A first build, an unchanged project, several processes, a build that failed."""
    first = build_project(build, syntax, builder)
    expected = report(first)
    warnings = own_warnings(first)
    again = build_project(build, syntax, builder, keep=True)
    assert report(again) == expected
    assert own_warnings(again) == warnings
    parallel = build_project(build, syntax, builder, parallel=4)
    assert report(parallel) == expected
    assert own_warnings(parallel) == warnings
    strict = build_project(build, syntax, builder, keep=True, fail_on_warning=True)
    assert strict.exit_code == 1
    assert report(strict) == expected


def report(built: Built) -> str:
    """Return the report of a build as JSON."""
    folder = "" if built.app.builder.name == "xrefcheck" else "report/"
    return built.text(f"{folder}output.json")


def own_warnings(built: Built) -> list[str]:
    """Return the warnings of this extension, in their order."""
    return [line for line in built.warnings.splitlines() if "[glossary_faq." in line]
