"""Test that pages contain the links that were planned before the first page was written."""

from __future__ import annotations

import json
import re
import sys
from types import ModuleType
from typing import Any

import pytest
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_glossary_faq.autolink.insert import RunCollector
from sphinx_glossary_faq.domain import FaqDomain, domain_of
from tests.autolink.links import (
    glossary,
    has_target,
    link_tags,
    link_texts,
    links,
    main_part,
    page,
    project,
)
from tests.building import Build, Built

CONDITIONS = """\
{hidden}

A cat.

.. only:: html

   A dog.

A dog.
"""

HIDDEN = {
    "only": (".. only:: latex\n\n   A cat.", {}),
    "only with a section": (".. only:: latex\n\n   Part\n   ----\n\n   A cat.\n\nNext\n----\n", {}),
    "nested": (".. only:: html\n\n   .. only:: nothing\n\n      A cat.", {}),
    "ifconfig": (".. ifconfig:: project == 'nope'\n\n   A cat.", {}),
    "todo": (".. todo:: A cat.", {"todo_include_todos": False}),
}
SHOWN = {
    "only": (".. only:: html and not latex\n\n   The first cat.", {}),
    "ifconfig": (".. ifconfig:: builder == 'html'\n\n   The first cat.", {}),
    "todo": (".. todo:: The first cat.", {"todo_include_todos": True}),
    "broken": (".. ifconfig:: 1/0\n\n   A cow.\n\nThe first cat.", {}),
}
EXTENSIONS = ("sphinx.ext.ifconfig", "sphinx.ext.todo", "sphinx_glossary_faq")


def assert_links_as_planned(built: Built) -> None:
    """Compare the plan of each page with its links, by order and target."""
    plan = domain_of(built.env).plan
    for docname in built.env.found_docs:
        page_plan = plan.get(docname)
        planned = [mention.target.id for mention in page_plan.mentions] if page_plan else []
        tags = link_tags(main_part(built, f"{docname}.html"))
        assert [str(tag["href"]).partition("#")[2] for tag in tags] == planned


def linked_paragraphs(built: Built) -> list[str]:
    """Return the text around each link of the index."""
    return [tag.parent.get_text() for tag in link_tags(main_part(built)) if tag.parent]


@pytest.mark.parametrize("kind", HIDDEN)
def test_hidden_text_is_not_linked(build: Build, kind: str) -> None:
    """The first mention that is visible in this output is linked."""
    hidden, options = HIDDEN[kind]
    files = project("rst", CONDITIONS.format(hidden=hidden), cat="x", dog="x")
    built = build(files, extensions=EXTENSIONS, confoverrides=options)
    assert link_texts(built) == ["cat", "dog"]
    assert_links_as_planned(built)


@pytest.mark.parametrize("kind", SHOWN)
def test_visible_conditional_text_is_linked(build: Build, kind: str) -> None:
    """A visible conditional mention counts as the first mention."""
    text, options = SHOWN[kind]
    files = project("rst", CONDITIONS.format(hidden=text), cat="x", dog="x")
    built = build(files, extensions=EXTENSIONS, confoverrides=options)
    assert linked_paragraphs(built) == ["The first cat.", "A dog."]
    assert_links_as_planned(built)


def test_todolist_is_not_linked(build: Build) -> None:
    """A `todolist` shows copies, which do not count as mentions on any page."""
    files = {
        "index.rst": page("rst", "A dog and a cat.\n\n.. todolist::\n\nA cat, a dog."),
        "other.rst": page("rst", ".. todo:: A dog and a cat."),
        **glossary("rst", cat="x", dog="x"),
    }
    built = build(
        files,
        extensions=EXTENSIONS,
        confoverrides={"todo_include_todos": True, "suppress_warnings": ["toc.not_included"]},
    )
    assert link_texts(built) == ["dog", "cat"]
    assert link_texts(built, "other.html") == ["dog", "cat"]
    assert_links_as_planned(built)


