"""Draw regions: their outlines, and the lines of the labels with their positions.

All lengths are in the unit of `FONT_SIZE`.  The origin is at the top left.  No label touches an
outline or another label, and each label is in the part of its region that belongs to no other
region.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import sqrt
from typing import Final

from sphinx_glossary_faq.core.figures.regions import Region
from sphinx_glossary_faq.core.figures.shapes import (
    Block,
    Figure,
    Label,
    Shape,
    make_label,
    stack,
)
from sphinx_glossary_faq.core.figures.text_size import LINE_HEIGHT

WIDTHS: Final = (240, 300, 360)
"""The possible widths of a figure.  The widest one is readable on narrow screens."""

_MAX_LINES = (2, 3)
"""The numbers of lines of a label above which other layouts are tried, the better one first."""

_PADDING = 14
_GAP = 12
_MIN_HEIGHT = 52
_RADIUS = 18
_ROUND_RADIUS = 40
"""The radius of overlapping outlines."""

_ROUND_PADDING = 18
_CLEARANCE = 10
"""The distance of a label from the outline of another region."""

_OVERLAP = 48
_STEP = 28
"""How far overlapping regions, one below the other, are shifted sideways."""

_NESTING = 15
"""The distance between the outlines of nested regions that overlap another one."""


def draw(region: Region, names: Mapping[int, str]) -> Figure:
    """Draw *region* with the *names* of its labels, as narrow as looks good."""
    *sizes, (last_lines, last_width) = product(_MAX_LINES, WIDTHS)
    for max_lines, width in sizes:
        drawing = _Drawing(names, max_lines)
        figure = drawing.draw(region, width)
        if drawing.is_good:
            return figure
    return _Drawing(names, last_lines).draw(region, last_width)


class _Drawing:
    """Draws regions in a given width.

    `is_good` becomes False if a narrow width has broken a word, or forced another layout.
    """

    def __init__(self, names: Mapping[int, str], max_lines: int) -> None:
        self._names = names
        self._max_lines = max_lines
        self.is_good = True

    def draw(self, region: Region, width: float) -> Figure:
        block = self._box(region, width) if region.labels else self._parts(region, width)
        return Figure(width, block.height, block.shapes, block.lines)

    def _label(self, labels: Sequence[int], width: float) -> Label:
        return make_label({label: self._names[label] for label in labels}, width, self._max_lines)

    def _used_label(self, labels: Sequence[int], width: float) -> Label:
        label = self._label(labels, width)
        self.is_good &= label.is_good
        return label

    # -- Boxes, which contain other regions or are beside them -------------------------------------

    def _box(self, region: Region, width: float, height: float = 0) -> Block:
        """Draw a region with its label, above its parts if there are any."""
        label = self._used_label(region.labels, width - 2 * _PADDING)
        lines_height = label.height
        if not region.parts:
            height = max(height, _MIN_HEIGHT, lines_height + 2 * _GAP)
            top = (height - lines_height) / 2
            inside: list[Block] = []
        else:
            top = _GAP
            parts_top = top + lines_height + _CLEARANCE
            parts = self._parts(region, width - 2 * _GAP, height - parts_top - _GAP)
            inside = [parts.moved(_GAP, parts_top)]
            height = parts_top + parts.height + _GAP
        outline = Shape(0, 0, width, height, _RADIUS, region.labels)
        lines = label.placed(_PADDING, width - _PADDING, top)
        return stack([Block(height, (outline,), lines), *inside])

    def _parts(self, region: Region, width: float, height: float = 0) -> Block:
        if region.arrangement == "overlapping":
            return self._overlapping(region, width)
        for columns in _COLUMNS[len(region.parts)]:
            column_width = (width - (columns - 1) * _GAP) / columns
            if all(self._fits(part, column_width) for part in region.parts):
                return self._rows(region.parts, columns, width, height)
        self.is_good &= len(region.parts) == 1
        return self._rows(region.parts, 1, width, height)

    def _fits(self, region: Region, width: float) -> bool:
        """Return whether *region* looks good in a column of *width*."""
        label = self._label(region.labels, width - 2 * _PADDING)
        return (
            label.is_good
            and len(region.parts) < 2
            and all(self._fits(part, width - 2 * _GAP) for part in region.parts)
        )

    def _rows(self, regions: Sequence[Region], columns: int, width: float, height: float) -> Block:
        """Draw *regions* in rows, in which all regions have the same height."""
        column_width = (width - (columns - 1) * _GAP) / columns
        rows = [regions[start : start + columns] for start in range(0, len(regions), columns)]
        row_height = (height - (len(rows) - 1) * _GAP) / len(rows)
        blocks: list[Block] = []
        top = 0.0
        for row in rows:
            heights = [self._box(region, column_width, row_height).height for region in row]
            blocks += [
                self._box(region, column_width, max(heights)).moved(
                    column * (column_width + _GAP), top
                )
                for column, region in enumerate(row)
            ]
            top += max(heights) + _GAP
        return stack(blocks)

    # -- Overlapping regions -----------------------------------------------------------------------

    def _overlapping(self, region: Region, width: float) -> Block:
        parts = region.parts
        if len(parts) == 3:
            return self._three(parts, width)
        if len(parts) == 4:
            return self._four(parts, width)
        is_flat = not (region.shared or any(part.parts for part in parts))
        if is_flat and (block := self._pair(parts, width)):
            return block
        self.is_good &= not is_flat
        return self._below(region, width)

    def _pair(self, parts: Sequence[Region], width: float) -> Block | None:
        """Draw two round regions side by side, or return None if their labels do not fit."""
        alone = (width - _OVERLAP) / 2
        right = alone - _CLEARANCE
        for count in range(1, self._max_lines + 1):
            height = max(100, count * LINE_HEIGHT + 48)
            radius = min(height / 2, 60)
            below_arc = max(0, count * LINE_HEIGHT / 2 - (height / 2 - radius))
            left = radius - sqrt(radius**2 - below_arc**2) + _PADDING
            labels = [self._label(part.labels, right - left) for part in parts]
            if all(label.is_good and len(label.lines) <= count for label in labels):
                spans = (left, right), (width - right, width - left)
                outlines = (
                    Shape(x, 0, alone + _OVERLAP, height, radius, part.labels)
                    for x, part in zip((0, alone), parts, strict=True)
                )
                lines = (
                    line
                    for label, (start, end) in zip(labels, spans, strict=True)
                    for line in label.placed(start, end, (height - label.height) / 2)
                )
                return Block(height, tuple(outlines), tuple(lines))
        return None

    def _corners(self, parts: Sequence[Region], width: float, top: float) -> tuple[float, Block]:
        """Draw labels side by side in two columns, without outlines, and return their height."""
        alone = (width - _OVERLAP) / 2
        left, right = _ROUND_PADDING, alone - _CLEARANCE
        labels = [self._used_label(part.labels, right - left) for part in parts]
        height = max(label.height for label in labels)
        spans = (left, right), (width - right, width - left)
        lines = tuple(
            line
            for label, (start, end) in zip(labels, spans, strict=True)
            for line in label.placed(start, end, top + (height - label.height) / 2)
        )
        return height, Block(0, (), lines)

    def _three(self, parts: Sequence[Region], width: float) -> Block:
        """Draw two regions side by side, and one below that overlaps both."""
        *upper, lower = parts
        round_width = (width + _OVERLAP) / 2
        height, labels = self._corners(upper, width, _ROUND_PADDING)
        lower_top = _ROUND_PADDING + height + _CLEARANCE
        upper_bottom = lower_top + _OVERLAP
        left = (width - round_width) / 2
        label = self._used_label(lower.labels, round_width - 2 * _ROUND_PADDING)
        label_top = upper_bottom + _CLEARANCE
        bottom = label_top + label.height + _ROUND_PADDING
        outlines = [
            Shape(x, 0, round_width, upper_bottom, _ROUND_RADIUS, part.labels)
            for x, part in zip((0, width - round_width), upper, strict=True)
        ]
        outlines.append(
            Shape(left, lower_top, round_width, bottom - lower_top, _ROUND_RADIUS, lower.labels)
        )
        placed = label.placed(left + _ROUND_PADDING, left + round_width - _ROUND_PADDING, label_top)
        return Block(bottom, tuple(outlines), labels.lines + placed)

    def _four(self, parts: Sequence[Region], width: float) -> Block:
        """Draw four regions at the corners of a square, each of which overlaps all others."""
        round_width = (width + _OVERLAP) / 2
        right = width - round_width
        height, upper = self._corners(parts[:2], width, _ROUND_PADDING)
        lower_top = _ROUND_PADDING + height + _CLEARANCE
        upper_bottom = lower_top + _OVERLAP
        height, lower = self._corners(parts[2:], width, upper_bottom + _CLEARANCE)
        bottom = upper_bottom + _CLEARANCE + height + _ROUND_PADDING
        places = (
            (0, 0, upper_bottom),
            (right, 0, upper_bottom),
            (0, lower_top, bottom),
            (right, lower_top, bottom),
        )
        outlines = tuple(
            Shape(x, top, round_width, end - top, _ROUND_RADIUS, part.labels)
            for (x, top, end), part in zip(places, parts, strict=True)
        )
        return Block(bottom, outlines, upper.lines + lower.lines)

    def _below(self, region: Region, width: float) -> Block:
        """Draw two overlapping regions, one below the other, with the regions in them.

        The labels of the upper regions are above the intersection, and the others below it.  The
        intersection has room for a region that is in both.
        """
        upper, lower = (list(_chain(part)) for part in region.parts)
        blocks: list[Block] = []
        tops: list[float] = []
        y: float = 0
        for depth, part in enumerate(upper):
            tops.append(y)
            label = self._used_label(part.labels, width - _STEP - 2 * _inset(depth))
            lines = label.placed(_inset(depth), width - _STEP - _inset(depth), y + _GAP)
            blocks.append(Block(0, (), lines))
            y += _GAP + label.height + _CLEARANCE
        lower_top = y
        y += _NESTING * (len(upper) + len(lower))
        if region.shared:
            shared = self._box(region.shared, width - 2 * _STEP - 2 * _GAP)
            blocks.append(shared.moved(_STEP + _GAP, lower_top + _GAP))
            y = lower_top + shared.height + 2 * _GAP
        upper_bottom = y
        bottoms: list[float] = []
        for depth, part in reversed(list(enumerate(lower))):
            label = self._used_label(part.labels, width - _STEP - 2 * _inset(depth))
            lines = label.placed(_STEP + _inset(depth), width - _inset(depth), y + _CLEARANCE)
            blocks.append(Block(0, (), lines))
            y += _CLEARANCE + label.height + _GAP
            bottoms.insert(0, y)
        outlines = [
            _outline(0, width - _STEP, depth, tops[depth], upper_bottom - _NESTING * depth, part)
            for depth, part in enumerate(upper)
        ] + [
            _outline(_STEP, width, depth, lower_top + _NESTING * depth, bottoms[depth], part)
            for depth, part in enumerate(lower)
        ]
        return stack([Block(0, tuple(outlines), ()), *blocks])


_COLUMNS: Final = ((), (), (2,), (3,), (4, 2))
"""The numbers of columns to try for each number of regions."""


def _chain(region: Region) -> Iterator[Region]:
    """Yield *region*, the region in it, and so on."""
    yield region
    for part in region.parts:
        yield from _chain(part)


def _inset(depth: int) -> float:
    """Return the distance of a label from the outline that is *depth* levels further out."""
    return _NESTING * depth + _PADDING


def _outline(
    left: float, right: float, depth: int, top: float, bottom: float, region: Region
) -> Shape:
    """Return the outline of a region that is nested at *depth* between *left* and *right*."""
    x = left + _NESTING * depth
    return Shape(x, top, right - _NESTING * depth - x, bottom - top, _RADIUS, region.labels)
