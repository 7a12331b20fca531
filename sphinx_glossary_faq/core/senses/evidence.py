"""Find evidence for the sense of ambiguous words.

Words such as *argument*, *package* and *type* have many senses, so a mention requires positive
evidence. Either adjacent markup names such an object ("the `x` argument"), or the sentence contains
a word from the definition. Words that are typical of another sense are counter-evidence in the
context and in the headings above.

There are separate rules for mentions in error messages, common words that are names of software,
and everyday names for program objects.

This module supports English. The word lists reflect writing about software in general and do not
depend on any project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache, lru_cache
from typing import Final

from sphinx_glossary_faq.core.senses.context import TermSense, headword
from sphinx_glossary_faq.core.senses.sense_filter import CONTEXT_LENGTH, MARKUP
from sphinx_glossary_faq.core.senses.software_names import is_software_definition, is_software_name
from sphinx_glossary_faq.core.senses.word_lists import NOUN_VERBS, PARTITIVE_NOUNS, STOP_WORDS
from sphinx_glossary_faq.core.text.inflection import number_variants

MIN_DEFINITION_WORDS: Final = 5
"""The minimum number of words in a definition, without stop words, for requiring evidence.

A shorter definition may not name the topic.
"""

MIN_EVIDENCE_WORDS: Final = 2
"""The minimum number of words that are specific to the definition."""

_AMBIGUOUS_WORDS: Final = """
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
"""Ambiguous words, each with the counter-evidence for its sense in programming.

`*` stands for any ending. `@` marks words that are evidence only in a heading.
"""

_MESSAGE_LENGTH: Final = range(2, 5)
"""The number of words after the first word in an error message without a full stop."""

_ANY_KIND: Final = frozenset({"apply", "calling", "fit", "type"}) | PARTITIVE_NOUNS
"""Words for which markup is not evidence, because "the `x` type" may be any type."""

_MIN_PARTITIVE_EVIDENCE: Final = 3
"""The minimum number of words from the definition in a sentence with a partitive noun."""

_GENERIC_WORDS: Final = STOP_WORDS | frozenset(
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
"""Words that may occur in any definition."""

# Markup before the mention. Matches the space after a literal; not the space after a word.
_AFTER_MARKUP = re.compile(rf"{MARKUP}\s\Z")

# Markup after the mention. Matches the space before a literal; not the space before a word.
_BEFORE_MARKUP = re.compile(rf"\s{MARKUP}")

# A quotation after the mention. Matches ` “compound”`; not `”`.
_BEFORE_QUOTE = re.compile(r"\s[\"“‘]")

# Words before an imperative such as "type `x`". Matches `and `, `to `; not `a `.
_BEFORE_VERB = re.compile(r"\b(?:and|can|just|one|or|please|then|to|you) \Z")

# The predicate of a message, whose subject has no article. Matches ` is remote`, ` not found`; not
# ` of the page`, ` name`.
_PREDICATE = re.compile(
    r" (?:is|are|was|were|has|have|does|cannot|could|already|no longer|not|too)\b"
)

# The end of a sentence. Matches `. `, `? `, the last of `3.1. `; not `e.g. `, `: `, `3.1`.
_SENTENCE_END = re.compile(r"[.!?](?<!\.[^\W\d_].)\s")

# The definition of a program object, such as "text file". Matches `A file object`; not `A file
# that`.
_PROGRAM_OBJECT = re.compile(r"(?:an?|the) (\w+) (?:class|instance|object|type)\b", re.IGNORECASE)

# Matches a word: `file`; not `64`.
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4096)
def ambiguous_head(name: str) -> str:
    """Return the singular of *name* or its head noun if that is an ambiguous word, else ""."""
    words = ["", *name.casefold().replace("-", " ").split()]
    return _forms().get(" ".join(words[1:]), "") or _forms().get(words[-1], "")


def add_evidence(sense: TermSense, names: Sequence[str], definition: str) -> TermSense:
    """Return *sense* with the evidence in *definition* that mentions of *names* require."""
    if is_software_definition(names, definition):
        sense = sense._replace(is_software=True)
    heads = {ambiguous_head(name) for name in names} - {""}
    is_program_object = _is_program_object(names, definition)
    if not heads and not is_program_object:
        return sense
    own_words = heads.union(*(_singulars(name, STOP_WORDS) for name in names if is_program_object))
    evidence_words = frozenset(_singulars(definition, _GENERIC_WORDS)) - own_words
    word_count = len(set(_singulars(definition, STOP_WORDS)) - own_words)
    return sense._replace(
        evidence_words=evidence_words,
        requires_evidence=(
            word_count >= MIN_DEFINITION_WORDS and len(evidence_words) >= MIN_EVIDENCE_WORDS
        ),
        is_program_object=is_program_object,
    )


