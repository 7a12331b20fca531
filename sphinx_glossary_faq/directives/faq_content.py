"""The three forms in which a FAQ's content may be written, made one.

Definition lists and `faq-item` children arrive as definition lists; MyST headings arrive
as rubrics with a `level`.  Out come definition lists whose items are one term and one
definition each.  What is neither is kept where it stands, and told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from docutils import nodes

_SILENT = (nodes.Invisible, nodes.system_message, nodes.problematic)

_EXPECTED = (
    "is not a question with an answer; expected a definition list (question on one line, "
    "answer indented below it) or a faq-item directive"
)


def gather(
    content: Sequence[nodes.Node], warn: Callable[[str, nodes.Node], None]
) -> tuple[list[nodes.Node], list[nodes.definition_list]]:
    """What the directive returns for *content*, and the lists of questions in it."""
    content = _with_headings_grouped(content)
    kept: list[nodes.Node] = []
    lists: list[nodes.definition_list] = []
    for node in content:
        if isinstance(node, nodes.definition_list):
            items = [_as_question(item) for item in node.children]
            if kept and kept[-1] is (lists[-1] if lists else None):
                lists[-1].extend(items)
            else:
                lists.append(nodes.definition_list("", *items))
                kept.append(lists[-1])
        else:
            if not isinstance(node, _SILENT):
                shown = " ".join(node.astext().split())
                shown = shown if len(shown) <= 60 else shown[:57].rstrip() + "…"
                warn(f"“{shown}” {_EXPECTED}.", node)
            kept.append(node)
    return kept, lists


def _as_question(item: nodes.Node) -> nodes.definition_list_item:
    """*item* with its classifiers rejoined: "Live : recorded?" is one question."""
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
    found = nodes.definition_list_item("", question, answer)
    found["classes"] += cast(nodes.Element, item)["classes"]
    found.source, found.line = item.source, item.line
    return found


def _with_headings_grouped(content: Sequence[nodes.Node]) -> list[nodes.Node]:
    """*content* with MyST's headings turned into definition lists.

    The shallowest level holds the questions; deeper ones belong to the answers.
    """
    levels = [level for node in content if (level := _level(node))]
    if not levels:
        return list(content)
    grouped: list[nodes.Node] = []
    answer: nodes.definition | None = None
    ids: list[nodes.target] = []
    for node in content:
        if isinstance(node, nodes.target) and not node.children:
            ids.append(node)
        elif _level(node) == min(levels):
            item, answer = _from_heading(node, ids)
            grouped.append(nodes.definition_list("", item))
            ids = []
        else:
            where = grouped if answer is None else answer
            where.extend([*ids, node])
            ids = []
    (grouped if answer is None else answer).extend(ids)
    return grouped


def _level(node: nodes.Node) -> int:
    """The level of a MyST heading; 0 for all else, rubrics of rST's included."""
    return int(node.get("level", 0)) if isinstance(node, nodes.rubric) else 0


def _from_heading(
    heading: nodes.Node, targets: list[nodes.target]
) -> tuple[nodes.definition_list_item, nodes.definition]:
    """An item for *heading*, which keeps its ids and those of the targets before it."""
    assert isinstance(heading, nodes.rubric)
    question = nodes.term(heading.rawsource, "", *heading.children)
    for node in (heading, *targets):
        question["ids"] += node["ids"]
        question["names"] += node["names"]
    answer = nodes.definition()
    item = nodes.definition_list_item("", question, answer)
    made: tuple[nodes.Element, ...] = (question, answer, item)
    for each in made:
        each.source, each.line = heading.source, heading.line
    return item, answer
