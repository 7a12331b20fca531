"""Test findings outside pages: in catalogs, `conf.py`, included files and docstrings."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.building import Build
from tests.check.marked import REPORT_OPTIONS, build_marked, findings_of, strip_marks

# By autodoc, and by MyST's `include`.
pytestmark = pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app. is deprecated")

BUILDERS = ["html", "xrefcheck"]

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


@pytest.mark.parametrize("builder", BUILDERS)
def test_translations_are_located_in_the_catalog(build: Build, builder: str) -> None:
    files = {"index.rst": TRANSLATED, "locale/de/LC_MESSAGES/index.po": CATALOG}
    settings = {
        "language": "de",
        "locale_dirs": ["locale"],
        "suppress_warnings": ["i18n.inconsistent_references"],
    }
    build_marked(build, files, builder, **settings)


MARKDOWN_CATALOG = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8"

msgid "A link."
msgstr "Ein [Link](⟪reference nope⟫#nope), <a href=\\"⟪dead-link nope.html⟫nope.html\\">x</a>."
"""


@pytest.mark.myst
@pytest.mark.parametrize("builder", BUILDERS)
def test_translations_of_markdown_are_located_in_the_catalog(build: Build, builder: str) -> None:
    files = {
        "index.md": "# Page\n\nA link.\n\nOne more [link](⟪reference nope⟫#nope).\n",
        "locale/de/LC_MESSAGES/index.po": MARKDOWN_CATALOG,
    }
    settings = {"language": "de", "locale_dirs": ["locale"]}
    settings["suppress_warnings"] = ["i18n.inconsistent_references"]
    build_marked(build, files, builder, **settings)


CONF = '''\
rst_prolog = """
.. |before| replace:: ⟪reference nope-before⟫:ref:`nope-before`
"""
rst_epilog = """
.. |after| replace:: ⟪reference nope-after⟫:ref:`nope-after`

.. _the end: nope-end.html
"""
'''


@pytest.mark.parametrize("builder", BUILDERS)
def test_prolog_and_epilog_are_located_in_conf_py(build: Build, builder: str) -> None:
    files = {
        "conf.py": CONF,
        "index.rst": "Page\n====\n\n|before| |after| ⟪dead-link nope-end.html⟫`the end`_\n",
        "more.rst": ":orphan:\n\nMore\n====\n\n|before|\n",
    }
    build_marked(build, files, builder)


