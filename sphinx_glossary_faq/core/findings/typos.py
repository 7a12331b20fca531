"""Markup that was meant to be a reference and is shown to readers as it was typed.

Knows what the usual slips look like in the text that is left of them, in reStructuredText and
in Markdown.  Does not know where the text stands; whoever finds a slip should look whether its
source is written so too, since an escaped bracket leaves the same text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple


class MarkupTypo(NamedTuple):
    """A slip: the rule that names it, what is written, and what was probably meant."""

    rule: str
    written: str
    meant: str


# A role whose quoted text never came. Matches `:ref:install`, `:py:func:open`; not `10:30:00`,
# `:param x:`, `::`.
_UNQUOTED: Final = re.compile(r":(?<![\w:`/].)([a-z][\w-]*(?:[:+][\w-]+)?):(?=[^\W_])([\w./-]*\w)")

# The same in MyST's spelling. Matches `{term}cat`; not `{term}` alone, `${HOME}x`.
_BRACED: Final = re.compile(r"\{(?<![\w$`{].)([a-z][\w-]*(?:[:+][\w-]+)?)\}(?=[^\W_])([\w./-]*\w)")

# A role that misses one of its colons, before the quoted text. Matches the ends of `see term:`,
# `see :term`, `see {term}`; not of `see`, `::`.
_MISSING_COLON: Final = re.compile(
    r"(?<![\w:])(?:([a-z][\w:+-]*):|:([a-z][\w:+-]*)|\{([a-z][\w:+-]*)\})\Z"
)

# A role of reStructuredText before the code of Markdown. Matches the end of `see :term:`; not of
# `see term:`.
_COLONS: Final = re.compile(r"(?<![\w:]):([a-z][\w:+-]*):\Z")

# Such a role right before quoted text, where reStructuredText sees none. Matches "{ref}`a`",
# ":ref`a`"; not ":ref:`a`", "`a`".
_UNSEPARATED_ROLE: Final = re.compile(
    r"(?<![\w:$`{])(?:\{([a-z][\w:+-]*)\}|:([a-z][\w:+-]*))`([^`]+)`(?!`)"
)

# A reference without its definition. Matches `[text][nope]`, `[nope][]`; not `a[i][j]`,
# `[1][2]`, `[x](y)`, `[x]: y`.
_BRACKETS: Final = re.compile(
    r"(?<![\w\]\\)!])\[([^\[\]]*[^\W\d_][^\[\]]*)\]\[([^\[\]]*)\](?![\[(:\w])"
)


def find_typos(
    text: str, quoted: str, roles: Collection[str], *, markdown: bool
) -> Iterator[MarkupTypo]:
    """The slips in *text*, which is a run of plain prose.

    :param quoted: the text between backquotes that follows it directly, if any does.
    :param roles: the names of all roles that refer to something.
    """
    if ":" in text or "{" in text:
        yield from _roles(text, roles, markdown)
        if quoted and (half := (_COLONS if markdown else _MISSING_COLON).search(text)):
            role = next(name for name in half.groups() if name)
            if role in roles:
                yield MarkupTypo("role-typo", f"{half[0]}`{quoted}`", _role(role, quoted, markdown))
    if markdown and "][" in text:
        for found in _BRACKETS.finditer(text):
            if found[2].strip() or found[0].endswith("[]"):
                yield MarkupTypo("literal-link", found[0], "")


def _roles(text: str, roles: Collection[str], markdown: bool) -> Iterator[MarkupTypo]:
    """Roles that are whole in *text*, but for what would have made them markup."""
    for pattern in (_UNQUOTED, _BRACED):
        for found in pattern.finditer(text):
            if found[1] in roles:
                yield MarkupTypo("role-typo", found[0], _role(found[1], found[2], markdown))
    if "`" in text and not markdown:
        for found in _UNSEPARATED_ROLE.finditer(text):
            if (role := found[1] or found[2]) in roles:
                yield MarkupTypo("role-typo", found[0], _role(role, found[3], markdown))


def _role(name: str, content: str, markdown: bool) -> str:
    """A role as its author would write it."""
    return f"{{{name}}}`{content}`" if markdown else f":{name}:`{content}`"
