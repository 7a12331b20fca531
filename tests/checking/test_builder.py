"""`-b xrefcheck`: the link plan as a file."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.building import Build

PROJECT = {
    "index.rst": """\
Guide
=====

.. toctree::

   cats
   words

Nobody mentions *animals* more than once.

.. only:: html

   But a take is a take.

.. only:: latex

   And a dog is no cat.
""",
    "cats.rst": """\
Cats
====

A cat, two cats and the :term:`dog`. A dog is
one of the animals.

The retake is no take.
""",
    "words.rst": """\
Words
=====

.. glossary::

   animal
      It lives.

   cat
      An animal that purrs. A cat is no dog.

   dog
      It barks.

   take
      One recording.

      .. term-info::
         :no-autolink:
""",
}


def links(build: Build, **overrides: Any) -> Any:
    built = build(PROJECT, "xrefcheck", confoverrides=overrides)
    assert built.warnings == ""
    return json.loads(built.text("links.json"))


def told(mentions: list[dict[str, Any]]) -> list[tuple[int, str, str]]:
    return [(one["line"], one["text"], one.get("target") or one["skipped"]) for one in mentions]


def test_every_mention_with_its_place_or_why_it_was_skipped(build: Build) -> None:
    pages = links(build)["pages"]
    assert list(pages) == ["cats", "index", "words"]
    assert told(pages["cats"]) == [
        (4, "cat", "words#term-cat"),
        (4, "cats", "repeated"),
        (4, "dog", "by hand"),
        (4, "animals", "words#term-animal"),
        (7, "take", "no-autolink"),
    ]
    assert told(pages["words"]) == [
        (10, "animal", "words#term-animal"),
        (10, "cat", "own definition"),
        (10, "dog", "words#term-dog"),
    ]


def test_what_a_mention_tells(build: Build) -> None:
    """Its place, its text, the term by its name, and what becomes of it."""
    linked, repeated = links(build)["pages"]["cats"][:2]
    here = {"file": "cats.rst", "line": 4, "term": "cat"}
    assert linked == {**here, "text": "cat", "target": "words#term-cat"}
    assert repeated == {**here, "text": "cats", "skipped": "repeated"}


INCLUDED = "Text.\n\nIn it a cat.\n"

MODULE = '''"""Some text.

A dog there.
"""
'''


@pytest.mark.myst
@pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app. is deprecated")  # by autodoc
@pytest.mark.parametrize("elsewhere", [False, True])
def test_the_file_is_the_one_to_edit(
    build: Build, monkeypatch: pytest.MonkeyPatch, elsewhere: bool
) -> None:
    """An included one, wherever it is and wherever the build was started from."""
    monkeypatch.syspath_prepend(build.folder / "project" / "source")
    if elsewhere:
        monkeypatch.chdir(build.folder)
    here = "A cat.\n\n.. include:: parts/cat.txt\n\n.. include:: /../beside.txt\n\nA cat, |one|.\n"
    built = build(
        {
            "index.rst": f"Page\n====\n\n.. toctree::\n\n   a/page\n   words\n   code\n\n{here}",
            "code.rst": "Code\n====\n\n.. automodule:: module_of_cats\n",
            "module_of_cats.py": MODULE,
            "a/page.md": "# Page\n\n```{include} ../parts/cat.txt\n```\n",
            "parts/cat.txt": INCLUDED,
            "../beside.txt": INCLUDED,
            "words.rst": PROJECT["words.rst"],
        },
        "xrefcheck",
        extensions=["sphinx.ext.autodoc", "sphinx_glossary_faq"],
        confoverrides={
            "rst_prolog": ".. |one| replace:: one cat\n",
            "glossary_faq_check_ignore": ["advice"],
        },
    )
    assert built.warnings == ""
    pages = json.loads(built.text("links.json"))["pages"]
    places = {docname: [(one["file"], one["line"]) for one in pages[docname]] for docname in pages}
    assert places["index"] == [
        ("index.rst", 10),
        ("parts/cat.txt", 3),
        ("../beside.txt", 3),
        ("index.rst", 16),
        ("index.rst", 16),
    ]
    assert places["a/page"] == [("parts/cat.txt", 3)]
    assert places["code"] == [("docstring of module_of_cats", 3)]


def test_it_is_the_same_at_any_j_and_in_any_folder(build: Build) -> None:
    """So that it may be committed."""
    pages = {f"page{n}.rst": f":orphan:\n\nPage {n}: a cat, a dog.\n" for n in range(8)}
    written = {
        build({**PROJECT, **pages}, "xrefcheck", parallel=parallel, project=project).text(
            "links.json"
        )
        for parallel, project in ((0, "one"), (4, "one"), (0, "two/three"))
    }
    assert len(written) == 1


def test_text_for_other_builders_is_not_there(build: Build) -> None:
    assert [one["text"] for one in links(build)["pages"]["index"]] == ["animals", "take", "take"]


def test_terms_are_ranked_by_their_reach(build: Build) -> None:
    ranked = [
        (one["term"], one["pages"], one["mentions"], one["links"]) for one in links(build)["terms"]
    ]
    assert ranked == [
        ("animal", 3, 3, 3),
        ("cat", 2, 3, 1),
        ("take", 2, 3, 0),
        ("dog", 2, 2, 1),
    ]


@pytest.mark.parametrize("scope", ["page", "section", "all"])
def test_it_is_what_the_pages_have(build: Build, scope: str) -> None:
    planned = links(build, glossary_faq_autolink=scope)["pages"]
    built = build(PROJECT, confoverrides={"glossary_faq_autolink": scope})
    for docname in ("index", "cats", "words"):
        page = BeautifulSoup(built.text(f"{docname}.html"), "html.parser")
        written = [link.text for link in page.select("a.autolinked-term")]
        assert [one["text"] for one in planned[docname] if "target" in one] == written


def test_it_writes_nothing_else_and_repeats_itself(build: Build) -> None:
    first = build(PROJECT, "xrefcheck")
    assert first.files() == [
        "baseline.json",
        "links.json",
        "output.github",
        "output.json",
        "output.sarif",
        "output.txt",
    ]
    before = first.text("links.json")
    again = build({}, "xrefcheck", keep=True)
    assert "0 added, 0 changed, 0 removed" in again.status
    assert again.text("links.json") == before
    assert "animal: 3 mentions on 3 pages, 3 linked" in again.status


def test_one_is_told_as_one(build: Build) -> None:
    page = "A cat.\n\n.. glossary::\n\n   cat\n      Purrs.\n"
    assert "cat: 1 mention on 1 page, 1 linked" in build({"index.rst": page}, "xrefcheck").status
