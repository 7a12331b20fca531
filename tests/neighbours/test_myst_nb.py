"""myst-nb: notebooks, as ``.ipynb`` and as Markdown."""

from __future__ import annotations

import json

from tests.building import Build
from tests.neighbours.checking import MD_BLOCKS, checked, linked, main_part, shows_blocks

NOTEBOOK = {
    "cells": [
        {
            "cell_type": "markdown",
            "id": "one",
            "metadata": {},
            "source": f"# Notebook\n\nLook at the crumb.\n\n{MD_BLOCKS}",
        },
        {
            "cell_type": "code",
            "id": "two",
            "execution_count": 1,
            "metadata": {},
            "source": 'print("proofing")  # proofing',
            "outputs": [{"output_type": "stream", "name": "stdout", "text": "proofing\n"}],
        },
        {"cell_type": "markdown", "id": "three", "metadata": {}, "source": "After autolysis."},
    ],
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python", "language": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}

TEXT_NOTEBOOK = """\
---
file_format: mystnb
kernelspec:
  name: python3
---

# Text

The crumb.

```{code-cell}
print("proofing")
```
"""


def test_notebooks(build: Build) -> None:
    """Terms are linked in Markdown cells, and not in the code or the output of a cell."""
    built = checked(
        build,
        {"notebook.ipynb": json.dumps(NOTEBOOK), "text.md": TEXT_NOTEBOOK},
        "myst_nb",
        confoverrides={
            # Sphinx keeps the suffixes of myst-nb for other projects in this process otherwise.
            "source_suffix": {".rst": "restructuredtext", ".md": "myst-nb", ".ipynb": "myst-nb"},
            "suppress_warnings": ["myst-nb.lexer"],  # only kernels give the language of text.md
            "nb_execution_mode": "off",
            "myst_enable_extensions": ["colon_fence", "deflist"],
        },
    )
    part = main_part(built, "notebook.html")
    assert linked(part) == ["crumb", "autolysis"]
    assert part.find(class_="cell_output") is not None
    assert shows_blocks(part)
    assert linked(main_part(built, "text.html")) == ["crumb"]
