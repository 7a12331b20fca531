"""The plural of an English noun after a number."""

from __future__ import annotations


def pluralize(number: int, noun: str) -> str:
    """Return *number* with *noun* in the right number: "1 page", "2 pages"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
