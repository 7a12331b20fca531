"""Test sequences of builds that are difficult for the snapshot of the output."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sphinx

from sphinx_glossary_faq.autolink import page_plans
from sphinx_glossary_faq.core.planning.plan import Page, PagePlan
from sphinx_glossary_faq.core.planning.planner import plan_page
from tests.autolink.sites import Site, differing

PAGES = ("one", "two", "three")


def make_files(*terms: str, text: str = "A cat, a dog.") -> dict[str, str]:
    """Return three pages with the same text, and a glossary."""
    entries = "".join(f"   {term}\n      It is {term}.\n\n" for term in (*terms, "zebra"))
    return {
        "index.rst": "Index\n=====\n\nNothing.\n",
        "words.rst": f"Words\n=====\n\n.. glossary::\n\n{entries}",
        **{f"{name}.rst": f"Title\n=====\n\n{text}\n" for name in PAGES},
    }


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A project with one term that was never built."""
    site = Site(tmp_path / "site")
    site.write(make_files("cat"))
    return site


def interrupt_before(page: int) -> Callable[[int, str], None]:
    """Return a callback that interrupts the build before a page is written."""

    def interrupt(number: int, docname: str) -> None:
        if number == page:
            raise KeyboardInterrupt

    return interrupt


def assert_clean(
    site: Site, tmp_path: Path, builder: str = "html", options: dict[str, Any] | None = None
) -> None:
    """Compare the output with that of a clean build, except for Sphinx's search index."""
    fresh = site.fresh(tmp_path / "fresh")
    fresh.build(builder, options)
    assert differing(site.files(builder), fresh.files(builder)) <= {"searchindex.js"}


@pytest.mark.parametrize("parallel", [0, 2])
def test_added_and_removed_terms(site: Site, tmp_path: Path, parallel: int) -> None:
    """Pages that mention them are written again, and only the glossary is read again."""
    site.build(parallel=parallel)
    for terms in (("cat", "dog"), ("dog",), ("cat",), ("cow",)):
        site.write(make_files(*terms))
        report = site.build(parallel=parallel)
        assert (report.read, report.rewritten) == ({"words"}, {"words", *PAGES})
        assert_clean(site, tmp_path)
    report = site.build(parallel=parallel)
    assert (report.read, report.rewritten) == (set(), set())


def test_term_without_mentions(site: Site) -> None:
    """Only the glossary is written."""
    site.build()
    site.write(make_files("cat", "yak"))
    assert site.build().rewritten == {"words"}


def test_placeholders(site: Site, tmp_path: Path) -> None:
    """A definition that makes or ends a placeholder changes the links on other pages."""
    files = make_files("cat", "dog", text="A cat.")
    todo = re.sub("It is.*", "To be written.", files["words.rst"])
    site.write({**files, "words.rst": todo})
    site.build()
    assert b"autolinked" not in site.files("html")["one.html"]
    for words, links in ((todo.replace("To be", "To get", 1), 1), (todo, 0)):
        site.write({**files, "words.rst": words})
        report = site.build()
        assert (report.read, report.rewritten) == ({"words"}, {"words", *PAGES})
        assert site.files("html")["one.html"].count(b"autolinked") == links
        assert_clean(site, tmp_path)
    decided = todo.replace("written.", "written.\n\n      More.", 1)
    site.write({**files, "words.rst": decided})
    assert site.build().rewritten == {"words", *PAGES}
    assert_clean(site, tmp_path)


def test_names_with_a_parenthesis(site: Site, tmp_path: Path) -> None:
    """A domain that is added to a name or removed changes the links on other pages."""
    for names in (("cat (pet)", "cat (file)"), ("cat (file)", "dog"), ("cat", "cow")):
        site.write(make_files(*names, text="A pet, a cat."))
        assert site.build().rewritten - {"index"} == {"words", *PAGES}
        assert_clean(site, tmp_path)


def test_changed_option(site: Site, tmp_path: Path) -> None:
    """Pages whose links differ are written again, and none is read again."""
    site.write({**make_files("cat"), "two.rst": "Title\n=====\n\nNo mention.\n"})
    site.build()
    report = site.build(options={"glossary_faq_autolink": "off"})
    assert (report.read, report.rewritten) == (set(), {"one", "three"})
    assert_clean(site, tmp_path, options={"glossary_faq_autolink": "off"})
    assert site.build(options={"glossary_faq_autolink": "section"}).rewritten == {"one", "three"}
    assert site.build(options={"glossary_faq_autolink": "all"}).rewritten == set()


