"""What in an attribute of a page is an address: its value as a browser reads it.

Knows character references, blanks, the grammars of `srcset` and of `meta` refresh, and which
attribute of which element holds an address. Does not know tags, nor where an address leads.
Rules: the HTML Living Standard, sections 2.5 (URLs), 4.2.5.3 (refresh), 4.8.4.2.2 (`srcset`) and
13.2.5.72 (character references).
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_glossary_faq.core.stylesheet import addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BLANK: Final = r" \t\n\f\r"
"""HTML's white space, for use inside a character class."""


class Link(NamedTuple):
    """An address as a page or a style sheet states it.

    Character references are decoded, and what browsers drop is dropped: blanks around it, tabs
    and line ends within. `offset` is that of its first character in the text as written.
    """

    value: str
    tag: str
    attribute: str
    offset: int


def links_in(raw: str, tag: str, attribute: str, start: int) -> Iterator[Link]:
    """The addresses in the value of an attribute, which begins at *start* in its page."""
    value = decoded(raw)
    for offset, address in _READERS[attribute](value.text):
        yield Link(_cleaned(address), tag, attribute, start + value.origin(offset))


# -- characters ----------------------------------------------------------------------------------

# Matches `&amp;`, `&copy`, `&#38;`, `&#x26`; not the `&copy` of `&copy=2`, `& `.
# The name is possessive: of `&copyx=2` no part is a reference either.
_REFERENCE = re.compile(r"&(?:#[0-9]++;?|#[xX][0-9a-fA-F]++;?|[a-zA-Z][a-zA-Z0-9]*+(?:;|(?!=)))")

_STRIPPED: Final = "".join(map(chr, range(33)))
# Matches a tab or a line end; not a space.
_DROPPED = re.compile(r"[\t\n\r]")


class Value(NamedTuple):
    """A decoded value; `shifts` tells, behind each reference, by how much the raw one is ahead."""

    text: str
    shifts: tuple[tuple[int, int], ...] = ()

    def origin(self, offset: int) -> int:
        """Where in the raw value a character of the text stands."""
        return offset + next((by for at, by in reversed(self.shifts) if at <= offset), 0)


def decoded(raw: str) -> Value:
    """The value of an attribute with its character references read."""
    if "&" not in raw:
        return Value(raw)
    text, shifts, at = "", [], 0
    for reference in _REFERENCE.finditer(raw):
        written = reference[0]
        said = unescape(written) if written[1] == "#" else html5.get(written[1:], written)
        text += raw[at : reference.start()] + said
        at = reference.end()
        shifts.append((len(text), at - len(text)))
    return Value(text + raw[at:], tuple(shifts))


def _cleaned(address: str) -> str:
    return _DROPPED.sub("", address.strip(_STRIPPED))


# -- what holds an address -----------------------------------------------------------------------

_HREF: Final = frozenset({"href", "xlink:href"})
_SOURCE: Final = frozenset({"src"})
_IMAGE: Final = frozenset({"src", "srcset"})

HOLDERS: Final = {
    **dict.fromkeys(("a", "area", "feimage", "use"), _HREF),
    "base": frozenset({"href"}),
    **dict.fromkeys(("audio", "embed", "frame", "iframe", "input", "script", "track"), _SOURCE),
    **dict.fromkeys(("img", "source"), _IMAGE),
    "image": _HREF | _IMAGE,  # in SVG; anywhere else browsers take it for `img`
    "link": frozenset({"href", "imagesrcset"}),
    "meta": frozenset({"content"}),
    "object": frozenset({"data"}),
    "video": frozenset({"src", "poster"}),
}
"""Element → its attributes that hold an address; `style` does on each of them."""

HINTS: Final = frozenset({"canonical", "dns-prefetch", "preconnect"})
"""Relations of a `link` that no reader and no browser follows to a file."""


def _whole(text: str) -> Iterator[tuple[int, str]]:
    yield len(text) - len(text.lstrip(_STRIPPED)), text


# One candidate: the address, and what is said of it up to a comma that is not in parentheses.
# Matches `a.png 2x,`, `a.png, `; not `,`, which is left out as blanks are.
_CANDIDATE = re.compile(
    rf"[{BLANK},]*+([^{BLANK}]++)(?:(?<=,)|(?:\([^)]*+(?:\)|\Z)|[^,(])*+(?:,|\Z))"
)


def _candidates(text: str) -> Iterator[tuple[int, str]]:
    for found in _CANDIDATE.finditer(text):
        yield found.start(1), found[1].rstrip(",")


# Matches `0; url=a.html`, `5,'a.html'`, `0 a.html`; not `5`, `a.html`.
_REFRESH = re.compile(
    rf"[{BLANK}]*+(?:[0-9][0-9.]*+|\.[0-9.]*+)(?:[{BLANK}]*+[;,]|[{BLANK}])[{BLANK}]*+"
    rf"""(?:url[{BLANK}]*+=[{BLANK}]*+)?+(?:"([^"]*+)|'([^']*+)|([^"'](?s:.)*+))""",
    re.IGNORECASE,
)


def _refreshed(text: str) -> Iterator[tuple[int, str]]:
    if (found := _REFRESH.match(text)) and found.lastindex:
        yield found.start(found.lastindex), found[found.lastindex]


_READERS: Final[dict[str, Callable[[str], Iterator[tuple[int, str]]]]] = {
    **dict.fromkeys(("data", "href", "poster", "src", "xlink:href"), _whole),
    **dict.fromkeys(("imagesrcset", "srcset"), _candidates),
    "content": _refreshed,
    "style": addresses,
}
