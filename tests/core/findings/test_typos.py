from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.findings.typos import MarkupTypo, find_typos

ROLES = frozenset({"term", "ref", "doc", "py:func", "std:term"})


def typos_of(text: str, quoted: str = "", *, markdown: bool = False) -> list[tuple[str, str]]:
    return [
        (typo.markup, typo.suggestion)
        for typo in find_typos(text, quoted, ROLES, markdown=markdown)
    ]


@pytest.mark.parametrize(
    ("text", "quoted", "expected"),
    [
        ("See :ref:install now.", "", (":ref:install", ":ref:`install`")),
        ("(:py:func:open)", "", (":py:func:open", ":py:func:`open`")),
        ("See :doc:guide/a-b.", "", (":doc:guide/a-b", ":doc:`guide/a-b`")),
        ("See {term}cat.", "", ("{term}cat", ":term:`cat`")),
        ("See term:", "cat", ("term:`cat`", ":term:`cat`")),
        ("See :term", "cat", (":term`cat`", ":term:`cat`")),
        ("See {term}", "cat", ("{term}`cat`", ":term:`cat`")),
    ],
)
def test_typos_in_restructuredtext(text: str, quoted: str, expected: tuple[str, str]) -> None:
    assert typos_of(text, quoted) == [expected]


@pytest.mark.parametrize(
    ("text", "quoted", "expected"),
    [
        ("See {ref}install.", "", ("{ref}install", "{ref}`install`")),
        ("See :ref:install.", "", (":ref:install", "{ref}`install`")),
        ("See :term:", "cat", (":term:`cat`", "{term}`cat`")),
    ],
)
def test_typos_in_markdown(text: str, quoted: str, expected: tuple[str, str]) -> None:
    assert typos_of(text, quoted, markdown=True) == [expected]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("At 10:30:00 or 1:ref:2.", ""),
        ("The field :param x: and :ref: alone.", ""),
        ("A :unknown:word and {unknown}word.", ""),
        ("Say ${term}x or {{term}}x.", ""),
        ("https://example.org/:ref:x", ""),
        ("The term: ", "cat"),  # not a role, because of the space
        ("See std::term:", "cat"),
        ("a ref", "cat"),
    ],
)
def test_text_without_typos(text: str, quoted: str) -> None:
    assert typos_of(text, quoted) == []


@pytest.mark.parametrize("text", ["Read [the text][nope].", "[nope][] first", "([a b][c-d])"])
def test_undefined_links_in_markdown(text: str) -> None:
    (typo,) = find_typos(text, "", ROLES, markdown=True)
    assert (typo.rule, typo.markup) == ("literal-link", text.strip("Read (.)").split(" first")[0])
    assert list(find_typos(text, "", ROLES, markdown=False)) == []


@pytest.mark.parametrize(
    "text", ["a[i][j]", "[1][2]", "[x](y)", "![alt][x]", r"\[x][y]", "[a][b][c]", "[x][ ]"]
)
def test_brackets_that_are_not_links(text: str) -> None:
    assert list(find_typos(text, "", ROLES, markdown=True)) == []


@given(st.text(alphabet="ab:{}[]`. \n", max_size=40), st.booleans())
def test_typos_are_part_of_the_text(text: str, markdown: bool) -> None:
    for typo in find_typos(text, "", {"a", "b", "ab"}, markdown=markdown):
        assert typo.markup in text
        assert isinstance(typo, MarkupTypo)
