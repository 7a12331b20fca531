"""Read and build styled text, such as definitions and decks from other pages.

Literals, emphasis and strong text are kept. Links become text, because their targets are relative
to the original page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

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

_UNREADABLE = (
    nodes.raw,
    nodes.image,
    nodes.math_block,
    nodes.footnote_reference,
    nodes.system_message,
)

_ASIDES = (
    nodes.Admonition,
    nodes.topic,
    nodes.sidebar,
    nodes.figure,
    nodes.literal_block,
    nodes.doctest_block,
)
"""Blocks that are skipped at the start of a definition if it has other blocks."""

_WRAPPERS = (nodes.container, nodes.compound, nodes.block_quote)
"""Blocks from which the first inner block is used."""

_END_MARKS = tuple(".,;:!?…。、；：！？")


def _is_unreadable(node: nodes.Node) -> bool:
    return isinstance(node, _UNREADABLE) or is_invisible(node)


def read_spans(node: nodes.Node, style: Style = "") -> Iterator[Span]:
    """Yield the text in *node* as spans without line breaks."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield Span(" ".join(child.astext().split("\n")), style)
        elif not _is_unreadable(child):
            yield from read_spans(child, _STYLES.get(type(child), style))


def build_spans(spans: Iterable[Span]) -> list[nodes.Node]:
    """Return the nodes for *spans*."""
    return [_STYLE_NODES[span.style](span.text, span.text) for span in spans]


def plain_text(spans: Iterable[Span]) -> str:
    """Return the text in *spans* without styles."""
    return "".join(span.text for span in spans)


def read_first_block(blocks: Iterable[nodes.Node]) -> tuple[Span, ...]:
    """Return the text of the first non-empty block. For a list, include all items."""
    blocks = list(blocks)
    asides = [block for block in blocks if isinstance(block, _ASIDES)]
    for block in [*(block for block in blocks if block not in asides), *asides]:
        if spans := tuple(_read_block(block)):
            return spans
    return ()


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
    if not isinstance(node, nodes.Element) or _is_unreadable(node) or condition_of(node):
        return
    if isinstance(node, nodes.TextElement) and not isinstance(node, addnodes.versionmodified):
        yield node
        return
    for child in node.children:
        yield from _text_blocks(child)
