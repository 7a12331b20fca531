"""Find the URLs in the attributes of HTML elements, as browsers do.

This module decodes character references, parses `srcset` and `meta` refresh, and selects the
attributes that contain URLs. It neither finds elements nor resolves URLs. The rules are in the HTML
Living Standard, sections 2.5 (URLs), 4.2.5.3 (refresh), 4.8.4.2.2 (`srcset`) and 13.2.5.72
(character references).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from html import unescape
from html.entities import html5
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_glossary_faq.core.html.css_urls import css_urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

WHITESPACE: Final = r" \t\n\f\r"
"""The whitespace of HTML, for use in a character class."""


# -- elements and attributes ---------------------------------------------------------------------

_HREF: Final = frozenset({"href", "xlink:href"})
_SOURCE: Final = frozenset({"src"})
_IMAGE: Final = frozenset({"src", "srcset"})

URL_ATTRIBUTES: Final = {
    **dict.fromkeys(("a", "area", "feimage", "use"), _HREF),
    **dict.fromkeys(("audio", "embed", "frame", "iframe", "input", "script", "track"), _SOURCE),
    **dict.fromkeys(("img", "source"), _IMAGE),
    "image": _HREF | _IMAGE,  # in SVG, whereas browsers read it as `img` elsewhere
    "link": frozenset({"href", "imagesrcset"}),
    "meta": frozenset({"content"}),
    "object": frozenset({"data"}),
    "video": frozenset({"src", "poster"}),
}
"""The attributes of each element that contain URLs, apart from `style`.

`base` is not included, because its URL is not a link.
"""

NON_FETCHING_RELS: Final = frozenset({"canonical", "dns-prefetch", "preconnect"})
"""The relations of `link` elements whose targets are not fetched."""


def attribute_urls(
    tag: str, attributes: Mapping[str, str | None]
) -> Iterator[tuple[str, int, str]]:
    """Yield the attribute, the offset in its decoded value and the URL for each URL in an element.

    The names of the tag and the attributes are in lower case. An attribute without a value may be
    None. The URLs are not cleaned (see `clean_url`).
    """
    names = URL_ATTRIBUTES.get(tag, frozenset())
    if (
        (tag == "link" and not NON_FETCHING_RELS.isdisjoint(_lower(attributes, "rel").split()))
        or (tag == "meta" and _lower(attributes, "http-equiv") != "refresh")
        or (tag == "input" and _lower(attributes, "type") != "image")
    ):
        names = frozenset()
    for name, value in attributes.items():
        if name in names or name == "style":
            for offset, url in _PARSERS[name](value or ""):
                yield name, offset, url


def _lower(attributes: Mapping[str, str | None], name: str) -> str:
    return (attributes.get(name) or "").lower()


# -- characters ----------------------------------------------------------------------------------

# Matches `&amp;`, `&copy`, `&#38;`, `&#x26`; not the `&copy` of `&copy=2`, `& `. The name is
# possessive, because no part of `&copyx=2` is a reference.
_REFERENCE = re.compile(r"&(?:#[0-9]++;?|#[xX][0-9a-fA-F]++;?|[a-zA-Z][a-zA-Z0-9]*+(?:;|(?!=)))")

_STRIPPED: Final = "".join(map(chr, range(33)))
# Matches a tab or a line end; not a space.
_REMOVED = re.compile(r"[\t\n\r]")


class DecodedValue(NamedTuple):
    """A decoded attribute value and the offsets of its characters in the raw value."""

    text: str
    shifts: tuple[tuple[int, int], ...] = ()
    """The offset in the text after each reference, with the distance to the raw offset."""

    def raw_offset(self, offset: int) -> int:
        """Return the offset in the raw value for the character at *offset* in the text."""
        index = bisect_right(self.shifts, offset, key=itemgetter(0))
        return offset + (self.shifts[index - 1][1] if index else 0)


def decode_entities(raw: str) -> DecodedValue:
    """Decode the character references in an attribute value."""
    if "&" not in raw:
        return DecodedValue(raw)
    texts: list[str] = []
    shifts: list[tuple[int, int]] = []
    length = end = 0
    for reference in _REFERENCE.finditer(raw):
        name = reference[0]
        decoded = unescape(name) if name[1] == "#" else html5.get(name[1:], name)
        texts += raw[end : reference.start()], decoded
        length += reference.start() - end + len(decoded)
        end = reference.end()
        shifts.append((length, end - length))
    return DecodedValue("".join((*texts, raw[end:])), tuple(shifts))


def clean_url(url: str) -> str:
    """Return a URL without the characters that browsers ignore.

    These are surrounding whitespace and control characters, and tabs and line ends within.
    """
    if url.isprintable() and " " not in url:  # almost all
        return url
    return _REMOVED.sub("", url.strip(_STRIPPED))


# -- values --------------------------------------------------------------------------------------


def _single_url(value: str) -> Iterator[tuple[int, str]]:
    yield len(value) - len(value.lstrip(_STRIPPED)), value


# One image candidate, with its URL and its descriptors up to a comma outside parentheses. Matches
# `a.png 2x,`, `a.png, `; not `,`, which is skipped like white space.
_CANDIDATE = re.compile(
    rf"([^{WHITESPACE},][^{WHITESPACE}]*+)(?:(?<=,)|(?:\([^)]*+(?:\)|\Z)|[^,(])*+(?:,|\Z))"
)


def _srcset_urls(value: str) -> Iterator[tuple[int, str]]:
    for candidate in _CANDIDATE.finditer(value):
        yield candidate.start(1), candidate[1].rstrip(",")


# Matches `0; url=a.html`, `5,'a.html'`, `0 a.html`; not `5`, `a.html`.
_REFRESH = re.compile(
    rf"[{WHITESPACE}]*+(?:[0-9][0-9.]*+|\.[0-9.]*+)"
    rf"(?:[{WHITESPACE}]*+[;,]|[{WHITESPACE}])[{WHITESPACE}]*+"
    rf"(?:url[{WHITESPACE}]*+=[{WHITESPACE}]*+)?+"
    r"""(?:"([^"]*+)|'([^']*+)|([^"'](?s:.)*+))""",
    re.IGNORECASE,
)


def _refresh_url(value: str) -> Iterator[tuple[int, str]]:
    if (refresh := _REFRESH.match(value)) and refresh.lastindex:
        yield refresh.start(refresh.lastindex), refresh[refresh.lastindex]


_PARSERS: Final[dict[str, Callable[[str], Iterator[tuple[int, str]]]]] = {
    **dict.fromkeys(("data", "href", "poster", "src", "xlink:href"), _single_url),
    **dict.fromkeys(("imagesrcset", "srcset"), _srcset_urls),
    "content": _refresh_url,
    "style": css_urls,
}
