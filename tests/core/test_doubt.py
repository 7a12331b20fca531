"""Words of many senses: paragraphs with the word in brackets, and `~` for markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.doubt import EARSHOT, MARKUP, is_doubtful, slippery, with_doubts
from sphinx_glossary_faq.core.sense import Meaning

DEFINITION = "A value passed to a function when calling it, assigned to a local variable."


def explained(names: Sequence[str], definition: str) -> Meaning:
    """What a definition says of its names, as far as it can settle a doubt."""
    return with_doubts(Meaning(), names, definition)


TOLD = explained(["argument"], DEFINITION)


def doubtful(marked: str, told: Meaning = TOLD, titles: str = "") -> bool:
    """Whether the mention in brackets is."""
    left, word, right = re.split(r"[\[\]]", marked.replace("~", MARKUP))
    return is_doubtful(word, left, right, titles, told)


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
def test_doubtful(marked: str) -> None:
    """Nothing speaks for the mention, or something against it."""
    assert doubtful(marked)


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
def test_not_doubtful(marked: str) -> None:
    """Its definition or markup speaks for it; or it is no such word."""
    assert not doubtful(marked)


def test_the_definition_overrules() -> None:
    """What it speaks of is never another sense; where it is silent nothing has to speak for it."""
    told = explained(["argument"], "What follows a command on the line of a shell.")
    assert not doubtful("the [argument] in the shell", told)
    assert doubtful("the [argument] of a script", told)
    assert not doubtful("The [argument] is red.", explained(["argument"], ""))
    assert doubtful("The [argument] of a script", explained(["argument"], ""))


def test_a_short_definition_leaves_no_doubt() -> None:
    assert not doubtful("The [argument] is red.", explained(["argument"], "A value of a function."))


def test_what_is_telling() -> None:
    """Neither vague words, nor the word itself; nothing of other words; in the singular."""
    told = explained(["argument"], "Arguments are values passed to several functions.")
    assert told.telling == {"function"}
    assert explained(["interview", "job"], "A talk.") == Meaning()
    assert explained(["job", "keyword argument"], "A talk.").telling == {"talk"}
    told = explained(["type"], "Of classes, entries, boxes and files.")
    assert told.telling == {"class", "entry", "box", "file"}


@pytest.mark.parametrize(
    ("definition", "is_full"),
    [
        ("The red value of a function.", False),  # few words
        ("A value passed to a function when calling it.", False),  # of which few tell
        ("A value that may be used in several possible ways.", False),  # that any may have
        ("A value passed to a function or method when calling it.", True),
    ],
)
def test_silence_means_something_where_much_is_said(definition: str, is_full: bool) -> None:
    assert explained(["argument"], definition).is_full == is_full
    assert doubtful("The [argument] is red.", explained(["argument"], definition)) == is_full


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
def test_slippery(name: str, head: str) -> None:
    """The whole, or the last word, in either number."""
    assert slippery(name) == head


@given(st.text(), st.text())
def test_only_what_is_within_earshot_decides(before: str, after: str) -> None:
    """Text farther away changes nothing."""
    before, after = before.rjust(EARSHOT, "x"), after.ljust(EARSHOT, "x")
    near = is_doubtful("argument", before[-EARSHOT:], after[:EARSHOT], "", TOLD)
    far = "a function in a shell "
    assert is_doubtful("argument", far + before, after + far, "", TOLD) == near


@pytest.mark.parametrize("titles", ["command line interface", "calls. options"])
def test_a_title_above_speaks_against(titles: str) -> None:
    """Unless the definition speaks of it."""
    assert doubtful("the [argument] of this function", titles=titles)
    assert not doubtful("the [argument] of this function", titles=f"x{titles}x")
    told = explained(["argument"], "What a command has on the line of a shell: an option.")
    assert not doubtful("the [argument] of a command", told, titles)


def test_the_sentence_has_to_speak_for_it() -> None:
    assert doubtful("A function. The [argument] is red. A value is that.")
    assert not doubtful("A function: e.g. the [argument], which is a value.")


def test_a_verb_in_front_of_markup() -> None:
    assert doubtful("The function prints a value and [parameters] ~.", Meaning()) is False
    assert doubtful("call the function and [type] ~", Meaning())


def test_a_name_in_markup_tells_nothing_of_a_type() -> None:
    told = explained(["type"], "What kind an object is: each instance has one, as its class tells.")
    assert doubtful("The ~ [type] is red.", told)
    assert doubtful("The [type] ~ is red.", told)
    assert doubtful("An object of [type] “red”", told)
    assert not doubtful("An object of this [type]: “red”", told)
    assert not doubtful("The ~ [type] of an object is red.", told)


def test_markup_tells_nothing_of_a_verb() -> None:
    """Anything may be called."""
    told = explained(["calling"], "Sends a message, so that a worker executes the function.")
    assert doubtful("before [calling] ~", told)
    assert not doubtful("[calling] ~ sends it", told)


def test_several_words_may_have_many_senses() -> None:
    definition = "A function composed of implementations, of which dispatch on a class runs one."
    told = explained(["generic function"], definition)
    assert doubtful("There is a [generic function] that is red.", told)
    assert doubtful("Of generic types and [generic functions], dispatch.", told)
    assert not doubtful("It brings dispatch, with [generic functions].", told)


def test_a_word_for_any_share_needs_more() -> None:
    told = explained(["portion"], "A set of files in a directory that contribute to a package.")
    assert doubtful("The directory [portion] of the file is red.", told)
    assert doubtful("The ~ [portion] is red.", told)
    assert not doubtful("Files in a directory are a [portion] of a package.", told)


OF_PROGRAMS = "A file object that handles text: it is opened in a mode, read and written."


@pytest.mark.parametrize(
    ("marked", "is_doubted"),
    [
        ("Keep them in a [text file] on the disk.", True),
        ("It is opened as a [text file].", False),
        ("It is opened. A [text file] is red.", True),
        ("The [report] is red.", False),
    ],
)
def test_a_thing_of_programs_by_an_everyday_name(marked: str, is_doubted: bool) -> None:
    """A "text file" that is a file object is none where nothing says so."""
    names = ["text file", "report"]
    assert doubtful(marked, explained(names, OF_PROGRAMS)) == is_doubted


@pytest.mark.parametrize(
    "definition",
    [
        "A file that handles text: it is opened in a mode, read and written.",
        "A folder object that handles text: it is opened in a mode, read and written.",
        "A file object for text.",  # too short for its silence to mean something
    ],
)
def test_an_everyday_thing_by_its_name(definition: str) -> None:
    assert not doubtful("Keep them in a [text file].", explained(["text file"], definition))
    assert not doubtful("Keep them in a [file].", explained(["file"], OF_PROGRAMS))


@pytest.mark.parametrize(
    ("marked", "is_doubted"),
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
def test_messages(marked: str, is_doubted: bool) -> None:
    """A paragraph that is neither a sentence nor a name says what a machine says."""
    assert doubtful(marked, Meaning()) == is_doubted
