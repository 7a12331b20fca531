"""Test the examples of the documentation: the same result in reStructuredText and MyST."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.building import Build, Built

EXAMPLES = Path(__file__).parents[1] / "docs" / "examples"

LINKS = "a.autolinked-term"

EXPECTED: Mapping[str, Mapping[str, list[str]]] = {
    "article-header": {
        "p.article-kicker + h1": ["Opening hours"],
        "p.article-deck": ["We are open every day except Monday. In summer, come early."],
        "p.article-meta": ["Updated June 12, 2026 · 1 min read"],
    },
    "compare": {
        "thead th a": ["bicycle", "cargo bike"],
        "tbody th": ["Definition", "Carries", "Needs"],
        "p.term-compare-relation": [
            "Every cargo bike is a bicycle, but not every bicycle is a cargo bike."
        ],
    },
    "compare-figure": {
        "figure svg.term-figure a, svg.term-figure a": ["gear system", "hub gear", "derailleur"],
    },
    "compare-table": {
        "tbody th": ["In the rain", "At a standstill"],
        "p.term-compare-relation": [
            "No hub gear is a derailleur, and no derailleur is a hub gear."
        ],
    },
    "everyday-words": {f"p:-soup-contains('voltage at') {LINKS}": ["input"], LINKS: ["input"]},
    "faq": {
        "dl.faq dt": ["Is it open on Mondays?", "May I bring my dog?"],
        "p > a[href='#may-i-bring-my-dog']": ["May I bring my dog?", "the rule for dogs"],
    },
    "faq-collapsible": {
        "details:not([open]) > summary": ["Is it open on Mondays?", "May I bring my dog?"],
        "details dd, details .faq-answer > p:first-child": ["No.", "To the garden, yes."],
    },
    "faq-controls": {
        "nav.faq-questions a": ["Is it open on Mondays?", "May I bring my dog?"],
        "details:not([open]) > summary": ["Is it open on Mondays?", "May I bring my dog?"],
    },
    "faq-item": {
        "dl.faq dt#dogs": ["May I bring my dog, and if so, where may it run without a lead?"],
        "p > a[href='#dogs']": ["May I bring my dog, and if so, where may it run without a lead?"],
    },
    "faq-sections": {
        "h2": ["Before you come"],
        "section.faq-section > h3": ["Is it open on Mondays?", "May I bring my dog?"],
    },
    "first": {LINKS: ["starter", "sourdough bread"]},
    "front-matter": {
        "p.article-kicker + h1": ["Opening hours"],
        "p.article-meta": ["Updated June 12, 2026 · 1 min read"],
    },
    "glossary-sorted": {"dl.glossary > dt": ["crema", "moka pot", "portafilter"]},
    "links": {LINKS: ["panniers", "cargo bikes", "bicycle"]},
    "no-autolink": {LINKS: ["function"]},
    "see-also": {
        "nav.see-also li > p:first-child": [
            "Opening hours",
            "The mill, in one sentence",
            "May I bring my dog?",
            "https://www.example.org/",
        ],
        "p.see-also-deck": ["We are open every day except Monday.", "The house with the wheel."],
    },
    "see-also-auto": {
        "nav.see-also li > p:first-child": [
            "https://www.example.org/gears",
            "derailleur",
            "hub gear",
        ],
    },
    "term-info": {
        "p.term-info": [
            "Kinds: cargo bike",
            "Also called: freight bike · Avoid: load bike · A kind of: bicycle · See also: pannier",
            "See also: cargo bike",
        ]
    },
    "term-list": {"dl.term-list dt a": ["derailleur", "hub gear"]},
}
"""The texts of the elements that match a selector, for the page ``index`` of each example."""


def sources(name: str, syntax: str) -> dict[str, str]:
    """Return the files of an example in one syntax."""
    paths = sorted((EXAMPLES / name).glob(f"*.{syntax}"))
    return {path.name: path.read_text("utf-8") for path in paths}


def build_examples(build: Build, name: str) -> dict[str, Built]:
    """Build an example in both syntaxes; warnings are errors."""
    return {
        syntax: build(sources(name, syntax), project=syntax, fail_on_warning=True)
        for syntax in ("rst", "md")
    }


def page_body(built: Built, page: str) -> Tag:
    """Return the main content of a page with normalized white space."""
    body = BeautifulSoup(built.text(f"{page}.html"), "html.parser").select_one("[role=main]")
    assert body is not None
    for text in list(body.find_all(string=True)):
        text.replace_with(" ".join(f"|{text}|".split()).strip("|"))
    return body


def texts(body: Tag, selector: str) -> list[str]:
    """Return the texts of all elements that match, without permalinks."""
    return [
        " ".join(element.get_text().replace("¶", "").replace("·", " · ").split())
        for element in body.select(selector)
    ]


def description(built: Built, page: str) -> str:
    head = BeautifulSoup(built.text(f"{page}.html"), "html.parser")
    return " ".join(str(meta["content"]) for meta in head.select("meta[name=description]"))


@pytest.mark.myst
@pytest.mark.parametrize("name", EXPECTED)
def test_example(build: Build, name: str) -> None:
    rst, md = build_examples(build, name).values()
    for page in {filename.partition(".")[0] for filename in sources(name, "rst")}:
        assert str(page_body(rst, page)) == str(page_body(md, page)), page
        assert description(rst, page) == description(md, page)
    body = page_body(rst, "index")
    expected = EXPECTED[name]
    assert {selector: texts(body, selector) for selector in expected} == expected


@pytest.mark.myst
def test_gallery(build: Build) -> None:
    """The project of the gallery has the same pages and objects in both syntaxes."""
    rst, md = build_examples(build, "bread").values()
    for page in ("index", "definition", "comparison", "faq", "glossary"):
        assert str(page_body(rst, page)) == str(page_body(md, page)), page
        assert description(rst, page) == description(md, page)
    counts = {
        "definition": {
            "p.article-kicker + h1": 1,
            "p.article-deck": 1,
            "p.article-meta > time[datetime='2026-02-20']": 1,
            "p > a.autolinked-term": 4,
            "nav.see-also[aria-labelledby] li": 4,
        },
        "comparison": {
            "table.term-compare th[scope=col] > p > a.reference.internal": 2,
            "table.term-compare th[scope=row]": 4,
            "p.term-compare-relation": 1,
        },
        "faq": {
            "dl.faq > dt.faq-question[id] > a.headerlink": 3,
            "div.faq-collapsible details > summary": 2,
        },
    }
    bodies = {page: page_body(md, page) for page in counts}
    assert {
        page: {selector: len(bodies[page].select(selector)) for selector in counts[page]}
        for page in counts
    } == counts
    assert questions(rst) == questions(md)
    assert "How long does it keep?" in questions(rst).values()


def questions(built: Built) -> dict[str, str]:
    """Return the text of each question by its id."""
    return {name: text for name, text, *_ in built.env.domains["faq"].get_objects()}


def test_every_example_is_tested() -> None:
    """The steps of the tutorial and the gallery have tests of their own."""
    names = {path.parent.name for path in EXAMPLES.glob("*/*.rst")}
    elsewhere = {name for name in names if name.startswith("tutorial-")} | {"bread"}
    assert names - elsewhere == EXPECTED.keys()
    for name in names:
        stems = [{path.stem for path in (EXAMPLES / name).glob(f"*.{s}")} for s in ("rst", "md")]
        assert stems[0] == stems[1], name
