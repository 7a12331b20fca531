"""Plain words in other senses: sentences, with the word in brackets."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.collocations import HEADWORDS, PHRASES, phrases_of
from sphinx_glossary_faq.core.sense import (
    Meaning,
    Verdict,
    headword,
    is_about,
    judge,
    meaning,
    topics,
)

NOTHING = Meaning()


def verdict(marked: str, meant: Meaning = NOTHING) -> Verdict:
    """The verdict on the word in brackets."""
    before, word, after = re.split(r"[\[\]]", marked)
    return judge(before + word + after, len(before), len(before) + len(word), meant)


OTHERS: dict[Verdict, str] = {
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
    "thing": """
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
    [(kind, line.strip()) for kind, lines in OTHERS.items() for line in lines.strip().split("\n")],
)
def test_other_senses(expected: Verdict, marked: str) -> None:
    """Each with what tells it."""
    assert verdict(marked) == expected


OWN = """
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


@pytest.mark.parametrize("marked", OWN.strip().split("\n"))
def test_nothing_speaks_against(marked: str) -> None:
    """Neither grammar nor company."""
    assert verdict(marked) == ""


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
def test_no_plain_words(marked: str) -> None:
    """Names, invented words and phrases are never judged."""
    assert verdict(marked) == ""


def test_the_definition_overrules() -> None:
    """What it speaks of is meant; what it calls a doing may be a verb."""
    descriptor = meaning(["descriptor"], "The number of an open file.")
    assert descriptor == Meaning(frozenset(["file"]))
    assert verdict("a file [descriptor]", descriptor) == ""
    assert verdict("a security [descriptor]", descriptor) == "thing"
    portion = meaning(["portion"], "Files that are part of a namespace package.")
    assert verdict("a [portion] of a namespace package", portion) == ""
    assert verdict("a [portion] of the buffer", portion) == "thing"
    commit = meaning(["commit"], "To record a change.")
    assert verdict("you can [commit] it", commit) == ""
    for definition in ("The act of recording.", "An operation on changes."):
        assert meaning(["commit"], definition).is_action


def test_topics_of_a_page() -> None:
    """Named three times at least, and once in so many characters; not where they are defined."""
    page, told = "xml is text. " * 3, topics("Attributes", NOTHING)
    assert "xml" in told
    assert is_about(page, told)
    assert not is_about(page[:-13], told)
    assert not is_about(page + "x" * 7500, told)
    assert not is_about(page, topics("list", NOTHING))
    assert topics("mutex", NOTHING) == []
    assert "xml" not in topics("attribute", meaning(["attribute"], "A part of XML."))


def test_a_definition_of_what_is_never_judged_says_nothing() -> None:
    """So that no digest changes with it."""
    assert meaning(["mutex", "file-like object"], "To lock a file.") == NOTHING


@given(st.text(), st.sampled_from(sorted(HEADWORDS)), st.text())
def test_only_what_is_near_decides(before: str, word: str, after: str) -> None:
    """Any text can be judged, and text far away changes nothing."""
    before, after = before.rjust(64, "x"), after.ljust(64, "x")
    start, end = len(before), len(before) + len(word)
    near = judge(before + word + after, start, end, NOTHING)
    far = "You can [list] the mailing header of. "
    text = far + before + word + after + far
    assert judge(text, len(far) + start, len(far) + end, NOTHING) == near


def test_the_dictionary_is_in_order() -> None:
    """Phrases that lead to a word, those that it begins, words near it, topics; by the alphabet."""
    entries = PHRASES.strip().replace("\n    ", " ").splitlines()
    for entry in entries:
        phrases = entry.partition(": ")[2].split("; ")
        assert phrases == sorted(phrases, key=lambda each: (_kind(each), each))


def _kind(phrase: str) -> int:
    return (phrase.find("~") < 1) + ("~" not in phrase) + phrase.startswith("@")


def test_every_entry_can_be_read() -> None:
    """Each word once, in order, with phrases that have it at most once; no word is doubled."""
    lines = PHRASES.strip().replace("\n    ", " ").splitlines()
    words = [line.partition(": ")[0] for line in lines]
    assert words == sorted(set(words))
    for word in words:
        assert headword(word) == word
        assert phrases_of(word)
    phrases = [each for line in lines for each in line.partition(": ")[2].split("; ")]
    assert all(each.count("~") + each.count("@") <= 1 for each in phrases)
    words_of = (each.split() for each in phrases)
    assert not any(one == other for each in words_of for one, other in pairwise(each))
