"""Test which mentions count as uses of a term."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.matching.vocabulary import Vocabulary
from sphinx_glossary_faq.core.planning.plan import ExplicitLink, Page, PlanItem, Run
from sphinx_glossary_faq.core.planning.planner import plan_page
from sphinx_glossary_faq.core.planning.precedence import resolve_link
from sphinx_glossary_faq.core.planning.usage import PageUse, TermUse, collect_uses
from sphinx_glossary_faq.core.text.headings import Heading
from tests.core.planning.test_planner import term

VOCABULARY = Vocabulary(
    [term("cat"), term("dog"), term("cow", autolink=False), term("own", "page")]
)
HEADINGS = [Heading((1,), "Page", "page"), Heading((1, 2), "Part", "part"), Heading((1, 3), "X")]


def uses(*items: PlanItem, **options: Any) -> list[tuple[str, str, str, int, str]]:
    """Return the name, the section, its title, the number and the fragment of each use."""
    page = Page("page")
    given = [*items, *HEADINGS]
    plan = plan_page(page, given, VOCABULARY, options.get("scope", "page"))
    links = [
        (item, target)
        for item in items
        if isinstance(item, ExplicitLink)
        for target in resolve_link(item, VOCABULARY, page)
    ]
    return [
        (use.term[1], use.section, use.title, use.mention_count, use.fragment.partition("=")[2])
        for use in collect_uses("page", plan, given, links)
    ]


def test_repeated_mentions_count_by_section() -> None:
    runs = [Run("A cat, a dog.", 1), Run("Cats: the cat.", 2), Run("The dog.", 2)]
    assert uses(*runs) == [
        ("term-cat", "", "", 1, "A-,cat,-%2C"),
        ("term-cat", "part", "Part", 2, "Cats,-%3A"),
        ("term-dog", "", "", 1, "a-,dog,-."),
        ("term-dog", "part", "Part", 1, "The-,dog,-."),
    ]


def test_explicit_links_count_with_the_mentions_that_they_replace() -> None:
    link = ExplicitLink("cat", "", 2, "the ", "black one", " purrs")
    assert uses(link, Run("A cat.", 2)) == [("term-cat", "part", "Part", 2, "A-,cat,-.")]
    assert uses(link) == [("term-cat", "part", "Part", 1, "the-,black%20one,-purrs")]
    assert uses(ExplicitLink("", "term-cat", 0)) == [("term-cat", "", "", 1, "cat")]


def test_sections_without_an_id_belong_to_the_page() -> None:
    assert uses(Run("cat", 0), Run("cat", 3), Run("cat", 9)) == [("term-cat", "", "", 3, "cat")]


def test_terms_of_the_page_and_unlinked_terms_do_not_count() -> None:
    assert uses(Run("own cow", 1), ExplicitLink("own", "", 1)) == []


@given(st.lists(st.tuples(st.sampled_from(["cat", "dog", "x"]), st.integers(0, 3)), max_size=8))
def test_every_mention_counts_once(words: list[tuple[str, int]]) -> None:
    found = uses(*(Run(word, section) for word, section in words))
    assert sum(use[3] for use in found) == sum(word != "x" for word, _section in words)


def test_mentions_of_a_page_are_added() -> None:
    key = ("glossary", "term-cat")
    sections = (TermUse(key, "", "", 2, ""), TermUse(key, "part", "Part", 3, ""))
    assert PageUse("page", "Page", sections).mention_count == 5
