"""Test how the sources of a term's options are combined, and which names a text contains."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_glossary_faq.core.matching.vocabulary import Vocabulary
from sphinx_glossary_faq.core.model.decisions import Decision
from sphinx_glossary_faq.core.model.records import Span
from tests.core.making import term

NEVER = {"link": "never", "autolink": False}

# The fields of a term by source, and the result: `link`, `autolink` and `not_in`.
SOURCES: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any], tuple[Any, ...]]] = {
    "nothing": ({}, {}, {}, ("", True, ())),
    "decision": ({}, {"link": "never"}, {}, ("never", False, ())),
    "term-info before decision": (
        {"link": "evidence"},
        {"link": "never"},
        {},
        ("evidence", True, ()),
    ),
    "no-autolink before decision": (NEVER, {"link": "always"}, {}, ("never", False, ())),
    "conf.py before term-info": (NEVER, {}, {"link": "always"}, ("always", True, ())),
    "conf.py before decision": ({}, {"link": "always"}, {"link": "never"}, ("never", False, ())),
    "autolink before term-info": (NEVER, {}, {"autolink": True}, ("", True, ())),
    "autolink before decision": ({}, {"link": "never"}, {"autolink": True}, ("", True, ())),
    "no autolink before decision": (
        {},
        {"link": "always"},
        {"autolink": False},
        ("never", False, ()),
    ),
    "autolink keeps evidence": (
        {"link": "evidence"},
        {},
        {"autolink": True},
        ("evidence", True, ()),
    ),
    "autolink that changes nothing": (NEVER, {}, {"autolink": False}, ("never", False, ())),
    "phrases are added": (
        {"not_in": ("cat a", "cat b")},
        {"not_in": ("cat b", "cat c")},
        {},
        ("", True, ("cat a", "cat b", "cat c")),
    ),
    "phrases in conf.py": (
        {"not_in": ("cat a",)},
        {"not_in": ("cat b",)},
        {"not_in": ("cat c",)},
        ("", True, ("cat c",)),
    ),
}


@pytest.mark.parametrize("case", SOURCES)
def test_precedence(case: str) -> None:
    own, decision, conf, expected = SOURCES[case]
    entry = Decision("cat", **decision)
    vocabulary = Vocabulary(
        [term("cat", **own)], decisions={entry.key: entry}, options={"cat": conf}
    )
    [cat] = vocabulary.terms
    assert (cat.link, cat.autolink, cat.not_in) == expected


@pytest.mark.parametrize("conf", [{"autolink": True}, {"link": "always"}])
def test_a_hidden_definition_takes_precedence(conf: dict[str, Any]) -> None:
    [cat] = Vocabulary([term("cat")], options={"cat": conf}, is_visible=lambda _term: False).terms
    assert cat.autolink is False


@pytest.mark.parametrize("fields", [{"link": "always"}, {"not_in": ("cat food",)}])
def test_the_digest_includes_decisions(fields: dict[str, Any]) -> None:
    entry = Decision("cat", **fields)
    decided = Vocabulary([term("cat")], decisions={entry.key: entry})
    assert decided.digest != Vocabulary([term("cat")]).digest
    assert decided.digest == Vocabulary([term("cat", **fields)]).digest


@pytest.mark.parametrize(
    ("text", "language", "is_mentioned"),
    [
        ("input file", "en", True),
        ("Input File", "en", True),
        ("user-input", "en", True),
        ("inputs and outputs", "en", True),
        ("input", "en", True),
        ("stdin stream", "en", True),
        ("IN gate", "en", True),
        ("inputs and outputs", "ja", False),
        ("inputting text", "en", False),
        ("output file", "en", False),
    ],
)
def test_names_in_a_text(text: str, language: str, is_mentioned: bool) -> None:
    entry = term("input", aliases=("stdin",), abbreviation="IN")
    vocabulary = Vocabulary([entry, term("input file")], language=language)
    assert vocabulary.is_mentioned(entry, text) is is_mentioned


def test_names_without_spaces_around_them() -> None:
    entry = term("面接")
    assert Vocabulary([entry], language="ja").is_mentioned(entry, "録画面接")


def test_placeholders_change_the_digest() -> None:
    """A definition that becomes a placeholder changes the links of terms on other pages."""
    todo = (Span("To be "), Span("written.", "emphasis"))
    names = ("cat", "dog", "cow")
    terms = [term(name, definition=todo) for name in names]
    edited = [*terms[:2], term("cow", definition=(Span("It moos."),))]
    assert [t.is_placeholder for t in Vocabulary(terms).terms] == [True] * 3
    assert [t.is_placeholder for t in Vocabulary(edited).terms] == [False] * 3
    assert Vocabulary(terms).digest != Vocabulary(edited).digest
    options = {"cat": {"link": "always"}}
    decided = Vocabulary(terms, options=options)
    assert [t.is_placeholder for t in decided.terms] == [False, True, True]
    assert decided.digest != Vocabulary(terms).digest
