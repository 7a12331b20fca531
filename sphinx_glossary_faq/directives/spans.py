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
from sphinx_glossary_faq.core.model.records import Span, Style
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

_END_MARKS = tuple(".,;:!?…。、；：！？")


def _is_unreadable(node: nodes.Node) -> bool:
    return isinstance(node, _UNREADABLE) or is_invisible(node)


def _is_omitted(node: nodes.Element) -> bool:
    return _is_unreadable(node) or condition_of(node) is not None


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


def _read_media(block: nodes.Node) -> tuple[Span, ...]:
    """Return the first formula in *block*, or the alternative text of the first image."""
    for node in _visible_nodes(block):
        text = node.get("alt", "") if isinstance(node, nodes.image) else node.astext()
        if isinstance(node, _MEDIA) and text.strip():
            return (Span(" ".join(text.split())),)
    return ()


def build_spans(spans: Iterable[Span]) -> list[nodes.Node]:
    """Return the nodes for *spans*."""
    return [_STYLE_NODES[span.style](span.text, span.text) for span in spans]


def plain_text(spans: Iterable[Span]) -> str:
    """Return the text in *spans* without styles."""
    return "".join(span.text for span in spans)


def read_first_block(blocks: Iterable[nodes.Node]) -> tuple[Span, ...]:
    """Return the text of the first non-empty block. For a list, include all items.

    If there is no text, return the first formula or alternative text of an image.
    """
    blocks = sorted(blocks, key=_is_aside)
    texts = (tuple(_read_block(block)) for block in blocks)
    return next(filter(None, chain(texts, map(_read_media, blocks))), ())


def _read_block(block: nodes.Node) -> Iterator[Span]:
    """Yield the text in *block*, with separators between paragraphs."""
    if isinstance(block, _WRAPPERS):
        yield from read_first_block(block.children)
        return
    separator = ""
    for text_block in _text_blocks(block):
        style = _STYLES.get(type(text_block), "")
        spans = list(read_spans(text_block, style))
        text = plain_text(spans).rstrip()
        if not text:
            continue
        if separator:
            yield Span(separator)
        yield from spans
        if isinstance(text_block, nodes.term | nodes.field_name):
            separator = ": "
        elif isinstance(text_block, nodes.line) or text.endswith(_END_MARKS):
            separator = " "
        else:
            separator = "; "


def _text_blocks(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield the unconditional text blocks in *node* that contain no other blocks."""
    if not isinstance(node, nodes.Element) or isinstance(node, _MEDIA) or _is_omitted(node):
        return
    if isinstance(node, nodes.TextElement) and not isinstance(node, addnodes.versionmodified):
        yield node
        return
    for child in node.children:
        yield from _text_blocks(child)


def _visible_nodes(node: nodes.Node) -> Iterator[nodes.Element]:
    """Yield *node* and its descendants without unreadable and conditional nodes."""
    if isinstance(node, nodes.Element) and not _is_omitted(node):
        yield node
        for child in node.children:
            yield from _visible_nodes(child)
