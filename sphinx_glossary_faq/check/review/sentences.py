"""Cut the sentence around a mention out of the runs of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sphinx_glossary_faq.core.planning.plan import Run

MAX_LENGTH: Final = 100
"""The number of characters that are kept on each side of a mention."""

ELLIPSIS: Final = "…"

OMITTED: Final = "[…]"
"""What stands for code or a link between two runs, whose text is not recorded."""

# The end of a sentence. Matches the ". " of "It ends. Next", "。"; not the ". " of "e.g. this".
_SENTENCE_END: Final = re.compile(r"[.!?][\"”’')\]]*\s+(?![^\W\d_A-Z])|[。！？]")


def sentence_around(runs: Sequence[Run], number: int, start: int, end: int) -> tuple[str, str]:
    """Return the text of a sentence before and after a mention in run *number*.

    >>> sentence_around([Run("One. The first cat sleeps. Two.", 0)], 0, 15, 18)
    ('The first ', ' sleeps.')
    """
    left, right = _text_before(runs, number, start), _text_after(runs, number, end)
    ends = [match.end() for match in _SENTENCE_END.finditer(left)]
    left = left[ends[-1] :] if ends else left
    if match := _SENTENCE_END.search(right):
        right = right[: match.end()]
    return _shorten_left(left), _shorten_right(right.rstrip())


def _text_before(runs: Sequence[Run], number: int, start: int) -> str:
    text = runs[number].text[:start]
    while number and len(text) <= MAX_LENGTH and _is_same_paragraph(runs, number - 1):
        text = f"{runs[number - 1].text}{_gap(runs, number - 1)}{text}"
        number -= 1
    return _single_spaces(text)


def _text_after(runs: Sequence[Run], number: int, end: int) -> str:
    text = runs[number].text[end:]
    while number + 1 < len(runs) and len(text) <= MAX_LENGTH and _is_same_paragraph(runs, number):
        text = f"{text}{_gap(runs, number)}{runs[number + 1].text}"
        number += 1
    return _single_spaces(text)


def _is_same_paragraph(runs: Sequence[Run], number: int) -> bool:
    """Return whether a run and the next one belong to one paragraph, by their locations."""
    first, second = runs[number], runs[number + 1]
    return (first.line, first.file, first.section) == (second.line, second.file, second.section)


def _gap(runs: Sequence[Run], number: int) -> str:
    """Return `OMITTED` if there is content that is no run between a run and the next one."""
    text, following = runs[number].text, runs[number + 1].text
    starts_apart = following[:1].isspace() or following[:1] in ",.;:!?)"
    if text[-1:].isspace() and starts_apart:
        return OMITTED
    touching = runs[number].after
    return OMITTED if touching and not following.startswith(touching[:1]) else ""


def _single_spaces(text: str) -> str:
    """Return *text* without null characters (escapes of docutils) and with single spaces."""
    return re.sub(r"\s+", " ", text.replace("\0", ""))


def _shorten_left(text: str) -> str:
    if len(text) <= MAX_LENGTH:
        return text.lstrip()
    text = text[-MAX_LENGTH:]
    _word, space, rest = text.partition(" ")
    return f"{ELLIPSIS}{space}{rest}" if rest else f"{ELLIPSIS}{text}"


def _shorten_right(text: str) -> str:
    if len(text) <= MAX_LENGTH:
        return text
    text = text[:MAX_LENGTH]
    rest, space, _word = text.rpartition(" ")
    return f"{rest}{space}{ELLIPSIS}" if rest else f"{text}{ELLIPSIS}"
