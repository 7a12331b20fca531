from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given

from sphinx_glossary_faq.core.html import source_reader
from sphinx_glossary_faq.core.html.css_urls import css_urls
from sphinx_glossary_faq.core.html.source_reader import SourceLink, read_source
from tests.core.html.readers import LINKS
from tests.core.html.test_page_reader import SOUP


@pytest.mark.parametrize(("html", "links"), LINKS)
def test_links_have_offsets(html: str, links: Sequence[str]) -> None:
    offsets = [mark.start() - count for count, mark in enumerate(re.finditer(r"\^", html))]
    source = read_source(html.replace("^", ""))
    assert [link.value for link in source.links] == links
    if offsets:
        assert [link.offset for link in source.links] == offsets


def test_links_are_repeated() -> None:
    links = read_source("<a href=x></a><a href=x></a>").links
    assert links == (SourceLink("x", 8), SourceLink("x", 22))


def test_elements_outside_their_parents_are_read() -> None:
    """A copied file may be the content of a frameset or a table of another one."""
    assert read_source("<frame src=a><tr id=b>") == (frozenset("b"), (SourceLink("a", 11),))


@given(SOUP)
def test_links_start_at_their_offsets(body: str) -> None:
    for link in read_source(body).links:
        if "&" not in body[link.offset :]:
            text = re.sub("[\t\r\n]", "", body[link.offset :].replace("\0", "\ufffd"))
            assert text.startswith(link.value)


@pytest.mark.parametrize(
    "unit", ["<svg>", "<svg><style>a", "<svg><template>", "<svg></g>", "<math><title>"]
)
def test_unclosed_elements_take_linear_time(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of characters of style sheets, and of steps through the open elements."""
    counts = []
    for number in (50, 100):
        count = 0

        def record(css: str) -> Iterator[tuple[int, str]]:
            nonlocal count
            count += len(css)
            return css_urls(css)

        def count_line(_frame: object, _event: str, _argument: object) -> Any:
            nonlocal count
            count += 1
            return count_line

        monkeypatch.setattr(source_reader, "css_urls", record)
        sys.settrace(count_line)
        try:
            read_source(unit * number)
        finally:
            sys.settrace(None)
        counts.append(count)
    assert counts[1] <= 2.6 * counts[0]


def test_end_tags_close_elements_within_their_template() -> None:
    ids = [
        ("<template><svg></template><p id=a>", {"a"}),
        ("<svg><template><svg></svg></template></svg><p id=a>", {"a"}),
        ("<template><svg></svg></template></template><p id=a>", {"a"}),
        ("<template></svg><p id=a>", set()),
        ("<svg><g></g></svg><p id=a>", {"a"}),
    ]
    for html, expected in ids:
        assert read_source(html).ids == expected
