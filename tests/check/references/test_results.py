"""Test findings for references that cannot be resolved."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import pytest

from tests.building import Build
from tests.check.marked import REPORT_OPTIONS, build_marked

BUILDERS = ["html", "xrefcheck"]


LABELLED = """\
Page
====

.. _bare:

Text. ⟪reference bare⟫:ref:`bare`, :ref:`x <bare>`, ⟪reference bare⟫:numref:`bare`.
"""


@pytest.mark.parametrize("builder", BUILDERS)
def test_existing_labels_are_not_suggested(build: Build, builder: str) -> None:
    built = build_marked(build, {"index.rst": LABELLED}, builder, numfig=True)
    assert "Did you mean" not in built.warnings
    assert "The label does not precede a title or caption" in built.warnings
    assert "The label does not precede a numbered element" in built.warnings


BUILDERS_OF_ALL_KINDS = [*BUILDERS, "singlehtml", "text", "latex", "xrefcheck"]


@pytest.mark.parametrize("builder", BUILDERS_OF_ALL_KINDS)
def test_numref_without_numfig_is_reported(build: Build, builder: str) -> None:
    page = "Page\n====\n\n:numref:`x <fig>`\n\n.. _fig:\n\n.. figure:: a.png\n\n   Text\n"
    files = {"index.rst": page, "a.png": "no picture"}
    for keep in (False, True):
        warnings = build(files, builder, keep=keep).warnings
        assert warnings.count("WARNING") == warnings.count("numfig is disabled") == 1


UNUSABLE = {
    "rst": (
        ":numref:`no-caption` :numref:`%s <tiles>` :numref:`{name} <tiles>` "
        ":numref:`{bad} <tiles>` :numref:`%d %d <tiles>` :numref:`tiles` "
        ":any:`pots` :py:obj:`.fire` :c:func:`a b`\n"
    ),
    "md": (
        "{numref}`no-caption` {numref}`%s <tiles>` {numref}`{name} <tiles>` "
        "{numref}`{bad} <tiles>` {numref}`%d %d <tiles>` {numref}`tiles` "
        "{any}`pots` {py:obj}`.fire` {c:func}`a b`\n"
    ),
}
PROBLEMS = {
    "Any number is not assigned": 1,
    "invalid numfig_format": 2,
    "more than one target found": 2,
    "Unparseable C cross-reference": 1,
}
"""The messages of Sphinx, and how often each is expected."""


@pytest.mark.parametrize("builder", BUILDERS_OF_ALL_KINDS)
def test_problems_that_sphinx_finds_when_it_writes_are_reported_in_every_build(
    build: Build, builder: str, syntax: str
) -> None:
    """Once each: Sphinx's own warnings about them are suppressed."""
    title = "# Page\n\n" if syntax == "md" else "Page\n====\n\n"
    files = {
        "index.rst": (
            "Start\n=====\n\n.. toctree::\n   :numbered:\n\n   page\n\n.. _no-caption:\n\n"
            ".. figure:: a.png\n\n.. _tiles:\n\n.. figure:: a.png\n\n   Tiles\n\n"
            ".. glossary::\n\n   pots\n      Text.\n\n"
            ".. py:function:: a.fire\n.. py:function:: b.fire\n\n.. _pots:\n\nPots\n----\n"
        ),
        "a.png": "no picture",
        f"page.{syntax}": f"{title}{UNUSABLE[syntax]}",
    }
    for keep in (False, True):
        warnings = build(files, builder, confoverrides={"numfig": True}, keep=keep).warnings
        assert {problem: warnings.count(problem) for problem in PROBLEMS} == PROBLEMS
        assert warnings.count("WARNING") == sum(PROBLEMS.values())


def test_numbers_that_another_page_has_lost_are_noticed(build: Build) -> None:
    """The referencing page is not read again."""
    caption = "\n\n   Caption\n"
    page = ".. _fig:\n\n.. figure:: a.png"
    files = {
        "index.rst": "Page\n====\n\n:numref:`fig`\n\n.. toctree::\n\n   other\n",
        "other.rst": f"Other\n=====\n\n{page}{caption}",
        "a.png": "no picture",
    }
    options = {"numfig": True}
    assert build(files, confoverrides=options).warnings == ""
    edited = {"other.rst": f"Other\n=====\n\n{page}\n"}
    assert "Any number is not assigned" in build(edited, confoverrides=options, keep=True).warnings
    again = {"other.rst": files["other.rst"]}
    assert build(again, confoverrides=options, keep=True).warnings == ""


