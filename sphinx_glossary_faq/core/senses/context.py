"""Detect mentions with another sense from the adjacent words.

Glossaries define common words such as *list*, *class* and *request*.  Prose also uses these words
in other senses: "a class of problems", "to list the files", "a mailing list".  The words around a
mention indicate its sense.  `collocation_patterns` handles the collocations of single words.  The
evidence must be near the mention, in the same text.  Without evidence, the mention has the sense in
the glossary.

This module supports English words in lower case or with an initial capital.  It neither finds nor
skips mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from sphinx_glossary_faq.core.senses.collocation_patterns import collocation_patterns
from sphinx_glossary_faq.core.senses.collocations import HEADWORDS, collocations_of
from sphinx_glossary_faq.core.senses.word_lists import (
    COLLECTIVE_NOUNS,
    MANNER_NOUNS,
    NOUN_VERBS,
    PARTITIVE_NOUNS,
    STOP_WORDS,
    TYPE_NOUNS,
)
from sphinx_glossary_faq.core.text.inflection import number_variants

OtherSense = Literal["", "name", "verb", "phrase", "noun"]
"""The other use of a word: part of a proper name, a verb, part of a fixed phrase, or a noun in
another sense.  A noun keeps its sense when it is repeated alone: "a file descriptor … the
descriptor"."""

_WINDOW: Final = 64
"""The number of characters in the immediate context on each side of a mention."""

_MIN_TOPIC_COUNT: Final = 3
"""The minimum number of times that a page names a topic."""

_MAX_TOPIC_INTERVAL: Final = 2500
"""The maximum average number of characters between occurrences of a topic on a page."""

_DETERMINERS: Final = (
    "a|an|the|this|these|those|its|their|your|our|my|his|her|all|any|each|every|some|another"
)

# Words that are followed by "to" and a verb.
_BEFORE_INFINITIVE: Final = (
    "able|ability|aims?|allow(?:s|ed|ing)?|attempt(?:s|ed|ing)?|commonly|continues?|convenient"
    "|desirable|easier|easy|enough|expected|free|going|had|hard|harder|has|have|how|intend(?:s|ed)?"
    "|like|likely|necessary|need(?:s|ed)?|order|possible|ready|required|supposed|tried|tries|try"
    "|trying|used|useful|wants?|wanted|way|wish(?:es)?|you"
)

# Words that only a verb can follow. Matches `you can `, `does not `, `we `, `in order to `, `used
# to `, `. To `; not `access to `, `you `, `the can `.
_REQUIRES_VERB = re.compile(
    rf"""(?: (?<!the\ )\b(?:can|could|may|might|must|shall|should|will|would|cannot)
          | \b(?:do|does|did|can|could|would|should|must|will)(?:n't|\ not)
          | \b(?:we|they|I|let's|(?:if|when|as|once|what|before|after|until)\ you)
          | ,\ you
          | \b(?:{_BEFORE_INFINITIVE})\ to
          | (?:^|[.!?:(]\ )To
        )\ (?:(?:also|always|directly|first|just|never|often|only|simply|then)\ )?\Z""",
    re.VERBOSE,
)

# Words before a verb that has an object. Matches `to `, `you `, `, `, `and `, `which `,
# `these fields `, the space after a literal; not `the `, `of `, `class `.
_ALLOWS_VERB = re.compile(
    r"(?:\b(?:to|and|or|then|please|you|just|not|simply|also|only|that|which|it|who)|,|^|[.!?:])"
    r" ?\Z"
    r"|\b[a-z]{2,}[^s\W]s \Z",
    re.IGNORECASE,
)

# An object. Matches ` the files`, ` whether`; not ` of`, ` objects`, ` that`.
_OBJECT = re.compile(rf" (?:{_DETERMINERS}|several|many|whether|how|them)\b")

# A part of a document as the subject of a sentence. Matches `This page `, `the table `; not `the
# web page `.
_DOCUMENT_PART = re.compile(
    r"(?:\b(?:this|the|following)|^) (?:page|section|table|chapter|document) \Z", re.IGNORECASE
)

# A singular subject. Matches `The widget `, `module `; not `modules `, `, `.
_SUBJECT = re.compile(r"\b([a-z]+[^\W\ds]) \Z")

# An instruction to enter something. Matches `To leave the shell, `; not `of files, `.
_INSTRUCTION = re.compile(r"(?:^|[.!?:(] )(?:To|Under|Now|If|In) [^.]{3,60}, (?:just |simply )?\Z")

