"""A substitute for MyST-NB, which builds a page from the Markdown cells in a notebook."""

from __future__ import annotations

import json

from sphinx.application import Sphinx


def extract_cells(app: Sphinx, docname: str, content: list[str]) -> None:
    """Replace the JSON of a notebook with the text of its cells."""
    if app.env.doc2path(docname).suffix == ".ipynb":
        cells = json.loads(content[0])["cells"]
        content[0] = "\n\n".join("".join(cell["source"]) for cell in cells)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the suffix and the event handler."""
    app.add_source_suffix(".ipynb", "markdown")
    app.connect("source-read", extract_cells)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
