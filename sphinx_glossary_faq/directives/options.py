"""How the options and the argument of a directive are read.

docutils drops a whole directive, content and all, when one option is unknown or has a value that
its reader refuses.  Ours take every option as it was written and read it afterwards, so that a bad
one costs no more than itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from docutils.parsers.rst import directives

from sphinx_glossary_faq.core.spelling import did_you_mean

Reader = Callable[[str], Any]
"""From the value as written, stripped, to what it means.

Raises ValueError with the rest of a sentence that begins with the option's name.
"""


class Options(dict[str, Reader]):
    """The readers of a directive's options; to docutils and MyST, any option as it is written."""

    def __getitem__(self, name: str) -> Callable[[str | None], str]:
        return directives.unchanged

    def read(self, written: dict[str, str], warn: Callable[[str], None]) -> dict[str, Any]:
        """What *written* amounts to, without what cannot be read, which *warn* is told."""
        options: dict[str, Any] = {}
        for name, value in written.items():
            reader = self.get(name)
            if reader is None:
                known = did_you_mean(name, self) or f" Known are {', '.join(self)}."
                warn(f"there is no option :{name}:.{known} It is ignored.")
                continue
            try:
                options[name] = reader(value.strip())
            except ValueError as error:
                warn(f":{name}: {error} It is ignored.")
        return options


def text(value: str) -> str:
    """Some text on one line."""
    if not value:
        raise ValueError("is empty; expected some text.")
    return " ".join(value.split())


def flag(value: str) -> bool:
    """True when it is there; MyST's authors may write it out."""
    if value.lower() in ("", "true", "yes"):
        return True
    if value.lower() in ("false", "no"):
        return False
    raise ValueError(f"takes no value, not “{value}”.")


def one_of(*choices: str) -> Reader:
    """One of *choices*."""

    def read(value: str) -> str:
        if value in choices:
            return value
        raise ValueError(
            f"is one of {', '.join(choices)}, not “{value}”.{did_you_mean(value, choices)}"
        )

    return read


def classes(value: str) -> list[str]:
    """Names of classes, as docutils makes them."""
    try:
        return directives.class_option(value)
    except ValueError:
        raise ValueError(f"is a list of class names, not “{value}”.") from None


# "- one - two": a YAML block list as MyST hands it over; "one-way" is no item mark.
_BLOCK_ITEM = re.compile(r"(?:^|\s)-\s+")
# '[a, "b, c"]' as MyST hands over a YAML flow list: the items, quoted or not.
_FLOW_ITEM = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^,]+))\s*(?:,|$)""")


def list_of(value: str) -> tuple[str, ...]:
    """The items of an option: one a line, between `;`, or a YAML list from MyST.

    >>> list_of("on-demand interview; recorded interview")
    ('on-demand interview', 'recorded interview')
    """
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        items = ["".join(found) for found in _FLOW_ITEM.findall(value[1:-1])]
    elif value.startswith("- "):
        items = [item.strip().strip("\"'") for item in _BLOCK_ITEM.split(value)]
    else:
        items = re.split(r"[;\n]", value)
    return tuple(dict.fromkeys(" ".join(item.split()) for item in items if item.strip()))
