"""sphinx-design: cards, grids, tabs, dropdowns, buttons and badges."""

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

.. card:: A crumb card

   Look at the crumb.

   .. code-block:: python

      crumb = 1

.. tab-set::

   .. tab-item:: The crumb

      Then a final rise.

.. button-link:: https://example.org

   Crumb button

:bdg:`crumb badge`

.. dropdown:: Closed crumb

   Short autolysis.

{indent(RST_BLOCKS, "   ")}"""

MD = f"""\
# Page

::::{{card}} A crumb card
Look at the crumb.

```python
crumb = 1
```
::::

::::{{tab-set}}
:::{{tab-item}} The crumb
Then a final rise.
:::
::::

:::{{button-link}} https://example.org
Crumb button
:::

{{bdg}}`crumb badge`

::::{{dropdown}} Closed crumb
Short autolysis.

{MD_BLOCKS}::::
"""


@pytest.mark.parametrize("page", ["rst", "md"])
def test_containers(build: Build, page: str) -> None:
    """Terms are linked in cards, tabs and dropdowns, and not in titles, buttons, badges or code."""
    built = checked(build, {f"page.{page}": RST if page == "rst" else MD}, "sphinx_design")
    part = main_part(built, "page.html")
    assert linked(part) == ["crumb", "final rise", "autolysis"]
    dropdown = part.find("details", class_="sd-dropdown")
    assert shows_blocks(dropdown)
