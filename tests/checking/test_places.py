"""Where findings are told that stand in no ordinary page: translations, other projects, options."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.building import Build, Built
from tests.checking.marked import REPORT, found, unmarked

# By autodoc, and by MyST's `include`.
pytestmark = pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app. is deprecated")

BOTH = ["html", "xrefcheck"]


def judge(build: Build, files: Mapping[str, str], builder: str, **settings: Any) -> Built:
    """Build what *files* are without their marks; what is found is what the marks say."""
    project = unmarked(files)
    options = {**REPORT, "html_theme": "basic", **settings}
    built = build(project.files, builder, confoverrides=options)
    assert found(built) == project.expected(builder)
    return built


CATALOG = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8"

msgid "See :ref:`here`, and nope.html."
msgstr ""
"Siehe ⟪reference nope⟫:ref:`nope` und "
"⟪dead-link nope.html⟫`das <nope.html>`__, :ref:`here`."

msgid "Once more :ref:`nope` here."
msgstr "Noch einmal ⟪reference nope⟫:ref:`nope` hier."

msgid "A raw link."
msgstr "Ein :raw-html:`<a href=\\"⟪dead-link nope-raw.html⟫nope-raw.html\\">Link</a>`."

#~ msgid "Gone :ref:`nope`."
#~ msgstr "Weg :ref:`nope`."
"""

TRANSLATED = """\
.. role:: raw-html(raw)
   :format: html

.. _here:

Page
====

See :ref:`here`, and nope.html.

Once more :ref:`nope` here.

A raw link.

Untranslated: ⟪reference nope⟫:ref:`nope`.
"""


@pytest.mark.parametrize("builder", BOTH)
def test_what_is_translated_is_told_in_the_catalog(build: Build, builder: str) -> None:
    files = {"index.rst": TRANSLATED, "locale/de/LC_MESSAGES/index.po": CATALOG}
    settings = {
        "language": "de",
        "locale_dirs": ["locale"],
        "suppress_warnings": ["i18n.inconsistent_references"],
    }
    judge(build, files, builder, **settings)


MARKDOWN_CATALOG = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8"

msgid "A link."
msgstr "Ein [Link](⟪reference nope⟫#nope), <a href=\\"⟪dead-link nope.html⟫nope.html\\">x</a>."
"""


@pytest.mark.myst
@pytest.mark.parametrize("builder", BOTH)
def test_what_is_translated_in_markdown_too(build: Build, builder: str) -> None:
    files = {
        "index.md": "# Page\n\nA link.\n\nOne more [link](⟪reference nope⟫#nope).\n",
        "locale/de/LC_MESSAGES/index.po": MARKDOWN_CATALOG,
    }
    settings = {"language": "de", "locale_dirs": ["locale"]}
    settings["suppress_warnings"] = ["i18n.inconsistent_references"]
    judge(build, files, builder, **settings)


CONF = '''\
rst_prolog = """
.. |before| replace:: ⟪reference nope-before⟫:ref:`nope-before`
"""
rst_epilog = """
.. |after| replace:: ⟪reference nope-after⟫:ref:`nope-after`

.. _the end: nope-end.html
"""
'''


@pytest.mark.parametrize("builder", BOTH)
def test_what_stands_before_and_after_every_page_is_told_in_conf_py(
    build: Build, builder: str
) -> None:
    files = {
        "conf.py": CONF,
        "index.rst": "Page\n====\n\n|before| |after| ⟪dead-link nope-end.html⟫`the end`_\n",
        "more.rst": ":orphan:\n\nMore\n====\n\n|before|\n",
    }
    judge(build, files, builder)


def test_included_files_are_found_from_any_folder(
    build: Build, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As docutils names them from where it was run, and a later build may be run elsewhere."""
    project = unmarked(
        {
            "index.rst": "Page\n====\n\n.. include:: parts/part.inc\n\n.. include:: part.inc\n",
            "parts/part.inc": "One\ntwo ⟪reference nope⟫:ref:`nope`\n",
            "part.inc": "Another ⟪reference nope⟫:ref:`nope`\n",
        }
    )
    options = {**REPORT, "html_theme": "basic"}
    assert found(build(project.files, confoverrides=options)) == project.expected("html")
    elsewhere = tmp_path / "a" / "b"
    elsewhere.mkdir(parents=True)
    monkeypatch.chdir(elsewhere)
    assert found(build(confoverrides=options, keep=True)) == project.expected("html")


FAR = "".join(f"Paragraph {number}.\n\n" for number in range(100))


@pytest.mark.parametrize("builder", BOTH)
def test_what_is_included_in_part_is_told_in_the_whole(build: Build, builder: str) -> None:
    files = {
        "index.rst": "Page\n====\n\n.. include:: part.inc\n   :start-after: here\n",
        "part.inc": f"{FAR}:ref:`nope`\n\n{FAR}.. here\n\nText ⟪reference nope⟫:ref:`nope`.\n",
    }
    judge(build, files, builder)


