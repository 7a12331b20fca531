"""Render FAQs in HTML: permalinks, collapsible answers and controls.

A collapsible question is a <details> in a box of its own, beside which its permalink stays visible
while the answer is closed. The controls of a FAQ are a list of links to its questions, and a button
that opens and closes all answers. The script `faq-controls.js` adds the button, so that readers
without scripts see none. It also opens the answer that a link leads to, for browsers that do not.
"""

from __future__ import annotations

from typing import cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from sphinx_glossary_faq.core.text.slugs import make_unique
from sphinx_glossary_faq.directives.faq_content import find_question_and_answer
from sphinx_glossary_faq.nodes import _, element, find_nodes, find_tagged, is_tagged, permalink
from sphinx_glossary_faq.transforms import HtmlTransform, load_script

CONTROL_NAMES = ("open-all", "questions")
"""The controls of a FAQ: a button for all answers, and a list of the questions."""


class FaqHtmlTransform(HtmlTransform):
    """Adds permalinks and controls to FAQs, and renders collapsible FAQs as <details>."""

    directives = ("faq", "faq-item")

    def run(self, **kwargs: object) -> None:
        for title in find_tagged(self.document, nodes.rubric, "faq-title"):
            depth = sum(isinstance(node, nodes.section) for node in self.ancestors(title))
            title["heading-level"] = min(6, depth + 1)
        labels: set[str] = set()
        for faq in find_tagged(self.document, nodes.definition_list, "faq"):
            if "questions" in faq.get("controls", ()):
                label = make_unique(_label_of(faq), labels)
                labels.add(label)
                faq.parent.insert(faq.parent.index(faq), _build_question_list(faq, label))
            if "collapsible" in faq:
                faq.replace_self(_build_details(faq))
            else:
                _add_permalinks(faq)


def _label_of(faq: nodes.definition_list) -> str:
    """Return the label of the list of questions: the title of the FAQ, if it has one."""
    index = faq.parent.index(faq)
    before = faq.parent.children[index - 1] if index else None
    is_titled = before is not None and is_tagged(before, "faq-title")
    return before.astext() if before is not None and is_titled else _("Questions")


def _build_question_list(faq: nodes.definition_list, label: str) -> element:
    """Return a list of links to the questions in *faq*."""
    items = nodes.bullet_list()
    for item in faq.children:
        found = find_question_and_answer(item)
        if found is None or not found[0]["ids"]:
            continue
        question = found[0].deepcopy()
        for footnote in find_nodes(question, nodes.footnote_reference):
            footnote.parent.remove(footnote)
        _strip_links(question)
        link = nodes.reference("", "", *question.children, internal=True, refid=question["ids"][0])
        items += nodes.list_item("", nodes.paragraph("", "", link))
    attributes = {"aria-label": label}
    return element("", items, tag="nav", attributes=attributes, classes=["faq-questions"])


def _add_permalinks(faq: nodes.definition_list) -> None:
    # Themes style other lists with a class as descriptions of objects.
    faq["classes"] += [] if "simple" in faq["classes"] else ["simple"]
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
    if "open-all" in faq.get("controls", ()):
        texts = {"data-open-all": _("Open all"), "data-close-all": _("Close all")}
        box["attributes"] = texts
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
        body += [*answer.children, *others]
        details = element("", summary, body, tag="details", attributes={"open": open_value})
        details["classes"] = ["faq-item", *cast(nodes.Element, item)["classes"]]
        entry = element("", details, tag="div", attributes={}, classes=["faq-entry"])
        entry += _build_permalink(ids)  # outside of <details>, whose content may be hidden
        box += entry
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


def _is_collapsible(document: nodes.document) -> bool:
    return any("faq-collapsible" in box["classes"] for box in document.findall(element))


def register(app: Sphinx) -> None:
    app.add_post_transform(FaqHtmlTransform)
    load_script(app, "faq-controls.js", _is_collapsible)
