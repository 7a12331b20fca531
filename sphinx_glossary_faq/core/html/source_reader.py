"""Read the ids and links in HTML sources, with their offsets, as browsers do.

This module is for raw HTML in pages and for copied files, whose broken links are reported with line
and column. `page_reader` reads pages for which no offsets are needed.

The reader tracks only the elements that change how the following text is parsed. It does not build
a tree. Therefore it also reports elements that a browser discards, such as a row outside a table.
It recognizes only the most common ends of an unclosed SVG element. The rules are in the HTML Living
Standard, sections 13.2.5 (tokenization) and 13.2.6.5 (foreign content).
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final, NamedTuple

from sphinx_glossary_faq.core.html.css_urls import css_urls
from sphinx_glossary_faq.core.html.url_attributes import (
    WHITESPACE,
    attribute_urls,
    clean_url,
    decode_entities,
)


class SourceLink(NamedTuple):
    """A URL as a browser reads it, with the offset of its first character."""

    value: str
    offset: int


class SourceAnchors(NamedTuple):
    """The possible targets of links to an HTML fragment, and its own links in document order."""

    ids: frozenset[str]
    """The values of all `id` attributes, and of `name` in `a` and `map` elements."""
    links: tuple[SourceLink, ...]


def read_source(html: str) -> SourceAnchors:
    """Return the ids and links in HTML, except in comments, scripts and templates."""
    return _Reader(html).read()


# -- tokens --------------------------------------------------------------------------------------

# All quantifiers are possessive, because HTML can be read in only one way.

# One attribute, or an unclosed one, which extends to the end of the page.
# Matches `id="a"`, `id = a`, `=a`, `"a`; not `/`, `>`.
_ATTRIBUTE: Final = (
    rf"[^{WHITESPACE}/>][^{WHITESPACE}/>=]*+(?:[{WHITESPACE}]*+=[{WHITESPACE}]*+"
    rf"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^{WHITESPACE}>"'][^{WHITESPACE}>]*+)?+)?+"""
)
# The parts of one attribute. Matches `id="a"`: `id`, `a`; not `/`.
_PARTS: Final = re.compile(
    rf"([^{WHITESPACE}/>][^{WHITESPACE}/>=]*+)(?:[{WHITESPACE}]*+=[{WHITESPACE}]*+"
    rf"""(?:"([^"]*+)|'([^']*+)|([^{WHITESPACE}>"'][^{WHITESPACE}>]*+))?+)?+"""
)
# Matches ` id="a"/>`, ` />`; not ` id=a/>`, whose value is `a/`.
_SELF_CLOSING: Final = re.compile(rf"(?:[{WHITESPACE}]++|/(?!>)|{_ATTRIBUTE})*+/>")

# Matches `<!-- -- -->`, `<!-->`, `<!-- --!>`; not `<!-`.
_COMMENT: Final = r"<!--(?:-?>|(?s:.)*?(?:--!?>|\Z))"
# Matches `<!DOCTYPE html>`, `<?php ?>`, `</1>`, `</>`; not `</p>`, `<!-- -->`.
_BOGUS_COMMENT: Final = r"<(?:[!?]|/[^a-zA-Z>])[^>]*+(?:>|\Z)|</>"
# Matches the `<` of `1 < 2`; not of `<a`.
_LESS_THAN: Final = r"<(?![a-zA-Z/!?])"
# Matches `<![CDATA[<b>]]>`, `<![CDATA[` to the end of the page; not `<!-- -->`.
_CDATA: Final = r"<!\[CDATA\[(?s:.)*?(?:\]\]>|\Z)"
# Matches `<a id="b" href="c>d">`, `</svg>`; not `<1>`, `<a id="b`.
_TAG: Final = (
    rf"<(?P<slash>/?+)(?P<name>[a-zA-Z][^{WHITESPACE}/>]*+)"
    rf"(?P<attributes>(?:[{WHITESPACE}/]++|{_ATTRIBUTE})*+>)"
)


def _next_tag(ignored: str) -> re.Pattern[str]:
    return re.compile(rf"[^<]*+(?:(?:{ignored})[^<]*+)*+{_TAG}")


# The next tag, with all text before it. Matches `a <!-- <b> --> <p id="d">`; not `a <!-- <b> -->`.
_NEXT_TAG: Final = _next_tag(rf"{_LESS_THAN}|{_COMMENT}|{_BOGUS_COMMENT}")
# The next tag in SVG and MathML, where CDATA is text. Matches `<![CDATA[<a id=b>]]><use
# href="#c"/>`; not `<![CDATA[<g>]]>`.
_NEXT_FOREIGN_TAG: Final = _next_tag(rf"{_LESS_THAN}|{_CDATA}|{_COMMENT}|{_BOGUS_COMMENT}")

# A line end that browsers replace with "\n". Matches "\r\n", "\r"; not "\n".
_LINE_END: Final = re.compile(r"\r\n?")


# -- elements ------------------------------------------------------------------------------------

_FOREIGN: Final = frozenset({"svg", "math"})
_HTML_IN_SVG: Final = frozenset({"foreignobject", "desc", "title"})
# A title contains only text. Its end tag must not close the title of an enclosing SVG.
_NESTING_HTML: Final = frozenset({"template", "title"})

# Tags of HTML that end an SVG or MathML element. Matches `p`, `h1`; not `path`, `a`, `text`.
_ENDS_FOREIGN: Final = re.compile(
    "b|big|blockquote|body|br|center|code|dd|div|dl|dt|em|embed|h[1-6]|head|hr|i|img|li|listing"
    "|menu|meta|nobr|ol|p|pre|ruby|s|small|span|strong|strike|sub|sup|table|tt|u|ul|var"
)

