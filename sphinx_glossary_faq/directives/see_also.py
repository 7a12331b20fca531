"""`see-also`: where to read on.  Each entry is checked, and says what awaits the reader.

While the page is read it is Sphinx's own `seealso` over a list of ordinary references,
so their resolvers, intersphinx and linkcheck see what they know.  Titles, decks, dates
and reading times of other pages are filled in from those pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import ClassVar, NamedTuple
from urllib.parse import urlsplit

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.typing import OptionSpec

from sphinx_glossary_faq.core.model import Article, Borrowed
from sphinx_glossary_faq.diagnostics import Subtype, did_you_mean
from sphinx_glossary_faq.directives.article_header import meta_line
from sphinx_glossary_faq.directives.base import (
    Completion,
    GuideDirective,
    Shape,
    list_of,
    page_of,
    with_class,
)
from sphinx_glossary_faq.domain import FaqDomain, domain_of
from sphinx_glossary_faq.nodes import _, element, translated

DETAILS = ("deck", "updated", "reading-time")

KINDS = {
    "doc": ("std", "doc"),
    "ref": ("std", "ref"),
    "term": ("std", "term"),
    "faq": ("faq", "question"),
}
"""What an entry's prefix refers to: a domain and a role of it."""

# "Prepare well <../prepare>": a title and a target; "a < b" is a target alone.
_TITLED = re.compile(r"(?s)(?P<title>.*\S)\s*<(?P<target>[^<>]+)>")
# "term:one-way interview", "ref:some-label"; "https://…" has no kind of ours.
_KIND = re.compile(r"(?P<kind>doc|ref|term|faq):\s*(?P<target>.+)")
# "https:", "mailto:", "ftp:"; "../page" has none.
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):")


class Entry(NamedTuple):
    """One line of the content: what it leads to, and the title given there, if any."""

    title: str
    kind: str
    target: str


def read_entry(line: str) -> Entry:
    """The entry that *line* is.

    :raises ValueError: with what is wrong with it.

    >>> read_entry("Prepare well <../prepare>")
    Entry(title='Prepare well', kind='doc', target='../prepare')
    """
    titled = _TITLED.fullmatch(line)
    title, target = (titled["title"], titled["target"].strip()) if titled else ("", line)
    if kind := _KIND.fullmatch(target):
        return Entry(title, kind["kind"], kind["target"].strip())
    if scheme := _SCHEME.match(target):
        return Entry(title, "address", _address(target, scheme["scheme"].lower()))
    if not titled and " " in target:
        raise ValueError(f"“{target}” is no page: a title needs its target, “Title <page>”.")
    return Entry(title, "doc", target)


def _address(target: str, scheme: str) -> str:
    if scheme not in ("http", "https", "mailto"):
        known = (*KINDS, "http", "https", "mailto")
        raise ValueError(
            f"“{target}” begins with “{scheme}:”; expected one of {', '.join(known)}."
            f"{did_you_mean(scheme, known)}"
        )
    parts = urlsplit(target)
    if re.search(r"\s", target) or not (parts.netloc if scheme != "mailto" else "@" in parts.path):
        raise ValueError(f"“{target}” is not a whole {scheme} address.")
    return target


