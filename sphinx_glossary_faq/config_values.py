"""Validate the values of options, for `config`.

A validator returns the valid part of a value, calls a function for each invalid part, and raises
ValueError if no part is valid.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docutils import nodes

from sphinx_glossary_faq.core.findings.finding import Selection
from sphinx_glossary_faq.core.model.records import LINK_MODES, MATCH_MODES
from sphinx_glossary_faq.core.text.fuzzy import did_you_mean
from sphinx_glossary_faq.core.text.inflection import INFLECTED_LANGUAGES, base_language

TERM_OPTIONS = {
    "aliases": tuple,
    "hidden_aliases": tuple,
    "avoid": tuple,
    "abbreviation": str,
    "broader": tuple,
    "narrower": tuple,
    "related": tuple,
    "match": str,
    "group": str,
    "autolink": bool,
    "inflect": bool,
    "link": str,
    "not_in": tuple,
}
"""The options of a term in `glossary_faq_terms`, named like fields of `Term`, with their types."""

Reject = Callable[[str], None]
"""A function that is called with the error message for an invalid part of a value."""


def type_validator(type_: type, description: str) -> Callable[[Any, Reject], Any]:
    def validate(value: Any, reject: Reject) -> Any:
        if not isinstance(value, type_):
            raise ValueError(f"{value!r} is not {description}.")
        return value

    return validate


def choice_validator(choices: Sequence[str]) -> Callable[[Any, Reject], Any]:
    def validate(value: Any, reject: Reject) -> Any:
        if value not in choices:
            allowed = ", ".join(repr(choice) for choice in choices)
            hint = did_you_mean(str(value), choices)
            raise ValueError(f"{value!r} is not valid. Use one of {allowed}.{hint}")
        return value

    return validate


def list_validator(check_item: Callable[[str], object]) -> Callable[[Any, Reject], Any]:
    """Return a validator for lists of strings that *check_item* accepts."""

    def validate(value: Any, reject: Reject) -> Any:
        if not isinstance(value, list | tuple | set | frozenset):
            raise ValueError(f"{value!r} is not a list of strings.")
        valid, errors = [], []
        for item in value:
            try:
                validate_string(item, reject)
                check_item(item)
                valid.append(item)
            except ValueError as error:
                errors.append(str(error))
        if errors and not valid:
            raise ValueError(" ".join(errors))
        for message in errors:
            reject(message)
        return valid if errors else value

    return validate


def check_node_class(name: str) -> None:
    try:
        import_node_class(name)
    except (Exception, SystemExit) as error:  # a module may raise any exception
        reason = str(error) or type(error).__name__
        message = f"{name!r} cannot be imported as a node class ({reason}). Check the dotted name."
        raise ValueError(message) from error


def check_inflected_language(code: str) -> None:
    if base_language(code) not in INFLECTED_LANGUAGES:
        allowed = ", ".join(map(repr, INFLECTED_LANGUAGES))
        raise ValueError(f"there are no inflected forms for language {code!r}. Use {allowed}.")


def validate_inflect(value: Any, reject: Reject) -> Any:
    if isinstance(value, str):  # from the command line
        value = {"0": False, "1": True}.get(value, [code for code in value.split(",") if code])
    if isinstance(value, bool):
        return value
    return list_validator(check_inflected_language)(value, reject)


def validate_used_in(value: Any, reject: Reject) -> Any:
    if isinstance(value, str):  # from the command line
        value = {"0": False, "1": True}.get(value, [name for name in value.split(",") if name])
    return value if isinstance(value, bool) else validate_strings(value, reject)


def validate_count(value: Any, reject: Reject) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{value!r} is not a number of entries. Use 0 or a positive number.")
    return value


def check_rule(pattern: str) -> None:
    for message in Selection((pattern,)).invalid_patterns():
        raise ValueError(message)


def import_node_class(path: str) -> type[nodes.Node]:
    """Return the class with the given dotted name, or with a bare name in docutils.nodes."""
    module, _, name = path.rpartition(".")
    node_class = getattr(importlib.import_module(module or "docutils.nodes"), name)
    if not (isinstance(node_class, type) and issubclass(node_class, nodes.Node)):
        raise ValueError("it is not a subclass of docutils.nodes.Node")
    return node_class


def validate_term_options(value: Any, reject: Reject) -> dict[str, dict[str, Any]]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{value!r} is not a mapping of terms to their options.")
    valid: dict[str, dict[str, Any]] = {}
    for term, options in value.items():
        if not isinstance(term, str) or not isinstance(options, Mapping):
            reject(f"entry {term!r} must map a term to a mapping of options.")
            continue
        valid[term] = {}
        for name, option_value in options.items():
            try:
                valid[term][name] = validate_term_option(term, name, option_value, reject)
            except ValueError as error:
                reject(str(error))
        if contradicts(valid[term].get("autolink"), valid[term].get("link", "")):
            link = valid[term].pop("link")
            reject(f"option 'link' for {term!r}: {link!r} contradicts 'autolink'.")
    return valid


def contradicts(autolink: bool | None, link: str) -> bool:
    """Return whether an author says both that a term is linked and that it is never linked."""
    return bool(link) and autolink is not None and autolink == (link == "never")


def validate_term_option(term: str, name: Any, value: Any, reject: Reject) -> Any:
    if name not in TERM_OPTIONS:
        hint = did_you_mean(str(name), TERM_OPTIONS)
        raise ValueError(f"option {name!r} for {term!r} does not exist.{hint}")
    choices = {"match": validate_match, "link": choice_validator(LINK_MODES)}
    validate = choices.get(name) or _TERM_OPTION_VALIDATORS[TERM_OPTIONS[name]]
    try:
        return validate(value, lambda message: reject(f"option {name!r} for {term!r}: {message}"))
    except ValueError as error:
        raise ValueError(f"option {name!r} for {term!r}: {error}") from error


def validate_paths(value: Any, reject: Reject) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{value!r} is not a mapping of names to paths.")
    valid = {
        name: path
        for name, path in value.items()
        if isinstance(name, str) and isinstance(path, str)
    }
    for name in value.keys() - valid.keys():
        reject(f"entry {name!r} must map a name to a path.")
    return valid


validate_string = type_validator(str, "a string")
validate_bool = type_validator(bool, "a Boolean")
validate_strings = list_validator(lambda item: None)
validate_rules = list_validator(check_rule)
validate_match = choice_validator(MATCH_MODES)

_TERM_OPTION_VALIDATORS = {tuple: validate_strings, str: validate_string, bool: validate_bool}
