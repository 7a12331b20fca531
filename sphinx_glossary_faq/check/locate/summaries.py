"""Locate references in the tables of `autosummary`, which repeat summaries from docstrings.

docutils gives their text the line at which the directive ends.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from docutils import nodes
from sphinx import addnodes

from sphinx_glossary_faq.check.locate.source_file import SourceFile, SourcePattern
from sphinx_glossary_faq.check.references.reference import ReferenceUse

SearchKey = tuple[Path, SourcePattern]
"""The source file of a reference and the pattern that matches the reference."""

DocumentedUse = tuple[str, str, str]
"""The name of an object, and the kind and the target of a reference in its docstring."""

DocumentedLocation = tuple[SearchKey, str, int]
"""The search key of a reference, its `repr`, and its position among equal references."""

# Matches ".. autosummary::" and "```{autosummary}"; not "autosummary_generate = True".
_DIRECTIVE = re.compile(r"\s*(?:\.\. autosummary ?::|[`:~]{3,}\s*\{autosummary\})")


def summarized_object(node: nodes.Node) -> addnodes.pending_xref | None:
    """Return the link to the object whose summary contains *node*, or None if there is none."""
    row: nodes.Node | None = node
    while row is not None and not isinstance(row, nodes.row):
        row = row.parent
    return next(iter(row.findall(addnodes.pending_xref)), None) if row is not None else None


def index_docstrings(
    groups: Mapping[SearchKey, Sequence[ReferenceUse]],
) -> dict[DocumentedUse, DocumentedLocation]:
    """Return where docstrings use each reference first."""
    index: dict[DocumentedUse, DocumentedLocation] = {}
    for key, uses in groups.items():
        counts: Counter[str] = Counter()
        for use in uses:
            name = repr(use.reference)
            documented = (_documented_object(use.node), *use.reference[:2])
            index.setdefault(documented, (key, name, counts[name]))
            counts[name] += 1
    return index


def _documented_object(node: nodes.Node) -> str:
    """Return the name of the object whose docstring contains *node*, or ""."""
    ancestor: nodes.Node | None = node
    while ancestor is not None and not ancestor.source:
        ancestor = ancestor.parent
    source = (ancestor.source or "") if ancestor is not None else ""
    return source.rpartition("docstring of ")[2] if "docstring of " in source else ""


def entry_line(source: SourceFile, end: int, name: str) -> int | None:
    """Return the line of the entry *name* in the directive that ends at the line *end*."""
    found = None
    for number in range(end, 0, -1):
        line = source.line(number)
        if _DIRECTIVE.match(line):
            return found or number
        # "   ~pots.dip" is an entry for "dip"; "pots.dipper" is not.
        if found is None and f".{line.strip().lstrip('~.')}".endswith(f".{name}"):
            found = number
    return None
