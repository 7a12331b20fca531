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
    """The items and their conditions as plain tuples, compressed."""
    items = [
        (tuple(each.item), each.conditions) if each.conditions else (tuple(each.item),)
        for each in found
        if each.item is not None
    ]
    conditions = tuple(dict.fromkeys(one for each in found for one in each.conditions))
    packed = zlib.compress(pickle.dumps(items, pickle.HIGHEST_PROTOCOL), 6)
    return pickle.dumps((conditions, packed), pickle.HIGHEST_PROTOCOL)


def shown(packed: bytes, builder: Builder) -> tuple[Condition, ...]:
    """Those conditions of a packed page that hold: with them, all that decides what is seen."""
    conditions, _items = pickle.loads(packed)
    return tuple(condition for condition in conditions if holds(condition, builder))


def unpack(packed: bytes, builder: Builder) -> Iterator[Run | HandLink]:
    """What `pack` packed, less what *builder* does not show."""
    conditions, items = pickle.loads(packed)
    hidden = {condition for condition in conditions if not holds(condition, builder)}
    for item, *conditional in pickle.loads(zlib.decompress(items)):
        if all(hidden.isdisjoint(each) for each in conditional):
            yield HandLink(*item) if len(item) == len(HandLink._fields) else Run(*item)
