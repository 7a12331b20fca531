"""Normalize the three forms of FAQ content.

Definition lists and `faq-item` children are already definition lists. MyST headings are rubrics
with a `level`. The result is definition lists whose items have one term and one definition each.
Other content stays in place and causes a warning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TypeGuard, cast

from docutils import nodes

from sphinx_glossary_faq.nodes import is_invisible, is_tagged

_UNREPORTED = (nodes.system_message, nodes.problematic)

HOW_TO_WRITE = (
    "Use a definition list with each answer indented below its question, or a faq-item directive."
)

HOW_TO_WRITE_IN_MARKDOWN = (
    "Write each question as a heading with the answer below it, or use a definition list or a "
    "faq-item directive."
)

_TRUNCATED = (
    "is cut off. A Markdown heading ends at the end of its line, so “{}” is parsed as the answer. "
    "Write the question on one line. If the answer starts with a question, add a blank line "
    "before the answer."
)

_QUESTION_MARKS = ("?", "？", "؟", "՞")
"""The question marks in most scripts, and in East Asian, Arabic and Armenian scripts."""

# Matches "Yes. Why?" and "はい。なぜ？"; not "so long that Node.js was wrapped?".
_SENTENCE_END = re.compile(r"[.!:]\s|[。！：]")

Warn = Callable[[str, nodes.Node], None]


def normalize_items(
    content: Sequence[nodes.Node], warn: Warn, how_to_write: str
) -> tuple[list[nodes.Node], list[nodes.definition_list]]:
    """Return the normalized *content* and the lists of questions in it.

    :param how_to_write: the end of warnings about other content.
    """
    for heading, following in pairwise(content):
        if rest := _truncated_question(heading, following):
            warn(f"“{_excerpt(heading)}” {_TRUNCATED.format(rest)}", heading)
    result: list[nodes.Node] = []
    faqs: list[nodes.definition_list] = []
    for node in _attach_targets(_group_headings(content)):
        if not isinstance(node, nodes.definition_list):
            is_reported = not (is_invisible(node) or isinstance(node, _UNREPORTED))
            if is_reported and not _is_continuation(node, result):
                warn(f"“{_excerpt(node)}” is not a question with an answer. {how_to_write}", node)
            result.append(node)
            continue
        if not result or not faqs or result[-1] is not faqs[-1]:
            faqs.append(nodes.definition_list(classes=_author_classes(node)))
            result.append(faqs[-1])
        items = [item for item in node.children if isinstance(item, nodes.definition_list_item)]
        result += [item for item in node.children if isinstance(item, nodes.comment)]
        for item in map(_normalize_item, items):
            faqs[-1] += item
            question, answer = question_and_answer(item)
            if not answer.children and not is_tagged(question, "faq-question"):
                message = f"“{_excerpt(item)}” has no answer. Write the answer below the question."
                warn(message, item)
    return result, faqs


def question_and_answer(item: nodes.Node) -> tuple[nodes.term, nodes.definition]:
    """Return the question and the answer in an item from `normalize_items`."""
    question, answer = item.children
    return cast(nodes.term, question), cast(nodes.definition, answer)


def find_question_and_answer(
    item: nodes.Node,
) -> tuple[nodes.term, nodes.definition, list[nodes.Node]] | None:
    """Return the question, the answer and the nodes that another extension added to an item.

    Return None if the item has no question or no answer.
    """
    question = next((node for node in item.children if isinstance(node, nodes.term)), None)
    answer = next((node for node in item.children if isinstance(node, nodes.definition)), None)
    if question is None or answer is None:
        return None
    return question, answer, [node for node in item.children if node not in (question, answer)]


def _truncated_question(heading: nodes.Node, following: nodes.Node) -> str:
    """Return the rest of a question that begins in *heading* and continues on the next line."""
    if not _heading_level(heading) or not isinstance(following, nodes.paragraph):
        return ""
    rest = following.rawsource.partition("\n")[0].rstrip()
    is_next_line = heading.line is not None and following.line == heading.line + 1
    is_question = heading.astext().rstrip().endswith(_QUESTION_MARKS)
    ends_question = rest.endswith(_QUESTION_MARKS) and not is_question
    return rest if is_next_line and ends_question and not _SENTENCE_END.search(rest) else ""


def _is_continuation(node: nodes.Node, preceding: Sequence[nodes.Node]) -> bool:
    """Return whether *node* belongs to a wrapped question that has already caused a warning."""
    return isinstance(node, nodes.block_quote) and bool(preceding) and _is_text(preceding[-1])


def _is_text(node: nodes.Node) -> bool:
    return isinstance(node, nodes.paragraph | nodes.system_message)


def _excerpt(node: nodes.Node) -> str:
    text = " ".join(node.astext().split()) or node.__class__.__name__.replace("_", " ")
    return text if len(text) <= 60 else text[:57].rstrip() + "…"


def _author_classes(node: nodes.Element) -> list[str]:
    """Return the classes of a list, except classes that parsers set."""
    return [name for name in node["classes"] if name not in ("simple", "myst", "faq")]


def _attach_targets(content: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return *content*, with each target before a list moved to the first question in the list."""
    attached: list[nodes.Node] = []
    targets: list[nodes.target] = []
    for node in content:
        if _is_label_target(node):
            targets.append(node)
            continue
        if isinstance(node, nodes.definition_list) and targets:
            _move_targets(next(iter(node.findall(nodes.term)), node), targets)
        else:
            attached += targets
        attached.append(node)
        targets = []
    return [*attached, *targets]


