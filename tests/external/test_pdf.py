"""Test the links and the answers in the PDF of the documentation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, String, parse_content_stream

from tests.external.conftest import DOCS, PAGES, Write, run

# Matches `\hyperref[\detokenize{guide/glossary:term-retake}]`, not `\label{...}` of the same.
TERM_LINK = re.compile(r"\\hyperref\[\\detokenize\{[^}]*:(term-[^}]+)\}\]")

# Matches `\newlabel{guide/glossary:term-retake}{{3}{7}{...}{section*.4}{}}`, not a section's label.
LABEL = re.compile(r"^\\newlabel\{[^}]*:(term-[^}]+)\}.*\{([^{}]+)\}\{\}\}$", re.MULTILINE)


@pytest.fixture(scope="module")
def pdf(write: Write) -> Path:
    """The path of the PDF."""
    folder = write("latex")
    latexmk = ["latexmk", "-pdfxe", "-dvi-", "-ps-", "-interaction=nonstopmode", "-halt-on-error"]
    run([*latexmk, "sphinx-glossary-faq.tex"], folder)
    return folder / "sphinx-glossary-faq.pdf"


def test_internal_links_have_destinations(pdf: Path) -> None:
    with Pdf.open(pdf) as document:
        destinations = NameTree(document.Root.Names.Dests)
        pages = {page.obj.objgen for page in document.pages}
        targets = list(link_targets(document))
        broken = [
            str(target)
            for target in targets
            if not (
                str(target) in destinations
                if isinstance(target, String)
                else is_on_page(target, pages)
            )
        ]
    assert targets
    assert broken == []


def test_no_undefined_references(pdf: Path) -> None:
    log = pdf.with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    assert [line for line in log.splitlines() if "undefined" in line] == []


def test_terms_linked_in_html_are_linked_in_the_pdf(pdf: Path, write: Write) -> None:
    site = write("html", "-D", "html_theme=furo")
    links = (link for page in (site / "guide").rglob("*.html") for link in automatic_links(page))
    linked = {link.partition("#")[2] for link in links}
    assert linked
    assert linked - set(TERM_LINK.findall(pdf.with_suffix(".tex").read_text("utf-8"))) == set()


def test_links_of_terms_go_to_the_page_of_the_definition(pdf: Path, write: Write) -> None:
    """The destination of each linked term is a page that prints the term."""
    site = parse(write("html", "-D", "html_theme=furo") / f"{PAGES['glossary']}.html")
    linked = set(TERM_LINK.findall(pdf.with_suffix(".tex").read_text("utf-8")))
    aux = pdf.with_suffix(".aux").read_text("utf-8", errors="replace")
    names = {id: name for id, name in LABEL.findall(aux) if id in linked}
    assert names.keys() == linked
    with Pdf.open(pdf) as document:
        targets = {str(target) for target in link_targets(document)}
        destinations = NameTree(document.Root.Names.Dests)
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        pages = {id: numbers[destinations[name][0].objgen] for id, name in names.items()}
    assert set(names.values()) <= targets
    for id, number in pages.items():
        printed = run(["pdftotext", "-f", str(number), "-l", str(number), str(pdf), "-"], DOCS)
        term = site.select_one(f"dt#{id}")
        assert term is not None
        assert alphanumeric(next(term.stripped_strings)) in alphanumeric(printed)


def test_figures_are_drawn_as_curves(pdf: Path) -> None:
    """On the page of the sentence, which follows the figure."""
    sentence = alphanumeric("Every asynchronous interview is a digital interview")
    pages = run(["pdftotext", str(pdf), "-"], DOCS).split("\f")
    number = next(number for number, text in enumerate(pages) if sentence in alphanumeric(text))
    with Pdf.open(pdf) as document:
        instructions = parse_content_stream(document.pages[number])
        operators = [str(instruction.operator) for instruction in instructions]
    assert operators.count("c") >= 2 * 4  # the corners of two outlines


def test_all_answers_are_in_the_pdf(pdf: Path, write: Write) -> None:
    printed = alphanumeric(run(["pdftotext", "-enc", "UTF-8", str(pdf), "-"], DOCS))
    page = write("html", "-D", "html_theme=furo") / f"{PAGES['faq']}.html"
    answers = parse(page).select(".faq-answer p")
    beginnings = [alphanumeric(answer.get_text())[:30] for answer in answers]
    assert beginnings
    assert [beginning for beginning in beginnings if beginning not in printed] == []


def link_targets(document: Pdf) -> Iterator[Object]:
    """Yield the destinations of all internal links: names or arrays."""
    for page in document.pages:
        for annotation in page.get(Name.Annots, Array()):
            action = annotation.get(Name.A, Dictionary())
            if Name.Dest in annotation:
                yield annotation.Dest
            elif action.get(Name.S) == Name.GoTo:
                yield action.D


def automatic_links(page: Path) -> list[str]:
    """Return the URLs of the automatic links on an HTML page."""
    return [str(link["href"]) for link in parse(page).select("a.autolinked-term")]


def parse(page: Path) -> BeautifulSoup:
    """Parse an HTML page."""
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def is_on_page(target: Object, pages: set[tuple[int, int]]) -> bool:
    """Whether an explicit destination is a page of the document."""
    return target[0].objgen in pages


def alphanumeric(text: str) -> str:
    """Keep letters and digits, which hyphenation, ligatures and line breaks do not change."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))
