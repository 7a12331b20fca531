"""Decide by case which term a spelling means: the rules of `exact`, `ignore-case` and `smart`.

Compares the words of a term with those of a text. Does not split text and does not know inflection:
where case counts, an inflected ending only has to be in lower case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_glossary_faq.core.text.tokenizer import HYPHENS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Names that look like the plural of a common word: Windows is not a window.
PROPER_NOUNS: Final = frozenset({"Windows"})


class CaseRule(NamedTuple):
    """The case that one spelling of a term requires."""

    target: int
    match: str
    words: tuple[str, ...]
    """The words of the spelling as the author wrote them, without the gaps."""
    exact: tuple[bool, ...]
    """For each word, whether its case counts."""

    def matches(self, surface: Sequence[str]) -> bool:
        """Whether the words of a text have the required case.

        Their number may differ from that of the spelling, but only for dashes, which have no case.
        """
        return all(
            not exact or same_case(token, word)
            for token, word, exact in zip(surface, self.words, self.exact, strict=False)
        )


def make_case_rule(target: int, match: str, words: Sequence[str], gaps: Sequence[str]) -> CaseRule:
    """Return the rule for a spelling, given its words and the gaps between them as written."""
    if match == "smart":
        exact = tuple(
            is_significant_case(word, gap) for word, gap in zip(words, (*gaps, ""), strict=True)
        )
    else:
        exact = (match == "exact",) * len(words)
    return CaseRule(target, match, tuple(words), exact)


def is_significant_case(word: str, gap: str) -> bool:
    """Whether the capitals of a word, followed by this gap, are more than title case.

    True for `REST`, `LaTeX`, `iPhone`, `pH` and the `C` of `C extension`; false for `Interview`,
    `3D` and the `E` of `E-mail`. A single capital counts: `A record` is not "a record".
    """
    if len(word) == 1:
        return word.isupper() and not (gap and gap in HYPHENS)
    if word in PROPER_NOUNS:
        return True
    rest = word.lstrip("0123456789_")[1:]
    return rest != rest.lower()


def same_case(token: str, word: str) -> bool:
    """Whether two forms of a word have the same case, apart from their endings.

    True for `APIs` and `API`, `Policies` and `Policy`; false for `api` and `API`, `ITS` and `IT`.
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
    """Return the targets that a phrase with this case may mean.

    Spellings with exactly this case take precedence, then those of `ignore-case`. Between terms
    that differ only in case, any other case is ambiguous and gives no target.
    """
    matching = [rule for rule in rules if rule.matches(surface)]
    exact = [rule for rule in matching if all(map(same_case, surface, rule.words))]
    ignore_case = [rule for rule in matching if rule.match == "ignore-case"]
    targets = {rule.target for rule in exact or ignore_case or matching}
    is_ambiguous = not (exact or ignore_case) and len({rule.words for rule in matching}) > 1
    if is_ambiguous and len(targets) > 1:
        return ()
    return tuple(sorted(targets))
