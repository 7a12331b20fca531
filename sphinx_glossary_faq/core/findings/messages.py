"""The wording of findings about references: the object, the problem and, where known, the fix.

A message does not include the suggestion: `Finding.full_message` appends it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sphinx_glossary_faq.core.model.records import Location, Question
from sphinx_glossary_faq.core.text.plural import pluralize

_TARGET_NOUNS: Final = {
    "term": "glossary term",
    "doc": "page",
    "question": "question",
    "ref": "label",
    "numref": "label",
    "keyword": "keyword",
    "option": "option",
    "envvar": "environment variable",
    "token": "grammar token",
    "any": "target",
}
"""What a role of the standard domain references."""

_UNUSABLE_HINTS: Final = {
    "ref": "The label does not precede a title or caption. Give the reference its own text.",
    "numref": "The label does not precede a numbered element: use the ref role.",
}


def role_name(domain: str, role: str) -> str:
    """Return a role as an author writes it: "ref role", "py:func role"."""
    if domain == "faq":
        return "faq role"
    return f"{role} role" if domain in ("", "std") else f"{domain}:{role} role"


def target_noun(role: str) -> str:
    """Return the noun for the targets of *role*."""
    return _TARGET_NOUNS.get(role, "target")


def missing_target(source: str, noun: str, target: str) -> str:
    """Return the message for a *target* that does not exist.

    *source* is the markup that references it: "ref role", "see-also".
    """
    return f"{source}: {noun} “{target}” does not exist."


def unusable_target(source: str, role: str, target: str) -> str:
    """Return the message for a *target* that exists but that *role* cannot reference."""
    message = f"{source}: {target_noun(role)} “{target}” exists, but this role cannot reference it."
    return " ".join(filter(None, (message, _UNUSABLE_HINTS.get(role))))


def format_location(location: Location) -> str:
    """Return a location for a message, the same on every machine."""
    return f"{location.docname}, line {location.line}" if location.line else location.docname


def ambiguous_question(source: str, target: str, questions: Sequence[Question]) -> str:
    """Return the message for a *target* that may mean any of *questions*."""
    candidates = [
        f"“{question.text}” ({format_location(question.location)})" for question in questions
    ]
    if len(candidates) > 3:
        candidates[2:] = [pluralize(len(candidates) - 2, "other question")]
    differ = len({question.text for question in questions}) > 1
    fix = "Write the text of one of them in full, or give it" if differ else "Give one of them"
    return (
        f"{source}: “{target}” may mean {' or '.join(candidates)}. "
        f"{fix} a :name: and reference that."
    )


def hidden_target(target: str, location: str, condition: Iterable[str]) -> str:
    """Return the message for a *target* at a *location* that this build leaves out.

    *condition* is the directive around it and its argument, which may be empty.
    """
    directive = " ".join(filter(None, condition))
    return (
        f"“{target}” is in {location}, under “{directive}”, which this build excludes. "
        "Move the target, or hide the reference too."
    )


def external_target(target: str) -> str:
    """Return the message for a reference that resolves to another project without naming it."""
    return (
        f"“{target}” is not in this project; the reference links to another one. "
        "Name that project, for example with “:external:”, or correct the target."
    )
