"""sphinx-markdown-builder: pages as Markdown."""

from __future__ import annotations

import re

import pytest

from tests.building import Build
from tests.neighbours.checking import MD_BLOCKS, PAGES, RST_BLOCKS, RST_INDEX

HEADER = {
    "rst": ".. article-header::\n   :updated: 2026-06-12\n\n   A deck.\n",
    "md": ":::{article-header}\n:updated: 2026-06-12\n\nA deck.\n:::\n",
}

EXPECTED = """\
# Page

A deck.

Updated June 12, 2026 · 1 min read

The [crumb](glossary.md#term-crumb).

Why does proofing take long?
: Because [autolysis](glossary.md#term-autolysis) was short.

|       | [crumb](glossary.md#term-crumb) | [proofing](glossary.md#term-proofing) |
|-------|---------------------------------|---------------------------------------|
| Where | Inside                          | In a basket                           |

#### SEE ALSO
* [Glossary](glossary.md)
"""


@pytest.mark.parametrize("page", ["rst", "md"])
def test_directives(build: Build, page: str) -> None:
    """Articles, questions, comparisons and aliases are readable Markdown. Terms are linked."""
    title = "Page\n====\n" if page == "rst" else "# Page\n"
    blocks = RST_BLOCKS if page == "rst" else MD_BLOCKS
    text = f"{title}\n{HEADER[page]}\nThe crumb.\n\n{blocks}"
    files = {"index.rst": RST_INDEX, **PAGES, f"page.{page}": text}
    built = build(files, "markdown", extensions=["sphinx_glossary_faq", "sphinx_markdown_builder"])
    assert built.warnings == "", built.warnings
    text = built.text("page.md")
    assert words(text) == words(EXPECTED)
    assert "The last rise of a dough." in built.text("glossary.md")
    assert "Also called: final rise" in built.text("glossary.md")


def words(text: str) -> list[str]:
    """Return the words of Markdown without anchors and without the lines of tables."""
    # Matches anchors, such as '<a id="a"></a>', and lines, such as "|---"; not "| a".
    return re.sub(r'<a id=".*?"></a>|\|-+', " ", text).split()
