"""Read and build styled text, such as definitions and decks from other pages.

Literals, emphasis and strong text are kept. Links become text, because their targets are relative
to the original page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from docutils import nodes

from sphinx_glossary_faq.core.model.records import Passage, Span, Style
from sphinx_glossary_faq.definition_blocks import (
    MEDIA,
    WRAPPERS,
    Conditions,
    is_aside,
    is_unreadable,
    media_text,
    text_blocks,
    unwrap_conditions,
    visible_nodes,
)

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

_END_MARKS = tuple(".,;:!?…。、；：！？")


def read_spans(node: nodes.Node, style: Style = "") -> Iterator[Span]:
    """Yield the text in *node* as spans without line breaks."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield Span(" ".join(child.astext().split("\n")), style)
        elif not (is_unreadable(child) or isinstance(child, MEDIA)):
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
    blocks = unwrap_conditions(content, conditions)
    for block, inner in sorted(blocks, key=lambda pair: is_aside(pair[0])):
        if isinstance(block, WRAPPERS):
            yield from _read_texts(block.children, inner)
        else:
            yield tuple(_read_passages(block, inner))


def _read_passages(block: nodes.Node, conditions: Conditions) -> Iterator[Passage]:
    """Yield the paragraphs in *block* with text."""
    for text_block, inner in text_blocks(block, conditions):
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


def _read_media(blocks: Iterable[nodes.Node]) -> Iterator[tuple[Passage, ...]]:
    """Yield each formula and each alternative text of an image in *blocks*."""
    for block in sorted(blocks, key=is_aside):
        for node, conditions in visible_nodes(block, ()):
            if text := media_text(node):
                yield (Passage((Span(text),), "", conditions),)
