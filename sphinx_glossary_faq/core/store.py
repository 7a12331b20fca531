"""Everything that pages have recorded, keyed by the page that recorded it.

The keying is the whole trick: to forget a page is one `pop`, to take over what a
parallel reader found is one assignment.  The store orders, counts and digests; it
draws no conclusions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, MutableMapping
from typing import TypeVar

from sphinx_glossary_faq.core.model import Record

R = TypeVar("R", bound=Record)

Records = MutableMapping[str, list[Record]]
"""Records by docname: plain containers, so that they pickle as they are."""


class Store:
    """A view of *records*, which belongs to the caller and is changed in place."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._by_type: dict[type, tuple[Record, ...]] = {}

    def add(self, docname: str, *found: Record) -> None:
        self._records.setdefault(docname, []).extend(found)
        self._by_type.clear()

    def drop(self, docname: str) -> None:
        self._records.pop(docname, None)
        self._by_type.clear()

    def merge(self, docnames: Collection[str], others: Mapping[str, list[Record]]) -> None:
        """Take over from *others* what they recorded of *docnames*."""
        for docname in docnames:
            if docname in others:
                self._records[docname] = others[docname]
        self._by_type.clear()

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Every record of *kind*: by docname, then as it stands in the document."""
        if kind not in self._by_type:
            self._by_type[kind] = tuple(
                record
                for docname in sorted(self._records)
                for record in self._records[docname]
                if isinstance(record, kind)
            )
        return self._by_type[kind]  # type: ignore[return-value]  # keyed by their type

    def of(self, docname: str, kind: type[R]) -> Iterator[R]:
        """The records of *kind* that *docname* has left."""
        return (record for record in self._records.get(docname, ()) if isinstance(record, kind))
