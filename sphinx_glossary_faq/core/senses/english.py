"""Recognize from closed-class words that an English word is a verb or an adjective.

Closed-class words, such as articles, pronouns and modal verbs, are the same in all texts, and the
text around them shows the part of speech: "you can *input* a number", "the *current* value".
"""

from __future__ import annotations

import re
from typing import Final

_DETERMINERS: Final = (
    "a|an|the|this|that|these|those|its|their|your|our|my|his|her|any|each|every|some|another|no"
)

CLOSED_CLASS: Final = frozenset(
    f"""
    {_DETERMINERS.replace("|", " ")}
    about above across after against all along also although among and are around as at be because
    been before behind being below beneath beside between beyond both but by can cannot could did
    do does done down during either far few first for from had has have having he here how i if in
    inside into is it itself just last least less like many may might more most much must near
    neither next nor not of off on once one only onto or other out outside over own per same
    several shall she should since so such than their them themselves then there they though
    through throughout to too toward towards two under unless until up upon us very via was we
    well were what when where whether which while who whom whose why will with within without would
    yet you yourself
    """.split()
)
"""Words that are neither nouns, verbs with a meaning of their own, adjectives nor names."""

# Words before "to" and a verb.
_BEFORE_INFINITIVE: Final = (
    "able|ability|aims?|allow(?:s|ed|ing)?|attempt(?:s|ed|ing)?|continues?|convenient|desirable"
    "|easier|easy|enough|expected|free|going|had|hard|harder|has|have|how|intend(?:s|ed)?|likely"
    "|necessary|need(?:s|ed)?|order|possible|ready|required|supposed|tried|tries|try|trying|used"
    "|useful|wants?|wanted|way|wish(?:es)?|you"
)

# Words that only a verb follows. Matches `you can `, `does not `, `we `, `in order to `, `. To `;
# not `access to `, `the can `.
_BEFORE_VERB = re.compile(
    rf"""(?: (?<!the\ )\b(?:can|could|may|might|must|shall|should|will|would|cannot|please)
          | \b(?:do|does|did|can|could|would|should|must|will)(?:n['’]t|\ not)
          | \b(?:we|they|I|let['’]s|(?:if|when|as|once|what|before|after|until)\ you)
          | ,\ you
          | \b(?:{_BEFORE_INFINITIVE})\ to
          | (?:^|[.!?:(]\ )To
        )\ (?:(?:also|always|directly|first|just|never|often|only|simply|then)\ )?\Z""",
    re.VERBOSE | re.IGNORECASE,
)

# Words before a verb that has an object. Matches `which `, `option to `; not `the `.
_ALLOWS_VERB = re.compile(r"\b(?:which|who|that|it|to) \Z", re.IGNORECASE)

# An object. Matches ` the files`, ` whether`; not ` of`, ` objects`, ` that are`.
_OBJECT = re.compile(rf" (?!that\b)(?:{_DETERMINERS}|it|them|whether|how)\b")

# The next word. Matches ` value`; not `, value`, ` 3`.
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")


# A singular subject before a verb in *-s*. Matches `It `, `this also `; not `its `, `this input `.
_SINGULAR_SUBJECT = re.compile(r"\b(?:it|this)(?: also| always| only| then)? \Z", re.IGNORECASE)


def is_verb(left: str, surface: str, right: str) -> bool:
    """Return whether the words around a mention show that it is a verb."""
    if _BEFORE_VERB.search(left):
        return True
    if surface.endswith("s") and _SINGULAR_SUBJECT.search(left):
        return True
    return _OBJECT.match(right) is not None and _ALLOWS_VERB.search(left) is not None


def is_before_noun(right: str) -> bool:
    """Return whether a mention is followed by a word with a meaning of its own."""
    following = _NEXT_WORD.match(right)
    return following is not None and following[1].casefold() not in CLOSED_CLASS
