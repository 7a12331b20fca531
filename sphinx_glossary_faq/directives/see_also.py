"""`see-also`: where to read on.  Each entry is checked, and says what awaits the reader.

While the page is read it is Sphinx's own `seealso` over a list of ordinary references,
so their resolvers, intersphinx and linkcheck see what they know.  Titles, decks, dates
and reading times of other pages are filled in from those pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains import Domain

from sphinx_glossary_faq.core.model import Article, Borrowed
from sphinx_glossary_faq.core.slugs import unused
from sphinx_glossary_faq.core.spelling import did_you_mean
from sphinx_glossary_faq.diagnostics import Subtype
from sphinx_glossary_faq.directives.base import (
    Completion,
    GuideDirective,
    Shape,
    ids_of,
    page_of,
    translate_name,
)
from sphinx_glossary_faq.directives.entries import KINDS, Entry, read_entry
from sphinx_glossary_faq.directives.lines import numbered
from sphinx_glossary_faq.directives.meta_line import meta_line
from sphinx_glossary_faq.directives.options import Options, classes, list_of, text
from sphinx_glossary_faq.domain import FaqDomain, domain_of
from sphinx_glossary_faq.nodes import _, element, entry_title, mark, marked

DETAILS = ("deck", "updated", "reading-time")


def _words(value: str) -> tuple[str, ...]:
    """The items of a list that may be written with commas, or with nothing, between them."""
    listed = list_of(value) if value.startswith(("[", "- ")) else re.split(r"[,;\s]+", value)
    return tuple(dict.fromkeys(word for word in listed if word))


class SeeAlso(GuideDirective):
    """A list of things to read on; the optional argument replaces "See also"."""

    NAME = "see-also"
    subtype = Subtype.SEE_ALSO
    optional_arguments = 1
    option_spec = Options({"details": _words, "name": text, "class": classes})

    def make(self) -> list[nodes.Node]:
        self.part_argument()
        lines = numbered(self.content, *self.get_source_info())
        listed = nodes.bullet_list("", *(self._item(line, number) for number, line in lines))
        if not listed.children:
            self.warn("expected one entry a line: a page, ref:, term:, faq:, or an address.")
            return []
        box = mark(addnodes.seealso("", listed), self.NAME)
        box["classes"] += self.options.get("class", [])
        box["details"] = self._details()
        if self.arguments:
            parsed, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
            title = nodes.title(self.arguments[0], "", *parsed, *messages)
            self.set_source_info(title)
            box.insert(0, title)
        self.set_source_info(box)
        self.add_name(box)
        return [box]

    def _details(self) -> tuple[str, ...]:
        details = self.options.get("details", ())
        for detail in details:
            if detail not in DETAILS:
                self.warn_of_option(
                    f":details: knows {', '.join(DETAILS)}, not “{detail}”."
                    f"{did_you_mean(detail, DETAILS)} It is ignored."
                )
        return tuple(detail for detail in details if detail in DETAILS)

    def _item(self, line: str, number: int) -> nodes.list_item:
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
        if entry.title:
            paragraph += entry_title(message=entry.title)
            paragraph[-1].source, paragraph[-1].line = paragraph.source, paragraph.line
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
        """The docname of a "doc" entry, which is relative to the page unless it begins with /."""
        return str(self.env.relfn2path(self._target(entry))[0])

    def _target(self, entry: Entry) -> str:
        """What a reference is to look for: of a page its name without a suffix."""
        for suffix in self.config.source_suffix if entry.kind == "doc" else ():
            if entry.target.endswith(suffix):
                return entry.target.removesuffix(suffix)
        return self._key(entry) if entry.kind == "ref" else entry.target

    def _link(self, entry: Entry, at: nodes.paragraph) -> nodes.Node:
        if entry.kind == "address":
            link: nodes.Element = nodes.reference(refuri=entry.target, internal=False)
            shown = entry.target.removeprefix("mailto:")
        else:
            domain, role = KINDS[entry.kind]
            link = addnodes.pending_xref(
                refdomain=domain,
                reftype=role,
                reftarget=self._target(entry),
                refexplicit=bool(entry.title),
                refwarn=True,
                refdoc=self.env.docname,
                glossary_faq=self.name,
            )
            shown = entry.target
        link += nodes.inline("", entry.title or shown)
        for node in (link, link[0]):
            node.source, node.line = at.source, at.line
        return link


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Record whose titles and details the page shows."""
    domain, docname = domain_of(app.env), app.env.docname
    if not domain.is_used(docname, ["see-also"]):
        return
    for box in marked(doctree, addnodes.seealso, "see-also"):
        for item in box.findall(nodes.list_item):
            if "entry" not in item:
                continue
            kind, target = item["entry"]
            domain.note(Borrowed(docname, "definition" if kind == "term" else kind, target))


class CompleteSeeAlso(Completion):
    """Puts each entry's details below it."""

    directives = ("see-also",)

    def run(self, **kwargs: object) -> None:
        for box in marked(self.document, addnodes.seealso, "see-also"):
            docname = page_of(box, self.env.docname)
            for item in box.findall(nodes.list_item):
                titles = list(item.findall(entry_title))
                for title in titles:
                    title.parent.remove(title)
                if "entry" not in item:
                    continue
                kind, target = item["entry"]
                if kind == "term" and not titles:
                    translate_name(self.domain, item, target, docname)
                if box["details"]:
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
    """The page that *entry* leads to, and what is said of it: a term's definition is its deck.

    A question has none: the deck of its page is on all that is asked there.
    """
    kind, target = entry
    if kind == "term":
        term = domain.guide.term(target, docname)
        return None, "".join(span.text for span in term.definition) if term else ""
    article = domain.guide.article_at(kind, target, docname)
    return article, article.deck if article and kind != "faq" else ""


class SeeAlsoShape(Shape):
    """A landmark with a name, <nav aria-labelledby>."""

    directives = ("see-also",)

    def run(self, **kwargs: object) -> None:
        taken = ids_of(self.document)
        for box in marked(self.document, addnodes.seealso, "see-also"):
            id = unused("see-also-title", taken)
            taken.add(id)
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

    directives = ("see-also",)

    default_priority = Shape.default_priority

    def is_supported(self) -> bool:
        return super().is_supported() and self.domain.builder.format != "html"

    def run(self, **kwargs: object) -> None:
        for box in marked(self.document, addnodes.seealso, "see-also"):
            if isinstance(box[0], nodes.title):
                titled = nodes.admonition("", *box.children, ids=box["ids"])
                titled["classes"] = ["seealso", *box["classes"]]
                box.replace_self(titled)


def leave_label_to_us(app: Sphinx, domain: Domain | None, node: addnodes.pending_xref) -> None:
    """Keep away `warn_missing_reference` of Sphinx's standard domain.

    It tells of every missing `ref` and nothing else, asks nobody who told of one already,
    and so would tell ours twice.
    """
    if node.get("glossary_faq") == SeeAlso.NAME and node["reftype"] == "ref":
        node["reftype"] = "label"


def register(app: Sphinx) -> None:
    app.add_directive(SeeAlso.NAME, SeeAlso)
    app.connect("doctree-read", collect)
    # Before Sphinx's own listener (500).
    app.connect("warn-missing-reference", leave_label_to_us, priority=400)
    for transform in (CompleteSeeAlso, SeeAlsoShape, TitledSeeAlso):
        app.add_post_transform(transform)
