"""Test definitions that do not begin with a paragraph."""

from __future__ import annotations

import json

import pytest
from docutils import nodes

from tests.building import Build
from tests.directives.built_pages import page_body, texts_of

BLOCKS = {
    "bullets": ("* An *animal*.\n* A person", "An animal. A person"),
    "numbers": ("1. Animal,\n2. person.", "Animal, person."),
    "nested list": ("* one\n\n  * two", "one; two"),
    "items of two paragraphs": ("* one\n\n  more\n* two", "one; more; two"),
    "definitions": ("at sea\n   A whip.\n\non land\n   Pet", "at sea: A whip. on land: Pet"),
    "fields": (":kind: pet", "kind: pet"),
    "lines": ("| Soft\n| and warm", "Soft and warm"),
    "quotation": ("   A ``quoted`` cat.", "A quoted cat."),
    "table": ("=== ===\na   b\n=== ===", "a; b"),
    "container": (".. container:: x\n\n   First.\n\n   Second.", "First."),
    "list before a paragraph": ("* one\n* two\n\nMore.", "one; two"),
    "note before a paragraph": (".. note:: Mind.\n\nAn animal.", "An animal."),
    "version before a paragraph": (".. versionadded:: 2\n\nAn animal.", "An animal."),
    "only a note": (".. note:: Mind the cat.", "Mind the cat."),
    "only code": ("::\n\n   a cat", "a cat"),
    "code before a paragraph": ("::\n\n   a cat\n\nAn animal.", "An animal."),
    "comment": (".. comment\n\n* one", "one"),
    "picture": (".. image:: cat.png\n\n* one", "one"),
    "formula": (".. math:: x\n\n* one", "one"),
    "only a picture": (".. image:: cat.png\n   :alt: A cat", "A cat"),
    "only a figure": (".. figure:: cat.png\n   :alt: A cat", "A cat"),
    "only a formula": (".. math:: x^2\n   :label: y", "x^2"),
    "picture before a formula": (".. image:: cat.png\n\n.. math:: x", "x"),
    "hidden formula": (".. only:: no_such_tag\n\n   .. math:: x\n\n.. math:: y", "y"),
    "rubric": (".. rubric:: Cats\n\nAn animal.", "An animal."),
    "only a rubric": (".. rubric:: Cats", "Cats"),
    "code with a caption": (
        ".. code-block:: text\n   :caption: Cats\n\n   cat\n\nAn animal.",
        "An animal.",
    ),
    "footnote": ("* one [1]_\n\n.. [1] A note.", "one"),
    "condition": (".. only:: no_such_tag\n\n   Hidden.\n\n* one", "one"),
    "shown condition": (".. only:: html\n\n   Shown.\n\nMore.", "Shown."),
    "condition in an item": ("* one\n* .. only:: no_such_tag\n\n     two\n* three", "one; three"),
    "conditional note": (".. only:: html\n\n   .. note:: Mind.\n\nAn animal.", "An animal."),
    "hidden container": (".. only:: latex\n\n   .. container:: x\n\n      L.\n\nAll.", "All."),
    "nested conditions": (
        ".. only:: html\n\n   .. only:: latex\n\n      Both.\n\n   Html.",
        "Html.",
    ),
}


@pytest.mark.parametrize("kind", BLOCKS)
def test_definition_that_begins_with_another_block(build: Build, kind: str) -> None:
    block, text = BLOCKS[kind]
    indented = "".join(f"      {line}\n" for line in block.splitlines())
    source = (
        "Page\n====\n\n.. glossary::\n\n   cat\n" + indented + "\n   dog\n      A pet.\n\n"
        ".. term-compare:: cat; dog\n   :definitions:\n\n"
        ".. see-also::\n   :details: deck\n\n   term:cat\n"
    )
    options = {"suppress_warnings": ["image.not_readable"]}
    page = page_body(build({"index.rst": source}, confoverrides=options))
    assert texts_of(page, "td[data-term=cat]") == [text]
    assert texts_of(page, ".see-also-deck") == [text]


@pytest.mark.myst
def test_styles_are_kept_in_markdown(build: Build) -> None:
    source = (
        "# Page\n\n:::{glossary}\ncat\n  * An *animal*\n  * a `cat`\n\ndog\n  A pet.\n:::\n\n"
        ":::{term-compare} cat; dog\n:definitions:\n:::\n"
    )
    page = page_body(build({"index.md": source}))
    (cell,) = page.select("td[data-term=cat]")
    assert texts_of(page, "td[data-term=cat]") == ["An animal; a cat"]
    assert texts_of(cell, "em, code") == ["animal", "cat"]


@pytest.mark.myst
def test_markdown_image_and_formula(build: Build) -> None:
    source = (
        "# Page\n\n:::{glossary}\ncat\n  ![A cat](cat.png)\n\ndog\n  $$x^2$$\n:::\n\n"
        ":::{term-compare} cat; dog\n:definitions:\n:::\n"
    )
    options = {
        "suppress_warnings": ["image.not_readable"],
        "myst_enable_extensions": ["colon_fence", "dollarmath"],
    }
    page = page_body(build({"index.md": source}, confoverrides=options))
    assert texts_of(page, "td[data-term]") == ["A cat", "x^2"]


CONDITIONAL = {
    "index.rst": """\
Page
====

.. glossary::

   cat
      .. only:: html

         A pet *on screen*.

      .. only:: text

         A pet in text.

      .. ifconfig:: language == "en"

         A pet elsewhere.

   dog
      .. only:: html

         .. image:: dog.png
            :alt: A dog

.. term-compare:: cat; dog
   :definitions:

.. see-also::
   :details: deck

   term:cat
""",
}


def test_builders_with_one_environment_show_their_own_definition(build: Build) -> None:
    options = {"suppress_warnings": ["image.not_readable"]}
    extensions = ("sphinx_glossary_faq", "sphinx.ext.ifconfig")
    shown = {"html": "A pet on screen.", "text": "A pet in text.", "xml": "A pet elsewhere."}
    for number, (builder, definition) in enumerate(shown.items()):
        built = build(
            CONDITIONAL, builder, keep=number > 0, confoverrides=options, extensions=extensions
        )
        resolved = built.resolved()
        table = next(resolved.findall(nodes.table)).astext()
        others = {*shown.values(), "A dog" if builder != "html" else ""} - {definition, ""}
        assert definition in table
        assert not any(other in table for other in others)
        (deck,) = (node for node in resolved.findall() if "see-also-deck" in classes_of(node))
        assert deck.astext() == definition


def test_terms_json_has_the_definition_that_is_shown(build: Build) -> None:
    extensions = ("sphinx_glossary_faq", "sphinx.ext.ifconfig")
    options = {"suppress_warnings": ["image.not_readable"]}
    built = build(CONDITIONAL, confoverrides=options, extensions=extensions)
    terms = json.loads(built.text("terms.json"))["terms"]
    assert [term["definition"] for term in terms] == ["A pet on screen.", "A dog"]


def classes_of(node: nodes.Node) -> list[str]:
    """Return the classes of a node, or an empty list for text."""
    return node["classes"] if isinstance(node, nodes.Element) else []
