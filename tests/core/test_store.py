from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.model import Article, Borrowed, Record
from sphinx_glossary_faq.core.store import Store

PAGES = st.sampled_from("abc")
RECORDS = st.dictionaries(
    PAGES, st.lists(st.builds(Borrowed, PAGES, st.just("doc"), PAGES), max_size=3)
)


def test_records_come_by_page_then_in_their_order() -> None:
    store = Store({})
    store.add("b", Article("b", "B"), Borrowed("b", "doc", "x"))
    store.add("a", Article("a", "A"))
    store.add("b", Borrowed("b", "doc", "a"))
    assert [article.title for article in store.all(Article)] == ["A", "B"]
    assert [each.key for each in store.all(Borrowed)] == ["x", "a"]
    assert list(store.of("a", Borrowed)) == []
    assert list(store.of("none", Article)) == []


def test_what_is_dropped_is_forgotten() -> None:
    store = Store({})
    store.add("a", Article("a", "A"))
    assert store.all(Article)
    store.drop("a")
    store.drop("a")
    assert store.all(Article) == ()


@given(RECORDS, RECORDS, st.sets(PAGES))
def test_merging_takes_over_the_pages_named_and_no_others(
    ours: dict[str, list[Record]], theirs: dict[str, list[Record]], docnames: set[str]
) -> None:
    merged = pickle.loads(pickle.dumps(ours))
    store = Store(merged)
    store.all(Borrowed)  # nothing of what was known before may linger
    store.merge(docnames, theirs)
    expected = ours | {page: theirs[page] for page in docnames & theirs.keys()}
    assert merged == expected
    assert store.all(Borrowed) == Store(expected).all(Borrowed)
