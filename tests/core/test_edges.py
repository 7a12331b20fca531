from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from sphinx_glossary_faq.core import edges
from sphinx_glossary_faq.core.edges import Edges
from sphinx_glossary_faq.core.inflection import grammar
from sphinx_glossary_faq.core.matcher import Matcher, Spelling


def admits(text: str, language: str = "en") -> bool:
    """Tell whether what stands between the bars of a text may be a term."""
    start = text.index("|")
    end = text.index("|", start + 1) - 1
    return Edges(text.replace("|", ""), grammar(language)).admit(start, end)


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
def test_a_term_may_stand_here(text: str) -> None:
    assert admits(text)


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
def test_no_term_may_stand_here(text: str) -> None:
    assert not admits(text)


def test_apostrophes_by_language() -> None:
    assert admits("l’|objet|", "fr")
    assert admits("dell’|oggetto|", "it")
    assert not admits("o'|clock|", "fr")
    assert not admits("|Otto|'s", "de")
    assert admits("|Otto|' Haus", "de")


def test_a_text_is_searched_for_addresses_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many words may be a term in it, and none of it twice."""
    texts: list[str] = []

    class Counted:
        def finditer(self, text: str) -> Iterator[re.Match[str]]:
            texts.append(text)
            return address.finditer(text)

    address = edges._ADDRESS
    monkeypatch.setattr(edges, "_ADDRESS", Counted())
    spoken = "either cat and/or https://x.org/cat and ./cat. " * 50
    found = Matcher([Spelling("cat", 0)]).find(spoken)
    assert len(found) == 50
    assert len(texts) == 1
