"""Test the file of decisions: what is written is read again, and mistakes are reported."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.model.decisions import (
    HEADER,
    Decision,
    decision_about,
    dump,
    load,
    with_decision,
)
from sphinx_glossary_faq.core.model.records import LINK_MODES, Location
from tests.core.making import HOSTILE_TEXTS, term

TEXTS = (st.text() | HOSTILE_TEXTS | st.sampled_from(['"', "\\", "[[term]]", "a\x7f b", "\0"])).map(
    lambda text: " ".join(text.split())
)

DECISIONS = st.lists(
    st.builds(
        Decision,
        name=TEXTS.filter(bool),
        page=TEXTS,
        link=st.sampled_from(["", *LINK_MODES]),
        not_in=st.lists(TEXTS.filter(bool), unique=True).map(tuple),
        sample=TEXTS,
    ).filter(lambda decision: decision.link or decision.not_in),
    unique_by=lambda decision: decision.key,
)


def read(text: str) -> tuple[list[Decision], list[tuple[str, int | None]]]:
    """Return the decisions in *text*, and the problems with their lines."""
    problems: list[tuple[str, int | None]] = []
    decisions = load(text, lambda message, line: problems.append((message, line)), "terms.toml")
    return list(decisions), problems


@given(DECISIONS)
def test_what_is_written_is_read_again(decisions: list[Decision]) -> None:
    text = dump(decisions)
    loaded, problems = read(text)
    assert problems == []
    assert sorted(loaded, key=repr) == sorted(decisions, key=repr)
    assert dump(loaded) == text
    assert dump(reversed(decisions)) == text


INPUT = Decision("input", "", "never", (), "The digital output is used, while the input is …")
STATE = Decision("state", "docs/glossary", "", ("steady state", 'a "state"'))

TEXT = """\
# Decisions about automatic links to glossary terms (glossary_faq_decisions).

[[term]]
name = "input"
link = "never"
sample = "The digital output is used, while the input is …"

