"""Test links to terms in other projects, which are loaded from intersphinx inventories."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.building import Build, Built

PAGE = """\
Guide
=====

Iterators and a duck, a wheel and a duck typing contest.

.. glossary::

   duck
      A bird.
"""


def write_inventory(path: Path, project: str, version: str, *terms: str) -> str:
    """Write an objects.inv with *terms*, and return its path."""
    lines = [f"{term} std:term -1 glossary.html#term-{term.replace(' ', '-')} -" for term in terms]
    header = f"# Sphinx inventory version 2\n# Project: {project}\n# Version: {version}\n"
    header += "# The remainder of this file is compressed using zlib.\n"
    path.write_bytes(header.encode() + zlib.compress("\n".join(lines).encode() + b"\n"))
    return str(path)


@pytest.fixture
def mapping(tmp_path: Path) -> dict[str, tuple[str, str]]:
    """The `intersphinx_mapping` of two projects."""
    python = write_inventory(
        tmp_path / "python.inv", "Python", "3.14", "iterator", "duck", "duck typing"
    )
    wheels = write_inventory(tmp_path / "wheels.inv", "Wheels", "", "wheel", "Iterator")
    return {
        "python": ("https://python.example/", python),
        "wheels": ("https://wheels.example/", wheels),
    }


def build_with(
    build: Build, mapping: dict[str, tuple[str, str]], projects: list[str], page: str = ""
) -> Built:
    """Build a page that may link the terms of *projects*."""
    return build(
        {"index.rst": f"Guide\n=====\n\n{page}\n" if page else PAGE},
        confoverrides={
            "extensions": ["sphinx.ext.intersphinx", "sphinx_glossary_faq"],
            "intersphinx_mapping": dict(mapping),  # Sphinx changes it
            "glossary_faq_intersphinx": projects,
        },
    )


def links(built: Built) -> dict[str, str]:
    """Return the URLs of the automatic links by their texts."""
    page = BeautifulSoup(built.text("index.html"), "html.parser")
    return {a.text: str(a["href"]) for a in page.select("a.autolinked-term")}


def test_other_projects_are_not_linked(build: Build, mapping: dict[str, tuple[str, str]]) -> None:
    assert links(build_with(build, mapping, [])) == {"duck": "#term-duck"}


def test_precedence_of_local_and_of_longer_terms(
    build: Build, mapping: dict[str, tuple[str, str]]
) -> None:
    built = build_with(build, mapping, ["python"])
    assert links(built) == {
        "Iterators": "https://python.example/glossary.html#term-iterator",
        "duck": "#term-duck",
        "duck typing": "https://python.example/glossary.html#term-duck-typing",
    }
    page = BeautifulSoup(built.text("index.html"), "html.parser")
    link = page.find("a", string="Iterators")
    assert link is not None
    assert link["title"] == "(in Python v3.14)"
    assert "external" in link["class"]


@pytest.mark.parametrize("projects", [["python", "wheels"], ["wheels", "python"]])
def test_precedence_of_the_first_project(
    build: Build, mapping: dict[str, tuple[str, str]], projects: list[str]
) -> None:
    urls = links(build_with(build, mapping, projects))
    assert urls["Iterators"].startswith(mapping[projects[0]][0])
    assert urls["wheel"] == "https://wheels.example/glossary.html#term-wheel"


def test_warning_about_an_unknown_project(
    build: Build, mapping: dict[str, tuple[str, str]]
) -> None:
    built = build_with(build, mapping, ["pyton"])
    assert "glossary_faq_intersphinx: “pyton” is not in intersphinx_mapping." in built.warnings
    assert "Did you mean “python”?" in built.warnings


def test_new_inventory_rewrites_pages_without_reading_them(
    build: Build, mapping: dict[str, tuple[str, str]], tmp_path: Path
) -> None:
    build_with(build, mapping, ["wheels"])
    write_inventory(tmp_path / "wheels.inv", "Wheels", "", "contest")
    built = build(
        {},
        keep=True,
        confoverrides={
            "extensions": ["sphinx.ext.intersphinx", "sphinx_glossary_faq"],
            "intersphinx_mapping": dict(mapping),  # Sphinx changes it
            "intersphinx_cache_limit": 0,
            "glossary_faq_intersphinx": ["wheels"],
        },
    )
    assert "0 added, 0 changed, 0 removed" in built.status
    assert set(links(built)) == {"duck", "contest"}


@pytest.mark.parametrize("projects", [["python", "wheels"], ["wheels", "python"]])
@pytest.mark.parametrize("loop", ["event-loop", "Event Loop"])
def test_spellings_of_one_term(
    build: Build, tmp_path: Path, projects: list[str], loop: str
) -> None:
    """If terms differ by separators and case, the first project is linked, without a warning."""
    mapping = {
        "python": (
            "https://python.example/",
            write_inventory(tmp_path / "1", "P", "", "event loop"),
        ),
        "wheels": (
            "https://wheels.example/",
            write_inventory(tmp_path / "2", "W", "", loop, "x-y"),
        ),
    }
    body = "An event loop, an event-loop, an x y."
    built = build_with(build, mapping, projects, page=body)
    assert built.warnings == ""
    urls = links(built)
    assert urls["event loop"].startswith(mapping[projects[0]][0])
    assert "x y" in urls
    glossary = ".. glossary::\n\n   event loop\n      x"
    built = build_with(build, mapping, projects, page=f"{body}\n\n{glossary}")
    assert links(built)["event loop"] == "#term-event-loop"


@pytest.mark.parametrize("intersphinx_first", [True, False])
def test_explicit_link_to_an_alias(build: Build, tmp_path: Path, intersphinx_first: bool) -> None:
    """The alias takes precedence over another project's term, in any order of extensions."""
    extensions = ["sphinx.ext.intersphinx", "sphinx_glossary_faq"]
    other = write_inventory(tmp_path / "other.inv", "Other", "", "mouser", "wheel")
    text = """\
:term:`mouser` :term:`wheel`

.. glossary::

   cat
      An animal.

      .. term-info::
         :aliases: mouser
"""
    built = build(
        {"index.rst": f"Page\n====\n\n{text}"},
        extensions=extensions if intersphinx_first else extensions[::-1],
        confoverrides={"intersphinx_mapping": {"other": ("https://other.example/", other)}},
    )
    assert built.warnings == ""
    page = BeautifulSoup(built.text("index.html"), "html.parser")
    urls = {a.text: str(a["href"]) for a in page.select("p > a.reference")}
    assert urls == {
        "mouser": "#term-cat",
        "wheel": "https://other.example/glossary.html#term-wheel",
    }
