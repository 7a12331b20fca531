"""Find out what encloses positions in a page: a link, code, a closed <details>.

selectolax (lexbor) builds the tree as a browser does, whatever is unclosed or misnested.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

_MARKER: Final = "x-glossary-faq"
_ANCHOR_END: Final = "x-glossary-faq-end"

BEFORE_ANCHOR_END: Final = f"<{_ANCHOR_END}></{_ANCHOR_END}>"
"""HTML to insert before the source of `</a>`.

An `a` without `href` is no link, and often unclosed (`<a name="x"/>`), so that all the text up to
the next link is in it.  One with an end tag may not contain a link.
"""

_NOT_PROSE: Final = (
    # links, controls and their labels
    *("a[href]", f"a:has({_ANCHOR_END})", "button", "label", "legend", "select", "summary"),
    *('[role="button"]', '[role="link"]', '[role="tab"]', '[role="menuitem"]'),
    # headings
    *("caption", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "th", "thead"),
    '[role="heading"]',
    # code and other machine-readable text
    *("code", "kbd", "listing", "math", "pre", "samp", "svg", "tt", "var"),
    # text with an explanation of its own
    *("abbr", "acronym", "dfn", "rp", "rt"),
    # alternatives to content that browsers show instead
    *("audio", "canvas", "noscript", "object", "video"),
)
"""Selectors of the elements whose text is not linked, for the same reasons as that of nodes."""

_FOLDED: Final = (
    *("details:not([open])", "dialog:not([open])", "[hidden]", "[popover]"),
    *('[style*="display:none"]', '[style*="display: none"]'),
)
"""Selectors of the elements whose text is hidden at first."""


class Positions(NamedTuple):
    """The markers on a page, grouped by enclosing element.

    Neither contains a marker that is part of a comment, an attribute, a script or a text field.
    """

    prose: frozenset[str]
    """Those in text that may be linked."""
    visible: frozenset[str]
    """Those that are shown when the page is opened."""


def marker(name: str) -> str:
    """Return HTML that marks a position by *name*."""
    return f'<{_MARKER} id="{name}"></{_MARKER}>'


def read_positions(html: str, skipped_classes: Collection[str]) -> Positions:
    """Return the positions of the markers in the body of a page.

    :param skipped_classes: classes of elements whose text is not linked.
    """
    source = f"<!DOCTYPE html><body><div><div>{html}".encode(errors="replace")
    page = LexborHTMLParser(source, options=LexborDocumentOptions.WO_EVENTS)

    def elements(selectors: Iterable[str]) -> set[int]:
        return {element.mem_id for element in page.css(",".join(selectors))}

    skipped = elements([*_NOT_PROSE, *(f".{name}" for name in sorted(skipped_classes))])
    folded = elements(_FOLDED)
    prose: set[str] = set()
    visible: set[str] = set()
    # In the order of the page, so that the ancestors of an element precede it.
    for element in page.css("*"):
        assert element.parent is not None
        for enclosing in (skipped, folded):
            if element.parent.mem_id in enclosing:
                enclosing.add(element.mem_id)
        if element.tag == _MARKER:
            name = element.attributes["id"] or ""
            if element.mem_id not in skipped:
                prose.add(name)
            if element.mem_id not in folded:
                visible.add(name)
    return Positions(frozenset(prose), frozenset(visible))
