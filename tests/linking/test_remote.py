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


def linked(build: Build, mapping: dict[str, tuple[str, str]], allowed: list[str]) -> Built:
    return build(
        {"index.rst": PAGE},
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