def test_tags_change_the_plan(build: Build) -> None:
    """The plan depends on the tags of the build, without reading pages again."""
    text = ".. only:: long\n\n   A cat.\n\nThe only cat."
    files = project("rst", text, cat="x")
    paragraphs: list[list[str]] = []
    for build_tags in (["long"], [], ["long"]):
        built = build({} if paragraphs else files, keep=bool(paragraphs), tags=build_tags)
        paragraphs.append(linked_paragraphs(built))
    assert paragraphs == [["A cat."], ["The only cat."], ["A cat."]]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("add paragraph", ["cat", "dog"]),
        ("remove paragraph", ["dog"]),
        ("rewrite", ["dog"]),
        ("copy", ["cat", "dog"]),
        ("prepend text", ["dog"]),
        ("add class", ["dog"]),
        ("wrap in code block", ["dog"]),
        ("nothing", ["cat", "dog"]),
    ],
)
def test_changes_of_other_extensions(
    build: Build, monkeypatch: pytest.MonkeyPatch, change: str, expected: list[str]
) -> None:
    """Added text is not linked, removed text loses its link; other links stay as planned."""

    class ChangeParagraph(SphinxPostTransform):
        default_priority = 55

        def run(self, **kwargs: object) -> None:
            first = next(iter(self.document.findall(nodes.paragraph)))
            if change == "add paragraph":
                first.parent.insert(1, nodes.paragraph("", "A cat, a dog."))
            elif change == "remove paragraph":
                first.parent.remove(first)
            elif change == "rewrite":
                first.children = [nodes.Text("The cats.")]
            elif change == "copy":
                first.replace_self(first.deepcopy())
            elif change == "prepend text":
                first.insert(0, nodes.Text("No "))
            elif change == "add class":
                first["classes"].append("no-autolink")
            elif change == "wrap in code block":
                code = nodes.literal_block()
                first.replace_self(code)
                code += first

    def setup(app: Sphinx) -> None:
        app.add_post_transform(ChangeParagraph)

    module = ModuleType("change_paragraph")
    vars(module)["setup"] = setup
    monkeypatch.setitem(sys.modules, "change_paragraph", module)
    files = {
        "index.rst": page("rst", "A cat.\n\nA dog.\n\nA cat, a dog."),
        **glossary("rst", cat="x", dog="x"),
    }
    built = build(
        files,
        extensions=["sphinx_glossary_faq", "change_paragraph"],
        confoverrides={"suppress_warnings": ["toc.not_included"]},
    )
    assert link_texts(built) == expected


