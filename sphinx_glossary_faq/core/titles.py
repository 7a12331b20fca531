"""The titles of a page: what a section is about, and so what a mention in it may mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Title(NamedTuple):
    """The title of a section."""

    sections: tuple[int, ...]
    """The number of the section, behind those of the sections around it."""

    text: str


class Titles:
    """The titles of a page, by section."""

    def __init__(self, titles: Iterable[Title]) -> None:
        self._titles = {title.sections[-1]: title for title in titles}
        self._above: dict[int, str] = {}

    def above(self, section: int) -> str:
        """The titles that a section stands under, its own too, in lower case."""
        if section not in self._above:
            own = self._titles.get(section)
            around = own.sections if own else ()
            found = (self._titles[each].text for each in around if each in self._titles)
            self._above[section] = ". ".join(found).casefold().replace("-", " ")
        return self._above[section]
