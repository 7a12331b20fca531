"""What the sections of a page are about, beside their text: what a mention in them may mean.

A section tells it by its title and those of the sections around it, and by the kinds of objects
that it describes: a C structure, an option of a command.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple


class Topic(NamedTuple):
    """A section of a page."""

    sections: tuple[int, ...]
    """Its number, behind those of the sections around it."""

    title: str
    described: tuple[str, ...] = ()
    """The kinds of the objects described there, each with its domain: "c struct"."""


class Topics:
    """The topics of a page, by section."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._topics = {topic.sections[-1:]: topic for topic in topics}
        self._told: dict[int, str] = {}

    def of(self, section: int) -> str:
        """All that is told of the topic of a section, in lower case."""
        if section not in self._told:
            self._told[section] = self._tell(section)
        return self._told[section]

    def _tell(self, section: int) -> str:
        topic = self._topics.get((section,))
        around = [self._topics.get((each,)) for each in topic.sections] if topic else []
        told = [word for each in around if each for word in (each.title, *each.described)]
        return ". ".join((*told, *self._page)).casefold().replace("-", " ")

    @cached_property
    def _page(self) -> tuple[str, ...]:
        """What is described on the whole page, if all of it belongs to one domain."""
        kinds = frozenset(kind for topic in self._topics.values() for kind in topic.described)
        is_one_domain = len({kind.partition(" ")[0] for kind in kinds}) == 1
        return tuple(sorted(kinds)) if is_one_domain else ()
