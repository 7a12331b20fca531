"""Sphinx: autodoc, napoleon, autosummary and intersphinx."""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import indent

import pytest
from sphinx.util.inventory import InventoryFile

from tests.building import Build
from tests.neighbours.checking import RST_BLOCKS, checked, linked, main_part, shows_blocks

MODULE = f'''\
"""Bake a crumb."""


def bake(crumb: str = "crumb") -> str:
    """Do the proofing of a crumb.

    Args:
        crumb: Result of autolysis.

{indent(RST_BLOCKS, "    ")}    """
    return crumb
'''

API = """\
Reference
=========

.. autosummary::

   neighbour_of_tests.bake

.. automodule:: neighbour_of_tests
   :members:
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a module that autodoc can import."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "neighbour_of_tests.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "modules")
    monkeypatch.delitem(sys.modules, "neighbour_of_tests", raising=False)


@pytest.mark.usefixtures("module")
def test_docstrings(build: Build) -> None:
    """Terms are linked in docstrings and their summaries, and not in signatures."""
    built = checked(
        build,
        {"api.rst": API},
        "sphinx.ext.autodoc",
        "sphinx.ext.napoleon",
        "sphinx.ext.autosummary",
    )
    part = main_part(built, "api.html")
    assert linked(part) == ["proofing", "crumb", "autolysis"]
    assert not [tag for tag in part.find_all("dt", class_="sig") if linked(tag)]
    assert shows_blocks(part)


def test_terms_of_another_project(build: Build, tmp_path: Path) -> None:
    """A link to a term of another project with ``:term:`` counts as a link to this term."""
    other = build({"index.rst": "Other\n=====\n\n.. glossary::\n\n   oven\n      Hot.\n"})
    inventory = tmp_path / "objects.inv"
    InventoryFile.dump(str(inventory), other.env, other.app.builder)
    built = checked(
        build,
        {"page.rst": "Page\n====\n\nAn :term:`oven` and a crumb.\n"},
        "sphinx.ext.intersphinx",
        confoverrides={"intersphinx_mapping": {"other": ("https://o.example", str(inventory))}},
    )
    part = main_part(built, "page.html")
    assert linked(part) == ["crumb"]
    external = part.find("a", class_="external")
    assert external is not None
    assert external["href"] == "https://o.example/index.html#term-oven"
