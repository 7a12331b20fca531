"""Test the geometry of figures: labels in their own regions, and regions as the terms relate."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import hypot

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from sphinx_glossary_faq.core.figures.layout import WIDTHS, draw
from sphinx_glossary_faq.core.figures.regions import PARENT, CannotDrawError, arrange
from sphinx_glossary_faq.core.figures.shapes import Figure, Line, Shape
from sphinx_glossary_faq.core.figures.text_size import LINE_HEIGHT, text_width
from sphinx_glossary_faq.core.model.records import Term
from sphinx_glossary_faq.core.model.relations import Hierarchy, Relation
from tests.core.making import hierarchy, term

MARGIN = 4
"""The smallest distance between a label and an outline."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def box_of(line: Line) -> Box:
    half = text_width(line.text) / 2
    return line.x - half, line.y - LINE_HEIGHT / 2, line.x + half, line.y + LINE_HEIGHT / 2


def depth_in(x: float, y: float, shape: Shape) -> float:
    """Return how far a point is inside an outline, negative if it is outside."""
    right = abs(x - shape.x - shape.width / 2) - shape.width / 2 + shape.radius
    down = abs(y - shape.y - shape.height / 2) - shape.height / 2 + shape.radius
    return shape.radius - hypot(max(right, 0), max(down, 0)) - min(max(right, down), 0)


def is_inside(box: Box, shape: Shape) -> bool:
    left, top, right, bottom = box
    return all(depth_in(x, y, shape) >= MARGIN for x in (left, right) for y in (top, bottom))


def is_outside(box: Box, shape: Shape) -> bool:
    """Return whether *box* is away from an outline, which is a rectangle with a round border."""
    left, top, right, bottom = box
    inner = shape.radius
    across = max(shape.x + inner - right, left - (shape.x + shape.width - inner), 0)
    down = max(shape.y + inner - bottom, top - (shape.y + shape.height - inner), 0)
    return hypot(across, down) >= shape.radius + MARGIN


def contains(outer: Shape, inner: Shape) -> bool:
    """Return whether the corners of *inner*, without its radius, are inside *outer*."""
    return (
        outer.x < inner.x
        and outer.y < inner.y
        and outer.x + outer.width > inner.x + inner.width
        and outer.y + outer.height > inner.y + inner.height
    )


def intersect(one: Shape, other: Shape) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def assert_labels_are_in_their_regions(figure: Figure) -> None:
    for line in figure.lines:
        box = box_of(line)
        own = [shape for shape in figure.shapes if line.label in shape.labels]
        if line.label is None:  # the sign between two names of a region
            continue
        assert len(own) == 1
        for shape in figure.shapes:
            if shape == own[0] or contains(shape, own[0]):
                assert is_inside(box, shape), (line, shape)
            else:
                assert is_outside(box, shape), (line, shape)
    for one, other in combinations(map(box_of, figure.lines), 2):
        is_apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1]
        assert is_apart or other[3] <= one[1]


def assert_regions_are_true(
    figure: Figure, terms: Sequence[Term], relation: str, relations: Hierarchy
) -> None:
    shapes = {label: shape for shape in figure.shapes for label in shape.labels}
    for (one, first), (other, second) in combinations(enumerate(terms), 2):
        match relations.relation(first, second):
            case Relation.NARROWER:
                assert contains(shapes[other], shapes[one])
            case Relation.BROADER:
                assert contains(shapes[one], shapes[other])
            case Relation.SAME:
                assert shapes[one] == shapes[other]
            case Relation.UNKNOWN:
                is_shared = shapes[one] == shapes[other]
                assert is_shared == (relation == "equivalent")
                if relation == "overlapping":
                    assert intersect(shapes[one], shapes[other])
                if relation == "disjoint":
                    assert not intersect(shapes[one], shapes[other])
                assert is_shared or not contains(shapes[one], shapes[other])
                assert is_shared or not contains(shapes[other], shapes[one])
    if PARENT in shapes:
        others = [shape for label, shape in shapes.items() if label != PARENT]
        assert all(contains(shapes[PARENT], shape) for shape in others)


