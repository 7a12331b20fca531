"""Implement the `faq` and `faq-item` directives for questions and answers.

Until it is resolved, a FAQ is a definition list with the class `faq`, regardless of the form of its
content (see `faq_content`). Its terms are the questions, so every builder can write it::

    <definition_list classes="faq" collapsible="closed">
        <definition_list_item>
            <term classes="faq-question" ids="…">
            <definition classes="faq-answer">

With `:sections:`, each item becomes a section before Sphinx collects sections. HTML builders add
permalinks, or render the items as <details>.
"""

from __future__ import annotations

from typing import cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from sphinx_glossary_faq.compat import add_myst_anchors
from sphinx_glossary_faq.core.model.records import Location, Question
from sphinx_glossary_faq.core.text.slugs import make_slug, make_unique
from sphinx_glossary_faq.diagnostics import Subtype
from sphinx_glossary_faq.directives.base import BaseDirective
from sphinx_glossary_faq.directives.faq_content import (
    HOW_TO_WRITE,
    HOW_TO_WRITE_IN_MARKDOWN,
    find_question_and_answer,
    normalize_items,
    question_and_answer,
)
from sphinx_glossary_faq.directives.faq_sections import FaqSectionsTransform
from sphinx_glossary_faq.directives.options import OptionSpec, choice, classes, flag, text
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.nodes import (
    _,
    element,
    find_nodes,
    find_tagged,
    is_tagged,
    permalink,
    tag_node,
)
from sphinx_glossary_faq.transforms import HtmlTransform


class Faq(BaseDirective):
    """A list of questions. The optional argument is the title."""

    subtype = Subtype.FAQ
    optional_arguments = 1
    option_spec = OptionSpec(
        {
            "collapsible": choice("open", "closed"),
            "sections": flag,
            "name": text,
            "class": classes,
        }
    )

    def build(self) -> list[nodes.Node]:
        self.split_argument()
        how_to_write = HOW_TO_WRITE_IN_MARKDOWN if self.is_markdown else HOW_TO_WRITE
        result, faqs = normalize_items(self.parse_content_to_nodes(), self.warn, how_to_write)
        if not faqs:
            self.warn(f"the directive contains no question. {how_to_write}")
            return result
        if self.options.get("sections") and self.options.pop("collapsible", None):
            self.warn_option(
                ":collapsible: cannot be combined with :sections: and is ignored. Remove one "
                "of these options."
            )
        for faq in faqs:
            self._set_attributes(faq)
            for item in faq.children:
                assign_id(self.state.document, item)
        self.add_name(faqs[0])
        if self.arguments:
            result.insert(0, self._build_title())
        return result

    def _set_attributes(self, faq: nodes.definition_list) -> None:
        tag_node(faq, "faq")["classes"] += self.options.get("class", [])
        if "collapsible" in self.options:
            faq["collapsible"] = self.options["collapsible"]
        if self.options.get("sections"):
            faq["sections"] = True
        self.set_source_info(faq)

    def _build_title(self) -> nodes.rubric:
        parsed, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
        title = tag_node(nodes.rubric(self.arguments[0], "", *parsed, *messages), "faq-title")
        self.set_source_info(title)
        return title


class FaqItem(BaseDirective):
    """A question in the argument, with its answer. Outside a `faq`, it is a separate FAQ."""

    subtype = Subtype.FAQ
    optional_arguments = 1
    option_spec = OptionSpec({"name": text, "class": classes})

    def build(self) -> list[nodes.Node]:
        if not self.arguments:
            self.warn(
                "the question is missing, so only the answer is shown. Write the question as the "
                "argument of the directive."
            )
            return self.parse_content_to_nodes()
        question_text = " ".join(self.arguments[0].split())
        if not self.content:
            self.warn(
                f"“{question_text}” has no answer. Write the answer below the question, after a "
                "blank line."
            )
        parsed, messages = self.parse_inline(question_text, lineno=self.lineno)
        question = nodes.term(question_text, "", *parsed)
        if name := self.options.get("name"):
            question["name"] = name
        answer = nodes.definition("", *messages, *self.parse_content_to_nodes())
        item = nodes.definition_list_item("", question, answer)
        item["classes"] += self.options.get("class", [])
        for node in (question, answer, item):
            self.set_source_info(node)
        assign_id(self.state.document, item)
        return [tag_node(nodes.definition_list("", item), "faq")]


