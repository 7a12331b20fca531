"""Test the definitions that pages contain for their links to terms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from tests.autolink.sites import Site, differing
from tests.autolink.test_intersphinx_terms import write_inventory
from tests.building import Build, Built

GLOSSARY = """\
.. _words:

Words
=====

.. glossary::

   cat
      An *animal* with ``whiskers`` and :math:`4` legs. [#]_ Unlike a :term:`dog`, see :ref:`words`,
      :doc:`index`, `the page <deep/page.html>`__ and https://example.org/.

      A second paragraph.

   dog
   hound
      .. only:: html

         Shown in HTML.

      .. only:: latex

         Shown in LaTeX.

   formula
      .. math::
         :label: square

         a^2

   list
      - First quokka
      - Second

   note
      .. note::

         An aside.

      The text.

.. [#] A footnote.
"""

FILES = {
    "index.rst": "Index\n=====\n\n.. toctree::\n\n   words\n   deep/page\n   plain\n\n"
    "A cat, :term:`Dogs <dog>`, a formula, a list.\n",
    "words.rst": GLOSSARY,
    "deep/page.rst": "Page\n====\n\nA cat.\n",
    "plain.rst": "Plain\n=====\n\nNothing.\n",
}

OPTIONS = {"html_theme": "basic", "numfig": True}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Build]:
    """A function that builds the same project with several builders."""
    build = Build(tmp_path_factory.mktemp("tips"))
    yield build
    build.close()


@pytest.fixture(scope="module")
def html(shared: Build) -> Built:
    return shared(FILES, confoverrides=OPTIONS)


def templates(built: Built, page: str) -> dict[str, Tag]:
    """Return the templates with definitions on a page, by the address of the links."""
    soup = BeautifulSoup(built.text(page), "html.parser")
    return {str(node["data-term-tip"]): node for node in soup.select("template[data-term-tip]")}


def texts(built: Built, page: str) -> dict[str, str]:
    """Return the texts of the definitions on a page, by the id of the term."""
    nodes = templates(built, page)
    return {
        uri.rpartition("#")[2]: " ".join(node.get_text().split()) for uri, node in nodes.items()
    }


CAT = (
    r"An animal with whiskers and \(4\) legs. Unlike a dog, see Words, Index, the page and "
    "https://example.org/."
)


def test_pages_contain_the_definitions_of_their_links(html: Built) -> None:
    assert html.warnings == ""
    assert texts(html, "index.html") == {
        "term-cat": CAT,
        "term-dog": "Shown in HTML.",
        "term-formula": r"\[a^2\]",
        "term-list": "First quokka Second",
    }
    assert texts(html, "deep/page.html") == {"term-cat": CAT}
    assert "term-tip" not in html.text("plain.html")


def test_markup_and_addresses(html: Built) -> None:
    (cat,) = templates(html, "deep/page.html").values()
    assert cat.em is not None
    assert cat.code is not None
    assert not cat.select("[id], .autolinked-term, sup")
    hrefs = [link["href"] for link in cat.select("a")]
    base = "../words.html"
    internal = [f"{base}#term-dog", f"{base}#words", "../index.html", "#"]
    assert hrefs == [*internal, "https://example.org/"]
    own = templates(html, "words.html")["#term-dog"]
    assert own.get_text().strip() == "Shown in HTML."


def test_script_is_loaded_where_it_is_used(html: Built) -> None:
    pages = ("index.html", "words.html", "deep/page.html", "plain.html", "search.html")
    loaded = [page for page in pages if "definition-tips.js" in html.text(page)]
    assert loaded == ["index.html", "words.html", "deep/page.html"]
    assert "mathjax" in html.text("deep/page.html")
    assert "mathjax" not in html.text("plain.html")


def test_definitions_are_not_in_the_search_index_twice(html: Built) -> None:
    index = html.text("searchindex.js").replace(" ", "")
    assert '"quokka":3' in index  # the page words alone


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "epub", "text", "latex"])
def test_other_builders(shared: Build, html: Built, builder: str) -> None:
    built = shared(builder=builder, keep=True, confoverrides=OPTIONS)
    page = {"dirhtml": "deep/page/index.html", "singlehtml": "index.html"}.get(builder)
    if page is None:
        written = [name for name in built.files() if not name.startswith("_static")]
        assert not any(b"term-tip" in (built.outdir / name).read_bytes() for name in written)
        return
    assert texts(built, page)["term-cat"] == CAT
    hrefs = [link["href"] for link in templates(built, page).popitem()[1].select("a")]
    links = {link["href"] for link in BeautifulSoup(built.text(page), "html.parser").select("a")}
    assert templates(built, page).keys() <= links
    assert builder == "singlehtml" or hrefs[0] == "../../words/#term-dog"


def test_options(build: Build) -> None:
    files = FILES | {"deep/page.rst": None, "index.rst": "Index\n=====\n\nA cat.\n"}
    files.pop("deep/page.rst")
    build(files, confoverrides=OPTIONS | {"glossary_faq_tips_on_touch": False})
    built = build(keep=True, confoverrides=OPTIONS | {"glossary_faq_tips_on_touch": False})
    assert "data-no-touch" in built.text("index.html")
    built = build(keep=True, confoverrides=OPTIONS | {"glossary_faq_tips": False})
    assert "term-tip" not in built.text("index.html")
    built = build(keep=True, confoverrides=OPTIONS)
    assert "data-no-touch" not in built.text("index.html")
    assert texts(built, "index.html") == {"term-cat": CAT}


@pytest.mark.myst
def test_markdown(build: Build) -> None:
    entries = "cat\n  An *animal*, unlike a {term}`dog`.\ndog\n  It barks.\n"
    glossary = f"# Words\n\n```{{glossary}}\n{entries}```\n"
    files = {
        "index.md": f"# Index\n\nA cat. [Dogs](#term-dog), {{term}}`dog`.\n\n{glossary}",
        "conf.py": "",
    }
    built = build(files, confoverrides={"html_theme": "basic"})
    assert texts(built, "index.html") == {
        "term-cat": "An animal, unlike a dog.",
        "term-dog": "It barks.",
    }


# -- incremental builds

PAGES = {
    "index.rst": "Index\n=====\n\nNothing.\n",
    "one.rst": "One\n===\n\nA cat.\n",
    "two.rst": "Two\n===\n\nA dog.\n",
    "three.rst": "Three\n=====\n\nNothing.\n\n.. _label:\n\nPart\n----\n\nText.\n",
}


def words(cat: str = "It purrs.", dog: str = "It barks.") -> dict[str, str]:
    entries = f"   cat\n      {cat}\n\n   dog\n      {dog}\n"
    return {"words.rst": f"Words\n=====\n\n.. glossary::\n\n{entries}"}


def assert_build(
    site: Site, tmp_path: Path, *written: str, stale: str = "", **options: Any
) -> None:
    """Build, and compare the written pages and the output with those of a clean build.

    :param stale: a page that Sphinx does not write although a title in it has changed.
    """
    report = site.build(options=options)
    assert report.rewritten == set(written)
    fresh = site.fresh(tmp_path / "fresh")
    fresh.build(options=options)
    assert differing(site.files("html"), fresh.files("html")) <= {"searchindex.js", stale}


def test_incremental_builds(tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    site.write(PAGES | words())
    site.build()
    site.write(PAGES | words(cat="It meows."))
    assert_build(site, tmp_path, "words", "one")
    site.write(PAGES | words(cat="It meows.\n\n      More."))
    assert_build(site, tmp_path, "words")
    site.write(PAGES | words(cat="It is in :ref:`label`."))
    assert_build(site, tmp_path, "words", "one")
    moved = PAGES | {
        "three.rst": "Three\n=====\n\nNothing.\n\n.. _label:\n\nOther\n-----\n\nText.\n"
    }
    site.write(moved | words(cat="It is in :ref:`label`."))
    assert_build(site, tmp_path, "one", "three", stale="words.html")
    assert_build(site, tmp_path, "one", "two", stale="words.html", glossary_faq_tips=False)
    site.write(moved | words(cat="It sleeps."))
    assert_build(site, tmp_path, "words", glossary_faq_tips=False)
    assert_build(site, tmp_path, "one", "two")
    assert_build(site, tmp_path)


# -- terms of other projects


def write_project(folder: Path, project: str, definition: str) -> str:
    """Write the inventory and the `terms.json` of a project, and return the inventory's path."""
    folder.mkdir()
    term = {"uri": "glossary.html#term-duck", "definition": definition}
    folder.joinpath("terms.json").write_text(json.dumps({"terms": [term]}), "utf-8")
    return write_inventory(folder / "objects.inv", project, "1", "duck")


def test_terms_of_other_projects(build: Build, tmp_path: Path) -> None:
    birds = write_project(tmp_path / "birds", "Birds", "It <quacks>.")
    toys = write_project(tmp_path / "toys", "Toys", "It floats.")
    (tmp_path / "toys" / "terms.json").rename(tmp_path / "toys.json")
    mapping = {"birds": ("https://birds.example/", birds), "toys": ("https://toys.example", toys)}
    options: dict[str, Any] = {
        "extensions": ["sphinx.ext.intersphinx", "sphinx_glossary_faq"],
        "glossary_faq_intersphinx": ["birds"],
        "glossary_faq_tips_files": {"toys": str(tmp_path / "toys.json"), "toy": "x", "birds": "no"},
    }
    files = {
        "index.rst": "Index\n=====\n\n:external+toys:term:`duck`\n",
        "two.rst": ":orphan:\n\nTwo\n===\n\nA duck.\n",
    }

    def rebuild() -> tuple[list[str], list[str], str]:
        """Return the texts of the tips on both pages, and the warnings."""
        overrides = options | {"intersphinx_mapping": dict(mapping)}  # Sphinx changes it
        built = build(files, keep=True, confoverrides=overrides)
        one, two = (list(texts(built, page).values()) for page in ("index.html", "two.html"))
        return one, two, built.warnings

    toys_tips, birds_tips, warnings = rebuild()
    assert (toys_tips, birds_tips) == (["It floats."], [])
    assert "“toy” is not in intersphinx_mapping. Did you mean “toys”?" in warnings
    assert "no does not exist" in warnings
    del options["glossary_faq_tips_files"]
    assert rebuild() == ([], ["It <quacks>."], "")
    (tmp_path / "birds" / "terms.json").write_text("{", "utf-8")
    toys_tips, birds_tips, warnings = rebuild()
    assert (toys_tips, birds_tips) == ([], [])
    assert "cannot be read" in warnings
