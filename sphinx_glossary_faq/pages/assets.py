"""Puts the style sheet into HTML builds.

Automatic links may stand on any page, so every page links it; it is small, and fetched
once.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

STATIC = Path(__file__).parent.parent / "static"
STYLE_SHEET = "glossary-faq.css"


def add_static_path(app: Sphinx, config: Config) -> None:
    """Before the project's own folders, so that a project may lay its file over ours.

    As early as this, or Sphinx finds at each build that the configuration has changed.
    """
    config["html_static_path"] = [str(STATIC), *config["html_static_path"]]


def register(app: Sphinx) -> None:
    app.connect("config-inited", add_static_path)
    app.add_css_file(STYLE_SHEET)