# A bare noun after "of". Matches ` of problems`, ` of small functions`; not ` of the object`,
# ` of *x*`, ` of one`.
_OF_BARE_NOUN = re.compile(rf" of (?!(?:{_DETERMINERS}|it|them|what|which|whose|such|one)\b)\w")

# Matches ` of names`, ` of all names`, ` of `; not ` offset`.
_OF = re.compile(r" of\b")

# Matches ` of ` before markup; not ` of names`.
_OF_MARKUP = re.compile(r" of ?\Z")

# A quantifier. Matches `three main `, `various `; not `the `, `its `.
_QUANTIFIER = re.compile(
    r"\b(?:two|three|four|five|six|many|most|other|several|some|different|various|these|those|all"
    r"|both|few|certain|main|each|every|any) (?:\w+ )?\Z"
)

# A gerund. Matches ` of creating`, ` for quickly finding`; not ` of strings`, ` for the string`.
_OF_GERUND = re.compile(r" (?:of|for) (?:\w+ly )?(?!string|thing|bring|king|ring|sibling)\w+ing\b")

# An infinitive. Matches ` to install`; not ` to the `, ` together`.
_INFINITIVE = re.compile(rf" to (?!(?:{_DETERMINERS})\b)[a-z]")

# Words before a noun that is passed, returned or required, and therefore denotes an object. Matches
# `must be a `, `returns the `, `as an optional `; not `here is a `, `see the `.
_OWN_OBJECT = re.compile(
    r"\b(?:(?:(?:must|should|may|can|might|to|either) be|return(?:s|ed|ing)?|yields?|accepts?"
    r"|takes?|expects?|or|as|into|is either|produces?|converts?)(?: an?)?|return(?:s|ing)? the) "
    r"(?:(?:optional|new|sorted|non-empty|empty|mutable|\(possibly empty\)) )*\Z"
)

# Matches `interpreted as a `; not `passed as a `.
_REGARDED_AS = re.compile(r"\b(?:considered|interpreted|regarded|seen|thought of|viewed) as an? \Z")

# Matches `Pull `, `Package-`; not `pull `, `HTTP `.
_CAPITAL_BEFORE = re.compile(r"\b([A-Z][a-z]\w*)[ -]\Z")

# Matches ` Language`; not ` language`, ` API`.
_CAPITAL_AFTER = re.compile(r" [A-Z][a-z]")

# The first half of a quoted name. Matches `"http-` before `"`; not `"`, `an http-`.
_QUOTED_HALF = re.compile(r"[\"“‘'][^\W_]+-\Z")
_QUOTES: Final = frozenset("\"”'")

# The beginning of a sentence. Matches `. `, `: “`; not `the `.
_SENTENCE_START = re.compile(r"(?:^|[.!?:] ?)[(\"“]*\Z")

# The definition of an action. Matches `To record `, `The act of `, `An operation `; not
# `A tool to `.
_ACTION = re.compile(r"To [a-z]|(?:An?|The) (?:act|action|operation|process)\b")

# Matches a line break, two spaces; not a word or a single space.
_WHITESPACE = re.compile(r"[^\S ]\s*| \s+")

# Matches a word: `file`, `it` of `it’s`; not `64`.
_WORD = re.compile(r"[^\W\d_]+")


class TermSense(NamedTuple):
    """The properties of a term's definition that determine the sense of its mentions."""

    content_words: frozenset[str] = frozenset()
    """Words whose collocations have the sense of the term."""

    is_action: bool = False
    """Whether the definition describes an action, so the verb has the same sense."""

    evidence_words: frozenset[str] = frozenset()
    """The words in the definition that are evidence for an ambiguous word.  See `evidence`."""

    requires_evidence: bool = False
    """Whether a mention is rejected if its sentence contains none of `evidence_words`."""

    is_program_object: bool = False
    """Whether a multi-word name denotes a program object without making that clear."""

    is_software: bool = False
    """Whether a common word is the name of a software product.  See `software_names`."""


def make_sense(names: Iterable[str], definition: str) -> TermSense:
    """Return the sense of the term with the given *names* and *definition*."""
    headwords = {headword(name.casefold()) for name in names} - {""}
    if not headwords:
        return TermSense()
    words = frozenset(_WORD.findall(definition.casefold())) - STOP_WORDS
    if headwords.isdisjoint(TYPE_NOUNS | PARTITIVE_NOUNS):
        words &= {
            word
            for entry in headwords
            for collocation in collocations_of(entry)
            for word in collocation.content_words
        }
    return TermSense(words, _ACTION.match(definition) is not None)


