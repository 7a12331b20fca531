"""Serialization of the linkable text of a page in the environment: compressed plain tuples.

Text under `only`, `ifconfig` or in a todo is stored with its conditions, since one environment
serves builders that show it and builders that do not.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import compress
from typing import Any, Final

from sphinx.builders import Builder

from sphinx_glossary_faq.conditions import Condition, is_active
from sphinx_glossary_faq.core.planning.plan import ExplicitLink, Run
from sphinx_glossary_faq.core.text.headings import Heading

Conditions = tuple[Condition, ...]

RunRow = tuple[str, int, tuple[str, ...], str, str, int, str, Conditions]
"""The fields of a `Run`, and its conditions."""

LinkRow = tuple[str, str, int, Conditions]
"""The fields of an `ExplicitLink`, and its conditions."""

HeadingRow = tuple[tuple[int, ...], str, Conditions]
"""The fields of a `Heading`, and its conditions."""

ITEM_TYPES: Final = (Run, ExplicitLink, Heading)
"""The types of the packed items, in their order."""


def pack(runs: Sequence[RunRow], links: Sequence[LinkRow], headings: Sequence[HeadingRow]) -> bytes:
    """Pack the runs, explicit links and headings of a page.

    Columns pickle faster than rows and are smaller.  Compression stays at level 1: higher levels
    save another 5 % and take twice the time.
    """
    tables: tuple[Sequence[RunRow | LinkRow | HeadingRow], ...] = (runs, links, headings)
    conditions = tuple(
        dict.fromkeys(condition for rows in tables for row in rows for condition in row[-1])
    )
    columns = [tuple(zip(*rows, strict=True)) for rows in tables]
    items = zlib.compress(pickle.dumps(columns, pickle.HIGHEST_PROTOCOL), 1)
    return pickle.dumps((conditions, items), pickle.HIGHEST_PROTOCOL)


def active_conditions(packed: bytes, builder: Builder) -> tuple[Condition, ...]:
    """Return the active conditions of a packed page, which determine what *builder* shows of it."""
    conditions, _items = pickle.loads(packed)
    return tuple(condition for condition in conditions if is_active(condition, builder))


def unpack(packed: bytes, builder: Builder) -> Iterator[Run | ExplicitLink | Heading]:
    """Yield the items of a packed page that *builder* shows: runs, explicit links, headings."""
    conditions, items = pickle.loads(packed)
    hidden = {condition for condition in conditions if not is_active(condition, builder)}
    for item_type, columns in zip(ITEM_TYPES, pickle.loads(zlib.decompress(items)), strict=True):
        *fields, row_conditions = columns or ((),)
        rows: Iterator[tuple[Any, ...]] = zip(*fields, strict=True)
        if hidden:
            rows = compress(rows, map(hidden.isdisjoint, row_conditions))
        # Rows have all fields, so the slower constructor of the NamedTuple is not needed.
        yield from map(partial(tuple.__new__, item_type), rows)
