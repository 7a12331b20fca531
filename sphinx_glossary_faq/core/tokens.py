"""What the tokens of HTML look like: tags, comments, text that only looks like tags.

Knows how each is written. Which element is open, and what a tag means in it, is `markup`'s
business.
Rules: the HTML Living Standard, section 13.2.5 (tokenization).
"""

from __future__ import annotations

import re
from typing import Final

from sphinx_glossary_faq.core.links import BLANK

# Everything is possessive: there is one way to read a page, and no going back to find another.

# One attribute, or the unclosed one that swallows the rest of the page.
# Matches `id="a"`, `id = a`, `=a`, `"a`; not `/`, `>`.
_ATTRIBUTE: Final = (
    rf"[^{BLANK}/>][^{BLANK}/>=]*+(?:[{BLANK}]*+=[{BLANK}]*+"
    rf"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^{BLANK}>"'][^{BLANK}>]*+)?+)?+"""
)
# Matches ` id="a>b" />`; not ` id="a`, the end of a page.
_ATTRIBUTES: Final = rf"(?:[{BLANK}/]++|{_ATTRIBUTE})*+>"
# Matches `a`, `my-element`, `a"`; not `1`, `!`.
_NAME: Final = rf"[a-zA-Z][^{BLANK}/>]*+"

# Matches `<!-- -- -->`, `<!-->`, `<!-- --!>`; not `<!-`.
_COMMENT: Final = r"<!--(?:-?>|(?s:.)*?(?:--!?>|\Z))"
# Matches `<!DOCTYPE html>`, `<?php ?>`, `</1>`, `</>`; not `</p>`, `<!-- -->`.
_BOGUS: Final = r"<(?:[!?]|/[^a-zA-Z>])[^>]*+(?:>|\Z)|</>"
# Matches the `<` of `1 < 2`; not of `<a`.
_NO_TAG: Final = r"<(?![a-zA-Z/!?])"

# Elements that change how what follows them is read, and the ends of those that nest.
_CHANGING: Final = (
    "script|style|title|textarea|xmp|iframe|noembed|noframes|plaintext|template|svg|math"
)
_NESTING: Final = "template|svg|math|foreignobject|desc|title"
# Tags that cannot stand in SVG or MathML: a browser takes the drawing for ended.
# Matches `p`, `h1`, `strong`; not `path`, `a`, `text`.
_LEADING_OUT: Final = (
    "b|big|blockquote|body|br|center|code|dd|div|dl|dt|em|embed|h[1-6]|head|hr|i|img|li|listing"
    "|menu|meta|nobr|ol|p|pre|ruby|s|small|span|strong|strike|sub|sup|table|tt|u|ul|var"
)

# The names of attributes that may hold an id or a link; `style` only where it loads something.
# Matches `href`, ` style="a:url(`; not `style="a:b"`.
_OF_INTEREST: Final = (
    "id|name|href|src|srcset|imagesrcset|poster|data|http-equiv|xlink:href"
    rf"""|style(?=[{BLANK}]*+=[{BLANK}]*+(?:"[^"]*?url\(|'[^']*?url\(|[^{BLANK}>"'][^{BLANK}>]*?url\())"""
)