COMPILED = """\
Page
====

.. autofunction:: builtins_of_a_test.made

A :ref:`nope` in the page itself.
"""


def test_of_code_without_a_file_no_line_is_told(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even one where something alike is written."""
    module = ModuleType("builtins_of_a_test")
    exec("def made(): 'See :ref:`nope`.'", module.__dict__)  # a function of no file
    monkeypatch.setitem(sys.modules, "builtins_of_a_test", module)
    extensions = ["sphinx.ext.autodoc", "sphinx_glossary_faq"]
    built = build({"index.rst": COMPILED}, confoverrides={**REPORT, "extensions": extensions})
    assert [(each.file, each.line, each.column) for each in found(built)] == [
        ("index.rst", 0, 0),
        ("index.rst", 6, 3),
    ]


LABELLED = """\
Page
====

.. _bare:

Text. ⟪reference bare⟫:ref:`bare`, :ref:`x <bare>`, ⟪reference bare⟫:numref:`bare`.
"""


@pytest.mark.parametrize("builder", BOTH)
def test_a_label_that_is_there_is_not_suggested(build: Build, builder: str) -> None:
    built = judge(build, {"index.rst": LABELLED}, builder, numfig=True)
    assert "Did you mean" not in built.warnings
    assert "no title or caption follows the label" in built.warnings
    assert "Nothing that is numbered follows the label" in built.warnings


def test_of_figures_without_numbers_sphinx_tells(build: Build) -> None:
    page = "Page\n====\n\n:numref:`x <fig>`\n\n.. _fig:\n\n.. figure:: a.png\n\n   Text\n"
    built = build({"index.rst": page, "a.png": "no picture"}, confoverrides=REPORT)
    assert built.warnings == "index.rst:4: WARNING: numfig is disabled. :numref: is ignored.\n"


@pytest.mark.myst
@pytest.mark.parametrize("builder", BOTH)
def test_what_leads_to_the_top_is_not_broken_though_myst_says_so(
    build: Build, builder: str
) -> None:
    page = "# Page\n\n[a](#), [b](#top), [c](#:~:text=page), [d](⟪reference tops⟫#tops).\n"
    judge(build, {"index.md": page}, builder)


HIDDEN = """\
Page
====

.. include:: part.inc

⟪hidden-target printed⟫:ref:`x <printed>`
"""


def test_the_place_of_a_hidden_target_is_told_as_well(build: Build) -> None:
    part = "Text.\n\n.. only:: latex\n\n   .. _printed:\n\n   Printed.\n"
    built = judge(build, {"index.rst": HIDDEN, "part.inc": part}, "html")
    assert "“printed” is in part.inc:7" in built.warnings


# Other projects.


def inventory(path: Path, *entries: str) -> str:
    """Write an objects.inv of another project, and return its path."""
    head = "# Sphinx inventory version 2\n# Project: Other\n# Version: 1\n"
    head += "# The remainder of this file is compressed using zlib.\n"
    path.write_bytes(head.encode() + zlib.compress("\n".join(entries).encode() + b"\n"))
    return str(path)


JUMPS = """\
Page
====

.. _own:

Own
---

⟪silent-jump removed⟫:ref:`x <removed>`, ⟪silent-jump wheel⟫:term:`wheel`,
⟪reference away⟫:doc:`x <away>` (of pages intersphinx has to be told), again
⟪silent-jump removed⟫:ref:`x <removed>`; said: :external:ref:`x <removed>`,
:ref:`x <other:removed>`;
own: :ref:`own`,
objects are what intersphinx is for: :py:func:`open`. ⟪reference nope⟫:ref:`nope`,
⟪reference nope⟫:external:ref:`nope`.
"""

OTHERS = (
    "removed std:label -1 a.html#removed Removed",
    "wheel std:term -1 b.html#term-wheel -",
    "away std:doc -1 away.html Away",
    "open py:function 1 c.html#open -",
)


@pytest.mark.parametrize("builder", BOTH)
def test_what_leads_to_another_project_without_saying_so(
    build: Build, tmp_path: Path, builder: str
) -> None:
    mapping = {"other": ("https://other.example/", inventory(tmp_path / "o.inv", *OTHERS))}
    extensions = ["sphinx.ext.intersphinx", "sphinx_glossary_faq"]
    settings = {"extensions": extensions, "intersphinx_mapping": mapping}
    built = judge(build, {"index.rst": JUMPS}, builder, **settings)
    assert [line for line in built.warnings.splitlines() if "[glossary_faq." not in line] == []


def test_a_jump_is_no_warning_unless_it_is_asked_for(build: Build, tmp_path: Path) -> None:
    mapping = {"other": ("https://other.example/", inventory(tmp_path / "o.inv", *OTHERS))}
    extensions = ["sphinx.ext.intersphinx", "sphinx_glossary_faq"]
    page = "Page\n====\n\n:ref:`x <removed>`\n"
    settings = {"extensions": extensions, "intersphinx_mapping": mapping}
    assert build({"index.rst": page}, confoverrides=dict(settings)).warnings == ""


def test_an_inventory_that_changes_is_noticed_by_pages_that_do_not(
    build: Build, tmp_path: Path
) -> None:
    """And the page is written again."""
    path = inventory(tmp_path / "o.inv", *OTHERS)

    def settings() -> dict[str, Any]:
        return {
            "extensions": ["sphinx.ext.intersphinx", "sphinx_glossary_faq"],
            "intersphinx_mapping": {"other": ("https://other.example/", path)},
        }

    page = {"index.rst": "Page\n====\n\n:ref:`x <removed>`\n"}
    first = build(page, confoverrides=settings())
    assert "https://other.example/a.html#removed" in first.text("index.html")
    inventory(tmp_path / "o.inv", *OTHERS[1:])
    second = build(keep=True, confoverrides=settings())
    assert "index.rst:4:1: WARNING: " in second.warnings
    assert "other.example" not in second.text("index.html")


# The names of files.


SUFFIXED = """\
Page
====

.. _here:

Own
---

`x <other{linked}>`__, `x <other{linked}#place>`__, :doc:`other`, :ref:`x <place>`,
⟪dead-link nope{linked}⟫`x <nope{linked}>`__,
⟪dead-anchor other{linked}#nope⟫`x <other{linked}#nope>`__.
"""


@pytest.mark.parametrize("builder", BOTH)
@pytest.mark.parametrize(
    ("written", "linked"), [(".htm", None), (".xhtml", ".xhtml"), (None, ""), (None, ".html")]
)
def test_the_suffixes_of_files_and_of_links_are_heeded(
    build: Build, builder: str, written: str | None, linked: str | None
) -> None:
    suffix = linked if linked is not None else written or ".html"
    files = {
        "index.rst": SUFFIXED.replace("{linked}", suffix),
        "other.rst": ":orphan:\n\nOther\n=====\n\n.. _place:\n\nText.\n",
    }
    judge(build, files, builder, html_file_suffix=written, html_link_suffix=linked)


# The rest of what glossaries and questions can have wrong.


GLOSSARY = """\
Words
=====

.. glossary::

   cat
      It purrs.

      .. term-info::
         :related: ⟪hierarchy cat⟫animal
         :broader: animal

   animal
      It lives.

   ⟪unused-term self⟫self
      It is.

      .. term-info::
         :broader: ⟪hierarchy self⟫self

   dog
      It barks.

      .. term-info::
         :avoid: ⟪label-clash hound⟫hound

   ⟪unused-term hound⟫hound
      It hunts.

   ⟪no-summary mute⟫mute
      .. image:: picture.png

A cat, a dog, mute, oneself.

.. term-compare:: ⟪comparison cat; animal⟫cat; animal
   :relation: disjoint

   * - size
     - a
     - b

.. faq::

   ⟪duplicate-question What is it?⟫What is it?
      A thing.
"""

ASKED = """\
:orphan:

First
=====

.. faq::

   What is it?
      Nothing. Myself, a cat.
"""


@pytest.mark.parametrize("builder", BOTH)
def test_glossaries_comparisons_and_questions(build: Build, builder: str) -> None:
    files = {"index.rst": GLOSSARY, "asked.rst": ASKED, "picture.png": "no picture"}
    judge(build, files, builder)


def test_a_term_that_is_defined_twice_names_both_places_at_any_j(build: Build) -> None:
    """Case variants too."""
    pages = {f"page{number}.rst": f":orphan:\n\nPage\n====\n\n{number}\n" for number in range(6)}
    word = ":orphan:\n\nPage\n====\n\n.. glossary::\n\n   {}\n      It purrs. A CAT, a cat.\n"
    pages |= {"a.rst": word.format("cat"), "b.rst": word.format("cat"), "c.rst": word.format("Cat")}
    pages["index.rst"] = "Index\n=====\n\nCat, cat.\n"
    told = []
    for parallel in (0, 4):
        options: dict[str, Any] = {
            "glossary_faq_check": ["*"],
            "glossary_faq_check_ignore": ["unused-term"],
            "suppress_warnings": ["glossary_faq.ambiguous"],
        }
        built = build(pages, confoverrides=options, parallel=parallel)
        told.append(built.warnings)
        assert [line.partition(" WARNING: ")[0] for line in built.warnings.splitlines()] == [
            "b.rst:8:4:",
            "c.rst:8:4:",
        ]
        assert built.warnings.count("in a, line 8") == 2
    assert told[0] == told[1]
