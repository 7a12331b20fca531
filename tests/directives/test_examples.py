"""Test that the example project has the same output in reStructuredText and MyST."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.building import Build, Built

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"

PAGES = ("index", "leavened-and-sourdough", "baking-day", "glossary")

ARTICLE = "leavened-and-sourdough"
"""The page with every directive."""


def example_sources(syntax: str) -> Mapping[str, str]:
    folder = EXAMPLES / syntax
    return {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.is_file()}


@pytest.fixture
def examples(build: Build) -> dict[str, Built]:
    """Build both projects; warnings are errors."""
    return {
        syntax: build(example_sources(syntax), project=syntax, fail_on_warning=True)
        for syntax in ("rst", "md")
    }


def page_body(built: Built, page: str) -> Tag:
    """Return the main content of a page with normalized white space."""
    body = BeautifulSoup(built.text(f"{page}.html"), "html.parser").select_one("[role=main]")
    assert body is not None
    for text in list(body.find_all(string=True)):
        text.replace_with(" ".join(f"|{text}|".split()).strip("|"))
    return body


def description(built: Built, page: str) -> str:
    head = BeautifulSoup(built.text(f"{page}.html"), "html.parser")
    return " ".join(str(meta["content"]) for meta in head.select("meta[name=description]"))


@pytest.mark.myst
def test_pages_are_the_same_in_both_syntaxes(examples: dict[str, Built]) -> None:
    rst, md = examples.values()
    assert (rst.warnings, md.warnings) == ("", "")
    for page in PAGES:
        assert str(page_body(rst, page)) == str(page_body(md, page)), page
        assert description(rst, page) == description(md, page)


@pytest.mark.myst
def test_article_has_every_element(examples: dict[str, Built]) -> None:
    page = page_body(examples["md"], ARTICLE)
    assert [heading.get_text().removesuffix("¶") for heading in page.select("h1, h2")] == [
        "Leavened bread and sourdough bread",
        "What the wide word covers",
        "Why there is a wide word at all",
        "How to tell them apart",
        "Which word to write",
        "Frequently asked questions",
    ]
    counts = {
        "p.article-kicker + h1": 1,
        "p.article-deck": 1,
        "p.article-meta > time[datetime='2026-03-09']": 1,
        "table.term-compare th[scope=col] > p > a.reference.internal": 2,
        "table.term-compare th[scope=row]": 4,
        "p.term-compare-relation": 1,
        "nav.see-also[aria-labelledby] li": 5,
        "dl.faq > dt.faq-question[id] > a.headerlink": 3,
    }
    assert {selector: len(page.select(selector)) for selector in counts} == counts
    assert page.select("p > a.autolinked-term")


@pytest.mark.myst
def test_objects_are_the_same_in_both_syntaxes(examples: dict[str, Built]) -> None:
    rst, md = [
        {
            (domain.name, *entry)
            for domain in built.env.domains.sorted()
            for entry in domain.get_objects()
            if domain.name in ("faq", "std")
        }
        for built in examples.values()
    ]
    assert rst == md
    assert ("faq", "how-long-does-it-keep", "How long does it keep?") in {
        entry[:3] for entry in rst
    }
