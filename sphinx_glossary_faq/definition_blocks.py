"""Find definitions, and the first block of each, which represents it on other pages.

Content under `only` and `ifconfig` is part of a definition if its conditions are met.  Todos are
never part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from docutils import nodes
from sphinx import addnodes

from sphinx_glossary_faq.conditions import condition_of
from sphinx_glossary_faq.core.model.records import Condition
from sphinx_glossary_faq.nodes import find_nodes, is_invisible

MEDIA = (nodes.image, nodes.math_block)
"""Nodes that are read only if there is no other text."""

UNREADABLE = (
    nodes.raw,
    nodes.footnote_reference,
    nodes.system_message,
)

WRAPPERS = (nodes.container, nodes.compound, nodes.block_quote)
"""Blocks from which the first inner block is used."""

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

Conditions = tuple[Condition, ...]


def definitions_by_id(document: nodes.document) -> dict[str, list[nodes.Node]]:
    """Return the content of the definitions of each term in *document*, by the id of the term."""
    contents: dict[str, list[nodes.Node]] = {}
    for term in find_nodes(document, nodes.term):
        for id in term["ids"]:
            siblings = term.parent.children
            definitions = (node for node in siblings if isinstance(node, nodes.definition))
            contents[id] = [node for part in definitions for node in part.children]
    return contents


def is_unreadable(node: nodes.Node) -> bool:
    return isinstance(node, UNREADABLE) or is_invisible(node)


def is_aside(block: nodes.Node) -> bool:
    has_caption = isinstance(block, nodes.container) and bool(block.get("literal_block"))
    return has_caption or isinstance(block, _ASIDES)


def is_conditional(node: nodes.Node) -> bool:
    """Return whether *node* is an `only` or `ifconfig` node."""
    return node.__class__.__name__ in ("only", "ifconfig")


def _is_omitted(node: nodes.Element) -> bool:
    """Return whether *node* is never part of a definition, like a todo."""
    return is_unreadable(node) or (condition_of(node) is not None and not is_conditional(node))


def unwrap_conditions(
    content: Iterable[nodes.Node], conditions: Conditions
) -> Iterator[tuple[nodes.Node, Conditions]]:
    """Yield *content* with their conditions, replacing `only` nodes by their content."""
    for node in content:
        if isinstance(node, nodes.Element) and is_conditional(node):
            yield from unwrap_conditions(node.children, _inner_conditions(node, conditions))
        else:
            yield node, conditions


def _inner_conditions(node: nodes.Element, conditions: Conditions) -> Conditions:
    condition = condition_of(node)
    return (*conditions, condition) if condition else conditions


def text_blocks(
    node: nodes.Node, conditions: Conditions
) -> Iterator[tuple[nodes.Node, Conditions]]:
    """Yield the text blocks in *node* that contain no other blocks, with their conditions."""
    if not isinstance(node, nodes.Element) or isinstance(node, MEDIA) or _is_omitted(node):
        return
    if isinstance(node, nodes.TextElement) and not isinstance(node, addnodes.versionmodified):
        yield node, conditions
        return
    conditions = _inner_conditions(node, conditions)
    for child in node.children:
        yield from text_blocks(child, conditions)


def visible_nodes(
    node: nodes.Node, conditions: Conditions
) -> Iterator[tuple[nodes.Element, Conditions]]:
    """Yield *node* and its readable descendants, with their conditions."""
    if isinstance(node, nodes.Element) and not _is_omitted(node):
        yield node, conditions
        conditions = _inner_conditions(node, conditions)
        for child in node.children:
            yield from visible_nodes(child, conditions)


def media_text(node: nodes.Node) -> str:
    """Return the source of a formula or the alternative text of an image, or ""."""
    if isinstance(node, MEDIA):
        text = node.get("alt", "") if isinstance(node, nodes.image) else node.astext()
        return " ".join(str(text).split())
    return ""


def first_block(
    blocks: Iterable[nodes.Node], is_active: Callable[[Condition], bool]
) -> nodes.Node | None:
    """Return the first block in *blocks* with visible text, or else the first formula or image.

    :param is_active: a function that returns whether content with a condition is shown.
    """
    blocks = list(blocks)
    return _first_text(blocks, is_active) or _first_media(blocks, is_active)


def _first_text(
    content: Iterable[nodes.Node], is_active: Callable[[Condition], bool]
) -> nodes.Node | None:
    shown = [block for block, inner in unwrap_conditions(content, ()) if all(map(is_active, inner))]
    for block in sorted(shown, key=is_aside):
        if isinstance(block, WRAPPERS):
            if inner_block := _first_text(block.children, is_active):
                return inner_block
        elif any(
            has_text(text) and all(map(is_active, inner)) for text, inner in text_blocks(block, ())
        ):
            return block
    return None


def _first_media(
    blocks: Iterable[nodes.Node], is_active: Callable[[Condition], bool]
) -> nodes.Node | None:
    for block in sorted(blocks, key=is_aside):
        for node, conditions in visible_nodes(block, ()):
            if media_text(node) and all(map(is_active, conditions)):
                return node
    return None


def has_text(node: nodes.Node) -> bool:
    """Return whether *node* has text that readers see."""
    if isinstance(node, nodes.Text):
        return not node.astext().isspace()
    return any(
        not (is_unreadable(child) or isinstance(child, MEDIA)) and has_text(child)
        for child in node.children
    )
