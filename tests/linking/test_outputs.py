"""The sequences of builds in which a snapshot of what was written is easily wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import sphinx

from sphinx_glossary_faq.core.plan import Page, PagePlan, plan_page
from sphinx_glossary_faq.linking import plans
from tests.linking.sites import Site, differing

PAGES = ("one", "two", "three")


def files(*terms: str, text: str = "A cat, a dog.") -> dict[str, str]:
    """Three pages with the same text, and a glossary."""
    entries = "".join(f"   {term}\n      It is.\n\n" for term in (*terms, "zebra"))
    return {
        "index.rst": "Index\n=====\n\nNothing.\n",
        "words.rst": f"Words\n=====\n\n.. glossary::\n\n{entries}",
        **{f"{name}.rst": f"Title\n=====\n\n{text}\n" for name in PAGES},
    }


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A project with one term, never built."""
    made = Site(tmp_path / "site")
    made.write(files("cat"))
    return made


def stop_at(page: int) -> object:
    """Ctrl-C before that page is written."""

    def stop(number: int, docname: str) -> None:
        if number == page:
            raise KeyboardInterrupt

    return stop


def assert_clean(site: Site, tmp_path: Path, builder: str = "html", **options: str) -> None:
    """The output is that of a clean build, but for what Sphinx itself drops from the search."""
    fresh = site.fresh(tmp_path / "fresh")
    fresh.build(builder, options)
    assert differing(site.files(builder), fresh.files(builder)) <= {"searchindex.js"}


@pytest.mark.parametrize("parallel", [0, 2])
def test_a_term_comes_and_goes(site: Site, tmp_path: Path, parallel: int) -> None:
    """The pages that mention it are written, and no page but the glossary is read."""
    site.build(parallel=parallel)
    for terms in (("cat", "dog"), ("dog",), ("cat",), ("cow",)):
        site.write(files(*terms))
        report = site.build(parallel=parallel)
        assert (report.read, report.rewritten) == ({"words"}, {"words", *PAGES})
        assert_clean(site, tmp_path)
    report = site.build(parallel=parallel)
    assert (report.read, report.rewritten) == (set(), set())


def test_a_term_that_no_page_mentions(site: Site) -> None:
    """And a definition that is said in other words: only the glossary is written."""
    site.build()
    site.write(files("cat", "yak"))
    assert site.build().rewritten == {"words"}


def test_an_option_writes_what_it_changes(site: Site, tmp_path: Path) -> None:
    """Every page is planned again; those are written whose links differ, none is read."""
    site.write({**files("cat"), "two.rst": "Title\n=====\n\nNo mention.\n"})
    site.build()
    report = site.build(options={"glossary_faq_autolink": "off"})
    assert (report.read, report.rewritten) == (set(), {"one", "three"})
    assert_clean(site, tmp_path, glossary_faq_autolink="off")
    assert site.build(options={"glossary_faq_autolink": "section"}).rewritten == {"one", "three"}
    assert site.build(options={"glossary_faq_autolink": "all"}).rewritten == set()


def test_what_is_skipped_is_an_option_as_any(site: Site, tmp_path: Path) -> None:
    """Also of pages that had no text before, or have none then; and of those edited meanwhile."""
    texts = {"one": "A *cat*, a cat.", "two": "*A cat*", "three": "A cat."}
    made = files("cat") | {f"{name}.rst": f"{text}\n" for name, text in texts.items()}
    site.write(made)
    skip = {"glossary_faq_autolink_skip_nodes": ["emphasis", "paragraph"]}
    site.build()
    for options, links in ((skip, 0), ({}, 3)):
        report = site.build(options=options)
        assert (report.read, report.rewritten) == (set(), set(PAGES))
        written = site.files("html")
        assert sum(b"autolinked" in written[f"{name}.html"] for name in PAGES) == links
    skip = {"glossary_faq_autolink_skip_nodes": ["emphasis"]}
    site.write({**made, "three.rst": "Two *cats*.\n"})
    report = site.build(options=skip)
    assert (report.read, report.rewritten) == ({"three"}, set(PAGES))
    assert_clean(site, tmp_path, **skip)  # type: ignore[arg-type]
    assert site.build(options=skip).rewritten == set()


