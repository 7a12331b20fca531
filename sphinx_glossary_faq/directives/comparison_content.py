"""Complete comparisons after the whole glossary has been read, and mark their cells in HTML."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_glossary_faq.core.matching.vocabulary import Target
from sphinx_glossary_faq.core.model.relation_text import describe_relations
from sphinx_glossary_faq.core.text.slugs import make_unique
from sphinx_glossary_faq.directives.base import translate_name
from sphinx_glossary_faq.directives.relation_figure import NamedTarget, build_figure
from sphinx_glossary_faq.directives.spans import build_spans
from sphinx_glossary_faq.nodes import _, element, find_tagged, html_table, is_copy, is_tagged
from sphinx_glossary_faq.transforms import HtmlTransform, ResolveTransform, document_ids, make_label

SENTENCE = "term-compare-relation"
"""The class of the sentence below a comparison."""


def terms_of(table: nodes.table) -> tuple[str, ...]:
    """Return the names of the compared terms."""
    return tuple(table.get("terms", ()))


def sentence_of(table: nodes.table) -> nodes.paragraph | None:
    """Return the author's own sentence below *table*, if there is one."""
    following = table.next_node(descend=False, siblings=True)
    if isinstance(following, nodes.paragraph) and is_tagged(following, SENTENCE):
        return following
    return None


class ComparisonResolveTransform(ResolveTransform):
    """Inserts the definitions, and a sentence about the relations below the table."""

    directives = ("term-compare",)

    def run(self, **kwargs: object) -> None:
        project = self.domain.project
        for table in find_tagged(self.document, nodes.table, "term-compare"):
            docname = self.source_docname(table)
            self.remove_internal_uris(table)
            self._translate_head(table, docname)
            for cell in table.findall(nodes.entry):
                if "definition_of" in cell:
                    term = project.term(cell["definition_of"], docname)
                    paragraph = next(iter(cell.findall(nodes.paragraph)), None)
                    if paragraph is None:
                        paragraph = nodes.paragraph()
                        cell += paragraph
                    paragraph += build_spans(term.definition if term else ())
            compared = [
                (_display_name(name, target), target)
                for name in terms_of(table)
                if (target := project.target(name, docname))
            ]
            sentence = sentence_of(table) or self._insert_sentence(table, compared)
            if table.get("figure") and len(compared) == len(terms_of(table)):
                self._insert_figure(table, compared, sentence)

    def _insert_sentence(
        self, table: nodes.table, compared: Sequence[NamedTarget]
    ) -> nodes.paragraph | None:
        """Insert the sentence about the relations below *table*, if there is one."""
        terms = [(name, target.term) for name, target in compared]
        hierarchy = self.domain.project.hierarchy
        text = describe_relations(terms, table.get("relation", ""), hierarchy, _)
        if not text:
            return None
        paragraph = nodes.paragraph(text, text, classes=[SENTENCE])
        _insert_below(table, paragraph)
        return paragraph

    def _insert_figure(
        self,
        table: nodes.table,
        compared: Sequence[NamedTarget],
        sentence: nodes.paragraph | None,
    ) -> None:
        title = sentence.astext() if sentence else _("Comparison")
        figure = build_figure(self.domain, compared, table.get("relation", ""), title)
        if figure is None:
            return
        if not is_copy(self.document):
            ids = document_ids(self.document)
            figure["ids"] = [make_unique("term-figure", ids)]
        _insert_below(table, figure)

    def _translate_head(self, table: nodes.table, docname: str) -> None:
        terms = terms_of(table)
        cells = [cell for row in _rows_of(table)[:1] for cell in _cells_of(row)[1:]]
        if len(cells) == len(terms):  # otherwise another extension has changed the head
            for cell, name in zip(cells, terms, strict=True):
                translate_name(self.domain, cell, name, docname)


def _insert_below(table: nodes.table, node: nodes.Element) -> None:
    table.parent.insert(table.parent.index(table) + 1, node)


def _rows_of(table: nodes.table) -> list[nodes.row]:
    """Return the rows of *table*, without those of tables in its cells."""
    return [
        row
        for group in table.children
        for part in group.children
        for row in part.children
        if isinstance(row, nodes.row)
    ]


def _cells_of(row: nodes.row) -> list[nodes.entry]:
    return [cell for cell in row.children if isinstance(cell, nodes.entry)]


def _display_name(name: str, target: Target) -> str:
    """Return the name for a sentence, which is an alias as written or the name in the glossary."""
    term = target.term
    if name in {*term.aliases, *term.hidden_aliases, term.abbreviation}:
        return name
    return term.name_at(target.id)


class ComparisonHtmlTransform(HtmlTransform):
    """Adds scopes to header cells, and a scrollable frame around the table.

    Each cell gets the name of its term as an attribute, for style sheets that show rows as cards.

    This transform runs after Furo (500), because the frame replaces Furo's wrapper, which repeats
    the id of the table.
    """

    directives = ("term-compare",)

    default_priority = 600

    def run(self, **kwargs: object) -> None:
        ids = document_ids(self.document)
        for table in find_tagged(self.document, nodes.table, "term-compare"):
            label = {"aria-label": _("Comparison")}
            if isinstance(title := next(iter(table.children), None), nodes.title):
                label = make_label(self.document, title, "term-compare-caption", ids)
            attributes = {"role": "region", "tabindex": "0", **label}
            frame = element(tag="div", attributes=attributes, classes=["term-compare-frame"])
            replaced = _find_wrapper(table)
            replaced.parent.replace(replaced, frame)
            frame += _build_html_table(table)


def _find_wrapper(table: nodes.table) -> nodes.Element:
    """Return the wrapper that a theme has added around *table*, or *table* if there is none."""
    parent = table.parent
    assert isinstance(parent, nodes.Element)
    return parent if "table-wrapper" in parent["classes"] else table


def _build_html_table(table: nodes.table) -> html_table:
    """Return *table* as HTML elements, which themes do not style like other tables."""
    rows = {id(row): _build_row(row, terms_of(table)) for row in _rows_of(table)}
    result = html_table("", ids=table["ids"], names=table["names"], classes=table["classes"])
    result += [child for child in table.children if not isinstance(child, nodes.tgroup)]
    for group in table.children:
        for part in group.children:
            tag = "thead" if isinstance(part, nodes.thead) else "tbody"
            if converted := [rows[id(row)] for row in part.children if id(row) in rows]:
                result += element("", *converted, tag=tag, attributes={})
    return result


def _build_row(row: nodes.row, terms: Sequence[str]) -> element:
    in_head = isinstance(row.parent, nodes.thead)
    cells: list[nodes.Node] = []
    for column, cell in enumerate(_cells_of(row)):
        tag, attributes = "td", {}
        if column and in_head:
            tag, attributes = "th", {"scope": "col"}
        elif column:
            attributes = {"data-term": terms[column - 1]} if column <= len(terms) else {}
        elif not in_head:
            tag, attributes = "th", {"scope": "row"}
        cells.append(element("", *cell.children, tag=tag, attributes=attributes))
    return element("", *cells, tag="tr", attributes={})


def register(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_post_transform(ComparisonResolveTransform)
    app.add_post_transform(ComparisonHtmlTransform)
