"""Store the records of all pages by docname.

Purging a page is therefore one `pop`, and merging the records of a parallel reader is one
assignment.  The store sorts records but derives nothing from them.  Its caches are updated with
each record, because the store is queried before all pages have been read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping, Set
from typing import TypeVar

from sphinx_glossary_faq.core.model.records import DirectiveUse, Record

R = TypeVar("R", bound=Record)

Records = MutableMapping[str, list[Record]]
"""Records by docname, in plain containers for pickling."""


class Store:
    """A view of *records*, which belong to the caller and are changed in place."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._by_type: dict[type, tuple[Record, ...]] = {}
        self._docnames_by_directive: defaultdict[str, set[str]] = defaultdict(set)
        for docname, page_records in records.items():
            self._index_directives(docname, page_records)

    def add(self, docname: str, *records: Record) -> None:
        self._records.setdefault(docname, []).extend(records)
        self._index_directives(docname, records)
        for record in records:
            self._by_type.pop(type(record), None)

    def replace(self, docname: str, kind: type[Record], *records: Record) -> None:
        """Replace all records of *kind* for a page with *records*."""
        others = [
            record for record in self._records.get(docname, ()) if not isinstance(record, kind)
        ]
        self._records[docname] = [*others, *records]
        self._by_type.pop(kind, None)

    def purge(self, docname: str) -> None:
        self._records.pop(docname, None)
        for docnames in self._docnames_by_directive.values():
            docnames.discard(docname)
        self._by_type.clear()

    def merge(self, docnames: Collection[str], records: Mapping[str, list[Record]]) -> None:
        """Replace the records of *docnames* with those in another store."""
        for docname in docnames:
            if docname in records:
                self.purge(docname)
                self._records[docname] = records[docname]
                self._index_directives(docname, records[docname])

    def docnames_using(self, name: str) -> Set[str]:
        """Return the docnames of the pages that use the directive *name*."""
        return self._docnames_by_directive.get(name, frozenset())

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Return all records of *kind*, sorted by docname and order of appearance."""
        if kind not in self._by_type:
            self._by_type[kind] = tuple(
                record
                for docname in sorted(self._records)
                for record in self._records[docname]
                if isinstance(record, kind)
            )
        return self._by_type[kind]  # type: ignore[return-value]  # keyed by their type

    def of(self, docname: str, kind: type[R]) -> Iterator[R]:
        """Yield the records of *kind* for a page."""
        return (record for record in self._records.get(docname, ()) if isinstance(record, kind))

    def _index_directives(self, docname: str, records: Iterable[Record]) -> None:
        for record in records:
            if isinstance(record, DirectiveUse):
                self._docnames_by_directive[record.name].add(docname)
