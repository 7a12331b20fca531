"""Links in nodes that an extension copies to another page are those of the original."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.compat import cached_doctrees
from tests.building import Build, Built

EXTENSIONS = ("sphinx.ext.todo", "sphinx_glossary_faq")
OPTIONS = {
    "todo_include_todos": True,
    "html_theme": "basic",
    "suppress_warnings": ["toc.not_included"],
}

PAGE = {
    "rst": """\
Author's page
=============

.. _here:

Part
----

A note [#f]_.

.. [#f] The note.

.. todo::

   On bisque. :term:`biscuit` :term:`slip` :doc:`spare` :any:`spare` :faq:`What is it?` here_
   :ref:`here` `x <#part>`__ Part_ [#f]_ `y <#inside>`__ `web <https://example.org>`__ URLS

   .. _inside:

   The target.

   .. see-also::
      :details: deck reading-time

      spare
      term:slip
      ref:here

   .. term-compare:: bisque; slip
      :definitions:
      :caption: Compared
""",
    "md": """\
# Author's page

(here)=
## Part

A note [^f].

[^f]: The note.

:::{todo}
On bisque. {term}`biscuit` {term}`slip` {doc}`spare` {any}`spare` {faq}`What is it?` [x](#here)
{ref}`here` [x](#part) [x](spare.md) [x](../words.rst#term-slip) [](#sub) [^f]
[web](https://example.org) URLS

:::{see-also}
:details: deck reading-time

spare
term:slip
ref:here
:::

:::{term-compare} bisque; slip
:definitions:
:caption: Compared
:::
:::

### Sub
""",
}
PAGE["md"] = PAGE["md"].replace(":::{todo}", "::::{todo}").replace(":::\n:::\n", ":::\n::::\n")

URLS = {
    "rst": """`x <spare.html>`__ `y <../words.html#term-bisque>`__

   .. raw:: html

      <a href="spare.html">x</a> <a href="#here">y</a>
""",
    "md": '<a href="spare.html">x</a> <a href="#here">y</a>',
}
"""Addresses that work in the builder `html` only."""

WORDS = """\
Words
=====

.. glossary::

   bisque
      Clay fired once.

      .. term-info::
         :aliases: biscuit
         :broader: slip

   slip
      Liquid clay.

.. faq::

   .. faq-item:: What is it?

      Clay.
"""

LIST = "List\n====\n\n.. todolist::\n"


def project(syntax: str, list_page: str, *, with_urls: bool = False) -> dict[str, str]:
    urls = URLS[syntax] if with_urls else ""
    return {
        f"a/page.{syntax}": PAGE[syntax].replace("URLS", urls),
        f"a/spare.{syntax}": {"rst": "Spare\n=====\n", "md": "# Spare\n"}[syntax],
        f"{list_page}.rst": LIST,
        "words.rst": WORDS,
        "index.rst": "Start\n=====\n\n.. toctree::\n   :glob:\n\n   **\n",
        **{f"other{number}.rst": "Other\n=====\n\nText.\n" for number in range(3)},
    }


def todo_links(built: Built, path: str) -> list[tuple[str, str]]:
    """Return the text of each link in the first todo of a page, and its address from the root."""
    page = BeautifulSoup(built.text(path), "html.parser")
    todo = page.select_one("div.admonition-todo")
    assert todo is not None
    links = []
    for link in todo.select("a:not(.headerlink)"):
        address = urldefrag(urljoin(f"/{path}", str(link["href"])))
        links.append((link.get_text(), f"{address.url.removesuffix('index.html')}#{address[1]}"))
    return links


@pytest.mark.parametrize("syntax", ["rst", pytest.param("md", marks=pytest.mark.myst)])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("list_page", ["0/list", "z/list", "list", "a/0", "a/z"])
def test_links_are_those_of_the_original(
    build: Build, syntax: str, builder: str, list_page: str
) -> None:
    """Whichever page is written first, in one process or several, in any build."""
    files = project(syntax, list_page, with_urls=builder == "html")
    end = ".html" if builder == "html" else "/index.html"
    pages = []
    for change, parallel in [(files, 0), ({f"{list_page}.rst": f"{LIST}\nMore.\n"}, 0), (files, 2)]:
        keep = change is not files
        options: dict[str, Any] = {"extensions": EXTENSIONS, "confoverrides": OPTIONS}
        built = build(change, builder, keep=keep, parallel=parallel, **options)
        assert built.warnings == ""
        own = f"/{'a/page.html' if builder == 'html' else 'a/page/'}"
        list_address = f"/{list_page}{'.html' if builder == 'html' else '/'}"
        copied = [
            (text, address.replace(f"{list_address}#inside", f"{own}#inside"))
            for text, address in todo_links(built, list_page + end)
        ]
        original = todo_links(built, f"a/page{end}")
        assert len(original) > 10
        # Automatic links are on the page of the author only.
        assert copied == [link for link in original if link[0] != "bisque" or link in copied]
        pages.append(built.text(list_page + end).replace("<p>More.</p>\n", ""))
    assert pages[0] == pages[1] == pages[2]


@pytest.mark.parametrize("syntax", ["rst", pytest.param("md", marks=pytest.mark.myst)])
@pytest.mark.parametrize("builder", ["singlehtml", "latex", "text", "epub", "xrefcheck", "gettext"])
def test_other_builders_do_not_warn(build: Build, syntax: str, builder: str) -> None:
    options = {**OPTIONS, "epub_copyright": "2026", "version": "1"}
    built = build(project(syntax, "z/list"), builder, extensions=EXTENSIONS, confoverrides=options)
    lines = [line for line in built.warnings.splitlines() if "unknown mimetype" not in line]
    assert lines == []


@pytest.mark.parametrize("syntax", ["rst", pytest.param("md", marks=pytest.mark.myst)])
def test_copies_in_latex_refer_to_labels(build: Build, syntax: str) -> None:
    built = build(project(syntax, "z/list"), "latex", extensions=EXTENSIONS, confoverrides=OPTIONS)
    text = built.text(next(name for name in built.files() if name.endswith(".tex")))
    labels = set(re.findall(r"\\label\{\\detokenize\{(.*?)\}\}", text))
    assert set(re.findall(r"\\hyperref\[\\detokenize\{(.*?)\}\]", text)) <= labels


def test_links_of_a_copy_are_not_ambiguous(build: Build) -> None:
    """Of several definitions, a copy links to the one that its author meant."""
    words = "Words\n=====\n\n.. glossary::\n\n   slip\n      Of {0}.\n"
    todo = ".. todo::\n\n   :term:`slip` :any:`slip`\n\n   .. see-also::\n\n      term:slip\n"
    files = {
        "index.rst": "Start\n=====\n",
        **{f"{folder}/words.rst": words.format(folder) for folder in ("a", "z")},
        "a/page.rst": f"Page\n====\n\n{todo}",
        "z/list.rst": LIST,
    }
    options = {**OPTIONS, "glossary_faq_check_ignore": ["duplicate-*"]}
    built = build(files, extensions=EXTENSIONS, confoverrides=options)
    addresses = {address for _text, address in todo_links(built, "z/list.html")}
    assert addresses == {"/a/words.html#term-slip"}


def test_broken_links_are_reported_once_where_they_were_written(build: Build) -> None:
    todo = (
        ".. todo::\n\n   `x <nope.html>`__ `y <#no>`__ :ref:`gone` :doc:`no` `z <page.html#q>`__"
        '\n\n   .. raw:: html\n\n      <a href="raw.html">x</a>\n'
    )
    files = {"index.rst": "Start\n=====\n", "a/page.rst": f"Page\n====\n\n{todo}"}
    options: dict[str, Any] = {"extensions": EXTENSIONS, "confoverrides": OPTIONS}
    expected = build(files, **options).warnings
    assert len(expected.splitlines()) == 6
    for list_page in ("0/list", "z/list"):
        assert build({**files, f"{list_page}.rst": LIST}, **options).warnings == expected
        edited = {f"{list_page}.rst": f"{LIST}\nMore.\n"}
        assert build(edited, keep=True, **options).warnings == expected


BROKEN = {
    "rst": """\
A
=

.. note::

   `x <nope.html>`__ `y <#no>`__ :ref:`gone` :doc:`no` `z <b.html#q>`__ `w <../no.html>`__ gone_

   .. image:: no.png

   .. raw:: html

      <a href="raw.html">x</a>
""",
    "md": """\
# A

:::{note}
[x](nope.md) [y](#no) [z](b.rst#q) <a href="raw.html">x</a> ![w](no.png)
:::
""",
}


@pytest.mark.parametrize("syntax", ["rst", pytest.param("md", marks=pytest.mark.myst)])
@pytest.mark.parametrize("keep_originals", [True, False])
def test_broken_links_in_copies_of_other_extensions(
    build: Build, syntax: str, keep_originals: bool
) -> None:
    files = {
        "index.rst": "Start\n=====\n",
        f"a/a.{syntax}": BROKEN[syntax],
        "a/b.rst": "B\n=\n",
    }
    options: dict[str, Any] = {
        "extensions": ("tests.copying_extension", "sphinx_glossary_faq"),
        "confoverrides": {
            "suppress_warnings": ["toc.not_included"],
            "keep_originals": keep_originals,
        },
    }
    expected = build(files, **options).warnings
    assert len(expected.splitlines()) == {"rst": 9, "md": 5}[syntax]
    notes = {"list.rst": "List\n====\n\n.. container:: notes\n\n   Notes:\n"}
    built = build(files | notes, **options)
    assert 'href="a/raw.html"' in built.text("list.html")
    assert built.warnings == expected


def test_lists_are_written_again_with_what_their_todos_show(build: Build) -> None:
    options: dict[str, Any] = {"extensions": EXTENSIONS, "confoverrides": OPTIONS}
    build(project("rst", "z/list"), **options)
    changed = {
        "words.rst": WORDS.replace("Liquid clay.", "Thin clay."),
        "a/page.rst": PAGE["rst"].replace("Compared", "Told apart").replace("URLS", ""),
        "a/0.rst": "New\n===\n\n.. todo:: On slip.\n",
    }
    page = build(changed, keep=True, **options).text("z/list.html")
    assert page.count("Thin clay.") == 3  # two copies and a tip
    assert page == build(project("rst", "z/list") | changed, **options).text("z/list.html")


@pytest.mark.parametrize("syntax", ["rst", pytest.param("md", marks=pytest.mark.myst)])
@pytest.mark.parametrize("keep_originals", [True, False])
@pytest.mark.parametrize("list_page", ["0/list", "z/list"])
def test_copies_of_other_extensions(
    build: Build, syntax: str, keep_originals: bool, list_page: str
) -> None:
    files = project(syntax, list_page, with_urls=True)
    files[f"a/page.{syntax}"] = files[f"a/page.{syntax}"].replace("todo", "note")
    files[f"{list_page}.rst"] = "List\n====\n\n.. container:: notes\n\n   Notes:\n"
    pages = []
    for parallel in (0, 2):
        built = build(
            files,
            extensions=("tests.copying_extension", "sphinx_glossary_faq"),
            confoverrides={"html_theme": "basic", "keep_originals": keep_originals},
            parallel=parallel,
        )
        assert built.warnings == ""
        pages.append(built.text(f"{list_page}.html"))
    assert pages[0] == pages[1]
    assert 'href="../a/spare.html"' in pages[0]


class Kept:
    """Data of an extension."""

    def __init__(self, node: nodes.Node) -> None:
        self.node = node


@pytest.mark.parametrize("kind", ["attribute", "container", "object", "domain"])
def test_pages_with_kept_nodes_are_not_resolved_in_place(build: Build, kind: str) -> None:
    """However an extension keeps nodes; other pages need not be unpickled."""
    files = {"index.rst": "Start\n=====\n\n:doc:`other`\n", "other.rst": "Other\n=====\n"}
    build(files, confoverrides=OPTIONS)
    app = build.app
    assert app is not None
    kept: list[nodes.paragraph] = []

    def keep(app: Sphinx, doctree: nodes.document) -> None:
        paragraphs = list(doctree.findall(nodes.paragraph))
        if not paragraphs:
            return
        kept[:] = paragraphs
        value: Any = {"container": {"x": [(paragraphs[0],)]}, "object": Kept(paragraphs[0])}.get(
            kind, paragraphs[0]
        )
        if kind == "domain":
            app.env.domaindata["faq"]["kept"] = value
        else:
            vars(app.env)["kept"] = value

    cached: list[set[str]] = []

    def record(app: Sphinx, env: BuildEnvironment) -> None:
        cached.append(set(cached_doctrees(env)))

    app.connect("doctree-read", keep)
    app.connect("env-updated", record, priority=900)
    for docname in files:
        (build.folder / "project" / "source" / docname).touch()
    app.build(force_all=True)
    assert cached == [{"other"}]
    assert "pending_xref" in kept[0].pformat()
