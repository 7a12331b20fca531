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

from typing import cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from sphinx_glossary_faq.core.model import Place, Question
from sphinx_glossary_faq.core.slugs import slug, unused
from sphinx_glossary_faq.diagnostics import Subtype
from sphinx_glossary_faq.directives.base import GuideDirective, Shape
from sphinx_glossary_faq.directives.faq_content import gather, pair
from sphinx_glossary_faq.directives.faq_sections import FaqSections
from sphinx_glossary_faq.directives.options import Options, classes, flag, one_of, text
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.nodes import _, element, is_marked, mark, marked, permalink


class Faq(GuideDirective):
    """A list of questions; the optional argument is its title."""

    subtype = Subtype.FAQ
    optional_arguments = 1
    option_spec = Options(
        {
            "collapsible": one_of("open", "closed"),
            "sections": flag,
            "name": text,
            "class": classes,
        }
    )

    def make(self) -> list[nodes.Node]:
        self.part_argument()
        kept, lists = gather(self.parse_content_to_nodes(), self.warn)
        if not lists:
            self.warn("no question found; expected a definition list or faq-item directives.")
            return kept
        if self.options.get("sections") and self.options.pop("collapsible", None):
            self.warn_of_option(
                ":collapsible: has no effect beside :sections:, since a section is always open."
            )
        for found in lists:
            self._dress(found)
            for item in found.children:
                identify(self.state.document, item)
        self.add_name(lists[0])
        if self.arguments:
            kept.insert(0, self._title())
        return kept

    def _dress(self, found: nodes.definition_list) -> None:
        mark(found, "faq")["classes"] += self.options.get("class", [])
        if "collapsible" in self.options:
            found["collapsible"] = self.options["collapsible"]
        if self.options.get("sections"):
            found["sections"] = True
        self.set_source_info(found)

    def _title(self) -> nodes.rubric:
        parsed, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
        title = mark(nodes.rubric(self.arguments[0], "", *parsed, *messages), "faq-title")
        self.set_source_info(title)
        return title


class FaqItem(GuideDirective):
    """One question, which is the argument, and its answer; alone it is a FAQ of one."""

    subtype = Subtype.FAQ
    optional_arguments = 1
    option_spec = Options({"name": text, "class": classes})

    def make(self) -> list[nodes.Node]:
        if not self.arguments:
            self.warn("expected a question as the argument; the answer is shown without one.")
            return self.parse_content_to_nodes()
        asked = " ".join(self.arguments[0].split())
        if not self.content:
            self.warn(f"“{asked}” has no answer; expected one below it, after a blank line.")
        parsed, messages = self.parse_inline(asked, lineno=self.lineno)
        question = nodes.term(asked, "", *parsed)
        if name := self.options.get("name"):
            question["name"] = name
        answer = nodes.definition("", *messages, *self.parse_content_to_nodes())
        item = nodes.definition_list_item("", question, answer)
        item["classes"] += self.options.get("class", [])
        for node in (question, answer, item):
            self.set_source_info(node)
        identify(self.state.document, item)
        return [mark(nodes.definition_list("", item), "faq")]


def identify(document: nodes.document, item: nodes.Node) -> None:
    """Give the question of *item* its id: its `:name:`, else a slug of its text.

    Ids that it has already, from a heading or a target, keep leading to it.
    """
    question, answer = pair(item)
    if is_marked(question, "faq-question"):
        document.ids.update(dict.fromkeys(question["ids"], question))
        return
    mark(question, "faq-question")
    mark(answer, "faq-answer")
    name = question.attributes.pop("name", "")
    own = set(question["ids"])
    wanted = slug(name or question.astext()) or "question"
    found = unused(wanted, set(document.ids) - own)
    question["ids"] = [found, *(id for id in question["ids"] if id != found)]
    document.ids.update(dict.fromkeys(question["ids"], question))
    if name:
        label = nodes.fully_normalize_name(name)
        question["names"].append(label)
        question["faq-name"] = name
        document.note_explicit_target(question, question)


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Record the questions of the page, as a reader will see them."""
    domain, docname = domain_of(app.env), app.env.docname
    if not domain.is_used(docname, ["faq", "faq-item"]):
        return
    for question in doctree.findall(nodes.TextElement):
        if not is_marked(question, "faq-question"):
            continue
        at = question.parent if isinstance(question, nodes.title) else question
        assert isinstance(at, nodes.Element)
        place = Place(docname, question.source or "", question.line)
        domain.note(Question(place, at["ids"][0], _asked(question), at.get("faq-name", "")))


def _asked(question: nodes.TextElement) -> str:
    """The text of *question* on one line, without the marks of its footnotes."""
    bare = question.deepcopy()
    for footnote in list(bare.findall(nodes.footnote_reference)):
        footnote.parent.remove(footnote)
    return " ".join(bare.astext().split())


class FaqShape(Shape):
    """Permalinks on questions, <details> for the collapsible."""

    directives = ("faq", "faq-item")

    def run(self, **kwargs: object) -> None:
        for title in marked(self.document, nodes.rubric, "faq-title"):
            title["heading-level"] = min(6, _depth(title) + 1)
        for found in marked(self.document, nodes.definition_list, "faq"):
            if "collapsible" in found:
                found.replace_self(_disclosures(found))
                continue
            for item in found.children:
                question, answer = pair(item)
                for part in (question, answer):  # HTML has no element for the item
                    part["classes"] += cast(nodes.Element, item)["classes"]
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
    """<details> that a fragment opens: for that its anchors are inside of the answer."""
    box = element(tag="div", attributes={}, ids=found["ids"])
    box["classes"] = [*found["classes"], "faq-collapsible"]
    is_open = "open" if found["collapsible"] == "open" else None
    for item in found.children:
        question, answer = pair(item)
        ids = [*question["ids"], *_freed(question)]
        summary = element("", *question.children, tag="summary", attributes={})
        summary["classes"] = ["faq-question"]
        body = element("", tag="div", attributes={}, ids=ids[:1], classes=["faq-answer"])
        body += [element(tag="span", attributes={}, ids=[id]) for id in ids[1:]]
        body += [*answer.children, _permalink(ids)]
        details = element("", summary, body, tag="details", attributes={"open": is_open})
        details["classes"] = ["faq-item", *cast(nodes.Element, item)["classes"]]
        box += details
    return box


_LINKS = (
    nodes.reference,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.target,
    addnodes.download_reference,
)


def _freed(question: nodes.term) -> list[str]:
    """The ids inside of *question*, which loses them and its links.

    A link in a summary is a trap, since the whole row is a button already; and no fragment
    opens the <details> that holds its target in the summary.
    """
    inside = [node for node in question.findall(nodes.Element) if node is not question]
    ids = [id for node in inside for id in node["ids"]]
    for node in inside:
        node["ids"] = []
        if isinstance(node, _LINKS):
            node.replace_self(nodes.inline("", "", *node.children, classes=node["classes"]))
    return ids


def register(app: Sphinx) -> None:
    app.add_directive("faq", Faq)
    app.add_directive("faq-item", FaqItem)
    app.add_transform(FaqSections)
    app.connect("doctree-read", collect)
    app.add_post_transform(FaqShape)
