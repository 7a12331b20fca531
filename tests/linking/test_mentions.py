"""Which mentions are linked, and where to: the happy path in every syntax and form of glossary."""

from __future__ import annotations

import pytest

from tests.building import Build
from tests.linking.links import (
    Link,
    glossary,
    has_target,
    links,
    page,
    project,
    soup_of,
    tags,
    words,
)


def test_the_first_mention_on_each_page(build: Build, syntax: str) -> None:
    """Each term once a page, inflected or not, and the page's other mentions not at all."""
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
    """`{glossary}`, and a definition list that is called one by its class alone."""
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


def test_mixed_syntaxes(build: Build) -> None:
    """A page links a term of a glossary written in the other syntax."""
    files = {"index.rst": page("rst", "A cat."), **glossary("rst", cat="It purrs.")}
    assert words(build(files)) == ["cat"]


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
    """Links never overlap, and what fails as a longer term is found as a shorter one."""
    files = project(syntax, text, cat="x", cat_door="x", big_cat="x", door="x")
    assert [" ".join(word.split()) for word in words(build(files))] == expected


@pytest.mark.myst
def test_equal_texts_in_one_paragraph(build: Build) -> None:
    """Two runs with the same words are two runs: the one that was planned is linked."""
    built = build(project("md", "*x* cat`s` *y* cat`(1)`", cat="It purrs."))
    link = tags(soup_of(built))[0]
    assert link.next_sibling is not None
    assert link.next_sibling.get_text() == "(1)"


HAND = {
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
    ("syntax", "kind"), [(syntax, kind) for syntax in HAND for kind in HAND[syntax]]
)
def test_a_link_by_hand_is_the_mention(build: Build, syntax: str, kind: str) -> None:
    """Wherever on the page it stands, and however it is written."""
    definition = {
        "rst": "It purrs.\n\n.. term-info::\n   :aliases: mouser",
        "md": "It purrs.\n\n:::{term-info}\n:aliases: mouser\n:::",
    }[syntax]
    body = f"A cat.\n\n{HAND[syntax][kind]}"
    built = build(
        project(syntax, body, cat=definition),
        confoverrides={"suppress_warnings": ["toc.not_included", "myst.xref_missing"]},
    )
    assert words(built) == []


def test_what_a_signature_takes_is_described_with_links(build: Build) -> None:
    """Sphinx joins the text of such a field with its dash after a page is read."""
    text = ".. py:function:: f(x)\n\n   :param x: a cat\n   :return: a *black* dog"
    assert words(build(project("rst", text, cat="It purrs.", dog="It barks."))) == ["cat", "dog"]


def test_what_see_also_lists_is_no_mention(build: Build) -> None:
    """Its entries are for reading on: the page still explains the word where it is used."""
    built = build(project("rst", "A cat.\n\n.. see-also::\n\n   term:cat", cat="It purrs."))
    assert words(built) == ["cat"]


def test_other_projects_have_terms_of_that_id(build: Build) -> None:
    """An address elsewhere is not a link to the term, though the id is the same."""
    built = build(project("rst", "A cat: `x <https://x.org/y.html#term-cat>`__", cat="x"))
    assert words(built) == ["cat"]


def test_every_spelling_of_one_term(build: Build) -> None:
    """Terms above one definition, aliases and abbreviation are one term, each with its anchor."""
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
