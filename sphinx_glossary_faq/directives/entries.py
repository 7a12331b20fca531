"""What a line of a `see-also` says: where it leads, and under which title.

Knows how an entry is written, not whether what it names exists.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from sphinx_glossary_faq.core.spelling import did_you_mean

KINDS = {
    "doc": ("std", "doc"),
    "ref": ("std", "ref"),
    "term": ("std", "term"),
    "faq": ("faq", "question"),
}
"""What an entry's prefix refers to: a domain and a role of it."""

# "Prepare well <../prepare>", "<../prepare>": a title, if any, and a target; "a < b" is neither.
_TITLED = re.compile(r"(?:(?P<title>.*\S)\s*)?<(?P<target>[^<>]+)>")
# "term:one-way interview", "ref:some-label"; "https://…" has no kind of ours.
_KIND = re.compile(r"(?P<kind>doc|ref|term|faq):\s*(?P<target>.+)")
# "https:", "mailto:", "ftp:"; "../page" has none.
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):")

# "[Title](page)", ":doc:`page`", "`Title <page>`_"; "Title <page>" is none.
_MARKUP = re.compile(r"\[.*\]\(.*\)|`.*`")
# "ref:" and "term: " name nothing; "ref:label" does.
_EMPTY = re.compile(r"(?P<kind>doc|ref|term|faq):\s*")
# "- page", "* page", "+ page" are list items; "-page" is none.
_MARKER = re.compile(r"^[-*+]\s+")


class Entry(NamedTuple):
    """One line of the content: what it leads to, and the title given there, if any."""

    title: str
    kind: str
    target: str


def read_entry(line: str) -> Entry:
    """The entry that *line* is.

    :raises ValueError: with what is wrong with it.

    >>> read_entry("Prepare well <../prepare>")
    Entry(title='Prepare well', kind='doc', target='../prepare')
    """
    line = _MARKER.sub("", line)
    titled = _TITLED.fullmatch(line)
    if _MARKUP.search(line):
        raise ValueError(
            f"“{line}” is markup; expected “page”, “Title <page>”, “ref:label”, “term:name” or "
            "“faq:name”, without any."
        )
    title, target = (titled["title"] or "", titled["target"].strip()) if titled else ("", line)
    if kind := _KIND.fullmatch(target):
        return Entry(title, kind["kind"], kind["target"].strip())
    if empty := _EMPTY.fullmatch(target):
        raise ValueError(f"“{target}” names nothing; expected “{empty['kind']}:name”.")
    if scheme := _SCHEME.match(target):
        return Entry(title, "address", _address(target, scheme["scheme"].lower()))
    if not titled and " " in target:
        raise ValueError(f"“{target}” is no page: a title needs its target, “Title <page>”.")
    if "#" in target:
        raise ValueError(f"“{target}” names a place on a page; expected its label, “ref:label”.")
    return Entry(title, "doc", target)


def _address(target: str, scheme: str) -> str:
    if scheme not in ("http", "https", "mailto"):
        known = (*KINDS, "http", "https", "mailto")
        raise ValueError(
            f"“{target}” begins with “{scheme}:”; expected one of {', '.join(known)}."
            f"{did_you_mean(scheme, known)}"
        )
    if not _is_whole(target, scheme):
        raise ValueError(f"“{target}” is not a whole {scheme} address.")
    return target


def _is_whole(target: str, scheme: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:  # "https://[x"
        return False
    place = "@" in parts.path if scheme == "mailto" else parts.netloc
    return bool(place) and not re.search(r"\s", target)
