"""Split a name with a parenthesis into the names that it stands for, and a domain.

A parenthesis is another name if it is quoted, if a word such as *or* introduces it, or if one of
the two is an abbreviation of the other. Any other parenthesis names the domain of the term, as in
*Mercury (planet)*. A parenthesis without a space before it, as in `term(s)`, is part of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

# A name with one parenthesis after a space, or a full-width one. Matches `Mercury (planet)`,
# `Domain Name System (DNS) record`, `水星（惑星）`; not `term(s)`, `f(x)`, `(un)stable`, nor
# `a (b) (c)`.
_PARENTHESIS = re.compile(
    r"(?P<head>[^ (（](?:[^(（]|(?<! )\()*?)(?: \(| ?（)(?P<content>[^()（）]+)[)）]"
    r"(?: (?P<tail>[^()（）]+))?"
)

# The words that introduce another name, by language.
_INTRODUCTIONS: Final = {
    "de": r"oder|bzw\.|auch(?: bekannt als)?|alias",
    "en": r"or|also(?: known as| called)?|a\.?k\.?a\.?|alias",
    "es": r"o|también(?: conocid[oa]s? como| llamad[oa]s?)?|alias",
    "fr": r"ou(?: bien)?|aussi(?: appelée?s?)?|alias",
    "it": r"o|oppure|anche(?: not[oaie] come| dett[oaie])?|alias",
    "nl": r"of|ook(?: wel| bekend als)?|alias",
    "pt": r"ou|também(?: conhecid[oa]s? como| chamad[oa]s?)?|vulgo",
}

# A quoted name. Matches `“sdist”`, `"sdist"`, `„sdist“`, `« sdist »`, `‘sdist’`; not `it’s`.
_QUOTED = re.compile(
    r"\"([^\"“”„«»]+)\"|[“„]([^\"“”„«»]+)[“”]|«([^\"“”„«»]+)»|»([^\"“”„«»]+)«"
    r"|(?<!\w)['‘‚]([^'‘’‚]+)['‘’](?!\w)"
)

# A run of letters and digits. Matches `Input` and `Output` in `Input/Output`.
_WORD = re.compile(r"[^\W_]+")

_MIN_SIGNIFICANT: Final = 4
"""The minimum length of a word that an abbreviation in lower case cannot leave out."""


class DerivedNames(NamedTuple):
    """The names that a name with a parenthesis stands for."""

    names: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    """The casefolded words of the domain."""


@lru_cache(maxsize=4096)
def derive_names(name: str, language: str = "en") -> DerivedNames:
    """Return the names that *name* stands for besides itself.

    *language* is the code of a base language, such as `en`.

    >>> derive_names("Python Package Index (PyPI)").names
    ('Python Package Index', 'PyPI')
    >>> derive_names("Mercury (planet)")
    DerivedNames(names=('Mercury',), domain=('planet',))
    """
    if "(" not in name and "（" not in name:
        return DerivedNames()
    match = _PARENTHESIS.fullmatch(" ".join(name.split()))
    if match is None:
        return DerivedNames()
    head, content, tail = match["head"], match["content"].strip(), match["tail"]
    if not _WORD.search(head):
        return DerivedNames()
    names, others = _split_content(head, content, language)
    if tail:  # without the tail, it is another thing
        names = [f"{other} {tail}" for other in (head, *names)] if names else []
        return DerivedNames(tuple(dict.fromkeys(names)))
    return DerivedNames(tuple(dict.fromkeys((head, *names))), _domain_words(" ".join(others)))


def _domain_words(text: str) -> tuple[str, ...]:
    """Return the casefolded words of a domain, without short ones such as *of* if possible."""
    words = [word for word in _WORD.findall(text) if len(word) > 1 or not word.isascii()]
    long = [word for word in words if len(word) >= _MIN_SIGNIFICANT or not word.islower()]
    return tuple(dict.fromkeys(word.casefold() for word in long or words))


def casefolded_words(text: str) -> set[str]:
    """Return the words of *text* as they are compared with a domain."""
    return set(_WORD.findall(text.casefold()))


def _split_content(head: str, content: str, language: str) -> tuple[list[str], list[str]]:
    """Return the alternative names in a parenthesis, and the parts that are no names."""
    is_plain = not (_introduction(language).match(content) or _QUOTED.search(content))
    if is_plain and _is_alternative(head, content):  # a name such as `TCP/IP` is not a list
        return [content], []
    names: list[str] = []
    others: list[str] = []
    is_introduced = False
    for part in _separator(language).split(content):
        match = _introduction(language).match(part)
        is_introduced = not others and (is_introduced or match is not None)
        name = part[match.end() :] if match and is_introduced else part
        if quoted := ["".join(groups).strip() for groups in _QUOTED.findall(part)]:
            names += quoted
        elif is_introduced or _is_alternative(head, name):
            names.append(name)
        else:
            others.append(part)
    return [name for name in names if _WORD.search(name)], others


@cache
def _introduction(language: str) -> re.Pattern[str]:
    """Return the pattern of the words that introduce another name."""
    words = _INTRODUCTIONS.get(language, _INTRODUCTIONS["en"])
    return re.compile(rf"(?:{words}):? ", re.IGNORECASE)


@cache
def _separator(language: str) -> re.Pattern[str]:
    """Return the pattern of what separates names: `,`, `;`, `/`, and the space before *or*."""
    words = _INTRODUCTIONS.get(language, _INTRODUCTIONS["en"])
    return re.compile(rf" ?[,;/、，；] ?| (?=(?:{words}) )", re.IGNORECASE)


def _is_alternative(head: str, content: str) -> bool:
    return abbreviates(content, head) or abbreviates(head, content)


def abbreviates(short: str, long: str) -> bool:
    """Return whether *short* may be an abbreviation of *long*.

    The letters of an acronym occur in the same order in the full name, and begin at the beginning
    of a word. Other abbreviations consist of the beginnings of all words (*sdist*, *config*), or
    count the letters that they leave out (*i18n*). An acronym in Latin letters may abbreviate a
    name in another script.
    """
    letters = "".join(_WORD.findall(short.casefold()))
    words = _WORD.findall(long.casefold())
    if not 1 < len(letters) < sum(map(len, words)) or " " in short:
        return False
    is_acronym = sum(map(str.isupper, short)) > 1
    if is_acronym and short.isascii() and not re.search("[A-Za-z]", long):
        return True
    return (
        _consists_of_beginnings(letters, words)
        or (is_acronym and _has_letters_in_order(letters, words))
        or (len(words) == 1 and letters == f"{words[0][0]}{len(words[0]) - 2}{words[0][-1]}")
    )


def _has_letters_in_order(letters: str, words: Sequence[str]) -> bool:
    """Return whether words contain letters in order, of which the first begins a word.

    The letter of the first word may be inside of it if the second one begins a word: *XML*.
    """
    if len(words) > 1 and not any(word.startswith(letters[0]) for word in words):
        if letters[0] not in words[0]:
            return False
        letters, words = letters[1:], words[1:]
    text = " " + " ".join(words)
    position = text.find(f" {letters[0]}") + 1
    for letter in letters[1:]:
        if position < 1:
            return False
        position = text.find(letter, position + 1)
    return position > 0


def _consists_of_beginnings(letters: str, words: Iterable[str]) -> bool:
    """Return whether letters consist of the beginnings of all words, apart from short words."""
    ends = {0}
    for word in words:
        longer = {
            end + length
            for end in ends
            for length in range(1, len(word) + 1)
            if letters.startswith(word[:length], end)
        }
        ends = longer if len(word) >= _MIN_SIGNIFICANT else ends | longer
    return len(letters) in ends
