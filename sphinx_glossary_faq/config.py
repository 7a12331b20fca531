"""Declare and validate the options in `conf.py`.

The reference in the manual is generated from `OPTIONS`.  An invalid value causes a warning.  It is
replaced with the default, or its invalid items are removed.  It never stops a build.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from functools import partial
from typing import Any, NamedTuple

from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_glossary_faq.compat import names_in_conf_py
from sphinx_glossary_faq.config_values import (
    TERM_OPTIONS,
    Reject,
    check_node_class,
    choice_validator,
    list_validator,
    validate_bool,
    validate_count,
    validate_inflect,
    validate_match,
    validate_paths,
    validate_rules,
    validate_string,
    validate_strings,
    validate_term_options,
    validate_used_in,
)
from sphinx_glossary_faq.core.text.fuzzy import did_you_mean
from sphinx_glossary_faq.core.text.inflection import base_language
from sphinx_glossary_faq.core.text.surrogates import replace_surrogates
from sphinx_glossary_faq.diagnostics import CONF, Subtype, warn

PREFIX = "glossary_faq_"

GLOSSARY_OPTIONS = ("group_headings", "see_entries")
"""The options that change what a glossary shows in all formats."""

GLOSSARY_HTML_OPTIONS = ("letters", "filter")
"""The options that change what a glossary shows in HTML alone."""

SCOPES = ("page", "section", "all", "off")

EVERYDAY_WORDS = ("link", "ask")


class Option(NamedTuple):
    """An option, with its name without the prefix, its types and its help text.

    `validate` returns the valid part of a value.  It raises ValueError if no part is valid.
    """

    name: str
    default: Any
    types: tuple[type, ...]
    help: str
    validate: Callable[[Any, Reject], Any]


OPTIONS = (
    Option(
        "autolink",
        "page",
        (str,),
        "Determines which mentions of a term are linked: the first one on each page (``page``), "
        "the first one in each section (``section``), all (``all``) or none (``off``).",
        choice_validator(SCOPES),
    ),
    Option(
        "autolink_include",
        ["**"],
        (list, tuple, set),
        "Glob patterns for the docnames of pages with automatic links. ``guide/*`` matches the "
        "pages in one folder, and ``guide/**`` also matches the pages in its subfolders.",
        validate_strings,
    ),
    Option(
        "autolink_exclude",
        [],
        (list, tuple, set),
        "Glob patterns for the docnames of pages without automatic links. This option takes "
        "precedence over ``glossary_faq_autolink_include``.",
        validate_strings,
    ),
    Option(
        "autolink_skip_nodes",
        [],
        (list, tuple, set),
        "Additional node classes whose content is never linked. Use dotted names, or bare names "
        "for classes in ``docutils.nodes``.",
        list_validator(check_node_class),
    ),
    Option(
        "match",
        "smart",
        (str,),
        "Determines how a mention may differ from its term in case: ``smart``, ``exact`` or "
        "``ignore-case``. A term's own ``match`` option takes precedence.",
        validate_match,
    ),
    Option(
        "inflect",
        True,
        (bool, list, tuple, set),
        "If ``True``, inflected forms count as mentions in Dutch, English, French, German, "
        "Italian, Portuguese and Spanish. A list of language codes limits this to these "
        'languages: ``["en", "de"]``. A term\'s own ``no-inflect`` option takes precedence.',
        validate_inflect,
    ),
    Option(
        "senses",
        True,
        (bool,),
        "If ``True``, everyday words are not linked where they are used in a different sense than "
        "in the glossary (*at face value*). This option does not affect terms whose ``match`` is "
        "``exact`` or ``ignore-case``.",
        validate_bool,
    ),
    Option(
        "everyday_words",
        "link",
        (str,),
        "Determines whether everyday words are linked before an author has decided about their "
        "terms with ``link`` or ``not-in``. If ``link``, they are linked, except in another "
        "sense. If ``ask``, they are not.",
        choice_validator(EVERYDAY_WORDS),
    ),
    Option(
        "decisions",
        "",
        (str,),
        "The path of a file with decisions about the links to individual terms, such as "
        "``terms.toml``, relative to the folder of ``conf.py``.",
        validate_string,
    ),
    Option(
        "intersphinx",
        [],
        (list, tuple, set),
        "Other projects whose glossary terms are also linked. Use their names in "
        "``intersphinx_mapping``. Terms in the current project take precedence.",
        validate_strings,
    ),
    Option(
        "tips",
        True,
        (bool,),
        "If ``True``, links to terms show the definition in HTML pages when readers point at them.",
        validate_bool,
    ),
    Option(
        "tips_on_touch",
        True,
        (bool,),
        "If ``True``, the first tap on a link to a term shows the definition, with a link to the "
        "glossary. If ``False``, it follows the link.",
        validate_bool,
    ),
    Option(
        "tips_files",
        {},
        (dict,),
        "The ``terms.json`` files of other projects, by their names in ``intersphinx_mapping``, "
        "relative to the folder of ``conf.py``. Links to their terms show the definitions in these "
        "files. A ``terms.json`` beside a local inventory is found without this option.",
        validate_paths,
    ),
    Option(
        "terms",
        {},
        (dict,),
        "Options for individual terms, for glossaries that cannot be edited. Example: "
        '``{"function": {"autolink": False}}``. The options are those of ``term-info``, written '
        "with underscores, but ``autolink`` and ``inflect`` replace ``no-autolink`` and "
        "``no-inflect``.",
        validate_term_options,
    ),
    Option(
        "used_in",
        False,
        (bool, list, tuple, set),
        "If ``True``, each definition is followed by the pages and sections that mention its term. "
        "A list limits this to some glossaries. Each item is a glob pattern for the docname of a "
        "glossary, or the name of a group of terms.",
        validate_used_in,
    ),
    Option(
        "letters",
        12,
        (int,),
        "The number of entries from which a glossary has a row of letters to jump to. If ``0``, "
        "no glossary has one. This option affects HTML only.",
        validate_count,
    ),
    Option(
        "filter",
        12,
        (int,),
        "The number of entries from which a page with a glossary has a field that filters them. If "
        "``0``, no page has one. This option affects HTML only.",
        validate_count,
    ),
    Option(
        "see_entries",
        False,
        (bool,),
        "If ``True``, each alias of a term is also an entry of its own, which refers to the term: "
        "*crema: see espresso*. Glossaries whose entries are not sorted have no such entries.",
        validate_bool,
    ),
    Option(
        "group_headings",
        False,
        (bool,),
        "If ``True``, a glossary is divided by the ``group`` of its terms, with the name of each "
        "group as a heading.",
        validate_bool,
    ),
    Option(
        "abbreviations",
        True,
        (bool,),
        "If ``True``, an automatic link whose text is the abbreviation of a term shows the name "
        "of the term as a tooltip (``abbr``). This option affects HTML only.",
        validate_bool,
    ),
    Option(
        "check",
        ["broken"],
        (list, tuple, set),
        "The rules to check in every build. Each item is a rule name, a glob pattern "
        "(``dead-*``) or a level (``broken``, ``advice``). An empty list turns the check off.",
        validate_rules,
    ),
    Option(
        "check_ignore",
        [],
        (list, tuple, set),
        "Rules to ignore with all builders, written as in ``glossary_faq_check``.",
        validate_rules,
    ),
    Option(
        "check_html",
        True,
        (bool,),
        "If ``True``, an HTML build also checks the links in the generated pages.",
        validate_bool,
    ),
    Option(
        "baseline",
        "",
        (str,),
        "The path of a baseline file with known findings to ignore, relative to the folder of "
        "``conf.py``. Use a copy of the ``baseline.json`` that ``-b xrefcheck`` writes.",
        validate_string,
    ),
    Option(
        "report",
        "",
        (str,),
        "The folder for reports in an HTML build, relative to the output folder. The reports are "
        "the same files that ``-b xrefcheck`` writes. To use a folder outside the output "
        "folder, specify an absolute path. If this option is empty, no reports are written.",
        validate_string,
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
