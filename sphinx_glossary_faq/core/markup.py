"""The ids and the links of a written page, as a browser finds them.

Knows the few elements that change how the rest is read; what a tag looks like, `tokens` knows.
Builds no tree, so what a browser throws away while it builds one (a row outside of a table) is
told as well, and of an SVG that is left open it knows only the usual ways out. Written for speed:
text, and every tag that can hold neither an id nor a link, are skipped by one regular expression.
Rules: the HTML Living Standard, section 13.2.5 (tokenization) and 13.2.6.5 (foreign content).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from sphinx_glossary_faq.core.links import BLANK, HINTS, HOLDERS, Link, decoded, links_in
from sphinx_glossary_faq.core.stylesheet import addresses
from sphinx_glossary_faq.core.tokens import (
    LEADS_OUT,
    NEXT,
    NEXT_FOREIGN,
    PARTS,
    SELF_CLOSING,
    UNREADABLE,
    readable,
)


class Markup(NamedTuple):
    """What other pages may link to, and what the page itself links to, in its order."""

    ids: frozenset[str]
    """Every `id`, and the `name` of each `a` and `map`."""
    links: tuple[Link, ...]
    base: str | None
    """The first `<base href>`, against which every link of the page is read."""


def scan(html: str) -> Markup:
    """Read a page; what is inert in it (comments, scripts, templates) is not looked into."""
    return _Reader(html).read()


# -- elements ------------------------------------------------------------------------------------

_FOREIGN: Final = frozenset({"svg", "math"})
_HTML_WITHIN_SVG: Final = frozenset({"foreignobject", "desc", "title"})
# A title holds text alone; its end must not be taken for that of an SVG's title around it.
_NESTING_HTML: Final = frozenset({"template", "title"})

_ENDS: Final = {
    # Matches `</style>`, `</STYLE `; not `</styles>`.
    name: re.compile(rf"</{name}(?=[{BLANK}/>])", re.IGNORECASE)
    for name in ("style", "title", "textarea", "xmp", "iframe", "noembed", "noframes")
}
# Matches `</script>`, `<script `, `<!--`, `-->`; not `</scripts>`.
_SCRIPT = re.compile(rf"</?script(?=[{BLANK}/>])|<!--|-->", re.IGNORECASE)
_SCRIPT_STATES: Final = {
    ("plain", "<!--"): "escaped",
    ("escaped", "-->"): "plain",
    ("escaped", "<script"): "twice",
    ("twice", "</script"): "escaped",
    ("twice", "-->"): "plain",
}


class _Reader:
    """One page while it is read."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.ids: set[str] = set()
        self.links: list[Link] = []
        self.base: str | None = None
        self.open: list[str] = []
        """The open elements that matter: templates, drawings and the HTML within these."""

    def read(self) -> Markup:
        at, html, pattern = 0, self.html, NEXT
        while found := pattern.match(html, at):
            at, kind = found.end(), found.lastgroup
            if kind == "attributes":
                at = self._read_tag(found)
                pattern = NEXT_FOREIGN if self._is_foreign() else NEXT
            elif "template" in self.open:
                pass
            elif kind == "href":
                holder, href = found.group("holder", "href")
                self.links.append(Link(href, holder, "href", found.start("href")))
            else:
                self.ids.add(found["id"])
        self.ids.discard("")
        return Markup(frozenset(self.ids), tuple(self.links), self.base)

    def _read_tag(self, tag: re.Match[str]) -> int:
        """Note what a tag has; returns where to go on."""
        name = tag["name"].lower()
        if tag["slash"]:
            self._close(name)
            return tag.end()
        start, end = tag.span("attributes")
        if "template" not in self.open:
            self._note(name, start, end - 1)
            if name == "style":
                self._note_style(end)
        if self.open and LEADS_OUT.fullmatch(name):
            self._leave_foreign()
        foreign = self._is_foreign()
        within_svg = foreign and self.open[-1] == "svg" and name in _HTML_WITHIN_SVG
        if name in _FOREIGN or within_svg:
            opens = not SELF_CLOSING.match(self.html, start)
        else:
            opens = not foreign and name in _NESTING_HTML
        if opens:
            self.open.append(name)
        return end if foreign else self._end_of_text(name, end)

    # -- what is open

    def _is_foreign(self) -> bool:
        return bool(self.open) and self.open[-1] in _FOREIGN

    def _leave_foreign(self) -> None:
        while self._is_foreign():
            self.open.pop()

    def _close(self, name: str) -> None:
        if name in {"br", "p"}:
            self._leave_foreign()
        for depth in reversed(range(len(self.open))):
            if self.open[depth] == name:
                del self.open[depth:]
            elif self.open[depth] != "template":
                continue
            return

    # -- text that is no markup

    def _end_of_text(self, name: str, start: int) -> int:
        """Where the text of an element ends that holds text alone; *start* for all others."""
        if name == "script":
            return self._end_of_script(start)
        if name == "plaintext":
            return len(self.html)
        if name in _ENDS:
            end = _ENDS[name].search(self.html, start)
            return end.start() if end else len(self.html)
        return start

    def _end_of_script(self, start: int) -> int:
        """Where a script ends: not at a `</script>` of a script within a comment within it."""
        state = "plain"
        while found := _SCRIPT.search(self.html, start):
            token = found[0].lower()
            if token == "</script" and state != "twice":
                return found.start()
            state = _SCRIPT_STATES.get((state, token), state)
            # The dashes of `<!-->` both open and close.
            start = found.start() + 2 if token == "<!--" else found.end()
        return len(self.html)

    # -- what a tag has

    def _note(self, tag: str, start: int, end: int) -> None:
        ids, links = _noted(tag, self.html[start:end])
        self.ids.update(ids)
        for value, attribute, offset in links:
            if (tag, attribute) != ("base", "href"):
                self.links.append(Link(value, tag, attribute, start + offset))
            elif self.base is None:
                self.base = value

    def _note_style(self, start: int) -> None:
        css = self.html[start : self._end_of_text("style", start)]
        found = addresses(css)
        self.links += [Link(value, "style", "url", start + offset) for offset, value in found]


_Noted = tuple[tuple[str, ...], tuple[tuple[str, str, int], ...]]


# The heads of all pages in a folder are much the same.
@lru_cache(maxsize=4096)
def _noted(tag: str, written: str) -> _Noted:
    """The ids and the links in the attributes of a *tag*, and where in them each link is."""
    attributes = _attributes(written)

    def value(name: str) -> str:
        raw = attributes[name][0] if name in attributes else ""
        return decoded(UNREADABLE.sub(readable, raw)).text if raw else ""

    ids = (value("id"), value("name")) if tag in {"a", "map"} else (value("id"),)
    holders = HOLDERS.get(tag, frozenset())
    if (
        (tag == "link" and not HINTS.isdisjoint(value("rel").lower().split()))
        or (tag == "meta" and value("http-equiv").lower() != "refresh")
        or (tag == "input" and value("type").lower() != "image")
    ):
        holders = frozenset()
    found = [
        (link.value, link.attribute, link.offset)
        for name, (raw, start) in attributes.items()
        if name in holders or name == "style"
        for link in links_in(raw, tag, name, start)
    ]
    return ids, tuple(found)


def _attributes(written: str) -> dict[str, tuple[str, int]]:
    """Name → value as written and where; the first of each name, as browsers do."""
    attributes: dict[str, tuple[str, int]] = {}
    for found in PARTS.finditer(written):
        group = found.lastindex or 1
        value = (found[group], found.start(group)) if group > 1 else ("", found.end())
        attributes.setdefault(found[1].lower(), value)
    return attributes
