"""Test each kind of content that must not be linked, in both markup languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from docutils import nodes

from sphinx_glossary_faq.autolink.text_collector import TextCollector
from tests.autolink.links import glossary, link_tags, main_part, page, project
from tests.building import Build, Built

LAST_LINE = "Last: a cat."

RAW_ROLE = ".. role:: raw-html(raw)\n   :format: html\n\n"

RST = {
    "heading": "A cat\n-----",
    "rubric": ".. rubric:: A cat",
    "literal": "``cat``",
    "code role": ":code:`cat`",
    "literal block": "::\n\n   cat\n",
    "code block": ".. code-block:: none\n\n   cat\n",
    "doctest": ">>> cat\nTrue",
    "link": "`cat <https://example.org>`__",
    "internal link": ":ref:`cat <search>`",
    "download": ":download:`cat <conf.py>`",
    "question": ".. faq-item:: What is a cat?\n\n   It purrs.",
    "math": ":math:`cat`",
    "math block": ".. math:: cat",
    "raw": ".. raw:: html\n\n   <p>cat</p>",
    "figure caption": ".. figure:: cat.png\n\n   A cat.",
    "code caption": ".. code-block:: none\n   :caption: A cat\n\n   x",
    "table title": ".. table:: A cat\n\n   = =\n   a b\n   = =",
    "table head": ".. list-table::\n   :header-rows: 1\n\n   * - cat\n   * - dog",
    "signature": ".. py:function:: cat(cat)",
    "option": "-c cat  An option.",
    "article header": ".. article-header::\n   :kicker: A cat\n\n   All on the cat.",
    "see also": ".. see-also:: On the cat\n\n   term:cat\n   Every cat <glossary>",
    "comment": ".. The cat.",
    "class": ".. rst-class:: no-autolink\n\n   A cat.",
    "container": ".. container:: no-autolink\n\n   - A cat.",
    "role": "A :no-autolink:`cat` sat.",
    "term line": "cat\n   Not a glossary's.",
    "field name": ":cat: It purrs.",
    "footnote mark": "It purrs [cat]_.\n\n.. [cat] It does.",
    "inside a word": "**cat**\\ alog, concat, cat\\ *s*\\ up, bob\\ **cat**, cat_flap",
    "keys": ":kbd:`cat` :file:`cat` :guilabel:`cat` :menuselection:`cat --> cat` :manpage:`cat`",
    "broken link": ":term:`cat o' nine`",
    "version": ".. versionadded:: cat",
    "topic title": ".. topic:: cat\n\n   It purrs.",
    "admonition title": ".. admonition:: cat\n\n   It purrs.",
    "abbreviation": ":abbr:`cat (concatenate)`",
    "index entry": ".. index:: cat",
    "defining instance": "A :dfn:`cat` purrs.",
    "substitution": ".. |cat| replace:: dog\n\nA |cat|.",
    "image": ".. image:: cat.png\n   :alt: cat",
    "raw link role": f"{RAW_ROLE}See :raw-html:`<a href='glossary.html'>` the *cat* page "
    ":raw-html:`</a>`.",
    "raw code role": f"{RAW_ROLE}:raw-html:`<kbd>` cat :raw-html:`</kbd>` "
    ":raw-html:`<code>` **cat** :raw-html:`</code>`",
    "raw substitution": ".. |o| raw:: html\n\n   <a href='glossary.html'>\n\n"
    ".. |c| raw:: html\n\n   </a>\n\nSee |o| cat |c|.",
    "raw blocks": ".. raw:: html\n\n   <h3>\n\nA cat.\n\n- cat\n\n.. raw:: html\n\n   </h3>",
    "raw unclosed": f"{RAW_ROLE}.. list-table::\n\n   * - :raw-html:`<kbd>` cat\n     - x",
}

MD = {
    "heading": "## A cat",
    "literal": "`cat`",
    "code block": "```none\ncat\n```",
    "link": "[cat](https://example.org)",
    "internal link": "[cat](glossary.md)",
    "autolink": "<https://example.org/cat>",
    "question": ":::{faq-item} What is a cat?\nIt purrs.\n:::",
    "question as heading": ":::{faq}\n# Who is a cat?\nIt purrs.\n:::",
    "math": "{math}`cat`",
    "math block": "```{math}\ncat\n```",
    "raw": "<p>cat</p>",
    "inline html": "<b>x</b> it <i title='cat'>purrs</i>",
    "html link": "<a href='glossary.html'>the *cat*\npage</a>, "
    "**a <a href='glossary.html'>cat</a>**",
    "html anchor": "<a id='x'>cat</a>",
    "html code": "<code>cat</code> <kbd>cat</kbd> <samp>cat</samp> <tt>cat</tt> <var>cat</var>",
    "html text": "<script>cat</script> <textarea>cat</textarea> <!-- cat --> <pre>cat</pre>",
    "html control": "<button>cat</button> <label>cat</label> <abbr title='x'>cat</abbr>",
    "html class": "<span class='no-autolink'>cat *cat*</span>",
    "html cell": "| a | b |\n|---|---|\n| <a href='glossary.html'>cat</a> | <kbd>cat |",
    "html in admonition": ":::{note}\n<a href='glossary.html'>cat</a>\n:::",
    "html heading": "<h3>\n\nA cat.\n\n- cat\n\n</h3>",
    "html link of blocks": "<a href='glossary.html'>\n\nA cat.\n\n> cat\n\n</a>",
    "html summary": "<details>\n<summary>cat\n\n</summary>\n\nIt purrs.\n\n</details>",
    "figure caption": "```{figure} cat.png\nA cat.\n```",
    "table head": "| cat | dog |\n|---|---|\n| x | y |",
    "signature": "```{py:function} cat(cat)\n```",
    "article header": ":::{article-header}\n:kicker: A cat\n\nAll on the cat.\n:::",
    "see also": ":::{see-also}\nterm:cat\nEvery cat <glossary>\n:::",
    "comment": "% The cat.",
    "container": ":::{container} no-autolink\n- A cat.\n:::",
    "role": "A {no-autolink}`cat` sat.",
    "term line": "cat\n: Not a glossary's.",
    "inside a word": "**cat**alog, con**cat**, **bob**cat",
    "image": "![cat](cat.png)",
    "defining instance": "A {dfn}`cat` purrs.",
}

# One transparent pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def skipped_content(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Built]]:
    """The pages of both syntaxes, each built once and only on request."""
    build = Build(tmp_path_factory.mktemp("skipped"))

    class BuiltBySyntax(dict[str, Built]):
        def __missing__(self, syntax: str) -> Built:
            bodies = RST if syntax == "rst" else MD
            files: dict[str, str | bytes | None] = {
                f"{name.replace(' ', '-')}.{syntax}": page(syntax, f"{body}\n\n{LAST_LINE}")
                for name, body in bodies.items()
            }
            files |= {"cat.png": PNG, **glossary(syntax, cat="It purrs.")}
            files[f"index.{syntax}"] = page(syntax, "Nothing.")
            self[syntax] = build(
                files,
                project=syntax,
                confoverrides={"suppress_warnings": ["toc.not_included"], "html_theme": "basic"},
            )
            return self[syntax]

    yield BuiltBySyntax()
    build.close()


@pytest.mark.parametrize(
    ("syntax", "kind"),
    [*(("rst", name) for name in RST), *(("md", name) for name in MD)],
)
def test_only_the_last_line_is_linked(
    skipped_content: dict[str, Built], syntax: str, kind: str
) -> None:
    """The first link is in the last line, so nothing above it was a mention."""
    tags = link_tags(main_part(skipped_content[syntax], f"{kind.replace(' ', '-')}.html"))
    assert [tag.parent.get_text() for tag in tags if tag.parent] == [LAST_LINE]


@pytest.mark.myst
def test_markup_of_the_pages_is_valid(skipped_content: dict[str, Built]) -> None:
    """Only the broken link, the code and the empty role cause warnings."""
    for syntax, expected in {"rst": ["o' nine", "No link text", "Lexing"], "md": []}.items():
        warnings = skipped_content[syntax].warnings.splitlines()
        assert [line for line in warnings if not any(part in line for part in expected)] == []


def test_own_definition(build: Build, syntax: str) -> None:
    """A term is not linked in its own definition, but in the definitions of other terms."""
    files = {
        **glossary(syntax, cat="A cat purrs.", dog="Not a cat, a dog. No cat."),
        f"index.{syntax}": page(syntax, "Nothing."),
    }
    built = build(files, confoverrides={"suppress_warnings": ["toc.not_included"]})
    (link,) = link_tags(main_part(built, "glossary.html"))
    paragraph = link.find_parent("p")
    assert paragraph is not None
    assert paragraph.get_text() == "Not a cat, a dog. No cat."


AUTOSUMMARY = {
    "kiln.py": '''"""A kiln."""


def fire(cat):
    """Fire the cat, a :term:`missing` one.

    More.
    """
''',
    "conf.py": "import sys, os\n\nsys.path.insert(0, os.path.abspath('.'))\n",
    "index.rst": page("rst", ".. py:function:: kiln.fire(cat)\n\n.. autosummary::\n\n   kiln.fire"),
    **glossary("rst", cat="It purrs."),
}


def test_table_of_autosummary(build: Build) -> None:
    """Its summaries are linked, its signatures are not; references in it are always checked."""
    extensions = "sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx_glossary_faq"
    options = {"suppress_warnings": ["toc.not_included"], "autosummary_generate": False}
    for keep in (False, True):
        built = build(AUTOSUMMARY, extensions=extensions, confoverrides=options, keep=keep)
        (tag,) = link_tags(main_part(built))
        paragraph = tag.find_parent("p")
        assert paragraph is not None
        assert paragraph.get_text() == "Fire the cat, a missing one."
        assert re.search(r"index\.rst:\d+: WARNING: term role: .*“missing”", built.warnings)


def test_comments_of_other_extensions(build: Build) -> None:
    """A subclass of `comment` may be shown; a comment is not."""
    doctree = build(project("rst", "x\n\n.. A cat.", cat="It purrs.")).doctree()
    shown = type("shown", (nodes.comment,), {})()
    shown += nodes.paragraph("", "A cat.")
    doctree[0] += shown
    texts = TextCollector(build.app.env, doctree, "index").runs if build.app else []
    assert [run[0] for run in texts] == ["x", "A cat."]


@pytest.mark.parametrize("parent", [None, nodes.container()])
def test_parents_that_extensions_leave(build: Build, parent: nodes.Element | None) -> None:
    """Nodes that were moved without `append` have no parent or a former one; text is collected."""
    doctree = build(project("rst", "x", cat="It purrs.")).doctree()
    tabs = [nodes.container(design_component="tab-item") for _ in range(2)]
    tabs += [type("TabContainer", (nodes.container,), {})(type="tab") for _ in range(2)]
    for tab in tabs:
        tab += nodes.paragraph("", "A cat.")
    frame = nodes.container()
    frame.children.extend(tabs)
    doctree += frame
    for node in frame.findall():
        node.parent = parent
    assert build.app
    runs = TextCollector(build.app.env, doctree, "index").runs
    assert [run[0] for run in runs] == ["x", *["A cat."] * 4]
