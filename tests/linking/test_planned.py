"""What is planned before the first page is written is what stands on the pages."""

from __future__ import annotations

import gc
import json
import re
import sys
import weakref
from types import ModuleType
from typing import Any

import pytest
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_glossary_faq.domain import FaqDomain, domain_of
from sphinx_glossary_faq.linking.autolink import RunFinder
from sphinx_glossary_faq.linking.prose import Index
from tests.building import Build, Built
from tests.linking.links import glossary, has_target, links, page, project, soup_of, tags, words

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


def assert_planned_is_written(built: Built) -> None:
    """Compare the plan of each page with its links, in order and by where they lead."""
    plan = domain_of(built.env).plan
    for docname in built.env.found_docs:
        page_plan = plan.get(docname)
        planned = [mention.target.id for mention in page_plan.mentions] if page_plan else []
        found = [
            str(tag["href"]).partition("#")[2] for tag in tags(soup_of(built, f"{docname}.html"))
        ]
        assert found == planned


@pytest.mark.parametrize("kind", HIDDEN)
def test_hidden_text_swallows_no_link(build: Build, kind: str) -> None:
    """The first mention is the first that the reader of this output sees."""
    hidden, options = HIDDEN[kind]
    files = project("rst", CONDITIONS.format(hidden=hidden), cat="x", dog="x")
    built = build(files, extensions=EXTENSIONS, confoverrides=options)
    assert words(built) == ["cat", "dog"]
    assert_planned_is_written(built)


@pytest.mark.parametrize("kind", SHOWN)
def test_shown_text_has_the_first_link(build: Build, kind: str) -> None:
    """And what is shown under a condition is as good as any."""
    text, options = SHOWN[kind]
    files = project("rst", CONDITIONS.format(hidden=text), cat="x", dog="x")
    built = build(files, extensions=EXTENSIONS, confoverrides=options)
    assert [tag.parent.get_text() for tag in tags(soup_of(built)) if tag.parent] == [
        "The first cat.",
        "A dog.",
    ]
    assert_planned_is_written(built)


def test_todos_that_are_listed_again(build: Build) -> None:
    """A `todolist` shows copies: no term's first mention, whichever page it stands on."""
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
    assert words(built) == ["dog", "cat"]
    assert words(built, "other.html") == ["dog", "cat"]
    assert_planned_is_written(built)


def test_tags_change_what_is_shown(build: Build) -> None:
    """Another tag, another plan: without a page being read again."""
    text = ".. only:: long\n\n   A cat.\n\nThe only cat."
    files = project("rst", text, cat="x")
    where: list[list[str]] = []
    for tags_given in (["long"], [], ["long"]):
        built = build({} if where else files, keep=bool(where), tags=tags_given)
        where.append([tag.parent.get_text() for tag in tags(soup_of(built)) if tag.parent])
    assert where == [["A cat."], ["The only cat."], ["A cat."]]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("put in", ["cat", "dog"]),
        ("take out", ["dog"]),
        ("rewrite", ["dog"]),
        ("copy", ["cat", "dog"]),
        ("put in front", ["dog"]),
        ("opt out", ["dog"]),
        ("make code", ["dog"]),
        ("nothing", ["cat", "dog"]),
    ],
)
def test_other_extensions_change_the_page(
    build: Build, monkeypatch: pytest.MonkeyPatch, change: str, expected: list[str]
) -> None:
    """Text put in is not linked, text taken out takes its link along, the rest is as planned."""

    class Meddle(SphinxPostTransform):
        default_priority = 55

        def run(self, **kwargs: object) -> None:
            first = next(iter(self.document.findall(nodes.paragraph)))
            if change == "put in":
                first.parent.insert(1, nodes.paragraph("", "A cat, a dog."))
            elif change == "take out":
                first.parent.remove(first)
            elif change == "rewrite":
                first.children = [nodes.Text("The cats.")]
            elif change == "copy":
                first.replace_self(first.deepcopy())
            elif change == "put in front":
                first.insert(0, nodes.Text("No "))
            elif change == "opt out":
                first["classes"].append("no-autolink")
            elif change == "make code":
                code = nodes.literal_block()
                first.replace_self(code)
                code += first

    def setup(app: Sphinx) -> None:
        app.add_post_transform(Meddle)

    module = ModuleType("meddle")
    vars(module)["setup"] = setup
    monkeypatch.setitem(sys.modules, "meddle", module)
    files = {
        "index.rst": page("rst", "A cat.\n\nA dog.\n\nA cat, a dog."),
        **glossary("rst", cat="x", dog="x"),
    }
    built = build(
        files,
        extensions=["sphinx_glossary_faq", "meddle"],
        confoverrides={"suppress_warnings": ["toc.not_included"]},
    )
    assert words(built) == expected


