"""How a reference is written: for each, the pattern that finds it in its source file.

Knows the notations of reStructuredText and of MyST, and how strings are broken up in `.po`
files and notebooks.  Where the file is, and which of several equal spellings is meant, is
found by `checking.locating`.
"""

from __future__ import annotations

import posixpath
import re

from docutils import nodes

from sphinx_glossary_faq.checking.uses import Use

# What may stand for one blank of the text: blanks, a line's end with the indentation after it, an
# escaped line's end, the gap between two strings of a `.po` file or a notebook.
# Matches ` `, `\n` in letters, the `" "` of `"a" "b"`; not `-`.
_BLANK = r"(?:\s|\\n|\"\s*,?\s*\")+"

# What may stand between the words of a link's text: markup, and blanks as above.
# Matches ` **`, `* *`; not `](`.
_GAP = r"(?:[^\w\[\]]|\\n)*"

# The roles' own notation. Matches ":term:`cat`": "term", "`cat`"; not "`cat`_".
_ROLE = re.compile(r":([\w:+.-]+):(`.*`)\Z", re.DOTALL)


def pattern_of(use: Use) -> str:
    """A regular expression that matches the reference of *use* as an author writes it."""
    reference, node = use.reference, use.node
    raw = str(getattr(node, "rawsource", ""))
    match reference.kind:
        case "raw":
            return _value(node.astext(), use.offset)
        case "role-typo" | "literal-link":
            return _outside_code(written(reference.target))
        case "see":
            return _bounded(reference.target)
        case "image" | "download":
            name = posixpath.basename(reference.target)
            return _role(raw) or rf"[\w./~-]*(?<![\w~-]){_escape(name)}(?![\w/#-])"
        case "link":
            named = raw.endswith("_") or reference.target in raw
            return written(raw) if named else _bounded(reference.target)
    if role := _role(raw):
        return role
    known = dict(reference.attributes)
    if known.get("refdomain") == "citation":
        return rf"\[{_escape(reference.target)}\]_"
    if raw:
        return written(raw)
    if known.get("reftype") == "myst":
        return _markdown_link(reference.target, known, node)
    return _bounded(reference.target)


def _role(raw: str) -> str:
    """A pattern of the role *raw* in both notations; nothing if it is none."""
    role = _ROLE.match(raw)
    return rf"{written(raw)}|\{{{re.escape(role[1])}\}}{written(role[2])}" if role else ""


def _outside_code(pattern: str) -> str:
    """*pattern* where it is neither escaped nor between backquotes."""
    # The code that is passed over. Matches "``a``", "`a b`"; not "`` ` over a blank line".
    code = r"(?<!`)(?P<quotes>`+)(?!`)(?:(?!\n[ \t]*\n)(?s:.))*?(?<!`)(?P=quotes)(?!`)"
    return rf"\\.|(?P<at>{pattern})|{code}"


def written(text: str) -> str:
    """A pattern of *text* wherever it stands between other words, broken over lines or not."""
    pattern = _BLANK.join(_escape(part) for part in text.split())
    before = r"(?<![\w:])" if text[:1].isalnum() else ""
    after = r"(?!\w)" if text[-1:].isalnum() or text.endswith("_") else ""
    return f"{before}{pattern}{after}"


def _escape(text: str) -> str:
    return re.escape(text).replace('"', r"\\?\"")


def _bounded(address: str) -> str:
    """A pattern of an address or a name that is no part of a longer one."""
    pattern = _BLANK.join(_escape(part) for part in address.split())
    return rf"(?<![\w./#~-]){pattern}(?![\w/#-])"


def _value(text: str, offset: int) -> str:
    """A pattern of the attribute's value at *offset* of some HTML, with its line up to it."""
    # Matches the `a.html` of `href="a.html"`, of `srcset=a.html,`; not a blank.
    found = re.compile(r"[^\"'\s>,)]+").match(text, offset)
    value = _escape(found[0]) if found else r"(?!)"
    before = text[text.rfind("\n", 0, offset) + 1 : offset]
    gap = _BLANK if before[-1:].isspace() else ""
    start = _BLANK.join(_escape(part) for part in before.split())
    return rf"{start}{gap}(?P<at>{value})(?=[\\\"'\s>,)]|\Z)"


def _markdown_link(target: str, known: dict[str, object], node: nodes.Node) -> str:
    """A pattern of `](target`, `<project:target>` or `[text][label]`: all that MyST resolves."""
    anchor = known.get("reftargetid")
    address = _escape(target)
    if known.get("refdomain") == "doc":  # its target is a docname: no suffix, from the root
        address = rf"(?:[^)\s]*/)?{_escape(posixpath.basename(target))}(?:\.\w+)?"
        if anchor:
            address += rf"#{_escape(str(anchor))}"
    start = rf"(?:project:|path:)?(?:\./)?#?{address}(?=[\s)>])"
    is_image = any(isinstance(child, nodes.image) for child in node.findall())
    words = [] if is_image else re.findall(r"\w+", node.astext())
    if not words:  # an image, or nothing: MyST puts the target's own title there
        label = r"(?:[^\[\]]|!\[[^\]]*\]\([^)]*\))*" if is_image else ""
        return rf"\[{label}\]\(<?(?P<at>{start})|<(?P<at_itself>{start})"
    label = _GAP.join(["", *map(_escape, words), ""])
    # What defines a label, which may stand anywhere below. Matches "[here]: #x"; not "[here](#x)".
    defined = rf"\]:\s*<?{start.replace(')>', '>')}"
    by_label = (
        rf"(?P<at_label>(?<![\]!])\[{label}\])(?:\[(?P<name>[^\]]+)\](?=(?s:.*)\n\[(?P=name){defined})"
        rf"|(?:\[\])?(?![(\[])(?=(?s:.*)\n\[{label}{defined}))"
    )
    return rf"\[{label}\]\(<?(?P<at>{start})|{by_label}"
