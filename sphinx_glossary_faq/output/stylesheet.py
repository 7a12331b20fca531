"""Add the style sheet to HTML builds.

Automatic links may be on any page, so every page uses the style sheet.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

STATIC = Path(__file__).parent.parent / "static"
STYLE_SHEET = "glossary-faq.css"


def add_static_path(app: Sphinx, config: Config) -> None:
    """Add the static folder before the project's own folders, so that they take precedence.

    If this were done in `config-inited`, Sphinx would detect a changed configuration in each build.
    """
    config["html_static_path"] = [str(STATIC), *config["html_static_path"]]


def register(app: Sphinx) -> None:
    """Register the style sheet."""
    app.connect("config-inited", add_static_path)
    app.add_css_file(STYLE_SHEET)