def test_changed_skip_nodes(site: Site, tmp_path: Path) -> None:
    """Also for pages without text before or after the change, and for edited pages."""
    texts = {"one": "A *cat*, a cat.", "two": "*A cat*", "three": "A cat."}
    files = make_files("cat") | {f"{name}.rst": f"{text}\n" for name, text in texts.items()}
    site.write(files)
    skip = {"glossary_faq_autolink_skip_nodes": ["emphasis", "paragraph"]}
    site.build()
    for options, links in ((skip, 0), ({}, 3)):
        report = site.build(options=options)
        assert (report.read, report.rewritten) == (set(), set(PAGES))
        written = site.files("html")
        assert sum(b"autolinked" in written[f"{name}.html"] for name in PAGES) == links
    skip = {"glossary_faq_autolink_skip_nodes": ["emphasis"]}
    site.write({**files, "three.rst": "Two *cats*.\n"})
    report = site.build(options=skip)
    assert (report.read, report.rewritten) == ({"three"}, set(PAGES))
    assert_clean(site, tmp_path, options=skip)
    assert site.build(options=skip).rewritten == set()


def test_edit_reverted_after_interrupted_build(site: Site, tmp_path: Path) -> None:
    """Pages written before Ctrl-C are written again."""
    site.build()
    site.write(make_files("cat", "dog"))
    with pytest.raises(KeyboardInterrupt):
        site.build(before_page=interrupt_before(2))
    site.write(make_files("cat"))
    site.build()
    assert_clean(site, tmp_path)


def test_interrupted_build_of_another_version(site: Site, tmp_path: Path) -> None:
    """Its output is not considered to be that of this version."""
    site.build(version="1")
    with pytest.raises(KeyboardInterrupt):
        site.build(version="2", before_page=interrupt_before(1))
    assert site.build(version="1").rewritten == set(site.fresh(tmp_path / "x").build().rewritten)


def test_build_of_a_single_page(site: Site, tmp_path: Path) -> None:
    """The other outdated pages are written in the next build."""
    site.build()
    site.write(make_files("cat", "dog"))
    assert site.build(only=["one"]).rewritten == {"one"}
    assert site.build().rewritten == {"words", "two", "three"}
    assert_clean(site, tmp_path)


def test_builders_that_share_doctrees(site: Site, tmp_path: Path) -> None:
    """Each output has its own outdated pages; text does not depend on links."""
    for builder in ("html", "dirhtml", "text"):
        site.build(builder)
    site.write(make_files("cat", "dog"))
    assert site.build("html").rewritten == {"words", *PAGES}
    assert site.build("dirhtml").rewritten == {"words", *PAGES}
    assert site.build("text").rewritten == {"words"}
    for builder in ("html", "dirhtml", "text"):
        assert_clean(site, tmp_path, builder)


PAGE_WITH_DEPENDENCIES = """
.. term-compare:: cat; dog
   :definitions:

   * - size
     - small
     - large

.. see-also::

   term:cat
   doc:words
"""


def test_moved_glossary(site: Site, tmp_path: Path) -> None:
    """Pages with its definitions are written again if the output has links, not as text."""
    pages = make_files("cat", "dog", text=PAGE_WITH_DEPENDENCIES)
    site.write(pages)
    for builder in ("html", "text"):
        site.build(builder)
    moved = {name.replace("words", "glossary"): text for name, text in pages.items()}
    moved |= {f"{name}.rst": pages[f"{name}.rst"] for name in PAGES}
    site.write({**moved, "words.rst": "Words\n=====\n"})
    assert site.build("html").rewritten == {"words", "glossary", *PAGES}
    assert site.build("text").rewritten == {"words", "glossary"}
    for builder in ("html", "text"):
        assert_clean(site, tmp_path, builder)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"key": 1}', "[" * 100_000])
def test_invalid_snapshot(site: Site, content: str) -> None:
    """It is ignored, and everything is written again."""
    first = site.build()
    (site.output("html") / ".glossary-faq").write_text(content, "utf-8")
    assert site.build().rewritten == first.rewritten


def test_edited_snapshot(site: Site) -> None:
    """It may contain anything, so it is ignored too."""
    first = site.build()
    snapshot = site.output("html") / ".glossary-faq"
    text = snapshot.read_text("utf-8")
    edited = re.sub(r", \d+, (?=\[)", ', "many", ', text)
    assert json.loads(edited) != json.loads(text)
    snapshot.write_text(edited, "utf-8")
    assert site.build().rewritten == first.rewritten