def detect_other_sense(text: str, start: int, end: int, sense: TermSense) -> OtherSense:
    """Return the kind of another sense of the mention at *start*, or "" if it has *sense*."""
    surface = text[start:end]
    word = headword(surface.casefold())
    if not word or not (surface.islower() or surface.istitle()):
        return ""
    left = _normalize(text[max(0, start - _WINDOW) : start])
    right = _normalize(text[end : end + _WINDOW])
    if surface.istitle() and _is_in_name(left, right):
        return "name"
    if right[:1] in _QUOTES and _QUOTED_HALF.search(left):
        return "name"
    is_base_form = surface.casefold() == word
    if word in NOUN_VERBS and not sense.is_action and _is_verb(left, right, is_base_form):
        return "verb"
    left, right = left.casefold(), right.casefold()
    patterns = collocation_patterns(word, sense.content_words)
    kind = patterns.classify(left, right, is_base_form=is_base_form)
    return kind or ("noun" if _is_in_of_phrase(word, left, right, sense.content_words) else "")


def conflicting_topics(word: str, sense: TermSense) -> Sequence[str]:
    """Return the topics of pages that use *word* in another sense, such as XML for *attribute*."""
    return collocation_patterns(headword(word.casefold()), sense.content_words).topics


def is_in_conflict(word: str, sense: TermSense, context: str) -> bool:
    """Return whether a paragraph or its headings contain words for another sense of *word*.

    The context must be casefolded, with spaces instead of line breaks.
    """
    entry = headword(word.casefold())
    return bool(entry) and collocation_patterns(entry, sense.content_words).occurs_in(context)


def is_about(page: str, topics: Iterable[str]) -> bool:
    """Return whether any of the topics is frequent in a text.

    It must be frequent both absolutely and relative to the length of the text.

    The text must be casefolded, with spaces instead of hyphens and line breaks.
    """
    count = sum(map(page.count, topics))
    return count >= _MIN_TOPIC_COUNT and count * _MAX_TOPIC_INTERVAL >= len(page)


@lru_cache(maxsize=4096)
def headword(word: str) -> str:
    """Return the headword of the entry for *word* or its singular, or "" if there is none."""
    if not word.isalpha():  # most terms in a glossary
        return ""
    return next((form for form in (word, *number_variants(word)) if form in HEADWORDS), "")


def _normalize(text: str) -> str:
    """Return a text without line breaks and with typewriter apostrophes."""
    return _WHITESPACE.sub(" ", text.replace("\u2019", "'"))


def _is_in_name(left: str, right: str) -> bool:
    before = _CAPITAL_BEFORE.search(left)
    if before and before[1].casefold() not in STOP_WORDS:
        return True
    return bool(left and not _SENTENCE_START.search(left) and _CAPITAL_AFTER.match(right))


def _is_verb(left: str, right: str, is_base_form: bool) -> bool:
    has_object = _OBJECT.match(right) is not None
    if has_object and _ALLOWS_VERB.search(left):
        return True
    if not is_base_form:  # "it lists the files", or "lists of files"
        subject = _SUBJECT.search(left) if has_object else None
        if has_object and not left.strip(" ')\""):  # after markup, or at the start of a text
            return True
        return bool((subject and subject[1] not in STOP_WORDS) or _DOCUMENT_PART.search(left))
    if _REQUIRES_VERB.search(left):
        return True
    return (right.startswith(":") or not right.strip()) and _INSTRUCTION.search(left) is not None


def _is_in_of_phrase(word: str, left: str, right: str, content_words: Set[str]) -> bool:
    """Return whether a word denotes the kind, amount or manner of the following noun or verb."""
    if word in MANNER_NOUNS and (
        _OF_GERUND.match(right) or (_QUANTIFIER.search(left) and _INFINITIVE.match(right))
    ):
        return True
    if not _OF.match(right):
        return False
    if word in COLLECTIVE_NOUNS:
        return not _OWN_OBJECT.search(left) or _REGARDED_AS.search(left) is not None
    is_kind = _OF_BARE_NOUN.match(right) or (_OF_MARKUP.match(right) and _QUANTIFIER.search(left))
    if word in PARTITIVE_NOUNS or (word in TYPE_NOUNS and is_kind):
        return content_words.isdisjoint(_WORD.findall(right)[1:3])
    return False
