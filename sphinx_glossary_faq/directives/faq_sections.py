"""`:sections:`: the questions of a FAQ as sections of the page's own.

Only where a section may begin: last in its own, outside of everything else.  Elsewhere the
questions stay the list that they were read as, and the author is told.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.directives.faq_content import pair
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.nodes import is_marked, mark, marked


class FaqSections(SphinxTransform):
    """Turns the items of a `:sections:` FAQ into sections of the page's own.

    Before Locale (20), so that their titles are translated as titles, and so before
    everything that looks for sections: labels (850), the table of contents (880).
    """

    default_priority = 10

    def apply(self, **kwargs: object) -> None:
        if not domain_of(self.env).is_used(self.env.docname, ["faq"]):
            return
        for found in marked(self.document, nodes.definition_list, "faq"):
            if found.attributes.pop("sections", False):
                self._part(found)

    def _part(self, found: nodes.definition_list) -> None:
        parent = found.parent
        after = parent.children[parent.index(found) + 1 :]
        if not isinstance(parent, nodes.section) or any(
            not isinstance(node, nodes.section | nodes.Invisible | nodes.system_message)
            and not _is_sections_faq(node)
            for node in after
        ):
            warn(
                Subtype.FAQ,
                "faq: :sections: works only at the end of a section, outside of lists and "
                "admonitions; the questions are shown as a list.",
                found,
            )
            return
        sections = [_section(item) for item in found.children]
        before = parent.children[: parent.index(found)]
        if before and _is_title(before[-1]):
            group = _titled(before[-1], sections)
            self.document.note_implicit_target(group, group)
            parent.remove(before[-1])
            sections = [group]
        for section in sections:
            for each in section.findall(nodes.section):
                for id in each["ids"]:
                    self.document.ids[id] = each
        parent.replace(found, sections)


def _is_sections_faq(node: nodes.Node) -> bool:
    if isinstance(node, nodes.rubric):
        return _is_title(node)
    return isinstance(node, nodes.definition_list) and "sections" in node


def _is_title(node: nodes.Node) -> bool:
    return isinstance(node, nodes.rubric) and is_marked(node, "faq-title")


def _section(item: nodes.Node) -> nodes.section:
    question, answer = pair(item)
    section = nodes.section("", classes=["faq-section"])
    for name in ("ids", "names", "faq-name"):
        if name in question:
            section[name] = question[name]
    title = mark(nodes.title(question.rawsource, "", *question.children), "faq-question")
    for node in (section, title):
        node.source, node.line = question.source, question.line
    section += [title, *answer.children]
    return section


def _titled(rubric: nodes.Node, sections: list[nodes.section]) -> nodes.section:
    title = nodes.title(rubric.astext(), "", *rubric.children)
    group = nodes.section("", title, *sections, names=[nodes.fully_normalize_name(title.astext())])
    for node in (group, title):
        node.source, node.line = rubric.source, rubric.line
    return group
