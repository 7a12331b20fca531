"""Choose the text that represents a definition on other pages.

The text is that of the first block with visible text.  Which blocks are visible depends on the
builder, so that a definition with conditional blocks is chosen for each build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sphinx_glossary_faq.core.model.records import Condition, Passage, Span


def choose_definition(
    blocks: Iterable[tuple[Passage, ...]], is_active: Callable[[Condition], bool]
) -> tuple[Span, ...]:
    """Return the visible text of the first block that has any."""
    for block in blocks:
        visible = [passage for passage in block if all(map(is_active, passage.conditions))]
        if visible:
            return join_passages(visible)
    return ()


def join_passages(passages: Iterable[Passage]) -> tuple[Span, ...]:
    """Return the text of *passages*, with their separators between them."""
    spans: list[Span] = []
    separator = ""
    for passage in passages:
        spans += [Span(separator)] if separator else []
        spans += passage.spans
        separator = passage.separator
    return tuple(spans)
