"""The three forms in which a FAQ's content may be written, made one.

Definition lists and `faq-item` children arrive as definition lists; MyST headings arrive
as rubrics with a `level`.  Out come definition lists whose items are one term and one
definition each.  What is neither is kept where it stands, and told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TypeGuard, cast

from docutils import nodes

from sphinx_glossary_faq.nodes import is_marked

_SILENT = (nodes.Invisible, nodes.system_message, nodes.problematic)

_EXPECTED = (
    "is not a question with an answer; expected a definition list (question on one line, "
    "answer indented below it) or a faq-item directive"
)

_ONE_LINE = (
    "is all of the question that Markdown reads: a heading is one line, and “{}” begins the "
    "answer. Write it on one line, or leave a blank line before an answer that asks."
)

_ASKS = ("?", "？", "؟", "՞")
"""How a question ends: in most scripts, East Asian, Arabic, Armenian."""

# Matches "Yes. Why?" and "はい。なぜ？"; not "so long that Node.js was wrapped?".
_SENTENCE = re.compile(r"[.!:]\s|[。！：]")

Warn = Callable[[str, nodes.Node], None]


def gather(
    content: Sequence[nodes.Node], warn: Warn
) -> tuple[list[nodes.Node], list[nodes.definition_list]]:
    """What the directive returns for *content*, and the lists of questions in it."""
    for heading, after in pairwise(content):
        if rest := _cut_off(heading, after):
            warn(f"“{_shown(heading)}” {_ONE_LINE.format(rest)}", heading)
    kept: list[nodes.Node] = []
    lists: list[nodes.definition_list] = []
    for node in _with_targets_attached(_with_headings_grouped(content)):
        if not isinstance(node, nodes.definition_list):
            if not isinstance(node, _SILENT) and not _goes_on(node, kept):
                warn(f"“{_shown(node)}” {_EXPECTED}.", node)
            kept.append(node)
            continue
        if not kept or not lists or kept[-1] is not lists[-1]:
            lists.append(nodes.definition_list(classes=_own_classes(node)))
            kept.append(lists[-1])
        for item in map(_as_question, node.children):
            lists[-1] += item
            question, answer = item.findall(nodes.term), item.children[1]
            if not answer.children and not is_marked(next(question), "faq-question"):
                warn(f"“{_shown(item)}” has no answer; expected one below it.", item)
    return kept, lists


def pair(item: nodes.Node) -> tuple[nodes.term, nodes.definition]:
    """The question and the answer of an item that `gather` has made."""
    question, answer = item.children
    return cast(nodes.term, question), cast(nodes.definition, answer)


def _cut_off(heading: nodes.Node, after: nodes.Node) -> str:
    """The end of a question whose beginning alone is the *heading*: the line right below it."""
    if not _level(heading) or not isinstance(after, nodes.paragraph):
        return ""
    rest = after.rawsource.partition("\n")[0].rstrip()
    is_next = heading.line is not None and after.line == heading.line + 1
    asks = rest.endswith(_ASKS) and not heading.astext().rstrip().endswith(_ASKS)
    return rest if is_next and asks and not _SENTENCE.search(rest) else ""


def _goes_on(node: nodes.Node, kept: Sequence[nodes.Node]) -> bool:
    """Whether *node* is the answer to what was told of just now: a question in two lines."""
    return isinstance(node, nodes.block_quote) and bool(kept) and _is_text(kept[-1])


def _is_text(node: nodes.Node) -> bool:
    return isinstance(node, nodes.paragraph | nodes.system_message)


def _shown(node: nodes.Node) -> str:
    text = " ".join(node.astext().split()) or node.__class__.__name__.replace("_", " ")
    return text if len(text) <= 60 else text[:57].rstrip() + "…"


def _own_classes(node: nodes.Element) -> list[str]:
    """The classes that an author gave a list; not those of the parsers."""
    return [name for name in node["classes"] if name not in ("simple", "myst", "faq")]


def _with_targets_attached(content: Sequence[nodes.Node]) -> list[nodes.Node]:
    """*content* with each target that stands before a list made the first question's own."""
    attached: list[nodes.Node] = []
    targets: list[nodes.target] = []
    for node in content:
        if _is_bare(node):
            targets.append(node)
            continue
        if isinstance(node, nodes.definition_list) and targets:
            question = next(iter(node.findall(nodes.term)))
            _take_over(question, targets)
        else:
            attached += targets
        attached.append(node)
        targets = []
    return [*attached, *targets]


def _is_bare(node: nodes.Node) -> TypeGuard[nodes.target]:
    """Whether *node* is a target that names what follows it."""
    return isinstance(node, nodes.target) and not (
        node.children or "refuri" in node or "refid" in node or "refname" in node
    )


def _take_over(question: nodes.Element, named: Iterable[nodes.Element]) -> None:
    for node in named:
        question["ids"] += node["ids"]
        question["names"] += node["names"]


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
    targets: list[nodes.Node] = []
    for node in content:
        if _is_bare(node):
            targets.append(node)
            continue
        if _level(node) == min(levels):
            item, answer = _from_heading(node)
            grouped += [*targets, nodes.definition_list("", item)]
        else:
            (grouped if answer is None else answer).extend([*targets, node])
        targets = []
    (grouped if answer is None else answer).extend(targets)
    return grouped


def _level(node: nodes.Node) -> int:
    """The level of a MyST heading; 0 for all else, rubrics of rST's included."""
    return int(node.get("level", 0)) if isinstance(node, nodes.rubric) else 0


def _from_heading(heading: nodes.Node) -> tuple[nodes.definition_list_item, nodes.definition]:
    """An item for *heading*, which keeps its ids and its classes.

    What docutils before 0.22 has to say of the heading it says inside of it.
    """
    assert isinstance(heading, nodes.rubric)
    said = [node for node in heading.children if isinstance(node, nodes.system_message)]
    shown = [node for node in heading.children if node not in said]
    question = nodes.term(heading.rawsource, "", *shown)
    _take_over(question, [heading])
    answer = nodes.definition("", *said)
    item = nodes.definition_list_item("", question, answer, classes=heading["classes"])
    made: tuple[nodes.Element, ...] = (question, answer, item)
    for each in made:
        each.source, each.line = heading.source, heading.line
    return item, answer
