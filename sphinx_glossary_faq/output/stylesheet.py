"""Adds the style sheet to HTML builds.

Automatic links may be on any page, so every page links the style sheet.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

STATIC = Path(__file__).parent.parent / "static"
STYLE_SHEET = "glossary-faq.css"


def add_static_path(app: Sphinx, config: Config) -> None:
    """Add the folder before those of the project, so that a project can override the file.

    After `config-inited`, Sphinx would consider the configuration changed in each build.
    """
    config["html_static_path"] = [str(STATIC), *config["html_static_path"]]


def register(app: Sphinx) -> None:
    """Register the style sheet."""
    app.connect("config-inited", add_static_path)
    app.add_css_file(STYLE_SHEET)
