"""Test the commands, the example and the report in the README."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests import mistakes
from tests.building import Build

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")


def block(language: str, number: int = 0) -> str:
    """Return a code block of the README."""
    pattern = rf"^```{language}\n(.*?)^```"
    return str(re.findall(pattern, README, re.DOTALL | re.MULTILINE)[number])


def test_first_two_commands() -> None:
    assert block("sh", 0) == "python3 tasks.py docs\n"
    assert block("sh", 1) == "python3 tasks.py test\n"


def test_example(build: Build) -> None:
    assert block("python") == 'extensions = ["sphinx_glossary_faq"]\n'
    built = build({"index.rst": block("rst")})
    assert built.warnings == ""
    page = BeautifulSoup(built.text("index.html"), "html.parser")
    links = {link.text: link["href"] for link in page.select("a.autolinked-term")}
    assert links["asynchronous interviews"] == "#term-asynchronous-interview"
    assert [a["href"] for a in page.select("table.term-compare thead a")] == [
        "#term-digital-interview",
        "#term-asynchronous-interview",
    ]
    sentence = re.search(r"\*(Every .*?)\*", README, re.DOTALL)
    assert sentence is not None
    assert page.select_one("p.term-compare-relation") is not None
    assert " ".join(sentence[1].split()) in page.text.replace("\n", " ")
    permalink = page.select_one(".faq-entry > a.headerlink")
    assert permalink is not None
    assert page.select_one(f'details .faq-answer[id="{str(permalink["href"])[1:]}"]') is not None


@pytest.mark.myst
def test_report_example(build: Build) -> None:
    extensions = ("sphinx.ext.intersphinx", "sphinx_glossary_faq")
    report = build(mistakes.FILES, extensions=extensions).text("report/output.txt")
    assert set(block("text").splitlines()) <= set(report.splitlines())
