"""Test that references to a term lead to the nearest of several definitions."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.matching.vocabulary import Target
from sphinx_glossary_faq.core.model.records import Label, Location, Term
from sphinx_glossary_faq.core.planning.plan import Page
from sphinx_glossary_faq.core.planning.precedence import resolve_ambiguity, resolve_name
from tests.building import Build, Built

OPTIONS = {"suppress_warnings": ["toc.not_included"], "glossary_faq_check_ignore": ["duplicate-*"]}

WORDS = """\
Words
=====

.. glossary::

   oven
      Hot in {folder}.

   Kiln
      Very hot in {folder}.

      .. term-info::
         :aliases: furnace {folder}
"""

PAGE = {
    "rst": """\
Page
====

:term:`oven` :term:`own <oven>` :term:`Oven` :term:`ovens` :term:`Kiln` :term:`kiln` :any:`oven`

.. term-compare:: oven; Kiln
   :definitions:

.. see-also::
   :details: deck

   term:oven
   Own <term:kiln>

The oven is mentioned.
""",
    "md": """\
# Page

{term}`oven` {term}`own <oven>` {term}`Oven` {term}`ovens` {term}`Kiln` {term}`kiln` {any}`oven`
[x](oven) [](oven) [**y**](Oven) [z](#oven "title")

:::{term-compare} oven; Kiln
:definitions:
:::

:::{see-also}
:details: deck
term:oven
Own <term:kiln>
:::

The oven is mentioned.
""",
}

LINK_COUNTS = {"rst": 11, "md": 15}
"""Each reference; a mention is not linked beside them, and the glossaries have no links."""


def files_of(syntax: str) -> dict[str, str]:
    """Return a project with two folders, each with a glossary and a page."""
    files = {"index.rst": "Start\n=====\n\n:term:`oven`\n"}
    for folder in ("a", "b"):
        files[f"{folder}/words.rst"] = WORDS.format(folder=folder)
        files[f"{folder}/page.{syntax}"] = PAGE[syntax]
    return files


def term_links(built: Built, page: str) -> list[str]:
    """Return the target of each link to a term of a page, in order."""
    soup = BeautifulSoup(built.text(f"{page}.html"), "html.parser")
    return [str(link["href"]) for link in soup.select("a[href*='#term-']")]


@pytest.mark.parametrize("parallel", [0, 2])
@pytest.mark.parametrize("folder", ["a", "b"])
def test_every_reference_leads_to_the_nearest_definition(
    build: Build, syntax: str, folder: str, parallel: int
) -> None:
    built = build(files_of(syntax), confoverrides=OPTIONS, parallel=parallel)
    links = term_links(built, f"{folder}/page")
    assert {link.partition("#")[0] for link in links} == {"words.html"}
    assert len(links) == LINK_COUNTS[syntax]
    other = "b" if folder == "a" else "a"
    page = built.text(f"{folder}/page.html")
    assert f"Hot in {folder}" in page
    assert f"ot in {other}" not in page


@pytest.mark.parametrize("syntax", ["rst", "md"])
@pytest.mark.parametrize("builder", ["dirhtml", "xml", "latex"])
def test_other_builders_lead_there_as_well(build: Build, syntax: str, builder: str) -> None:
    files = files_of(syntax)
    files["index.rst"] += "\n.. toctree::\n\n   a/words\n   b/words\n   a/page\n   b/page\n"
    built = build(files, builder, confoverrides=OPTIONS)
    page = built.resolved("b/page") if builder != "latex" else None
    if page is None:
        tex = next(name for name in built.files() if name.endswith(".tex"))
        targets = set(re.findall(r"hyperref\[\\detokenize\{([ab])/words:term-", built.text(tex)))
        assert targets == {"a", "b"}
    else:
        uris = [node.get("refuri", "") for node in page.findall() if hasattr(node, "get")]
        assert not [uri for uri in uris if "a/words" in uri and "#term-" in uri]


def test_a_group_decides(build: Build) -> None:
    files = {
        f"{name}.rst": WORDS.format(folder=name).replace(
            "         :aliases", f"         :group: {name}\n         :aliases"
        )
        for name in ("one", "two")
    }
    page = ":glossary-group: two\n\nPage\n====\n\n:term:`Kiln` :any:`oven`\n"
    built = build({**files, "index.rst": page}, confoverrides=OPTIONS)
    assert "two.html#term-Kiln" in term_links(built, "index")


def test_a_tie_has_the_first_definition_in_any_order(build: Build) -> None:
    built = build(files_of("rst"), confoverrides=OPTIONS)
    assert term_links(built, "index") == ["a/words.html#term-oven"]
    for folder in ("b", "a", "b"):
        words = WORDS.format(folder=f"{folder}, again")
        built = build({f"{folder}/words.rst": words}, keep=True, confoverrides=OPTIONS)
        assert term_links(built, "index") == ["a/words.html#term-oven"]


@pytest.mark.parametrize("options", [{}, {"glossary_faq_check": []}])
def test_incremental_builds_lead_where_a_clean_build_does(
    build: Build, syntax: str, options: dict[str, Any]
) -> None:
    """Sphinx forgets the other definitions of a name when a page with one of them is removed."""
    files, options = files_of(syntax), {**OPTIONS, **options}
    build(files, confoverrides=options)
    edits: list[dict[str, str | None]] = [
        {"b/words.rst": None},
        {"b/words.rst": WORDS.format(folder="b")},
        {"a/words.rst": "Words\n=====\n"},
        {"a/words.rst": WORDS.format(folder="a, once more")},
    ]
    for edit in edits:
        build(edit, keep=True, confoverrides=options)
        files = {name: text for name, text in {**files, **edit}.items() if text is not None}
        kept = build({}, keep=True, confoverrides=options)
        pages = ["index", "a/page", "b/page"]
        links = [term_links(kept, page) for page in pages]
        inventory = sorted(kept.env.domains.standard_domain.objects.items())
        clean = build(files, project="clean", confoverrides=options)
        assert links == [term_links(clean, page) for page in pages]
        assert inventory == sorted(clean.env.domains.standard_domain.objects.items())


def test_the_check_agrees_with_what_is_written(build: Build) -> None:
    """A reference to a hidden definition is reported only if it leads there."""
    files = files_of("rst")
    hidden = WORDS.format(folder="b").partition(".. glossary::")[2].replace("\n", "\n   ")
    files["b/words.rst"] = f"Words\n=====\n\n.. only:: latex\n\n   .. glossary::{hidden}\n"
    files["a/page.rst"] = files["b/page.rst"] = "Page\n====\n\n:term:`oven` :any:`oven`\n"
    warnings = build(files, confoverrides=OPTIONS).warnings
    findings = [line for line in warnings.splitlines() if "hidden-target" in line]
    assert [line.partition(":")[0] for line in findings] == ["b/page.rst", "b/page.rst"]


def test_another_project_is_still_asked_for_its_terms(build: Build) -> None:
    files = files_of("rst")
    files["a/page.rst"] = "Page\n====\n\n:external:term:`oven`\n"
    built = build(
        files,
        confoverrides={**OPTIONS, "intersphinx_mapping": {}},
        extensions=("sphinx.ext.intersphinx", "sphinx_glossary_faq"),
    )
    assert term_links(built, "a/page") == []
    assert "a/page.rst:4:1: WARNING: term role" in built.warnings


@pytest.mark.myst
def test_terms_of_eval_rst_are_recorded_on_each_page(build: Build) -> None:
    """Such terms have no id in their document, and their names are known from another page."""
    words = "# Words\n\n```{{eval-rst}}\n.. glossary::\n\n   oven\n      Hot in {0}.\n{1}```\n"
    files = {
        "a/words.md": words.format("a", "\n   stove\n      Also hot.\n"),
        "b/words.md": words.format("b", ""),
        "b/page.md": PAGE["md"],
        "index.md": "# Start\n",
    }
    built = build(files, confoverrides=OPTIONS)
    assert "Hot in b." in built.text("b/page.html")
    links = [link for link in term_links(built, "b/page") if "oven" in link]
    assert set(links) == {"words.html#term-oven"}


PATHS = st.sampled_from(["words", "a/words", "a/b/words", "b/words"])


@given(st.lists(PATHS, min_size=1, max_size=4, unique=True), PATHS, st.sampled_from(["x", "X"]))
def test_a_reference_leads_to_the_only_term_that_a_mention_may_mean(
    docnames: list[str], page: str, name: str
) -> None:
    terms = [
        Term(Location(docname, f"{docname}.rst", 1), (Label("x", "term-x", "x"),))
        for docname in docnames
    ]
    targets = [Target(term, term.id) for term in terms]
    closest = resolve_ambiguity(targets, Page(page))
    assert resolve_name(name, targets, Page(page)) == closest[:1]
    assert resolve_name(name, targets[::-1], Page(page)) == closest[:1]


def test_of_equally_close_terms_the_one_written_so_is_meant() -> None:
    location = Location("words", "words.rst", 1)
    plain, marked = (
        Term(location, (Label(name, f"term-{index}", name),))
        for index, name in enumerate(("yahoo", "Yahoo!"))
    )
    targets = [Target(term, term.id) for term in (plain, marked)]
    for name, term in (("yahoo", plain), ("Yahoo!", marked), ("YAHOO", plain)):
        assert [target.term for target in resolve_name(name, targets, Page("x"))] == [term]