def test_a_page_is_walked_through_but_once(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """When it is read; what is shown under conditions alone is looked for again."""
    walked: list[str] = []
    walk = RunFinder.__init__

    def note(self: RunFinder, document: nodes.document, docname: str, domain: FaqDomain) -> None:
        walked.append(docname)
        walk(self, document, docname, domain)

    monkeypatch.setattr(RunFinder, "__init__", note)
    conditional = "A cat.\n\n.. only:: html\n\n   A dog."
    files = {
        "index.rst": page("rst", "A cat, a *cat* and\na dog.\n\n- A dog."),
        "conditional.rst": page("rst", conditional),
        **glossary("rst", cat="x", dog="x"),
    }
    overrides = {"glossary_faq_autolink": "all", "suppress_warnings": ["toc.not_included"]}
    built = build(files, confoverrides=overrides)
    assert words(built) == ["cat", "cat", "dog", "dog"]
    assert walked == ["conditional"]
    overrides["glossary_faq_autolink_skip_nodes"] = ["docutils.nodes.emphasis"]
    built = build({}, confoverrides=overrides, keep=True)
    assert words(built) == ["cat", "dog", "dog"]
    assert walked[1:] == ["index"]


def test_runs_that_are_numbered_otherwise_are_looked_for(build: Build) -> None:
    """With other nodes skipped than when a page was read, it has the same text elsewhere."""
    text = "*x*\n\n.. glossary::\n\n   cat\n      A cat.\n\nA cat."
    files = {"index.rst": page("rst", text)}
    for skipped in ([], ["docutils.nodes.emphasis"]):
        overrides = {"glossary_faq_autolink_skip_nodes": skipped}
        built = build(files, confoverrides=overrides, keep=bool(skipped))
        assert words(built) == ["cat"]
        assert not soup_of(built).select("dd .autolinked-term")


def test_resolved_twice(build: Build) -> None:
    """A document that is transformed again, as epub's may be, gets no second links."""
    built = build(project("rst", "- cat\n- cat", cat="x"))
    doctree = built.resolved()
    built.env.apply_post_transforms(doctree, "index")
    assert len(list(doctree.findall(nodes.reference))) == 1


def test_what_stands_before_a_run_is_kept_if_a_word_may_go_on(build: Build) -> None:
    text = "``a``, b ``c``-d ``e``.f ``g`` h ``i``; ``j``."
    env = build({"index.rst": page("rst", text)}).env
    runs = Index(env, env.get_doctree("index"), "index").runs
    kept = {run.strip(): before for run, _section, _defines, before, *_ in runs}
    assert kept == {", b": "", "-d": "c", ".f": "e", "h": "", ";": "", ".": ""}


def test_a_document_is_let_go(build: Build) -> None:
    """What was walked through is not kept, however long the process lives."""
    env = build(project("rst", "A cat.", cat="x")).env
    document = env.get_doctree("index")
    assert Index(env, document, "index").runs
    gone = weakref.ref(document)
    del document
    gc.collect()
    assert gone() is None


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
def test_a_definition_that_is_hidden_has_no_links(
    build: Build, overrides: dict[str, Any], expected: list[str]
) -> None:
    """They would lead nowhere; neither is it published. All pages are still read once only."""
    files = {
        "index.rst": page("rst", "A cat, a dog, a rat, a cow.\n\n.. toctree::\n\n   words"),
        "words.rst": page("rst", CONDITIONAL),
    }
    extensions = ["sphinx.ext.ifconfig", "sphinx.ext.todo", "sphinx_glossary_faq"]
    built = build(files, extensions=extensions, confoverrides=overrides)
    assert words(built) == expected
    assert all(has_target(built, "index.html", link.href) for link in links(built))
    published = json.loads(built.text("terms.json"))["terms"]
    assert sorted(term["prefLabel"] for term in published) == sorted(expected)
    printed = build({}, "latex", extensions=extensions, confoverrides=overrides, keep=True)
    assert "0 added, 0 changed" in printed.status
    tex = next(path for path in printed.outdir.glob("*.tex")).read_text("utf-8")
    linked = re.findall(r"hyperref.{,20}words:term-(\w+)}", tex)
    assert linked == ["cat", *expected]


def test_relations_to_what_is_hidden_are_text(build: Build) -> None:
    """And are written anew, in a page that stays as it is, when that is shown."""
    entry = ".. glossary::\n\n   pet\n      It is.\n\n      .. term-info::\n"
    hidden = ".. only:: {}\n\n   .. glossary::\n\n      cat\n         It purrs.\n"
    files = {
        "index.rst": page("rst", ".. toctree::\n\n   pets\n   words"),
        "pets.rst": page("rst", f"{entry}         :narrower: cat"),
        "words.rst": page("rst", hidden.format("latex")),
    }
    built = build(files)
    assert "Narrower: cat" in soup_of(built, "pets.html").get_text()
    assert "#term-cat" not in built.text("pets.html")
    built = build({"words.rst": page("rst", hidden.format("html"))}, keep=True)
    assert 'href="words.html#term-cat"' in built.text("pets.html")


def test_of_two_definitions_the_one_that_is_shown(build: Build) -> None:
    """A term may be defined otherwise in print."""
    entry = ".. only:: {}\n\n   .. glossary::\n\n      cat\n         {}.\n\n"
    glossaries = entry.format("html", "On the screen") + entry.format("latex", "On paper")
    built = build({"index.rst": page("rst", f"A cat.\n\n{glossaries}")})
    (link,) = links(built)
    assert has_target(built, "index.html", link.href)
    assert "ambiguous" not in built.warnings
