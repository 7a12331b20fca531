"""The style sheet keeps to what `docs/` promises themes of it."""

from __future__ import annotations

import re

from sphinx_glossary_faq.pages.assets import STATIC, STYLE_SHEET
from tests.building import Build

CSS = re.sub(r"/\*.*?\*/", "", (STATIC / STYLE_SHEET).read_text("utf-8"), flags=re.DOTALL)


def test_every_html_page_links_it(build: Build) -> None:
    built = build({"index.rst": "Guide\n=====\n\nText.\n"})
    assert STYLE_SHEET in built.text("index.html")
    assert f"_static/{STYLE_SHEET}" in built.files()


def test_a_project_may_lay_its_own_over_it(build: Build) -> None:
    built = build(
        {"index.rst": "Guide\n=====\n", f"own/{STYLE_SHEET}": "a { color: red }"},
        confoverrides={"html_static_path": ["own"]},
    )
    assert built.text(f"_static/{STYLE_SHEET}") == "a { color: red }"


def test_overrules_nothing_by_force() -> None:
    assert "!important" not in CSS


def test_takes_its_colours_from_the_theme() -> None:
    assert not re.findall(
        r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\(|\b(?:black|white(?!-)|gr[ae]y)\b", CSS
    )


def test_knows_no_left_and_right() -> None:
    assert not re.findall(r"(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b", CSS)
    assert not re.findall(
        r"(?<![-\w])(?:left|right|width|height)\s*:", CSS.replace("max-width", "")
    )


def test_moves_only_for_those_who_do_not_mind() -> None:
    moving = r"@media \(prefers-reduced-motion: no-preference\) \{.*?\n\}"
    still = re.sub(moving, "", CSS, flags=re.DOTALL)
    assert "transition" not in still
    assert "animation" not in still


def test_a_second_build_finds_the_configuration_unchanged(build: Build) -> None:
    build({"index.rst": "Guide\n=====\n"})
    assert "html_static_path" not in build({}, keep=True).status
