"""Test ambiguous words in paragraphs, with the word in brackets and `~` for markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.senses.context import TermSense
from sphinx_glossary_faq.core.senses.evidence import (
    add_evidence,
    ambiguous_head,
    lacks_evidence,
)
from sphinx_glossary_faq.core.senses.sense_filter import CONTEXT_LENGTH, MARKUP

DEFINITION = "A value passed to a function when calling it, assigned to a local variable."


def defined(names: Sequence[str], definition: str) -> TermSense:
    """Return a sense with the evidence of a definition."""
    return add_evidence(TermSense(), names, definition)


ARGUMENT = defined(["argument"], DEFINITION)


def is_rejected(marked: str, sense: TermSense = ARGUMENT, headings: str = "") -> bool:
    """Whether the mention in brackets lacks evidence."""
    left, word, right = re.split(r"[\[\]]", marked.replace("~", MARKUP))
    return lacks_evidence(word, left, right, headings, sense)


@pytest.mark.parametrize(
    "marked",
    [
        "The [argument] is red.",
        "Functions on the command-line, with [arguments].",
        "The [argument] of a function in a shell",
        "the ~ [argument] of the script",
        "A [positional argument] follows the options.",
        "A function. The [argument] is red.",
        "A function since 3.1. The [argument] is red.",
        "the ~, [argument] here",
        "set it and [type] ~",
        "A [positional type] of C or C++.",
    ],
)
def test_rejected(marked: str) -> None:
    """There is no evidence, or counter-evidence."""
    assert is_rejected(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "A function takes an [argument].",
        "Of functions, e.g. an [argument].",
        "the [arguments] of this function",
        "the ~ [argument] is red",
        "The [argument] ~ is red",
        "a [positional argument] is red",
        "an [optional] argument",
        "a description, an [argument] and functions",
        "The [interview] is on the command line.",
    ],
)
def test_accepted(marked: str) -> None:
    """The definition or markup is evidence, or the word is not ambiguous."""
    assert not is_rejected(marked)


def test_definition_overrules_counter_evidence() -> None:
    """An empty definition overrules nothing, but requires no evidence."""
    sense = defined(["argument"], "What follows a command on the line of a shell.")
    assert not is_rejected("the [argument] in the shell", sense)
    assert is_rejected("the [argument] of a script", sense)
    assert not is_rejected("The [argument] is red.", defined(["argument"], ""))
    assert is_rejected("The [argument] of a script", defined(["argument"], ""))


def test_short_definition_requires_no_evidence() -> None:
    sense = defined(["argument"], "A value of a function.")
    assert not is_rejected("The [argument] is red.", sense)


def test_evidence_words() -> None:
    """Specific words of the definition in the singular, without the name itself."""
    sense = defined(["argument"], "Arguments are values passed to several functions.")
    assert sense.evidence_words == {"function"}
    assert defined(["interview", "job"], "A talk.") == TermSense()
    assert defined(["job", "keyword argument"], "A talk.").evidence_words == {"talk"}
    sense = defined(["type"], "Of classes, entries, boxes and files.")
    assert sense.evidence_words == {"class", "entry", "box", "file"}


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ("The red value of a function.", False),  # few words
        ("A value passed to a function when calling it.", False),  # few specific words
        ("A value that may be used in several possible ways.", False),  # generic words
        ("A value passed to a function or method when calling it.", True),
    ],
)
def test_long_definition_requires_evidence(definition: str, expected: bool) -> None:
    sense = defined(["argument"], definition)
    assert sense.requires_evidence == expected
    assert is_rejected("The [argument] is red.", sense) == expected


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Arguments", "argument"),
        ("positional-arguments", "argument"),
        ("Generic functions", "generic function"),
        ("interview", ""),
        ("argument list", ""),
        ("argument(s)", ""),
    ],
)
def test_ambiguous_head(name: str, head: str) -> None:
    """The whole name or its last word, in either number."""
    assert ambiguous_head(name) == head


@given(st.text(), st.text())
def test_only_the_context_decides(before: str, after: str) -> None:
    """Text farther away has no effect."""
    before, after = before.rjust(CONTEXT_LENGTH, "x"), after.ljust(CONTEXT_LENGTH, "x")
    left, right = before[-CONTEXT_LENGTH:], after[:CONTEXT_LENGTH]
    expected = lacks_evidence("argument", left, right, "", ARGUMENT)
    far = "a function in a shell "
    assert lacks_evidence("argument", far + before, after + far, "", ARGUMENT) == expected


@pytest.mark.parametrize("headings", ["command line interface", "calls. options"])
def test_headings_are_counter_evidence(headings: str) -> None:
    """Unless the definition has the same words."""
    assert is_rejected("the [argument] of this function", headings=headings)
    assert not is_rejected("the [argument] of this function", headings=f"x{headings}x")
    sense = defined(["argument"], "What a command has on the line of a shell: an option.")
    assert not is_rejected("the [argument] of a command", sense, headings)


def test_evidence_is_in_the_sentence() -> None:
    assert is_rejected("A function. The [argument] is red. A value is that.")
    assert not is_rejected("A function: e.g. the [argument], which is a value.")


def test_verb_before_markup() -> None:
    assert not is_rejected("The function prints a value and [parameters] ~.", TermSense())
    assert is_rejected("call the function and [type] ~", TermSense())


def test_markup_is_no_evidence_for_a_type() -> None:
    sense = defined(["type"], "What kind an object is: each instance has one, as its class shows.")
    assert is_rejected("The ~ [type] is red.", sense)
    assert is_rejected("The [type] ~ is red.", sense)
    assert is_rejected("An object of [type] “red”", sense)
    assert not is_rejected("An object of this [type]: “red”", sense)
    assert not is_rejected("The ~ [type] of an object is red.", sense)


def test_markup_is_no_evidence_for_a_gerund() -> None:
    """Anything can be called."""
    sense = defined(["calling"], "Sends a message, so that a worker executes the function.")
    assert is_rejected("before [calling] ~", sense)
    assert not is_rejected("[calling] ~ sends it", sense)


def test_terms_of_several_words_can_be_ambiguous() -> None:
    definition = "A function composed of implementations, of which dispatch on a class runs one."
    sense = defined(["generic function"], definition)
    assert is_rejected("There is a [generic function] that is red.", sense)
    assert is_rejected("Of generic types and [generic functions], dispatch.", sense)
    assert not is_rejected("It brings dispatch, with [generic functions].", sense)


def test_partitive_noun_requires_more_evidence() -> None:
    sense = defined(["portion"], "A set of files in a directory that contribute to a package.")
    assert is_rejected("The directory [portion] of the file is red.", sense)
    assert is_rejected("The ~ [portion] is red.", sense)
    assert not is_rejected("Files in a directory are a [portion] of a package.", sense)


PROGRAM_OBJECT = "A file object that handles text: it is opened in a mode, read and written."


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Keep them in a [text file] on the disk.", True),
        ("It is opened as a [text file].", False),
        ("It is opened. A [text file] is red.", True),
        ("The [report] is red.", False),
    ],
)
def test_everyday_name_of_a_program_object(marked: str, expected: bool) -> None:
    """A "text file" that is a file object requires evidence."""
    sense = defined(["text file", "report"], PROGRAM_OBJECT)
    assert is_rejected(marked, sense) == expected


@pytest.mark.parametrize(
    "definition",
    [
        "A file that handles text: it is opened in a mode, read and written.",
        "A folder object that handles text: it is opened in a mode, read and written.",
        "A file object for text.",  # too short to require evidence
    ],
)
def test_everyday_name_of_an_everyday_object(definition: str) -> None:
    sense = defined(["text file"], definition)
    assert not is_rejected("Keep them in a [text file].", sense)
    assert not is_rejected("Keep them in a [file].", defined(["file"], PROGRAM_OBJECT))


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Object] is remote", True),
        ("[Object] is remote.", False),
        ("[Objects] of the first page in a long list", False),
        ("[Function] not implemented", True),
        ("[Objects] of the page", False),
        ("[Module] level functions", False),
        ("[Object] name", False),
        ("[Object] is ~ remote", False),
        ("An [object] is remote", False),
        ("[Zebra] is remote", False),
    ],
)
def test_error_messages(marked: str, expected: bool) -> None:
    """A paragraph with a predicate, but without a full stop, is a message."""
    assert is_rejected(marked, TermSense()) == expected