class SeeAlso(GuideDirective):
    """A list of things to read on; the optional argument replaces "See also"."""

    subtype = Subtype.SEE_ALSO
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {
        "details": directives.unchanged,
        "name": directives.unchanged,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        items = [self._item(line, number) for number, line in self._lines()]
        listed = nodes.bullet_list("", *(item for item in items if item is not None))
        if not listed.children:
            self.warn("expected one entry a line: a page, ref:, term:, faq:, or an address.")
            return []
        box = addnodes.seealso("", listed)
        box["classes"] += ["see-also", *self.options.get("class", [])]
        box["details"] = self._details()
        if self.arguments:
            text, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
            title = nodes.title(self.arguments[0], "", *text, *messages)
            self.set_source_info(title)
            box.insert(0, title)
        self.set_source_info(box)
        self.add_name(box)
        return [box]

    def _lines(self) -> Iterator[tuple[int, str]]:
        """The entries, with the line of the file that each stands in.

        Found by searching, since what MyST tells of a line counts from the directive.
        """
        source, first = self.get_source_info()
        try:
            text = Path(source).read_text("utf-8-sig")
        except OSError:
            text = ""
        lines = [line.strip() for line in text.splitlines()]
        at = first
        for raw in self.content:
            line = raw.strip()
            if line:
                try:
                    at = lines.index(line, max(at, first)) + 1
                except ValueError:
                    at = first
                yield at, line.removeprefix("- ").removeprefix("* ").strip()

    def _details(self) -> tuple[str, ...]:
        wanted = (self.options.get("details") or "").replace(",", " ")
        details = list_of(";".join(wanted.split()))
        for detail in details:
            if detail not in DETAILS:
                self.warn(
                    f":details: knows {', '.join(DETAILS)}, not “{detail}”."
                    f"{did_you_mean(detail, DETAILS)} It is ignored."
                )
        return tuple(detail for detail in details if detail in DETAILS)

    def _item(self, line: str, number: int) -> nodes.list_item | None:
        paragraph = nodes.paragraph(translatable=False)
        paragraph.source, paragraph.line = self.get_source_info()[0], number
        try:
            entry = read_entry(line)
        except ValueError as error:
            self.warn(str(error), paragraph)
            # What cannot be read is shown as written, so that it is missed by nobody.
            paragraph += nodes.Text(line)
            return nodes.list_item("", paragraph)
        paragraph += self._link(entry, paragraph)
        item = nodes.list_item("", paragraph)
        if entry.kind != "address":
            item["entry"] = (entry.kind, self._key(entry))
        return item

    def _key(self, entry: Entry) -> str:
        """The name that the guide knows the target by."""
        if entry.kind == "ref":
            return str(nodes.fully_normalize_name(entry.target))
        return self._page(entry) if entry.kind == "doc" else entry.target

    def _page(self, entry: Entry) -> str:
        """The docname of a "doc" entry: relative to the page, with or without a suffix."""
        target = entry.target
        suffix = PurePosixPath(target).suffix
        if suffix in self.config.source_suffix:
            target = target.removesuffix(suffix)
        return str(self.env.relfn2path(target)[0])

    def _link(self, entry: Entry, at: nodes.paragraph) -> nodes.Node:
        if entry.kind == "address":
            link: nodes.Element = nodes.reference(refuri=entry.target, internal=False)
            shown = entry.target.removeprefix("mailto:")
        else:
            domain, role = KINDS[entry.kind]
            link = addnodes.pending_xref(
                refdomain=domain,
                reftype=role,
                reftarget=f"/{self._key(entry)}" if entry.kind == "doc" else self._key(entry),
                refexplicit=bool(entry.title),
                refwarn=True,
                refdoc=self.env.docname,
                glossary_faq=self.name,
            )
            shown = entry.target
        link += translated("", entry.title) if entry.title else nodes.inline("", shown)
        for node in (link, link[0]):
            node.source, node.line = at.source, at.line
        return link


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Record whose titles and details the page shows."""
    domain, docname = domain_of(app.env), app.env.docname
    for box in with_class(doctree, addnodes.seealso, "see-also"):
        for item in box.findall(nodes.list_item):
            if "entry" not in item:
                continue
            kind, target = item["entry"]
            domain.note(Borrowed(docname, "definition" if kind == "term" else kind, target))


class CompleteSeeAlso(Completion):
    """Puts each entry's details below it."""

    def run(self, **kwargs: object) -> None:
        for box in with_class(self.document, addnodes.seealso, "see-also"):
            if not box["details"]:
                continue
            docname = page_of(box, self.env.docname)
            for item in box.findall(nodes.list_item):
                if "entry" in item:
                    item += self._details(item["entry"], box["details"], docname)

    def _details(
        self, entry: tuple[str, str], details: tuple[str, ...], docname: str
    ) -> Iterator[nodes.Node]:
        article, deck = target_of(self.domain, entry, docname)
        if deck and "deck" in details:
            yield nodes.paragraph(deck, deck, classes=["see-also-deck"])
        if article:
            shown = meta_line(
                article.updated if "updated" in details else "",
                article.minutes if "reading-time" in details else 0,
                self.config,
            )
            if shown:
                yield nodes.paragraph("", "", *shown, classes=["see-also-meta"])


def target_of(
    domain: FaqDomain, entry: tuple[str, str], docname: str
) -> tuple[Article | None, str]:
    """The page that *entry* leads to, and what is said of it: a term's definition is its deck."""
    kind, target = entry
    if kind == "term":
        term = domain.guide.term(target, docname)
        return None, "".join(span.text for span in term.definition) if term else ""
    article = domain.guide.article_at(kind, target, docname)
    return article, article.deck if article else ""


class SeeAlsoShape(Shape):
    """A landmark with a name, <nav aria-labelledby>."""

    def run(self, **kwargs: object) -> None:
        boxes = with_class(self.document, addnodes.seealso, "see-also")
        for number, box in enumerate(boxes, 1):
            id = f"see-also-{number}"
            title = nodes.paragraph("", "", classes=["see-also-title"], ids=[id])
            if isinstance(box[0], nodes.title):
                title += box.pop(0).children
            else:
                title += nodes.Text(_("See also"))
            nav = element("", title, *box.children, tag="nav", attributes={"aria-labelledby": id})
            nav["classes"], nav["ids"] = box["classes"], box["ids"]
            box.replace_self(nav)


class TitledSeeAlso(Completion):
    """Outside of HTML a given title makes an admonition, since `seealso` brings its own."""

    default_priority = Shape.default_priority

    def is_supported(self) -> bool:
        return super().is_supported() and self.domain.builder.format != "html"

    def run(self, **kwargs: object) -> None:
        for box in with_class(self.document, addnodes.seealso, "see-also"):
            if isinstance(box[0], nodes.title):
                titled = nodes.admonition("", *box.children, ids=box["ids"])
                titled["classes"] = ["seealso", *box["classes"]]
                box.replace_self(titled)


def register(app: Sphinx) -> None:
    app.add_directive("see-also", SeeAlso)
    app.connect("doctree-read", collect)
    for transform in (CompleteSeeAlso, SeeAlsoShape, TitledSeeAlso):
        app.add_post_transform(transform)
