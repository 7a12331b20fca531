from __future__ import annotations

import re

import pytest

from sphinx_glossary_faq.core.html.css_urls import css_urls


@pytest.mark.parametrize(
    ("css", "links"),
    [
        ("a { background: url(^a.png) }", ["a.png"]),
        ("a { background: URL( '^a.png' ), url(\"^b(c).png\") }", ["a.png", "b(c).png"]),
        (
            "@import '^a.css'; @IMPORT \"^b.css\" print; @import url(^c.css);",
            ["a.css", "b.css", "c.css"],
        ),
        ("@import/**/'^a.css';", ["a.css"]),
        ("@font-face { src: url(^a.woff) format('woff'), local(url) }", ["a.woff"]),
        ("/* url(a) ' */ b { c: url(^d) } /* url(e)", ["d"]),
        ("a::after { content: 'url(b)' } c { d: url(^e) }", ["e"]),
        ("a::after { content: 'b\\'url(c)' } d { e: url(^f) }", ["f"]),
        ("a::after { content: 'b\n} c { d: url(^e) }", ["e"]),
        ("a { b: url(^a\\20 c\\(d\\)) url('^e\\\nf\\\r\n\\\fg\\0')", ["a c(d)", "efg\ufffd"]),
        ("a { b: url(^\\61\r\nb\\d800  ) url(c\\\n) url(^d)", ["ab\ufffd", "d"]),
        ("a { b: url(^//c/*d*/) }", ["//c/*d*/"]),
        ("a { b: curl(c) -url(d) \\url(e) url_(f) }", []),
        ("a { b: url() url('') url( ) }", []),
        ("a { b: url(data:image/png;base64,AA==) url('DATA:x') url(#c) }", []),
        ("a { b: url(c d) url(e'f) url(^g) }", ["g"]),
        ("@namespace svg url(a); @namespace 'b'; c { d: url(^e) }", ["e"]),
        ("@charset 'utf-8'; a[href='url(b)'] { c: url(^d) }", ["d"]),
        ("a { b: url(^c", ["c"]),
        ("a { b: url('^c", ["c"]),
        ("", []),
    ],
)
def test_links_of_a_style_sheet(css: str, links: list[str]) -> None:
    offsets = [mark.start() - count for count, mark in enumerate(re.finditer(r"\^", css))]
    urls = list(css_urls(css.replace("^", "")))
    assert [url for _offset, url in urls] == links
    assert [offset for offset, _url in urls] == offsets
