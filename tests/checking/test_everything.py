"""Everything that can be wrong, and everything that only looks so, in both syntaxes.

The sources in `everything/` are marked where something is to be found: see `marked`.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest

from tests.building import Build, Built
from tests.checking.marked import REPORT, Expected, Project, found, read

# By autodoc, and by MyST's `include`.
pytestmark = pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app. is deprecated")

ROOT = Path(__file__).parent / "everything"

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)

SETTINGS = {
    **REPORT,
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
    "md": ["sphinx.ext.todo", "tests.checking.notebooks"],
}

HTML_ONLY = {"template-link", "extra-link", "theme-link"}


def project_in(syntax: str) -> Project:
    project = read(ROOT / syntax, ROOT / "shared")
    pictures = {"picture.png": PICTURE, "extra/picture.png": PICTURE, "deep/picture.png": PICTURE}
    return project._replace(files={**project.files, **pictures})


def built(build: Build, syntax: str, builder: str, **how: Any) -> Built:
    """The project, built."""
    files = {} if how.get("keep") else dict(project_in(syntax).files)
    if files and builder in ("dirhtml", "singlehtml"):  # elsewhere its addresses lead nowhere
        files[f"index.{syntax}"] = str(files[f"index.{syntax}"]).replace("relative\n", "\n")
        del files[f"relative.{syntax}"]
    settings = dict(SETTINGS)
    extensions = [*EXTENSIONS[syntax], "sphinx_glossary_faq"]
    if syntax == "md":
        extensions.insert(0, "myst_parser")
        settings["myst_enable_extensions"] = ["colon_fence", "deflist"]
        settings["myst_heading_anchors"] = 3
    return build(files, builder, confoverrides=settings, extensions=extensions, **how)


@pytest.fixture(autouse=True)
def importable(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(build.folder / "project" / "source"))
    monkeypatch.delitem(__import__("sys").modules, "everything_module", raising=False)


BUILDERS = ["html", "dirhtml", "singlehtml", "xrefcheck"]


@pytest.mark.parametrize("builder", BUILDERS)
def test_all_is_found_where_it_stands_and_nothing_else(
    build: Build, syntax: str, builder: str
) -> None:
    ignored = HTML_ONLY if builder == "xrefcheck" else set()
    expected = project_in(syntax).expected(builder, ignored)
    assert found(built(build, syntax, builder)) == expected


@pytest.mark.parametrize("builder", BUILDERS)
def test_what_is_found_is_told_once_and_by_nobody_else(
    build: Build, syntax: str, builder: str
) -> None:
    """Of files that cannot be read Sphinx tells; of all else it is we who do."""
    result = built(build, syntax, builder)
    lines = result.warnings.splitlines()
    ours = sorted(line.partition(": WARNING: ")[0] for line in lines if "[glossary_faq." in line)
    assert ours == sorted(_place(each) for each in found(result) if each.rule != "missing-file")
    others = [line for line in lines if "[glossary_faq." not in line]
    assert {line.rpartition(" ")[2] for line in others} == {
        "[image.not_readable]",
        "[download.not_readable]",
    }


def _place(each: Expected) -> str:
    return f"{each.file}:{each.line}:{each.column}"


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_same_is_told_whatever_was_built_before_and_at_any_j(
    build: Build, syntax: str, builder: str
) -> None:
    """Cold, when nothing has changed, with several processes, after a run that failed."""
    first = built(build, syntax, builder)
    cold = report(first)
    warnings = ours(first)
    again = built(build, syntax, builder, keep=True)
    assert report(again) == cold
    assert ours(again) == warnings
    parallel = built(build, syntax, builder, parallel=4)
    assert report(parallel) == cold
    assert ours(parallel) == warnings
    strict = built(build, syntax, builder, keep=True, fail_on_warning=True)
    assert strict.exit_code == 1
    assert report(strict) == cold


def report(built: Built) -> str:
    folder = "" if built.app.builder.name == "xrefcheck" else "report/"
    return built.text(f"{folder}output.json")


def ours(built: Built) -> list[str]:
    """Our warnings, in their order."""
    return [line for line in built.warnings.splitlines() if "[glossary_faq." in line]
