"""Implement `term-list`, which shows the terms of a group with their definitions.

Until it is resolved, the directive is an empty definition list. The terms are inserted after the
whole glossary has been read, with links to their definitions. They are no targets themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_glossary_faq.core.matching.vocabulary import Target
from sphinx_glossary_faq.core.model.records import PageDependency, Term
from sphinx_glossary_faq.core.text.fuzzy import did_you_mean
from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.directives.base import BaseDirective
from sphinx_glossary_faq.directives.options import OptionSpec, classes, text, text_list
from sphinx_glossary_faq.directives.spans import build_spans
from sphinx_glossary_faq.domain import domain_of, make_term_link
from sphinx_glossary_faq.nodes import find_tagged, tag_node
from sphinx_glossary_faq.transforms import ResolveTransform


class TermList(BaseDirective):
    """The terms of the groups in `:group:`, in the order of the language of the project."""

    NAME = "term-list"
    subtype = Subtype.TERM_LIST
    option_spec = OptionSpec({"group": text_list, "name": text, "class": classes})

    def build(self) -> list[nodes.Node]:
        content = self.parse_content_to_nodes()
        if content:
            self.warn("content is not allowed and is shown below the list. Move it out.")
        groups = self.options.get("group", ())
        if not groups:
            self.warn("the list is empty because it has no group. Add the :group: option.")
            return content
        terms = tag_node(nodes.definition_list(), self.NAME)
        terms["classes"] += self.options.get("class", [])
        terms["groups"] = groups
        self.set_source_info(terms)
        self.add_name(terms)
        return [terms, *content]


def collect_dependencies(app: Sphinx, doctree: nodes.document) -> None:
    """Record the dependencies of the page on the terms of groups."""
    domain, docname = domain_of(app.env), app.env.docname
    if domain.uses_directive(docname, [TermList.NAME]):
        for terms in find_tagged(doctree, nodes.definition_list, TermList.NAME):
            groups: tuple[str, ...] = terms.get("groups", ())
            domain.add_records(*(PageDependency(docname, "group", group) for group in groups))


class TermListResolveTransform(ResolveTransform):
    """Inserts the terms with their definitions."""

    directives = (TermList.NAME,)

    def run(self, **kwargs: object) -> None:
        for terms in find_tagged(self.document, nodes.definition_list, TermList.NAME):
            groups: tuple[str, ...] = terms.get("groups", ())
            for group in groups:
                if not self.domain.project.terms_in(group):
                    self._warn_unknown(group, terms)
            items = list(self._build_items(groups))
            terms.extend(items)
            if not items:
                terms.parent.remove(terms)

    def _warn_unknown(self, group: str, location: nodes.Node) -> None:
        hint = did_you_mean(group, self.domain.project.groups)
        message = f"term-list: no term has the group “{group}”. Add it to a term-info.{hint}"
        warn(Subtype.TERM_LIST, message, location)

    def _build_items(self, groups: tuple[str, ...]) -> Iterator[nodes.definition_list_item]:
        for group in groups:
            for term in self.domain.project.terms_in(group):
                yield self._build_item(term)

    def _build_item(self, term: Term) -> nodes.definition_list_item:
        text = nodes.inline("", term.name)
        link = make_term_link(self.domain.builder, self.env.docname, Target(term, term.id), text)
        definition = nodes.paragraph("", "", *build_spans(term.definition))
        return nodes.definition_list_item(
            "", nodes.term("", "", link), nodes.definition("", definition)
        )


def register(app: Sphinx) -> None:
    app.add_directive(TermList.NAME, TermList)
    app.connect("doctree-read", collect_dependencies)
    app.add_post_transform(TermListResolveTransform)
