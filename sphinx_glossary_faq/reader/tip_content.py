"""Create the content of a tip from the nodes of a definition.

A tip shows the first block of a definition with its markup.  It has no ids, because the definition
has them, and it is shortened at the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final, cast

from docutils import nodes

from sphinx_glossary_faq.conditions import condition_of
from sphinx_glossary_faq.core.model.records import Condition
from sphinx_glossary_faq.definition_blocks import first_block, is_conditional, is_unreadable

MAX_LENGTH: Final = 525
"""The number of characters in the text of a tip."""

_MIN_LENGTH: Final = 120
"""The number of characters that complete sentences must have to be shown alone."""

# The end of a sentence. Matches `.` in `A. B`, `!”` in `A!” B`, `。` in `あ。い`; not in `e.g. b`,
# `3.5`.
_SENTENCE_END: Final = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’)\]»]*+(?=\s++(?![a-z]))|[。！？]++[」』）]*"
)

_ATOMS: Final = (nodes.math, nodes.math_block, nodes.image)
"""Nodes that are shown completely or not at all."""


def make_content(
    definition: Iterable[nodes.Node], is_active: Callable[[Condition], bool]
) -> nodes.Element | None:
    """Return a copy of the first block of a definition without ids, or None if it is empty."""
    block = first_block(definition, is_active)
    if block is None:
        return None
    if isinstance(block, nodes.paragraph | nodes.rubric):
        content: nodes.Element = nodes.paragraph(
            "", "", *(node.deepcopy() for node in block.children)
        )
        content.source, content.line = block.source, block.line
    else:
        content = cast(nodes.Element, block.deepcopy())
    _remove_hidden(content, is_active)
    for node in content.findall(nodes.Element):
        for name in ("ids", "names", "dupnames", "backrefs"):
            node[name] = []
        if isinstance(node, nodes.math_block):
            node["number"] = None  # its link needs an id
    return content


def _remove_hidden(content: nodes.Element, is_active: Callable[[Condition], bool]) -> None:
    """Remove the nodes that readers do not see, and those that are no part of a definition."""
    for node in list(content.findall(nodes.Element)):
        if node is content or node.parent is None:
            continue
        condition = condition_of(node)
        if is_unreadable(node):
            node.parent.remove(node)
        elif condition is not None:
            is_shown = is_conditional(node) and is_active(condition)
            node.replace_self(node.children if is_shown else [])


def shorten(content: nodes.Element, length: int = MAX_LENGTH) -> None:
    """Remove the text of *content* after the last sentence that ends within *length* characters.

    If there is no such sentence, the text ends with the last complete word and an ellipsis.
    """
    text = _visible_text(content).rstrip()
    if len(text) <= length:
        return
    ends = [match.end() for match in _SENTENCE_END.finditer(text) if match.end() <= length]
    if ends and ends[-1] >= _MIN_LENGTH:
        _cut(content, ends[-1], "")
    else:
        words = text[: length + 1].rsplit(None, 1)
        _cut(content, len(words[0]) if len(words) > 1 else length, "…")


def _visible_text(node: nodes.Node) -> str:
    """Return the text of *node*, with a line break after each block.

    Each formula and image counts as one character.
    """
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, _ATOMS):
        return "\N{OBJECT REPLACEMENT CHARACTER}"
    text = "".join(map(_visible_text, node.children))
    return text if isinstance(node, nodes.Inline) else f"{text}\n"


def _cut(node: nodes.Element, length: int, mark: str) -> int:
    """Remove the text of *node* after *length* characters, and append *mark* to the last text.

    Return the number of characters to keep after *node*, which is negative after the end.
    """
    for index, child in enumerate(node.children):
        if length <= 0:
            del node.children[index:]
            return -1
        if isinstance(child, nodes.Element) and not isinstance(child, _ATOMS):
            length = _cut(child, length, mark) - (not isinstance(child, nodes.Inline))
            continue
        text = _visible_text(child)
        if isinstance(child, nodes.Text) and len(text) >= length:
            # Not `replace`, which finds a node by equality.
            node.children[index:] = []
            node += nodes.Text(text[:length].rstrip() + mark)
            return -1
        length -= len(text)
    return length
