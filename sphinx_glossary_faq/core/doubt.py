"""Words of so many senses that each mention has to show that it means the glossary's.

*Argument*, *package*, *type*: where nothing speaks against such a word, that is not enough.  For a
mention speaks that markup names it ("the `x` argument"), or that its sentence has a word of the
glossary's own definition; against it, what belongs to another sense, anywhere in the paragraph
within hearing, or in a title above.

Other doubts are settled by rules of their own: of a paragraph that is but a message, of a plain
word that is the name of software, and of an everyday name for a thing of programs.

English alone; the words are those of writing about software at large, never of one project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache, lru_cache
from typing import Final

from sphinx_glossary_faq.core.inflection import english_numbers
from sphinx_glossary_faq.core.sense import Meaning, headword
from sphinx_glossary_faq.core.software import is_named, is_software
from sphinx_glossary_faq.core.wordlists import LITTLE, SHARES, VERBS

MARKUP: Final = "\x7f"
"""What stands for markup between two runs of a paragraph."""

EARSHOT: Final = 120
"""How many characters to either side can speak for a mention or against it."""

LEAST_TOLD: Final = 5
"""How many words a definition has, little ones apart, before its silence means something: a short
one may just not have said what it is about."""

LEAST_TELLING: Final = 2
"""How many of these have to be words that not any definition has."""

_AGAINST: Final = """
apply:
argument: argc; argv; command; debugger; executable; launcher; macro; option; probe; script; shell;
    @command; @debugger; @launcher; @option
attached:
attribute: color; colour; curses; font; inode; markup; permission; screen; xml; @curses; @xml
calling:
contiguous:
deleted:
finder: @test*
fit:
generic function: generic type*; type parameter*; type variable*
interactive: browser; debugger; pipe; terminal; tty; shells; tk
loader: boot; dll; page; test; texture; xml
location:
mapping: keyboard; pixel
method: algorithm; hashing; approach; authentication; compression; encryption; http; protocol
name: dns; domain; host*; uri; url; xml; @xml
namespace: dom; kernel; linker; operating system; sax; symbol; uuid; xml; @uuid; @xml
package: author; backport*; catalog; debian; distribution; download*; first party; gnu; install*;
    licensed; linux; metadata; nuget*; open source; package index; pip; pypi; publication; publish*;
    release; third party; upload*; vendor; wheel; @nuget*
parameter: command; cookie; header; macro; mime; multipart; query; robots; threshold; tune; tuning;
    url
path: absolute; dotted
pending:
portion: address; path name; pathname
reflected:
released:
sequence: byte; bytecode; escape; iac; keystroke; opcode; protocol; telnet; terminal; unicode
type: c api; c's; c’s; opaque; c compatible; c extension; c data; c double; c library; c or c++;
    c structure; database; directory; idl; inode; macro; mime; permission; registry; schema; sql;
    sqlite; toml; typedef; xml; @option; @xml
