"""Find mistyped references, which are shown to readers as literal text.

This module recognizes common typos in the parsed text of reStructuredText and Markdown.  It does
not read sources.  Callers should compare each typo with its source, because an escaped bracket
results in the same text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple


class MarkupTypo(NamedTuple):
    """A typo, with its rule, the mistyped markup, and the correct markup or ""."""

    rule: str
    markup: str
    suggestion: str


# The name of a role. No role has a longer name. Matches `ref`, `py:func`; not `Ref`.
_NAME: Final = r"[a-z][\w:+-]{0,50}"

# A role without backquotes. Matches `:ref:install`, `:py:func:open`; not `10:30:00`,
# `:param x:`, `::`.
_UNQUOTED_ROLE: Final = re.compile(
    r":(?<![\w:`/].)([a-z][\w-]*(?:[:+][\w-]+)?):(?=[^\W_])([\w./-]*\w)"
)

# A MyST role without backquotes. Matches `{term}cat`; not `{term}` alone, `${HOME}x`.
_UNQUOTED_MYST_ROLE: Final = re.compile(
    r"\{(?<![\w$`{].)([a-z][\w-]*(?:[:+][\w-]+)?)\}(?=[^\W_])([\w./-]*\w)"
)

# A role without one of its colons, before quoted text. Matches the ends of `see term:`, `see
# :term`, `see {term}`; not of `see`, `::`.
_ROLE_WITHOUT_COLON: Final = re.compile(rf"(?<![\w:])(?:({_NAME}):|:({_NAME})|\{{({_NAME})\}})\Z")

# A reStructuredText role before a code span in Markdown. Matches the end of `see :term:`; not of
# `see term:`.
_ROLE_WITH_COLONS: Final = re.compile(rf"(?<![\w:]):({_NAME}):\Z")

# A role with quoted text that reStructuredText does not parse as one. Matches "{ref}`a`",
# ":ref`a`"; not ":ref:`a`", "`a`".
_UNSEPARATED_ROLE: Final = re.compile(
    rf"(?<![\w:$`{{])(?:\{{({_NAME})\}}|:({_NAME}))`([^`]+)`(?!`)"
)

# A Markdown reference link without a definition. Matches `[text][nope]`, `[nope][]`; not `a[i][j]`,
# `[1][2]`, `[x](y)`, `[x]: y`.
_UNDEFINED_LINK: Final = re.compile(
    r"(?<![\w\]\\)!])\[(?=[^\[\]]*?[^\W\d_])([^\[\]]*+)\]\[([^\[\]]*+)\](?![\[(:\w])"
)


def find_typos(
    text: str, quoted: str, roles: Collection[str], *, markdown: bool
) -> Iterator[MarkupTypo]:
    """Yield the typos in *text*, which is plain prose.

    :param quoted: the text in backquotes directly after *text*, or "".
    :param roles: the names of all roles that make references.
    """
    if ":" in text or "{" in text:
        yield from _find_role_typos(text, roles, markdown)
        if quoted and (
            match := (_ROLE_WITH_COLONS if markdown else _ROLE_WITHOUT_COLON).search(text)
        ):
            role = next(name for name in match.groups() if name)
            if role in roles:
                correction = format_role(role, quoted, markdown)
                yield MarkupTypo("role-typo", f"{match[0]}`{quoted}`", correction)
    if markdown and "][" in text:
        for match in _UNDEFINED_LINK.finditer(text):
            if match[2].strip() or match[0].endswith("[]"):
                yield MarkupTypo("literal-link", match[0], "")


def _find_role_typos(text: str, roles: Collection[str], markdown: bool) -> Iterator[MarkupTypo]:
    """Yield the mistyped roles that are completely contained in *text*."""
    for pattern in (_UNQUOTED_ROLE, _UNQUOTED_MYST_ROLE):
        for match in pattern.finditer(text):
            if match[1] in roles:
                correction = format_role(match[1], match[2], markdown)
                yield MarkupTypo("role-typo", match[0], correction)
    if "`" in text and not markdown:
        for match in _UNSEPARATED_ROLE.finditer(text):
            if (role := match[1] or match[2]) in roles:
                yield MarkupTypo("role-typo", match[0], format_role(role, match[3], markdown))


def format_role(name: str, content: str, markdown: bool) -> str:
    """Return the markup of a role with the given *name* and *content*."""
    return f"{{{name}}}`{content}`" if markdown else f":{name}:`{content}`"
