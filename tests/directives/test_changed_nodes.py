"""Other extensions may change the nodes of our directives: no build ends for it."""

from __future__ import annotations

import textwrap
import traceback
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sphinx_glossary_faq
from tests import mutating
from tests.building import Build
from tests.mutating import KINDS, STAGES, Change

PAGE = """\
:deck: A *deck*.

Page
====

.. article-header::
   :kicker: News
   :updated: 2026-06-12

   A deck with a cat.

.. term-compare:: cat; dog
   :caption: Both
   :definitions:
   :relation: overlapping

   * - sound
     - purrs
     - barks
   * - size
     - small
     - large

.. see-also:: More
   :details: deck, updated, reading-time

   other
   Title <other>
   term:cat
   faq:why
   ref:label
   https://example.org

.. see-also::

   other

.. faq:: Questions
   :collapsible: open

   Why a cat?
      It purrs.

   .. faq-item:: Why *not* a `dog <https://example.org>`__?
      :name: why

      It barks.

.. faq::

   How?
      So, with a cat.

.. _label:

Words
-----

.. glossary::

   cat
   kitty
      It purrs. No :term:`dog`.

      .. term-info::
         :aliases: tomcat; puss
         :broader: dog
         :avoid: moggy
         :abbreviation: CT

   dog
      It barks at a cat.

:faq:`why`, :faq:`how`, a cat, kitty and a dog.

.. faq:: Sections
   :sections:

   When?
      Now.

   Where?
      Here.
"""

FILES = {
    "index.rst": PAGE,
    "other.rst": ":orphan:\n:updated: 2026-01-01\n:deck: Other *deck*.\n\nOther\n=====\n\nA cat.\n",
}

WRAPPERS = ("/check/page_warnings.py", "/autolink/search_index.py")
"""The modules that call Sphinx to write or index a page, so errors of Sphinx pass through them."""

PACKAGE = str(Path(sphinx_glossary_faq.__file__).parent)

CHANGES = st.lists(
    st.builds(
        Change,
        st.sampled_from(STAGES),
        st.sampled_from(list(KINDS)),
        st.integers(0, 300),
        st.integers(0, 9),
    ),
    min_size=1,
    max_size=8,
)


def own_frames(error: BaseException) -> list[str]:
    """Return the lines of this package in a traceback, and those of its causes."""
    frames: list[str] = []
    each: BaseException | None = error
    while each is not None:
        frames += [
            f"{frame.filename.removeprefix(PACKAGE)}:{frame.lineno} {each!r}"
            for frame in traceback.extract_tb(each.__traceback__)
            if frame.filename.startswith(PACKAGE) and not frame.filename.endswith(WRAPPERS)
        ]
        each = each.__cause__ or each.__context__
    return frames


@pytest.mark.parametrize(
    ("builder", "max_examples"), [("html", 40), ("text", 15), ("latex", 15), ("xrefcheck", 5)]
)
def test_changed_nodes_end_no_build(build: Build, builder: str, max_examples: int) -> None:
    @settings(
        max_examples=max_examples,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(CHANGES)
    def check(changes: list[Change]) -> None:
        mutating.CHANGES[:] = changes
        try:
            build(
                FILES,
                builder,
                extensions=("sphinx_glossary_faq", "tests.mutating"),
                confoverrides={"html_theme": "basic"},
            )
        except Exception as error:  # noqa: BLE001  # Sphinx may raise one for such nodes, too
            frames = own_frames(error)
            assert not frames, frames
        finally:
            mutating.CHANGES.clear()

    check()


COMMENT_IN_LIST = "list = next(iter(doctree.findall({})))\nlist.insert(1, nodes.comment('', 'x'))"

EDITS = {
    "comment in a list of questions": COMMENT_IN_LIST.format("nodes.definition_list"),
    "comment in a list of entries": COMMENT_IN_LIST.format("nodes.bullet_list"),
    "comment in a row": COMMENT_IN_LIST.format("nodes.row"),
    "comment in a table body": COMMENT_IN_LIST.format("nodes.tbody"),
    "comment in a header": COMMENT_IN_LIST.format("nodes.container"),
    "fewer cells": "for row in doctree.findall(nodes.row):\n    del row[-1]",
    "no cells": "for row in doctree.findall(nodes.row):\n    row.clear()",
    "more cells": "for row in doctree.findall(nodes.row):\n    row += nodes.entry()",
    "no rows": "for part in doctree.findall(nodes.thead):\n    part.clear()",
    "empty definition cells": "for cell in doctree.findall(nodes.entry):\n    cell.clear()",
    "no attributes": (
        "for node in doctree.findall(nodes.Element):\n"
        "    for name in OWN_ATTRIBUTES - {'glossary_faq'}:\n"
        "        node.attributes.pop(name, None)"
    ),
    "no ids": "for node in doctree.findall(nodes.term):\n    node['ids'] = []",
    "no answers": "for node in [*doctree.findall(nodes.definition)]:\n    node.parent.remove(node)",
    "no questions": "for node in [*doctree.findall(nodes.term)]:\n    node.parent.remove(node)",
    "empty boxes": "for node in doctree.findall(addnodes.seealso):\n    node.clear()",
    "wrapped kicker": (
        "header = next(iter(doctree.findall(nodes.container)))\n"
        "header[0] = nodes.container('', header[0])"
    ),
}
"""What an extension does with a page when it has been read."""

EXTENSION = """\
from docutils import nodes
from sphinx import addnodes
from tests.mutating import OWN_ATTRIBUTES

def edit(app, doctree):
    if app.env.docname == "index":
        change(doctree)

def change(doctree):
{}

def setup(app):
    app.connect("doctree-read", edit, priority=100)
"""


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_edited_nodes_end_no_build(build: Build, builder: str, edit: str) -> None:
    code = textwrap.indent(EDITS[edit], "    ")
    files = {**FILES, "conf.py": EXTENSION.format(code)}
    built = build(files, builder, confoverrides={"html_theme": "basic"})
    if builder == "html":
        page = built.text("index.html")
        assert "purrs" in page
        # What is left of a question is shown.
        assert ("Why a cat?" in page) == (edit != "no questions")
