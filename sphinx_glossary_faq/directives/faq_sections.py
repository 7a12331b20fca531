"""Implement the `:sections:` option, which turns questions into sections of the page.

The option works only at the end of a section and outside other elements. Elsewhere, the questions
remain a list, and a warning is logged.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.directives.faq_content import find_question_and_answer
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.nodes import find_tagged, is_invisible, is_tagged, tag_node


class FaqSectionsTransform(SphinxTransform):
    """Turns the items in a `:sections:` FAQ into sections of the page.

    This transform runs before Locale (20), so that the titles are translated as titles. It
    therefore also runs before the transforms that collect labels (850) and the table of contents
    (880).
    """

    default_priority = 10

    def apply(self, **kwargs: object) -> None:
        if not domain_of(self.env).uses_directive(self.env.docname, ["faq"]):
            return
        for faq in find_tagged(self.document, nodes.definition_list, "faq"):
            if faq.attributes.pop("sections", False):
                self._replace_with_sections(faq)

    def _replace_with_sections(self, faq: nodes.definition_list) -> None:
        parent = faq.parent
        after = parent.children[parent.index(faq) + 1 :]
        if not isinstance(parent, nodes.section) or any(
            not (is_invisible(node) or isinstance(node, nodes.section | nodes.system_message))
            and not _is_sections_faq(node)
            for node in after
        ):
            warn(
                Subtype.FAQ,
                "faq: :sections: has no effect here, so the questions are shown as a list. Move "
                "the directive to the end of a section, outside lists and admonitions.",
                faq,
            )
            return
        sections = [node for item in faq.children for node in _build_section(item)]
        before = parent.children[: parent.index(faq)]
        if before and _is_title(before[-1]):
            group = _build_titled_section(before[-1], sections)
            self.document.note_implicit_target(group, group)
            parent.remove(before[-1])
            sections = [group]
        for section in sections:
            for node in section.findall(nodes.section):
                for id in node["ids"]:
                    self.document.ids[id] = node
        parent.replace(faq, sections)


def _is_sections_faq(node: nodes.Node) -> bool:
    if isinstance(node, nodes.rubric):
        return _is_title(node)
    return isinstance(node, nodes.definition_list) and "sections" in node


def _is_title(node: nodes.Node) -> bool:
    return isinstance(node, nodes.rubric) and is_tagged(node, "faq-title")


def _build_section(item: nodes.Node) -> list[nodes.Node]:
    """Return the section of an item; something else that is in the list is returned as it is."""
    found = find_question_and_answer(item)
    if found is None:
        return list(item.children) if isinstance(item, nodes.definition_list_item) else [item]
    question, answer, others = found
    section = nodes.section("", classes=["faq-section"])
    for name in ("ids", "names", "faq-name"):
        if name in question:
            section[name] = question[name]
    title = tag_node(nodes.title(question.rawsource, "", *question.children), "faq-question")
    for node in (section, title):
        node.source, node.line = question.source, question.line
    section += [title, *answer.children, *others]
    return [section]


def _build_titled_section(rubric: nodes.Node, sections: list[nodes.Node]) -> nodes.section:
    title = nodes.title(rubric.astext(), "", *rubric.children)
    group = nodes.section("", title, *sections, names=[nodes.fully_normalize_name(title.astext())])
    for node in (group, title):
        node.source, node.line = rubric.source, rubric.line
    return group
