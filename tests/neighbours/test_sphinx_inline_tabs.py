"""sphinx-inline-tabs: tabs."""

from __future__ import annotations

from textwrap import indent

import pytest

from tests.building import Build
from tests.neighbours.checking import (
    MD_BLOCKS,
    RST_BLOCKS,
    checked,
    linked,
    main_part,
    shows_blocks,
)

RST = f"""\
Page
====

.. tab:: The crumb

   Then proofing.

.. tab:: Another crumb

   Before autolysis.

{indent(RST_BLOCKS, "   ")}"""

MD = f"""\
# Page

::::{{tab}} The crumb
Then proofing.
::::

::::{{tab}} Another crumb
Before autolysis.

{MD_BLOCKS}::::
"""


@pytest.mark.parametrize("page", ["rst", "md"])
def test_tabs(build: Build, page: str) -> None:
    """Terms are linked in tabs, and not in their labels."""
    built = checked(build, {f"page.{page}": RST if page == "rst" else MD}, "sphinx_inline_tabs")
    part = main_part(built, "page.html")
    assert linked(part) == ["proofing", "autolysis"]
    assert shows_blocks(part.find_all(class_="tab-content")[1])
