"""Everything that pages have recorded, keyed by the page that recorded it.

The keying is the whole trick: to forget a page is one `pop`, to take over what a
parallel reader found is one assignment.  The store orders and counts; it draws no
conclusions.  What it remembers for the asking is kept up with each record, since pages
ask while others are still to be read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping, Set
from typing import TypeVar

from sphinx_glossary_faq.core.model import Record, Used

R = TypeVar("R", bound=Record)

Records = MutableMapping[str, list[Record]]
"""Records by docname: plain containers, so that they pickle as they are."""


class Store:
    """A view of *records*, which belongs to the caller and is changed in place."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._by_type: dict[type, tuple[Record, ...]] = {}
        self._users: defaultdict[str, set[str]] = defaultdict(set)
        for docname, found in records.items():
            self._note_users(docname, found)

    def add(self, docname: str, *found: Record) -> None:
        self._records.setdefault(docname, []).extend(found)
        self._note_users(docname, found)
        for record in found:
            self._by_type.pop(type(record), None)

    def renew(self, docname: str, kind: type[Record], *found: Record) -> None:
        """Have *found* in the place of all records of *kind* that *docname* has left."""
        kept = [one for one in self._records.get(docname, ()) if not isinstance(one, kind)]
        self._records[docname] = [*kept, *found]
        self._by_type.pop(kind, None)

    def drop(self, docname: str) -> None:
        self._records.pop(docname, None)
        for users in self._users.values():
            users.discard(docname)
        self._by_type.clear()

    def merge(self, docnames: Collection[str], others: Mapping[str, list[Record]]) -> None:
        """Take over from *others* what they recorded of *docnames*."""
        for docname in docnames:
            if docname in others:
                self.drop(docname)
                self._records[docname] = others[docname]
                self._note_users(docname, others[docname])

    def users(self, name: str) -> Set[str]:
        """The docnames of the pages that are recorded to use what is called *name*."""
        return self._users.get(name, frozenset())

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

    def _note_users(self, docname: str, found: Iterable[Record]) -> None:
        for record in found:
            if isinstance(record, Used):
                self._users[record.name].add(docname)
