"""What the README shows is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests import mistakes
from tests.building import Build

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")


def block(language: str, number: int = 0) -> str:
    fenced = rf"^```{language}\n(.*?)^```"
    return str(re.findall(fenced, README, re.DOTALL | re.MULTILINE)[number])


def test_its_first_two_commands_set_everything_up() -> None:
    assert block("sh", 0) == "python3 tasks.py docs\n"
    assert block("sh", 1) == "python3 tasks.py test\n"


def test_its_example_does_what_the_text_says(build: Build) -> None:
    assert block("python") == 'extensions = ["sphinx_glossary_faq"]\n'
    built = build({"index.rst": block("rst")})
    assert built.warnings == ""
    page = BeautifulSoup(built.text("index.html"), "html.parser")
    links = {link.text: link["href"] for link in page.select("a.autolinked-term")}
    assert links["Asynchronous interviews"] == "#term-asynchronous-interview"
    assert [a["href"] for a in page.select("table.term-compare thead a")] == [
        "#term-digital-interview",
        "#term-asynchronous-interview",
    ]
    stated = re.search(r"\*(Every .*?)\*", README, re.DOTALL)
    assert stated is not None
    assert page.select_one("p.term-compare-relation") is not None
    assert " ".join(stated[1].split()) in page.text.replace("\n", " ")
    permalink = page.select_one("details .faq-answer a.headerlink")
    assert permalink is not None
    assert page.select_one(f'details .faq-answer[id="{str(permalink["href"])[1:]}"]') is not None


@pytest.mark.myst
def test_it_quotes_a_report(build: Build) -> None:
    extensions = ("sphinx.ext.intersphinx", "sphinx_glossary_faq")
    report = build(mistakes.FILES, extensions=extensions).text("report/output.txt")
    assert set(block("text").splitlines()) <= set(report.splitlines())