"""
"""Words of many senses, and what speaks of another than a programmer's: `*` for any ending, `@`
where a title above has to speak of it."""

_OF_MESSAGE: Final = range(2, 5)
"""How many words a message has behind the first, and no full stop."""

_OF_ANYTHING: Final = frozenset({"apply", "calling", "fit", "type"}) | SHARES
"""Words that markup says nothing of: a `x` type may be one of anything, and so may what calling `x`
does."""

_MUCH: Final = 3
"""How much of a definition a sentence has to speak of where the word is one for any share."""

_VAGUE: Final = LITTLE | frozenset(
    word
    for line in (
        "actually also although another automatically available because before between but call",
        "called calling can case certain come common considered contain contains could different",
        "do does during each either exactly example examples first five following form general",
        "given help helps how however idea if information instead kind last like made make makes",
        "making many may means more must name named new next normally note number often only",
        "operation other particular pass passed place possible possibly provide provided provides",
        "rather refer referenced remember respectively result same second section see several",
        "should similar single some special specific specified specifies starting such support",
        "supported supports technically there therefore thing through thus time type typically",
        "use used useful uses using usually value very way well what where whether while whose",
        "will within without would you",
    )
    for word in line.split()
)
"""What a definition may say of anything."""

# A thing of this kind that has a name in markup. Matches the blank behind a literal, at the end;
# not the one behind a word.
_NAMED = re.compile(rf"{MARKUP}\s\Z")

# The same, the other way round. Matches the blank in front of a literal; not the one of a word.
_NAMED_BEHIND = re.compile(rf"\s{MARKUP}")

# One in quotes. Matches ` “compound”`; not `”`.
_QUOTED_BEHIND = re.compile(r"\s[\"“‘]")

# Where a verb may stand, so that "type `x`" is an order. Matches `and `, `to `; not `a `.
_OPEN = re.compile(r"\b(?:and|can|just|one|or|please|then|to|you) \Z")

# What a message says of a thing, which it names without an article. Matches ` is remote`,
# ` not found`; not ` of the page`, ` name`.
_SAID = re.compile(r" (?:is|are|was|were|has|have|does|cannot|could|already|no longer|not|too)\b")

# Where a sentence ends. Matches `. `, `? `, the last of `3.1. `; not `e.g. `, `: `, `3.1`.
_ENDS = re.compile(r"[.!?](?<!\.[^\W\d_].)\s")

# A thing of programs, though its name may be one of everyday. Matches `A file object`, for "text
# file"; not `A file that`.
_OF_PROGRAMS = re.compile(r"(?:an?|the) (\w+) (?:class|instance|object|type)\b", re.IGNORECASE)

# Matches a word: `file`; not `64`.
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4096)
def slippery(name: str) -> str:
    """The entry of many senses that *name* is, or else ends with, in either number; or nothing."""
    words = ["", *name.casefold().replace("-", " ").split()]
    return _heads().get(" ".join(words[1:]), "") or _heads().get(words[-1], "")


def with_doubts(meant: Meaning, names: Sequence[str], definition: str) -> Meaning:
    """What is *meant* with what can settle a doubt, where a name leaves one."""
    if is_software(names, definition):
        meant = meant._replace(is_software=True)
    heads = {slippery(name) for name in names} - {""}
    is_narrowed = _is_narrowed(names, definition)
    if not heads and not is_narrowed:
        return meant
    said = heads.union(*(_singulars(name, LITTLE) for name in names if is_narrowed))
    telling = frozenset(_singulars(definition, _VAGUE)) - said
    told = len(set(_singulars(definition, LITTLE)) - said)
    is_full = told >= LEAST_TOLD and len(telling) >= LEAST_TELLING
    return meant._replace(telling=telling, is_full=is_full, is_narrowed=is_narrowed)


def is_doubtful(word: str, left: str, right: str, titles: str, meant: Meaning) -> bool:
    """Whether a mention of *word* may well mean something else than what is *meant*.

    *left* and *right* are the paragraph around it, in one line, with `MARKUP` for what is marked
    up; *titles* are those above it, in lower case.
    """
    if not left and _is_in_message(word, right):
        return True
    if meant.is_software and headword(word.casefold()):
        return not is_named(word, left, right)
    if head := slippery(word):
        return _is_other(word, head, left[-EARSHOT:], right[:EARSHOT], titles, meant)
    if not meant.is_narrowed or word.isalpha():
        return False
    return meant.is_full and not _told(left[-EARSHOT:], right[:EARSHOT], meant)


def _is_other(word: str, head: str, left: str, right: str, titles: str, meant: Meaning) -> bool:
    """Whether a word of many senses, *head*, may well have another in a mention that it ends."""
    near = f"{left}.{right}".casefold().replace("-", " ")
    if not meant.telling.issuperset(_spoken(head, near, titles)):
        return True
    is_followed = _NAMED_BEHIND.match(right) is not None
    if head in VERBS and is_followed and _OPEN.search(left):
        return True
    says_enough = head.isalpha() and not word.isalpha()  # it is the last of several words
    if not meant.is_full or says_enough:
        return False
    if head not in _OF_ANYTHING:
        if is_followed or _NAMED.search(left):
            return False
    elif _QUOTED_BEHIND.match(right):
        return True
    return len(_told(left, right, meant)) < (_MUCH if head in SHARES else 1)


def _told(left: str, right: str, meant: Meaning) -> Set[str]:
    """What of a definition a mention's own sentence speaks of."""
    return meant.telling.intersection(_singulars(_sentence(left, right), LITTLE))


def _is_in_message(word: str, right: str) -> bool:
    """Whether a paragraph is but a message that begins with a word: “Object is remote”."""
    if not (word.istitle() and headword(word.casefold())):
        return False
    if not _SAID.match(right) or MARKUP in right:
        return False
    return right[-1:].isalnum() and len(right.split()) in _OF_MESSAGE


def _is_narrowed(names: Sequence[str], definition: str) -> bool:
    """Whether a name of several words says less of a thing than its definition."""
    found = _OF_PROGRAMS.match(definition)
    if not found:
        return False
    last = f" {found[1]}".casefold()
    return any(name.casefold().endswith(last) for name in names)


def _spoken(head: str, near: str, titles: str) -> Iterator[str]:
    """What speaks against a word in the text near it and in the titles above."""
    for text, in_titles in ((near, False), (titles, True)):
        if text and (against := _against(head, in_titles=in_titles)):
            yield from against.findall(text)


def _sentence(left: str, right: str) -> str:
    """What is around a mention, less the sentences before and behind."""
    return f"{_ENDS.split(left)[-1]} {_ENDS.split(right)[0]}"


def _singulars(text: str, without: frozenset[str]) -> Iterator[str]:
    for word in _WORD.findall(text.casefold()):
        if word not in without and len(word) > 2 and (one := _singular(word)) not in without:
            yield one


def _singular(word: str) -> str:
    """Of "classes" `class`, of "entries" `entry`, of "files" `file`; of "class" itself."""
    if word.endswith("ss"):
        return word
    if word.endswith(("sses", "xes", "shes", "ches")):
        return word[:-2]
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


@cache
def _entries() -> dict[str, list[str]]:
    lines = _AGAINST.strip().replace("\n    ", " ").splitlines()
    split = (line.partition(":") for line in lines)
    return {word: told.strip().split("; ") if told else [] for word, _, told in split}


@cache
def _heads() -> dict[str, str]:
    """Every form of each word, and the word."""
    forms = {form: head for head in _entries() for form in english_numbers(head)}
    return forms | {head: head for head in _entries()}


@cache
def _against(head: str, *, in_titles: bool) -> re.Pattern[str] | None:
    """What speaks against a word, near it or in the titles above; none where nothing does."""
    told = (each for each in _entries()[head] if each.startswith("@") == in_titles)
    # Of "command; upload*" matches the `command` of `commands`, `uploaded`; not `commander`.
    found = "|".join(re.escape(each.removeprefix("@")).replace(r"\*", r"\w*") for each in told)
    return re.compile(rf"\b(?:{found})(?=s?(?!\w))") if found else None