NAMES = st.one_of(
    st.text(max_size=40),
    st.text(st.sampled_from("aimWM -é面ーسβ🙂กי\u0301"), min_size=1, max_size=40),
    st.sampled_from(["cat", "asynchronous interview", "W" * 40, "面" * 40, "مقابلة غير متزامنة"]),
)

EDGES = st.sampled_from(
    [
        "",
        "1<0",
        "1<0 2<1",
        "1<0 2<1 3<2",
        "1<0 2<0",
        "1<0 2<0 3<0",
        "1<0 2<0 3<1",
        "1<0 2<1 3<1",
        "1<0 3<2",
        "1<0 1<2",
        "0<4 1<4 2<4 3<4",
        "1<0 0<4 2<4 3<4",
        "1<0 3<2 0<4 2<4",
        "1<0 1<2 0<4 2<4",
        "0<4 1<4 4<5 2<5 3<5",
    ]
)
"""Relations of up to four compared terms, and of broader terms from number 4."""


def make_terms(edges: str) -> tuple[list[Term], Hierarchy]:
    pairs = [edge.split("<") for edge in edges.split()]
    terms = [
        term(str(number), broader=tuple(high for low, high in pairs if low == str(number)))
        for number in range(6)
    ]
    return terms, hierarchy(*terms)


@given(
    st.lists(NAMES, min_size=5, max_size=5),
    st.permutations(range(4)),
    st.integers(2, 4),
    EDGES,
    st.sampled_from(["", "overlapping", "disjoint", "equivalent"]),
)
def test_labels_stay_in_their_regions(
    names: list[str], order: list[int], count: int, edges: str, relation: str
) -> None:
    terms, relations = make_terms(edges)
    compared = [terms[number] for number in order[:count]]
    try:
        region = arrange(compared, relation, relations)
    except CannotDrawError:
        reject()
    figure = draw(region, {PARENT: names[4], **dict(enumerate(names[:count]))})
    assert figure.width in WIDTHS
    assert_labels_are_in_their_regions(figure)
    assert_regions_are_true(figure, compared, relation, relations)
    for label in range(count):
        text = "".join(line.text for line in figure.lines if line.label == label)
        assert text.replace("-", "").replace(" ", "") == (
            names[label].replace("-", "").replace(" ", "")
        )


SIBLINGS = "0<4 1<4 2<4 3<4"


@pytest.mark.parametrize(
    ("edges", "relation", "counts"),
    [
        ("1<0 2<1 3<2", "", (2, 3, 4)),
        (SIBLINGS, "", (2, 3, 4)),
        (SIBLINGS, "overlapping", (2, 3, 4)),
        ("", "overlapping", (2, 3, 4)),
        ("", "disjoint", (2, 3, 4)),
        ("", "equivalent", (2, 3, 4)),
        ("1<0 2<0 3<0", "overlapping", (2, 3, 4)),
        ("1<0 3<2", "disjoint", (2, 3, 4)),
        ("1<0 3<2", "overlapping", (2, 3, 4)),
        ("1<0 1<2", "", (3,)),
        ("1<0 1<2 0<4 2<4", "overlapping", (3,)),
        ("1<0 3<0 1<2 3<2", "equivalent", (4,)),
    ],
)
@pytest.mark.parametrize("name", ["cat", "asynchronous interview", "W" * 40])
def test_figures_of_two_to_four_terms(
    name: str, edges: str, relation: str, counts: tuple[int, ...]
) -> None:
    terms, relations = make_terms(edges)
    for count in counts:
        region = arrange(terms[:count], relation, relations)
        figure = draw(region, dict.fromkeys(range(PARENT, count), name))
        assert_labels_are_in_their_regions(figure)
        assert_regions_are_true(figure, terms[:count], relation, relations)


def test_short_names_make_narrow_figures() -> None:
    terms, relations = make_terms("1<0")
    region = arrange(terms[:2], "", relations)
    assert draw(region, {0: "animal", 1: "cat"}).width == WIDTHS[0]
    assert draw(region, {0: "animal", 1: "Donaudampfschifffahrt"}).width > WIDTHS[0]
