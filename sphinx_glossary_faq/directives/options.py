"""Converters for the options of directives.

docutils drops a whole directive with its content if one option is unknown or invalid. Our
directives accept every option as text and convert it later, so that only the invalid option
is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from docutils.parsers.rst import directives

from sphinx_glossary_faq.core.text.fuzzy import did_you_mean
from sphinx_glossary_faq.core.text.surrogates import replace_surrogates

Converter = Callable[[str], Any]
"""Converts the stripped text of an option to its value.

Raises ValueError with a message that follows the option's name and says that it is ignored.
"""


class OptionSpec(dict[str, Converter]):
    """The converters of a directive's options; docutils and MyST see one that accepts any text."""

    def __getitem__(self, name: str) -> Callable[[str | None], str]:
        return directives.unchanged

    def convert(self, values: dict[str, str], warn: Callable[[str], None]) -> dict[str, Any]:
        """Return the converted *values*, without unknown and invalid ones, which cause a *warn*."""
        options: dict[str, Any] = {}
        for name, value in values.items():
            converter = self.get(name)
            if converter is None:
                hint = did_you_mean(name, self) or f" Use one of {', '.join(self)}."
                warn(f"the option :{name}: does not exist and is ignored.{hint}")
                continue
            if "\ufffd" in (valid := replace_surrogates(value)) and "\ufffd" not in value:
                warn(
                    f":{name}: “{valid}” contains half of a surrogate pair, shown as “\ufffd”. "
                    "Remove that character."
                )
            try:
                options[name] = converter(valid.strip())
            except ValueError as error:
                warn(f":{name}: {error}")
        return options


def text(value: str) -> str:
    """Convert to text on one line."""
    if not value:
        raise ValueError("is empty and is ignored. Add a value.")
    return " ".join(value.split())


def flag(value: str) -> bool:
    """Convert to a boolean: no value means true; MyST authors may write it out."""
    if value.lower() in ("", "true", "yes"):
        return True
    if value.lower() in ("false", "no"):
        return False
    raise ValueError(f"does not accept the value “{value}” and is ignored. Remove the value.")


def choice(*choices: str) -> Converter:
    """Return a converter that accepts *choices*."""

    def convert(value: str) -> str:
        if value in choices:
            return value
        raise ValueError(
            f"does not accept the value “{value}” and is ignored. Use one of {', '.join(choices)}."
            f"{did_you_mean(value, choices)}"
        )

    return convert


def classes(value: str) -> list[str]:
    """Convert to class names, normalized by docutils."""
    try:
        return directives.class_option(value)
    except ValueError:
        raise ValueError(
            f"has an invalid class name in “{value}” and is ignored. Start each name with a letter."
        ) from None


# Matches the "- " of "- one - two", a YAML block list from MyST; not the hyphen of "one-way".
_BLOCK_ITEM = re.compile(r"(?:^|\s)-\s+")
# Matches each item of 'a, "b, c"', a YAML flow list from MyST; not the comma in quotes.
_FLOW_ITEM = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^,]+))\s*(?:,|$)""")


def text_list(value: str) -> tuple[str, ...]:
    """Convert to a tuple of texts: one per line, separated by `;`, or a YAML list from MyST.

    >>> text_list("on-demand interview; recorded interview")
    ('on-demand interview', 'recorded interview')
    """
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        items = ["".join(groups) for groups in _FLOW_ITEM.findall(value[1:-1])]
    elif value.startswith("- "):
        items = [item.strip().strip("\"'") for item in _BLOCK_ITEM.split(value)]
    else:
        items = re.split(r"[;\n]", value)
    return tuple(dict.fromkeys(" ".join(item.split()) for item in items if item.strip()))


def has_only_commas(value: str | None) -> bool:
    """Return whether `text_list` parses *value* as one text that contains commas.

    >>> has_only_commas("a, b"), has_only_commas("a, b;"), has_only_commas("[a, b]")
    (True, False, False)
    """
    if value is None or "," not in value or re.search(r"[;\n]", value.strip()):
        return False
    return text_list(value) == (" ".join(value.split()),)
