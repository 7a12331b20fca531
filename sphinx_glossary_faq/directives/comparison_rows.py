"""The rows of a comparison, as an author writes them: a list of lists, or any table.

Knows nothing of the terms that are compared, nor how many cells a row should have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes

# "* - aspect", "+---+", "=== ===", ".. csv-table::" begin rows; "second term; third" does not.
_ROW = re.compile(r"[*+-](?:\s|$)|[+|=:`.]")

Cells = list[list[nodes.Node]]
"""One row: the content of each cell, the aspect first."""


def begins_row(line: str) -> bool:
    """Whether rows begin with a *line*, not one more of the terms."""
    return _ROW.match(line) is not None


def rows_of(node: nodes.bullet_list | nodes.table) -> Iterator[tuple[nodes.Node, Cells]]:
    """The rows of a list or a table, each after the node that it is made of."""
    return _list_rows(node) if isinstance(node, nodes.bullet_list) else _table_rows(node)


def _list_rows(rows: nodes.bullet_list) -> Iterator[tuple[nodes.Node, Cells]]:
    """The rows of a list of lists; an item that is no list is a row of one cell."""
    for row in rows.children:
        assert isinstance(row, nodes.list_item)
        inner = row.children[0] if row.children else None
        if isinstance(inner, nodes.bullet_list):
            cells = [list(cell.children) for cell in inner.children]
            if len(row.children) > 1:
                cells[-1] += row.children[1:]
            yield row, cells
        else:
            yield row, [list(row.children)]


def _table_rows(table: nodes.table) -> Iterator[tuple[nodes.Node, Cells]]:
    """The rows of a table's body; its own head gives way to the terms."""
    for body in table.findall(nodes.tbody):
        for row in body.children:
            yield row, [list(cell.children) for cell in row.children]
