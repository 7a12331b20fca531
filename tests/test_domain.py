"""What the domain is asked of each page, and how much work that is."""

from __future__ import annotations

import hashlib
import inspect
from typing import get_args

import pytest

from sphinx_glossary_faq.core.model import Label, Place, Record, Span
from sphinx_glossary_faq.core.store import Store
from sphinx_glossary_faq.domain import FaqDomain, domain_of
from sphinx_glossary_faq.linking.packing import KINDS
from tests.building import Build

PAGES = {
    "index.rst": "Home\n====\n\n.. toctree::\n   :glob:\n\n   page*\n",
    **{f"page{number}.rst": "Page\n====\n\n.. faq-item:: Why?\n\n   So.\n" for number in range(8)},
}


SHAPES = {3: "80da01"}
"""What records look like, by the version of the domain's data."""


def test_an_environment_of_other_records_is_not_taken_over() -> None:
    """When this fails, a record has changed: raise `FaqDomain.data_version`, and tell it here."""
    kinds = [*get_args(Record), Place, Label, Span, *KINDS]
    shapes = [(kind.__name__, inspect.get_annotations(kind)) for kind in kinds]
    digest = hashlib.sha256(repr(shapes).encode()).hexdigest()[:6]
    assert {FaqDomain.data_version: digest} == SHAPES


@pytest.mark.parametrize("builder", ["html", "dummy", "latex"])
def test_no_page_has_the_whole_store_gathered(
    build: Build, monkeypatch: pytest.MonkeyPatch, builder: str
) -> None:
    """While a page is read only that page is asked for, however many there are."""
    gathered: list[type] = []
    all_of, read = Store.all, FaqDomain.note

    def count(store: Store, kind: type) -> object:
        gathered.append(kind)
        return all_of(store, kind)

    monkeypatch.setattr(Store, "all", count)
    at_notes: list[int] = []

    def note(domain: FaqDomain, *records: object) -> None:
        at_notes.append(len(gathered))
        read(domain, *records)  # type: ignore[arg-type]

    monkeypatch.setattr(FaqDomain, "note", note)
    build(PAGES, builder)
    assert len(at_notes) > len(PAGES)
    assert len(set(at_notes)) == 1  # before the first, to find out which are read


def test_a_page_is_asked_for_what_is_assembled_into_it(build: Build) -> None:
    """When it is resolved; by itself it uses nothing."""
    domain = domain_of(build(PAGES, "latex").env)
    assert domain.is_used("index", ["faq-item"])
    assert not domain.is_used("index", ["faq"])
    assert not domain.is_used("being-read", ["faq-item"])
    domain = domain_of(build(PAGES, "html").env)
    assert domain.is_used("page1", ["faq", "faq-item"])
    assert not domain.is_used("index", ["faq-item"])