def test_pages_are_traversed_once(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """When they are read; only pages with conditional text are traversed again."""
    traversed: list[str] = []
    traverse = RunCollector.__init__

    def record_and_traverse(
        self: RunCollector, document: nodes.document, docname: str, domain: FaqDomain
    ) -> None:
        traversed.append(docname)
        traverse(self, document, docname, domain)

    monkeypatch.setattr(RunCollector, "__init__", record_and_traverse)
    conditional = "A cat.\n\n.. only:: html\n\n   A dog."
    files = {
        "index.rst": page("rst", "A cat, a *cat* and\na dog.\n\n- A dog."),
        "conditional.rst": page("rst", conditional),
        **glossary("rst", cat="x", dog="x"),
    }
    overrides = {"glossary_faq_autolink": "all", "suppress_warnings": ["toc.not_included"]}
    built = build(files, confoverrides=overrides)
    assert link_texts(built) == ["cat", "cat", "dog", "dog"]
    assert traversed == ["conditional"]
    overrides["glossary_faq_autolink_skip_nodes"] = ["docutils.nodes.emphasis"]
    built = build({}, confoverrides=overrides, keep=True)
    assert link_texts(built) == ["cat", "dog", "dog"]
    assert traversed[1:] == ["index"]


def test_numbers_of_runs_change_with_skip_nodes(build: Build) -> None:
    """A saved position of the same text at another number is not used."""
    text = "*x*\n\n.. glossary::\n\n   cat\n      A cat.\n\nA cat."
    files = {"index.rst": page("rst", text)}
    for skip_nodes in ([], ["docutils.nodes.emphasis"]):
        overrides = {"glossary_faq_autolink_skip_nodes": skip_nodes}
        built = build(files, confoverrides=overrides, keep=bool(skip_nodes))
        assert link_texts(built) == ["cat"]
        assert not main_part(built).select("dd .autolinked-term")


def test_document_resolved_twice(build: Build) -> None:
    """A document that is transformed again, as with epub, gets no additional links."""
    built = build(project("rst", "- cat\n- cat", cat="x"))
    doctree = built.resolved()
    built.env.apply_post_transforms(doctree, "index")
    assert len(list(doctree.findall(nodes.reference))) == 1


CONDITIONAL = """\
.. only:: latex

   .. glossary::

      cat
         For print.

.. ifconfig:: False

   .. glossary::

      dog
         For nobody.

.. todo::

   .. glossary::

      rat
         For the author.

.. glossary::

   cow
      For all.

      .. only:: latex

         Longer.
"""


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        ({}, ["cow"]),
        ({"todo_include_todos": True}, ["rat", "cow"]),
        ({"glossary_faq_autolink": "all"}, ["cow"]),
    ],
)
def test_terms_with_hidden_definitions_are_not_linked(
    build: Build, overrides: dict[str, Any], expected: list[str]
) -> None:
    """They are not in terms.json either. No page is read again for another builder."""
    files = {
        "index.rst": page("rst", "A cat, a dog, a rat, a cow.\n\n.. toctree::\n\n   words"),
        "words.rst": page("rst", CONDITIONAL),
    }
    extensions = ["sphinx.ext.ifconfig", "sphinx.ext.todo", "sphinx_glossary_faq"]
    built = build(files, extensions=extensions, confoverrides=overrides)
    assert link_texts(built) == expected
    assert all(has_target(built, "index.html", link.href) for link in links(built))
    terms = json.loads(built.text("terms.json"))["terms"]
    assert sorted(term["prefLabel"] for term in terms) == sorted(expected)
    latex = build({}, "latex", extensions=extensions, confoverrides=overrides, keep=True)
    assert "0 added, 0 changed" in latex.status
    tex = next(path for path in latex.outdir.glob("*.tex")).read_text("utf-8")
    linked = re.findall(r"hyperref.{,20}words:term-(\w+)}", tex)
    assert linked == ["cat", *expected]


def test_relations_to_hidden_definitions_are_text(build: Build) -> None:
    """An unchanged page with such a relation is written again when the definition is shown."""
    entry = ".. glossary::\n\n   pet\n      It is.\n\n      .. term-info::\n"
    hidden = ".. only:: {}\n\n   .. glossary::\n\n      cat\n         It purrs.\n"
    files = {
        "index.rst": page("rst", ".. toctree::\n\n   pets\n   words"),
        "pets.rst": page("rst", f"{entry}         :narrower: cat"),
        "words.rst": page("rst", hidden.format("latex")),
    }
    built = build(files)
    assert "Kinds: cat" in main_part(built, "pets.html").get_text()
    assert "#term-cat" not in built.text("pets.html")
    built = build({"words.rst": page("rst", hidden.format("html"))}, keep=True)
    assert 'href="words.html#term-cat"' in built.text("pets.html")


def test_visible_one_of_two_definitions_is_linked(build: Build) -> None:
    """A term may have a different definition in print."""
    entry = ".. only:: {}\n\n   .. glossary::\n\n      cat\n         {}.\n\n"
    glossaries = entry.format("html", "On the screen") + entry.format("latex", "On paper")
    built = build({"index.rst": page("rst", f"A cat.\n\n{glossaries}")})
    (link,) = links(built)
    assert has_target(built, "index.html", link.href)
    assert "ambiguous" not in built.warnings
