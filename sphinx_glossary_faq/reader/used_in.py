"""Show below each definition where its term is used, by page and section.

Each entry leads to the first mention by a text fragment, so that no id is added to the page.  An
e-book has no text fragments, so there an entry leads to the section.  LaTeX has page numbers.

Text, manual pages and Texinfo have neither folded content nor page numbers.  The list would be
longer than the definition, and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from sphinx_glossary_faq.core.model.relations import term_key
from sphinx_glossary_faq.core.planning.usage import PageUse, TermUse
from sphinx_glossary_faq.domain import make_link_or_text
from sphinx_glossary_faq.nodes import _, element, find_nodes, is_copy, page_number
from sphinx_glossary_faq.transforms import ResolveTransform


class UsedInTransform(ResolveTransform):
    """Adds the pages that mention a term to its definition."""

    default_priority = 72
    """After the relations of the term (70), and before HTML elements replace nodes (80)."""

    directives = ("glossary",)
    formats = ("html", "latex")

    def run(self, **kwargs: object) -> None:
        if not self.domain.page_uses or is_copy(self.document):
            return
        is_latex = self.domain.builder.format == "latex"
        for glossary in find_nodes(self.document, nodes.definition_list):
            for item in glossary.children if "glossary" in glossary["classes"] else ():
                definitions = [node for node in item.children if isinstance(node, nodes.definition)]
                pages = self._pages_of(item) if definitions else []
                if pages:
                    build = self._build_line if is_latex else self._build_list
                    definitions[-1] += build(pages)

    def _pages_of(self, item: nodes.Node) -> list[PageUse]:
        """Return the pages in this output that mention the term of a glossary entry."""
        ids = [id for term in item.findall(nodes.term) for id in term["ids"][:1]]
        docname = self.source_docname(item)
        target = self.domain.project.term_at(ids[0], docname) if ids else None
        pages = self.domain.page_uses.get(term_key(target.term), ()) if target else ()
        return [page for page in pages if self._is_in_output(page.docname)]

    def _is_in_output(self, docname: str) -> bool:
        builder = self.domain.builder
        if builder.format == "latex":
            return docname in {self.env.docname, *(file["docname"] for file in self.files.values())}
        is_single = isinstance(builder, SingleFileHTMLBuilder)
        return not is_single or docname in self.domain.assembled_docnames

    def _build_list(self, pages: Sequence[PageUse]) -> nodes.Element:
        text = _("Used on one page") if len(pages) == 1 else _("Used on {count} pages")
        summary = element("", nodes.Text(text.replace("{count}", str(len(pages)))), tag="summary")
        items = nodes.bullet_list("", *map(self._build_page, pages))
        return element("", summary, items, tag="details", classes=["used-in", "no-search"])

    def _build_page(self, page: PageUse) -> nodes.list_item:
        """Return the entry of a page with its sections, or one entry for its only section."""
        first, *others = page.sections
        title = page.title if others or not first.title else f"{page.title} › {first.title}"
        link = self._build_link(page, first, title)
        item = nodes.list_item("", _build_entry(link, page.mention_count))
        if others:
            entries = (
                _build_entry(self._build_link(page, use, use.title), use.mention_count)
                for use in page.sections
                if use.title
            )
            item += nodes.bullet_list("", *(nodes.list_item("", entry) for entry in entries))
        return item

    def _build_link(self, page: PageUse, use: TermUse, title: str) -> nodes.Node:
        """Return a link to the first mention in a section."""
        builder, id = self.domain.builder, use.section
        if builder.name != "epub":
            is_single = isinstance(builder, SingleFileHTMLBuilder)
            id = id or (f"document-{page.docname}" if is_single else "")
            id += use.fragment
        text = nodes.inline("", title)
        return make_link_or_text(builder, self.env.docname, page.docname, id, text)

    def _build_line(self, pages: Sequence[PageUse]) -> nodes.paragraph:
        line = nodes.paragraph("", "", nodes.emphasis("", _("Used in") + ":"), nodes.Text(" "))
        for number, page in enumerate(pages):
            line += [nodes.Text("; ")] if number else []
            before, _pages, after = _("{title} (p. {pages})").partition("{pages}")
            line += nodes.Text(before.replace("{title}", page.title))
            line += list(self._build_page_numbers(page))
            line += nodes.Text(after.replace("{title}", page.title))
        return line

    def _build_page_numbers(self, page: PageUse) -> Iterator[nodes.Node]:
        for number, use in enumerate(page.sections):
            if number:
                yield nodes.Text(", ")
            # Sphinx labels the beginning of each page with ":doc".
            yield page_number(target=f"{page.docname}:{use.section or ':doc'}")


def _build_entry(link: nodes.Node, count: int) -> nodes.paragraph:
    """Return a line with the link, and the number of mentions if there are several."""
    number = nodes.inline("", f"{count}×", classes=["used-in-count"])
    return nodes.paragraph("", "", link, *([nodes.Text(" "), number] if count > 1 else []))


def register(app: Sphinx) -> None:
    app.add_post_transform(UsedInTransform)
