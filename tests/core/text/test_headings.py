from __future__ import annotations

from sphinx_glossary_faq.core.text.headings import Heading, Headings

PAGE = Heading((1,), "The Page")
FIRST = Heading((1, 2), "First-Class Things")
INNER = Heading((1, 2, 3), "Within")
SECOND = Heading((1, 4), "Second")


def test_headings_of_enclosing_sections() -> None:
    """Excludes sibling sections; lowercase, with spaces for hyphens."""
    headings = Headings([PAGE, SECOND, FIRST, INNER])
    assert headings.text_for(3) == "the page. first class things. within"
    assert headings.text_for(4) == "the page. second"
    assert headings.text_for(1) == "the page"


def test_missing_heading() -> None:
    """A hidden heading, as under `only`, does not affect the others."""
    assert Headings([PAGE, INNER]).text_for(3) == "the page. within"


def test_text_outside_sections_has_no_heading() -> None:
    assert Headings([]).text_for(0) == Headings([PAGE]).text_for(0) == ""
