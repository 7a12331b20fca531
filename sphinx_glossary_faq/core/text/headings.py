"""The headings of a page, which help to determine the sense of a mention."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Heading(NamedTuple):
    """The heading of a section."""

    section_path: tuple[int, ...]
    """The numbers of the enclosing sections, outermost first, and of the section itself."""

    text: str
    id: str = ""
    """The id of the section, or "" if it has none."""


class Headings:
    """The headings of a page, by section number."""

    def __init__(self, headings: Iterable[Heading]) -> None:
        self._headings = {heading.section_path[-1]: heading for heading in headings}
        self._texts: dict[int, str] = {}

    def text_for(self, section: int) -> str:
        """Return the casefolded headings of a section and of its enclosing sections as one text."""
        if section not in self._texts:
            heading = self._headings.get(section)
            path = heading.section_path if heading else ()
            texts = (self._headings[number].text for number in path if number in self._headings)
            self._texts[section] = ". ".join(texts).casefold().replace("-", " ")
        return self._texts[section]