def _is_label_target(node: nodes.Node) -> TypeGuard[nodes.target]:
    """Return whether *node* is a target that labels the node after it."""
    return isinstance(node, nodes.target) and not (
        node.children or "refuri" in node or "refid" in node or "refname" in node
    )


def _move_targets(question: nodes.Element, targets: Iterable[nodes.Element]) -> None:
    for node in targets:
        question["ids"] += node["ids"]
        question["names"] += node["names"]


def _normalize_item(item: nodes.Node) -> nodes.definition_list_item:
    """Return *item* with its classifiers rejoined, because "Live : recorded?" is one question."""
    question, answer = nodes.term(), nodes.definition()
    for node in item.children:
        if isinstance(node, nodes.term):
            if not question.children:
                node.children, children = [], node.children
                question = node
                question.extend(children)
            else:
                question += [nodes.Text(" "), *node.children]
        elif isinstance(node, nodes.classifier):
            question += [nodes.Text(" : "), *node.children]
        elif isinstance(node, nodes.definition):
            answer += node.children
            answer["classes"] += node["classes"]
            answer.source, answer.line = node.source, node.line
        else:
            answer += node
    normalized = nodes.definition_list_item("", question, answer)
    normalized["classes"] += cast(nodes.Element, item)["classes"]
    normalized.source, normalized.line = item.source, item.line
    return normalized


def _group_headings(content: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return *content* with MyST headings converted to definition lists.

    Headings at the highest level are the questions. Deeper headings belong to the answers.
    """
    levels = [level for node in content if (level := _heading_level(node))]
    if not levels:
        return list(content)
    grouped: list[nodes.Node] = []
    answer: nodes.definition | None = None
    targets: list[nodes.Node] = []
    for node in content:
        if _is_label_target(node):
            targets.append(node)
            continue
        if _heading_level(node) == min(levels):
            item, answer = _item_from_heading(node)
            grouped += [*targets, nodes.definition_list("", item)]
        else:
            (grouped if answer is None else answer).extend([*targets, node])
        targets = []
    (grouped if answer is None else answer).extend(targets)
    return grouped


def _heading_level(node: nodes.Node) -> int:
    """Return the level of a MyST heading, or 0 for other nodes, including rST rubrics."""
    return int(node.get("level", 0)) if isinstance(node, nodes.rubric) else 0


def _item_from_heading(heading: nodes.Node) -> tuple[nodes.definition_list_item, nodes.definition]:
    """Return an item and its answer for *heading*, with its ids and classes.

    Before version 0.22, docutils puts system messages about a heading inside the heading. These
    messages are moved to the answer.
    """
    assert isinstance(heading, nodes.rubric)
    messages = [node for node in heading.children if isinstance(node, nodes.system_message)]
    content = [node for node in heading.children if node not in messages]
    question = nodes.term(heading.rawsource, "", *content)
    _move_targets(question, [heading])
    answer = nodes.definition("", *messages)
    item = nodes.definition_list_item("", question, answer, classes=heading["classes"])
    created: tuple[nodes.Element, ...] = (question, answer, item)
    for node in created:
        node.source, node.line = heading.source, heading.line
    return item, answer
