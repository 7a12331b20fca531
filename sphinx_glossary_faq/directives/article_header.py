"""Implement `article-header`, which adds a kicker, deck, date and reading time to a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_glossary_faq.builders import is_single_document
from sphinx_glossary_faq.diagnostics import Subtype
from sphinx_glossary_faq.directives.base import BaseDirective
from sphinx_glossary_faq.directives.front_matter import Field, field_location, read_fields
from sphinx_glossary_faq.directives.meta_line import build_meta_line
from sphinx_glossary_faq.directives.options import OptionSpec, text
from sphinx_glossary_faq.nodes import (
    _,
    article_meta,
    find_nodes,
    find_tagged,
    is_invisible,
    tag_node,
)
from sphinx_glossary_faq.transforms import HtmlTransform, ResolveTransform


class ArticleHeader(BaseDirective):
    """The header of an article. Its content is the deck, which is one paragraph."""

    subtype = Subtype.ARTICLE_HEADER
    option_spec = OptionSpec({"kicker": text, "updated": text, "reading-time": text})

    def run(self) -> list[nodes.Node]:
        self._is_first = self.env.docname not in self.domain.store.docnames_using("article-header")
        return super().run()

    def build(self) -> list[nodes.Node]:
        header = tag_node(nodes.container(), "article-header")
        self.set_source_info(header)
        fields = read_fields(self.state.document) if self._is_first else {}
        if kicker := self.options.get("kicker"):
            header += self._parse_text("kicker", kicker)
        elif "kicker" in fields:
            header += self._parse_field("kicker", fields)
        content = self.parse_content_to_nodes()
        for number, node in enumerate(content):
            if number == 0 and isinstance(node, nodes.paragraph):
                tag_node(node, "article-deck")
            elif not (is_invisible(node) or isinstance(node, nodes.system_message)):
                self.warn(
                    "the deck must be a single paragraph. Move other content below the directive.",
                    node,
                )
            header += node
        if "deck" in fields and not find_tagged(header, nodes.paragraph, "article-deck"):
            header += self._parse_field("deck", fields)
        meta = article_meta()
        for option in ("updated", "reading-time"):
            meta[option] = self.options.get(option, "")
        header += meta
        return [header]

    def _parse_text(self, name: str, text: str) -> list[nodes.Node]:
        """Return the paragraph for the kicker or the deck, with messages about its markup."""
        parsed, messages = self.parse_inline(text, lineno=self.lineno)
        paragraph = tag_node(nodes.paragraph(text, "", *parsed), f"article-{name}")
        self.set_source_info(paragraph)
        return [paragraph, *messages]

    def _parse_field(self, name: str, fields: Mapping[str, Field]) -> list[nodes.Node]:
        """Return the paragraph for a front matter field, with messages about its markup."""
        messages: list[nodes.system_message] = []
        field, location = fields[name], field_location(self.env, self.env.docname, name)
        if field.is_parsed:
            parsed = field.take_content()
        else:
            parsed, messages = self.parse_inline(field.text, lineno=location.line or 0)
        paragraph = nodes.paragraph(field.text, "", *parsed)
        paragraph.source, paragraph.line = location.file, location.line
        return [tag_node(paragraph, f"article-{name}"), *messages]


WRITES_DESCRIPTIONS: Final = frozenset({"html", "xml", "pseudoxml"})
"""The formats with descriptions for search engines.

The builders of Sphinx ignore a description in other formats, and builders of other packages warn.
"""


class ArticleHeaderResolveTransform(ResolveTransform):
    """Inserts the date and the reading time in the reader's language."""

    directives = ("article-header",)

    def run(self, **kwargs: object) -> None:
        for header in find_tagged(self.document, nodes.container, "article-header"):
            self.remove_internal_uris(header)
            if self.domain.builder.format not in WRITES_DESCRIPTIONS:
                for description in find_nodes(header, nodes.meta):
                    header.remove(description)
        for meta in find_nodes(self.document, article_meta):
            article = self.domain.project.articles.get(self.source_docname(meta))
            line = (
                build_meta_line(article.updated, article.minutes, self.config, _("Updated {date}"))
                if article
                else []
            )
            paragraph = nodes.paragraph("", "", *line, classes=["article-meta"])
            meta.replace_self(paragraph if line else [])


class ArticleHeaderHtmlTransform(HtmlTransform):
    """Moves the kicker above the title, and keeps one description in assembled documents."""

    directives = ("article-header",)

    def run(self, **kwargs: object) -> None:
        headers = find_tagged(self.document, nodes.container, "article-header")
        if is_single_document(self.domain.builder):
            self._remove_descriptions(headers)
        for header in headers:
            section = header.parent
            kickers = find_tagged(header, nodes.paragraph, "article-kicker")
            if kickers and isinstance(section, nodes.section):
                kickers[0].parent.remove(kickers[0])
                section.insert(section.first_child_matching_class(nodes.title) or 0, kickers[0])

    def _remove_descriptions(self, headers: Iterable[nodes.container]) -> None:
        """Remove the descriptions that were created from decks, except on the root page.

        The description on the root page is also removed if an author has written one on any page.
        """
        generated = {
            meta: self.source_docname(header)
            for header in headers
            for meta in find_nodes(header, nodes.meta)
        }
        has_other = any(
            meta.get("name") == "description" and meta not in generated
            for meta in self.document.findall(nodes.meta)
        )
        for meta, docname in generated.items():
            if has_other or docname != self.env.docname:
                meta.parent.remove(meta)


def register(app: Sphinx) -> None:
    app.add_directive("article-header", ArticleHeader)
    app.add_post_transform(ArticleHeaderResolveTransform)
    app.add_post_transform(ArticleHeaderHtmlTransform)
