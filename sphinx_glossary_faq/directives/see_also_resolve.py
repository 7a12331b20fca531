"""Insert what a `see-also` shows of other pages: details and automatic entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docutils import nodes
from sphinx import addnodes

from sphinx_glossary_faq.core.model.records import Article, AutomaticEntries, EntryKind, Span, Term
from sphinx_glossary_faq.directives.base import translate_name
from sphinx_glossary_faq.directives.meta_line import build_meta_line
from sphinx_glossary_faq.directives.spans import build_spans
from sphinx_glossary_faq.domain import FaqDomain, make_link_or_text, make_page_link
from sphinx_glossary_faq.nodes import entry_title, find_nodes, find_tagged
from sphinx_glossary_faq.transforms import ResolveTransform


def written_entries(box: addnodes.seealso) -> Iterator[tuple[EntryKind, str]]:
    """Yield the kind and the target of each entry by the author, except URLs."""
    yield from (item["entry"] for item in box.findall(nodes.list_item) if "entry" in item)


def automatic_entries(box: addnodes.seealso, docname: str) -> Iterator[AutomaticEntries]:
    """Yield the request for automatic entries in *box*, if it has such entries."""
    if sources := box.get("auto"):
        written = tuple(written_entries(box))
        yield AutomaticEntries(docname, sources, box["limit"], box.get("details", ()), written)


class SeeAlsoResolveTransform(ResolveTransform):
    """Inserts the details of each entry below it."""

    directives = ("see-also",)

    def run(self, **kwargs: object) -> None:
        for box in find_tagged(self.document, addnodes.seealso, "see-also"):
            docname = self.source_docname(box)
            requests = list(automatic_entries(box, docname))
            for item in box.findall(nodes.list_item):
                titles = find_nodes(item, entry_title)
                for title in titles:
                    title.parent.remove(title)
                if "entry" not in item:
                    continue
                kind, target = item["entry"]
                if kind == "term" and not titles:
                    translate_name(self.domain, item, target, docname)
                if details := box.get("details"):
                    article, deck = article_and_deck(self.domain, item["entry"], docname)
                    if kind == "faq" and article:
                        article = replace(article, minutes=0)  # those of the page
                    item += self._build_details(article, deck, details)
            for request in requests:
                self._add_automatic_entries(box, request)
            self.remove_internal_uris(box)

    def _add_automatic_entries(self, box: addnodes.seealso, request: AutomaticEntries) -> None:
        items = next(iter(box.findall(nodes.bullet_list)), None)
        if items is None:  # another extension has removed it
            items = nodes.bullet_list()
            box += items
        items += [
            self._build_automatic_item(entry, request.details)
            for entry in self.domain.further_reading.entries(request)
        ]
        if not items.children:
            box.parent.remove(box)

    def _build_automatic_item(
        self, entry: Term | Article, details: tuple[str, ...]
    ) -> nodes.list_item:
        builder, docname = self.domain.builder, self.env.docname
        if isinstance(entry, Term):
            text = nodes.inline("", entry.name, classes=["xref", "std", "std-term"])
            link = make_link_or_text(builder, docname, entry.docname, entry.id, text)
            article, deck = None, entry.definition
        else:
            text = nodes.inline("", entry.title, classes=["doc"])
            link = make_page_link(builder, docname, entry.docname, text)
            article, deck = entry, entry.deck
        item = nodes.list_item("", nodes.paragraph("", "", link))
        item += self._build_details(article, deck, details)
        return item

    def _build_details(
        self, article: Article | None, deck: tuple[Span, ...], details: tuple[str, ...]
    ) -> Iterator[nodes.Node]:
        if deck and "deck" in details:
            yield nodes.paragraph("", "", *build_spans(deck), classes=["see-also-deck"])
        if article:
            line = build_meta_line(
                article.updated if "updated" in details else "",
                article.minutes if "reading-time" in details else 0,
                self.config,
            )
            if line:
                yield nodes.paragraph("", "", *line, classes=["see-also-meta"])


def article_and_deck(
    domain: FaqDomain, entry: tuple[str, str], docname: str
) -> tuple[Article | None, tuple[Span, ...]]:
    """Return the article that *entry* refers to, and its deck or, for a term, its definition.

    A question has no deck, because the deck of its page describes the whole page.
    """
    kind, target = entry
    if kind == "term":
        term = domain.project.term(target, docname)
        return None, term.definition if term else ()
    article = domain.project.resolve_article(kind, target, docname)
    return article, article.deck if article and kind != "faq" else ()
