"""The classes of our nodes are for style sheets: an author may give them to anything else."""

from __future__ import annotations

import pytest

from tests.building import Build
from tests.directives.looking import body, texts, warnings, words

OURS = """\
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

THEIRS = {
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


@pytest.mark.parametrize("theirs", THEIRS)
@pytest.mark.parametrize("builder", ["html", "latex", "xml", "text"])
def test_what_authors_give_our_classes_stays_theirs(
    build: Build, theirs: str, builder: str
) -> None:
    source, selector, shown = THEIRS[theirs]
    alone = build({"index.rst": OURS}, builder)
    assert alone.warnings == ""
    questions = len(list(alone.env.domains["faq"].get_objects()))
    built = build({"index.rst": f"{OURS}\n{source}"}, builder)
    assert built.warnings == ""
    assert len(list(built.env.domains["faq"].get_objects())) == questions
    if builder == "html" and shown:
        assert shown in texts(body(built), selector)


@pytest.mark.myst
def test_markdown_may_give_them_too(build: Build) -> None:
    page = (
        "# Page\n\n:::{faq}\n\nQuestion?\n: Answer.\n:::\n\n"
        "{.faq}\nplain\n: one\n: two\n\n[seen]{.separator}\n\n:::{see-also}\nindex\n:::\n"
    )
    extensions = ["colon_fence", "deflist", "attrs_block", "attrs_inline"]
    built = build({"index.md": page}, confoverrides={"myst_enable_extensions": extensions})
    assert warnings(built) == []
    assert texts(body(built), "dt.faq-question") == ["Question?"]
    assert texts(body(built), "span.separator:not([aria-hidden])") == ["seen"]


@pytest.mark.parametrize("builder", ["html", "latex", "text"])
def test_a_copy_of_a_page_s_part_can_be_written(build: Build, builder: str) -> None:
    """`todolist` shows parts of pages as they were read."""
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
        assert "Here" in words(body(built, "list"))
