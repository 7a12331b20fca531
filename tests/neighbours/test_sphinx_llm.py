"""sphinx-llm: ``llms.txt`` and Markdown beside each page."""

from __future__ import annotations

from tests.building import Build
from tests.neighbours.checking import PAGES, RST_BLOCKS, RST_INDEX


def test_markdown(build: Build) -> None:
    """The Markdown beside a page contains questions and comparisons. Terms are linked in HTML."""
    conf = "extensions = ['sphinx_glossary_faq', 'sphinx_llm.txt']\n"
    files = {
        "conf.py": conf,
        "index.rst": RST_INDEX,
        **PAGES,
        "page.rst": f"Page\n====\n\nThe crumb.\n\n{RST_BLOCKS}",
    }
    built = build(files, extensions=["sphinx_glossary_faq", "sphinx_llm.txt"])
    assert built.warnings == "", built.warnings
    text = built.text("page.html.md")
    assert "Why does proofing take long?" in text
    assert "| Where |" in text
    assert "SEE ALSO" in text
    assert "Glossary" in built.text("llms.txt")
    assert 'class="autolinked-term' in built.text("page.html")
