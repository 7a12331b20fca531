"""Apply the case rules `exact`, `ignore-case` and `smart` to the spelling of a mention.

This module compares the words of a term with those of a text. It neither splits text nor inflects
words. Where case is significant, an inflected ending only has to be in lower case. A spelling
without inflected forms requires the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_glossary_faq.core.text.tokenizer import HYPHENS, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Names that look like the plural of a common word, such as Windows.
PROPER_NOUNS: Final = frozenset({"Windows"})


DERIVED: Final = 2
"""The precedence of a spelling that is derived from a name.  See `Spelling`."""


class CaseRule(NamedTuple):
    """The case that a spelling of a term requires."""

    target: int
    match: str
    words: tuple[str, ...]
    """The words of the spelling as the author wrote them, without the gaps."""
    exact: tuple[bool, ...]
    """For each word, whether its case is significant."""
    inflect: bool = True
    """Whether the words may be inflected."""
    precedence: int = 0
    """The precedence of the spelling: 0, 1 or `DERIVED`."""

    def matches(self, surface: Sequence[str]) -> bool:
        """Return whether the words of a text have the required case.

        The number of words may differ from that of the spelling only because of dashes, which have
        no case.
        """
        return all(
            (not exact or same_case(token, word)) and (self.inflect or fold(token) == fold(word))
            for token, word, exact in zip(surface, self.words, self.exact, strict=False)
        )


def make_case_rule(
    target: int,
    match: str,
    words: Sequence[str],
    gaps: Sequence[str],
    *,
    inflect: bool = True,
    precedence: int = 0,
) -> CaseRule:
    """Return the rule for a spelling with the given words and gaps."""
    if match == "smart":
        exact = tuple(
            is_significant_case(word, gap) for word, gap in zip(words, (*gaps, ""), strict=True)
        )
    else:
        exact = (match == "exact",) * len(words)
    return CaseRule(target, match, tuple(words), exact, inflect, precedence)


def is_significant_case(word: str, gap: str) -> bool:
    """Return whether the capitals of a word are more than title case, given the gap after it.

    The result is True for `REST`, `LaTeX`, `iPhone`, `pH` and the `C` of `C extension`. It is False
    for `Interview`, `3D` and the `E` of `E-mail`. A single capital is significant: `A record` is
    not "a record".
    """
    if len(word) == 1:
        return word.isupper() and not (gap and gap in HYPHENS)
    if word in PROPER_NOUNS:
        return True
    rest = word.lstrip("0123456789_")[1:]
    return rest != rest.lower()


def same_case(token: str, word: str) -> bool:
    """Return whether two forms of a word have the same case, apart from their endings.

    The result is True for `APIs` and `API`, and for `Policies` and `Policy`. It is False for `api`
    and `API`, and for `ITS` and `IT`.
    """
    if token == word:
        return True
    common = 0
    for left, right in zip(token, word, strict=False):
        if left != right:
            break
        common += 1
    endings = token[common:] + word[common:]
    return endings == endings.lower()


def resolve_case(rules: Iterable[CaseRule], surface: Sequence[str]) -> tuple[int, ...]:
    """Return the targets that match a phrase with the given case.

    Derived spellings only apply if no spelling with precedence 0 matches.
    Spellings with exactly this case take precedence, followed by spellings with `ignore-case`. If
    terms differ only in case, a phrase with any other case is ambiguous and has no target.
    """
    matching = [rule for rule in rules if rule.matches(surface)]
    if any(rule.precedence == 0 for rule in matching):
        matching = [rule for rule in matching if rule.precedence != DERIVED]
    exact = [rule for rule in matching if all(map(same_case, surface, rule.words))]
    ignore_case = [rule for rule in matching if rule.match == "ignore-case"]
    targets = {rule.target for rule in exact or ignore_case or matching}
    is_ambiguous = not (exact or ignore_case) and len({rule.words for rule in matching}) > 1
    if is_ambiguous and len(targets) > 1:
        return ()
    return tuple(sorted(targets))
