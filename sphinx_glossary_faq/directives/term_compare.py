"""Implement `term-compare`, which shows two or more terms side by side with their relations.

Until it is resolved, a comparison is an ordinary table with the class `term-compare` and a link to
each term in its head. The row of definitions and the sentence below the table are inserted after
the whole glossary has been read. HTML builders mark header cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from sphinx_glossary_faq.core.model.records import (
    RELATIONS,
    Comparison,
    Location,
    PageDependency,
)
from sphinx_glossary_faq.diagnostics import Subtype
from sphinx_glossary_faq.directives.base import BaseDirective
from sphinx_glossary_faq.directives.comparison_content import SENTENCE, sentence_of, terms_of
from sphinx_glossary_faq.directives.comparison_rows import Row, is_row_start, iter_rows
from sphinx_glossary_faq.directives.options import (
    OptionSpec,
    choice,
    classes,
    flag,
    text,
    text_list,
)
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.nodes import (
    _,
    find_tagged,
    is_invisible,
    tag_node,
)


class TermCompare(BaseDirective):
    """A comparison of the terms in the argument, which are separated by `;`."""

    subtype = Subtype.TERM_COMPARE
    optional_arguments = 1
    option_spec = OptionSpec(
        {
            "relation": choice(*RELATIONS),
            "sentence": text,
            "figure": flag,
            "definitions": flag,
            "caption": text,
            "name": text,
            "class": classes,
        }
    )

    def build(self) -> list[nodes.Node]:
        self.split_argument(is_row_start)
        argument = " ".join(" ".join(self.arguments).split())
        names = text_list(argument)
        content = self.parse_content_to_nodes()
        if len(names) < 2:
            given = f"only “{argument}” is given" if argument else "none are given"
            self.warn(
                f"two or more different terms are required, but {given}. The content is shown "
                "without a comparison. Separate terms with “;”."
            )
            return content
        rows, others = self._parse_rows(content, 1 + len(names))
        table = self._build_table(names, rows)
        table["classes"] += self.options.get("class", [])
        table["terms"] = names
        table["relation"] = self.options.get("relation", "")
        table["figure"] = self.options.get("figure", False)
        self.add_name(table)
        return [table, *self._build_sentence(), *others]

    def _build_sentence(self) -> list[nodes.Node]:
        """Return the author's own sentence about the relations, if there is one."""
        if "sentence" not in self.options:
            return []
        parsed, messages = self.parse_inline(self.options["sentence"], lineno=self.lineno)
        paragraph = nodes.paragraph(self.options["sentence"], "", *parsed)
        self.set_source_info(paragraph)
        return [tag_node(paragraph, SENTENCE), *messages]

    def _parse_rows(
        self, content: Sequence[nodes.Node], width: int
    ) -> tuple[list[Row], list[nodes.Node]]:
        """Return the rows in the first list or table in *content*, and all other nodes."""
        rows: list[Row] = []
        others: list[nodes.Node] = []
        for node in content:
            if isinstance(node, nodes.bullet_list | nodes.table) and not rows:
                rows = [self._fit_row(row, width, source) for source, row in iter_rows(node)]
            else:
                others.append(node)
                if not (is_invisible(node) or isinstance(node, nodes.system_message)):
                    self.warn(
                        "this content is not a row and is shown below the comparison. Write all "
                        "rows in one list (“* - aspect”, then “- cell” for each term) or in "
                        "one table.",
                        node,
                    )
        if not rows and not self.options.get("definitions"):
            self.warn("the comparison has no rows. Add rows or the :definitions: option.")
        return rows, others

    def _fit_row(self, row: Row, width: int, source: nodes.Node) -> Row:
        """Return *row* with *width* cells, adding empty cells or joining surplus cells."""
        if len(row) != width:
            aspect = " ".join(node.astext() for node in row[0]) if row else ""
            cell_count = "1 cell" if len(row) == 1 else f"{len(row)} cells"
            self.warn(
                f"the row “{aspect}” has {cell_count} instead of {width}. Write the aspect and "
                f"one cell for each of the {width - 1} terms.",
                source,
            )
        first, last = row[: width - 1], [node for cell in row[width - 1 :] for node in cell]
        return [*first, *([] for _missing in range(width - 1 - len(first))), last]

    def _build_table(self, names: Sequence[str], rows: list[Row]) -> nodes.table:
        table = tag_node(nodes.table(classes=["colwidths-auto"]), "term-compare")
        if caption := self.options.get("caption"):
            parsed, messages = self.parse_inline(caption, lineno=self.lineno)
            title = nodes.title(caption, "", *parsed, *messages)
            self.set_source_info(title)
            table += title
        group = nodes.tgroup(cols=1 + len(names))
        for number in range(1 + len(names)):
            group += nodes.colspec(colwidth=100 // (1 + len(names)), stub=int(number == 0))
        heads = [nodes.entry(), *(nodes.entry("", self._build_head_link(name)) for name in names)]
        group += nodes.thead("", nodes.row("", *heads))
        body = nodes.tbody()
        if self.options.get("definitions"):
            body += self._build_definition_row(names)
        for cells in rows:
            body += nodes.row("", *(nodes.entry("", *cell) for cell in cells))
        group += body
        table += group
        self.set_source_info(table)
        return table

    def _build_head_link(self, name: str) -> nodes.paragraph:
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
        # `ComparisonResolveTransform` translates the name using the glossary. As a separate
        # message, it would lose the link.
        paragraph = nodes.paragraph("", "", link, translatable=False)
        self.set_source_info(link)
        return paragraph

    def _build_definition_row(self, names: Sequence[str]) -> nodes.row:
        """Return an empty row of definitions, which `ComparisonResolveTransform` fills."""
        cells = [nodes.entry("", nodes.paragraph(), definition_of=name) for name in names]
        aspect = nodes.entry("", nodes.paragraph("", _("Definition")))
        return nodes.row("", aspect, *cells)


def collect_comparisons(app: Sphinx, doctree: nodes.document) -> None:
    """Record the comparisons on the page and their dependencies on the glossary."""
    domain, docname = domain_of(app.env), app.env.docname
    if not domain.uses_directive(docname, ["term-compare"]):
        return
    for table in find_tagged(doctree, nodes.table, "term-compare"):
        names = terms_of(table)
        location = Location(docname, table.source or "", table.line)
        relation, has_figure = table.get("relation", ""), bool(table.get("figure"))
        has_sentence = sentence_of(table) is not None
        domain.add_records(Comparison(location, names, relation, has_figure, has_sentence))
        domain.add_records(*(PageDependency(docname, "relations", name) for name in names))
        if any("definition_of" in entry for entry in table.findall(nodes.entry)):
            domain.add_records(*(PageDependency(docname, "definition", name) for name in names))


def register(app: Sphinx) -> None:
    app.add_directive("term-compare", TermCompare)
    app.connect("doctree-read", collect_comparisons)