[[term]]
name = "state"
page = "docs/glossary"
not-in = [
  "steady state",
  "a \\"state\\"",
]
"""


def test_format() -> None:
    assert dump([STATE, INPUT]) == TEXT
    assert dump([]) == HEADER


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_locations(newline: str) -> None:
    loaded, problems = read(TEXT.replace("\n", newline))
    assert (loaded, problems) == ([INPUT, STATE], [])
    assert [decision.location for decision in loaded] == [
        Location("", "terms.toml", 3),
        Location("", "terms.toml", 8),
    ]


def test_lines_are_unknown_if_a_text_looks_like_an_entry() -> None:
    text = '[[term]]\nname = "a"\nlink = "never"\nsample = """\n[[term]]\n"""\n'
    loaded, problems = read(text)
    assert [decision.location.line for decision in loaded] == [None]
    assert problems == []


CAT = '[[term]]\nname = "cat"\nlink = "never"\n'

PROBLEMS = {
    "not TOML": (
        f"{CAT}not-in = [\n<<<<<<< main\n",
        [],
        [("It is not valid TOML: Invalid value. None of its decisions has an effect.", 5)],
    ),
    "truncated": (
        f'{CAT}sample = "',
        [],
        [("It is not valid TOML: Unterminated string. None of its decisions has an effect.", 4)],
    ),
    "one table": (
        '[term]\nname = "cat"\n',
        [],
        [("“term” is not a list of tables. Write [[term]] in place of [term].", 1)],
    ),
    "unknown table": (
        f'{CAT}[[terms]]\nname = "dog"\n',
        ["cat"],
        [
            (
                (
                    "“terms” is not a known name. Did you mean “term”? Write each decision as "
                    "[[term]]."
                ),
                4,
            )
        ],
    ),
    "no table": (
        'term = ["cat"]\n',
        [],
        [("entry 1: It is not a table. Write each decision as [[term]].", None)],
    ),
    "no name": (
        f'{CAT}[[term]]\nlink = "never"\n',
        ["cat"],
        [("entry 2: It has no “name”. Add the name of a term.", 4)],
    ),
    "a number as name": (
        f'[[term]]\nname = 3\nlink = "never"\n{CAT}',
        ["cat"],
        [("entry 1: “name” is not a string. Put it in quotes.", 2)],
    ),
    "unknown key": (
        f'{CAT}not_in = ["cat food"]\nzzz = 1\n',
        ["cat"],
        [
            ("“cat”: “not_in” is not a known key. Did you mean “not-in”?", 4),
            ("“cat”: “zzz” is not a known key. Use name, page, link, not-in, sample.", 5),
        ],
    ),
    "bad value": (
        CAT.replace("never", "nevr"),
        [],
        [
            (
                (
                    "“cat”: “link” does not accept the value “nevr”. Use one of always, rules, "
                    "evidence, never. Did you mean “never”?"
                ),
                3,
            )
        ],
    ),
    "phrases without brackets": (
        f'{CAT}not-in = "cat food"\n',
        ["cat"],
        [("“cat”: “not-in” is not a list. Write the phrases in brackets.", 4)],
    ),
    "phrases of other types": (
        f'{CAT}not-in = [\n  "cat food",\n  3,\n  " "]\n',
        ["cat"],
        [("“cat”: “not-in” contains something other than phrases. Remove it.", 4)],
    ),
    "no decision": (
        '[[term]]\nname = "cat"\n',
        [],
        [("“cat”: It has neither “link” nor “not-in”. Add one, or remove the entry.", 1)],
    ),
    "duplicate": (
        CAT + CAT.replace("never", "always"),
        ["cat"],
        [("“cat” has another entry, so this one has no effect. Merge the two.", 4)],
    ),
    "long texts": (
        f'[[term]]\nname = "{"cat " * 2000}"\n',
        [],
        [
            (
                (
                    f"“{'cat ' * 20}…”: It has neither “link” nor “not-in”. Add one, or remove "
                    "the entry."
                ),
                1,
            )
        ],
    ),
    "long number": (
        f"{CAT}sample = 0x{'f' * 9000}\n",
        ["cat"],
        [("“cat”: “sample” is not a string. Put it in quotes.", 4)],
    ),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_only_the_invalid_part_is_ignored(case: str) -> None:
    text, names, problems = PROBLEMS[case]
    loaded, reported = read(text)
    assert reported == problems
    assert [decision.name for decision in loaded] == names


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, f"a = {'9' * 5000}", "a = 2026-13-01"])
def test_hostile_files(text: str) -> None:
    loaded, [(message, _line)] = read(text)
    assert loaded == []
    assert len(message) < 200


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    read(text)


# Which term an entry is about.

HERE, EVERYWHERE = (
    Decision("cat", "glossary", "evidence", ("cat food",)),
    Decision("cat", "", "never"),
)


def test_an_entry_with_a_page_takes_precedence() -> None:
    decisions = {decision.key: decision for decision in (EVERYWHERE, HERE)}
    assert decision_about(term("cat"), decisions) == HERE
    assert decision_about(term("cat"), {EVERYWHERE.key: EVERYWHERE}) == EVERYWHERE
    assert decision_about(term("Cat"), decisions) is None
    elsewhere = {("cat", "other"): HERE}
    assert decision_about(term("cat"), elsewhere) is None


def test_the_term_info_takes_precedence() -> None:
    decisions = {HERE.key: HERE}
    own = term("cat", link="always", not_in=("cat walk", "cat food"))
    combined = with_decision(own, decisions)
    assert combined.link == "always"
    assert combined.not_in == ("cat walk", "cat food")
    assert with_decision(term("cat"), decisions).not_in == ("cat food",)
    never = {EVERYWHERE.key: EVERYWHERE}
    assert with_decision(term("cat"), never).autolink is False
    assert with_decision(own, never).autolink is True
