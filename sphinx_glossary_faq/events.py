"""Declare the events that other extensions can connect to, with `app.connect`."""

from __future__ import annotations

from typing import Final

from sphinx.application import Sphinx

TERMS_COLLECTED: Final = "glossary-faq-terms-collected"
"""Emitted once in each build, when all pages have been read and before links are planned.

Handlers get the application, the environment and a tuple of the terms of this project.
"""

CHECKED: Final = "glossary-faq-checked"
"""Emitted at the end of each successful build that checks references.

Handlers get the application and a tuple of the findings that this build has reported.
"""


def register(app: Sphinx) -> None:
    """Register the events."""
    app.add_event(TERMS_COLLECTED)
    app.add_event(CHECKED)
