"""`term-compare`: two or more terms side by side, and what they are to one another.

While the page is read a comparison is an ordinary table of class `term-compare`, its
head a link to each term.  The row of definitions and the sentence below come from the
glossary, once all of it is known.  HTML says what is a column's head and what a row's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from sphinx_glossary_faq.core.model import RELATIONS, Borrowed, Comparison, Place, Span
from sphinx_glossary_faq.core.sentences import state_relations
from sphinx_glossary_faq.core.slugs import unused
from sphinx_glossary_faq.core.vocabulary import Target
from sphinx_glossary_faq.diagnostics import Subtype
from sphinx_glossary_faq.directives.base import (
    Completion,
    GuideDirective,
    Shape,
    ids_of,
    page_of,
    translate_name,
)
from sphinx_glossary_faq.directives.comparison_rows import Cells, begins_row, rows_of
from sphinx_glossary_faq.directives.options import Options, classes, flag, list_of, one_of, text
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.nodes import _, element, mark, marked


class TermCompare(GuideDirective):
    """A comparison of the terms in the argument, which are separated by `;`."""

    subtype = Subtype.TERM_COMPARE
    optional_arguments = 1
    option_spec = Options(
        {
            "relation": one_of(*RELATIONS),
            "definitions": flag,
            "caption": text,
            "name": text,
            "class": classes,
        }
    )

    def make(self) -> list[nodes.Node]:
        self.part_argument(begins_row)
        argument = " ".join(" ".join(self.arguments).split())
        names = list_of(argument)
        content = self.parse_content_to_nodes()
        if len(names) < 2:
            found = f"“{argument}”" if argument else "none"
            self.warn(
                f"expected two or more different terms separated by “;”, found {found}. "
                "The content is shown as it stands."
            )
            return content
        rows, others = self._rows(content, 1 + len(names))
        table = self._table(names, rows)
        table["classes"] += self.options.get("class", [])
        table["terms"] = names
        table["relation"] = self.options.get("relation", "")
        self.add_name(table)
        return [table, *others]

    def _rows(
        self, content: Sequence[nodes.Node], width: int
    ) -> tuple[list[Cells], list[nodes.Node]]:
        """The rows of the first list or table in *content*, and whatever is no row."""
        rows: list[Cells] = []
        others: list[nodes.Node] = []
        for node in content:
            if isinstance(node, nodes.bullet_list | nodes.table) and not rows:
                rows = [self._fitted(cells, width, at) for at, cells in rows_of(node)]
            else:
                others.append(node)
                if not isinstance(node, nodes.Invisible | nodes.system_message):
                    self.warn(
                        "expected one list of rows (“* - aspect”, then “- cell” for each term) or "
                        "one table; what is neither is shown below the comparison.",
                        node,
                    )
        if not rows and not self.options.get("definitions"):
            self.warn("there is nothing to compare: neither rows nor :definitions:.")
        return rows, others

    def _fitted(self, cells: Cells, width: int, at: nodes.Node) -> Cells:
        """*cells* filled up or joined to *width*, so that nothing of them is lost."""
        if len(cells) != width:
            aspect = " ".join(node.astext() for node in cells[0]) if cells else ""
            cells_found = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
            self.warn(
                f"the row “{aspect}” has {cells_found}; expected {width}: the aspect and "
                f"one for each of {width - 1} terms.",
                at,
            )
        kept, joined = cells[: width - 1], [node for cell in cells[width - 1 :] for node in cell]
        return [*kept, *([] for missing in range(width - 1 - len(kept))), joined]

    def _table(self, names: Sequence[str], rows: list[Cells]) -> nodes.table:
        table = mark(nodes.table(classes=["colwidths-auto"]), "term-compare")
        if caption := self.options.get("caption"):
            parsed, messages = self.parse_inline(caption, lineno=self.lineno)
            title = nodes.title(caption, "", *parsed, *messages)
            self.set_source_info(title)
            table += title
        group = nodes.tgroup(cols=1 + len(names))
        for number in range(1 + len(names)):
            group += nodes.colspec(colwidth=100 // (1 + len(names)), stub=int(number == 0))
        heads = [nodes.entry(), *(nodes.entry("", self._head(name)) for name in names)]
        group += nodes.thead("", nodes.row("", *heads))
        body = nodes.tbody()
        if self.options.get("definitions"):
            body += self._definitions(names)
        for cells in rows:
            body += nodes.row("", *(nodes.entry("", *cell) for cell in cells))
        group += body
        table += group
        self.set_source_info(table)
        return table

    def _head(self, name: str) -> nodes.paragraph:
        link = addnodes.pending_xref(
            "",
            nodes.inline("", name, classes=["xref", "std", "std-term"]),
            refdomain="std",
            reftype="term",
            reftarget=name,
            refexplicit=True,
            refwarn=True,
            refdoc=self.env.docname,
            glossary_faq=self.name,
        )
        # Translated with the glossary, and by `CompleteComparison`: a message of its own would
        # come back from the catalogue without the link.
        paragraph = nodes.paragraph("", "", link, translatable=False)
        self.set_source_info(link)
        return paragraph

    def _definitions(self, names: Sequence[str]) -> nodes.row:
        """The row that `CompleteComparison` fills in."""
        cells = [nodes.entry("", nodes.paragraph(), definition_of=name) for name in names]
        aspect = nodes.entry("", nodes.paragraph("", _("Definition")))
        return nodes.row("", aspect, *cells)


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Record what the page compares, and that it borrows it from the glossary."""
    domain, docname = domain_of(app.env), app.env.docname
    if not domain.is_used(docname, ["term-compare"]):
        return
    for table in marked(doctree, nodes.table, "term-compare"):
        names = tuple(table["terms"])
        place = Place(docname, table.source or "", table.line)
        domain.note(Comparison(place, names, table["relation"]))
        domain.note(*(Borrowed(docname, "relations", name) for name in names))
        if any("definition_of" in entry for entry in table.findall(nodes.entry)):
            domain.note(*(Borrowed(docname, "definition", name) for name in names))


