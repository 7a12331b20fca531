"""Builds into folders with something else where our files should be, or with forged files."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_glossary_faq.autolink import page_states
from sphinx_glossary_faq.core.cache_file import dumps, loads
from tests.building import Build, Built
from tests.obstacles import OBSTACLES, Obstacle

PAGES = {
    "index.rst": """\
Page
====

A cat, :ref:`nope`, `x <nope.html>`__, :doc:`other`.

.. glossary::

   cat
      It purrs.
""",
    "other.rst": ":orphan:\n\nOther\n=====\n\nA cat. :ref:`never`\n",
}

REPORTS = ["output.txt", "output.json", "output.sarif", "output.github", "baseline.json"]

FILES = {
    "xrefcheck": ["links.json", *REPORTS],
    "html": [
        ".glossary-faq",
        "terms.json",
        *(f"report/{name}" for name in REPORTS),
        "../doctrees/glossary-faq-check-html.json",
        "../doctrees/glossary-faq-check-html-pages.json",
    ],
}
"""The files that the package writes, relative to the output folder."""


def run(build: Build, builder: str = "html", *, keep: bool = True, **options: Any) -> Built:
    """Build the project."""
    options = {"glossary_faq_report": "report", "html_theme": "basic", **options}
    return build(PAGES, builder, confoverrides=options, keep=keep)


def snapshot(folder: Path) -> dict[str, bytes | None]:
    """Return the files and folders below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


@pytest.mark.parametrize("obstacle", OBSTACLES, ids=str)
@pytest.mark.parametrize("suffix", ["", ".new"])
@pytest.mark.parametrize("builder", FILES)
def test_files_are_written_or_reported(
    build: Build, builder: str, suffix: str, obstacle: Obstacle
) -> None:
    first = run(build, builder, keep=False)
    outside, folder = build.folder / "outside", first.outdir
    outside.mkdir()
    paths = {name: Path(os.path.normpath(folder / name)) for name in FILES[builder]}
    expected = {name: path.read_bytes() for name, path in paths.items()}
    for path in paths.values():
        if path.is_file():
            path.unlink()
        obstacle.put(path.with_name(path.name + suffix), outside)
    before = snapshot(outside)
    again = run(build, builder)
    assert snapshot(outside) == before
    warned = again.warnings.count("[glossary_faq.output]")
    if obstacle.is_folder:
        assert warned == len(paths)
        assert all(f"“{path}” cannot be written" in again.warnings for path in paths.values())
        assert not any(path.is_file() for path in paths.values())
        assert again.exit_code == (2 if builder == "xrefcheck" else 0)
        for path in paths.values():
            blocked = path.with_name(path.name + suffix)
            blocked.rename(blocked.with_name(f"{blocked.name}.moved"))
        again = run(build, builder)
    assert "[glossary_faq.output]" not in again.warnings
    assert not any(path.is_symlink() for path in paths.values())
    for name, path in paths.items():
        if ".json" not in name or "doctrees" not in name:  # those have the times of files
            assert path.read_bytes() == expected[name]
        else:
            assert loads(path.read_text("ascii"))


@pytest.mark.parametrize("obstacle", OBSTACLES, ids=str)
def test_other_things_in_the_output_are_no_pages(build: Build, obstacle: Obstacle) -> None:
    first = run(build, keep=False)
    for name in ("a.html", "sub/search.html", "sub/b.txt", "search/x.html"):
        obstacle.put(first.outdir / name, build.folder / "outside")
    again = run(build)
    assert again.warnings == first.warnings
    assert again.text("report/output.json") == first.text("report/output.json")


@pytest.mark.parametrize("obstacle", OBSTACLES, ids=str)
def test_nothing_is_in_the_way_of_removed_terms(build: Build, obstacle: Obstacle) -> None:
    build({"index.rst": "Page\n====\n"})
    outside = build.folder / "outside"
    obstacle.put(build.folder / "project" / "build" / "html" / "terms.json", outside)
    before = snapshot(outside)
    assert build({"index.rst": "Page\n====\n\nx\n"}, keep=True).warnings == ""
    assert snapshot(outside) == before


# The folder of the reports.


@pytest.mark.parametrize("folder", ["../x", "a/../../x", "link", "link/x", "loop", "fifo", "a\0b"])
def test_reports_stay_in_the_output(build: Build, folder: str) -> None:
    first = build({"index.rst": "Page\n====\n"})
    outside = build.folder / "outside"
    outside.mkdir()
    (first.outdir / "link").symlink_to(outside)
    (first.outdir / "loop").symlink_to(first.outdir / "loop")
    os.mkfifo(first.outdir / "fifo")
    before = snapshot(build.folder).keys()
    built = run(build, glossary_faq_report=folder)
    (warning,) = [line for line in built.warnings.splitlines() if "glossary_faq_report" in line]
    assert warning.startswith("conf.py: WARNING: glossary_faq_report: folder “")
    after = snapshot(build.folder).keys()
    assert not {name for name in after - before if name.endswith(("output.txt", "baseline.json"))}
    assert list(outside.iterdir()) == []


