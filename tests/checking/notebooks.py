"""A stand-in for MyST-NB: the Markdown cells of a notebook are a page."""

from __future__ import annotations

import json

from sphinx.application import Sphinx


def read(app: Sphinx, docname: str, content: list[str]) -> None:
    """Put the cells' text in the place of the JSON around it."""
    if app.env.doc2path(docname).suffix == ".ipynb":
        cells = json.loads(content[0])["cells"]
        content[0] = "\n\n".join("".join(cell["source"]) for cell in cells)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register it."""
    app.add_source_suffix(".ipynb", "markdown")
    app.connect("source-read", read)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