class CompleteComparison(Completion):
    """Fills in the definitions, and states the relation under the table."""

    directives = ("term-compare",)

    def run(self, **kwargs: object) -> None:
        guide = self.domain.guide
        for table in marked(self.document, nodes.table, "term-compare"):
            docname = page_of(table, self.env.docname)
            self._translate_head(table, docname)
            for cell in table.findall(nodes.entry):
                if "definition_of" in cell:
                    term = guide.term(cell["definition_of"], docname)
                    cast(nodes.Element, cell[0]).extend(
                        _styled(span) for span in (term.definition if term else ())
                    )
            compared = [
                (_shown(name, target), target.term)
                for name in table["terms"]
                if (target := guide.target(name, docname))
            ]
            sentences = state_relations(compared, table["relation"], guide.hierarchy, _)
            if sentences:
                said = " ".join(sentences)
                stated = nodes.paragraph(said, said, classes=["term-compare-relation"])
                table.parent.insert(table.parent.index(table) + 1, stated)

    def _translate_head(self, table: nodes.table, docname: str) -> None:
        cells = next(iter(table.findall(nodes.row))).children[1:]
        for cell, name in zip(cells, table["terms"], strict=True):
            translate_name(self.domain, cell, name, docname)


def _shown(name: str, target: Target) -> str:
    """The name for a sentence: an alias as it was written, else the glossary's own."""
    term = target.term
    others = {*term.aliases, *term.hidden_aliases, term.abbreviation}
    if name in others:
        return name
    return term.name_at(target.id)


_STYLED: dict[str, Callable[[str, str], nodes.Node]] = {
    "": lambda raw, text: nodes.Text(text),
    "literal": nodes.literal,
    "emphasis": nodes.emphasis,
    "strong": nodes.strong,
}


def _styled(span: Span) -> nodes.Node:
    return _STYLED[span.style](span.text, span.text)


class ComparisonShape(Shape):
    """Head cells with a scope, and a frame that scrolls by itself where room is short.

    Each cell carries its term's name, for a style sheet that shows rows as cards.

    After furo (500), whose wrapper repeats the table's id: the frame takes its place.
    """

    directives = ("term-compare",)

    default_priority = 600

    def run(self, **kwargs: object) -> None:
        taken = ids_of(self.document)
        for table in marked(self.document, nodes.table, "term-compare"):
            for row in list(table.findall(nodes.row)):
                _shape_row(row, table["terms"])
            named = {"aria-label": _("Comparison")}
            if isinstance(table[0], nodes.title):
                id = unused("term-compare-caption", taken)
                taken.add(id)
                table[0]["ids"].append(id)
                named = {"aria-labelledby": id}
            attributes = {"role": "region", "tabindex": "0", **named}
            frame = element(tag="div", attributes=attributes, classes=["term-compare-frame"])
            framed = _wrapped(table)
            framed.parent.replace(framed, frame)
            frame += table


def _wrapped(table: nodes.table) -> nodes.Element:
    """*table*, or the wrapper that a theme has put around it alone."""
    parent = table.parent
    assert isinstance(parent, nodes.Element)
    return parent if "table-wrapper" in parent["classes"] else table


def _shape_row(row: nodes.row, terms: Sequence[str]) -> None:
    in_head = isinstance(row.parent, nodes.thead)
    for column, cell in enumerate(list(row.children)):
        tag, attributes = "td", {}
        if column and in_head:
            tag, attributes = "th", {"scope": "col"}
        elif column:
            attributes = {"data-term": terms[column - 1]}
        elif not in_head:
            tag, attributes = "th", {"scope": "row"}
        row[column] = element("", *cell.children, tag=tag, attributes=attributes)


def register(app: Sphinx) -> None:
    app.add_directive("term-compare", TermCompare)
    app.connect("doctree-read", collect)
    app.add_post_transform(CompleteComparison)
    app.add_post_transform(ComparisonShape)