def test_interrupted_and_taken_back(site: Site, tmp_path: Path) -> None:
    """A page written before Ctrl-C is known to be other than it was."""
    site.build()
    site.write(files("cat", "dog"))
    with pytest.raises(KeyboardInterrupt):
        site.build(at_page=stop_at(2))  # type: ignore[arg-type]
    site.write(files("cat"))
    site.build()
    assert_clean(site, tmp_path)


def test_interrupted_under_another_version(site: Site, tmp_path: Path) -> None:
    """What an interrupted build of another version has written is not taken for ours."""
    site.build(version="1")
    with pytest.raises(KeyboardInterrupt):
        site.build(version="2", at_page=stop_at(1))  # type: ignore[arg-type]
    assert site.build(version="1").rewritten == set(site.fresh(tmp_path / "x").build().rewritten)


def test_one_page_alone(site: Site, tmp_path: Path) -> None:
    """The others are owed until they are written."""
    site.build()
    site.write(files("cat", "dog"))
    assert site.build(only=["one"]).rewritten == {"one"}
    assert site.build().rewritten == {"words", "two", "three"}
    assert_clean(site, tmp_path)


def test_builders_that_share_doctrees(site: Site, tmp_path: Path) -> None:
    """Each output is owed what it was not given; text shows no links, and is owed none."""
    for builder in ("html", "dirhtml", "text"):
        site.build(builder)
    site.write(files("cat", "dog"))
    assert site.build("html").rewritten == {"words", *PAGES}
    assert site.build("dirhtml").rewritten == {"words", *PAGES}
    assert site.build("text").rewritten == {"words"}
    for builder in ("html", "dirhtml", "text"):
        assert_clean(site, tmp_path, builder)


BORROWING = """
.. term-compare:: cat; dog
   :definitions:

   * - size
     - small
     - large

.. see-also::

   term:cat
   doc:words
"""


def test_a_glossary_that_moves(site: Site, tmp_path: Path) -> None:
    """Pages that show what it says are written where they have links; text stays as it is."""
    pages = files("cat", "dog", text=BORROWING)
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
def test_a_broken_snapshot(site: Site, content: str) -> None:
    """It counts for none: everything is written again."""
    first = site.build()
    (site.output("html") / ".glossary-faq").write_text(content, "utf-8")
    assert site.build().rewritten == first.rewritten


def test_a_snapshot_that_was_edited(site: Site) -> None:
    """It may hold anything, so it counts for none either."""
    first = site.build()
    snapshot = site.output("html") / ".glossary-faq"
    numbers = re.sub(r"(?m)^\d+,$", '"many",', snapshot.read_text("utf-8"))
    assert json.loads(numbers)
    snapshot.write_text(numbers, "utf-8")
    assert site.build().rewritten == first.rewritten


def test_an_alias_by_hand_moves_along(site: Site, tmp_path: Path) -> None:
    """A `:term:` that only we can resolve is resolved again when the term has moved."""
    options = {"glossary_faq_terms": {"cat": {"aliases": ["mouser"]}}}
    moved = files("cat", text="A :term:`mouser`.")
    site.write(moved)
    site.build(options=options)
    moved["lexicon.rst"] = moved.pop("words.rst")
    site.write(moved)
    assert site.build(options=options).rewritten == {"lexicon", *PAGES}
    assert b"lexicon.html#term-cat" in site.files("html")["one.html"]


def test_a_paragraph_above_the_glossary_plans_no_page(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But its own: the terms are where they were for all that mention them."""
    site.build()
    planned: list[str] = []

    def note(page: Page, *rest: Any, **asked: Any) -> PagePlan:
        planned.append(page.docname)
        return plan_page(page, *rest, **asked)

    monkeypatch.setattr(plans, "plan_page", note)
    moved = files("cat")
    moved["words.rst"] = moved["words.rst"].replace(".. glossary", "Further up.\n\n.. glossary")
    site.write(moved)
    assert site.build().rewritten == {"words"}
    # Sphinx before 8.2 writes the root in every build, and so asks for its plan.
    assert planned == (["words", "index"] if sphinx.version_info < (8, 2) else ["words"])
