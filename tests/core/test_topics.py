"""What a section is about, as its titles and what it describes tell."""

from __future__ import annotations

from sphinx_glossary_faq.core.topics import Topic, Topics

PAGE = Topic((1,), "The Page")
FIRST = Topic((1, 2), "First-Class Things", ("c function", "c struct"))
INNER = Topic((1, 2, 3), "Within")
SECOND = Topic((1, 4), "Second")


def test_the_titles_around_a_section_are_its_topic() -> None:
    """Not those beside it; in lower case, with blanks for hyphens."""
    topics = Topics([PAGE, SECOND, Topic((1, 2), "First-Class Things"), INNER])
    assert topics.of(3) == "the page. first class things. within"
    assert topics.of(4) == "the page. second"


def test_what_is_described_is_the_topic_of_its_section_and_of_those_in_it() -> None:
    py = Topic((1, 4), "Second", ("py function",))
    topics = Topics([PAGE, FIRST, INNER, py])
    assert topics.of(3) == "the page. first class things. c function. c struct. within"
    assert topics.of(4) == "the page. second. py function"
    assert topics.of(1) == "the page"


def test_a_page_that_describes_one_domain_is_about_that() -> None:
    assert Topics([PAGE, FIRST, SECOND]).of(4) == "the page. second. c function. c struct"


def test_text_without_a_section_has_no_topic() -> None:
    assert Topics([]).of(0) == Topics([PAGE]).of(0) == ""
