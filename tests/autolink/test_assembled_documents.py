"""Test that terms are linked only if the assembled document contains their definitions."""

from __future__ import annotations

import re

import pytest

from tests.autolink.links import has_target, links, main_part, page, read_single_file
from tests.building import Build, Built

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

OPTIONS = {"suppress_warnings": ["epub"], "project": "P", "version": "1", "copyright": "C"}


@pytest.mark.parametrize("builder", ["latex", "texinfo", "singlehtml", "man", "epub"])
def test_glossary_in_no_toctree(build: Build, builder: str) -> None:
    """There is no warning, and the text is complete; terms in the document are linked."""
    built = build(FILES, builder, confoverrides=OPTIONS)
    assert [line for line in built.warnings.splitlines() if "mimetype" not in line] == []
    if builder in ("singlehtml", "epub"):
        suffix = "html" if builder == "singlehtml" else "xhtml"
        text = main_part(built, f"index.{suffix}").get_text()
        assert "A cat, a dog, a pet; mouser." in text
    if builder == "singlehtml":
        page_links = links(built)
        assert [link.text for link in page_links] == ["dog", "pet", "dog"]
        assert all(has_target(built, "index.html", link.href) for link in page_links)
        assert "term-cat" not in built.text("index.html")
    if builder == "latex":
        assert re.search(r"A cat, a\s+\{?\\hyperref", read_single_file(built, "tex"))
        assert labels(built).issuperset(referenced_labels(built))
    if builder == "texinfo":
        texi = read_single_file(built, "texi")
        assert re.search(r"A cat, a @ref\{[^,]*,,dog\}", texi)
        assert set(re.findall(r"@ref\{([^,}]*),,", texi)) <= set(
            re.findall(r"@anchor\{([^}]*)\}", texi)
        )


def test_two_documents(build: Build) -> None:
    """Each document links only the terms that it contains."""
    files = {
        "index.rst": page("rst", ".. toctree::\n\n   one\n   two"),
        "one.rst": page("rst", "A cat, a dog.\n\n.. glossary::\n\n   cat\n      With a dog."),
        "two.rst": page("rst", "A cat, a dog.\n\n.. glossary::\n\n   dog\n      With a cat."),
    }
    documents = [(name, f"{name}.tex", name, "A", "howto") for name in ("one", "two")]
    built = build(files, "latex", confoverrides={"latex_documents": documents})
    assert built.warnings == ""
    for name, other in (("one", "dog"), ("two", "cat")):
        terms = re.findall(r"\\hyperref\[[^]]*term-(\w+)", built.text(f"{name}.tex"))
        assert terms
        assert other not in terms


@pytest.mark.parametrize("builder", ["latex", "texinfo"])
def test_appendices_are_linked(build: Build, builder: str) -> None:
    """An appendix is a document of its own inside the document."""
    files = {
        "index.rst": page("rst", "A cat.\n\n.. glossary::\n\n   cat\n      A pet."),
        "appendix.rst": ":orphan:\n\n" + page("rst", "One.\n\nThe second cat."),
    }
    options = OPTIONS | {f"{builder}_appendices": ["appendix"]}
    built = build(files, builder, confoverrides=options)
    text = read_single_file(built, {"latex": "tex", "texinfo": "texi"}[builder])
    link = r"\{\\hyperref\[" if builder == "latex" else r"@ref\{"
    assert re.search(rf"The second\s+{link}", text)


def labels(built: Built) -> set[str]:
    tex = read_single_file(built, "tex")
    return set(re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", tex))


def referenced_labels(built: Built) -> set[str]:
    tex = read_single_file(built, "tex")
    return set(re.findall(r"\\hyperref\[\\detokenize\{([^}]*)\}\]", tex))
