"""Convert the options of directives.

docutils discards a directive and its content if an option is unknown or invalid. The directives in
this package accept all options as text and convert them later, so that only invalid options are
discarded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from docutils.parsers.rst import directives

from sphinx_glossary_faq.core.text.fuzzy import did_you_mean
from sphinx_glossary_faq.core.text.surrogates import replace_surrogates

Converter = Callable[[str], Any]
"""A function that converts the stripped text of an option to its value.

It raises ValueError with a message that completes the sentence after the option's name.
"""


class OptionSpec(dict[str, Converter]):
    """The converters for a directive's options.

    For docutils and MyST-Parser, each option has a converter that accepts any text.
    """

    def __getitem__(self, name: str) -> Callable[[str | None], str]:
        return directives.unchanged

    def convert(self, values: dict[str, str], warn: Callable[[str], None]) -> dict[str, Any]:
        """Return the valid converted *values*, and call *warn* for unknown and invalid options."""
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
    """Return *value* without line breaks."""
    if not value:
        raise ValueError("is empty and is ignored. Add a value.")
    return " ".join(value.split())


def positive_number(value: str) -> int:
    """Return *value* as a whole number above zero."""
    if value.isdecimal() and int(value) > 0:
        return int(value)
    raise ValueError(
        f"does not accept the value “{value}” and is ignored. Use a whole number such as 5."
    )


def flag(value: str) -> bool:
    """Return *value* as a Boolean. No value means True, but MyST authors may write "true"."""
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
    """Return the class names in *value*, normalized by docutils."""
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
    """Return the items in *value*, separated by line breaks or `;`, or in a YAML list.

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


def word_list(value: str) -> tuple[str, ...]:
    """Return the words in *value*, which are separated by commas, semicolons or whitespace."""
    words = text_list(value) if value.startswith(("[", "- ")) else re.split(r"[,;\s]+", value)
    return tuple(dict.fromkeys(word for word in words if word))


def has_only_commas(value: str | None) -> bool:
    """Return whether `text_list` parses *value* as one text that contains commas.

    >>> has_only_commas("a, b"), has_only_commas("a, b;"), has_only_commas("[a, b]")
    (True, False, False)
    """
    if value is None or "," not in value or re.search(r"[;\n]", value.strip()):
        return False
    return text_list(value) == (" ".join(value.split()),)
