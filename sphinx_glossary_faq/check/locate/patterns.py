"""Build regular expressions that match references in source files.

The expressions cover the notations of reStructuredText and MyST, and strings in `.po` files and
notebooks, which may be split.  `locator` selects the file and the match.
"""

from __future__ import annotations

import posixpath
import re

from docutils import nodes

from sphinx_glossary_faq.check.locate.source_file import SourcePattern
from sphinx_glossary_faq.check.references.reference import ReferenceUse

MAX_CONTEXT = 60
"""The number of characters before an attribute value that distinguish it from equal values.  The
number is limited, because a long line may contain many values."""

# The source of a space: spaces, a line end with indentation, an escaped line end, or the gap
# between two strings in a `.po` file or a notebook. Matches ` `, `\n` as two characters, the `" "`
# of `"a" "b"`; not `-`.
_SPACE = r"(?:\s|\\n|\"\s*+(?:,\s*+)?\")+"

# The source between two words in a link text, which may contain markup and spaces. Matches ` **`,
# `* *`; not `](`.
_WORD_GAP = r"(?:[^\w\[\]]|\\n)*"

# A role in reStructuredText. Matches ":term:`cat`": "term", "`cat`"; not "`cat`_".
_ROLE = re.compile(r":([\w:+.-]+):(`.*`)\Z", re.DOTALL)


def reference_pattern(use: ReferenceUse) -> SourcePattern:
    """Return a pattern for the reference in *use*, in any notation that its source may have."""
    attributes = dict(use.reference.attributes)
    is_myst = use.reference.kind == "xref" and attributes.get("reftype") == "myst"
    if is_myst and not getattr(use.node, "rawsource", ""):
        return _markdown_link(use.reference.target, attributes, use.node)
    return SourcePattern(_reference_regex(use, attributes))


def _reference_regex(use: ReferenceUse, attributes: dict[str, object]) -> str:
    reference, node = use.reference, use.node
    raw = str(getattr(node, "rawsource", ""))
    match reference.kind:
        case "raw":
            return attribute_pattern(use.text, use.offset)
        case "role-typo" | "literal-link":
            return _outside_code(text_pattern(reference.target))
        case "see":
            return token_pattern(reference.target)
        case "image" | "download":
            name = posixpath.basename(reference.target)
            return _role(raw) or rf"(?<![\w./~-])[\w./~-]*(?<![\w~-]){_escape(name)}(?![\w/#-])"
        case "link":
            is_raw = raw.endswith("_") or reference.target in raw
            return text_pattern(raw) if is_raw else token_pattern(reference.target)
    if role := _role(raw):
        return role
    if attributes.get("refdomain") == "citation":
        return rf"\[{_escape(reference.target)}\]_"
    if raw:
        return text_pattern(raw)
    pattern = token_pattern(reference.target)
    # Sphinx looks up labels in lower case.
    return f"(?i:{pattern})" if attributes.get("reftype") in ("ref", "numref") else pattern


def _role(raw: str) -> str:
    """Return a pattern for the role *raw* in both markup languages, or "" if it is not a role."""
    role = _ROLE.match(raw)
    return rf"{text_pattern(raw)}|\{{{re.escape(role[1])}\}}{text_pattern(role[2])}" if role else ""


def _outside_code(pattern: str) -> str:
    """Return *pattern* restricted to text that is neither escaped nor between backquotes."""
    # Code to skip. Matches "``a``", "`a b`"; not "`` ` over a blank line".
    code = r"(?<!`)(?P<quotes>`+)(?!`)(?:(?!\n[ \t]*\n)(?s:.))*?(?<!`)(?P=quotes)(?!`)"
    return rf"\\.|(?P<target>{pattern})|{code}"


def text_pattern(text: str) -> str:
    """Return a pattern for *text* as whole words on one or more lines."""
    pattern = _SPACE.join(_escape(word) for word in text.split())
    before = r"(?<![\w:])" if text[:1].isalnum() else ""
    after = r"(?!\w)" if text[-1:].isalnum() or text.endswith("_") else ""
    return f"{before}{pattern}{after}"


def _escape(text: str) -> str:
    return re.escape(text).replace('"', r"\\?\"")


def token_pattern(name: str) -> str:
    """Return a pattern for a URL or a name that is not part of a longer URL or name."""
    pattern = _SPACE.join(_escape(word) for word in name.split())
    return rf"(?<![\w./#~-]){pattern}(?![\w/#-])"


def attribute_pattern(text: str, offset: int) -> str:
    """Return a pattern for the attribute value at *offset* in *text* and the preceding text."""
    # Matches the `a.html` of `href="a.html"`, of `srcset=a.html,`; not a blank.
    match = re.compile(r"[^\"'\s>,)]+").match(text, offset)
    value = _escape(match[0]) if match else r"(?!)"
    line = text.rfind("\n", 0, offset) + 1
    before = text[max(line, offset - MAX_CONTEXT) : offset]
    gap = _SPACE if before[-1:].isspace() else ""
    start = _SPACE.join(_escape(word) for word in before.split())
    return rf"{start}{gap}(?P<target>{value})(?=[\\\"'\s>,)]|\Z)"


def _markdown_link(target: str, attributes: dict[str, object], node: nodes.Node) -> SourcePattern:
    """Return a pattern for MyST links: `](target`, `<project:target>` and `[text][label]`."""
    anchor = attributes.get("reftargetid")
    url = _escape(target)
    if attributes.get("refdomain") == "doc":  # the target is a docname
        url = rf"(?:[^()<\s]*/)?{_escape(posixpath.basename(target))}(?:\.\w+)?"
        if anchor:
            url += rf"#{_escape(str(anchor))}"
    destination = rf"(?:project:|path:)?(?:\./)?#?{url}"
    start = rf"{destination}(?=[\s)>])"
    is_image = any(isinstance(child, nodes.image) for child in node.findall())
    words = [] if is_image else re.findall(r"\w+", node.astext())
    if not words:  # an image or no text, for which MyST inserts the title of the target
        label = r"(?:!\[[^\[\]]*\]\([^()]*\)|[^\[\]])*+" if is_image else ""
        return SourcePattern(rf"\[{label}\]\(<?(?P<target>{start})|<(?P<target_url>{start})")
    label = _WORD_GAP.join(["", *map(_escape, words), ""])
    by_label = (
        rf"(?P<target_label>(?<![\]!])\[(?P<label>{label})\])"
        r"(?:\[(?P<name>[^\[\]]+)\]|(?:\[\])?(?![(\[:]))"
    )
    return SourcePattern(rf"\[{label}\]\(<?(?P<target>{start})|{by_label}", destination)