_TEXT_ENDS: Final = {
    # Matches `</style>`, `</STYLE `; not `</styles>`.
    name: re.compile(rf"</{name}(?=[{WHITESPACE}/>])", re.IGNORECASE)
    for name in ("style", "title", "textarea", "xmp", "iframe", "noembed", "noframes")
}
# Matches `</style>`, `<style `; not `</styles>`.
_STYLE_TAG: Final = re.compile(rf"</?style(?=[{WHITESPACE}/>])", re.IGNORECASE)
# Matches `</script>`, `<script `, `<!--`, `-->`; not `</scripts>`.
_SCRIPT_TOKEN: Final = re.compile(rf"</?script(?=[{WHITESPACE}/>])|<!--|-->", re.IGNORECASE)
_SCRIPT_STATES: Final = {
    ("plain", "<!--"): "escaped",
    ("escaped", "-->"): "plain",
    ("escaped", "<script"): "double escaped",
    ("double escaped", "</script"): "escaped",
    ("double escaped", "-->"): "plain",
}


class _Reader:
    """The state of reading one HTML fragment."""

    def __init__(self, html: str) -> None:
        self.html = html.replace("\0", "\N{REPLACEMENT CHARACTER}")
        self.ids: set[str] = set()
        self.links: list[SourceLink] = []
        self.open: list[str] = []
        """The open templates and SVG or MathML elements, and the HTML elements inside them."""
        self._depths: dict[str, list[int]] = defaultdict(list)
        """The indices of each name in `open`."""

    def read(self) -> SourceAnchors:
        position = 0
        while tag := self._pattern().match(self.html, position):
            position = self._read_tag(tag)
        return SourceAnchors(frozenset(filter(None, self.ids)), tuple(self.links))

    def _pattern(self) -> re.Pattern[str]:
        return _NEXT_FOREIGN_TAG if self._is_foreign() else _NEXT_TAG

    def _read_tag(self, tag: re.Match[str]) -> int:
        """Record the ids and links in a tag, and return the offset at which to continue."""
        name = tag["name"].lower()
        if tag["slash"]:
            self._close(name)
            return tag.end()
        start, end = tag.span("attributes")
        if not self._depths["template"]:
            self._read_attributes(name, start, end - 1)
            if name == "style":
                self._read_style(end)
        if self.open and _ENDS_FOREIGN.fullmatch(name):
            self._leave_foreign()
        is_foreign = self._is_foreign()
        is_html_in_svg = is_foreign and self.open[-1] == "svg" and name in _HTML_IN_SVG
        if name in _FOREIGN or is_html_in_svg:
            opens = not _SELF_CLOSING.match(self.html, start)
        else:
            opens = not is_foreign and name in _NESTING_HTML
        if opens:
            self._depths[name].append(len(self.open))
            self.open.append(name)
        return end if is_foreign else self._end_of_text(name, end)

    # -- open elements

    def _is_foreign(self) -> bool:
        return bool(self.open) and self.open[-1] in _FOREIGN

    def _leave_foreign(self) -> None:
        while self._is_foreign():
            self._pop()

    def _last_depth(self, name: str) -> int:
        depths = self._depths[name]
        return depths[-1] if depths else -1

    def _pop(self) -> None:
        self._depths[self.open.pop()].pop()

    def _close(self, name: str) -> None:
        if name in {"br", "p"}:
            self._leave_foreign()
        depth = self._last_depth(name)
        if depth >= max(0, self._last_depth("template")):  # only inside a template
            while len(self.open) > depth:
                self._pop()

    # -- text without markup

    def _end_of_text(self, name: str, start: int) -> int:
        """Return the end of an element that contains only text, or *start* for other elements."""
        if name == "script":
            return self._end_of_script(start)
        if name == "plaintext":
            return len(self.html)
        if name in _TEXT_ENDS:
            end = _TEXT_ENDS[name].search(self.html, start)
            return end.start() if end else len(self.html)
        return start

    def _end_of_script(self, start: int) -> int:
        """Return the end of a script, ignoring `<script>…</script>` in its comments."""
        state = "plain"
        while match := _SCRIPT_TOKEN.search(self.html, start):
            token = match[0].lower()
            if token == "</script" and state != "double escaped":
                return match.start()
            state = _SCRIPT_STATES.get((state, token), state)
            # The dashes of `<!-->` both open and close a comment.
            start = match.start() + 2 if token == "<!--" else match.end()
        return len(self.html)

    # -- ids and links

    def _read_attributes(self, tag: str, start: int, end: int) -> None:
        raw: dict[str, str] = {}
        starts: dict[str, int] = {}
        for part in _PARTS.finditer(self.html, start, end):
            name, group = part[1].lower(), part.lastindex or 1
            if name not in raw:  # browsers ignore the second one
                raw[name] = part[group] if group > 1 else ""
                starts[name] = part.start(group) if group > 1 else part.end()
        for name in ("id", "name") if tag in {"a", "map"} else ("id",):
            self.ids.add(decode_entities(_LINE_END.sub("\n", raw.get(name, ""))).text)
        values = {name: decode_entities(value) for name, value in raw.items()}
        texts = {name: value.text for name, value in values.items()}
        for name, offset, url in attribute_urls(tag, texts):
            position = starts[name] + values[name].raw_offset(offset)
            self.links.append(SourceLink(clean_url(url), position))

    def _read_style(self, start: int) -> None:
        if self._is_foreign():  # not a text element, so a second one is not read twice
            end = _STYLE_TAG.search(self.html, start)
            css = self.html[start : end.start() if end else len(self.html)]
        else:
            css = self.html[start : self._end_of_text("style", start)]
        self.links += [SourceLink(clean_url(url), start + offset) for offset, url in css_urls(css)]
