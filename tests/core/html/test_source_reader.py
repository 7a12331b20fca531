from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given

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
