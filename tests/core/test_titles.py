"""The titles that a section stands under."""

from __future__ import annotations

from sphinx_glossary_faq.core.titles import Title, Titles

PAGE = Title((1,), "The Page")
FIRST = Title((1, 2), "First-Class Things")
INNER = Title((1, 2, 3), "Within")
SECOND = Title((1, 4), "Second")


def test_those_around_a_section_are_above_it() -> None:
    """Not those beside it; in lower case, with blanks for hyphens."""
    titles = Titles([PAGE, SECOND, FIRST, INNER])
    assert titles.above(3) == "the page. first class things. within"
    assert titles.above(4) == "the page. second"
    assert titles.above(1) == "the page"


def test_a_title_that_is_not_shown() -> None:
    """Under `only`, say: the others are above as ever."""
    assert Titles([PAGE, INNER]).above(3) == "the page. within"


def test_text_without_a_section_has_no_title() -> None:
    assert Titles([]).above(0) == Titles([PAGE]).above(0) == ""
