"""Test the link plan that the builder `xrefcheck` writes to a file."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.building import COLOR, Build
from tests.core.making import commands_in

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


def read_links(build: Build, **overrides: Any) -> Any:
    built = build(PROJECT, "xrefcheck", confoverrides=overrides)
    assert built.warnings == ""
    return json.loads(built.text("links.json"))


def summary(mentions: list[dict[str, Any]]) -> list[tuple[int, str, str]]:
    return [
        (mention["line"], mention["text"], mention.get("target") or mention["skipped"])
        for mention in mentions
    ]


def test_mentions_have_a_line_and_a_target_or_a_reason(build: Build) -> None:
    pages = read_links(build)["pages"]
    assert list(pages) == ["cats", "index", "words"]
    assert summary(pages["cats"]) == [
        (4, "cat", "words#term-cat"),
        (4, "cats", "repeated"),
        (4, "dog", "by hand"),
        (4, "animals", "words#term-animal"),
        (7, "take", "no-autolink"),
    ]
    assert summary(pages["words"]) == [
        (10, "animal", "words#term-animal"),
        (10, "cat", "own definition"),
        (10, "dog", "words#term-dog"),
    ]


def test_the_fields_of_a_mention(build: Build) -> None:
    linked, repeated = read_links(build)["pages"]["cats"][:2]
    fields = {"file": "cats.rst", "line": 4, "term": "cat"}
    assert linked == {**fields, "text": "cat", "target": "words#term-cat"}
    assert repeated == {**fields, "text": "cats", "skipped": "repeated"}


INCLUDED = "Text.\n\nIn it a cat.\n"

MODULE = '''"""Some text.

A dog there.
"""
'''


@pytest.mark.myst
@pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app. is deprecated")  # by autodoc
@pytest.mark.parametrize("other_folder", [False, True])
def test_the_file_of_a_mention_is_its_source(
    build: Build, monkeypatch: pytest.MonkeyPatch, other_folder: bool
) -> None:
    """An included file, whatever its folder and the working directory."""
    monkeypatch.syspath_prepend(build.folder / "project" / "source")
    if other_folder:
        monkeypatch.chdir(build.folder)
    page = "A cat.\n\n.. include:: parts/cat.txt\n\n.. include:: /../beside.txt\n\nA cat, |one|.\n"
    built = build(
        {
            "index.rst": f"Page\n====\n\n.. toctree::\n\n   a/page\n   words\n   code\n\n{page}",
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
    locations = {
        docname: [(mention["file"], mention["line"]) for mention in mentions]
        for docname, mentions in pages.items()
    }
    assert locations["index"] == [
        ("index.rst", 10),
        ("parts/cat.txt", 3),
        ("../beside.txt", 3),
        ("index.rst", 16),
        ("index.rst", 16),
    ]
    assert locations["a/page"] == [("parts/cat.txt", 3)]
    assert locations["code"] == [("docstring of module_of_cats", 3)]


def test_the_file_does_not_depend_on_processes_and_folders(build: Build) -> None:
    """It can be committed."""
    pages = {f"page{n}.rst": f":orphan:\n\nPage {n}: a cat, a dog.\n" for n in range(8)}
    contents = {
        build({**PROJECT, **pages}, "xrefcheck", parallel=parallel, project=project).text(
            "links.json"
        )
        for parallel, project in ((0, "one"), (4, "one"), (0, "two/three"))
    }
    assert len(contents) == 1


def test_text_for_other_builders_is_omitted(build: Build) -> None:
    mentions = read_links(build)["pages"]["index"]
    assert [mention["text"] for mention in mentions] == ["animals", "take", "take"]


def test_terms_are_ranked_by_usage(build: Build) -> None:
    ranked = [
        (term["term"], term["pages"], term["mentions"], term["links"])
        for term in read_links(build)["terms"]
    ]
    assert ranked == [
        ("animal", 3, 3, 3),
        ("cat", 2, 3, 1),
        ("take", 2, 3, 0),
        ("dog", 2, 2, 1),
    ]


@pytest.mark.parametrize("scope", ["page", "section", "all"])
def test_the_plan_is_that_of_an_html_build(build: Build, scope: str) -> None:
    planned = read_links(build, glossary_faq_autolink=scope)["pages"]
    built = build(PROJECT, confoverrides={"glossary_faq_autolink": scope})
    for docname in ("index", "cats", "words"):
        page = BeautifulSoup(built.text(f"{docname}.html"), "html.parser")
        linked = [link.text for link in page.select("a.autolinked-term")]
        mentions = [mention["text"] for mention in planned[docname] if "target" in mention]
        assert mentions == linked


def test_repeated_builds_write_the_same_files(build: Build) -> None:
    first = build(PROJECT, "xrefcheck")
    assert first.files() == [
        "baseline.json",
        "links.json",
        "output.github",
        "output.json",
        "output.sarif",
        "output.txt",
        "review.html",
    ]
    before = first.text("links.json")
    again = build({}, "xrefcheck", keep=True)
    assert "0 added, 0 changed, 0 removed" in again.status
    assert again.text("links.json") == before
    assert "used most: “animal” (3 mentions on 3 pages, 3 linked), “cat” (" in again.status


def test_numbers_agree_with_their_nouns(build: Build) -> None:
    page = "A cat.\n\n.. glossary::\n\n   cat\n      Purrs.\n"
    built = build({"index.rst": page}, "xrefcheck")
    assert "used most: “cat” (1 mention on 1 page, 1 linked)\n" in built.status


COMMAND = "::stop-commands::x"


@pytest.mark.parametrize("builder", ["xrefcheck", "html", "text"])
def test_no_name_or_text_begins_a_line_of_output(
    build: Build, builder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    page = f"""\
:orphan:

{COMMAND}
{"=" * len(COMMAND)}

.. glossary::

   {COMMAND}
      A thing.

      .. term-info::
         :broader: {COMMAND}y
         :aliases: {COMMAND}z

{COMMAND} and `y <{COMMAND}>`__ and :term:`x <{COMMAND}y>` and :faq:`x <{COMMAND}>`.

.. faq::

   {COMMAND}?

.. see-also::

   {COMMAND}

.. term-compare::
   :terms: {COMMAND}
"""
    built = build(
        {"index.rst": page, f"{COMMAND}.rst": page},
        builder,
        confoverrides={"glossary_faq_check": ["broken", "advice"], "glossary_faq_report": "r"},
    )
    # Unlike `built.warnings`, with the path of the source folder.
    streams = (built.app.status, built.app.warning)
    printed = COLOR.sub("", "".join(stream.getvalue() for stream in streams))
    assert printed.count(COMMAND) > 10
    allowed = ("::error ", "::warning ")
    lines = [line for line in commands_in(printed) if not line.startswith(allowed)]
    assert lines == []
    for path in built.outdir.rglob("output.txt"):
        assert commands_in(path.read_text("utf-8")) == []
