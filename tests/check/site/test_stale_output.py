"""Pages whose sidebars link to what has gone are written again, in the next build that may."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import Build
from tests.check.site.test_project_files import lose, own_warnings

TITLE = "Title\n=====\n\n"
SIDEBAR = """\
{% extends "!layout.html" %}
{% block footer %}{{ toctree(collapse=False, titles_only=False) }}{% endblock %}
"""
FILES: dict[str, str | bytes | None] = {
    "index.rst": f"{TITLE}.. toctree::\n   :glob:\n\n   part/*\n",
    "part/a.rst": f"{TITLE}Text.\n",
    "part/b.rst": f"{TITLE}One\n---\n\nText.\n",
    "part/c.rst": f"{TITLE}Text.\n",
    "_templates/layout.html": SIDEBAR,
}
OPTIONS = {"html_theme": "basic", "templates_path": ["_templates"]}
RENAMED: dict[str, str | bytes | None] = {"part/b.rst": f"{TITLE}Two\n---\n\nText.\n"}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("is_state_lost", [False, True])
def test_sidebars_are_updated_after_a_build_of_one_page(
    build: Build, tmp_path: Path, builder: str, is_state_lost: bool
) -> None:
    """Another build of one page in between changes nothing."""
    built = build(FILES, builder, confoverrides=OPTIONS)
    for name in ("part/b.rst", "part/c.rst"):
        built = build(RENAMED, builder, confoverrides=OPTIONS, keep=True, filenames=[name])
        assert own_warnings(built)
    if is_state_lost:
        lose(built, tmp_path)
    again = build({}, builder, confoverrides=OPTIONS, keep=True)
    assert own_warnings(again) == []
    page = {"html": "part/a.html", "dirhtml": "part/a/index.html"}[builder]
    html = again.text(page)
    assert html == build({**FILES, **RENAMED}, builder, confoverrides=OPTIONS).text(page)


@pytest.mark.parametrize("is_state_lost", [False, True])
def test_links_of_themes_to_a_vanished_index_are_updated(
    build: Build, tmp_path: Path, is_state_lost: bool
) -> None:
    module: dict[str, str | bytes | None] = {"part/c.rst": f"{TITLE}.. py:module:: pots\n"}
    build({**FILES, **module}, confoverrides=OPTIONS)
    built = build({"part/a.rst": f"{TITLE}More text.\n"}, confoverrides=OPTIONS, keep=True)
    assert "py-modindex.html" in built.text("part/a.html")
    if is_state_lost:
        lose(built, tmp_path)
    again = build({"part/c.rst": f"{TITLE}Text.\n"}, confoverrides=OPTIONS, keep=True)
    assert own_warnings(again) == []
    assert "py-modindex.html" not in again.text("part/a.html")


def test_pages_with_dead_links_are_written_once(build: Build, tmp_path: Path) -> None:
    """Without the state of the last build they may be outdated; in later builds they are not."""
    files = {**FILES, "part/a.rst": f"{TITLE}`x <gone.html>`__ `x <b.html#gone>`__\n"}
    lose(build(files, confoverrides=OPTIONS), tmp_path)
    build(confoverrides=OPTIONS, keep=True)
    built = build(confoverrides=OPTIONS, keep=True)
    assert len(own_warnings(built)) == 2
    assert "writing output" not in built.status.replace("writing output... \n", "")
