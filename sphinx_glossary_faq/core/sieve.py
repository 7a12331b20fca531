"""Most texts have no term in them: to tell so without cutting them into words.

Knows the chunks between blanks, and remembers of each whether a term stands in it and how one may
lead from it to the next: a chunk costs a tenth of what its words would. Errs on the side of yes,
for what passes is read by the matcher.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinx_glossary_faq.core.phrases import ENDS, GOES_ON
from sphinx_glossary_faq.core.words import INVISIBLE, SOFT_HYPHEN, UNSPACED, junction, separator

if TYPE_CHECKING:
    from sphinx_glossary_faq.core.forms import Forms
    from sphinx_glossary_faq.core.phrases import Phrases

# Chunks remembered, at some 200 bytes each; a longer one is no word but a row of them.
_REMEMBERED: Final = 65536
_LONGEST: Final = 60

# What makes words of other things than blanks. Matches `面`, U+200B, U+00AD; not `é`, `’`.
_UNUSUAL = re.compile(f"{INVISIBLE}|[{UNSPACED}{SOFT_HYPHEN}]")


@dataclass(slots=True)
class _Chunk:
    """What the vocabulary has of the words between two blanks."""

    passes: bool
    """A term begins and ends in it, or there is no telling."""
    first: tuple[str, ...]
    """The keys of its first word, with what stands before it, if a phrase may lead into it."""
    begins: tuple[str, ...]
    """Its last word and the gap behind it, if a phrase begins with that."""
    through: str
    """Its only word and the gap behind it, if a phrase may lead through it."""
    within: bool
    """A phrase that leads into it may go on within it."""


class Sieve(dict[str, "_Chunk | None"]):
    """Chunk → what the vocabulary has of it, None if nothing; and so: text → may it have a term."""

    def __init__(self, phrases: Phrases, forms: Forms) -> None:
        super().__init__()
        self._phrases = phrases
        self._forms = forms

    def passes(self, text: str) -> bool:
        """Tell whether there may be a term in this text."""
        if ("\0" in text or not text.isascii()) and _UNUSUAL.search(text):
            return True
        code_of = self._phrases.codes.get
        open_phrases: tuple[str, ...] = ()
        for chunk in map(self.__getitem__, text.split()):
            if chunk is None:
                open_phrases = ()
                continue
            if chunk.passes:
                return True
            longer = chunk.begins
            if open_phrases:
                for phrase in open_phrases:
                    for form in chunk.first:
                        code = code_of(phrase + form)
                        if code is None:
                            continue
                        if chunk.within or code & ENDS:
                            return True
                        if chunk.through:
                            longer = (*longer, phrase + chunk.through)
            open_phrases = longer
        return False

    def __missing__(self, text: str) -> _Chunk | None:
        if len(self) >= _REMEMBERED:
            self.clear()
        chunk = self._read(text)
        if len(text) <= _LONGEST:
            self[text] = chunk
        return chunk

    def _read(self, text: str) -> _Chunk | None:
        parts = self._phrases.splitter.split(text)
        words = list(map(self._forms.__getitem__, parts[1::2]))
        if not any(words):
            return None
        # The blanks between chunks may be a line's end, which goes with more than a space does.
        before, behind = separator("\n" + parts[0]), separator(parts[-1] + "\n")
        tail = words[-1][0] + behind if behind and words[-1] else ""
        goes_on = tail and self._phrases.codes.get(words[-1][0], 0) & GOES_ON
        return _Chunk(
            passes=self._holds(parts, words),
            first=tuple(before[1:] + form for form in words[0]) if before else (),
            begins=(tail,) if goes_on else (),
            through=before[1:] + tail if before and tail and len(words) == 1 else "",
            within=len(words) > 1,
        )

    def _holds(self, parts: list[str], words: list[tuple[str, ...]]) -> bool:
        """Tell whether a term ends in a word of a chunk, or leads from one to the next."""
        codes = self._phrases.codes
        for place, forms in enumerate(words):
            if any(codes.get(form, 0) & ENDS for form in forms):
                return True
            if forms and place + 1 < len(words) and codes.get(forms[0], 0) & GOES_ON:
                gap = junction(*parts[2 * place + 1 : 2 * place + 4])
                follow = words[place + 1]
                if gap is not None and any(forms[0] + gap + form in codes for form in follow):
                    return True
        return False
