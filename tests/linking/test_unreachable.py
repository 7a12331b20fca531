"""Terms on pages that an assembled document does not have: their mentions stay text."""

from __future__ import annotations

import re

import pytest

from tests.building import Build, Built
from tests.linking.links import has_target, links, page, soup_of

ORPHAN = """\
:orphan:

Words
=====

.. glossary::

   cat
      An animal.

      .. term-info::
         :aliases: mouser
         :broader: pet
"""

FILES = {
    "index.rst": page(
        "rst", "A cat, a dog, a pet; :term:`mouser`.\n\n.. toctree::\n\n   pets\n   guide"
    ),
    "guide.rst": page("rst", "A cat, a dog.\n\n.. faq-item:: Why?\n\n   So."),
    "pets.rst": page(
        "rst",
        ".. glossary::\n\n   pet\n      A friend.\n\n   dog\n      A friend.\n\n"
        "      .. term-info::\n         :broader: pet",
        title="Pets",
    ),
    "orphan.rst": ORPHAN,
}

QUIET = {"suppress_warnings": ["epub"], "project": "P", "version": "1", "copyright": "C"}


@pytest.mark.parametrize("builder", ["latex", "texinfo", "singlehtml", "man", "epub"])
def test_a_glossary_that_no_toctree_has(build: Build, builder: str) -> None:
    """Nobody is told, and the text is whole; what is there is linked."""
    built = build(FILES, builder, confoverrides=QUIET)
    assert [line for line in built.warnings.splitlines() if "mimetype" not in line] == []
    if builder in ("singlehtml", "epub"):
        suffix = "html" if builder == "singlehtml" else "xhtml"
        text = soup_of(built, f"index.{suffix}").get_text()
        assert "A cat, a dog, a pet; mouser." in text
    if builder == "singlehtml":
        found = links(built)
        assert [link.text for link in found] == ["dog", "pet", "dog"]
        assert all(has_target(built, "index.html", link.href) for link in found)
        assert "term-cat" not in built.text("index.html")
    if builder == "latex":
        assert re.search(r"A cat, a\s+\{?\\hyperref", source(built, "tex"))
        assert labels(built).issuperset(referred(built))
    if builder == "texinfo":
        texi = source(built, "texi")
        assert re.search(r"A cat, a @ref\{[^,]*,,dog\}", texi)
        assert set(re.findall(r"@ref\{([^,}]*),,", texi)) <= set(
            re.findall(r"@anchor\{([^}]*)\}", texi)
        )


def test_two_documents(build: Build) -> None:
    """Each links what it has itself."""
    files = {
        "index.rst": page("rst", ".. toctree::\n\n   one\n   two"),
        "one.rst": page("rst", "A cat, a dog.\n\n.. glossary::\n\n   cat\n      With a dog."),
        "two.rst": page("rst", "A cat, a dog.\n\n.. glossary::\n\n   dog\n      With a cat."),
    }
    documents = [(name, f"{name}.tex", name, "A", "howto") for name in ("one", "two")]
    built = build(files, "latex", confoverrides={"latex_documents": documents})
    assert built.warnings == ""
    for name, other in (("one", "dog"), ("two", "cat")):
        made = re.findall(r"\\hyperref\[[^]]*term-(\w+)", built.text(f"{name}.tex"))
        assert made
        assert other not in made


def source(built: Built, suffix: str) -> str:
    """The text of the one file of its kind."""
    found = [name for name in built.files() if name.endswith(f".{suffix}")]
    assert len(found) == 1
    return built.text(found[0])


def labels(built: Built) -> set[str]:
    return set(re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", source(built, "tex")))


def referred(built: Built) -> set[str]:
    return set(re.findall(r"\\hyperref\[\\detokenize\{([^}]*)\}\]", source(built, "tex")))
