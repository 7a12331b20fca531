"""Read the rows of a comparison from a list of lists or from any table.

This module checks neither the number of cells in a row nor the compared terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes

# Matches "* - aspect", "+---+", "=== ===", ".. csv-table::"; not "second term; third".
_ROW_START = re.compile(r"[*+-](?:\s|$)|[+|=:`.]")

Row = list[list[nodes.Node]]
"""The content of each cell in a row, which begins with the aspect."""


def is_row_start(line: str) -> bool:
    """Return whether *line* begins the rows and is not part of the list of terms."""
    return _ROW_START.match(line) is not None


def iter_rows(node: nodes.bullet_list | nodes.table) -> Iterator[tuple[nodes.Node, Row]]:
    """Yield each row in a list or a table, preceded by its source node."""
    return _list_rows(node) if isinstance(node, nodes.bullet_list) else _table_rows(node)


def _list_rows(rows: nodes.bullet_list) -> Iterator[tuple[nodes.Node, Row]]:
    """Yield the rows in a list of lists. An item without a list is a row with one cell."""
    for item in rows.children:
        if isinstance(item, nodes.comment):
            continue
        content = [node for node in item.children if not isinstance(node, nodes.comment)]
        if content and isinstance(content[0], nodes.bullet_list):
            cells = [list(cell.children) for cell in content[0].children] or [[]]
            cells[-1] += content[1:]
            yield item, cells
        else:
            yield item, [content]


def _table_rows(table: nodes.table) -> Iterator[tuple[nodes.Node, Row]]:
    """Yield the rows in the body of a table. The terms replace its head."""
    for body in table.findall(nodes.tbody):
        for row in body.children:
            if isinstance(row, nodes.row):
                yield (
                    row,
                    [list(cell.children) for cell in row.children if isinstance(cell, nodes.entry)],
                )
