"""Linking leaves the text to the letter as it is, whatever it is made of."""

from __future__ import annotations

import pytest
from docutils import nodes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.building import Build, Built
from tests.linking.links import glossary, page, soup_of, tags

TERMS = {
    "cat": "x",
    "cat_door": "x",
    "API": "x",
    "naïve_café": "x",
    "面接": "x",
    "cat's_cradle": "x",
    "C++": "x",
    "मंत्र": "x",
}

PIECES = {
    "rst": [
        "cat", "cats", "cat door", "cat\ndoors", "cat's", "\"cat\"", "'cat's cradle'",
        "API -- APIs", "naïve café", "nai\u0308ve cafe\u0301", "面接官の面接", "C++...",
        "\\*cat\\*", "cat\\ s",
        "|sub|", "*cat*\\ s", "``cat``", "cat\\\\door", "मंत्र", "İcat ßcat ﬁcat", "cat\u00addoor",
        "cat\u00a0door", ":term:`cat`", "**API**", "e\u0301cat", "\\ cat", "...", "---", "「面接」",
    ],
    "md": [
        "cat", "cats", "cat door", "cat\ndoors", "cat\\\ndoors", "cat's", "\"cat\"", "API -- APIs",
        "naïve café", "nai\u0308ve cafe\u0301", "面接官の面接", "C++...", "\\*cat\\*", "*cat*s",
        "{{ sub }}", "`cat`", "मंत्र", "&amp; cat", "&#99;at", "İcat ßcat ﬁcat", "cat\u00addoor",
        "{term}`cat`", "**API**", "[x](#term-cat)", "e\u0301cat", "...", "---", "「面接」",
    ],
}  # fmt: skip

SEPARATORS = [" ", " ", "\n", ", ", " (", ") ", " – "]


def paragraphs(syntax: str) -> st.SearchStrategy[str]:
    """A page of up to three paragraphs."""
    piece = st.tuples(st.sampled_from(PIECES[syntax]), st.sampled_from(SEPARATORS))
    text = st.lists(piece, min_size=1, max_size=8).map(
        lambda pieces: "x " + "".join(f"{word}{gap}" for word, gap in pieces).rstrip() + " y"
    )
    return st.lists(text, min_size=1, max_size=3).map("\n\n".join)


def built(syntax: str, build: Build, bodies: list[str], scope: str, builder: str) -> Built:
    """The pages, with or without links."""
    defined = "\n\n.. |sub| replace:: a cat, a *cat* door" if syntax == "rst" else ""
    files = {
        f"{name}.{syntax}": page(syntax, body + defined)
        for name, body in zip(("index", "a", "b", "c"), bodies, strict=False)
    }
    return build(
        {**files, **glossary(syntax, **TERMS)},
        builder,
        confoverrides={
            "glossary_faq_autolink": scope,
            "myst_enable_extensions": ["substitution", "smartquotes", "replacements"],
            "myst_substitutions": {"sub": "a cat, a *cat* door"},
            "suppress_warnings": ["toc.not_included", "myst.xref_missing"],
            "html_theme": "basic",
        },
    )


@pytest.mark.parametrize("syntax", ["rst", "md"])
def test_text_is_the_same(tmp_path_factory: pytest.TempPathFactory, syntax: str) -> None:
    """In what the text builder writes, and in the resolved doctree, at every scope."""
    build = Build(tmp_path_factory.mktemp("text"))

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(paragraphs(syntax), min_size=4, max_size=4),
        st.sampled_from(["page", "section", "all"]),
    )
    def same(bodies: list[str], scope: str) -> None:
        seen = []
        for given_scope in ("off", scope):
            site = built(syntax, build, bodies, given_scope, "text")
            names = sorted(site.env.found_docs)
            seen.append(
                [(site.text(f"{name}.txt"), site.resolved(name).astext()) for name in names]
            )
        assert seen[0] == seen[1]

    same()
    build.close()


@pytest.mark.parametrize("syntax", ["rst", "md"])
def test_all_of_it_at_once(build: Build, syntax: str) -> None:
    """Everything that the property draws from; and links are made of it."""
    body = "\n\n".join(f"x {piece} y" for piece in PIECES[syntax])
    plain = built(syntax, build, [body], "off", "text").text("index.txt")
    linked = built(syntax, build, [body], "all", "text")
    assert linked.text("index.txt") == plain
    made = [link for link in linked.resolved().findall(nodes.reference) if link["classes"]]
    assert len(made) > len(PIECES[syntax]) // 2


@pytest.mark.parametrize("syntax", ["rst", "md"])
def test_html_without_the_links(build: Build, syntax: str) -> None:
    """What stands in the page is the page without links, once they are unwrapped."""
    body = "\n\n".join(f"x {piece} y" for piece in PIECES[syntax])
    seen = []
    for scope in ("off", "all"):
        soup = soup_without_links(built(syntax, build, [body], scope, "html"))
        seen.append(soup)
    assert seen[0] == seen[1]


def soup_without_links(site: Built) -> str:
    """The main part of the index, automatic links unwrapped."""
    body = soup_of(site)
    for tag in tags(body):
        tag.unwrap()
    return str(body)