def test_included_files_are_located_from_any_working_directory(
    build: Build, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Their paths in docutils are relative to the working directory of the build."""
    project = strip_marks(
        {
            "index.rst": "Page\n====\n\n.. include:: parts/part.inc\n\n.. include:: part.inc\n",
            "parts/part.inc": "One\ntwo ⟪reference nope⟫:ref:`nope`\n",
            "part.inc": "Another ⟪reference nope⟫:ref:`nope`\n",
        }
    )
    options = {**REPORT_OPTIONS, "html_theme": "basic"}
    assert findings_of(build(project.files, confoverrides=options)) == project.expected("html")
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert findings_of(build(confoverrides=options, keep=True)) == project.expected("html")


PROSE = "".join(f"Paragraph {number}.\n\n" for number in range(100))


@pytest.mark.parametrize("builder", BUILDERS)
def test_partial_includes_have_lines_of_the_whole_file(build: Build, builder: str) -> None:
    files = {
        "index.rst": "Page\n====\n\n.. include:: part.inc\n   :start-after: here\n",
        "part.inc": f"{PROSE}:ref:`nope`\n\n{PROSE}.. here\n\nText ⟪reference nope⟫:ref:`nope`.\n",
    }
    build_marked(build, files, builder)


DOCUMENTED_FUNCTION = """\
Page
====

.. autofunction:: module_without_file.function

A :ref:`nope` in the page itself.
"""


def test_code_without_a_file_has_no_line(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line of an equal reference on the page is not used."""
    module = ModuleType("module_without_file")
    exec("def function(): 'See :ref:`nope`.'", module.__dict__)
    monkeypatch.setitem(sys.modules, "module_without_file", module)
    extensions = ["sphinx.ext.autodoc", "sphinx_glossary_faq"]
    built = build(
        {"index.rst": DOCUMENTED_FUNCTION},
        confoverrides={**REPORT_OPTIONS, "extensions": extensions},
    )
    assert [(finding.file, finding.line, finding.column) for finding in findings_of(built)] == [
        ("index.rst", 0, 0),
        ("index.rst", 6, 3),
    ]


HIDDEN_TARGET = """\
Page
====

.. include:: part.inc

⟪hidden-target printed⟫:ref:`x <printed>`
"""


def test_the_location_of_a_hidden_target_is_reported(build: Build) -> None:
    part = "Text.\n\n.. only:: latex\n\n   .. _printed:\n\n   Printed.\n"
    built = build_marked(build, {"index.rst": HIDDEN_TARGET, "part.inc": part}, "html")
    assert "“printed” is in part.inc:7" in built.warnings


INCLUDING = {
    "definition": ".. glossary::\n\n   pot\n      A vessel.\n\n      .. include:: part.txt\n",
    "grid table": f"+{23 * '-'}+\n| .. include:: part.txt |\n+{23 * '-'}+\n",
    "list table": ".. list-table::\n\n   * - .. include:: part.txt\n",
    "question": ".. faq::\n\n   Why?\n      .. include:: part.txt\n",
    "note": ".. note::\n\n   .. include:: part.txt\n",
}


@pytest.mark.parametrize("around", INCLUDING)
def test_references_in_included_text_are_located_in_their_file(build: Build, around: str) -> None:
    part = "Some words.\n\nSome pots, ⟪reference gone⟫:term:`gone`, ⟪reference lost⟫:ref:`lost`.\n"
    files = {"index.rst": f"Page\n====\n\n\n{INCLUDING[around]}", "part.txt": part}
    build_marked(build, files, "html", glossary_faq_check=["broken"])


PAGES = {"index": "Text.\n", "a": "|p| and |q|\n\n.. |q| replace:: :ref:`lost`\n", "b": "Text.\n"}


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_references_of_unused_substitutions_are_reported_once(build: Build, builder: str) -> None:
    """Sphinx would warn about each page that it writes."""
    files = {f"{name}.rst": f":orphan:\n\nPage\n====\n\n{text}" for name, text in PAGES.items()}
    options = {"rst_prolog": ".. |p| replace:: the :term:`gone`\n"}
    for keep in (False, True):
        warnings = build(files, builder, confoverrides=options, keep=keep).warnings
        assert warnings.count("WARNING") == warnings.count("“gone”") + warnings.count("“lost”")
        assert (warnings.count("“gone”"), warnings.count("“lost”")) == (1, 1)


SUMMARIES = {
    "rst": "Start\n=====\n\n.. autosummary::\n   :nosignatures:\n\n   tests.documented.feed\n\nX\n",
    "md": "# Start\n\n```{eval-rst}\n.. autosummary::\n\n   ~tests.documented.feed\n```\n\nEnd.\n",
}


@pytest.mark.myst
@pytest.mark.parametrize("markup", SUMMARIES)
def test_summary_is_located_in_the_docstring_that_it_repeats(build: Build, markup: str) -> None:
    extensions = ["sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx_glossary_faq"]
    extensions += ["myst_parser"] if markup == "md" else []
    options = {**REPORT_OPTIONS, "extensions": extensions, "autosummary_generate": False}
    files = {
        f"index.{markup}": SUMMARIES[markup],
        "api.rst": ":orphan:\n\n.. autofunction:: tests.documented.feed\n",
    }
    (finding,) = findings_of(build(files, confoverrides=options))
    assert finding.file.endswith("tests/documented.py")
    assert (finding.line, finding.column) == (5, 20)
    # Without the docstring, the finding is located at the entry of the table.
    other = {"api.rst": ":orphan:\n\n.. py:function:: tests.documented.feed\n"}
    (finding,) = findings_of(build(other, confoverrides=options, keep=True))
    assert (finding.file, finding.line) == (f"index.{markup}", {"rst": 7, "md": 6}[markup])


ENTRIES = """\
ref:Nope Label
Text <ref:Nope  Label Two>
term:Nope Term
doc:Nope
"""


@pytest.mark.parametrize("entry", ENTRIES.splitlines())
def test_names_in_see_also_are_located_in_any_case(build: Build, entry: str, syntax: str) -> None:
    source = {
        "rst": f"Page\n====\n\n.. see-also::\n\n   {entry}\n",
        "md": f"# Page\n\n\n:::{{see-also}}\n\n{entry}\n:::\n",
    }[syntax]
    (finding,) = findings_of(build({f"index.{syntax}": source}, confoverrides=REPORT_OPTIONS))
    indentation = {"rst": 3, "md": 0}[syntax]
    column = indentation + entry.index(":") + 2
    assert (finding.line, finding.column) == (6, column)
