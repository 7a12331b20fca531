"""`faq` and `faq-item`: questions and their answers.

While the page is read a FAQ is a definition list of class `faq` whose terms are the
questions, whatever form its content had (`faq_content`), so every builder can write it::

    <definition_list classes="faq" collapsible="closed">
        <definition_list_item>
            <term classes="faq-question" ids="…">
            <definition classes="faq-answer">

`:sections:` turns each item into a section before anything looks at sections; HTML adds
permalinks, or makes the items <details>.
"""

from __future__ import annotations

from typing import ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.typing import OptionSpec

from sphinx_glossary_faq.core.model import Place, Question
from sphinx_glossary_faq.core.slugs import slug, unused
from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.directives.base import GuideDirective, Shape, with_class
from sphinx_glossary_faq.directives.faq_content import gather
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.nodes import _, element, permalink


class Faq(GuideDirective):
    """A list of questions; the optional argument is its title."""

    subtype = Subtype.FAQ
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {
        "collapsible": directives.unchanged,
        "sections": directives.flag,
        "name": directives.unchanged,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        kept, lists = gather(self.parse_content_to_nodes(), self.warn)
        if not lists:
            self.warn("no question found; expected a definition list or faq-item directives.")
            return kept
        for found in lists:
            self._dress(found)
            for item in found.children:
                identify(self.state.document, item)
        self.add_name(lists[0])
        if self.arguments:
            kept.insert(0, self._title())
        return kept

    def _dress(self, found: nodes.definition_list) -> None:
        found["classes"] = ["faq", *self.options.get("class", [])]
        if collapsible := self.choice("collapsible", ("open", "closed")):
            found["collapsible"] = collapsible
        if "sections" in self.options:
            found["sections"] = True
        self.set_source_info(found)

    def _title(self) -> nodes.rubric:
        text, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
        title = nodes.rubric(self.arguments[0], "", *text, *messages, classes=["faq-title"])
        self.set_source_info(title)
        return title


class FaqItem(GuideDirective):
    """One question, which is the argument, and its answer; alone it is a FAQ of one."""

    subtype = Subtype.FAQ
    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {
        "name": directives.unchanged,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        text, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
        question = nodes.term(self.arguments[0], "", *text)
        if name := self.options.get("name"):
            question["name"] = name
        answer = nodes.definition("", *messages, *self.parse_content_to_nodes())
        item = nodes.definition_list_item("", question, answer)
        item["classes"] += self.options.get("class", [])
        for node in (question, answer, item):
            self.set_source_info(node)
        identify(self.state.document, item)
        return [nodes.definition_list("", item, classes=["faq"])]


def pair(item: nodes.Node) -> tuple[nodes.term, nodes.definition]:
    """The question and the answer of an item that `faq_content` has made."""
    question, answer = item.children
    return cast(nodes.term, question), cast(nodes.definition, answer)


def identify(document: nodes.document, item: nodes.Node) -> None:
    """Give the question of *item* its id: its `:name:`, else a slug of its text.

    Ids that it has already, from a heading or a target, keep leading to it.
    """
    question, answer = pair(item)
    if "faq-question" in question["classes"]:
        return
    question["classes"].append("faq-question")
    answer["classes"].append("faq-answer")
    name = question.attributes.pop("name", "")
    own = set(question["ids"])
    wanted = slug(name or question.astext()) or "question"
    found = unused(wanted, set(document.ids) - own)
    question["ids"] = [found, *(id for id in question["ids"] if id != found)]
    for id in question["ids"]:
        document.ids[id] = question
    if name:
        label = nodes.fully_normalize_name(name)
        question["names"].append(label)
        question["faq-name"] = name
        document.note_explicit_target(question, question)


class FaqSections(SphinxTransform):
    """Turns the items of a `:sections:` FAQ into sections of the page's own.

    Before Locale (20), so that their titles are translated as titles, and so before
    everything that looks for sections: labels (850), the table of contents (880).
    """

    default_priority = 10

    def apply(self, **kwargs: object) -> None:
        for found in with_class(self.document, nodes.definition_list, "faq"):
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
    return isinstance(node, nodes.rubric) and "faq-title" in node["classes"]


def _section(item: nodes.Node) -> nodes.section:
    question, answer = pair(item)
    section = nodes.section("", classes=["faq-section"])
    for name in ("ids", "names", "faq-name"):
        if name in question:
            section[name] = question[name]
    title = nodes.title(question.rawsource, "", *question.children, classes=["faq-question"])
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


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Record the questions of the page, as a reader will see them."""
    domain, docname = domain_of(app.env), app.env.docname
    for question in doctree.findall(
        lambda node: (
            isinstance(node, nodes.term | nodes.title) and "faq-question" in node["classes"]
        )
    ):
        at = question.parent if isinstance(question, nodes.title) else question
        place = Place(docname, question.source or "", question.line)
        domain.note(
            Question(
                place, at["ids"][0], " ".join(question.astext().split()), at.get("faq-name", "")
            )
        )


class FaqShape(Shape):
    """Permalinks on questions, <details> for the collapsible."""

    def run(self, **kwargs: object) -> None:
        for title in with_class(self.document, nodes.rubric, "faq-title"):
            title["heading-level"] = min(6, _depth(title) + 1)
        for found in with_class(self.document, nodes.definition_list, "faq"):
            if "collapsible" in found:
                found.replace_self(_disclosures(found))
            else:
                for item in found.children:
                    question, _answer = pair(item)
                    question += _permalink(question["ids"])


def _depth(node: nodes.Node) -> int:
    depth, at = 0, node.parent
    while at is not None:
        depth += isinstance(at, nodes.section)
        at = at.parent
    return depth


def _permalink(ids: list[str]) -> permalink:
    return permalink("", ids=ids[:1], title=_("Link to this question"))


def _disclosures(found: nodes.definition_list) -> element:
    """<details> that a fragment opens: for that its anchor is inside of the answer."""
    box = element(tag="div", attributes={}, ids=found["ids"])
    box["classes"] = [*found["classes"], "faq-collapsible"]
    is_open = "open" if found["collapsible"] == "open" else None
    for item in found.children:
        question, answer = pair(item)
        # A link in a summary is a trap: the whole row is a button already.
        for link in list(question.findall(nodes.reference)):
            link.replace_self(link.children)
        summary = element("", *question.children, tag="summary", attributes={})
        summary["classes"] = ["faq-question"]
        body = element("", *answer.children, _permalink(question["ids"]), tag="div", attributes={})
        body["classes"] = ["faq-answer"]
        anchors = [element(tag="span", attributes={}, ids=[id]) for id in question["ids"][1:]]
        body["ids"] = question["ids"][:1]
        body.children[:0] = anchors
        details = element("", summary, body, tag="details", attributes={"open": is_open})
        details["classes"] = ["faq-item", *cast(nodes.Element, item)["classes"]]
        box += details
    return box


def register(app: Sphinx) -> None:
    app.add_directive("faq", Faq)
    app.add_directive("faq-item", FaqItem)
    app.add_transform(FaqSections)
    app.connect("doctree-read", collect)
    app.add_post_transform(FaqShape)
