"""Test suggestions for references to missing targets: another name, role or URL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import sphinx

from tests.building import Build, Built
from tests.check.references.test_results import INVENTORY, write_inventory

# Matches `ref role: label “a” does not exist. Did you mean “b” (c.rst:1)?`: "a", "b".
SUGGESTION = re.compile(r"“([^”]*)”[^“]*Did you mean “([^”]*)”")

NO_ADVICE = {"glossary_faq_check_ignore": ["advice"]}

OTHER = {
    "rst": """\
:orphan:

.. _shelf:

The shelf
=========

.. glossary::

   weighted quorum
      A vote.

      .. term-info::
         :aliases: heavy vote
         :abbreviation: WQ

.. faq::

   What now?
      x

.. math:: e = 1
   :label: euler

.. py:function:: kiln.fire()

.. program:: kiln

.. option:: --fast

.. rst:directive:: fires

Untitled part
-------------

.. _bare:

Text.
""",
    "md": """\
---
orphan: true
---
(shelf)=
# The shelf

:::{glossary}
weighted quorum
  A vote.

  ```{term-info}
  :aliases: heavy vote
  :abbreviation: WQ
  ```
:::

:::{faq}
## What now?
x
:::

```{math}
:label: euler
e = 1
```

```{py:function} kiln.fire()
```

```{program} kiln
```

```{option} --fast
```

```{rst:directive} fires
```

## Untitled part

