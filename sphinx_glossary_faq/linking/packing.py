"""The prose of a page as the environment keeps it: plain tuples, compressed.

Text under `only`, `ifconfig` or in a todo is kept with its conditions, since one
environment serves builders that show it and builders that do not.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from docutils import nodes
from sphinx.builders import Builder

from sphinx_glossary_faq.conditions import Condition, holds
from sphinx_glossary_faq.core.plan import HandLink, Run


class Found(NamedTuple):
    """A run with its nodes, or a hand-made link, and the conditions of either.

    An item that is None is an automatic link: the document has been linked before.
    """

    docname: str
    item: Run | HandLink | None
    conditions: tuple[Condition, ...]
    texts: tuple[nodes.Text, ...]


def pack(found: list[Found]) -> bytes:
    """The items and their conditions as plain tuples, compressed.

    By columns, which are quicker to pickle and smaller than rows; and hardly compressed, since
    more than the first level gains a twentieth and takes twice the time.
    """
    runs = [(*each.item, each.conditions) for each in found if isinstance(each.item, Run)]
    links = [(*each.item, each.conditions) for each in found if isinstance(each.item, HandLink)]
    conditions = tuple(dict.fromkeys(one for each in found for one in each.conditions))
    columns = [tuple(zip(*rows, strict=True)) for rows in (runs, links)]
    packed = zlib.compress(pickle.dumps(columns, pickle.HIGHEST_PROTOCOL), 1)
    return pickle.dumps((conditions, packed), pickle.HIGHEST_PROTOCOL)


def shown(packed: bytes, builder: Builder) -> tuple[Condition, ...]:
    """Those conditions of a packed page that hold: with them, all that decides what is seen."""
    conditions, _items = pickle.loads(packed)
    return tuple(condition for condition in conditions if holds(condition, builder))


def unpack(packed: bytes, builder: Builder) -> Iterator[Run | HandLink]:
    """What `pack` packed, less what *builder* does not show: the runs, then the links by hand."""
    conditions, items = pickle.loads(packed)
    hidden = {condition for condition in conditions if not holds(condition, builder)}
    for kind, columns in zip((Run, HandLink), pickle.loads(zlib.decompress(items)), strict=True):
        *fields, conditional = columns or ((),)
        for values, under in zip(zip(*fields, strict=True), conditional, strict=True):
            if not under or hidden.isdisjoint(under):
                yield kind(*values)
