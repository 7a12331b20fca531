"""Test the Sphinx domain: the version of its records and its work for each page."""

from __future__ import annotations

import hashlib
import inspect
from typing import get_args

import pytest

from sphinx_glossary_faq.autolink.serialize import ITEM_TYPES
from sphinx_glossary_faq.core.model.records import Label, Location, Record, Span
from sphinx_glossary_faq.core.model.store import Store
from sphinx_glossary_faq.domain import FaqDomain, domain_of
from tests.building import Build

PAGES = {
    "index.rst": "Home\n====\n\n.. toctree::\n   :glob:\n\n   page*\n",
    **{f"page{number}.rst": "Page\n====\n\n.. faq-item:: Why?\n\n   So.\n" for number in range(8)},
}


SHAPES = {15: "10848e"}
"""The digest of all record types, by data version."""


def test_changed_records_need_a_new_data_version() -> None:
    """If this fails, a record has changed: increase `FaqDomain.data_version` and update SHAPES."""
    types = [*get_args(Record), Location, Label, Span, *ITEM_TYPES]
    shapes = [(type_.__name__, inspect.get_annotations(type_)) for type_ in types]
    digest = hashlib.sha256(repr(shapes).encode()).hexdigest()[:6]
    assert {FaqDomain.data_version: digest} == SHAPES


@pytest.mark.parametrize("builder", ["html", "dummy", "latex"])
def test_reading_a_page_does_not_query_the_whole_store(
    build: Build, monkeypatch: pytest.MonkeyPatch, builder: str
) -> None:
    """The number of queries does not depend on the number of pages."""
    queries: list[type] = []
    all_of, add_records = Store.all, FaqDomain.add_records

    def count_query(store: Store, record_type: type) -> object:
        queries.append(record_type)
        return all_of(store, record_type)

    monkeypatch.setattr(Store, "all", count_query)
    query_counts: list[int] = []

    def count_and_add(domain: FaqDomain, *records: object) -> None:
        query_counts.append(len(queries))
        add_records(domain, *records)  # type: ignore[arg-type]

    monkeypatch.setattr(FaqDomain, "add_records", count_and_add)
    build(PAGES, builder)
    assert len(query_counts) > len(PAGES)
    assert len(set(query_counts)) == 1  # all queries precede the first page


def test_directives_of_an_assembled_document(build: Build) -> None:
    """They count for the page they are assembled into when it is resolved, not while it is read."""
    domain = domain_of(build(PAGES, "latex").env)
    assert domain.uses_directive("index", ["faq-item"])
    assert not domain.uses_directive("index", ["faq"])
    assert not domain.uses_directive("being-read", ["faq-item"])
    domain = domain_of(build(PAGES, "html").env)
    assert domain.uses_directive("page1", ["faq", "faq-item"])
    assert not domain.uses_directive("index", ["faq-item"])
