"""Read HTML with two independent readers, whose results must be equal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sphinx_glossary_faq.core.html.page_reader import read_page
from sphinx_glossary_faq.core.html.source_reader import read_source


class Anchors(NamedTuple):
    """The ids and the distinct links of a piece of HTML."""

    ids: frozenset[str]
    links: frozenset[str]


def read_as_source(html: str) -> Anchors:
    source = read_source(html)
    return Anchors(source.ids, frozenset(link.value for link in source.links))


def read_as_page(html: str) -> Anchors:
    page = read_page(html.encode())
    return Anchors(page.ids, frozenset(page.links))


def read_both(html: str) -> Anchors:
    """Read *html* twice; fail if the results differ."""
    anchors = read_as_page(html)
    assert read_as_source(html) == anchors
    return anchors


LINKS: Sequence[tuple[str, Sequence[str]]] = [
    ('<a href="^x">', ["x"]),
    ('<a class="reference internal" href="^x" title="y">', ["x"]),
    ("<A CLASS=a HREF = '^x'>", ["x"]),
    ("<a id=b href=^x/>", ["x/"]),
    ("<a href=^x?y=z>", ["x?y=z"]),
    ('<a href="">', [""]),
    ("<a href>", [""]),
    ('<a href="^x" href="y">', ["x"]),
    ('<a href=" \n^a\n b\tc&#32;">', ["a bc"]),
    ('<a href="^a&amp;b&copy;&copy=1&copyx=1&copyx&#x26;">', ["a&b©&copy=1&copyx=1&copyx&"]),
    ('<a href="\x01 ^a\u00a0\x1f">', ["a\u00a0"]),
    ('<a href="&#32;^x">', ["x"]),
    ('<a title="<a href=y>" href="^x">', ["x"]),
    ('<area href="^x"><p href="y"><base href="z">', ["x"]),
    ('<link rel="stylesheet" href="^x"><link rel=next href=^y>', ["x", "y"]),
    (
        '<link rel="Canonical" href=x><link href=x rel="a preconnect"><link rel=up href=^y>',
        ["y"],
    ),
    ('<link rel="dns-prefetch" href="//x"><link rel=alternate href=^y>', ["y"]),
    ("<script src='^x'></script><iframe src=^y></iframe>", ["x", "y"]),
    ("<video src=^a poster=^b><source src=^c><track src=^d></video>", list("abcd")),
    ("<video poster=^a></video>", ["a"]),
    ("<audio src=^a></audio><embed src=^b><object data=^c></object>", list("abc")),
    ("<input src=x><input TYPE=Image src=^y><p src=z>", ["y"]),
    ("<img src=^a SRCSET='^b 1x, ^c'>", list("abc")),
    ("<source srcset='^a,b 480w,\n^c,, ^d (x, y) 2x,^e'>", ["a,b", "c", "d", "e"]),
    ("<img srcset='^a?b&amp;c 1x, ^d?&amp;e 2x'>", ["a?b&c", "d?&e"]),
    ("<img srcset='^data:a,b 1x, ^c'>", ["data:a,b", "c"]),
    ("<link rel=preload as=image imagesrcset='^a 1x,^b 2x'>", ["a", "b"]),
    (
        "<svg><use xlink:href=^#a /><image href=^b /><a xlink:href=^c></a></svg>",
        ["#a", "b", "c"],
    ),
    ("<meta http-equiv=Refresh content='0; URL=^x'>", ["x"]),
    ("<meta content=\"0.5 ,url = '^x'y\" http-equiv=refresh>", ["x"]),
    ("<meta http-equiv=refresh content='0;url=\"^x\" y'>", ["x"]),
    ("<meta http-equiv=refresh content='1 ^x y'>", ["x y"]),
    ("<meta http-equiv=refresh content='5'><meta http-equiv=refresh content='x'>", []),
    ("<meta http-equiv=refresh content='5;'><meta name=refresh content='0;url=x'>", []),
    ("<p style='background: url(^a.png), url(\"^b.png\")'>", ["a.png", "b.png"]),
    ('<p style="background: url(&quot;^a.png&quot;)">', ["a.png"]),
    ("<p style='background: url(data:x), url(#y)'>", []),
    ("<input src=x style='a: url(^y)'><base style='a: url(^z)'>", ["y", "z"]),
    ("<style>@import '^a'; b { background: url(^c) } /* url(d) */</style>", ["a", "c"]),
    ("<STYLE media=print>b { background: url(^c) }", ["c"]),
    ("<svg><style>b { background: url(^c) }</style></svg>", ["c"]),
    ("<template><style>b { background: url(c) }</style></template>", []),
    ("<form action=x><blockquote cite=x><button formaction=x><img longdesc=x>", []),
]
"""HTML and its links; a caret is before each of them, unless no text of the HTML is the link."""