def lacks_evidence(word: str, left: str, right: str, headings: str, sense: TermSense) -> bool:
    """Return whether a mention of *word* probably has a different sense than its term.

    *left* and *right* contain the paragraph around the mention without line breaks, with `MARKUP`
    for markup. *headings* contains the casefolded headings above it.
    """
    if not left and _is_in_message(word, right):
        return True
    if sense.is_software and headword(word.casefold()):
        return not is_software_name(word, left, right)
    left, right = left[-CONTEXT_LENGTH:], right[:CONTEXT_LENGTH]
    if head := ambiguous_head(word):
        return _is_other_sense(word, head, left, right, headings, sense)
    if not sense.is_program_object or word.isalpha():
        return False
    return sense.requires_evidence and not _evidence(left, right, sense)


def _is_other_sense(
    word: str, head: str, left: str, right: str, headings: str, sense: TermSense
) -> bool:
    """Return whether a mention with the ambiguous head noun *head* probably has another sense."""
    context = f"{left}.{right}".casefold().replace("-", " ")
    if not sense.evidence_words.issuperset(_counter_evidence(head, context, headings)):
        return True
    is_before_markup = _BEFORE_MARKUP.match(right) is not None
    if head in NOUN_VERBS and is_before_markup and _BEFORE_VERB.search(left):
        return True
    has_modifier = head.isalpha() and not word.isalpha()
    if not sense.requires_evidence or has_modifier:
        return False
    if head not in _ANY_KIND:
        if is_before_markup or _AFTER_MARKUP.search(left):
            return False
    elif _BEFORE_QUOTE.match(right):
        return True
    needed = _MIN_PARTITIVE_EVIDENCE if head in PARTITIVE_NOUNS else 1
    return len(_evidence(left, right, sense)) < needed


def _evidence(left: str, right: str, sense: TermSense) -> Set[str]:
    """Return the words from the definition that occur in the sentence of a mention."""
    return sense.evidence_words.intersection(_singulars(_sentence(left, right), STOP_WORDS))


def _is_in_message(word: str, right: str) -> bool:
    """Return whether a paragraph is an error message such as “Object is remote”."""
    if not (word.istitle() and headword(word.casefold())):
        return False
    if not _PREDICATE.match(right) or MARKUP in right:
        return False
    return right[-1:].isalnum() and len(right.split()) in _MESSAGE_LENGTH


def _is_program_object(names: Sequence[str], definition: str) -> bool:
    """Return whether a multi-word name is less specific than its definition."""
    match = _PROGRAM_OBJECT.match(definition)
    if not match:
        return False
    last_word = f" {match[1]}".casefold()
    return any(name.casefold().endswith(last_word) for name in names)


def _counter_evidence(head: str, context: str, headings: str) -> Iterator[str]:
    """Yield the words in the context and the headings that indicate another sense."""
    for text, in_heading in ((context, False), (headings, True)):
        if text and (pattern := _counter_evidence_pattern(head, in_heading=in_heading)):
            yield from pattern.findall(text)


def _sentence(left: str, right: str) -> str:
    """Return the sentence that contains a mention."""
    return f"{_SENTENCE_END.split(left)[-1]} {_SENTENCE_END.split(right)[0]}"


def _singulars(text: str, ignored: frozenset[str]) -> Iterator[str]:
    for word in _WORD.findall(text.casefold()):
        if word not in ignored and len(word) > 2 and (singular := _singular(word)) not in ignored:
            yield singular


def _singular(word: str) -> str:
    """Return the singular of a word, such as "class" for "classes" and "entry" for "entries"."""
    if word.endswith("ss"):
        return word
    if word.endswith(("sses", "xes", "shes", "ches")):
        return word[:-2]
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


@cache
def ambiguous_words() -> dict[str, list[str]]:
    """Return the ambiguous words with their counter-evidence."""
    lines = _AMBIGUOUS_WORDS.strip().replace("\n    ", " ").splitlines()
    entries = (line.partition(":") for line in lines)
    return {word: words.strip().split("; ") if words else [] for word, _, words in entries}


@cache
def _forms() -> dict[str, str]:
    """Return a mapping from each form of an ambiguous word to the word."""
    forms = {form: head for head in ambiguous_words() for form in number_variants(head)}
    return forms | {head: head for head in ambiguous_words()}


@cache
def _counter_evidence_pattern(head: str, *, in_heading: bool) -> re.Pattern[str] | None:
    words = (word for word in ambiguous_words()[head] if word.startswith("@") == in_heading)
    # Of "command; upload*" matches the `command` of `commands`, `uploaded`; not `commander`.
    alternatives = "|".join(
        re.escape(word.removeprefix("@")).replace(r"\*", r"\w*") for word in words
    )
    return re.compile(rf"\b(?:{alternatives})(?=s?(?!\w))") if alternatives else None
