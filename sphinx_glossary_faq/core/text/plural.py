"""Format numbers with English nouns."""

from __future__ import annotations


def pluralize(number: int, noun: str) -> str:
    """Return *number* with the singular or plural of *noun*, such as "1 page" or "2 pages"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