(bare)=
Text.
""",
}

ROLES = {
    ("ref", "weighted quorum"): ("term", "weighted quorum"),
    ("ref", "Weighted-Quorum"): ("term", "weighted quorum"),
    ("ref", "heavy votes"): ("term", "heavy votes"),
    ("ref", "wq"): ("term", "WQ"),
    ("ref", "deep/other"): ("doc", "deep/other"),
    ("ref", "term-weighted-quorum"): ("term", "weighted quorum"),
    ("ref", "The shelf"): ("", "shelf"),
    ("ref", "what now"): ("faq", "What now?"),
    ("ref", "euler"): ("eq", "euler"),
    ("ref", "kiln.fire"): ("py:func", "kiln.fire"),
    ("term", "shelf"): ("ref", "shelf"),
    ("term", "the shelf"): ("ref", "shelf"),
    ("term", "bare"): ("ref", "text <bare>"),
    ("term", "what now"): ("faq", "What now?"),
    ("term", "weighted quorom"): ("", "weighted quorum"),
    ("doc", "shelf"): ("ref", "shelf"),
    ("doc", "weighted quorum"): ("term", "weighted quorum"),
    ("faq", "shelf"): ("ref", "shelf"),
    ("faq", "WQ"): ("term", "WQ"),
    ("eq", "shelf"): ("ref", "shelf"),
    ("any", "heavy vote"): ("term", "heavy vote"),
    ("any", "weighted quorom"): ("term", "weighted quorum"),
    ("any", "term:heavy vote"): ("term", "heavy vote"),
    ("any", "Term: weighted quorom"): ("term", "weighted quorum"),
    ("any", "faq:what now"): ("faq", "What now?"),
    ("any", "ref:shelf"): ("ref", "shelf"),
    ("any", "ref:bare"): ("ref", "text <bare>"),
    ("any", "term:shelf"): ("ref", "shelf"),
    ("term", "doc:deep/othr"): ("doc", "deep/other"),
    ("ref", "ref:shelf"): ("", "shelf"),
    ("ref", "term:wq"): ("term", "WQ"),
    ("any", "what-nov"): ("faq", "what-now"),
    ("any", "What nou?"): ("faq", "What now?"),
    ("doc", "deep/other#shelf"): ("", "deep/other"),
    ("doc", "deep/othr.rst#shelf"): ("", "deep/other"),
    ("doc", "other.html#shelf"): ("", "deep/other"),
    ("envvar", "shelf"): ("ref", "shelf"),
    ("option", "--fast"): ("", "kiln --fast"),
    ("rst:role", "fires"): ("rst:dir", "fires"),
    ("term", "www.example.org/a"): ("", "https://www.example.org/a"),
}
"""Roles and wrong targets, and the roles and names to write; "" if the role is right."""


def role_markup(syntax: str, role: str, name: str) -> str:
    if not role:
        return name
    return f":{role}:`{name}`" if syntax == "rst" else f"{{{role}}}`{name}`"


def page(syntax: str, text: str) -> str:
    return f"Page\n====\n\n{text}\n" if syntax == "rst" else f"# Page\n\n{text}\n"


def suggestions(built: Built) -> list[str]:
    """Return the suggestion of each warning of the check, "" if it has none."""
    lines = built.warnings.splitlines()
    return [match[2] if (match := SUGGESTION.search(line)) else "" for line in lines]


@pytest.mark.parametrize("builder", ["text", "xrefcheck"])
def test_the_role_of_the_target_is_suggested(build: Build, syntax: str, builder: str) -> None:
    lines = [role_markup(syntax, *reference) for reference in ROLES]
    files = {
        f"index.{syntax}": page(syntax, "\n\n".join(lines)),
        f"deep/other.{syntax}": OTHER[syntax],
    }
    built = build(files, builder, confoverrides={"nitpicky": True, **NO_ADVICE})
    expected = [role_markup(syntax, *meaning) for meaning in ROLES.values()]
    assert suggestions(built) == expected
    for line in built.warnings.splitlines():
        match = SUGGESTION.search(line)
        assert match
        assert match[1] != match[2]


UNUSABLE = {
    "rst": ":any:`bare`, :ref:`bare`, :ref:`untitled part`",
    "md": "{any}`bare`, {ref}`bare`, {ref}`untitled part`, [](bare), [](#bare), <project:#bare>",
}


def test_labels_without_titles_are_not_suggested(build: Build, syntax: str) -> None:
    files = {f"index.{syntax}": page(syntax, UNUSABLE[syntax]), f"other.{syntax}": OTHER[syntax]}
    lines = build(files, "xrefcheck", confoverrides=NO_ADVICE).warnings.splitlines()
    section = lines.pop(2)
    assert f"The section “untitled part” (other.{syntax}) has no label." in section
    assert len(lines) == (5 if syntax == "md" else 2)
    for line in lines:
        assert "label “bare” exists, but this" in line
        assert "Give the reference explicit text." in line
        assert "Did you mean" not in line


ENTRIES = {
    "weighted quorum <x>": "",
    "shelf": "ref:shelf",
    "ref:heavy vote": "term:heavy vote",
    "term:shelf": "ref:shelf",
    "faq:shelf": "ref:shelf",
    "ref:other": "doc:other",
    "term:other": "doc:other",
    "FAQ:other": "doc:other",
    "Title <ref:Other>": "doc:other",
    "othre": "other",
    "doc:othre": "other",
    "Ref:shlf": "shelf",
    "www.example.org": "https://www.example.org",
}


def test_see_also_suggests_entries(build: Build) -> None:
    entries = "".join(f"   {entry}\n" for entry in ENTRIES)
    index = page("rst", f".. see-also::\n\n{entries}")
    built = build({"index.rst": index, "other.rst": OTHER["rst"]}, "text")
    assert suggestions(built) == [*ENTRIES.values()]
    assert "case-mismatch" not in built.warnings


def test_term_compare_suggests_terms_only(build: Build) -> None:
    index = page("rst", ".. term-compare:: shelf; heavy votee\n\n   * - a\n     - b\n     - c\n")
    built = build({"index.rst": index, "other.rst": OTHER["rst"]}, "text")
    assert suggestions(built) == ["", "heavy vote"]


PROJECTS = {
    "training:intro": ("There is no project “training” in intersphinx_mapping.", ""),
    "othr:removed": ("There is no project “othr” in intersphinx_mapping.", "other:removed"),
    "other:remove": ("does not exist.", "other:removed"),
    "fig:oven": ("does not exist.", "fig:over"),
    "std::map": ("does not exist.", ""),
    "term:nothing": ("There is no project “term” in intersphinx_mapping.", ""),
}


def test_prefixes_that_name_no_project_are_reported(build: Build, tmp_path: Path) -> None:
    mapping = {"other": ("https://other.example/", write_inventory(tmp_path / "o.inv", *INVENTORY))}
    label = ".. _fig:over:\n\n"
    roles = "\n\n".join(f":ref:`{target}`" for target in PROJECTS)
    settings = {"intersphinx_mapping": mapping, "suppress_warnings": ["intersphinx"]}
    built = build(
        {"index.rst": f"{label}{page('rst', roles)}"},
        "text",
        extensions=("sphinx.ext.intersphinx", "sphinx_glossary_faq"),
        confoverrides=settings,
    )
    lines = built.warnings.splitlines()
    assert suggestions(built) == [suggestion for _message, suggestion in PROJECTS.values()]
    for line, (message, _suggestion) in zip(lines, PROJECTS.values(), strict=True):
        assert message in line


LINKS: Mapping[str, str] = {
    "[x](oven.html)": "oven.md",
    "[x](oven.rst)": "oven.md",
    "[x](./oven.html#first)": "oven.md#first",
    "[x](oven#first)": "oven.md#first",
    "[x](ovens.md#first)": "oven.md#first",
    "[x](oven.html#frist)": "oven.md#first",
    "[x](oven.html#zzz)": "oven.md",
    "[x](/sub/shelf.html)": "/sub/shelf.md",
    "[x](sub/shelf#one)": "sub/shelf.md#one",
    "[x](oven.md#one)": "sub/shelf.md#one",
    "[x](oven.md#fire)": "#fire",
    "[x](oven.md#frist)": "first",
    "[x](nowhere/at/all.md#fire)": "#fire",
    "[x](#one)": "sub/shelf.md#one",
    "[x](#firee)": "fire",
    "[x](engobe)": "{term}`engobe`",
    "[x](#engobes)": "{term}`engobes`",
    "[x](#term-slip)": "{term}`slip`",
    "[x](oven.md#slip)": "{term}`slip`",
    "[x](ovens.md)": "oven.md",
    "[x](shelf.md)": "sub/shelf.md",
    "[x](shelf.html)": "sub/shelf.md",
    "[x](shelve.rst)": "",
    "[x](fire.html)": "",
    "[x](#how-hott)": "{faq}`How hot?`",
    "[x](term:engobe)": "{term}`engobe`",
    "[x](term:engobee)": "{term}`engobe`",
    "[x](<project:#ref:fire>)": "{ref}`fire`",
    "[x](doc:oven)": "{doc}`oven`",
    "<project:ovens.md#first>": "oven.md#first",
    "[x](project:nowhere/at/all.rst#fire)": "#fire",
    "[](project:zzz.md#zzz)": "",
    "[](project:../oven.md#frist)": "oven.md#first",
    "[x](www.example.org/a#b)": "https://www.example.org/a#b",
}

MYST = {
    "oven.md": "---\norphan: true\n---\n# Oven\n\n## First\n",
    "sub/shelf.md": "---\norphan: true\n---\n# Shelf\n\n## One\n\n(fire)=\n## Fires\n\n"
    ":::{glossary}\nslip\n  Wet.\n\n  ```{term-info}\n  :aliases: engobe\n  ```\n:::\n\n"
    ":::{faq}\nHow hot?\n: x\n:::\n",
}


@pytest.mark.myst
def test_links_of_myst_are_suggested(build: Build) -> None:
    files = {**MYST, "index.md": page("md", "\n\n".join(LINKS))}
    settings = {"myst_heading_anchors": 3, **NO_ADVICE}
    built = build(files, "xrefcheck", confoverrides=settings)
    assert suggestions(built) == [*LINKS.values()]


@pytest.mark.myst
def test_suggested_links_are_relative_to_their_page(build: Build) -> None:
    links = "[x](../oven.html#first) [x](/oven.html) [x](oven#first) [x](shelf.html)"
    files = {**MYST, "index.md": "# Page\n", "sub/a.md": f"---\norphan: true\n---\n# A\n\n{links}"}
    settings = {"myst_heading_anchors": 3, **NO_ADVICE}
    built = build(files, "xrefcheck", confoverrides=settings)
    assert suggestions(built) == ["../oven.md#first", "/oven.md", "../oven.md#first", "shelf.md"]


SECTIONS = {
    "[x](page.rst#sub-haed)": "sub-head",
    "[x](page.rst#Sub-head)": "sub-head",
    "[x](/page.rst#subhead)": "sub-head",
    "[x](page.md#sub-haed)": "page.rst#sub-head",
    "[x](page#sub-haed)": "page.rst#sub-head",
    "[x](page.rst#labeled-prt)": "labeled-part",
    "[x](page.rst#zzz)": "",
    "[x](deep.md#lower-prt)": "lower-part",
}


@pytest.mark.myst
def test_sections_that_myst_does_not_find_are_suggested(build: Build) -> None:
    """The label that such a section needs is part of the message."""
    files = {
        "index.md": page("md", "\n\n".join(SECTIONS)),
        "page.rst": ":orphan:\n\nPage\n====\n\nSub head\n--------\n\n"
        ".. _labeled-part:\n\nThird\n-----\n",
        "deep.md": "---\norphan: true\n---\n# Deep\n\n## Lower part\n",
    }
    built = build(files, "xrefcheck", confoverrides=NO_ADVICE)
    found = suggestions(built)
    assert found == [*SECTIONS.values()]
    for line, suggestion in zip(built.warnings.splitlines(), found, strict=True):
        needs_label = suggestion in ("sub-head", "lower-part")
        assert ("has no label. Define a label before it." in line) == needs_label


ANCHORS = """\
# Rules

