"""Whether a mention of a plain word means what its glossary means by it.

Glossaries explain plain words: *list*, *class*, *request*.  Prose uses them in other senses as
well: "a class of problems", "to list the files", "a mailing list".  Such a use is told by the words
around it; `company` knows those that are peculiar to a word.  The evidence must stand near the
mention, in its own text: where nothing speaks against it, the glossary's sense is taken.

Knows English alone, and only words in lower case (or with a capital at the beginning).  It does
not know which mentions are found, nor what becomes of those that it rules out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from sphinx_glossary_faq.core.collocations import HEADWORDS, phrases_of
from sphinx_glossary_faq.core.company import company
from sphinx_glossary_faq.core.inflection import english_numbers
from sphinx_glossary_faq.core.wordlists import KINDS, LITTLE, MANNERS, SERIES, SHARES, VERBS

Verdict = Literal["", "name", "verb", "phrase", "thing"]
"""What else a mention is: part of a name, a verb, part of a turn of phrase, or another thing, which
the word alone means from there on: "a file descriptor … the descriptor"."""

# How many characters to either side are looked at: a line of print.
_REACH: Final = 64

# How often a page has the word for a topic that it is about, and in how many characters once.
_OFTEN: Final = 3
_DENSE: Final = 2500

_DETERMINERS: Final = (
    "a|an|the|this|these|those|its|their|your|our|my|his|her|all|any|each|every|some|another"
)

# What asks for a verb behind its "to".
_WILLING: Final = (
    "able|ability|aims?|allow(?:s|ed|ing)?|attempt(?:s|ed|ing)?|commonly|continues?|convenient"
    "|desirable|easier|easy|enough|expected|free|going|had|hard|harder|has|have|how|intend(?:s|ed)?"
    "|like|likely|necessary|need(?:s|ed)?|order|possible|ready|required|supposed|tried|tries|try"
    "|trying|used|useful|wants?|wanted|way|wish(?:es)?|you"
)

# A verb by what governs it. Matches `you can `, `does not `, `we `, `in order to `, `used to `,
# `. To `; not `access to `, `you `, `the can `.
_GOVERNED = re.compile(
    rf"""(?: (?<!the\ )\b(?:can|could|may|might|must|shall|should|will|would|cannot)
          | \b(?:do|does|did|can|could|would|should|must|will)(?:n't|\ not)
          | \b(?:we|they|I|let's|(?:if|when|as|once|what|before|after|until)\ you)
          | ,\ you
          | \b(?:{_WILLING})\ to
          | (?:^|[.!?:(]\ )To
        )\ (?:(?:also|always|directly|first|just|never|often|only|simply|then)\ )?\Z""",
    re.VERBOSE,
)

# What may stand before a verb that has an object. Matches `to `, `you `, `, `, `and `, `which `,
# `these fields `, the blank behind a literal; not `the `, `of `, `class `.
_OPEN = re.compile(
    r"(?:\b(?:to|and|or|then|please|you|just|not|simply|also|only|that|which|it|who)|,|^|[.!?:])"
    r" ?\Z"
    r"|\b[a-z]{2,}[^s\W]s \Z",
    re.IGNORECASE,
)

# An object. Matches ` the files`, ` whether`; not ` of`, ` objects`, ` that`.
_OBJECT = re.compile(rf" (?:{_DETERMINERS}|several|many|whether|how|them)\b")

# What lists or describes, in writing. Matches `This page `, `the table `; not `the web page `.
_WRITING = re.compile(
    r"(?:\b(?:this|the|following)|^) (?:page|section|table|chapter|document) \Z", re.IGNORECASE
)

# One that does something. Matches `The widget `, `module `; not `modules `, `, `.
_SUBJECT = re.compile(r"\b([a-z]+[^\W\ds]) \Z")

# What tells a reader to enter something. Matches `To leave the shell, `; not `of files, `.
_ASKED = re.compile(r"(?:^|[.!?:(] )(?:To|Under|Now|If|In) [^.]{3,60}, (?:just |simply )?\Z")

# Matches ` of problems`, ` of small functions`; not ` of the object`, ` of *x*`, ` of one`.
_OF_BARE = re.compile(rf" of (?!(?:{_DETERMINERS}|it|them|what|which|whose|such|one)\b)\w")

# Matches ` of names`, ` of all names`, ` of `; not ` offset`.
_OF = re.compile(r" of\b")

# Matches ` of ` in front of markup; not ` of names`.
_OF_MARKUP = re.compile(r" of ?\Z")

# Several sorts. Matches `three main `, `various `; not `the `, `its `.
_SEVERAL = re.compile(
    r"\b(?:two|three|four|five|six|many|most|other|several|some|different|various|these|those|all"
    r"|both|few|certain|main|each|every|any) (?:\w+ )?\Z"
)

# Matches ` of creating`, ` for quickly finding`; not ` of strings`, ` for the string`.
_OF_DOING = re.compile(r" (?:of|for) (?:\w+ly )?(?!string|thing|bring|king|ring|sibling)\w+ing\b")

# Matches ` to install`; not ` to the `, ` together`.
_TO_DO = re.compile(rf" to (?!(?:{_DETERMINERS})\b)[a-z]")

# What is given, taken or has to be is a thing of its own. Matches `must be a `, `returns the `,
# `as an optional `; not `here is a `, `see the `.
_A_THING = re.compile(
    r"\b(?:(?:(?:must|should|may|can|might|to|either) be|return(?:s|ed|ing)?|yields?|accepts?"
    r"|takes?|expects?|or|as|into|is either|produces?|converts?)(?: an?)?|return(?:s|ing)? the) "
    r"(?:(?:optional|new|sorted|non-empty|empty|mutable|\(possibly empty\)) )*\Z"
)

# Matches `interpreted as a `; not `passed as a `.
_SEEN_AS = re.compile(r"\b(?:considered|interpreted|regarded|seen|thought of|viewed) as an? \Z")

# Matches `Pull `, `Package-`; not `pull `, `HTTP `.
_CAPITAL_BEFORE = re.compile(r"\b([A-Z][a-z]\w*)[ -]\Z")

# Matches ` Language`; not ` language`, ` API`.
_CAPITAL_AFTER = re.compile(r" [A-Z][a-z]")

# The other half of a name in quotes. Matches `"http-` in front of `"`; not `"`, `an http-`.
_QUOTED_HALF = re.compile(r"[\"“‘'][^\W_]+-\Z")
_QUOTES: Final = frozenset("\"”'")

# Where a sentence begins. Matches `. `, `: “`; not `the `.
_STARTS = re.compile(r"(?:^|[.!?:] ?)[(\"“]*\Z")

# A definition of a doing. Matches `To record `, `The act of `, `An operation `; not `A tool to `.
_ACTION = re.compile(r"To [a-z]|(?:An?|The) (?:act|action|operation|process)\b")

# Matches a line break, two blanks; not a word, nor one blank, which stays as it is.
_BLANKS = re.compile(r"[^\S ]\s*| \s+")

# Matches a word: `file`, `it` of `it’s`; not `64`.
_WORD = re.compile(r"[^\W\d_]+")


class Meaning(NamedTuple):
    """What a glossary's own definition says against the senses that are usual elsewhere."""

    words: frozenset[str] = frozenset()
    """A phrase with these words is within its meaning: of "the number of an open file", "file"."""

    is_action: bool = False
    """Whether it explains a doing, so that the verb means the same."""

    telling: frozenset[str] = frozenset()
    """What it speaks of, where it explains a word of many senses: see `doubt`."""

    is_full: bool = False
    """Whether it is so much that a sentence without any of it is of another sense."""

    is_narrowed: bool = False
    """Whether it is of a thing of programs, and a name of several words does not say so."""

    is_software: bool = False
    """Whether a plain word is the name of a piece of software: see `software`."""


def meaning(names: Iterable[str], definition: str) -> Meaning:
    """What *definition* says that can matter to mentions of a term by any of *names*."""
    heads = {headword(name.casefold()) for name in names} - {""}
    if not heads:
        return Meaning()
    words = frozenset(_WORD.findall(definition.casefold())) - LITTLE
    if heads.isdisjoint(KINDS | SHARES):
        words &= {word for head in heads for phrase in phrases_of(head) for word in phrase.telling}
    return Meaning(words, _ACTION.match(definition) is not None)


def judge(text: str, start: int, end: int, meant: Meaning) -> Verdict:
    """What the word at *start* is, where it is not what is *meant*; empty where it is."""
    surface = text[start:end]
    word = headword(surface.casefold())
    if not word or not (surface.islower() or surface.istitle()):
        return ""
    left = _plain(text[max(0, start - _REACH) : start])
    right = _plain(text[end : end + _REACH])
    if surface.istitle() and _is_in_name(left, right):
        return "name"
    if right[:1] in _QUOTES and _QUOTED_HALF.search(left):
        return "name"
    is_base = surface.casefold() == word
    if word in VERBS and not meant.is_action and _is_verb(is_base, left, right):
        return "verb"
    left, right = left.casefold(), right.casefold()
    found = company(word, meant.words).judge(is_base, left, right)
    return found or ("thing" if _is_before_of(word, left, right, meant.words) else "")


def topics(word: str, meant: Meaning) -> Sequence[str]:
    """What a page may be about that has another sense of *word*: XML has *attributes*."""
    head = headword(word.casefold())
    return company(head, meant.words).topics


def is_off(word: str, meant: Meaning, spoken: str) -> bool:
    """Whether a paragraph, or the titles above, speak of what another sense of *word* goes with.

    It is in lower case, with blanks for line breaks.
    """
    head = headword(word.casefold())
    return bool(head) and company(head, meant.words).is_near(spoken)


def is_about(page: str, topics: Iterable[str]) -> bool:
    """Whether a text speaks of any topics often, both at all and for its length.

    It is in lower case, with blanks for hyphens and line breaks.
    """
    times = sum(map(page.count, topics))
    return times >= _OFTEN and times * _DENSE >= len(page)


@lru_cache(maxsize=4096)
def headword(word: str) -> str:
    """The entry of the dictionary that *word* is, or is the plural of; none where it is unknown."""
    if not word.isalpha():  # of a glossary's terms, most
        return ""
    return next((form for form in (word, *english_numbers(word)) if form in HEADWORDS), "")


def _plain(text: str) -> str:
    """A stretch of text on one line, with typewriter apostrophes."""
    return _BLANKS.sub(" ", text.replace("\u2019", "'"))


def _is_in_name(left: str, right: str) -> bool:
    before = _CAPITAL_BEFORE.search(left)
    if before and before[1].casefold() not in LITTLE:
        return True
    return bool(left and not _STARTS.search(left) and _CAPITAL_AFTER.match(right))


def _is_verb(is_base: bool, left: str, right: str) -> bool:
    has_object = _OBJECT.match(right) is not None
    if has_object and _OPEN.search(left):
        return True
    if not is_base:  # "it lists", or "lists" of something
        subject = _SUBJECT.search(left) if has_object else None
        if has_object and not left.strip(" ')\""):  # behind markup, or where a text begins
            return True
        return bool((subject and subject[1] not in LITTLE) or _WRITING.search(left))
    if _GOVERNED.search(left):
        return True
    return (right.startswith(":") or not right.strip()) and _ASKED.search(left) is not None


def _is_before_of(word: str, left: str, right: str, known: Set[str]) -> bool:
    if word in MANNERS and (
        _OF_DOING.match(right) or (_SEVERAL.search(left) and _TO_DO.match(right))
    ):
        return True
    if not _OF.match(right):
        return False
    if word in SERIES:
        return not _A_THING.search(left) or _SEEN_AS.search(left) is not None
    is_sort = _OF_BARE.match(right) or (_OF_MARKUP.match(right) and _SEVERAL.search(left))
    if word in SHARES or (word in KINDS and is_sort):
        return known.isdisjoint(_WORD.findall(right)[1:3])
    return False
