"""Most texts have no term in them: to tell so without cutting them into words.

Knows the chunks between blanks, and remembers of each whether a term stands in it and how one may
lead from it to the next: a chunk costs a tenth of what its words would. Errs on the side of yes,
for what passes is read by the matcher.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinx_glossary_faq.core.phrases import ENDS, GOES_ON, bucket
from sphinx_glossary_faq.core.words import INVISIBLE, SOFT_HYPHEN, UNSPACED, junction, separator

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx_glossary_faq.core.forms import Forms
    from sphinx_glossary_faq.core.phrases import Phrases

# Chunks remembered, at some 200 bytes each; a longer one is no word but a row of them.
_REMEMBERED: Final = 65536
_LONGEST: Final = 60

_ANY: Final = -1

# Targets of which there is no telling: a number that no caller has settled.
_UNTOLD: Final = frozenset({-1})

# What makes words of other things than blanks. Matches `面`, U+200B, U+00AD; not `é`, `’`.
_UNUSUAL = re.compile(f"{INVISIBLE}|[{UNSPACED}{SOFT_HYPHEN}]")


@dataclass(slots=True)
class _Chunk:
    """What the vocabulary has of the words between two blanks."""

    targets: frozenset[int]
    """Those of the terms that begin and end in it; `_UNTOLD` among them if there may be more."""
    first: tuple[str, ...]
    """The keys of its first word, with what stands before it, if a phrase may lead into it."""
    lead: int
    """The buckets of that word."""
    begins: tuple[str, ...]
    """Its last word and the gap behind it, if a phrase begins with that."""
    following: int
    """The buckets of the words that go on such a phrase."""
    through: str
    """Its only word and the gap behind it, if a phrase may lead through it."""
    ending: int
    """The flags of a phrase that leads into it and may end in it."""


_NOTHING: Final = _Chunk(frozenset(), (), 0, (), 0, "", 0)
_ANYTHING: Final = _Chunk(_UNTOLD, (), 0, (), 0, "", 0)


class Sieve(dict[str, _Chunk]):
    """Chunk → what the vocabulary has of it, and so: text → may it have a term."""

    def __init__(self, phrases: Phrases, forms: Forms) -> None:
        super().__init__()
        self._phrases = phrases
        self._forms = forms
        self._quiet: set[str] = set()
        """The chunks in which no term stands or begins, to tell of a text at a glance."""

    def passes(self, text: str, settled: Set[int] = frozenset()) -> bool:
        """Tell whether there may be a term in this text whose target is not *settled*."""
        if ("\0" in text or not text.isascii()) and _UNUSUAL.search(text):
            return True
        chunks = text.split()
        return not self._quiet.issuperset(chunks) and self._lead_to_a_term(chunks, settled)

    def _lead_to_a_term(self, chunks: list[str], settled: Set[int]) -> bool:
        """Tell whether a term stands in one of the chunks, or leads from some to the next."""
        code_of = self._phrases.codes.get
        open_phrases: tuple[str, ...] = ()
        wanted = 0
        for chunk in map(self.__getitem__, chunks):
            if chunk is _NOTHING:
                wanted = 0
                continue
            if not chunk.targets <= settled:
                return True
            longer, following = chunk.begins, chunk.following
            if wanted & chunk.lead:
                for phrase in open_phrases:
                    for form in chunk.first:
                        code = code_of(phrase + form, 0)
                        if code & chunk.ending:
                            return True
                        if code and chunk.through:
                            longer = (*longer, phrase + chunk.through)
                            following = _ANY
            open_phrases, wanted = longer, following
        return False

    def __missing__(self, text: str) -> _Chunk:
        if len(self) >= _REMEMBERED:
            self.clear()
            self._quiet.clear()
        chunk = self._read(text)
        if len(text) <= _LONGEST:
            self[text] = chunk
            if not (chunk.targets or chunk.begins):
                self._quiet.add(text)
        return chunk

    def _read(self, text: str) -> _Chunk:
        split = self._phrases.splitter.split
        if text.isascii():
            folded = split(text.lower())
            if len(folded) > 1 and self._forms.known.isdisjoint(folded):  # most of all
                return _NOTHING
        parts = split(text)
        words = list(map(self._forms.__getitem__, parts[1::2]))
        if not any(words):
            may_join = not words and separator(f"\n{text}\n") is not None  # a lone apostrophe
            return _ANYTHING if may_join else _NOTHING
        # The blanks between chunks may be a line's end, which goes with more than a space does.
        before, behind = separator("\n" + parts[0]), separator(parts[-1] + "\n")
        tail = words[-1][0] + behind if behind and words[-1] else ""
        goes_on = tail and self._phrases.codes.get(words[-1][0], 0) & GOES_ON
        first = words[0] if before else ()
        return _Chunk(
            targets=self._targets(parts, words),
            first=tuple(f"{before}{form}"[1:] for form in first),
            lead=sum({bucket(form) for form in first}),
            begins=(tail,) if goes_on else (),
            following=self._phrases.following[words[-1][0]] if goes_on else 0,
            through=before[1:] + tail if before and tail and len(words) == 1 else "",
            ending=ENDS if len(words) == 1 else ENDS | GOES_ON,
        )

    def _targets(self, parts: list[str], words: list[tuple[str, ...]]) -> frozenset[int]:
        """Return the targets of the words of a chunk; untold if some lead from one to the next."""
        codes = self._phrases.codes
        found: set[int] = set()
        for place, forms in enumerate(words):
            for form in forms:
                code = codes.get(form, 0)
                if code & ENDS:
                    claimed = self._phrases.claimed(code)
                    found |= claimed if len(claimed) == 1 else _UNTOLD
            if forms and place + 1 < len(words) and codes.get(forms[0], 0) & GOES_ON:
                gap = junction(*parts[2 * place + 1 : 2 * place + 4])
                follow = words[place + 1]
                if gap is not None and any(forms[0] + gap + form in codes for form in follow):
                    return _UNTOLD
        return frozenset(found)
