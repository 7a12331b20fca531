"""Test which mentions are linked in collected text, in both markup languages."""

from __future__ import annotations

import gc
import weakref

import pytest

from sphinx_glossary_faq.autolink.text_collector import TextCollector
from tests.autolink.links import (
    Link,
    glossary,
    has_target,
    link_tags,
    link_texts,
    links,
    main_part,
    page,
    project,
)
from tests.building import Build


def test_first_mention_on_each_page(build: Build, syntax: str) -> None:
    """Each term is linked once on a page, at its first mention, inflected or not."""
    files = {
        **project(syntax, "Some cats and a dog. Another cat, a third cat.", cat="x", dog="y"),
        f"sub/deep/page.{syntax}": page(syntax, "No cat.\n\nNo dog, no cat."),
    }
    built = build(files, confoverrides={"suppress_warnings": ["toc.not_included"]})
    assert links(built) == [
        Link("cats", "glossary.html#term-cat"),
        Link("dog", "glossary.html#term-dog"),
    ]
    assert links(built, "sub/deep/page.html") == [
        Link("cat", "../../glossary.html#term-cat"),
        Link("dog", "../../glossary.html#term-dog"),
    ]
    assert all(
        has_target(built, where, link.href)
        for where in ("index.html", "sub/deep/page.html")
        for link in links(built, where)
    )
    assert built.warnings == ""


@pytest.mark.myst
@pytest.mark.parametrize("fence", ["```{glossary}\n{}\n```", "{.glossary}\n{}"])
def test_glossaries_of_myst(build: Build, fence: str) -> None:
    """The directive `{glossary}`, and a definition list with the class `glossary`."""
    entry = "cat\n  It purrs." if "`" in fence else "cat\n: It purrs."
    files = {
        "index.md": page("md", "A cat."),
        "words.md": page("md", fence.replace("{}", entry)),
    }
    built = build(
        files,
        confoverrides={
            "suppress_warnings": ["toc.not_included"],
            "myst_enable_extensions": ["deflist", "attrs_block", "colon_fence"],
        },
    )
    assert links(built) == [Link("cat", "words.html#term-cat")]


@pytest.mark.myst
def test_mixed_syntaxes(build: Build) -> None:
    """A page links the terms of a glossary in the other syntax."""
    files = {"index.rst": page("rst", "A cat."), **glossary("md", cat="It purrs.")}
    assert link_texts(build(files)) == ["cat"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A cat door is no cat.", ["cat door", "cat"]),
        ("A cat doorway, a cat.", ["cat"]),
        ("The big cat door.", ["big cat", "door"]),
        ("The big cat\ndoors.", ["big cat", "doors"]),
        ("The big dog's cat door.", ["cat door"]),
        ("CAT, Cat, concat, cat_2.", ["CAT"]),
    ],
)
def test_leftmost_then_longest(build: Build, syntax: str, text: str, expected: list[str]) -> None:
    """Links never overlap; if the longest term does not match, a shorter one is linked."""
    files = project(syntax, text, cat="w", cat_door="x", big_cat="y", door="z")
    assert [" ".join(word.split()) for word in link_texts(build(files))] == expected


@pytest.mark.myst
def test_equal_runs_in_one_paragraph(build: Build) -> None:
    """Of two runs with the same text, the planned one is linked."""
    built = build(project("md", "*x* cat`s` *y* cat`(1)`", cat="It purrs."))
    link = link_tags(main_part(built))[0]
    assert link.next_sibling is not None
    assert link.next_sibling.get_text() == "(1)"


EXPLICIT_LINKS = {
    "rst": {
        "role": ":term:`cat`",
        "role with a text": ":term:`a pet <cat>`",
        "inflected": ":term:`cats`",
        "alias": ":term:`mouser`",
        "any": ":any:`cat`",
        "in a heading": "x\n\nThe :term:`cat`\n---------------\n\nx",
        "opted out": ".. container:: no-autolink\n\n   A :term:`cat`.",
        "address": "`a pet <glossary.html#term-cat>`__",
    },
    "md": {
        "role": "{term}`cat`",
        "link": "[a pet](#term-cat)",
        "link to a page": "[a pet](glossary.md#term-cat)",
        "alias": "{term}`mouser`",
    },
}


