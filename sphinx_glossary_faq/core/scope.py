"""How often a term is linked, and whether a mention comes after its link."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from sphinx_glossary_faq.core.relations import TermKey
from sphinx_glossary_faq.core.vocabulary import Name

Scope = Literal["page", "section", "all"]
"""Once on a page, once in a section, or each time."""


class Linked:
    """What of a page is linked so far.

    A term of several names has its link by one of them.  Who meets it by another, in another
    section, may not know that it is the same: there it has a link by that name, too.
    """

    def __init__(self, scope: Scope, links: Iterable[tuple[int, Name]]) -> None:
        """Begin with *links* made by hand, wherever they are: a section, and what is linked."""
        self._scope = scope
        self._sections: set[tuple[int, TermKey]] = set()
        self._names: dict[Name, None] = {}
        for section, name in links:
            self.note(section, name)

    @property
    def names(self) -> Iterable[Name]:
        """The names that are linked, in order."""
        return self._names.keys()

    def note(self, section: int, name: Name) -> None:
        """Note a link in a section."""
        self._sections.add((section, name[0]))
        self._names[name] = None

    def has(self, section: int, name: Name) -> bool:
        """Whether a mention by this name comes after the link of its term."""
        if self._scope == "all":
            return False
        is_beside = (section, name[0]) in self._sections
        return is_beside or (self._scope == "page" and name in self._names)
