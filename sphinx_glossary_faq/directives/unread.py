"""Directives of ours that were read as text, which no parser tells.

In Markdown `:::{faq}` is a directive only where MyST's `colon_fence` is switched on; elsewhere
it is a paragraph, and the page comes out wrong without a word.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_glossary_faq.diagnostics import Subtype, warn

OURS = ("article-header", "faq", "faq-item", "see-also", "term-compare", "term-info")

# Matches ":::{faq}" and "::::{term-compare} a; b" on a line; not ":::{note}" nor ":::" alone.
_FENCE = re.compile(rf"^:{{3,}}\{{({'|'.join(OURS)})\}}", re.MULTILINE)


def tell(app: Sphinx, doctree: nodes.document) -> None:
    """Warn of the first such paragraph of a page; one switch mends them all."""
    if "colon_fence" in getattr(app.config, "myst_enable_extensions", ["colon_fence"]):
        return
    for paragraph in doctree.findall(nodes.paragraph):
        # What stands in a literal is meant to be text.
        plain = "".join(
            str(node) if isinstance(node, nodes.Text) else "…" for node in paragraph.children
        )
        if found := _FENCE.search(plain):
            message = (
                f"“:::{{{found[1]}}}” was read as text: colon fences are off. Add "
                '"colon_fence" to myst_enable_extensions, or fence it with backticks.'
            )
            warn(Subtype.CONFIG, message, paragraph)
            return


def register(app: Sphinx) -> None:
    app.connect("doctree-read", tell)
