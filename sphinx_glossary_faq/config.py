"""Every option of `conf.py`, declared once.

The reference in the manual is rendered from this table.  A bad value warns and falls
back to the default; it never stops a build.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_glossary_faq.core.findings import Selection
from sphinx_glossary_faq.core.model import MATCHES
from sphinx_glossary_faq.core.spelling import did_you_mean
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
"""What `glossary_faq_terms` may say of a term: fields of `core.model.Term`."""


class Option(NamedTuple):
    """One option: its name without the prefix, what it does, and how it is checked.

    `check` returns what is wrong with a value, or nothing.
    """

    name: str
    default: Any
    types: tuple[type, ...]
    help: str
    check: Callable[[Any], str]


def _is_one_of(choices: Sequence[str]) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if value in choices:
            return ""
        wanted = ", ".join(repr(choice) for choice in choices)
        return f"{value!r} is not one of {wanted}.{did_you_mean(str(value), choices)}"

    return check


def _is_list_of_strings(value: Any) -> str:
    if isinstance(value, list | tuple | set | frozenset) and all(
        isinstance(item, str) for item in value
    ):
        return ""
    return f"{value!r} is not a list of strings."


def _names_node_classes(value: Any) -> str:
    if wrong := _is_list_of_strings(value):
        return wrong
    for name in value:
        try:
            node_class(name)
        except (Exception, SystemExit) as error:  # noqa: BLE001  # a module may raise anything
            what = str(error) or type(error).__name__
            return f"{name!r} cannot be imported as a node class ({what})."
    return ""


def node_class(dotted: str) -> type[nodes.Node]:
    """The class at "package.module.class"; a bare name is looked for in docutils.nodes."""
    module, _, name = dotted.rpartition(".")
    found = getattr(importlib.import_module(module or "docutils.nodes"), name)
    if not (isinstance(found, type) and issubclass(found, nodes.Node)):
        raise ValueError("it is no node class")
    return found


def _is_bool(value: Any) -> str:
    return "" if isinstance(value, bool) else f"{value!r} is not True or False."


def _is_string(value: Any) -> str:
    return "" if isinstance(value, str) else f"{value!r} is not a string."


def _is_list_of_rules(value: Any) -> str:
    return _is_list_of_strings(value) or next(Selection(tuple(value)).complaints(), "")


def _is_term_options(value: Any) -> str:
    if not isinstance(value, Mapping):
        return f"{value!r} is not a mapping of terms to their options."
    for name, options in value.items():
        if not isinstance(name, str) or not isinstance(options, Mapping):
            return f"the entry {name!r} is not a term with a mapping of options."
        for option, given in options.items():
            if option not in TERM_OPTIONS:
                return f"{name!r} has an unknown option {option!r}." + did_you_mean(
                    str(option), TERM_OPTIONS
                )
            kind = TERM_OPTIONS[option]
            if kind is tuple and _is_list_of_strings(given):
                return f"{option!r} of {name!r}: {_is_list_of_strings(given)}"
            if kind is not tuple and not isinstance(given, kind):
                return f"{option!r} of {name!r}: {given!r} is not a {kind.__name__}."
            if option == "match" and (wrong := _is_one_of(MATCHES)(given)):
                return f"{option!r} of {name!r}: {wrong}"
    return ""


OPTIONS = (
    Option(
        "autolink",
        "page",
        (str,),
        "How often a term is linked: its first mention on a page (``page``) or in a section "
        "(``section``), every mention (``all``), or none (``off``).",
        _is_one_of(SCOPES),
    ),
    Option(
        "autolink_include",
        ["**"],
        (list, tuple, set),
        "Pages to link terms on, as globs of docnames: ``guide/*`` for one folder, "
        "``guide/**`` for all below it.",
        _is_list_of_strings,
    ),
    Option(
        "autolink_exclude",
        [],
        (list, tuple, set),
        "Pages to leave as they are, as globs of docnames. Wins over the pages included.",
        _is_list_of_strings,
    ),
    Option(
        "autolink_skip_nodes",
        [],
        (list, tuple, set),
        "Node classes never to link inside of, beside the ones built in: dotted names, or "
        "bare names of docutils' own.",
        _names_node_classes,
    ),
    Option(
        "match",
        "smart",
        (str,),
        "How a mention may differ from its term in case, where the term does not say: "
        "``smart``, ``exact`` or ``ignore-case``.",
        _is_one_of(MATCHES),
    ),
    Option(
        "inflect",
        True,
        (bool,),
        "Whether inflected forms (English plurals and possessives) are mentions too.",
        _is_bool,
    ),
    Option(
        "senses",
        True,
        (bool,),
        "Whether plain English words that are used in another sense than the glossary's "
        "(*a class of problems*) are left alone. Of a term with ``exact`` or ``ignore-case`` "
        "every mention counts.",
        _is_bool,
    ),
    Option(
        "intersphinx",
        [],
        (list, tuple, set),
        "Other projects whose glossary terms may be linked: names of ``intersphinx_mapping``. "
        "The project's own terms win.",
        _is_list_of_strings,
    ),
    Option(
        "terms",
        {},
        (dict,),
        "Options of single terms, for glossaries one cannot edit: "
        '``{"function": {"autolink": False}}``. The keys are those of ``term-info``, with '
        "underscores.",
        _is_term_options,
    ),
    Option(
        "check",
        ["broken"],
        (list, tuple, set),
        "What is looked for in every build: names of rules, globs of them (``dead-*``), or a "
        "whole level (``broken``, ``advice``). Nothing at all if empty.",
        _is_list_of_rules,
    ),
    Option(
        "check_ignore",
        [],
        (list, tuple, set),
        "Rules that are not looked for, ``-b xrefcheck`` included, named in the same way.",
        _is_list_of_rules,
    ),
    Option(
        "check_html",
        True,
        (bool,),
        "Whether an HTML build reads what it has written and follows the links in it.",
        _is_bool,
    ),
    Option(
        "baseline",
        "",
        (str,),
        "A file of findings that are known and passed over, from the folder of ``conf.py``: a "
        "copy of the ``baseline.json`` that ``-b xrefcheck`` writes.",
        _is_string,
    ),
    Option(
        "report",
        "",
        (str,),
        "A folder for the findings of an HTML build, as ``-b xrefcheck`` writes them into its "
        "own; from the output folder. Nothing is written if empty.",
        _is_string,
    ),
)


def register(app: Sphinx) -> None:
    """Declare the options to Sphinx."""
    for option in OPTIONS:
        default = copy(option.default)  # each app has its own, which others may change
        # A change makes no page stale: our own account of each output tells which to write again.
        app.add_config_value(PREFIX + option.name, default, "", option.types)
    app.connect("config-inited", check)


def check(app: Sphinx, config: Config) -> None:
    """Warn of values that cannot be used, and put the default in their place."""
    for option in OPTIONS:
        value = config[PREFIX + option.name]
        if wrong := option.check(value):
            warn(
                Subtype.CONFIG,
                f"{PREFIX}{option.name}: {wrong} The default, {option.default!r}, is used.",
                CONF,
            )
            config[PREFIX + option.name] = copy(option.default)
    _tell_unknown(config)


def _tell_unknown(config: Config) -> None:
    """Warn of names in `conf.py` that are no options, which Sphinx passes over in silence."""
    # No public name gives what `conf.py` has besides options.
    for name in getattr(config, "_raw_config", ()):
        if name.startswith(PREFIX) and name not in config:
            nearest = did_you_mean(name.removeprefix(PREFIX), (option.name for option in OPTIONS))
            warn(Subtype.CONFIG, f"{name}: there is no such option.{nearest} It is ignored.", CONF)


def vocabulary_options(config: Config) -> dict[str, Any]:
    """What `core.vocabulary.Vocabulary` takes of the configuration."""
    return {
        "match": config[PREFIX + "match"],
        "inflect": config[PREFIX + "inflect"],
        "senses": config[PREFIX + "senses"],
        "language": config.language,
        "options": {
            name: {
                option: tuple(value) if TERM_OPTIONS[option] is tuple else value
                for option, value in options.items()
            }
            for name, options in config[PREFIX + "terms"].items()
        },
    }