def test_explicit_link_to_an_alias_of_a_moved_term(site: Site) -> None:
    """A `:term:` that Sphinx does not resolve itself is updated when the term moves."""
    options = {"glossary_faq_terms": {"cat": {"aliases": ["mouser"]}}}
    moved = make_files("cat", text="A :term:`mouser`.")
    site.write(moved)
    site.build(options=options)
    moved["lexicon.rst"] = moved.pop("words.rst")
    site.write(moved)
    assert site.build(options=options).rewritten == {"lexicon", *PAGES}
    assert b"lexicon.html#term-cat" in site.files("html")["one.html"]


def test_paragraph_above_the_glossary(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the page itself is planned again, since no target has changed."""
    site.build()
    planned: list[str] = []

    def record_and_plan(page: Page, *args: Any, **kwargs: Any) -> PagePlan:
        planned.append(page.docname)
        return plan_page(page, *args, **kwargs)

    monkeypatch.setattr(page_plans, "plan_page", record_and_plan)
    moved = make_files("cat")
    moved["words.rst"] = moved["words.rst"].replace(".. glossary", "Further up.\n\n.. glossary")
    site.write(moved)
    assert site.build().rewritten == {"words"}
    # Sphinx before 8.2 writes the root in every build, which needs its plan.
    assert planned == (["words", "index"] if sphinx.version_info < (8, 2) else ["words"])


LINKED = {
    "heading": ":term:`cat`\n-----------\n\nText.",
    "description": "A :term:`cat`\n   Text.",
    "field": ":A :term:`cat`: Text.",
    "table": "===========\n:term:`cat`\n===========\nText.\n===========",
    "link": ":any:`cat`",
    "todo": ".. todo:: A :term:`cat`.",
}


@pytest.mark.parametrize("autolink", ["page", "off"])
def test_nearer_definition_without_the_check(tmp_path: Path, autolink: str) -> None:
    """Pages are written again if references lead elsewhere, wherever they are on the page."""
    options = {"todo_include_todos": True, "todo_link_only": True, "glossary_faq_check": []}
    options |= {"glossary_faq_autolink": autolink, "glossary_faq_autolink_skip_nodes": ["note"]}
    site = Site(tmp_path / "site", ["sphinx.ext.todo", "sphinx_glossary_faq"], options)
    texts = LINKED | {"note": ".. note:: A :term:`cat`."}
    pages = {f"deep/{name}.rst": f"Title\n=====\n\n{text}\n" for name, text in texts.items()}
    pages["list.rst"] = "List\n====\n\n.. todolist::\n"
    deep = "Words\n=====\n\n.. glossary::\n\n   {}\n      It is one.\n"
    site.write({**make_files("cat"), **pages, "deep/words.rst": deep.format("zebu")})
    site.build()
    site.write({**make_files("cat"), **pages, "deep/words.rst": deep.format("cat")})
    report = site.build()
    assert report.rewritten - {"index"} == {
        *(f"deep/{name}" for name in texts),
        "deep/words",
        "list",
    }
    assert_clean(site, tmp_path)


FIGURE_GLOSSARY = """
.. glossary::

   animal
      It lives.

   pet
      An animal at home.

      .. term-info::
         :broader: animal

   cat
      It purrs.

      .. term-info::
         :broader: pet

   dog
      It barks.

      .. term-info::
         :broader: pet
"""

FIGURE_EDITS = {
    "name": ("   pet\n      An", "   house animal\n   pet\n      An"),
    "relation": ("barks.\n\n      .. term-info::\n         :broader: pet", "barks."),
    "common broader term": (":broader: pet", ":broader: animal"),
}
"""Replacements in the glossary."""


@pytest.mark.parametrize("edit", FIGURE_EDITS)
def test_figures_of_relations(site: Site, tmp_path: Path, edit: str) -> None:
    """Figures and sentences are written again, and an author's own sentence is not."""
    compare = ".. term-compare:: cat; dog\n   :definitions:\n"
    pages = {
        "one.rst": f"{compare}   :figure:\n   :sentence: Mine.\n",
        "two.rst": compare,
        "three.rst": f"{compare}   :sentence: Mine.\n",
        "index.rst": "Index\n=====\n",
    }
    site.write({**pages, "words.rst": FIGURE_GLOSSARY})
    site.build()
    site.write({**pages, "words.rst": FIGURE_GLOSSARY.replace(*FIGURE_EDITS[edit])})
    report = site.build()
    assert (report.read, report.rewritten) == ({"words"}, {"words", "one", "two"})
    assert_clean(site, tmp_path)
