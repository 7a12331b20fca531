"""Build and write the figure of a comparison: SVG in HTML, a picture in LaTeX.

Other builders show no figure.  In EPUB, each page with SVG would have to be declared, which Sphinx
does not do.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_glossary_faq.core.figures.layout import draw
from sphinx_glossary_faq.core.figures.regions import PARENT, CannotDrawError, arrange
from sphinx_glossary_faq.core.figures.shapes import Figure, Line, Shape
from sphinx_glossary_faq.core.figures.text_size import FONT_SIZE
from sphinx_glossary_faq.core.matching.vocabulary import Target
from sphinx_glossary_faq.domain import FaqDomain, make_term_link
from sphinx_glossary_faq.nodes import figure_line, relation_figure

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.latex import LaTeXTranslator

NamedTarget = tuple[str, Target]
"""The target of a compared term with the name that the comparison shows."""


def build_figure(
    domain: FaqDomain, compared: Sequence[NamedTarget], relation: str, title: str
) -> relation_figure | None:
    """Return the figure of compared terms, or None if this build cannot show it."""
    builder = domain.builder
    if builder.format not in ("html", "latex") or builder.name == "epub":
        return None
    terms = [target.term for _name, target in compared]
    hierarchy = domain.project.hierarchy
    try:
        region = arrange(terms, relation, hierarchy)
    except CannotDrawError:
        return None  # reported by a rule
    targets = dict(enumerate(compared))
    if parent := hierarchy.common_broader(terms):
        targets[PARENT] = parent.name, Target(parent, parent.id)
    figure = draw(region, {label: name for label, (name, _target) in targets.items()})
    node = relation_figure(figure=figure, title=title)
    for line in figure.lines:
        text: nodes.Node = nodes.inline("", line.text, classes=["std-term"])
        name = ""
        if line.label is not None:
            name, target = targets[line.label]
            text = make_term_link(builder, domain.env.docname, target, text)
        node += figure_line("", "", text, line=line, label=name)
    return node


# -- HTML ------------------------------------------------------------------------------------------


def visit_html(self: HTML5Translator, node: relation_figure) -> None:
    self.body.append(svg_of(node) if "figure" in node else "")
    raise nodes.SkipNode


def svg_of(node: relation_figure) -> str:
    """Return the figure as SVG, whose labels are links.

    Only the outlines have the role of an image, because an image cannot contain links.
    """
    figure: Figure = node["figure"]
    size = f'width="{_format(figure.width + 2)}" height="{_format(figure.height + 2)}"'
    view_box = f"-1 -1 {_format(figure.width + 2)} {_format(figure.height + 2)}"
    title, title_id = escape(node["title"]), next(iter(node["ids"]), "")
    name = f'aria-labelledby="{title_id}"' if title_id else f'aria-label="{title}"'
    title_element = f'<title id="{title_id}">{title}</title>' if title_id else ""
    text = f'font-size="{FONT_SIZE}" text-anchor="middle" direction="ltr" fill="currentColor"'
    return "\n".join(
        [
            f'<svg class="term-figure" {size} viewBox="{view_box}" {text}>',
            f'<g role="img" {name} fill="none" stroke="currentColor">{title_element}',
            *map(_rect, figure.shapes),
            "</g>",
            *_svg_labels(node),
            "</svg>\n",
        ]
    )


def _rect(shape: Shape) -> str:
    """Return an outline.  The broader term in common has a class, since it is not compared."""
    kind = ' class="term-figure-parent"' if shape.is_parent else ""
    return (
        f'<rect{kind} x="{_format(shape.x)}" y="{_format(shape.y)}" '
        f'width="{_format(shape.width)}" height="{_format(shape.height)}" '
        f'rx="{_format(shape.radius)}"/>'
    )


def _svg_labels(node: relation_figure) -> Iterator[str]:
    """Yield each label as a link with its lines, or only the lines if there is no target."""
    lines = [line for line in node.children if isinstance(line, figure_line)]
    for _label, grouped in groupby(lines, lambda line: line["line"].label):
        group = list(grouped)
        texts = "".join(_svg_text(line["line"]) for line in group)
        link = next(iter(group[0].findall(nodes.reference)), None)
        if link is None:
            yield texts
            continue
        address = link.get("refuri") or f"#{link.get('refid', '')}"
        # Screen readers would read the lines of a name as separate words, or as one word.
        label = f' aria-label="{escape(group[0]["label"])}"' if len(group) > 1 else ""
        yield f'<a href="{escape(address)}"{label}>{texts}</a>'


def _svg_text(line: Line) -> str:
    hidden = ' aria-hidden="true"' if line.label is None else ""
    direction = ' direction="rtl"' if _is_right_to_left(line.text) else ""
    y = _format(line.y + _BASELINE * FONT_SIZE)
    return f'<text{hidden}{direction} x="{_format(line.x)}" y="{y}">{escape(line.text)}</text>'


def _is_right_to_left(text: str) -> bool:
    """Test the first letter with a direction, so that a label is ordered as on a page of its own.

    The CSS property `unicode-bidi` does the same, but is not allowed in the style sheet of an EPUB.
    """
    directions = filter({"L", "R", "AL"}.__contains__, map(unicodedata.bidirectional, text))
    return next(directions, "L") != "L"


_BASELINE: Final = 0.35
"""The distance of the baseline from the center of a line, in units of the font size."""


def _format(length: float) -> str:
    return f"{round(length, 1):g}"


# -- LaTeX -----------------------------------------------------------------------------------------

_UNIT: Final = 0.64
"""The unit of figures in TeX points, for a font of 9 points."""


def visit_latex(self: LaTeXTranslator, node: relation_figure) -> None:
    """Begin a picture, which needs no package.

    Its lines end with comments, because line breaks would move what follows.  Sphinx loads
    `pict2e` if it is installed, which draws outlines of any radius.
    """
    figure: Figure | None = node.get("figure")
    if figure is None:
        raise nodes.SkipNode
    width, height = _format(figure.width), _format(figure.height)
    self.body += [
        "\n",
        rf"\begin{{flushleft}}\setlength{{\unitlength}}{{{_UNIT}pt}}\linethickness{{0.5pt}}%",
        "\n",
        rf"\fontsize{{9}}{{11}}\selectfont\begin{{picture}}({width},{height})%",
        "\n",
    ]
    for shape in figure.shapes:
        color = r"\color[gray]{0.6}" if shape.is_parent else r"\color{InnerLinkColor}"
        x = _format(shape.x + shape.width / 2)
        y = _format(figure.height - shape.y - shape.height / 2)
        size = f"{_format(shape.width)},{_format(shape.height)}"
        radius = rf"\def\maxovalrad{{{_format(shape.radius * _UNIT)}pt}}"
        self.body += [rf"{{{color}{radius}\put({x},{y}){{\oval({size})}}}}%", "\n"]


def depart_latex(self: LaTeXTranslator, node: relation_figure) -> None:
    self.body.append("\\end{picture}\n\\end{flushleft}\n")


def visit_latex_line(self: LaTeXTranslator, node: figure_line) -> None:
    line: Line = node["line"]
    height = node.parent["figure"].height
    position = f"{_format(line.x)},{_format(height - line.y)}"
    self.body.append(rf"\put({position}){{\makebox(0,0){{")


def depart_latex_line(self: LaTeXTranslator, node: figure_line) -> None:
    self.body.append("}}%\n")


def _skip(self: nodes.NodeVisitor, node: nodes.Node) -> None:
    raise nodes.SkipNode


def register(app: Sphinx) -> None:
    """Register the visitors of figures."""
    app.add_node(
        relation_figure,
        html=(visit_html, None),
        latex=(visit_latex, depart_latex),
        text=(_skip, None),
        man=(_skip, None),
        texinfo=(_skip, None),
    )
    app.add_node(figure_line, latex=(visit_latex_line, depart_latex_line))
