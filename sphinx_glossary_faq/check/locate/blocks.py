"""Search for references and parts of text in the source of a block, such as a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Set
from functools import cached_property
from itertools import accumulate, islice

from docutils import nodes
from sphinx import addnodes

from sphinx_glossary_faq.check.locate.patterns import MAX_CONTEXT, text_pattern
from sphinx_glossary_faq.check.locate.source_file import SourceFile, SourcePattern

MAX_LINES = 20
"""The maximum number of lines in which a text is searched for."""


def enclosing_block(node: nodes.Node) -> nodes.Node:
    """Return the closest block around *node*, such as a paragraph, that has a line."""
    block = node
    if isinstance(node, nodes.reference):
        image = next((child for child in node.children if isinstance(child, nodes.image)), None)
        block = image or node  # an image's `:target:`
    while block.parent is not None and not (block.line and _is_block(block)):
        block = block.parent
    return block if block.line else node


def _is_block(node: nodes.Node) -> bool:
    """Return whether *node* can be a block.  Raw nodes and images cannot be blocks."""
    return isinstance(node, nodes.raw | nodes.image | addnodes.index) or not isinstance(
        node, nodes.Text | nodes.Inline
    )


def line_of(node: nodes.Node) -> int:
    """Return the line of *node* according to docutils, or 0."""
    block = enclosing_block(node)
    if isinstance(block, nodes.raw) and block.get("source"):
        return 1  # the line belongs to the page, but the text is from another file
    return block.line or 0


def lines_of(block: nodes.Node) -> list[str]:
    """Return the stripped source lines of *block*."""
    raw = str(getattr(block, "rawsource", ""))
    if not raw and isinstance(block, nodes.raw):
        raw = block.astext()
    return [line.strip() for line in raw.strip().splitlines()]


class Block:
    """A block on a page, with its source.

    References and parts of text are usually located in text order.  Each one is therefore first
    searched for between its neighbours.  Searching the whole block each time would take quadratic
    time.
    """

    def __init__(self, source: SourceFile, node: nodes.Node) -> None:
        self._source = source
        self._node = node
        lines = lines_of(node)
        start, end = source.block_span(line_of(node), lines)
        self.has_end = start < end
        """Whether the end is known.  Markdown nodes do not record their source."""
        if not self.has_end:
            last = source.position(start)[0] + self._text.count("\n") + MAX_LINES
            end = source.line_offset(last) if source.has_line_numbers else len(source.text)
        self.start, self._end = start, end
        self._numbers: list[int] = []
        self._offsets: list[int] = []
        self._last_part = 0, start

    @cached_property
    def _text(self) -> str:
        return "".join(map(str, self._node.findall(nodes.Text)))

    @cached_property
    def _positions(self) -> dict[int, int]:
        """The positions of the Text nodes in the text, by their `id()`."""
        texts = [*self._node.findall(nodes.Text)]
        return dict(zip(map(id, texts), accumulate(map(len, texts), initial=0), strict=False))

    def contains(self, pattern: SourcePattern) -> bool:
        """Whether the block has a match for *pattern*."""
        return any(True for _ in self._source.find_offsets(pattern, self.start, self._end))

    def find(self, pattern: SourcePattern, number: int, used: Set[int]) -> int | None:
        """Return the first match for a reference that is not *used*, or None if there is none.

        :param number: the position of the reference among the references on the page.
        """
        index = bisect_left(self._numbers, number)
        after = self._offsets[index - 1] if index else self.start - 1
        before = self._offsets[index] if index < len(self._offsets) else self._end
        first = max(self.start, after - 2 * MAX_CONTEXT)  # a pattern may begin with context
        for start, end, least in ((first, before, after + 1), (self.start, self._end, 0)):
            for offset in self._source.find_offsets(pattern, start, end):
                if offset >= least and offset not in used:
                    self._numbers.insert(index, number)
                    self._offsets.insert(index, offset)
                    return offset
        return None

    def find_part(self, text: nodes.Text, start: int, end: int) -> int | None:
        """Return the offset of a part of a run, or None if it is not found."""
        start, end = (self._positions[id(text)] + offset for offset in (start, end))
        position, offset = self._last_part
        if start < position:
            position, offset = 0, self.start
        pattern = text_pattern(self._text[start:end])
        skipped = sum(1 for _ in re.compile(pattern).finditer(self._text, position, start))
        offsets = self._source.find_offsets(SourcePattern(pattern), offset, self._end)
        found = next(islice(offsets, skipped, None), None)
        if found is not None:
            self._last_part = end, found + 1
        return found
