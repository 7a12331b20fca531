"""Read and build styled text, such as definitions and decks from other pages.

Literals, emphasis and strong text are kept. Links become text, because their targets are relative
to the original page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from docutils import nodes
from sphinx import addnodes

from sphinx_glossary_faq.conditions import condition_of
from sphinx_glossary_faq.core.model.records import Condition, Passage, Span, Style
from sphinx_glossary_faq.nodes import is_invisible

_STYLES: dict[type[nodes.Node], Style] = {
    nodes.literal: "literal",
    nodes.emphasis: "emphasis",
    nodes.strong: "strong",
    nodes.literal_block: "literal",
    nodes.doctest_block: "literal",
}

_STYLE_NODES: dict[Style, Callable[[str, str], nodes.Node]] = {
    "": lambda raw, text: nodes.Text(text),
    "literal": nodes.literal,
    "emphasis": nodes.emphasis,
    "strong": nodes.strong,
}

_MEDIA = (nodes.image, nodes.math_block)
"""Nodes that are read only if there is no other text."""

_UNREADABLE = (
    nodes.raw,
    nodes.footnote_reference,
    nodes.system_message,
)

_ASIDES = (
    nodes.Admonition,
    nodes.topic,
    nodes.sidebar,
    nodes.figure,
    nodes.rubric,
    nodes.literal_block,
    nodes.doctest_block,
)
"""Blocks that are skipped at the start of a definition if it has other blocks."""

_WRAPPERS = (nodes.container, nodes.compound, nodes.block_quote)
"""Blocks from which the first inner block is used."""

Conditions = tuple[Condition, ...]

_END_MARKS = tuple(".,;:!?…。、；：！？")


def _is_unreadable(node: nodes.Node) -> bool:
    return isinstance(node, _UNREADABLE) or is_invisible(node)


def _is_omitted(node: nodes.Element) -> bool:
    """Return whether *node* is never part of a definition, like a todo."""
    return _is_unreadable(node) or (condition_of(node) is not None and not _is_conditional(node))


def _is_conditional(node: nodes.Node) -> bool:
    """Return whether *node* is an `only` or `ifconfig` node."""
    return node.__class__.__name__ in ("only", "ifconfig")


def _is_aside(block: nodes.Node) -> bool:
    has_caption = isinstance(block, nodes.container) and bool(block.get("literal_block"))
    return has_caption or isinstance(block, _ASIDES)


def read_spans(node: nodes.Node, style: Style = "") -> Iterator[Span]:
    """Yield the text in *node* as spans without line breaks."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield Span(" ".join(child.astext().split("\n")), style)
        elif not (_is_unreadable(child) or isinstance(child, _MEDIA)):
            yield from read_spans(child, _STYLES.get(type(child), style))


def build_spans(spans: Iterable[Span]) -> list[nodes.Node]:
    """Return the nodes for *spans*."""
    return [_STYLE_NODES[span.style](span.text, span.text) for span in spans]


def plain_text(spans: Iterable[Span]) -> str:
    """Return the text in *spans* without styles."""
    return "".join(span.text for span in spans)


def read_blocks(blocks: Iterable[nodes.Node]) -> tuple[tuple[tuple[Passage, ...], ...], bool]:
    """Return the first non-empty block, or more blocks if the first ones are conditional.

    All items of a list are one block.  If there is no text, formulas and alternative texts of
    images are used instead.  Also return whether there are other blocks.
    """
    blocks = list(blocks)
    read: list[tuple[Passage, ...]] = []
    unread = filter(None, chain(_read_texts(blocks, ()), _read_media(blocks)))
    for passages in unread:
        read.append(passages)
        if not all(passage.conditions for passage in passages):
            break
    return tuple(read), next(unread, None) is not None


def _read_texts(
    content: Iterable[nodes.Node], conditions: Conditions
) -> Iterator[tuple[Passage, ...]]:
    """Yield the text of each block, with its conditions."""
    blocks = _unwrap_conditions(content, conditions)
    for block, inner in sorted(blocks, key=lambda pair: _is_aside(pair[0])):
        if isinstance(block, _WRAPPERS):
            yield from _read_texts(block.children, inner)
        else:
            yield tuple(_read_passages(block, inner))


def _unwrap_conditions(
    content: Iterable[nodes.Node], conditions: Conditions
) -> Iterator[tuple[nodes.Node, Conditions]]:
    """Yield *content* with their conditions, replacing `only` nodes by their content."""
    for node in content:
        if isinstance(node, nodes.Element) and _is_conditional(node):
            yield from _unwrap_conditions(node.children, _inner_conditions(node, conditions))
        else:
            yield node, conditions


def _inner_conditions(node: nodes.Element, conditions: Conditions) -> Conditions:
    condition = condition_of(node)
    return (*conditions, condition) if condition else conditions


def _read_passages(block: nodes.Node, conditions: Conditions) -> Iterator[Passage]:
    """Yield the paragraphs in *block* with text."""
    for text_block, inner in _text_blocks(block, conditions):
        spans = tuple(read_spans(text_block, _STYLES.get(type(text_block), "")))
        text = plain_text(spans).rstrip()
        if not text:
            continue
        if isinstance(text_block, nodes.term | nodes.field_name):
            separator = ": "
        elif isinstance(text_block, nodes.line) or text.endswith(_END_MARKS):
            separator = " "
        else:
            separator = "; "
        yield Passage(spans, separator, inner)


def _text_blocks(
    node: nodes.Node, conditions: Conditions
) -> Iterator[tuple[nodes.Node, Conditions]]:
    """Yield the text blocks in *node* that contain no other blocks, with their conditions."""
    if not isinstance(node, nodes.Element) or isinstance(node, _MEDIA) or _is_omitted(node):
        return
    if isinstance(node, nodes.TextElement) and not isinstance(node, addnodes.versionmodified):
        yield node, conditions
        return
    conditions = _inner_conditions(node, conditions)
    for child in node.children:
        yield from _text_blocks(child, conditions)


def _read_media(blocks: Iterable[nodes.Node]) -> Iterator[tuple[Passage, ...]]:
    """Yield each formula and each alternative text of an image in *blocks*."""
    for block in sorted(blocks, key=_is_aside):
        for node, conditions in _visible_nodes(block, ()):
            text = node.get("alt", "") if isinstance(node, nodes.image) else node.astext()
            if isinstance(node, _MEDIA) and text.strip():
                yield (Passage((Span(" ".join(text.split())),), "", conditions),)


def _visible_nodes(
    node: nodes.Node, conditions: Conditions
) -> Iterator[tuple[nodes.Element, Conditions]]:
    """Yield *node* and its readable descendants, with their conditions."""
    if isinstance(node, nodes.Element) and not _is_omitted(node):
        yield node, conditions
        conditions = _inner_conditions(node, conditions)
        for child in node.children:
            yield from _visible_nodes(child, conditions)
