"""Find the elements that enclose positions in a page, such as links, code and <details>.

selectolax (lexbor) builds the same tree as a browser, even if tags are unclosed or misnested.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

_MARKER: Final = "x-glossary-faq"
_ANCHOR_END: Final = "x-glossary-faq-end"

BEFORE_ANCHOR_END: Final = f"<{_ANCHOR_END}></{_ANCHOR_END}>"
"""HTML to insert before the source of `</a>`.

An `a` without `href` is not a link, and it is often unclosed (`<a name="x"/>`).  All text up to the
next link is then inside it.  An `a` that contains this marker has an end tag and must not contain
another link.
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
    # text that has its own explanation
    *("abbr", "acronym", "dfn", "rp", "rt"),
    # fallbacks for content that browsers show instead
    *("audio", "canvas", "noscript", "object", "video"),
)
"""Selectors for elements whose text is not linked."""

_FOLDED: Final = (
    *("details:not([open])", "dialog:not([open])", "[hidden]", "[popover]"),
    *('[style*="display:none"]', '[style*="display: none"]'),
)
"""Selectors for elements whose text is initially hidden."""


class Positions(NamedTuple):
    """The markers on a page, grouped by enclosing element.

    Markers in comments, attributes, scripts and text fields are in neither group.
    """

    prose: frozenset[str]
    """The names of the markers in text that may be linked."""
    visible: frozenset[str]
    """The names of the markers in text that is visible when the page is opened."""


def marker(name: str) -> str:
    """Return the HTML that marks a position with *name*."""
    return f'<{_MARKER} id="{name}"></{_MARKER}>'


def read_positions(html: str, skipped_classes: Collection[str]) -> Positions:
    """Return the markers in the body of a page, grouped by enclosing element.

    :param skipped_classes: the classes of elements whose text is not linked.
    """
    source = f"<!DOCTYPE html><body><div><div>{html}".encode(errors="replace")
    page = LexborHTMLParser(source, options=LexborDocumentOptions.WO_EVENTS)

    def elements(selectors: Iterable[str]) -> set[int]:
        return {element.mem_id for element in page.css(",".join(selectors))}

    skipped = elements([*_NOT_PROSE, *(f".{name}" for name in sorted(skipped_classes))])
    folded = elements(_FOLDED)
    prose: set[str] = set()
    visible: set[str] = set()
    # Elements are in document order, so the ancestors of an element precede it.
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