def assign_id(document: nodes.document, item: nodes.Node) -> None:
    """Set the id of the question in *item*, from its `:name:` or from a slug of its text.

    Existing ids from a heading or a target remain valid.
    """
    question, answer = question_and_answer(item)
    if is_tagged(question, "faq-question"):
        document.ids.update(dict.fromkeys(question["ids"], question))
        return
    tag_node(question, "faq-question")
    tag_node(answer, "faq-answer")
    name = question.attributes.pop("name", "")
    own_ids = set(question["ids"])
    base = make_slug(name or question.astext()) or "question"
    question_id = make_unique(base, set(document.ids) - own_ids)
    question["ids"] = [question_id, *(id for id in question["ids"] if id != question_id)]
    document.ids.update(dict.fromkeys(question["ids"], question))
    if name:
        label = nodes.fully_normalize_name(name)
        question["names"].append(label)
        question["faq-name"] = name
        document.note_explicit_target(question, question)


def collect_questions(app: Sphinx, doctree: nodes.document) -> None:
    """Record the questions on the page with their displayed text."""
    domain, docname = domain_of(app.env), app.env.docname
    if not domain.uses_directive(docname, ["faq", "faq-item"]):
        return
    anchors: dict[str, str] = {}
    for question in find_tagged(doctree, nodes.TextElement, "faq-question"):
        target = question.parent if isinstance(question, nodes.title) else question
        assert isinstance(target, nodes.Element)
        location = Location(docname, question.source or "", question.line)
        name = target.get("faq-name", "")
        text = _question_text(question)
        if not target["ids"]:  # removed by another extension
            continue
        domain.add_records(Question(location, target["ids"][0], text, name))
        anchors.update(dict.fromkeys(target["ids"], text))
    add_myst_anchors(app.env, docname, anchors)


def _question_text(question: nodes.TextElement) -> str:
    """Return the text of *question* on one line, without footnote references."""
    copy = question.deepcopy()
    for footnote in find_nodes(copy, nodes.footnote_reference):
        footnote.parent.remove(footnote)
    return " ".join(copy.astext().split())


class FaqHtmlTransform(HtmlTransform):
    """Adds permalinks to questions, and renders collapsible FAQs as <details>."""

    directives = ("faq", "faq-item")

    def run(self, **kwargs: object) -> None:
        for title in find_tagged(self.document, nodes.rubric, "faq-title"):
            depth = sum(isinstance(node, nodes.section) for node in self.ancestors(title))
            title["heading-level"] = min(6, depth + 1)
        for faq in find_tagged(self.document, nodes.definition_list, "faq"):
            if "collapsible" in faq:
                faq.replace_self(_build_details(faq))
                continue
            for item in faq.children:
                if found := find_question_and_answer(item):
                    question, answer, _others = found
                    for part in (question, answer):  # HTML has no element for the item
                        part["classes"] += cast(nodes.Element, item)["classes"]
                    question += _build_permalink(question["ids"])


def _build_permalink(ids: list[str]) -> list[nodes.Node]:
    return [permalink("", ids=ids[:1], title=_("Link to this question"))] if ids else []


def _build_details(faq: nodes.definition_list) -> element:
    """Return *faq* as <details>, with ids inside the answers so that fragments open them."""
    box = element(tag="div", attributes={}, ids=faq["ids"])
    box["classes"] = [*faq["classes"], "faq-collapsible"]
    open_value = "open" if faq["collapsible"] == "open" else None
    for item in faq.children:
        found = find_question_and_answer(item)
        if found is None:
            box += item.children if isinstance(item, nodes.definition_list_item) else [item]
            continue
        question, answer, others = found
        ids = [*question["ids"], *_strip_links(question)]
        summary = element("", *question.children, tag="summary", attributes={})
        summary["classes"] = ["faq-question"]
        body = element("", tag="div", attributes={}, ids=ids[:1], classes=["faq-answer"])
        body += [element(tag="span", attributes={}, ids=[id]) for id in ids[1:]]
        body += [*answer.children, *others, *_build_permalink(ids)]
        details = element("", summary, body, tag="details", attributes={"open": open_value})
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


def _strip_links(question: nodes.term) -> list[str]:
    """Remove the ids and links inside *question*, and return the ids.

    Links do not work well in a <summary>, because the whole <summary> is a button. A fragment does
    not open the <details> if its target is in the <summary>.
    """
    inner = [node for node in find_nodes(question, nodes.Element) if node is not question]
    ids = [id for node in inner for id in node["ids"]]
    for node in inner:
        node["ids"] = []
        if isinstance(node, _LINKS):
            node.replace_self(nodes.inline("", "", *node.children, classes=node["classes"]))
    return ids


def register(app: Sphinx) -> None:
    app.add_directive("faq", Faq)
    app.add_directive("faq-item", FaqItem)
    app.add_transform(FaqSectionsTransform)
    app.connect("doctree-read", collect_questions)
    app.add_post_transform(FaqHtmlTransform)