:::{{faq}}
## Why not?
x
:::

:::{{glossary}}
slip
  Wet.
:::

<a name="K-cone"></a>Cone. <p id="raw">x</p>

```{{py:function}} kiln.fire()
```

{links}
"""


@pytest.mark.myst
@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "text", "xrefcheck"])
def test_links_to_questions_and_terms_are_valid(build: Build, builder: str) -> None:
    links = "[x](rules.md#why-not) [](rules.md#why-not) [x](rules.md#term-slip) [x](r.rst#how-so)"
    files = {
        "index.md": f"# Page\n\n```{{toctree}}\nrules\nr\n```\n\n{links}\n",
        "rules.md": ANCHORS.format(links=links),
        "r.rst": "R\n=\n\n.. faq::\n\n   How so?\n      x\n",
    }
    built = build(files, builder)
    assert built.warnings == ""
    if builder == "html":
        assert 'href="rules.html#why-not"><span class="std std-ref">Why not?</span>' in built.text(
            "index.html"
        )


UNKNOWN = {
    "rules.md#K-cone": "because it is defined in raw HTML. Define a label there: “(K-cone)=”.",
    "rules.md#raw": "because it is defined in raw HTML. Define a label there: “(raw)=”.",
    "rules.md#kiln.fire": "because it is not a label. Did you mean “{py:func}`kiln.fire`”?",
    "r.rst#part": "because it is not a label. Define a label there: “.. _part:”.",
}


@pytest.mark.myst
@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_anchors_that_myst_does_not_know_are_explained(build: Build, builder: str) -> None:
    links = "\n".join(f"[x]({link})" for link in UNKNOWN)
    files = {
        "index.md": page("md", links),
        "rules.md": f"---\norphan: true\n---\n{ANCHORS.format(links='[x](#K-cone)')}",
        "r.rst": ":orphan:\n\nR\n=\n\nPart\n----\n",
    }
    lines = build(files, builder, confoverrides=NO_ADVICE).warnings.splitlines()
    expected = [*UNKNOWN.values(), UNKNOWN["rules.md#K-cone"]]
    assert len(lines) == len(expected)
    for line, message in zip(lines, expected, strict=True):
        assert message in line
        assert "no anchor" not in line


@pytest.mark.myst
def test_a_target_is_not_suggested_for_itself(build: Build, tmp_path: Path) -> None:
    """MyST-Parser does not find the page behind a symbolic link to a folder."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "a.md").write_text("# A\n\n[x](../index.md)\n", "utf-8")
    source = build.folder / "project" / "source"
    source.mkdir(parents=True)
    (source / "linked").symlink_to(tmp_path / "shared")
    files = {"index.md": "# Page\n\n```{toctree}\nlinked/a\n```\n"}
    warnings = build(files, keep=True).warnings
    # Older versions of Sphinx resolve the path behind the link.
    message = "“../index.md” does not exist. [glossary_faq.reference]"
    assert (message in warnings) == (sphinx.version_info >= (8, 2))
    assert "Did you mean" not in warnings
