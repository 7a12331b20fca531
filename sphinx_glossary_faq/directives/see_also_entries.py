"""Parse the lines in a `see-also`, each of which is a target with an optional title.

This module checks the syntax of entries, but not whether their targets exist.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from sphinx_glossary_faq.core.text.fuzzy import did_you_mean

ROLES = {
    "doc": ("std", "doc"),
    "ref": ("std", "ref"),
    "term": ("std", "term"),
    "faq": ("faq", "question"),
}
"""The domain and the role for each prefix of an entry."""

# Matches "Prepare well <../prepare>" and "<../prepare>"; not "a < b".
_TITLED = re.compile(r"(?:(?P<title>.*\S)\s*)?<(?P<target>[^<>]+)>")
# Matches "term:one-way interview" and "Ref:some-label"; not "https://…".
_PREFIXED = re.compile(r"(?P<kind>doc|ref|term|faq):\s*+(?P<target>.+)", re.IGNORECASE)
# Matches the scheme of "https:", "mailto:" and "ftp:"; not "../page".
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):")

# Matches "[Title](page)", ":doc:`page`" and "`Title <page>`_"; not "Title <page>".
_MARKUP = re.compile(r"[^\[]*+\[(?:(?!\]\().)*+\]\([^)]*+\)|[^`]*+`[^`]*+`", re.DOTALL)
# Matches "ref:" and "term: "; not "ref:label".
_EMPTY_TARGET = re.compile(r"(?P<kind>doc|ref|term|faq):\s*", re.IGNORECASE)
# Matches the marker of "- page", "* page" and "+ page"; not "-page".
_LIST_MARKER = re.compile(r"^[-*+]\s+")


class Entry(NamedTuple):
    """An entry, which is one line of the content."""

    title: str
    """The title in the line, or ""."""

    kind: str
    """A key of `ROLES`, or "url"."""

    target: str


def parse_entry(line: str) -> Entry:
    """Return the entry in *line*.

    :raises ValueError: if the entry is not valid. The message contains the problem and a fix.

    >>> parse_entry("Prepare well <../prepare>")
    Entry(title='Prepare well', kind='doc', target='../prepare')
    """
    line = _LIST_MARKER.sub("", line)
    titled = _TITLED.fullmatch(line)
    if _MARKUP.match(line):
        raise ValueError(
            f"“{line}” contains markup. Use one of the forms “page”, “Title <page>”, “ref:label”, "
            "“term:name” or “faq:name”."
        )
    title, target = (titled["title"] or "", titled["target"].strip()) if titled else ("", line)
    if prefixed := _PREFIXED.fullmatch(target):
        return Entry(title, prefixed["kind"].lower(), prefixed["target"].strip())
    if empty := _EMPTY_TARGET.fullmatch(target):
        raise ValueError(f"“{target}” has no target. Write “{empty['kind'].lower()}:name”.")
    if scheme := _SCHEME.match(target):
        return Entry(title, "url", _check_url(target, scheme["scheme"]))
    if not titled and " " in target:
        raise ValueError(
            f"“{target}” is not a page name. If it is a title, add a target: “Title <page>”."
        )
    if "#" in target:
        raise ValueError(
            f"“{target}” refers to a location on a page. Use its label instead: “ref:label”."
        )
    return Entry(title, "doc", target)


def _check_url(target: str, scheme: str) -> str:
    """Return *target* if it is a complete URL with a supported *scheme*, or raise ValueError."""
    kind = scheme.lower()
    if kind not in ("http", "https", "mailto"):
        prefixes = (*ROLES, "http", "https", "mailto")
        raise ValueError(
            f"“{target}” has an unknown prefix “{scheme}:”. Use one of {', '.join(prefixes)}."
            f"{did_you_mean(kind, prefixes)}"
        )
    if not _is_complete_url(target, kind):
        raise ValueError(
            f"“{target}” is not a valid {kind} URL. Write the complete URL, without spaces."
        )
    return target


def _is_complete_url(target: str, scheme: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:  # "https://[x"
        return False
    has_host = "@" in parts.path if scheme == "mailto" else bool(parts.netloc)
    return has_host and not re.search(r"\s", target)