# Matches `td class="a" colspan=2>`; not `p id=a>`.
_DULL_REST: Final = rf"{_NAME}(?:[{BLANK}/]++|(?!(?i:{_OF_INTEREST})[{BLANK}/>=]){_ATTRIBUTE})*+>"
# What has no id and no link; an `a` that has more than a class is not asked, but most surely has.
# Matches `</p>`, `<td class="a" colspan=2>`; not `<p id=a>`, `<a title="b">`, `<svg>`.
_DULL: Final = (
    rf'</?+(?:a|code|dd|div|dl|dt|em|li|p|pre|span|strong|td|tr|ul)(?: class="[^"]*+")?+>'
    rf"|</(?!(?i:{_NESTING})[{BLANK}/>]){_NAME}{_ATTRIBUTES}"
    rf"|<(?!a |(?i:{_CHANGING})[{BLANK}/>]){_DULL_REST}"
)
# The same within SVG and MathML. Matches `<path d="M0">`, `</g>`; not `<use href="#a">`, `<p>`.
_DULL_FOREIGN: Final = (
    rf"</(?!(?i:{_NESTING}|p|br)[{BLANK}/>]){_NAME}{_ATTRIBUTES}"
    rf"|<(?!(?i:{_NESTING}|style|{_LEADING_OUT})[{BLANK}/>]){_DULL_REST}"
)
# What most tags of a written page look like: `_ANY_TAG` reads those that look otherwise.
# Matches `<a class="b" href="c">`, `<use href="#a"/>`; not `<a href="a&amp;b">`, `<a id="a"…`.
_USUAL_LINK: Final = (
    r'<(?P<holder>a|use)(?: class="[^"]*+")?+'
    r' href="(?P<href>[^"&\x00-\x20]*+)"(?: title="[^"]*+")?+/?+>'
)
# Matches `<p class="b" id="a">`; not `<p id="a" class="b">`, `<title id="a">`.
_USUAL_ID: Final = (
    rf"<(?!(?i:{_CHANGING})[{BLANK}/>])[a-zA-Z][a-zA-Z0-9]*+"
    r'(?: class="[^"]*+")?+ id="(?P<id>[^"&\r\0]*+)">'
)
# Matches `<a id="b" href="c">`, `</svg>`; not `<1>`.
_ANY_TAG: Final = rf"<(?P<slash>/?+)(?P<name>{_NAME})(?P<attributes>{_ATTRIBUTES})"

# The next tag of interest, with all that stands before it.
# Matches `a <b>c</b> <p id="d">`; not `a <b>c</b>`, the end of a page.
NEXT = re.compile(
    rf"[^<]*+(?:(?:{_DULL}|{_NO_TAG}|{_COMMENT}|{_BOGUS})[^<]*+)*+"
    rf"(?:{_USUAL_LINK}|{_USUAL_ID}|{_ANY_TAG})"
)
# The same within SVG and MathML, where CDATA is text.
# Matches `<g><![CDATA[<a id=b>]]><use href="#c"/>`; not `<g></g>`.
NEXT_FOREIGN = re.compile(
    rf"[^<]*+(?:(?:{_DULL_FOREIGN}|{_NO_TAG}|<!\[CDATA\[(?s:.)*?(?:\]\]>|\Z)|{_COMMENT}|{_BOGUS})"
    rf"[^<]*+)*+"
    rf"(?:{_USUAL_LINK}|{_ANY_TAG})"
)

# The parts of one attribute. Matches `id="a"`: `id`, `a`; not `/`.
PARTS = re.compile(
    rf"([^{BLANK}/>][^{BLANK}/>=]*+)(?:[{BLANK}]*+=[{BLANK}]*+"
    rf"""(?:"([^"]*+)"|'([^']*+)'|([^{BLANK}>"'][^{BLANK}>]*+))?+)?+"""
)
# Matches ` id="a"/>`, ` />`; not ` id=a/>`, whose value is `a/`.
SELF_CLOSING = re.compile(rf"(?:[{BLANK}]++|/(?!>)|{_ATTRIBUTE})*+/>")

# The name of a tag that cannot stand in SVG or MathML, as above. Matches `p`; not `path`.
LEADS_OUT = re.compile(_LEADING_OUT)

# What a browser replaces before it reads a page. Matches "\r\n", "\r", "\0"; not "\n".
UNREADABLE = re.compile(r"\r\n?|\0")


def readable(found: re.Match[str]) -> str:
    """What a browser takes for what UNREADABLE found."""
    return "\N{REPLACEMENT CHARACTER}" if found[0] == "\0" else "\n"
