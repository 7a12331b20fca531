"""Define the shapes and labels of a figure, and place the lines of labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from sphinx_glossary_faq.core.figures.regions import PARENT
from sphinx_glossary_faq.core.figures.text_size import LINE_HEIGHT, wrap

EQUALS: Final = "="
"""The text between the names of one region, which is not a label."""


class Shape(NamedTuple):
    """An outline, which is a rectangle with round corners."""

    x: float
    y: float
    width: float
    height: float
    radius: float
    labels: tuple[int, ...]

    @property
    def is_parent(self) -> bool:
        """Whether the region is that of the common broader term, which is not compared."""
        return PARENT in self.labels


class Line(NamedTuple):
    """A line of a label, with the position of its center."""

    text: str
    x: float
    y: float
    label: int | None
    """The label, or None for `EQUALS`."""


class Figure(NamedTuple):
    """The outlines, each before those in it, and all lines of the labels."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]


class Block(NamedTuple):
    """A part of a figure with its origin at the top left."""

    height: float
    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]

    def moved(self, x: float, y: float) -> Block:
        return Block(
            self.height,
            tuple(shape._replace(x=shape.x + x, y=shape.y + y) for shape in self.shapes),
            tuple(line._replace(x=line.x + x, y=line.y + y) for line in self.lines),
        )


class Label(NamedTuple):
    """The lines of the names of a region, without positions, each with the number of its name."""

    lines: tuple[tuple[str, int | None], ...]
    is_good: bool
    """Whether no word is broken and there are few lines."""

    @property
    def height(self) -> float:
        return LINE_HEIGHT * len(self.lines)

    def placed(self, left: float, right: float, top: float) -> tuple[Line, ...]:
        """Return the lines, centered between *left* and *right*, from *top* downwards."""
        return tuple(
            Line(text, (left + right) / 2, top + LINE_HEIGHT * (number + 0.5), label)
            for number, (text, label) in enumerate(self.lines)
        )


def stack(blocks: Iterable[Block]) -> Block:
    """Return one block with all *blocks*, which are already in their positions."""
    blocks = list(blocks)
    shapes = tuple(shape for block in blocks for shape in block.shapes)
    lines = tuple(line for block in blocks for line in block.lines)
    return Block(max(shape.y + shape.height for shape in shapes), shapes, lines)


def make_label(names: Mapping[int, str], width: float, max_lines: int) -> Label:
    """Return the lines of a region's *names*, which are at most as wide as *width*.

    :param max_lines: the number of lines of a name above which it does not look good.
    """
    lines: list[tuple[str, int | None]] = []
    is_good = True
    for number, name in names.items():
        wrapped = wrap(name, width)
        lines += [(EQUALS, None)] if lines else []
        lines += [(line, number) for line in wrapped.lines]
        is_good &= not wrapped.has_broken_word and len(wrapped.lines) <= max_lines
    return Label(tuple(lines), is_good)
