"""Warnings about our directives that Markdown parsed as text.

In Markdown `:::{faq}` is a directive only if MyST's `colon_fence` is enabled. Otherwise it is
a paragraph, and no parser warns.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_glossary_faq.diagnostics import Subtype, warn

DIRECTIVE_NAMES = ("article-header", "faq", "faq-item", "see-also", "term-compare", "term-info")

# Matches ":::{faq}" and "::::{term-compare} a; b" on a line; not ":::{note}" nor ":::" alone.
_FENCE = re.compile(rf"^:{{3,}}\{{({'|'.join(DIRECTIVE_NAMES)})\}}", re.MULTILINE)


def warn_unparsed(app: Sphinx, doctree: nodes.document) -> None:
    """Warn about the first such paragraph of a page; one option fixes them all."""
    if "colon_fence" in getattr(app.config, "myst_enable_extensions", ["colon_fence"]):
        return
    for paragraph in doctree.findall(nodes.paragraph):
        # A directive in a literal is text on purpose.
        text = "".join(
            str(node) if isinstance(node, nodes.Text) else "…" for node in paragraph.children
        )
        if match := _FENCE.search(text):
            message = (
                f"“:::{{{match[1]}}}” was read as text, since colon fences are disabled. Add "
                '"colon_fence" to myst_enable_extensions or use a fence of backticks.'
            )
            warn(Subtype.CONFIG, message, paragraph)
            return


def register(app: Sphinx) -> None:
    app.connect("doctree-read", warn_unparsed)
