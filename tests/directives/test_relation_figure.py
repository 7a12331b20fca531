"""Test the figure and the sentence of a comparison, from the page to the written output."""

from __future__ import annotations

import pytest
from bs4 import Tag

from tests.building import Build, Built
from tests.directives.built_pages import page_body, texts_of, warnings_of

GLOSSARY = """\
Glossary
========

.. glossary::

   brewing
      Making coffee.

   pour over
      With a cone.

      .. term-info::
         :broader: brewing

   immersion
      In a jar.

      .. term-info::
         :broader: brewing

   French & Swiss press
      With a plunger.

      .. term-info::
         :aliases: plunger pot
         :broader: immersion
"""

RST = """\
Page
====

.. term-compare:: pour over; immersion
   :figure:
   :definitions:

.. term-compare:: immersion; French & Swiss press; plunger pot
   :figure:
   :sentence: A *press* & a `page <glossary.html>`__ say "more".
   :definitions:

.. term-compare:: pour over; immersion
   :sentence: No figure.
   :definitions:

.. toctree::

   glossary
"""

MD = """\
# Page

:::{term-compare} pour over; immersion
:figure:
:definitions:
:::

:::{term-compare} immersion; French & Swiss press; plunger pot
---
figure: true
sentence: A *press* & a [page](glossary.rst) say "more".
definitions:
---
:::

:::{term-compare} pour over; immersion
:sentence: No figure.
:definitions:
:::

:::{toctree}
glossary
:::
"""

SOURCES = {"rst": RST, "md": MD}

SENTENCES = [
    "Both are kinds of brewing.",
    "A press & a page say “more”.",
    "No figure.",
]


def figures_of(built: Built) -> list[Tag]:
    return page_body(built).select("svg.term-figure")


def test_figures_in_html(build: Build, syntax: str) -> None:
    built = build({f"index.{syntax}": SOURCES[syntax], "glossary.rst": GLOSSARY})
    assert built.warnings == ""
    assert texts_of(page_body(built), ".term-compare-relation") == SENTENCES
    siblings, nested = figures_of(built)
    for number, figure in enumerate((siblings, nested)):
        [image], [title] = figure.select("[role=img]"), figure.select("title")
        assert image["aria-labelledby"] == title["id"]
        assert title.get_text() == SENTENCES[number]
        assert not image.select("a")  # an image has no content for screen readers
        paragraph = figure.find_next_sibling("p")
        assert isinstance(paragraph, Tag)
        assert paragraph["class"] == ["term-compare-relation"]
    ids = [str(title["id"]) for title in page_body(built).select("svg.term-figure title")]
    assert ids == ["term-figure", "term-figure-2"]
    assert [str(a["href"]) for a in siblings.select("a")] == [
        "glossary.html#term-brewing",
        "glossary.html#term-pour-over",
        "glossary.html#term-immersion",
    ]
    assert len(siblings.select("rect")) == 3
    assert len(siblings.select("rect.term-figure-parent")) == 1
    assert texts_of(nested, "text") == ["immersion", "French & Swiss press", "=", "plunger pot"]
    assert texts_of(nested, "[aria-hidden=true]") == ["="]
    assert len(nested.select("rect")) == 2


def test_long_names_are_links_of_several_lines(build: Build) -> None:
    glossary = GLOSSARY.replace("French & Swiss press", "French & Swiss press of the year 1929")
    page = RST.replace("French & Swiss press", "French & Swiss press of the year 1929")
    nested = figures_of(build({"index.rst": page, "glossary.rst": glossary}))[1]
    [link] = nested.select("a[aria-label]")
    assert link["aria-label"] == "French & Swiss press of the year 1929"
    assert " ".join(texts_of(link, "text")) == link["aria-label"]


@pytest.mark.parametrize("builder", ["text", "epub"])
def test_other_builders_show_the_sentence(build: Build, builder: str) -> None:
    overrides = {"version": "1", "epub_show_urls": "no"}
    built = build({"index.rst": RST, "glossary.rst": GLOSSARY}, builder, confoverrides=overrides)
    written = built.text({"text": "index.txt", "epub": "index.xhtml"}[builder])
    assert "Both are kinds of brewing." in written
    assert "No figure." in written
    assert "term-figure" not in written


def test_figures_in_latex(build: Build) -> None:
    """Names of terms have no page number, which would be longer than the region."""
    overrides = {"latex_show_pagerefs": True, "project": "p"}
    latex = build(
        {"index.rst": RST, "glossary.rst": GLOSSARY}, "latex", confoverrides=overrides
    ).text("p.tex")
    assert latex.count(r"\begin{picture}") == latex.count(r"\end{picture}") == 2
    pictures = [part.partition(r"\end{picture}")[0] for part in latex.split(r"\begin{picture}")[1:]]
    assert [picture.count(r"\oval") for picture in pictures] == [3, 2]
    for picture in pictures:  # a line break would move all that follows it
        assert all(line.endswith("%") for line in picture.splitlines())
    assert r"\hyperref[\detokenize{glossary:term-brewing}]" in pictures[0]
    assert r"French \& Swiss press" in pictures[1]
    assert not any("pageref" in picture for picture in pictures)


def test_sentences_are_translatable(build: Build, syntax: str) -> None:
    built = build(
        {f"index.{syntax}": SOURCES[syntax], "glossary.rst": GLOSSARY},
        "gettext",
        confoverrides={"gettext_compact": False},
    )
    assert 'msgid "No figure."' in built.text("index.pot")


IMPOSSIBLE = {
    "rst": ".. term-compare:: brewing; tea\n   :definitions:\n   :figure:\n",
    "md": ":::{term-compare} brewing; tea\n:definitions:\n:figure:\n:::\n",
}


def test_figures_that_cannot_be_drawn_warn(build: Build, syntax: str) -> None:
    glossary = f"{GLOSSARY}\n   tea\n      Not coffee.\n"
    page = f"{IMPOSSIBLE[syntax]}\n{IMPOSSIBLE[syntax].replace('tea', 'milk')}"
    built = build({f"index.{syntax}": page, "glossary.rst": f":orphan:\n\n{glossary}"})
    line, column = {"rst": (3, 4), "md": (3, 1)}[syntax]
    unknown, *others = sorted(warnings_of(built), key=lambda warning: "milk" not in warning)
    assert "does not exist" in unknown
    assert others == [
        (
            f"{line}:{column}: term-compare shows no figure: the relation of the terms is not "
            "stated. Add :relation:, or state a common broader term in their term-info. "
            "[glossary_faq.comparison]"
        )
    ]
    assert figures_of(built) == []


def test_terms_of_hidden_definitions_are_not_linked(build: Build) -> None:
    glossary = GLOSSARY.replace("Making coffee.", "Making coffee.\n\n      .. term-info::")
    only = f".. only:: draft\n\n   .. glossary::\n\n      brewing\n         Hidden.\n\n{glossary}"
    only = only.replace("   brewing\n      Making coffee.\n\n      .. term-info::\n", "", 1)
    built = build({"index.rst": RST, "glossary.rst": only})
    [first, _second] = figures_of(built)
    assert texts_of(first, "text") == ["brewing", "pour over", "immersion"]
    assert texts_of(first, "a") == ["pour over", "immersion"]


def test_figures_link_inside_a_single_page(build: Build) -> None:
    built = build({"index.rst": RST, "glossary.rst": GLOSSARY}, "singlehtml")
    links = [str(link["href"]) for figure in figures_of(built) for link in figure.select("a")]
    assert links[:2] == ["#term-brewing", "#term-pour-over"]
