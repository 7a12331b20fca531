"""Build the messages of findings about references.

A message names the object, the problem and, where known, the fix. It does not include the
suggestion, which `Finding.full_message` appends.
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
"""The nouns for the targets of roles in the standard domain."""

_UNUSABLE_HINTS: Final = {
    "ref": "The label does not precede a title or caption. Give the reference explicit text.",
    "numref": "The label does not precede a numbered element. Use the ref role instead.",
}


class Description(NamedTuple):
    """The message and the suggestion for a reference."""

    message: str
    suggestion: str = ""
    location: str = ""
    """The location of the suggested target, as "file:line" or, if the line is unknown, "file"."""

    target: str = ""
    """The complete target, if it differs from the target of the reference."""


def role_name(domain: str, role: str) -> str:
    """Return the name of a role as authors write it, such as "ref role" or "py:func role"."""
    if domain == "faq":
        return "faq role"
    return f"{role} role" if domain in ("", "std") else f"{domain}:{role} role"


def target_noun(role: str) -> str:
    """Return the noun for the targets of *role*."""
    return _TARGET_NOUNS.get(role, "target")


def missing_target(source: str, noun: str, target: str) -> str:
    """Return the message for a *target* that does not exist.

    *source* is the markup that contains the reference, such as "ref role" or "see-also".
    """
    return f"{source}: {noun} “{target}” does not exist."


def unusable_target(source: str, role: str, target: str) -> str:
    """Return the message for a *target* that exists but that *role* cannot reference."""
    markup = "link" if source == "link" else "role"
    message = (
        f"{source}: {target_noun(role)} “{target}” exists, but this {markup} cannot reference it."
    )
    return " ".join(filter(None, (message, _UNUSABLE_HINTS.get(role))))


def unusable_reference(source: str, target: str, problem: str) -> str:
    """Return the message for a reference that Sphinx warns about, with Sphinx's *problem*."""
    return (
        f"{source}: target “{target}” cannot be used. Sphinx reports “{problem.rstrip('.')}”. "
        "Correct the target or the reference."
    )


def unknown_project(name: str) -> str:
    """Return the sentence for a target whose prefix is not the name of a project."""
    return f"There is no project “{name}” in intersphinx_mapping. Add it, or correct the prefix."


def section_without_label(title: str, location: str) -> str:
    """Return the sentence for a section that no role can reference."""
    return f"The section “{title}” ({location}) has no label. Define a label before it."


def unknown_anchor(anchor: str, page: str, definition: str, *, is_raw: bool) -> str:
    """Return the message for an *anchor* that exists but that MyST-Parser cannot find.

    :param definition: the markup of a label that fixes the problem, or "".
    :param is_raw: whether the anchor is defined in raw HTML.
    """
    cause = "it is defined in raw HTML" if is_raw else "it is not a label"
    message = (
        f"link: page “{page}” has the anchor “{anchor}”, but MyST-Parser does not find it because "
        f"{cause}."
    )
    return f"{message} Define a label there: “{definition}”." if definition else message


def format_location(location: Location) -> str:
    """Return a location for a message, without machine-specific paths."""
    return f"{location.docname}, line {location.line}" if location.line else location.docname


def ambiguous_question(source: str, target: str, questions: Sequence[Question]) -> str:
    """Return the message for a *target* that matches several *questions*."""
    candidates = [
        f"“{question.text}” ({format_location(question.location)})" for question in questions
    ]
    if len(candidates) > 3:
        candidates[2:] = [pluralize(len(candidates) - 2, "other question")]
    differ = len({question.text for question in questions}) > 1
    fix = "Write the full text of one question, or give it" if differ else "Give one question"
    return (
        f"{source}: “{target}” matches {' and '.join(candidates)}. "
        f"{fix} a :name: and use that name."
    )


def hidden_target(target: str, location: str, condition: Iterable[str]) -> str:
    """Return the message for a *target* in content that this build excludes.

    *condition* consists of the directive around the target and its argument, which may be empty.
    """
    directive = " ".join(filter(None, condition))
    return (
        f"“{target}” is in {location}, inside “{directive}”, which this build excludes. "
        "Move the target out of this directive, or move the reference into one like it."
    )


def external_target(target: str) -> str:
    """Return the message for a reference that resolves to another project but does not name it."""
    return (
        f"“{target}” is not in this project, so the reference links to another project. "
        "Name that project, for example with “:external:”, or correct the target."
    )
