"""The options of `conf.py`, each declared once.

The reference in the manual is rendered from `OPTIONS`.  An invalid value causes a warning and
is replaced by the default; it never stops a build.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_glossary_faq.compat import names_in_conf_py
from sphinx_glossary_faq.core.findings.finding import Selection
from sphinx_glossary_faq.core.model.records import MATCH_MODES
from sphinx_glossary_faq.core.text.fuzzy import did_you_mean
from sphinx_glossary_faq.diagnostics import CONF, Subtype, warn

PREFIX = "glossary_faq_"

SCOPES = ("page", "section", "all", "off")

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
}
"""The options of a term in `glossary_faq_terms`, which are fields of `Term`, and their types."""


class Option(NamedTuple):
    """One option: its name without the prefix, its types and its help text.

    `validate` returns the error of a value, or an empty string.
    """

    name: str
    default: Any
    types: tuple[type, ...]
    help: str
    validate: Callable[[Any], str]


def _choice_validator(choices: Sequence[str]) -> Callable[[Any], str]:
    def validate(value: Any) -> str:
        if value in choices:
            return ""
        allowed = ", ".join(repr(choice) for choice in choices)
        return f"{value!r} is not one of {allowed}.{did_you_mean(str(value), choices)}"

    return validate


def _validate_strings(value: Any) -> str:
    if isinstance(value, list | tuple | set | frozenset) and all(
        isinstance(item, str) for item in value
    ):
        return ""
    return f"{value!r} is not a list of strings."


def _validate_node_classes(value: Any) -> str:
    if message := _validate_strings(value):
        return message
    for name in value:
        try:
            import_node_class(name)
        except (Exception, SystemExit) as error:  # noqa: BLE001  # a module may raise anything
            reason = str(error) or type(error).__name__
            return f"{name!r} cannot be imported as a node class ({reason})."
    return ""


def import_node_class(path: str) -> type[nodes.Node]:
    """Import the class "package.module.class"; a bare name is one of docutils.nodes."""
    module, _, name = path.rpartition(".")
    node_class = getattr(importlib.import_module(module or "docutils.nodes"), name)
    if not (isinstance(node_class, type) and issubclass(node_class, nodes.Node)):
        raise ValueError("not a node class")
    return node_class


def _validate_bool(value: Any) -> str:
    return "" if isinstance(value, bool) else f"{value!r} is not True or False."


def _validate_string(value: Any) -> str:
    return "" if isinstance(value, str) else f"{value!r} is not a string."


def _validate_rules(value: Any) -> str:
    return _validate_strings(value) or next(Selection(tuple(value)).invalid_patterns(), "")


def _validate_term_options(value: Any) -> str:
    if not isinstance(value, Mapping):
        return f"{value!r} is not a mapping of terms to their options."
    for term, options in value.items():
        if not isinstance(term, str) or not isinstance(options, Mapping):
            return f"the entry {term!r} is not a term with a mapping of options."
        for name, option_value in options.items():
            if name not in TERM_OPTIONS:
                return f"{term!r} has an unknown option {name!r}." + did_you_mean(
                    str(name), TERM_OPTIONS
                )
            type_ = TERM_OPTIONS[name]
            if type_ is tuple and (message := _validate_strings(option_value)):
                return f"{name!r} of {term!r}: {message}"
            if type_ is not tuple and not isinstance(option_value, type_):
                return f"{name!r} of {term!r}: {option_value!r} is not a {type_.__name__}."
            if name == "match" and (message := _validate_match(option_value)):
                return f"{name!r} of {term!r}: {message}"
    return ""


_validate_match = _choice_validator(MATCH_MODES)


OPTIONS = (
    Option(
        "autolink",
        "page",
        (str,),
        "Which mentions of a term are linked: the first one on each page (``page``) or in each "
        "section (``section``), every mention (``all``), or none (``off``).",
        _choice_validator(SCOPES),
    ),
    Option(
        "autolink_include",
        ["**"],
        (list, tuple, set),
        "Glob patterns of the docnames on which terms are linked: ``guide/*`` matches the pages "
        "of one folder, ``guide/**`` those of its subfolders too.",
        _validate_strings,
    ),
    Option(
        "autolink_exclude",
        [],
        (list, tuple, set),
        "Glob patterns of the docnames on which no terms are linked. Takes precedence over "
        "``glossary_faq_autolink_include``.",
        _validate_strings,
    ),
    Option(
        "autolink_skip_nodes",
        [],
        (list, tuple, set),
        "Additional node classes whose content is never linked: dotted names, or the bare names "
        "of classes in ``docutils.nodes``.",
        _validate_node_classes,
    ),
    Option(
        "match",
        "smart",
        (str,),
        "How a mention may differ from its term in case, for terms without their own ``match``: "
        "``smart``, ``exact`` or ``ignore-case``.",
        _validate_match,
    ),
    Option(
        "inflect",
        True,
        (bool,),
        "Whether inflected forms (English plurals and possessives) are mentions too.",
        _validate_bool,
    ),
    Option(
        "senses",
        True,
        (bool,),
        "Whether common English words that are used in another sense than the glossary's "
        "(*a class of problems*) stay unlinked. Does not apply to terms that match ``exact`` or "
        "``ignore-case``.",
        _validate_bool,
    ),
    Option(
        "intersphinx",
        [],
        (list, tuple, set),
        "Other projects whose glossary terms are linked: names of ``intersphinx_mapping``. "
        "The project's own terms take precedence.",
        _validate_strings,
    ),
    Option(
        "terms",
        {},
        (dict,),
        "Options of single terms, for glossaries that cannot be edited: "
        '``{"function": {"autolink": False}}``. The keys are the options of ``term-info``, with '
        "underscores.",
        _validate_term_options,
    ),
    Option(
        "check",
        ["broken"],
        (list, tuple, set),
        "The rules to check in every build: names, glob patterns (``dead-*``) or a whole level "
        "(``broken``, ``advice``). An empty list turns the check off.",
        _validate_rules,
    ),
    Option(
        "check_ignore",
        [],
        (list, tuple, set),
        "Rules to ignore, also with ``-b xrefcheck``, in the same notation.",
        _validate_rules,
    ),
    Option(
        "check_html",
        True,
        (bool,),
        "Whether an HTML build also checks the links in the pages that it has written.",
        _validate_bool,
    ),
    Option(
        "baseline",
        "",
        (str,),
        "A file of known findings to ignore, relative to the folder of ``conf.py``: a copy of "
        "the ``baseline.json`` that ``-b xrefcheck`` writes.",
        _validate_string,
    ),
    Option(
        "report",
        "",
        (str,),
        "A folder for the reports of an HTML build, relative to the output folder. They are the "
        "files that ``-b xrefcheck`` writes. No reports are written if empty.",
        _validate_string,
    ),
)


def register(app: Sphinx) -> None:
    """Register the options and their validation."""
    for option in OPTIONS:
        default = copy(option.default)  # one for each app: extensions may change it
        # No rebuild on change: `autolink.incremental` finds the pages to write again.
        app.add_config_value(PREFIX + option.name, default, "", option.types)
    app.connect("config-inited", validate_options)


def validate_options(app: Sphinx, config: Config) -> None:
    """Warn about invalid values and replace them by the defaults."""
    for option in OPTIONS:
        value = config[PREFIX + option.name]
        if list in option.types and value == [""]:
            # What `-D name=` on the command line makes of a list.
            value = config[PREFIX + option.name] = []
        if message := option.validate(value):
            warn(
                Subtype.CONFIG,
                f"{PREFIX}{option.name}: {message} The default, {option.default!r}, is used.",
                CONF,
            )
            config[PREFIX + option.name] = copy(option.default)
    _warn_unknown_options(config)


def _warn_unknown_options(config: Config) -> None:
    """Warn about unknown `glossary_faq_*` options, which Sphinx ignores without a warning."""
    for name in names_in_conf_py(config):
        if name.startswith(PREFIX) and name not in config:
            nearest = did_you_mean(name.removeprefix(PREFIX), (option.name for option in OPTIONS))
            warn(Subtype.CONFIG, f"{name}: unknown option.{nearest} It is ignored.", CONF)


def vocabulary_options(config: Config) -> dict[str, Any]:
    """Return the keyword arguments of `Vocabulary` from the configuration."""
    return {
        "match": config[PREFIX + "match"],
        "inflect": config[PREFIX + "inflect"],
        "language": config.language,
        "options": {
            name: {
                option: tuple(value) if TERM_OPTIONS[option] is tuple else value
                for option, value in options.items()
            }
            for name, options in config[PREFIX + "terms"].items()
        },
    }
