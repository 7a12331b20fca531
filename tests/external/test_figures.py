"""Test that the labels of figures stay in their regions with the fonts of two themes."""

from __future__ import annotations

import pytest
from docutils import nodes

from sphinx_glossary_faq.core.figures.layout import draw
from sphinx_glossary_faq.core.figures.regions import arrange
from sphinx_glossary_faq.directives.relation_figure import svg_of
from sphinx_glossary_faq.nodes import figure_line, relation_figure
from tests.core.making import hierarchy, term
from tests.external.conftest import PAGES, VisitPage

NAMES = (
    ("cat", "dog", "fox", "cow"),
    ("asynchronous interview", "live video interview", "WWW MMM @@@ mmm", "Maßstabsänderung"),
    (
        "Donaudampfschifffahrtsgesellschaftskapit",
        "非同期面接についての長い用語の名前",
        "%&#",
        "<A & B>",
    ),
    ("مقابلة غير متزامنة عبر الإنترنت", "ראיון עבודה מקוון מוקלט", "Асинхронное", "Ελληνικά"),
)


def make_figures() -> str:
    """Return figures of all relations of two to four terms."""
    figures = []
    for names in NAMES:
        for count in (2, 3, 4):
            separate = [term(name) for name in names[:count]]
            nested = [
                term(name, broader=names[number - 1 : number] if number else ())
                for number, name in enumerate(names[:count])
            ]
            for terms, relation in (
                (nested, ""),
                (separate, "overlapping"),
                (separate, "disjoint"),
                (separate, "equivalent"),
            ):
                region = arrange(terms, relation, hierarchy(*terms))
                figure = draw(region, dict(enumerate(names)))
                node = relation_figure(figure=figure, title="Title")
                for line in figure.lines:
                    link = nodes.reference("", line.text, refuri="#")
                    node += figure_line("", "", link, line=line, label="")
                figures.append(svg_of(node))
    return "".join(figures)


# Finds texts that cross an outline, that leave the figure, or that overlap another text.
MISPLACED_TEXTS = """
() => [...document.querySelectorAll("svg.term-figure")].flatMap(figure => {
    const boxOf = element => {
        const {x, y, width, height} = element.getBBox();
        return {left: x, top: y, right: x + width, bottom: y + height};
    };
    const texts = [...figure.querySelectorAll("text")].map(text => [text.textContent, boxOf(text)]);
    const contains = (outer, inner) => outer.left <= inner.left && outer.top <= inner.top
        && inner.right <= outer.right && inner.bottom <= outer.bottom;
    const touches = (one, other) => one.left < other.right - 1 && other.left < one.right - 1
        && one.top < other.bottom - 1 && other.top < one.bottom - 1;
    const outlines = [...figure.querySelectorAll("rect")].map(boxOf);
    return texts.filter(([_, box], number) =>
        !outlines.some(outline => contains(outline, box))
        || outlines.some(outline => touches(outline, box) && !contains(outline, box))
        || texts.some(([_, other], index) => index > number && touches(box, other)
            && Math.abs(box.top - other.top) < 10)
    ).map(([content, _]) => content);
})
"""


@pytest.mark.parametrize("width", [320, 1280])
def test_labels_stay_in_their_regions(visit: VisitPage, width: int) -> None:
    page = visit(PAGES["comparison"], width).page
    assert page.locator("svg.term-figure a").count() == 2
    page.evaluate(
        "html => document.querySelector('svg.term-figure').insertAdjacentHTML('afterend', html)",
        make_figures(),
    )
    assert page.locator("svg.term-figure").count() == 1 + 4 * 3 * len(NAMES)
    assert page.evaluate(MISPLACED_TEXTS) == []
    right = page.evaluate(
        "Math.max(...[...document.querySelectorAll('.term-figure')]"
        ".map(figure => figure.getBoundingClientRect().right))"
    )
    assert right <= width
    link = page.locator("svg.term-figure a").first
    link.focus()
    assert link.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"


def test_labels_have_the_direction_of_their_first_letter() -> None:
    figures = make_figures()
    assert ' direction="rtl" x=' in figures
    lines = [line for line in figures.split("<text")[1:] if ' direction="rtl"' in line]
    assert all(any("\u0590" <= letter <= "\u06ff" for letter in line) for line in lines)
