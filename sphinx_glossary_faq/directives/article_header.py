"""`article-header`: kicker, deck, date and reading time, above and below a page's title."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_glossary_faq.diagnostics import Subtype
from sphinx_glossary_faq.directives.base import (
    Completion,
    GuideDirective,
    Shape,
    page_of,
)
from sphinx_glossary_faq.directives.meta_line import meta_line
from sphinx_glossary_faq.directives.options import Options, text
from sphinx_glossary_faq.nodes import _, article_meta, mark, marked


class ArticleHeader(GuideDirective):
    """The head of an article; its content is the deck, one paragraph."""

    subtype = Subtype.ARTICLE_HEADER
    option_spec = Options({"kicker": text, "updated": text, "reading-time": text})

    def make(self) -> list[nodes.Node]:
        header = mark(nodes.container(), "article-header")
        self.set_source_info(header)
        if kicker := self.options.get("kicker"):
            parsed, messages = self.parse_inline(kicker, lineno=self.lineno)
            header += mark(nodes.paragraph(kicker, "", *parsed), "article-kicker")
            header += messages
            self.set_source_info(header[0])
        for number, node in enumerate(self.parse_content_to_nodes()):
            if number == 0 and isinstance(node, nodes.paragraph):
                mark(node, "article-deck")
            elif not isinstance(node, nodes.Invisible | nodes.system_message):
                self.warn("the deck is one paragraph; what follows it is shown below it.", node)
            header += node
        meta = article_meta()
        for option in ("updated", "reading-time"):
            meta[option] = self.options.get(option, "")
        header += meta
        return [header]


class CompleteHeader(Completion):
    """Writes the date and the reading time in the reader's language."""

    directives = ("article-header",)

    def run(self, **kwargs: object) -> None:
        for meta in list(self.document.findall(article_meta)):
            article = self.domain.guide.articles.get(page_of(meta, self.env.docname))
            if article is None:
                meta.parent.remove(meta)
                continue
            shown = meta_line(article.updated, article.minutes, self.config, _("Updated {date}"))
            meta.replace_self(nodes.paragraph("", "", *shown, classes=["article-meta"]))


class HeaderShape(Shape):
    """The kicker above the title."""

    directives = ("article-header",)

    def run(self, **kwargs: object) -> None:
        for header in marked(self.document, nodes.container, "article-header"):
            section = header.parent
            kickers = marked(header, nodes.paragraph, "article-kicker")
            if kickers and isinstance(section, nodes.section):
                header.remove(kickers[0])
                section.insert(section.first_child_matching_class(nodes.title) or 0, kickers[0])


def register(app: Sphinx) -> None:
    app.add_directive("article-header", ArticleHeader)
    app.add_post_transform(CompleteHeader)
    app.add_post_transform(HeaderShape)
