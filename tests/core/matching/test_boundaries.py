from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from sphinx_glossary_faq.core.matching import boundaries
from sphinx_glossary_faq.core.matching.boundaries import BoundaryChecker
from sphinx_glossary_faq.core.matching.matcher import Matcher, Spelling
from sphinx_glossary_faq.core.text.inflection import get_grammar


def is_valid(text: str, language: str = "en") -> bool:
    """Whether the text between the bars may be a mention."""
    start = text.index("|")
    end = text.index("|", start + 1) - 1
    return BoundaryChecker(text.replace("|", ""), get_grammar(language)).is_valid_span(start, end)


@pytest.mark.parametrize(
    "text",
    [
        "|interview|",
        "“|interview|”",
        "(|interview|).",
        "|interview|’s end",
        "|interview|'",
        "|interview|...",
        "...|interview|",
        "|interview|/talk",
        "one-way-|interview|",
        "|interview|-based",
        "non-|interview|",
        "|interview|(s)",
        "<|interview|>",
        "a + |interview|+b",
        "新しい|Web|サイト",
        "|面接|官",
        "|C++|.",
        "|C++|’s",
        "a |.NET|.",
        "使用|.NET|框架",
        "/|response| object",
        "see |/etc|.",
    ],
)
def test_valid_spans(text: str) -> None:
    assert is_valid(text)


@pytest.mark.parametrize(
    "text",
    [
        "os.|path|",
        "|Node|.js",
        "a .|css| file",
        "@|interview|",
        "user@|interview|",
        "|interview|@host",
        "#|interview|",
        "|C|++",
        "|C|#",
        "$|object|",
        "\\|object|",
        "std::|string|",
        "|std|::string",
        "1,|000|",
        "|1|,000",
        "--|verbose|",
        "--log-|level|",
        "–|verbose|",
        "e-|mail|",
        "sub-|class|",
        "|class|-less",
        "|can|’t",
        "|let|'s",
        "o'|clock|",
        "l’|objet|",
        "inter\u00ad|view|",
        "|inter|\u00adview",
        "https://x.org/|interview|",
        "www.x.org/|interview|/y",
        " /usr/|interview|",
        "/usr/|interview|",
        "./|interview|",
        "the end|.NET|",
        "|C++|11",
        ">|>>|",
        "|>>|>",
    ],
)
def test_invalid_spans(text: str) -> None:
    assert not is_valid(text)


def test_apostrophes_by_language() -> None:
    assert is_valid("l’|objet|", "fr")
    assert is_valid("dell’|oggetto|", "it")
    assert not is_valid("o'|clock|", "fr")
    assert not is_valid("|Otto|'s", "de")
    assert is_valid("|Otto|' Haus", "de")


def test_urls_are_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of candidates in a text does not matter."""
    searched: list[str] = []

    class CountingPattern:
        def finditer(self, text: str) -> Iterator[re.Match[str]]:
            searched.append(text)
            return pattern.finditer(text)

    pattern = boundaries._URL_OR_PATH
    monkeypatch.setattr(boundaries, "_URL_OR_PATH", CountingPattern())
    text = "either cat and/or https://x.org/cat and ./cat. " * 50
    assert len(Matcher([Spelling("cat", 0)]).find(text)) == 50
    assert len(searched) == 1
