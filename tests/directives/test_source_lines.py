"""Test the search for lines in source files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sphinx_glossary_faq.directives.source_lines import (
    find_block_line,
    find_text_line,
    number_lines,
    read_lines,
)
from tests.building import Build
from tests.directives.built_pages import warnings_of


def test_text_that_looks_like_an_encoding(build: Build, syntax: str) -> None:
    title = {"rst": "Decoding: base64 streams\n" + "=" * 24, "md": "# Decoding: base64 streams\n"}
    entry = {"rst": ".. see-also::\n\n   nope\n", "md": ":::{see-also}\nnope\n:::\n"}
    built = build({f"index.{syntax}": f"{title[syntax]}\n\n{entry[syntax]}"})
    location = {"rst": "6:4", "md": "5:1"}[syntax]
    assert warnings_of(built) == [
        f"{location}: see-also: page “nope” does not exist. [glossary_faq.reference]"
    ]


def test_files_are_cached_until_they_change(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_bytes(b"\xef\xbb\xbfone \r\n two\xff\n")
    assert read_lines(str(page)) == ("one", "two\N{REPLACEMENT CHARACTER}", "")
    assert read_lines(str(page)) is read_lines(str(page))
    page.write_text("three")
    os.utime(page, (1, 1))
    assert read_lines(str(page)) == ("three",)
    assert (
        read_lines(str(tmp_path / "none")) == read_lines("a\0b") == read_lines(str(tmp_path)) == ()
    )


def test_line_without_match_is_the_given_line(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n:::{faq}\nb\n\n:::\n")
    assert find_block_line(str(page), "```{faq}\nb\n\n```", 1) == 2
    assert find_block_line(str(page), "```{faq}\nc\n```", 7) == 7
    assert find_text_line(str(page), "b", 0) == 3
    assert find_text_line(str(page), "b", 3) is None
    assert find_text_line(str(page), "", 0) is None
    assert list(number_lines(["b", "", "x"], str(page), 2)) == [(3, "b"), (2, "x")]


def test_directive_in_a_fence_that_begins_with_another_one(tmp_path: Path) -> None:
    """MyST adds a blank line to such fences, and counts it."""
    page = tmp_path / "page.md"
    page.write_text("::::{note}\n:::{faq}\n::{faq-item} A\nb\n::\n:::\n::::\n")
    assert find_block_line(str(page), ":::{faq}\n\n::{faq-item} A\nb\n::\n:::\n", 3) == 2
    assert find_block_line(str(page), "::{faq-item} A\nb\n::\n", 5) == 3


EQUAL_DIRECTIVES = {
    "index.rst": "T\n=\n\n.. faq::\n\n   x\n\n.. faq::\n\n   y\n\n- .. faq::\n- .. faq::\n",
    "index.md": "# T\n:::{faq}\n:::\n:::{faq}\n:::\n- :::{faq}\n  :::\n",
    "nested.md": "# T\n::::{note}\n:::{faq}\n:::\n:::{faq}\n:::\n::::\n",
}


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("index.rst", [4, 8, 12, 13]),
        pytest.param("index.md", [2, 4, 6], marks=pytest.mark.myst),
        pytest.param("nested.md", [3, 5], marks=pytest.mark.myst),
    ],
)
def test_equal_directives_are_reported_at_their_own_lines(
    build: Build, page: str, lines: list[int]
) -> None:
    built = build({page.replace("nested", "index"): EQUAL_DIRECTIVES[page]})
    warnings = [text for text in warnings_of(built) if "contains no question" in text]
    assert [int(text.split(":")[0]) for text in warnings] == lines


def test_equal_blocks_below_the_reported_line(tmp_path: Path) -> None:
    """MyST reports lines relative to the enclosing directive, which are too low."""
    page = tmp_path / "page.md"
    page.write_text("\n" * 9 + ":::{faq}\n:::\n\n:::{faq}\n:::\n")
    assert find_block_line(str(page), "```{faq}\n```", 2) == 10
    assert find_block_line(str(page), "```{faq}\n```", 12) == 10
    assert find_block_line(str(page), "```{faq}\n```", 13) == 13
    assert find_block_line(str(page), "```{faq}\n```", 99) == 99
