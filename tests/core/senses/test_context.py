"""Test common words in other senses, with the word in brackets in each sentence."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.senses.collocations import COLLOCATIONS, HEADWORDS, collocations_of
from sphinx_glossary_faq.core.senses.context import (
    OtherSense,
    TermSense,
    conflicting_topics,
    detect_other_sense,
    headword,
    is_about,
    make_sense,
)

NO_DEFINITION = TermSense()


def detect(marked: str, sense: TermSense = NO_DEFINITION) -> OtherSense:
    """Return the other sense of the word in brackets."""
    before, word, after = re.split(r"[\[\]]", marked)
    return detect_other_sense(before + word + after, len(before), len(before) + len(word), sense)


OTHER_SENSES: dict[OtherSense, str] = {
    "verb": """
        You can [request] a page.
        It does not [list] them.
        This is how to [view] files.
        In order to [package] it, run this.
        To [list] files, press L.
        [Request] the current state of it.
        Open the shell and [type] the name.
        This page [lists] common mistakes.
        The widget [packages] an entry and a label.
        It [lists] all of them.
        To leave the shell, [type]:
        [Lists] the files.
        ' [lists] the existing signals.
        These fields [list] any signals that are set.
        we [model] data
        """,
    "phrase": """
        from the [point] of view of a reader
        an [argument] against it
        in [order] to begin
        It is [interpreted] as a number.
        as a [function] of time
        """,
    "noun": """
        a [class] of problems
        two [types] of channels
        three main [types] of
        the full text is a [sequence] of blocks
        see the [list] of tools
        a [portion] of the buffer
        a [method] of counting votes
        interpreted as a [sequence] of numbers
        means or [methods] for quickly finding it
        there are two [methods] to install it
        a file [descriptor]
        open file-[descriptors]
        a dictionary [mapping] names to numbers
        a regular  [expression]
        the mailing [list] of the project
        command-line [arguments]
        command line [arguments]
        the user’s [dictionary]
        the "charset" [parameter] of the header
        """,
    "name": """
        the Python [Package] Index
        a Pull [Request]
        the [Package] Manager
        the tools "curl" and "http-[request]"
        “http-[request]”
        """,
}


@pytest.mark.parametrize(
    ("expected", "marked"),
    [
        (sense, line.strip())
        for sense, lines in OTHER_SENSES.items()
        for line in lines.strip().split("\n")
    ],
)
def test_other_senses(expected: OtherSense, marked: str) -> None:
    assert detect(marked) == expected


TERM_SENSE = """
The [list] is sorted.
[Lists] are mutable.
passed as a [sequence] of numbers
a [list]
returns a [list] of names
It must be a [sequence] of names.
the [type] of the object
every [class] of the module
the [class] of *x*
Each [request] has a response.
the "[request]"
an "HTTP-[request] header"
a pre-[request]
access to [request] objects
give you [type] safety
pass it to [function] calls
lists and [methods] that are new
a [method] of the class
a [method] for the string
a [method] to install it
The [Request] is sent.
[Function] Foo is new.
the [argument] for the call
In this module, [objects] are kept.
is the [view] that you write
What can the [function] do?
the [interview]
"""


@pytest.mark.parametrize("marked", TERM_SENSE.strip().split("\n"))
def test_sense_of_the_term(marked: str) -> None:
    """Neither grammar nor collocations show another sense."""
    assert detect(marked) == ""


@pytest.mark.parametrize(
    "marked",
    [
        "You can [frobnicate] the mutex.",
        "a [mutex] of problems",
        "a [LIST] of tools",
        "You can [API] it.",
        "a mailing [event loop]",
        "how to [Größe] it",
    ],
)
def test_uncommon_words(marked: str) -> None:
    """Names, coined words and terms of several words are never filtered."""
    assert detect(marked) == ""


def test_definition_overrules_collocations() -> None:
    """The words of the definition show the sense of the term; an action may be a verb."""
    descriptor = make_sense(["descriptor"], "The number of an open file.")
    assert descriptor == TermSense(frozenset(["file"]))
    assert detect("a file [descriptor]", descriptor) == ""
    assert detect("a security [descriptor]", descriptor) == "noun"
    portion = make_sense(["portion"], "Files that are part of a namespace package.")
    assert detect("a [portion] of a namespace package", portion) == ""
    assert detect("a [portion] of the buffer", portion) == "noun"
    commit = make_sense(["commit"], "To record a change.")
    assert detect("you can [commit] it", commit) == ""
    for definition in ("The act of recording.", "An operation on changes."):
        assert make_sense(["commit"], definition).is_action


def test_topics_of_a_page() -> None:
    """The page names them three times and densely, and the definition does not name them."""
    page, topics = "xml is text. " * 3, conflicting_topics("Attributes", NO_DEFINITION)
    assert "xml" in topics
    assert is_about(page, topics)
    assert not is_about(page[:-13], topics)
    assert not is_about(page + "x" * 7500, topics)
    assert not is_about(page, conflicting_topics("list", NO_DEFINITION))
    assert conflicting_topics("mutex", NO_DEFINITION) == []
    xml_attribute = make_sense(["attribute"], "A part of XML.")
    assert "xml" not in conflicting_topics("attribute", xml_attribute)


def test_definition_of_an_uncommon_word_is_ignored() -> None:
    """Thus the digest does not change with it."""
    assert make_sense(["mutex", "file-like object"], "To lock a file.") == NO_DEFINITION


@given(st.text(), st.sampled_from(sorted(HEADWORDS)), st.text())
def test_only_the_immediate_context_decides(before: str, word: str, after: str) -> None:
    """Any text is valid, and text far away has no effect."""
    before, after = before.rjust(64, "x"), after.ljust(64, "x")
    start, end = len(before), len(before) + len(word)
    expected = detect_other_sense(before + word + after, start, end, NO_DEFINITION)
    far = "You can [list] the mailing header of. "
    text = far + before + word + after + far
    assert detect_other_sense(text, len(far) + start, len(far) + end, NO_DEFINITION) == expected


def test_collocations_are_sorted() -> None:
    """Those before the word, those after it, words near it, topics; each alphabetically."""
    entries = COLLOCATIONS.strip().replace("\n    ", " ").splitlines()
    for entry in entries:
        collocations = entry.partition(": ")[2].split("; ")
        assert collocations == sorted(collocations, key=lambda text: (_position(text), text))


def _position(collocation: str) -> int:
    return (collocation.find("~") < 1) + ("~" not in collocation) + collocation.startswith("@")


def test_every_entry_is_valid() -> None:
    """Headwords are unique and sorted; collocations have one marker and no doubled word."""
    lines = COLLOCATIONS.strip().replace("\n    ", " ").splitlines()
    headwords = [line.partition(": ")[0] for line in lines]
    assert headwords == sorted(set(headwords))
    for word in headwords:
        assert headword(word) == word
        assert collocations_of(word)
    collocations = [text for line in lines for text in line.partition(": ")[2].split("; ")]
    assert all(text.count("~") + text.count("@") <= 1 for text in collocations)
    pairs = (pair for text in collocations for pair in pairwise(text.split()))
    assert not any(first == second for first, second in pairs)
