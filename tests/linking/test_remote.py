"""Terms of other projects, through intersphinx."""

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


def inventory(path: Path, project: str, version: str, *terms: str) -> str:
    """Write an objects.inv that has *terms*, and return its path."""
    lines = [f"{term} std:term -1 glossary.html#term-{term.replace(' ', '-')} -" for term in terms]
    head = f"# Sphinx inventory version 2\n# Project: {project}\n# Version: {version}\n"
    head += "# The remainder of this file is compressed using zlib.\n"
    path.write_bytes(head.encode() + zlib.compress("\n".join(lines).encode() + b"\n"))
    return str(path)


@pytest.fixture
def mapping(tmp_path: Path) -> dict[str, tuple[str, str]]:
    python = inventory(tmp_path / "python.inv", "Python", "3.14", "iterator", "duck", "duck typing")
    build = inventory(tmp_path / "build.inv", "Wheels", "", "wheel", "Iterator")
    return {
        "python": ("https://python.example/", python),
        "wheels": ("https://wheels.example/", build),
    }


def linked(
    build: Build, mapping: dict[str, tuple[str, str]], allowed: list[str], page: str = ""
) -> Built:
    return build(
        {"index.rst": f"Guide\n=====\n\n{page}\n" if page else PAGE},
        confoverrides={
            "extensions": ["sphinx.ext.intersphinx", "sphinx_glossary_faq"],
            "intersphinx_mapping": dict(mapping),  # Sphinx changes it
            "glossary_faq_intersphinx": allowed,
        },
    )


def links(built: Built) -> dict[str, str]:
    page = BeautifulSoup(built.text("index.html"), "html.parser")
    return {a.text: str(a["href"]) for a in page.select("a.autolinked-term")}


def test_only_projects_that_are_named_are_linked(
    build: Build, mapping: dict[str, tuple[str, str]]
) -> None:
    assert links(linked(build, mapping, [])) == {"duck": "#term-duck"}


def test_the_local_term_wins_and_the_longer_one(
    build: Build, mapping: dict[str, tuple[str, str]]
) -> None:
    built = linked(build, mapping, ["python"])
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


@pytest.mark.parametrize("allowed", [["python", "wheels"], ["wheels", "python"]])
def test_of_two_projects_the_one_named_first(
    build: Build, mapping: dict[str, tuple[str, str]], allowed: list[str]
) -> None:
    found = links(linked(build, mapping, allowed))
    assert found["Iterators"].startswith(mapping[allowed[0]][0])
    assert found["wheel"] == "https://wheels.example/glossary.html#term-wheel"


def test_an_unknown_project_is_told(build: Build, mapping: dict[str, tuple[str, str]]) -> None:
    built = linked(build, mapping, ["pyton"])
    assert "glossary_faq_intersphinx: “pyton” is not in intersphinx_mapping." in built.warnings
    assert "Did you mean “python”?" in built.warnings


def test_a_new_inventory_rewrites_the_page_and_reads_none(
    build: Build, mapping: dict[str, tuple[str, str]], tmp_path: Path
) -> None:
    linked(build, mapping, ["wheels"])
    inventory(tmp_path / "build.inv", "Wheels", "", "contest")
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


@pytest.mark.parametrize("allowed", [["python", "wheels"], ["wheels", "python"]])
@pytest.mark.parametrize("loop", ["event-loop", "Event Loop"])
def test_two_ways_of_writing_one_term(
    build: Build, tmp_path: Path, allowed: list[str], loop: str
) -> None:
    """The same but for separators and case: the project named first has it, and none is told."""
    mapping = {
        "python": ("https://python.example/", inventory(tmp_path / "1", "P", "", "event loop")),
        "wheels": ("https://wheels.example/", inventory(tmp_path / "2", "W", "", loop, "x-y")),
    }
    body = "An event loop, an event-loop, an x y."
    built = linked(build, mapping, allowed, page=body)
    assert built.warnings == ""
    found = links(built)
    assert found["event loop"].startswith(mapping[allowed[0]][0])
    assert "x y" in found
    own = linked(build, mapping, allowed, page=f"{body}\n\n.. glossary::\n\n   event loop\n      x")
    assert links(own)["event loop"] == "#term-event-loop"


@pytest.mark.parametrize("first", [True, False])
def test_an_alias_of_our_own_by_hand(build: Build, tmp_path: Path, first: bool) -> None:
    """It wins over another project's term, whichever extension is loaded first."""
    extensions = ["sphinx.ext.intersphinx", "sphinx_glossary_faq"]
    other = inventory(tmp_path / "other.inv", "Other", "", "mouser", "wheel")
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
        extensions=extensions if first else extensions[::-1],
        confoverrides={"intersphinx_mapping": {"other": ("https://other.example/", other)}},
    )
    assert built.warnings == ""
    page = BeautifulSoup(built.text("index.html"), "html.parser")
    found = {a.text: str(a["href"]) for a in page.select("p > a.reference")}
    assert found == {
        "mouser": "#term-cat",
        "wheel": "https://other.example/glossary.html#term-wheel",
    }