@pytest.mark.myst
@pytest.mark.parametrize("builder", BUILDERS)
def test_links_to_the_top_of_a_page_are_valid(build: Build, builder: str) -> None:
    page = "# Page\n\n[a](#), [b](#top), [c](#:~:text=page), [d](⟪reference tops⟫#tops).\n"
    build_marked(build, {"index.md": page}, builder)


def write_inventory(path: Path, *entries: str) -> str:
    """Write the `objects.inv` of another project and return its path."""
    head = "# Sphinx inventory version 2\n# Project: Other\n# Version: 1\n"
    head += "# The remainder of this file is compressed using zlib.\n"
    path.write_bytes(head.encode() + zlib.compress("\n".join(entries).encode() + b"\n"))
    return str(path)


EXTERNAL_REFERENCES = """\
Page
====

.. _own:

Own
---

⟪silent-jump removed⟫:ref:`x <removed>`, ⟪silent-jump wheel⟫:term:`wheel`,
⟪reference away⟫:doc:`x <away>` (intersphinx does not resolve pages by default), again
⟪silent-jump removed⟫:ref:`x <removed>`; explicit: :external:ref:`x <removed>`,
:ref:`x <other:removed>`;
internal: :ref:`own`,
objects may be external: :py:func:`open`. ⟪reference nope⟫:ref:`nope`,
⟪reference nope⟫:external:ref:`nope`.
"""

INVENTORY = (
    "removed std:label -1 a.html#removed Removed",
    "wheel std:term -1 b.html#term-wheel -",
    "away std:doc -1 away.html Away",
    "open py:function 1 c.html#open -",
)


@pytest.mark.parametrize("builder", BUILDERS)
def test_implicit_references_to_other_projects_are_reported(
    build: Build, tmp_path: Path, builder: str
) -> None:
    mapping = {"other": ("https://other.example/", write_inventory(tmp_path / "o.inv", *INVENTORY))}
    extensions = ["sphinx.ext.intersphinx", "sphinx_glossary_faq"]
    settings = {"extensions": extensions, "intersphinx_mapping": mapping}
    built = build_marked(build, {"index.rst": EXTERNAL_REFERENCES}, builder, **settings)
    assert [line for line in built.warnings.splitlines() if "[glossary_faq." not in line] == []


def test_implicit_external_references_are_not_reported_by_default(
    build: Build, tmp_path: Path
) -> None:
    mapping = {"other": ("https://other.example/", write_inventory(tmp_path / "o.inv", *INVENTORY))}
    extensions = ["sphinx.ext.intersphinx", "sphinx_glossary_faq"]
    page = "Page\n====\n\n:ref:`x <removed>`\n"
    settings = {"extensions": extensions, "intersphinx_mapping": mapping}
    assert build({"index.rst": page}, confoverrides=dict(settings)).warnings == ""


def test_unchanged_pages_notice_a_changed_inventory(build: Build, tmp_path: Path) -> None:
    """The page is also written again."""
    path = write_inventory(tmp_path / "o.inv", *INVENTORY)

    def settings() -> dict[str, Any]:
        return {
            "extensions": ["sphinx.ext.intersphinx", "sphinx_glossary_faq"],
            "intersphinx_mapping": {"other": ("https://other.example/", path)},
        }

    page = {"index.rst": "Page\n====\n\n:ref:`x <removed>`\n"}
    first = build(page, confoverrides=settings())
    assert "https://other.example/a.html#removed" in first.text("index.html")
    write_inventory(tmp_path / "o.inv", *INVENTORY[1:])
    second = build(keep=True, confoverrides=settings())
    assert "index.rst:4:1: WARNING: " in second.warnings
    assert "other.example" not in second.text("index.html")


