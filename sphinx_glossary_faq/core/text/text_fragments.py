"""Make text fragments, with which a link leads to a text on a page without an id.

A browser searches the whole page for the text, from its beginning, and ignores case.  The words
around the text are part of the fragment, so that a heading or a sidebar with the same text is not
found instead.  See https://wicg.github.io/scroll-to-text-fragment/.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

_MAX_WORDS: Final = 6
"""The number of words on each side up to which a text is made unique."""

_MAX_LENGTH: Final = 60
"""The number of characters of a context, which is left out if its first word is longer."""

DIRECTIVE: Final = ":~:text="


def make_text_fragment(left: str, text: str, right: str, page_text: str = "") -> str:
    """Return the text directive for *text* between *left* and *right*, from `DIRECTIVE` on.

    :param page_text: the text of the page from `normalize`, in which the context is made unique.
    """
    text, lefts, rights = normalize(text), _split(left), _split(right)
    before, after = "", ""
    for count in range(1, _MAX_WORDS + 1):
        before = _clip(lefts[-count:], -1)
        after = _clip(rights[:count], 1)
        if page_text.count(_join(left, before, text, after, right).casefold()) < 2:
            break
    parts = [f"{_encode(before)}-"] if before else []
    parts.append(_encode(text))
    parts += [f"-{_encode(after)}"] if after else []
    return DIRECTIVE + ",".join(parts)


def normalize(text: str) -> str:
    """Return *text* as browsers search for it, but in its own case."""
    return " ".join(text.replace("\0", "").split())


def _split(text: str) -> list[str]:
    return normalize(text).split(" ") if text.strip("\0 \n") else []


def _clip(words: list[str], step: int) -> str:
    """Return the words that are nearest to the text and short enough, in the order of the text."""
    clipped: list[str] = []
    length = 0
    for word in words[::step]:
        length += len(word) + 1
        if length > _MAX_LENGTH:
            break
        clipped.append(word)
    return " ".join(clipped[::step])


def _join(left: str, before: str, text: str, after: str, right: str) -> str:
    """Return the text with its context, with spaces where the page has them."""
    gap_before = " " if before and left[-1:].isspace() else ""
    gap_after = " " if after and right[:1].isspace() else ""
    return f"{before}{gap_before}{text}{gap_after}{after}"


def _encode(text: str) -> str:
    """Return *text* percent-encoded; a hyphen and a comma would separate the parts."""
    return quote(text, safe="").replace("-", "%2D")
