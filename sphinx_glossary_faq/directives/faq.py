"""Implement the `faq` and `faq-item` directives for questions and answers.

Until it is resolved, a FAQ is a definition list with the class `faq`, regardless of the form of its
content (see `faq_content`). Its terms are the questions, so every builder can write it::

    <definition_list classes="faq" collapsible="closed">
        <definition_list_item>
            <term classes="faq-question" ids="…">
            <definition classes="faq-answer">

With `:sections:`, each item becomes a section before Sphinx collects sections. HTML builders add
permalinks and controls, or render the items as <details> (see `faq_html`).
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_glossary_faq.compat import add_myst_anchors
from sphinx_glossary_faq.core.model.records import Location, Question
from sphinx_glossary_faq.core.text.slugs import make_slug, make_unique
from sphinx_glossary_faq.diagnostics import Subtype
from sphinx_glossary_faq.directives.base import BaseDirective
from sphinx_glossary_faq.directives.faq_content import (
    HOW_TO_WRITE,
    HOW_TO_WRITE_IN_MARKDOWN,
    normalize_items,
    question_and_answer,
)
from sphinx_glossary_faq.directives.faq_html import CONTROL_NAMES
from sphinx_glossary_faq.directives.faq_sections import FaqSectionsTransform
from sphinx_glossary_faq.directives.options import (
    OptionSpec,
    choice,
    classes,
    flag,
    text,
    word_list,
)
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.nodes import find_nodes, find_tagged, is_tagged, tag_node


class Faq(BaseDirective):
    """A list of questions. The optional argument is the title."""

    subtype = Subtype.FAQ
    optional_arguments = 1
    option_spec = OptionSpec(
        {
            "collapsible": choice("open", "closed"),
            "sections": flag,
            "controls": word_list,
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
        self._check_options()
        for faq in faqs:
            self._set_attributes(faq)
            for item in faq.children:
                assign_id(self.state.document, item)
        self.add_name(faqs[0])
        if self.arguments:
            result.insert(0, self._build_title())
        return result

    def _check_options(self) -> None:
        """Remove options that have no effect with the other options, and warn about them."""
        for name in ("collapsible", "controls") if self.options.get("sections") else ():
            if self.options.pop(name, None) is not None:
                self.warn_option(
                    f":{name}: cannot be combined with :sections: and is ignored. Remove one "
                    "of these options."
                )
        if "controls" not in self.options:
            return
        is_empty = not self.options["controls"]
        controls = self.known_words("controls", CONTROL_NAMES)
        if "open-all" in controls and "collapsible" not in self.options:
            controls = tuple(name for name in controls if name != "open-all")
            if not is_empty:
                self.warn_option(
                    ":controls: the value “open-all” has no effect without :collapsible: and is "
                    "ignored. Add “:collapsible: closed”, or remove the value."
                )
        self.options["controls"] = controls

    def _set_attributes(self, faq: nodes.definition_list) -> None:
        tag_node(faq, "faq")["classes"] += self.options.get("class", [])
        if "collapsible" in self.options:
            faq["collapsible"] = self.options["collapsible"]
        if controls := self.options.get("controls"):
            faq["controls"] = controls
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


def register(app: Sphinx) -> None:
    app.add_directive("faq", Faq)
    app.add_directive("faq-item", FaqItem)
    app.add_transform(FaqSectionsTransform)
    app.connect("doctree-read", collect_questions)
