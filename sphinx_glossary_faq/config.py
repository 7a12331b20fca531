"""Declare and validate the options in `conf.py`.

The reference in the manual is generated from `OPTIONS`.  An invalid value causes a warning.  It is
replaced with the default, or its invalid items are removed.  It never stops a build.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import partial
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_glossary_faq.compat import names_in_conf_py
from sphinx_glossary_faq.core.findings.finding import Selection
from sphinx_glossary_faq.core.model.records import LINK_MODES, MATCH_MODES
from sphinx_glossary_faq.core.text.fuzzy import did_you_mean
from sphinx_glossary_faq.core.text.inflection import INFLECTED_LANGUAGES, base_language
from sphinx_glossary_faq.core.text.surrogates import replace_surrogates
from sphinx_glossary_faq.diagnostics import CONF, Subtype, warn

PREFIX = "glossary_faq_"

SCOPES = ("page", "section", "all", "off")

EVERYDAY_WORDS = ("link", "ask")

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


class Option(NamedTuple):
    """An option, with its name without the prefix, its types and its help text.

    `validate` returns the valid part of a value.  It raises ValueError if no part is valid.
    """

    name: str
    default: Any
    types: tuple[type, ...]
    help: str
    validate: Callable[[Any, Reject], Any]


def _type_validator(type_: type, description: str) -> Callable[[Any, Reject], Any]:
    def validate(value: Any, reject: Reject) -> Any:
        if not isinstance(value, type_):
            raise ValueError(f"{value!r} is not {description}.")
        return value

    return validate


def _choice_validator(choices: Sequence[str]) -> Callable[[Any, Reject], Any]:
    def validate(value: Any, reject: Reject) -> Any:
        if value not in choices:
            allowed = ", ".join(repr(choice) for choice in choices)
            hint = did_you_mean(str(value), choices)
            raise ValueError(f"{value!r} is not valid. Use one of {allowed}.{hint}")
        return value

    return validate


def _list_validator(check_item: Callable[[str], object]) -> Callable[[Any, Reject], Any]:
    """Return a validator for lists of strings that *check_item* accepts."""

    def validate(value: Any, reject: Reject) -> Any:
        if not isinstance(value, list | tuple | set | frozenset):
            raise ValueError(f"{value!r} is not a list of strings.")
        valid, errors = [], []
        for item in value:
            try:
                _validate_string(item, reject)
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


def _check_node_class(name: str) -> None:
    try:
        import_node_class(name)
    except (Exception, SystemExit) as error:  # a module may raise any exception
        reason = str(error) or type(error).__name__
        message = f"{name!r} cannot be imported as a node class ({reason}). Check the dotted name."
        raise ValueError(message) from error


def _check_inflected_language(code: str) -> None:
    if base_language(code) not in INFLECTED_LANGUAGES:
        allowed = ", ".join(map(repr, INFLECTED_LANGUAGES))
        raise ValueError(f"there are no inflected forms for language {code!r}. Use {allowed}.")


def _validate_inflect(value: Any, reject: Reject) -> Any:
    if isinstance(value, str):  # from the command line
        value = {"0": False, "1": True}.get(value, [code for code in value.split(",") if code])
    if isinstance(value, bool):
        return value
    return _list_validator(_check_inflected_language)(value, reject)


def _check_rule(pattern: str) -> None:
    for message in Selection((pattern,)).invalid_patterns():
        raise ValueError(message)


def import_node_class(path: str) -> type[nodes.Node]:
    """Return the class with the given dotted name, or with a bare name in docutils.nodes."""
    module, _, name = path.rpartition(".")
    node_class = getattr(importlib.import_module(module or "docutils.nodes"), name)
    if not (isinstance(node_class, type) and issubclass(node_class, nodes.Node)):
        raise ValueError("it is not a subclass of docutils.nodes.Node")
    return node_class


def _validate_term_options(value: Any, reject: Reject) -> dict[str, dict[str, Any]]:
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
                valid[term][name] = _validate_term_option(term, name, option_value, reject)
            except ValueError as error:
                reject(str(error))
        if contradicts(valid[term].get("autolink"), valid[term].get("link", "")):
            link = valid[term].pop("link")
            reject(f"option 'link' for {term!r}: {link!r} contradicts 'autolink'.")
    return valid


def contradicts(autolink: bool | None, link: str) -> bool:
    """Return whether an author says both that a term is linked and that it is never linked."""
    return bool(link) and autolink is not None and autolink == (link == "never")


def _validate_term_option(term: str, name: Any, value: Any, reject: Reject) -> Any:
    if name not in TERM_OPTIONS:
        hint = did_you_mean(str(name), TERM_OPTIONS)
        raise ValueError(f"option {name!r} for {term!r} does not exist.{hint}")
    choices = {"match": _validate_match, "link": _choice_validator(LINK_MODES)}
    validate = choices.get(name) or _TERM_OPTION_VALIDATORS[TERM_OPTIONS[name]]
    try:
        return validate(value, lambda message: reject(f"option {name!r} for {term!r}: {message}"))
    except ValueError as error:
        raise ValueError(f"option {name!r} for {term!r}: {error}") from error


_validate_string = _type_validator(str, "a string")
_validate_bool = _type_validator(bool, "a Boolean")
_validate_strings = _list_validator(lambda item: None)
_validate_rules = _list_validator(_check_rule)
_validate_match = _choice_validator(MATCH_MODES)

_TERM_OPTION_VALIDATORS = {tuple: _validate_strings, str: _validate_string, bool: _validate_bool}


OPTIONS = (
    Option(
        "autolink",
        "page",
        (str,),
        "Determines which mentions of a term are linked: the first one on each page (``page``), "
        "the first one in each section (``section``), all (``all``) or none (``off``).",
        _choice_validator(SCOPES),
    ),
    Option(
        "autolink_include",
        ["**"],
        (list, tuple, set),
        "Glob patterns for the docnames of pages with automatic links. ``guide/*`` matches the "
        "pages in one folder, and ``guide/**`` also matches the pages in its subfolders.",
        _validate_strings,
    ),
    Option(
        "autolink_exclude",
        [],
        (list, tuple, set),
        "Glob patterns for the docnames of pages without automatic links. This option takes "
        "precedence over ``glossary_faq_autolink_include``.",
        _validate_strings,
    ),
    Option(
        "autolink_skip_nodes",
        [],
        (list, tuple, set),
        "Additional node classes whose content is never linked. Use dotted names, or bare names "
        "for classes in ``docutils.nodes``.",
        _list_validator(_check_node_class),
    ),
    Option(
        "match",
        "smart",
        (str,),
        "Determines how a mention may differ from its term in case: ``smart``, ``exact`` or "
        "``ignore-case``. A term's own ``match`` option takes precedence.",
        _validate_match,
    ),
    Option(
        "inflect",
        True,
        (bool, list, tuple, set),
        "If ``True``, inflected forms count as mentions in Dutch, English, French, German, "
        "Italian, Portuguese and Spanish. A list of language codes limits this to these "
        'languages: ``["en", "de"]``. A term\'s own ``no-inflect`` option takes precedence.',
        _validate_inflect,
    ),
    Option(
        "senses",
        True,
        (bool,),
        "If ``True``, everyday words are not linked where they are used in a different sense than "
        "in the glossary (*at face value*). This option does not affect terms whose ``match`` is "
        "``exact`` or ``ignore-case``.",
        _validate_bool,
    ),
    Option(
        "everyday_words",
        "link",
        (str,),
        "Determines whether everyday words are linked before an author has decided about their "
        "terms with ``link`` or ``not-in``. If ``link``, they are linked, except in another "
        "sense. If ``ask``, they are not.",
        _choice_validator(EVERYDAY_WORDS),
    ),
    Option(
        "decisions",
        "",
        (str,),
        "The path of a file with decisions about the links to individual terms, such as "
        "``terms.toml``, relative to the folder of ``conf.py``.",
        _validate_string,
    ),
    Option(
        "intersphinx",
        [],
        (list, tuple, set),
        "Other projects whose glossary terms are also linked. Use their names in "
        "``intersphinx_mapping``. Terms in the current project take precedence.",
        _validate_strings,
    ),
    Option(
        "terms",
        {},
        (dict,),
        "Options for individual terms, for glossaries that cannot be edited. Example: "
        '``{"function": {"autolink": False}}``. The options are those of ``term-info``, written '
        "with underscores, but ``autolink`` and ``inflect`` replace ``no-autolink`` and "
        "``no-inflect``.",
        _validate_term_options,
    ),
    Option(
        "check",
        ["broken"],
        (list, tuple, set),
        "The rules to check in every build. Each item is a rule name, a glob pattern "
        "(``dead-*``) or a level (``broken``, ``advice``). An empty list turns the check off.",
        _validate_rules,
    ),
    Option(
        "check_ignore",
        [],
        (list, tuple, set),
        "Rules to ignore with all builders, written as in ``glossary_faq_check``.",
        _validate_rules,
    ),
    Option(
        "check_html",
        True,
        (bool,),
        "If ``True``, an HTML build also checks the links in the generated pages.",
        _validate_bool,
    ),
    Option(
        "baseline",
        "",
        (str,),
        "The path of a baseline file with known findings to ignore, relative to the folder of "
        "``conf.py``. Use a copy of the ``baseline.json`` that ``-b xrefcheck`` writes.",
        _validate_string,
    ),
    Option(
        "report",
        "",
        (str,),
        "The folder for reports in an HTML build, relative to the output folder. The reports are "
        "the same files that ``-b xrefcheck`` writes. To use a folder outside the output "
        "folder, specify an absolute path. If this option is empty, no reports are written.",
        _validate_string,
    ),
)


def register(app: Sphinx) -> None:
    """Register the options and their validation."""
    for option in OPTIONS:
        default = copy(option.default)  # one copy for each app, because extensions may modify it
        # A change causes no rebuild, because `autolink.incremental` finds the pages to write again.
        app.add_config_value(PREFIX + option.name, default, "", option.types)
    app.connect("config-inited", validate_options)


def validate_options(app: Sphinx, config: Config) -> None:
    """Warn about invalid values, and replace them with their valid parts or the defaults."""
    for option in OPTIONS:
        name = PREFIX + option.name
        value = config[name]
        if list in option.types and value == [""]:
            value = []  # the value of an empty list on the command line (`-D name=`)
        valid = _replace_surrogates(value)
        if repr(valid) != repr(value) and "\ufffd" in repr(valid):
            message = "contains half of a surrogate pair, shown as “\ufffd”. Remove that character."
            warn(Subtype.CONFIG, f"{name}: {value!r} {message}", CONF)
        try:
            config[name] = option.validate(valid, partial(_warn_ignored, name))
        except ValueError as error:
            default = f"The default value {option.default!r} is used instead."
            warn(Subtype.CONFIG, f"{name}: {error} {default}", CONF)
            config[name] = copy(option.default)
    _warn_unknown_options(config)


def _warn_ignored(name: str, message: str) -> None:
    warn(Subtype.CONFIG, f"{name}: {message} This entry is ignored.", CONF)


def _replace_surrogates(value: Any) -> Any:
    """Return *value* with `replace_surrogates` applied to each string in it."""
    if isinstance(value, str):
        return replace_surrogates(value)
    if isinstance(value, Mapping):
        return {_replace_surrogates(key): _replace_surrogates(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return type(value)(_replace_surrogates(item) for item in value)
    return value


def _warn_unknown_options(config: Config) -> None:
    """Warn about unknown `glossary_faq_*` options, which Sphinx ignores without a warning."""
    for name in names_in_conf_py(config):
        if name.startswith(PREFIX) and name not in config:
            nearest = did_you_mean(name.removeprefix(PREFIX), (option.name for option in OPTIONS))
            message = f"{name}: this option does not exist and is ignored.{nearest}"
            warn(Subtype.CONFIG, message, CONF)


def inflects(config: Config) -> bool:
    """Return whether inflected forms count in the language of the project."""
    value = config[PREFIX + "inflect"]
    if isinstance(value, bool):
        return value
    return base_language(config.language) in map(base_language, value)


def vocabulary_options(config: Config) -> dict[str, Any]:
    """Return the keyword arguments of `Vocabulary` from the configuration."""
    return {
        "match": config[PREFIX + "match"],
        "inflect": inflects(config),
        "language": config.language,
        "options": {
            name: {
                option: tuple(value) if TERM_OPTIONS[option] is tuple else value
                for option, value in options.items()
            }
            for name, options in config[PREFIX + "terms"].items()
        },
    }
