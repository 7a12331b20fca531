"""Skip texts without terms, without splitting them into words.

For each chunk between whitespace, the filter caches whether it contains a term and which phrases
may continue in the next chunk. A chunk takes a tenth of the time of its words. False positives are
allowed, because the matcher processes every text that passes the filter. False negatives are not
allowed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinx_glossary_faq.core.matching.phrase_index import IS_PREFIX, IS_TERMINAL, bloom_bit
from sphinx_glossary_faq.core.text.tokenizer import (
    INVISIBLE,
    SCRIPTIO_CONTINUA,
    SOFT_HYPHEN,
    gap_class,
    separator_class,
)

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx_glossary_faq.core.matching.phrase_index import LemmaIndex, PhraseIndex

# The maximum number of cached chunks, at about 200 bytes each, and their maximum length. Longer
# chunks usually do not occur again.
_MAX_CACHED_CHUNKS: Final = 65536
_MAX_CHUNK_LENGTH: Final = 60

_ALL_BITS: Final = -1

# A placeholder for unknown targets, which is not a valid target number.
_UNKNOWN_TARGETS: Final = frozenset({-1})

# Text with words that are not delimited by whitespace. Matches `面`, U+200B, U+00AD; not `é`, `’`.
_NOT_DELIMITED = re.compile(f"{INVISIBLE}|[{SCRIPTIO_CONTINUA}{SOFT_HYPHEN}]")


@dataclass(slots=True)
class _Chunk:
    """The result of comparing a chunk of text with the vocabulary."""

    targets: frozenset[int]
    """Targets of the terms inside the chunk, with `_UNKNOWN_TARGETS` if there may be more."""
    first_keys: tuple[str, ...]
    """Keys of the first word with the gap before it, if a phrase may continue into the chunk."""
    first_bits: int
    """Bloom bits of these keys."""
    prefixes: tuple[str, ...]
    """Prefixes that consist of the last word and the gap after it, if a phrase begins with them."""
    next_bits: int
    """Bloom bits of the words that may follow one of the prefixes."""
    continuation: str
    """The only word with the gap after it, if a phrase may continue through the chunk."""
    end_flags: int
    """Flags for phrases that continue into the chunk and may end in it."""


_NO_TERM: Final = _Chunk(frozenset(), (), 0, (), 0, "", 0)
_UNKNOWN_CHUNK: Final = _Chunk(_UNKNOWN_TARGETS, (), 0, (), 0, "", 0)


class Prefilter(dict[str, _Chunk]):
    """A filter for texts that may contain a term, based on cached chunks."""

    def __init__(self, phrases: PhraseIndex, lemmas: LemmaIndex) -> None:
        super().__init__()
        self._phrases = phrases
        self._lemmas = lemmas
        self._known_negative: set[str] = set()
        """Chunks in which no term occurs or begins, as a fast path for whole texts."""

    def may_contain(self, text: str, resolved_targets: Set[int] = frozenset()) -> bool:
        """Return whether a text may mention a target that is not in *resolved_targets*."""
        if ("\0" in text or not text.isascii()) and _NOT_DELIMITED.search(text):
            return True
        chunks = text.split()
        return not self._known_negative.issuperset(chunks) and self._spans_term(
            chunks, resolved_targets
        )

    def _spans_term(self, chunks: list[str], resolved_targets: Set[int]) -> bool:
        """Return whether a term occurs in a chunk or spans several chunks."""
        code_of = self._phrases.codes.get
        prefixes: tuple[str, ...] = ()
        expected_bits = 0
        for chunk in map(self.__getitem__, chunks):
            if chunk is _NO_TERM:
                expected_bits = 0
                continue
            if not chunk.targets <= resolved_targets:
                return True
            next_prefixes, next_bits = chunk.prefixes, chunk.next_bits
            if expected_bits & chunk.first_bits:
                for prefix in prefixes:
                    for key in chunk.first_keys:
                        code = code_of(prefix + key, 0)
                        if code & chunk.end_flags:
                            return True
                        if code and chunk.continuation:
                            next_prefixes = (*next_prefixes, prefix + chunk.continuation)
                            next_bits = _ALL_BITS
            prefixes, expected_bits = next_prefixes, next_bits
        return False

    def __missing__(self, text: str) -> _Chunk:
        if len(self) >= _MAX_CACHED_CHUNKS:
            self.clear()
            self._known_negative.clear()
        chunk = self._analyze(text)
        if len(text) <= _MAX_CHUNK_LENGTH:
            self[text] = chunk
            if not (chunk.targets or chunk.prefixes):
                self._known_negative.add(text)
        return chunk

    def _analyze(self, text: str) -> _Chunk:
        split = self._phrases.tokenizer.split
        if text.isascii():
            folded = split(text.lower())
            if len(folded) > 1 and self._lemmas.candidate_keys.isdisjoint(folded):  # most chunks
                return _NO_TERM
        parts = split(text)
        words = list(map(self._lemmas.__getitem__, parts[1::2]))
        if not any(words):
            may_join = not words and separator_class(f"\n{text}\n") is not None  # a lone apostrophe
            return _UNKNOWN_CHUNK if may_join else _NO_TERM
        # Whitespace between chunks may be a line break, which belongs to more gaps than a space.
        before, after = separator_class("\n" + parts[0]), separator_class(parts[-1] + "\n")
        last = words[-1][0] + after if after and words[-1] else ""
        is_prefix = last and self._phrases.codes.get(words[-1][0], 0) & IS_PREFIX
        first = words[0] if before else ()
        return _Chunk(
            targets=self._targets(parts, words),
            first_keys=tuple(f"{before}{lemma}"[1:] for lemma in first),
            first_bits=sum({bloom_bit(lemma) for lemma in first}),
            prefixes=(last,) if is_prefix else (),
            next_bits=self._phrases.next_word_filter[words[-1][0]] if is_prefix else 0,
            continuation=before[1:] + last if before and last and len(words) == 1 else "",
            end_flags=IS_TERMINAL if len(words) == 1 else IS_TERMINAL | IS_PREFIX,
        )

    def _targets(self, parts: list[str], words: list[tuple[str, ...]]) -> frozenset[int]:
        """Return the targets inside a chunk, or `_UNKNOWN_TARGETS` if a phrase may span words."""
        codes = self._phrases.codes
        targets: set[int] = set()
        for index, lemmas in enumerate(words):
            for lemma in lemmas:
                code = codes.get(lemma, 0)
                if code & IS_TERMINAL:
                    candidates = self._phrases.all_targets(code)
                    targets |= candidates if len(candidates) == 1 else _UNKNOWN_TARGETS
            if lemmas and index + 1 < len(words) and codes.get(lemmas[0], 0) & IS_PREFIX:
                gap = gap_class(*parts[2 * index + 1 : 2 * index + 4])
                next_lemmas = words[index + 1]
                if gap is not None and any(
                    lemmas[0] + gap + lemma in codes for lemma in next_lemmas
                ):
                    return _UNKNOWN_TARGETS
        return frozenset(targets)
