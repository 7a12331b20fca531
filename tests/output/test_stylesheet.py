"""Test the style sheet and the CSS properties that are documented in the manual."""

from __future__ import annotations

import re

from sphinx_glossary_faq.output.stylesheet import STATIC, STYLE_SHEET
from tests.building import Build

CSS = re.sub(r"/\*.*?\*/", "", (STATIC / STYLE_SHEET).read_text("utf-8"), flags=re.DOTALL)


def test_html_pages_link_it(build: Build) -> None:
    built = build({"index.rst": "Guide\n=====\n\nText.\n"})
    assert STYLE_SHEET in built.text("index.html")
    assert f"_static/{STYLE_SHEET}" in built.files()


def test_project_overrides_it(build: Build) -> None:
    built = build(
        {"index.rst": "Guide\n=====\n", f"own/{STYLE_SHEET}": "a { color: red }"},
        confoverrides={"html_static_path": ["own"]},
    )
    assert built.text(f"_static/{STYLE_SHEET}") == "a { color: red }"


def test_has_no_important_declarations() -> None:
    assert "!important" not in CSS


def test_has_no_fixed_colors() -> None:
    assert not re.findall(
        r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\(|\b(?:black|white(?!-)|gr[ae]y)\b", CSS
    )


def test_uses_logical_properties() -> None:
    assert not re.findall(r"(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b", CSS)
    assert not re.findall(
        r"(?<![-\w])(?:left|right|width|height)\s*:", CSS.replace("max-width", "")
    )


def test_has_no_properties_that_epub_forbids() -> None:
    assert not re.findall(r"(?<![-\w])(?:direction|unicode-bidi)\s*:", CSS)


def test_respects_reduced_motion() -> None:
    with_motion = r"@media \(prefers-reduced-motion: no-preference\) \{.*?\n\}"
    without_motion = re.sub(with_motion, "", CSS, flags=re.DOTALL)
    assert "transition" not in without_motion
    assert "animation" not in without_motion


def test_configuration_does_not_change_between_builds(build: Build) -> None:
    build({"index.rst": "Guide\n=====\n"})
    assert "html_static_path" not in build({}, keep=True).status
