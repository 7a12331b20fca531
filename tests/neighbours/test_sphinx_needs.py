"""sphinx-needs: requirements and other needs."""

from __future__ import annotations

from textwrap import indent

from tests.building import Build
from tests.neighbours.checking import RST_BLOCKS, checked, linked, main_part, shows_blocks

RST = f"""\
Page
====

.. req:: A crumb
   :id: REQ_1

   The crumb is soft.

{indent(RST_BLOCKS, "   ")}
.. needtable::
"""


def test_needs(build: Build) -> None:
    """Terms are linked in the content of a need, and not in its title or in tables of needs."""
    built = checked(build, {"page.rst": RST}, "sphinx_needs")
    part = main_part(built, "page.html")
    assert linked(part) == ["crumb", "autolysis"]
    assert shows_blocks(part)
