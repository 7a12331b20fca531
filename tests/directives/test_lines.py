from __future__ import annotations

import os
from pathlib import Path

from sphinx_glossary_faq.directives.lines import line_of_block, line_of_text, lines_of, numbered
from tests.building import Build
from tests.directives.looking import warnings


def test_what_looks_like_an_encoding_is_text(build: Build, syntax: str) -> None:
    title = {"rst": "Decoding: base64 streams\n" + "=" * 24, "md": "# Decoding: base64 streams\n"}
    entry = {"rst": ".. see-also::\n\n   nope\n", "md": ":::{see-also}\nnope\n:::\n"}
    built = build({f"index.{syntax}": f"{title[syntax]}\n\n{entry[syntax]}"})
    place = {"rst": "6:4", "md": "5:1"}[syntax]
    assert warnings(built) == [f"{place}: see-also: no page “nope”. [glossary_faq.reference]"]


def test_a_changed_file_is_read_again_and_an_odd_one_too(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_bytes(b"\xef\xbb\xbfone \r\n two\xff\n")
    assert lines_of(str(page)) == ("one", "two\N{REPLACEMENT CHARACTER}", "")
    assert lines_of(str(page)) is lines_of(str(page))
    page.write_text("three")
    os.utime(page, (1, 1))
    assert lines_of(str(page)) == ("three",)
    assert lines_of(str(tmp_path / "none")) == lines_of("a\0b") == lines_of(str(tmp_path)) == ()


def test_a_line_that_is_not_found_is_where_it_was_said_to_be(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n:::{faq}\nb\n\n:::\n")
    assert line_of_block(str(page), "```{faq}\nb\n\n```", 1) == 2
    assert line_of_block(str(page), "```{faq}\nc\n```", 7) == 7
    assert line_of_text(str(page), "b", 0) == 3
    assert line_of_text(str(page), "b", 3) is None
    assert line_of_text(str(page), "", 0) is None
    assert list(numbered(["b", "", "x"], str(page), 2)) == [(3, "b"), (2, "x")]
