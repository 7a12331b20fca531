"""Test that authors can use the directives' CSS classes on other nodes."""

from __future__ import annotations

import pytest

from tests.building import Build
from tests.directives.built_pages import page_body, text_of, texts_of, warnings_of

DIRECTIVES = """\
Page
====

.. article-header::
   :kicker: Kicker
   :updated: 2026-06-12

   Deck.

.. faq:: Title

   Question?
      Answer.

.. see-also::
   :details: updated, reading-time

   index

.. term-compare:: cat; dog

   * - a
     - b
     - c

.. glossary::

   cat
      Purrs.

      .. term-info::
         :aliases: mouser
         :avoid: moggy

   dog
      Barks.
"""

OTHER_NODES = {
    "table": (".. list-table::\n   :class: term-compare\n\n   * - x\n     - y\n", "table", "x y"),
    "seealso": (".. seealso::\n   :class: see-also\n\n   foo\n", "div.seealso", "See also foo"),
    "list": (
        ".. rst-class:: faq\n\nplain : classifier\n   def\nother\n   def\n",
        "dl.faq:has(.classifier)",
        "plainclassifierdef otherdef",
    ),
    "header": (".. container:: article-header\n\n   foo\n", "div.article-header + *, div", "foo"),
    "kicker": (
        ".. container:: article-header\n\n   .. rst-class:: article-kicker\n\n   Mine\n",
        "div.article-header p.article-kicker",
        "Mine",
    ),
    "rubric": (".. rubric:: Mine\n   :class: faq-title\n", "p.rubric", "Mine"),
    "separator": (
        ".. role:: separator\n\nA :separator:`seen` thing.\n",
        "span.separator:not([aria-hidden])",
        "seen",
    ),
    "date": (
        ".. role:: article-updated\n\nA :article-updated:`seen` thing.\n",
        "span.article-updated",
        "seen",
    ),
    "question": (
        ".. rst-class:: faq-question\n\nMine\n----\n\nText.\n",
        "section.faq-question, .faq-question section",
        "",
    ),
}


@pytest.mark.parametrize("name", OTHER_NODES)
@pytest.mark.parametrize("builder", ["html", "latex", "xml", "text"])
def test_nodes_with_the_same_class_are_not_changed(build: Build, name: str, builder: str) -> None:
    source, selector, text = OTHER_NODES[name]
    without = build({"index.rst": DIRECTIVES}, builder)
    assert without.warnings == ""
    questions = len(list(without.env.domains["faq"].get_objects()))
    built = build({"index.rst": f"{DIRECTIVES}\n{source}"}, builder)
    assert built.warnings == ""
    assert len(list(built.env.domains["faq"].get_objects())) == questions
    if builder == "html" and text:
        assert text in texts_of(page_body(built), selector)


@pytest.mark.myst
def test_markdown_nodes_with_the_same_class_are_not_changed(build: Build) -> None:
    page = (
        "# Page\n\n:::{faq}\n\nQuestion?\n: Answer.\n:::\n\n"
        "{.faq}\nplain\n: one\n: two\n\n[seen]{.separator}\n\n:::{see-also}\nindex\n:::\n"
    )
    extensions = ["colon_fence", "deflist", "attrs_block", "attrs_inline"]
    built = build({"index.md": page}, confoverrides={"myst_enable_extensions": extensions})
    assert warnings_of(built) == []
    assert texts_of(page_body(built), "dt.faq-question") == ["Question?"]
    assert texts_of(page_body(built), "span.separator:not([aria-hidden])") == ["seen"]


@pytest.mark.parametrize("builder", ["html", "latex", "text"])
def test_unresolved_copies_can_be_written(build: Build, builder: str) -> None:
    """`todolist` shows parts of pages before they are resolved."""
    todo = (
        ".. todo::\n\n   .. see-also::\n\n      Here <index>\n\n"
        "   .. article-header::\n\n      D.\n"
    )
    built = build(
        {
            "index.rst": f"Page\n====\n\n{todo}",
            "list.rst": ":orphan:\n\nList\n====\n\n.. todolist::",
        },
        builder,
        extensions=["sphinx.ext.todo", "sphinx_glossary_faq"],
        confoverrides={"todo_include_todos": True},
    )
    assert "unknown node" not in built.warnings
    if builder == "html":
        assert "Here" in text_of(page_body(built, "list"))
