"""Which files of an output folder are part of the site, whatever is known of earlier builds."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.building import Build, Built

TITLE = "Title\n=====\n\n"
OPTIONS: Mapping[str, Any] = {"html_theme": "basic"}

STATE_FILES = ("output/.glossary-faq", "check.json", "check-pages.json")
"""The files that builds leave for later ones."""


def state_files(built: Built) -> list[Path]:
    """Return the paths of `STATE_FILES`."""
    stem = f"glossary-faq-check-{built.app.builder.name}"
    doctrees = Path(built.app.doctreedir)
    return [
        built.outdir / ".glossary-faq",
        doctrees / f"{stem}.json",
        doctrees / f"{stem}-pages.json",
    ]


def lose(built: Built, folder: Path) -> None:
    """Delete all state files."""
    for path in state_files(built):
        path.unlink(missing_ok=True)


def damage(built: Built, folder: Path) -> None:
    """Cut all state files short."""
    for path in state_files(built):
        if path.exists():
            path.write_text(path.read_text("utf-8")[:-9], "utf-8")


def restore(built: Built, folder: Path) -> None:
    """Replace all state files by those of an earlier build."""
    for path in state_files(built):
        path.unlink(missing_ok=True)
        if (folder / path.name).exists():
            shutil.copy2(folder / path.name, path)


def keep_state(built: Built, folder: Path) -> None:
    """Copy the state files for `restore`."""
    folder.mkdir(exist_ok=True)
    for path in state_files(built):
        if path.exists():
            shutil.copy2(path, folder)


EXTRA = "<p id='a'><a href='gone-too.html'>x</a></p>"

LINKS = """\
`x <spare.html>`__ `x <spare.html#title>`__ `x <extra.html>`__ `x <extra.html#a>`__
`x <data.txt>`__ `x <added.html>`__ `x <genindex.html>`__ `x <py-modindex.html>`__ `x <old.html>`__
`x <../spare/#part>`__ `x <../added/>`__ `x <../genindex/>`__ `x <../py-modindex/>`__
"""
BEFORE: dict[str, str | bytes | None] = {
    "index.rst": f"{TITLE}.. toctree::\n   :glob:\n\n   *\n\n{LINKS}",
    "other.rst": f"{TITLE}{LINKS}",
    "spare.rst": f"{TITLE}Part\n----\n\nText.\n",
    "module.rst": f"{TITLE}.. py:module:: pots\n\nText\n",
    "copied/extra.html": EXTRA,
    "copied/data.txt": "Text.",
    "copied/kept.txt": "Text.",
    "_templates/plain.html": "<p>Text.</p>",
    "_templates/layout.html": (
        '{% extends "!layout.html" %}{% block footer %}{{ toctree(titles_only=False) }}'
        "{% endblock %}"
    ),
}
AFTER: dict[str, str | bytes | None] = {
    "spare.rst": None,
    "module.rst": f"{TITLE}Text.\n",
    "copied/extra.html": None,
    "copied/data.txt": None,
}
BEFORE_OPTIONS = {
    **OPTIONS,
    "html_extra_path": ["copied"],
    "templates_path": ["_templates"],
    "html_additional_pages": {"added": "plain.html"},
}
AFTER_OPTIONS = {**BEFORE_OPTIONS, "html_additional_pages": {}, "html_use_index": False}


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
@pytest.mark.parametrize("change", [None, lose, damage, restore])
def test_findings_do_not_depend_on_the_state_files(
    build: Build, tmp_path: Path, builder: str, change: Callable[[Built, Path], None] | None
) -> None:
    """Files that the project no longer makes are not part of the site: as in a clean build."""
    edits: list[tuple[dict[str, str | bytes | None], Mapping[str, Any]]] = [
        ({"other.rst": f"{TITLE}{LINKS}\nText.\n"}, BEFORE_OPTIONS),
        (AFTER, BEFORE_OPTIONS),
        ({}, AFTER_OPTIONS),
        ({}, AFTER_OPTIONS),
    ]
    found: list[str] = []
    files = dict(BEFORE)
    built = build(files, builder, confoverrides=BEFORE_OPTIONS)
    keep_state(built, tmp_path / "state")
    for edit, options in edits:
        if change is not None:
            change(built, tmp_path / "state")
        built = build(edit, builder, confoverrides=options, keep=True)
        files = {name: text for name, text in {**files, **edit}.items() if text is not None}
        found = own_warnings(built)  # an e-book packs what is left, and Sphinx warns about it
        clean = build(files, builder, confoverrides=options, project="clean")
        assert found == own_warnings(clean)
    assert "“spare.html”" in "".join(found)


def test_removed_pages_of_a_theme_without_static_files(build: Build) -> None:
    """The links on a page that is no longer written are not checked."""
    layout = "<!DOCTYPE html><title>T</title>{% block body %}{% endblock %}"
    options = {**OPTIONS, "templates_path": ["templates"]}
    link = {"removed.rst": f"{TITLE}`x <gone.html>`__\n"}
    files = {"templates/layout.html": layout, "index.rst": f"{TITLE}Text.\n"}
    assert "“gone.html”" in build(files | link, confoverrides=options).warnings
    built = build({"removed.rst": None}, confoverrides=options, keep=True)
    assert "removed.html" in built.files()
    assert own_warnings(built) == []


def own_warnings(built: Built) -> list[str]:
    """Return the warnings of this package."""
    return [line for line in built.warnings.splitlines() if "[glossary_faq." in line]


THERE = f"""\
{TITLE}`x <api/a.html>`__ `x <api/a.html#b>`__ `x <a.html>`__ `x <late.html>`__ `x <b.pdf>`__
`x <linked/a.html>`__ `x <latest/a.html>`__ `x <moved.html>`__ `x <removed.html>`__
"""


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
@pytest.mark.parametrize("change", [None, lose, damage])
def test_files_are_part_of_the_site_whoever_wrote_them(
    build: Build, tmp_path: Path, builder: str, change: Callable[[Built, Path], None] | None
) -> None:
    """However old they are, and whether the project once had pages of these names or not."""
    address = THERE.replace("<", "<../") if builder == "dirhtml" else THERE
    files: dict[str, str | bytes | None] = {
        "index.rst": f"{TITLE}Text.\n",
        "page.rst": f":orphan:\n\n{address}",
        "removed.rst": f":orphan:\n\n{TITLE}",
        "copied/moved.html": "<p>Text.</p>",
        "copied/kept.txt": "",
    }
    options = {**OPTIONS, "html_extra_path": ["copied"]}
    output = build(files, builder, confoverrides=options).outdir
    (tmp_path / "elsewhere").mkdir()
    (output / "linked").symlink_to(tmp_path / "elsewhere")
    (output / "latest").symlink_to(output)
    for name in ("api/a.html", "a.html", "linked/a.html", "late.html", "b.pdf", "removed.html"):
        path = output / name
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_text(
            '<meta http-equiv="refresh" content="0; url=https://example.org"><i id="b">'
        )
        if name != "late.html":
            os.utime(path, (1, 1))
    edits: dict[str, str | bytes | None] = {"removed.rst": None, "copied/moved.html": None}
    built = build(edits, builder, confoverrides=options, keep=True)
    os.utime(output / "moved.html", (2**31, 2**31))  # written by something else
    for _ in range(2):
        if change is not None:
            change(built, tmp_path)
        built = build(builder=builder, confoverrides=options, keep=True)
        assert own_warnings(built) == []


def test_pages_of_other_extensions_are_part_of_the_site(build: Build, tmp_path: Path) -> None:
    """`viewcode` writes its pages only if a module has changed."""
    files = {
        "index.rst": f"{TITLE}.. py:module:: tests.building\n\n.. py:function:: write_files\n\n"
        "`x <_modules/tests/building.html#write_files>`__\n"
    }
    extensions = ["sphinx.ext.viewcode", "sphinx_glossary_faq"]
    built = build(files, extensions=extensions)
    assert "_modules/tests/building.html" in built.files()
    for change in (keep_state, lose, damage):
        change(built, tmp_path)
        built = build(
            {"other.rst": f":orphan:\n\n{change.__name__}"}, extensions=extensions, keep=True
        )
        assert built.warnings == ""


@pytest.mark.parametrize("change", [None, lose])
@pytest.mark.parametrize(
    ("before", "after"),
    [(".html", ".htm"), (".htm", ".html"), (".php", ".html"), (".html", ".php")],
)
def test_pages_with_another_suffix_are_not_part_of_the_site(
    build: Build,
    tmp_path: Path,
    before: str,
    after: str,
    change: Callable[[Built, Path], None] | None,
) -> None:
    """The suffix of page files may change; a clean build has no page with the former one."""
    files = {"index.rst": f"{TITLE}`x <index{before}>`__ `x <index{after}>`__\n"}
    built = build(files, confoverrides={**OPTIONS, "html_file_suffix": before})
    if change is not None:
        change(built, tmp_path)
    warnings = build(confoverrides={**OPTIONS, "html_file_suffix": after}, keep=True).warnings
    assert warnings.count("WARNING") == warnings.count(f"“index{before}”") == 1


@pytest.mark.parametrize("builder", ["html", "dirhtml", "xrefcheck"])
def test_links_to_indices_that_are_not_written_are_reported(build: Build, builder: str) -> None:
    """Indices that are written are part of the site, split ones as well."""
    up = "../" if builder == "dirhtml" else ""
    index = f"{TITLE}.. index:: cat\n\n`x <genindex{'/' if up else '.html'}>`__\n"
    page = f":orphan:\n\n{TITLE}`x <{up}py-modindex{'/' if up else '.html'}>`__ "
    page += f"`x <{up}genindex-C{'/' if up else '.html'}>`__"
    for settings, names in (
        ({"html_split_index": True}, {"py-modindex"}),
        ({"html_split_index": False}, {"py-modindex", "genindex-C"}),
        ({"html_use_index": False}, {"py-modindex", "genindex-C", "genindex"}),
    ):
        built = build(
            {"index.rst": index, "page.rst": page},
            builder,
            confoverrides={**OPTIONS, **settings},
            keep=True,
        )
        reported = {
            name for name in names if f"{name}." in built.warnings or f"{name}/" in built.warnings
        }
        assert (reported, len(own_warnings(built))) == (names, len(names))


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_symbolic_links_to_folders_are_followed(build: Build, tmp_path: Path, builder: str) -> None:
    """As Sphinx follows them, among the sources and in `html_extra_path`."""
    shared, copied = tmp_path / "shared", tmp_path / "copied"
    (shared / "sub").mkdir(parents=True)
    copied.mkdir()
    (shared / "sub" / "a.rst").write_text(f":orphan:\n\n{TITLE}:ref:`nope`\n", "utf-8")
    (copied / "extra.html").write_text("<a href='gone.html'>x</a>", "utf-8")
    source = build.folder / "project" / "source"
    (source / "more").mkdir(parents=True)
    (source / "linked").symlink_to(shared)
    (source / "more" / "folder").symlink_to(copied)
    page = (
        f"{TITLE}`x <linked/sub/a.html#title>`__ `x <folder/extra.html>`__ `x <folder/b.html>`__\n"
    )
    options = {**OPTIONS, "html_extra_path": ["more"]}
    warnings = build({"index.rst": page}, builder, confoverrides=options, keep=True).warnings
    assert "linked/sub/a.rst:6:1: WARNING: ref role: label “nope”" in warnings
    assert "link: target “folder/b.html”" in warnings
    in_copy = "more/folder/extra.html:1:10: WARNING: link: target “gone.html”"
    assert (in_copy in warnings) == (builder == "html")
    assert warnings.count("WARNING") == (3 if builder == "html" else 2)