def test_reports_may_be_in_any_absolute_folder(build: Build) -> None:
    folder = build.folder / "reports" / "deep"
    assert "glossary_faq_report" not in run(build, glossary_faq_report=str(folder)).warnings
    assert sorted(path.name for path in folder.iterdir()) == sorted(REPORTS)


def test_the_output_may_be_a_link(build: Build) -> None:
    first = build({"index.rst": "Page\n====\n"})
    moved = first.outdir.rename(build.folder / "moved")
    first.outdir.symlink_to(moved)
    assert "cannot be written" not in run(build).warnings
    assert (moved / "report" / "output.txt").is_file()


# The baseline.


@pytest.mark.parametrize("obstacle", [each for each in OBSTACLES if each.name != "link to a file"])
def test_a_baseline_is_a_regular_file(build: Build, obstacle: Obstacle) -> None:
    obstacle.put(build.folder / "project" / "source" / "known.json", build.folder / "outside")
    built = run(build, "xrefcheck", glossary_faq_baseline="known.json")
    assert "glossary_faq_baseline: file “known.json” cannot be read: " in built.warnings
    assert built.exit_code == 2


def test_a_baseline_has_a_limited_size(build: Build) -> None:
    path = build.folder / "project" / "source" / "known.json"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        file.truncate(2**40)  # sparse
    built = run(build, "xrefcheck", glossary_faq_baseline="known.json")
    assert "“known.json” cannot be read: Larger than 32 MiB" in built.warnings
    assert built.exit_code == 2


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        '{"version": ' + "[" * 900 + "]" * 900 + ', "known": []}',
        '{"version": 1, "known": [' + '{"count": 1},' * 3 + "]}",
        '{"version": NaN, "known": []}',
        '{"version": ' + "9" * 5000 + ', "known": []}',
        '{"version": 1, "known": [{"rule": "reference", "file": "", "target": "", "count": '
        + "9" * 4200
        + "}]}",
    ],
)
def test_a_baseline_of_wrong_shape_is_reported(build: Build, text: str) -> None:
    path = build.folder / "project" / "source" / "known.json"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    built = run(build, "xrefcheck", glossary_faq_baseline="known.json")
    assert "glossary_faq_baseline: file “known.json” cannot be read: " in built.warnings
    assert max(map(len, built.warnings.splitlines())) < 500
    assert built.exit_code == 2


# Files with a valid checksum.

STATES = [name for name in FILES["html"] if name == ".glossary-faq" or "doctrees" in name]

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(10**4299)
    | st.floats()
    | st.sampled_from(["", ".", "/", "index", "index.html", "\0", "\ud800", "ok", "no-file"]),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.text(), values, max_size=2),
    max_leaves=4,
)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each container of JSON data with each of its keys or indexes."""
    if isinstance(value, dict | list):
        for key in range(len(value)) if isinstance(value, list) else list(value):
            yield value, key
            yield from places(value[key])


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_forged_states_end_no_build(build: Build, data: st.DataObject) -> None:
    if not (build.folder / "project").exists():
        run(build)
        run(build)
    outdir = build.folder / "project" / "build" / "html"
    path = outdir / data.draw(st.sampled_from(STATES))
    original = path.read_bytes()
    document = {key: value for key, value in json.loads(original).items() if key != "sha256"}
    for _number in range(data.draw(st.integers(1, 3))):
        found = [*places(document)]
        container, key = found[data.draw(st.integers(0, len(found) - 1))]
        container[key] = data.draw(VALUES)
    path.write_text(dumps(document), "ascii")
    try:
        built = run(build)
        assert built.exit_code == 0
    finally:
        path.write_bytes(original)


def test_a_sum_of_mentions_is_a_number(build: Build) -> None:
    """The shape is checked when a state is loaded, not when it is used."""
    path = run(build).outdir / ".glossary-faq"
    document = json.loads(path.read_text("ascii"))
    del document["sha256"]
    for count in ("1", [1], None, True, float("nan"), 10**4299):
        document["pages"]["index"][3] = count
        path.write_text(dumps(document), "ascii")
        assert page_states.load(path) == page_states.Snapshot("", {})
        assert "linked 2 mentions of " in run(build).status
