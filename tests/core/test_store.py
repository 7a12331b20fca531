"""Records by page: forgotten, merged and told in one order."""

from __future__ import annotations

from sphinx_glossary_faq.core.model import Article, Prose, Record, Used
from sphinx_glossary_faq.core.store import Store


def test_order_is_that_of_pages_then_of_the_page() -> None:
    """Whatever the order in which the pages were read."""
    store = Store({})
    store.add("b", Article("b", "1"))
    store.add("a", Prose("a", b""), Article("a", "2"))
    store.add("b", Article("b", "3"))
    assert [article.title for article in store.all(Article)] == ["2", "1", "3"]
    assert list(store.of("a", Prose)) == [Prose("a", b"")]
    assert list(store.of("c", Prose)) == []


def test_drop_forgets_a_page() -> None:
    """Also one that is not known; what was asked before is not remembered."""
    store = Store({"a": [Prose("a", b"")], "b": [Prose("b", b"")]})
    assert len(store.all(Prose)) == 2
    store.drop("a")
    store.drop("unknown")
    assert store.all(Prose) == (Prose("b", b""),)


def test_renewed_records_are_in_the_place_of_the_old() -> None:
    """Those of their kind, on their page."""
    store = Store({"a": [Prose("a", b"old"), Used("a", "faq")], "b": [Prose("b", b"old")]})
    assert len(store.all(Prose)) == 2
    store.renew("a", Prose, Prose("a", b"new"))
    store.renew("b", Prose)
    store.renew("c", Prose, Prose("c", b"new"))
    assert store.all(Prose) == (Prose("a", b"new"), Prose("c", b"new"))
    assert store.all(Used) == (Used("a", "faq"),)


def test_merge_takes_what_the_other_has_read() -> None:
    """Its pages alone, instead of what was known of them; none of the others."""
    records: dict[str, list[Record]] = {"a": [Prose("a", b"old")], "b": [Prose("b", b"old")]}
    store = Store(records)
    assert len(store.all(Prose)) == 2
    store.merge({"a", "c"}, {"a": [Prose("a", b"new")], "b": [Prose("b", b"new")]})
    assert store.all(Prose) == (Prose("a", b"new"), Prose("b", b"old"))


def test_users_are_known_as_they_come_and_go() -> None:
    """Read from what was kept, recorded, dropped, merged."""
    store = Store({"a": [Used("a", "faq")]})
    store.add("b", Used("b", "faq"), Used("b", "glossary"))
    assert store.users("faq") == {"a", "b"}
    store.drop("a")
    assert (store.users("faq"), store.users("none")) == ({"b"}, set())
    store.merge({"a", "b"}, {"a": [Used("a", "glossary")], "b": [Used("b", "faq")]})
    assert (store.users("faq"), store.users("glossary")) == ({"b"}, {"a"})


def test_a_record_makes_nothing_forgotten_but_its_kind() -> None:
    """What is known of all pages is not gathered again for each page that is read."""
    store = Store({"a": [Article("a", "1"), Used("a", "faq")]})
    articles = store.all(Article)
    store.add("b", Used("b", "faq"), Prose("b", b""))
    assert store.all(Article) is articles
    assert store.all(Used) == (Used("a", "faq"), Used("b", "faq"))
