"""Test that records are added, purged, merged and returned in a fixed order."""

from __future__ import annotations

from sphinx_glossary_faq.core.model.records import Article, DirectiveUse, PageText, Record
from sphinx_glossary_faq.core.model.store import Store


def test_records_are_sorted_by_docname_then_as_added() -> None:
    """The order in which pages are read has no effect."""
    store = Store({})
    store.add("b", Article("b", "1"))
    store.add("a", PageText("a", b""), Article("a", "2"))
    store.add("b", Article("b", "3"))
    assert [article.title for article in store.all(Article)] == ["2", "1", "3"]
    assert list(store.of("a", PageText)) == [PageText("a", b"")]
    assert list(store.of("c", PageText)) == []


def test_purge() -> None:
    """Removes the records of a page, also from the cache; unknown pages are ignored."""
    store = Store({"a": [PageText("a", b"")], "b": [PageText("b", b"")]})
    assert len(store.all(PageText)) == 2
    store.purge("a")
    store.purge("unknown")
    assert store.all(PageText) == (PageText("b", b""),)


def test_replace() -> None:
    """Affects the records of the kind on the page."""
    store = Store(
        {"a": [PageText("a", b"old"), DirectiveUse("a", "faq")], "b": [PageText("b", b"old")]}
    )
    assert len(store.all(PageText)) == 2
    store.replace("a", PageText, PageText("a", b"new"))
    store.replace("b", PageText)
    store.replace("c", PageText, PageText("c", b"new"))
    assert store.all(PageText) == (PageText("a", b"new"), PageText("c", b"new"))
    assert store.all(DirectiveUse) == (DirectiveUse("a", "faq"),)


def test_merge_replaces_the_records_of_the_given_pages() -> None:
    """Other pages keep their records."""
    records: dict[str, list[Record]] = {"a": [PageText("a", b"old")], "b": [PageText("b", b"old")]}
    store = Store(records)
    assert len(store.all(PageText)) == 2
    store.merge({"a", "c"}, {"a": [PageText("a", b"new")], "b": [PageText("b", b"new")]})
    assert store.all(PageText) == (PageText("a", b"new"), PageText("b", b"old"))


def test_docnames_using_a_directive() -> None:
    """They are updated by every change of the store, and read from existing records."""
    store = Store({"a": [DirectiveUse("a", "faq")]})
    store.add("b", DirectiveUse("b", "faq"), DirectiveUse("b", "glossary"))
    assert store.docnames_using("faq") == {"a", "b"}
    store.purge("a")
    assert (store.docnames_using("faq"), store.docnames_using("none")) == ({"b"}, set())
    store.merge({"a", "b"}, {"a": [DirectiveUse("a", "glossary")], "b": [DirectiveUse("b", "faq")]})
    assert (store.docnames_using("faq"), store.docnames_using("glossary")) == ({"b"}, {"a"})


def test_new_records_invalidate_the_cache_of_their_kind() -> None:
    """The records of all pages are not collected again for each page that is read."""
    store = Store({"a": [Article("a", "1"), DirectiveUse("a", "faq")]})
    articles = store.all(Article)
    store.add("b", DirectiveUse("b", "faq"), PageText("b", b""))
    assert store.all(Article) is articles
    assert store.all(DirectiveUse) == (DirectiveUse("a", "faq"), DirectiveUse("b", "faq"))
