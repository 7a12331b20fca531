"""sphinx-copybutton: buttons that copy code."""

from __future__ import annotations

from tests.building import Build
from tests.neighbours.checking import RST_BLOCKS, checked, linked, main_part, shows_blocks

RST = f"""\
Page
====

The crumb.

.. code-block:: console

   $ bake --proofing

{RST_BLOCKS}"""


def test_copied_code(build: Build) -> None:
    """Code contains no links, so that what is copied is what an author wrote."""
    built = checked(build, {"page.rst": RST}, "sphinx_copybutton")
    part = main_part(built, "page.html")
    assert linked(part) == ["crumb", "autolysis"]
    code = part.find("pre")
    assert code is not None
    assert code.get_text() == "$ bake --proofing\n"
    assert shows_blocks(part)
    assert "copybutton.js" in built.text("page.html")