@pytest.mark.parametrize(
    ("syntax", "kind"),
    [(syntax, kind) for syntax in EXPLICIT_LINKS for kind in EXPLICIT_LINKS[syntax]],
)
def test_no_automatic_link_beside_an_explicit_link(build: Build, syntax: str, kind: str) -> None:
    """The explicit link may be anywhere on the page, in any notation."""
    definition = {
        "rst": "It purrs.\n\n.. term-info::\n   :aliases: mouser",
        "md": "It purrs.\n\n:::{term-info}\n:aliases: mouser\n:::",
    }[syntax]
    body = f"A cat.\n\n{EXPLICIT_LINKS[syntax][kind]}"
    built = build(
        project(syntax, body, cat=definition),
        confoverrides={"suppress_warnings": ["toc.not_included", "myst.xref_missing"]},
    )
    assert link_texts(built) == []


def test_descriptions_of_parameters_are_linked(build: Build) -> None:
    """Sphinx joins the text of such a field with its dash after the page is read."""
    text = ".. py:function:: f(x)\n\n   :param x: a cat\n   :return: a *black* dog"
    assert link_texts(build(project("rst", text, cat="It purrs.", dog="It barks."))) == [
        "cat",
        "dog",
    ]


def test_see_also_entries_are_not_explicit_links(build: Build) -> None:
    """A mention in the text is still linked."""
    built = build(project("rst", "A cat.\n\n.. see-also::\n\n   term:cat", cat="It purrs."))
    assert link_texts(built) == ["cat"]


def test_urls_of_other_sites_are_not_explicit_links(build: Build) -> None:
    """Even with the id of a term."""
    built = build(project("rst", "A cat: `x <https://x.org/y.html#term-cat>`__", cat="x"))
    assert link_texts(built) == ["cat"]


def test_names_of_one_term(build: Build) -> None:
    """Terms that share a definition, aliases and abbreviation count as one term."""
    files = {
        "index.rst": page("rst", "The tom, a cat, a mouser, a CT.\n\nA CT."),
        "other.rst": page("rst", "The mouser."),
        "glossary.rst": page(
            "rst",
            ".. glossary::\n\n   cat\n   tom\n      It purrs.\n\n      .. term-info::\n"
            "         :aliases: mouser\n         :abbreviation: CT\n",
        ),
    }
    built = build(files, confoverrides={"suppress_warnings": ["toc.not_included"]})
    assert links(built) == [Link("tom", "glossary.html#term-tom")]
    assert links(built, "other.html") == [Link("mouser", "glossary.html#term-cat")]


def test_adjacent_text_is_kept_if_it_may_affect_word_boundaries(build: Build) -> None:
    text = "``a``, b ``c``-d ``e``.f ``g`` h ``i``; ``j``."
    env = build({"index.rst": page("rst", text)}).env
    runs = TextCollector(env, env.get_doctree("index"), "index").runs
    adjacent = {run.strip(): before for run, _section, _defines, before, *_ in runs}
    assert adjacent == {", b": "", "-d": "c", ".f": "e", "h": "", ";": "", ".": ""}


@pytest.mark.parametrize("count", [1, 100])
def test_adjacent_text_among_many_siblings(build: Build, count: int) -> None:
    """Their indexes are computed once instead of searched for, with the same result."""
    body = " ".join(["*x*, y"] * count) + " *cat*\\ fish *dog*, bo\\ *emu*."
    built = build(project("rst", body, cat="a", dog="b", emu="c"))
    assert link_texts(built) == ["dog"]


def test_documents_are_not_kept_in_memory(build: Build) -> None:
    """A document is freed after its text has been collected."""
    env = build(project("rst", "A cat.", cat="x")).env
    document = env.get_doctree("index")
    assert TextCollector(env, document, "index").runs
    reference = weakref.ref(document)
    del document
    gc.collect()
    assert reference() is None
