"""Has pages read again whose toctree names a page that was removed.

Sphinx itself lets such a toctree stand until its page is edited, and tells of the hole only when
it happens to write the page; read again, the page is what a clean build makes of it.
"""

from __future__ import annotations

from collections.abc import Set

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def affected(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    """The pages that have a removed one in a toctree."""
    return [
        docname
        for docname, included in env.toctree_includes.items()
        if docname in env.found_docs and not removed.isdisjoint(included)
    ]


def register(app: Sphinx) -> None:
    app.connect("env-get-outdated", affected)
