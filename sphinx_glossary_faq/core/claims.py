"""Which term a spelling means where case decides: the rules of `exact`, `ignore-case` and `smart`.

Knows how terms are written and compares that with a text, word by word. Does not know how words are
found, nor inflection: an inflected ending only has to be in lower case where case counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_glossary_faq.core.words import HYPHENS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Names that look like plurals of common words: a window is not Windows.
NAMES: Final = frozenset({"Windows"})


class Claim(NamedTuple):
    """A term's claim to a phrase."""

    target: int
    match: str
    words: tuple[str, ...]
    """The phrase as its author wrote it, without what stands between the words."""
    exact: tuple[bool, ...]
    """Of which of the words the case counts."""

    def admits(self, surface: Sequence[str]) -> bool:
        """Tell whether the case of all words that care is right.

        Runs of dashes can be one phrase and other words: without case they agree anyhow.
        """
        return all(
            not exact or same_case(seen, word)
            for seen, word, exact in zip(surface, self.words, self.exact, strict=False)
        )


def claim(target: int, match: str, words: Sequence[str], gaps: Sequence[str]) -> Claim:
    """Return the claim of a spelling, given its words and the gaps between them as written."""
    if match == "smart":
        exact = tuple(
            is_deliberate(word, gap) for word, gap in zip(words, (*gaps, ""), strict=True)
        )
    else:
        exact = (match == "exact",) * len(words)
    return Claim(target, match, tuple(words), exact)


def is_deliberate(word: str, gap: str) -> bool:
    """Tell whether the capitals of a word, followed by this gap, are more than a heading's.

    `REST`, `LaTeX`, `iPhone`, `pH` and the `C` of `C extension` are; `Interview`, `3D` and the
    `E` of `E-mail` are not. A single capital is all capitals: `A record` is not "a record".
    """
    if len(word) == 1:
        return word.isupper() and not (gap and gap in HYPHENS)
    if word in NAMES:
        return True
    rest = word.lstrip("0123456789_")[1:]
    return rest != rest.lower()


def same_case(seen: str, written: str) -> bool:
    """Tell whether two forms of a word are written alike, endings aside.

    `APIs` and `API` are, `Policies` and `Policy`; not `api` and `API`, `ITS` and `IT`.
    """
    if seen == written:
        return True
    common = 0
    for one, other in zip(seen, written, strict=False):
        if one != other:
            break
        common += 1
    endings = seen[common:] + written[common:]
    return endings == endings.lower()


def judge(claims: Iterable[Claim], surface: Sequence[str]) -> tuple[int, ...]:
    """Return the targets meant by a phrase that is written like this.

    Who wrote it exactly so comes first, then who does not care. Terms that differ by case alone
    care among themselves, unless an author asked for `ignore-case`.
    """
    loose = [claim for claim in claims if claim.admits(surface)]
    exact = [claim for claim in loose if all(map(same_case, surface, claim.words))]
    asked = [claim for claim in loose if claim.match == "ignore-case"]
    meant = exact or asked or loose
    targets = {claim.target for claim in meant}
    third = not (exact or asked) and len({claim.words for claim in loose}) > 1
    if third and len(targets) > 1:
        return ()
    return tuple(sorted(targets))
