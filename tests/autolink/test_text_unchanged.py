"""Test that automatic links never change the text of a page."""

from __future__ import annotations

import pytest
from docutils import nodes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.autolink.links import glossary, link_tags, main_part, page
from tests.building import Build, Built

TERMS = {
    "cat": "x0",
    "cat_door": "x1",
    "API": "x2",
    "naïve_café": "x3",
    "面接": "x4",
    "cat's_cradle": "x5",
    "C++": "x6",
    "मंत्र": "x7",
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
    """Return a strategy of pages with up to three paragraphs."""
    piece = st.tuples(st.sampled_from(PIECES[syntax]), st.sampled_from(SEPARATORS))
    text = st.lists(piece, min_size=1, max_size=8).map(
        lambda pieces: "x " + "".join(f"{word}{gap}" for word, gap in pieces).rstrip() + " y"
    )
    return st.lists(text, min_size=1, max_size=3).map("\n\n".join)


def build_pages(syntax: str, build: Build, bodies: list[str], scope: str, builder: str) -> Built:
    """Build pages with these bodies and a glossary."""
    substitution = "\n\n.. |sub| replace:: a cat, a *cat* door" if syntax == "rst" else ""
    files = {
        f"{name}.{syntax}": page(syntax, body + substitution)
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
            "glossary_faq_tips": False,
        },
    )


@pytest.mark.parametrize("syntax", ["rst", "md"])
def test_text_is_unchanged(tmp_path_factory: pytest.TempPathFactory, syntax: str) -> None:
    """In the output of the text builder and in the resolved doctree, for every scope."""
    build = Build(tmp_path_factory.mktemp("text"))

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(paragraphs(syntax), min_size=4, max_size=4),
        st.sampled_from(["page", "section", "all"]),
    )
    def assert_same(bodies: list[str], scope: str) -> None:
        outputs = []
        for build_scope in ("off", scope):
            built = build_pages(syntax, build, bodies, build_scope, "text")
            names = sorted(built.env.found_docs)
            outputs.append(
                [(built.text(f"{name}.txt"), built.resolved(name).astext()) for name in names]
            )
        assert outputs[0] == outputs[1]

    assert_same()
    build.close()


@pytest.mark.parametrize("syntax", ["rst", "md"])
def test_all_pieces(build: Build, syntax: str) -> None:
    """All pieces on one page, most of which are linked."""
    body = "\n\n".join(f"x {piece} y" for piece in PIECES[syntax])
    unlinked = build_pages(syntax, build, [body], "off", "text").text("index.txt")
    linked = build_pages(syntax, build, [body], "all", "text")
    assert linked.text("index.txt") == unlinked
    references = [link for link in linked.resolved().findall(nodes.reference) if link["classes"]]
    assert len(references) > len(PIECES[syntax]) // 2


@pytest.mark.parametrize("syntax", ["rst", "md"])
def test_html_is_unchanged_except_for_links(build: Build, syntax: str) -> None:
    body = "\n\n".join(f"x {piece} y" for piece in PIECES[syntax])
    outputs = [
        html_without_links(build_pages(syntax, build, [body], scope, "html"))
        for scope in ("off", "all")
    ]
    assert outputs[0] == outputs[1]


def html_without_links(built: Built) -> str:
    """Return the main part of the index with its automatic links unwrapped."""
    body = main_part(built)
    for tag in link_tags(body):
        tag.unwrap()
    return str(body)
