"""How often a term is linked, and whether a mention comes after its link."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from sphinx_glossary_faq.core.relations import TermKey, key
from sphinx_glossary_faq.core.vocabulary import Anchor, Target

Scope = Literal["page", "section", "all"]
"""Once on a page, once in a section, or each time."""


class Linked:
    """What of a page is linked so far.

    A term of several names has its link by one of them.  Who meets it by another, in another
    section, may not know that it is the same: there it has a link by that name, too.
    """

    def __init__(self, scope: Scope, by_hand: Iterable[tuple[int, Target]]) -> None:
        """Begin with the links made *by_hand*, wherever they are: a section, and what is linked."""
        self._scope = scope
        self._terms: set[tuple[int, TermKey]] = set()
        self.anchors: set[Anchor] = set()
        for section, target in by_hand:
            self.note(section, target)

    def note(self, section: int, target: Target) -> None:
        """Note a link in a section."""
        self._terms.add((section, key(target.term)))
        self.anchors.add(target.anchor)

    def has(self, section: int, target: Target) -> bool:
        """Whether a mention comes after the link of its term."""
        if self._scope == "all":
            return False
        if self._scope == "page" and target.anchor in self.anchors:  # most mentions
            return True
        return (section, key(target.term)) in self._terms