SUFFIXED = """\
Page
====

.. _here:

Own
---

`x <other{suffix}>`__, `x <other{suffix}#section>`__, :doc:`other`, :ref:`x <section>`,
⟪dead-link nope{suffix}⟫`x <nope{suffix}>`__,
⟪dead-anchor other{suffix}#nope⟫`x <other{suffix}#nope>`__.
"""


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize(
    ("file_suffix", "link_suffix"),
    [(".htm", None), (".xhtml", ".xhtml"), (None, ""), (None, ".html")],
)
def test_file_and_link_suffixes_are_respected(
    build: Build, builder: str, file_suffix: str | None, link_suffix: str | None
) -> None:
    suffix = link_suffix if link_suffix is not None else file_suffix or ".html"
    files = {
        "index.rst": SUFFIXED.replace("{suffix}", suffix),
        "other.rst": ":orphan:\n\nOther\n=====\n\n.. _section:\n\nText.\n",
    }
    build_marked(build, files, builder, html_file_suffix=file_suffix, html_link_suffix=link_suffix)


AMBIGUOUS = {
    "rst": """\
Page
====

.. faq::

   What is C++?
      a
   What is C#?
      b

⟪ambiguous-question what is c⟫:faq:`what is c`, ⟪ambiguous-question What is C⟫:any:`What is C`,
:faq:`what is C#`, :faq:`what-is-c`

.. see-also::

   faq:⟪ambiguous-question what is c⟫what is c
""",
    "md": """\
# Page

:::{faq}
## What is C++?
a
## What is C#?
b
:::

⟪ambiguous-question what is c⟫{faq}`what is c`, [x](<⟪ambiguous-question What is C⟫What is C>),
[y](<what is C#>), {faq}`what-is-c`
""",
}


@pytest.mark.parametrize("builder", BUILDERS)
def test_references_to_several_questions_are_ambiguous(
    build: Build, syntax: str, builder: str
) -> None:
    built = build_marked(build, {f"index.{syntax}": AMBIGUOUS[syntax]}, builder)
    assert "“What is C++?” (index, line " in built.warnings
    assert "Write the full text of one question" in built.warnings
    again = build({}, builder, keep=True, confoverrides={**REPORT_OPTIONS, "html_theme": "basic"})
    assert again.warnings == built.warnings


def test_questions_of_two_other_pages_are_ambiguous(build: Build) -> None:
    faq = "\n====\n\n.. faq::\n\n   Why?\n      x\n\n:faq:`Why?`\n"
    pages = {f"{name}.rst": f":orphan:\n\nPage{faq}" for name in ("a", "b")}
    index = "Page\n====\n\n:faq:`Why?`\n"
    built = build(
        {**pages, "index.rst": index}, confoverrides={"glossary_faq_check": ["ambiguous*"]}
    )
    assert built.warnings == (
        "index.rst:4:1: WARNING: faq role: “Why?” matches “Why?” (a, line 8) and “Why?” (b, "
        "line 8). Give one question a :name: and use that name. [glossary_faq.ambiguous-question]\n"
    )
    fixed = build(
        {"b.rst": pages["b.rst"].replace("Why?", "How?")},
        keep=True,
        confoverrides={"glossary_faq_check": ["ambiguous*"]},
    )
    assert fixed.warnings == ""


RAISING = """\
from pathlib import Path

def fail(app, env, node, contnode):
    if node["reftarget"].startswith("bad"):
        raise RuntimeError("no such service\\n::error::x")

def setup(app):
    app.connect("missing-reference", fail)
"""


@pytest.mark.parametrize("targets", [["bad"], ["bad", "nope", "worse"], ["nope", "bad2", "bad"]])
def test_an_exception_of_another_extension_is_one_warning(build: Build, targets: list[str]) -> None:
    """Everything else is checked, in each build: the result is not kept."""
    roles = " ".join(f":ref:`{target}`" for target in targets)
    files = {"index.rst": f"Page\n====\n\n{roles}, :doc:`gone`\n", "conf.py": RAISING}
    first = build(files, "xrefcheck")
    warnings = first.warnings.splitlines()
    failed = [line for line in warnings if "[glossary_faq.extension]" in line]
    assert len(failed) == 1
    assert failed[0].startswith("index.rst: WARNING: “bad")
    assert "no such service ::error::x" in failed[0]
    count = sum(not target.startswith("bad") for target in targets)
    assert first.warnings.count("[glossary_faq.reference]") == count + 1
    assert build({}, "xrefcheck", keep=True).warnings == first.warnings
