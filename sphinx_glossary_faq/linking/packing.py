"""The prose of a page as the environment keeps it: plain tuples, compressed.

Text under `only`, `ifconfig` or in a todo is kept with its conditions, since one
environment serves builders that show it and builders that do not.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import compress
from typing import Any, Final

from sphinx.builders import Builder

from sphinx_glossary_faq.conditions import Condition, holds
from sphinx_glossary_faq.core.plan import HandLink, Run
from sphinx_glossary_faq.core.titles import Title

Conditions = tuple[Condition, ...]

RunRow = tuple[str, int, tuple[str, ...], str, str, int, str, Conditions]
"""The fields of a `Run`, and the conditions that it is shown under."""

LinkRow = tuple[str, str, int, Conditions]
"""The fields of a `HandLink`, and its conditions."""

TitleRow = tuple[tuple[int, ...], str, Conditions]
"""The fields of a `Title`, and its conditions."""

KINDS: Final = (Run, HandLink, Title)
"""What is packed, in this order."""


def pack(runs: Sequence[RunRow], links: Sequence[LinkRow], titles: Sequence[TitleRow]) -> bytes:
    """The runs, links and titles of a page, compressed.

    By columns, which are quicker to pickle and smaller than rows; and hardly compressed, since
    more than the first level gains a twentieth and takes twice the time.
    """
    rows: tuple[Sequence[RunRow | LinkRow | TitleRow], ...] = (runs, links, titles)
    conditions = tuple(dict.fromkeys(one for kind in rows for row in kind for one in row[-1]))
    columns = [tuple(zip(*kind, strict=True)) for kind in rows]
    packed = zlib.compress(pickle.dumps(columns, pickle.HIGHEST_PROTOCOL), 1)
    return pickle.dumps((conditions, packed), pickle.HIGHEST_PROTOCOL)


def shown(packed: bytes, builder: Builder) -> tuple[Condition, ...]:
    """Those conditions of a packed page that hold: with them, all that decides what is seen."""
    conditions, _items = pickle.loads(packed)
    return tuple(condition for condition in conditions if holds(condition, builder))


def unpack(packed: bytes, builder: Builder) -> Iterator[Run | HandLink | Title]:
    """What `pack` packed, less what *builder* does not show: runs, links by hand, titles."""
    conditions, items = pickle.loads(packed)
    hidden = {condition for condition in conditions if not holds(condition, builder)}
    for kind, columns in zip(KINDS, pickle.loads(zlib.decompress(items)), strict=True):
        *fields, conditional = columns or ((),)
        rows: Iterator[tuple[Any, ...]] = zip(*fields, strict=True)
        if hidden:
            rows = compress(rows, map(hidden.isdisjoint, conditional))
        # All fields are there: what a NamedTuple does beside costs as much again.
        yield from map(partial(tuple.__new__, kind), rows)
