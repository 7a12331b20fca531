"""The wording of findings about references: the object, the problem and, where known, the fix.

A message does not include the suggestion: `Finding.full_message` appends it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sphinx_glossary_faq.core.model.records import Location, Question
from sphinx_glossary_faq.core.text.plural import pluralize

_TARGET_NOUNS: Final = {
    "term": "glossary term",
    "doc": "page",
    "question": "question",
    "ref": "label",
    "numref": "label",
    "eq": "equation",
    "keyword": "keyword",
    "option": "option",
    "envvar": "environment variable",
    "token": "grammar token",
    "any": "target",
}
"""What a role of the standard domain references."""

_UNUSABLE_HINTS: Final = {
    "ref": "The label does not precede a title or caption. Give the reference explicit text.",
    "numref": "The label does not precede a numbered element. Use the ref role instead.",
}


class Description(NamedTuple):
    """What a finding says about a reference."""

    message: str
    suggestion: str = ""
    location: str = ""
    """Where the suggested target is, as "file:line"; without the line if that is unknown."""

    target: str = ""
    """The target as a whole, if it is more than that of the reference."""


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
    markup = "link" if source == "link" else "role"
    message = (
        f"{source}: {target_noun(role)} “{target}” exists, but this {markup} cannot reference it."
    )
    return " ".join(filter(None, (message, _UNUSABLE_HINTS.get(role))))


def unknown_project(name: str) -> str:
    """Return the sentence about the prefix of a target that names no project."""
    return f"There is no project “{name}” in intersphinx_mapping."


def section_without_label(title: str, location: str) -> str:
    """Return the sentence about a section that a role cannot reference."""
    return f"The section “{title}” ({location}) has no label. Define a label before it."


def unknown_anchor(anchor: str, page: str, definition: str, *, is_raw: bool) -> str:
    """Return the message for an *anchor* that a page has, but not for MyST-Parser.

    :param definition: the markup of a label with its name, if that is the fix.
    :param is_raw: whether raw HTML defines it.
    """
    cause = "it is defined in raw HTML" if is_raw else "it is not a label"
    message = (
        f"link: page “{page}” has the anchor “{anchor}”, but MyST-Parser does not find it because "
        f"{cause}."
    )
    return f"{message} Define a label there: “{definition}”." if definition else message


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
    fix = "Write the full text of one question, or give it" if differ else "Give one question"
    return (
        f"{source}: “{target}” may mean {' or '.join(candidates)}. "
        f"{fix} a :name: and use that name."
    )


def hidden_target(target: str, location: str, condition: Iterable[str]) -> str:
    """Return the message for a *target* at a *location* that this build leaves out.

    *condition* is the directive around it and its argument, which may be empty.
    """
    directive = " ".join(filter(None, condition))
    return (
        f"“{target}” is in {location}, inside “{directive}”, which this build excludes. "
        "Move the target, or exclude the reference as well."
    )


def external_target(target: str) -> str:
    """Return the message for a reference that resolves to another project without naming it."""
    return (
        f"“{target}” is not in this project, so the reference links to another project. "
        "Name that project, for example with “:external:”, or correct the target."
    )
