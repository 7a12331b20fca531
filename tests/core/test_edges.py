from __future__ import annotations

import pytest

from sphinx_glossary_faq.core.edges import Edges
from sphinx_glossary_faq.core.inflection import grammar


def admits(text: str, language: str = "en") -> bool:
    """Tell whether what stands between the bars of a text may be a term."""
    start = text.index("|")
    end = text.index("|", start + 1) - 1
    return Edges(grammar(language)).admit(text.replace("|", ""), start, end)


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
