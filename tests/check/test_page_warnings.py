"""Test that warnings that Sphinx logs only when it writes pages are logged in every build."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sphinx.util.logging import NAMESPACE

from sphinx_glossary_faq.check.page_warnings import PageWarningRecorder
from sphinx_glossary_faq.core.cache_file import dumps, loads
from tests.building import Build, Built

LEXER = "Pygments lexer name 'nolexer' is not known"
INLINE_LEXER = "Pygments lexer name 'noinline' is not known"
LEXING = "Lexing literal_block"
IMAGE = "a suitable image for"
ONLY = "exception while evaluating only directive expression"
LINK = "could be replaced by an extlink"
TITLE = "that doesn't have a title: no link will be generated"
SIZE = "Could not obtain image size"
TEMPLATE = "a problem in a template"
CONSISTENCY = "document isn't included in any toctree"

PAGE = {
    "rst": """\
Page
====

.. code-block:: nolexer

   x

.. code-block:: json

   { 'x

.. role:: inline(code)
   :language: noinline

:inline:`x`

.. image:: picture.*

.. only:: html or

   Text.

`Six <https://example.org/6>`_

.. image:: empty.png
   :scale: 50

.. toctree::

   untitled
""",
    "md": """\
# Page

```nolexer
x
```

```json
{ 'x
```

```{role} inline(code)
:language: noinline
```

{inline}`x`

```{image} picture.*
```

```{only} html or

Text.
```

[Six](https://example.org/6)

```{image} empty.png
:scale: 50
```

```{toctree}
untitled
```
""",
}
"""A page with a problem of each kind."""

CONF = f"""\
from sphinx.util.logging import getLogger

def add_context(app, docname, *arguments):
    if docname == "page":
        getLogger(__name__).warning({TEMPLATE!r}, type="example", subtype="template")

def setup(app):
    app.connect("html-page-context", add_context)
"""
"""Another extension that warns while HTML is written, without a location."""

OTHERS = {
    "conf.py": CONF,
    "index.rst": "Start\n=====\n\n.. toctree::\n   :glob:\n\n   page\n   other*\n",
    "untitled.rst": "Text without a title.\n",
    "orphan.rst": "Orphan\n======\n",
    **{f"other{number}.rst": f"Other {number}\n=======\n" for number in range(4)},
    "picture.psd": "",
    "empty.png": "",
}

OPTIONS = {
    "extlinks": {"issue": ("https://example.org/%s", "%s")},
    "extlinks_detect_hardcoded_links": True,
}
EXTENSIONS = ["sphinx.ext.extlinks", "sphinx_glossary_faq"]


COMMON = {ONLY, LINK, TITLE, CONSISTENCY}
HIGHLIGHTED = COMMON | {LEXER, INLINE_LEXER, LEXING, IMAGE}
HTML = HIGHLIGHTED | {SIZE}

EXPECTED = {
    "html": HTML | {TEMPLATE},
    "dirhtml": HTML | {TEMPLATE},
    "epub": HTML | {TEMPLATE},
    "singlehtml": HTML,
    "latex": HIGHLIGHTED - {TITLE},
    "text": COMMON,
    "xml": COMMON,
    "xrefcheck": HIGHLIGHTED,
}
"""The messages about `PAGE` and `OTHERS` that each builder logs."""

ONCE = HIGHLIGHTED - {TITLE}
"""Messages that Sphinx logs once; it logs others for each page that shows a toctree."""


def messages(built: Built) -> set[str]:
    """Return the expected messages that a build has logged."""
    return {message for message in EXPECTED["html"] if message in built.warnings}


def lines(built: Built) -> set[str]:
    """Return the warnings of a build, each once."""
    return set(built.warnings.splitlines())


def build_pages(
    build: Build, files: Mapping[str, str | None], builder: str = "html", **options: Any
) -> Built:
    """Build a project with the options above; *options* are those of `Build`."""
    overrides = OPTIONS | options.pop("confoverrides", {})
    return build(files, builder, extensions=EXTENSIONS, confoverrides=overrides, **options)


def build_again(
    build: Build, files: Mapping[str, str | None] = {}, *args: Any, **options: Any
) -> Built:
    """Build a project once more after an edit."""
    return build_pages(build, files, *args, keep=True, **options)


@pytest.mark.parametrize(
    ("builder", "parallel"),
    [*((builder, 0) for builder in EXPECTED), ("html", 2), ("epub", 2), ("xrefcheck", 2)],
)
def test_each_build_logs_the_same_warnings(
    build: Build, builder: str, syntax: str, parallel: int
) -> None:
    files = {f"page.{syntax}": PAGE[syntax], **OTHERS}
    options = {"parallel": parallel, "fail_on_warning": True}
    first = build_pages(build, files, builder, **options)
    assert messages(first) == EXPECTED[builder]
    second = build_again(build, {}, builder, **options)
    assert lines(second) == lines(first)
    for message in ONCE & EXPECTED[builder]:
        assert second.warnings.count(message) == 1
    assert first.exit_code == second.exit_code == 1


BAD = {"rst": ".. code-block:: nolexer\n\n   x\n", "md": "```nolexer\nx\n```\n"}


def pages(syntax: str, *names: str) -> dict[str, str]:
    """Return pages with code that cannot be highlighted, and an index."""
    title = "# Page\n\n" if syntax == "md" else "Page\n====\n\n"
    return {
        "index.rst": "Start\n=====\n\n.. toctree::\n   :glob:\n\n   page*\n",
        **{f"{name}.{syntax}": title + BAD[syntax] for name in names},
    }


def locations(built: Built) -> list[str]:
    """Return the files for which a build warned about an unknown lexer, sorted."""
    return sorted(line.split(":")[0] for line in built.warnings.splitlines() if LEXER in line)


@pytest.mark.parametrize("parallel", [0, 2])
@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_warnings_about_changed_and_removed_pages_are_dropped(
    build: Build, builder: str, syntax: str, parallel: int
) -> None:
    names = [f"page{number}" for number in range(6)]
    files = [f"{name}.{syntax}" for name in names]
    options = {"parallel": parallel}
    assert locations(build_pages(build, pages(syntax, *names), builder, **options)) == files
    edit = {files[0]: "Page\n====\n", files[1]: None}
    for _ in range(2):
        built = build_again(build, edit, builder, **options)
        assert locations(built) == files[2:]
        edit = {}
    build_again(build, {files[2]: f"Text.\n\n{BAD[syntax]}"}, builder, **options)
    assert locations(build_again(build, {}, builder, **options)) == files[2:]


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_warnings_in_an_included_file_belong_to_the_page(build: Build, builder: str) -> None:
    page = "Page\n====\n\n.. include:: shared.txt\n"
    files = {**pages("rst"), "page1.rst": page, "page2.rst": page, "shared.txt": BAD["rst"]}
    assert locations(build_pages(build, files, builder)) == ["shared.txt"] * 2
    assert locations(build_again(build, {}, builder)) == ["shared.txt"]
    assert locations(build_again(build, {"page1.rst": "Page\n====\n"}, builder)) == ["shared.txt"]
    assert locations(build_again(build, {"shared.txt": "Text.\n"}, builder)) == []
    assert locations(build_again(build, {}, builder)) == []


@pytest.mark.parametrize("builder", ["html", "text", "xrefcheck"])
def test_a_toctree_entry_that_gets_a_title(build: Build, builder: str) -> None:
    """The sidebars of pages that are not written again are no reason for a warning."""
    build_pages(build, {"page.rst": PAGE["rst"], **OTHERS}, builder)
    assert TITLE not in build_again(build, {"untitled.rst": "Title\n=====\n"}, builder).warnings
    assert TITLE not in build_again(build, {}, builder).warnings


@pytest.mark.parametrize("builder", ["text", "xrefcheck"])  # Sphinx 9 cannot write it as HTML
def test_a_circular_toctree_that_is_broken_on_another_page(build: Build, builder: str) -> None:
    page = "Page {}\n======\n\n.. toctree::\n\n   page{}\n"
    files = {
        "index.rst": "Start\n=====\n\n.. toctree::\n\n   page1\n",
        **{f"page{number}.rst": page.format(number, number % 4 + 1) for number in range(1, 5)},
    }
    circular = "circular toctree references"
    assert circular in build_pages(build, files, builder).warnings
    assert circular in build_again(build, {}, builder).warnings
    built = build_again(build, {"page3.rst": "Page 3\n======\n", "page4.rst": None}, builder)
    assert built.warnings == build_again(build, {}, builder).warnings == ""


@pytest.mark.parametrize("builder", ["html", "singlehtml", "text", "xrefcheck"])
def test_the_consistency_of_the_project_is_checked_again_after_a_change(
    build: Build, builder: str
) -> None:
    build_pages(build, {"page.rst": PAGE["rst"], **OTHERS}, builder)
    index = "Start\n=====\n\n.. toctree::\n\n   page\n   orphan\n"
    built = build_again(build, {"index.rst": index}, builder)
    assert "orphan.rst" not in built.warnings
    assert built.warnings.count(CONSISTENCY) == 4
    built = build_again(build, {}, builder)
    assert built.warnings.count(CONSISTENCY) == 4
    assert "pickling environment" not in built.status
    build_again(build, {"other1.rst": None}, builder)
    assert build_again(build, {}, builder).warnings.count(CONSISTENCY) == 3


UNSHOWN = """Page
====

.. ifconfig:: False

   .. code-block:: nolexer

      x

.. only:: latex

   .. code-block:: nolexer

      x

.. todo::

   .. code-block:: nolexer

      x

.. parsed-literal::

   *x*

.. toctree::
   :hidden:

   untitled

.. image:: picture.*
"""


def test_xrefcheck_warns_about_what_html_shows(build: Build) -> None:
    extensions = ["ifconfig", "todo", "imgconverter"]
    built = build(
        {"page.rst": UNSHOWN, **OTHERS},
        "xrefcheck",
        extensions=[*(f"sphinx.ext.{name}" for name in extensions), "sphinx_glossary_faq"],
        confoverrides={"highlight_language": "nodefault"},
    )
    assert messages(built) == {TITLE, CONSISTENCY}
    assert "nodefault" not in built.warnings


CACHE = "glossary-faq-check-html.json"


@pytest.mark.parametrize("change", ["delete", "forge", "move"])
def test_pages_without_a_record_are_written_again(build: Build, change: str) -> None:
    built = build_pages(build, pages("rst", "page1", "page2"))
    cache = Path(built.app.doctreedir, CACHE)
    if change == "delete":
        cache.unlink()
    else:
        document = loads(cache.read_text())
        if change == "forge":
            document["warnings"][1]["page1"][1] = [9]
        else:
            document["folder"] = "/elsewhere"
        cache.write_text(dumps(document))
    assert locations(build_again(build)) == ["page1.rst", "page2.rst"]
    assert locations(build_again(build)) == ["page1.rst", "page2.rst"]


def test_builders_with_the_same_doctrees_have_their_own_records(build: Build) -> None:
    files = pages("rst", "page1", "page2")
    assert locations(build_pages(build, files)) == ["page1.rst", "page2.rst"]
    build_again(build, {"page1.rst": "Page\n====\n\nText.\n"}, "text")
    for _ in range(2):
        assert locations(build_again(build, {}, "xrefcheck")) == ["page2.rst"]
        assert locations(build_again(build)) == ["page2.rst"]


def test_a_single_page_that_is_built(build: Build) -> None:
    build_pages(build, pages("rst", "page1", "page2"))
    built = build_again(build, {"page1.rst": "Page\n====\n"}, filenames=["page1.rst"])
    assert locations(built) == ["page2.rst"]
    assert locations(build_again(build)) == ["page2.rst"]


def test_suppressed_warnings_are_not_logged(build: Build) -> None:
    build_pages(build, {"page.rst": PAGE["rst"], **OTHERS})
    options = {"suppress_warnings": ["example.template"]}
    expected = EXPECTED["html"] - {TEMPLATE}
    assert messages(build_again(build, confoverrides=options)) == expected
    assert TEMPLATE in build_again(build).warnings


def test_warnings_about_references_are_not_recorded(build: Build) -> None:
    """Without the rule, Sphinx alone reports missing references."""
    files = {"index.rst": "Start\n=====\n\n:ref:`nope` :numref:`start`\n"}
    options = {"glossary_faq_check_ignore": ["reference", "case-mismatch"]}
    assert "undefined label" in build_pages(build, files, confoverrides=options).warnings
    assert build_again(build, confoverrides=options).warnings == ""


def test_nothing_is_recorded_without_the_check(build: Build) -> None:
    options: dict[str, Any] = {"glossary_faq_check": []}
    files = pages("rst", "page1")
    built = build_pages(build, files, confoverrides=options)
    assert locations(built) == ["page1.rst"]
    assert not Path(built.app.doctreedir, CACHE).exists()
    assert build_again(build, confoverrides=options).warnings == ""
    assert locations(build_again(build)) == locations(build_again(build)) == ["page1.rst"]


def test_the_builder_and_the_log_are_restored(build: Build) -> None:
    built = build_pages(build, pages("rst", "page1"))
    assert not {"write_doc", "write_doc_serialized"} & vars(built.app.builder).keys()
    assert "get_and_resolve_doctree" not in vars(built.env)
    handlers = logging.getLogger(NAMESPACE).handlers
    assert not any(isinstance(handler, PageWarningRecorder) for handler in handlers)
