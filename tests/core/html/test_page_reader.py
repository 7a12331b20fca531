from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from sphinx_glossary_faq.core.html.page_reader import read_page
from tests.building import Build

# -- ids -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "ids"),
    [
        ('<p id="a">', {"a"}),
        ('<p class="x" id="a">', {"a"}),
        ('<p id="a" class="x">', {"a"}),
        ("<P ID=a>", {"a"}),
        ("<p\n  id\t=\r\n'a'\f>", {"a"}),
        ("<p id=a/>", {"a/"}),
        ("<p/id=a>", {"a"}),
        ('<p id="a"id="b">', {"a"}),
        ('<p id="" ID="b">', set()),
        ("<p id='a\r\nb\rc'>", {"a\nb\nc"}),
        ('<p id="a\0">', {"a\ufffd"}),
        ("<p id>", set()),
        ("<p id=>", set()),
        ("<p id= a>", {"a"}),
        ('<p id=" a b ">', {" a b "}),
        ('<p id="&eacute;&#x26;&amp;">', {"é&&"}),
        ('<p id="é%C3%A9">', {"é%C3%A9"}),
        ('<p title="a > b" id="a">', {"a"}),
        ("<p title='<p id=b>' id=a>", {"a"}),
        ("<p title=it's id=a>", {"a"}),
        ('<p "b>c" id=a>', set()),
        ('<p =">" id=a>', set()),
        ("<p b==c id=a>", {"a"}),
        ("<p data-id=a aid=b idx=c>", set()),
        ("<my-element id=a><x.y:z id=b>", {"a", "b"}),
        ("<1 id=a>< p id=b></ p id=c><>", set()),
        ("1 < 2 <p id=a>", {"a"}),
        ("<<p id=a>", {"a"}),
        ("<p<b id=a>", {"a"}),
        ("</p id=a>", set()),
        ('</p title=">"><p id=a>', {"a"}),
        (
            '<a name="a" id="b"><map name="c"><p name="d"><input name="e"><meta name="f">',
            set("abc"),
        ),
        ('<p id="a', set()),
        ("<p id=a", set()),
        ('<p id="a"><p title="><p id=b>', {"a"}),
        ("<svg id=a><g id=b><symbol id=c /></g></svg>", set("abc")),
    ],
)
def test_ids(html: str, ids: set[str]) -> None:
    assert read_page(html).ids == ids


@pytest.mark.parametrize(
    "html",
    [
        "<!-- {} -->",
        "<!-- > -- -> {}",
        "<!--{}--!>",
        "<!----{}-->",
        "<![CDATA[{}",
        "<?php {}",
        "<script>{}</script>",
        "<SCRIPT>{}</Script >",
        "<script>'</scripts>{}</script>",
        "<script><!-- <script> </script>{}--></script>",
        "<script>{}",
        "<style>{}</style>",
        "<title>{}</title>",
        "<textarea>{}</textarea >",
        "<xmp>{}</xmp>",
        "<iframe>{}</iframe>",
        "<noembed>{}</noembed><noframes>{}</noframes>",
        "<plaintext>{}</plaintext>{}",
        "<template>{}</template>",
        "<template><p><template>{}</template>{}</p></template>",
        "<template/>{}",
        "<template><svg><p>{}</p></template>",
        "<template><template></template>{}",
        "<svg><desc><template></svg>{}",
        "<svg><title><title></title><script>{}</script>",
        "<svg><![CDATA[{}]]></svg>",
        "<math><mi></mi><![CDATA[ > {} ]]></math>",
        "<svg><foreignObject><textarea>{}</textarea></foreignObject></svg>",
        "<svg><p><script>{}</script>",
    ],
)
def test_what_only_looks_like_a_tag(html: str) -> None:
    fake = """<b id=no><a href=no><b id="no"><a href="no">"""
    if html.startswith(("<![CDATA[", "<?")):
        fake = "<b id=no "  # these end at the first `>`
    found = read_page(html.replace("{}", fake))
    assert not found.ids
    assert not found.links


@pytest.mark.parametrize(
    "html",
    [
        "<!-->{}",
        "<!--->{}",
        "<!-- -->{}",
        "<!-- --!>{}",
        "<!doctype html public 'a>{}",
        "<!-x>{}",
        "<?xml?>{}",
        "</1>{}",
        "</>{}",
        "<![CDATA[ > {}",
        "<script></script>{}",
        "<script/></script>{}",
        "<script><!-- </script>{}",
        "<script><!--><script></script>{}",
        "<script><!-- <script> --></script>{}",
        "<script><!-- <scripts> </script>{}",
        "<script>x</script\n a='>'>{}",
        "<title>&lt;</title>{}",
        "<textarea></textarea/>{}",
        "<noscript>{}</noscript>",
        "</template>{}",
        "<template></template>{}",
        "<svg/>{}",
        "<svg><title>a</title>{}</svg>",
        "<svg><title/>{}</svg>",
        "<svg><script/>{}</svg>",
        "<svg><style>{}</style></svg>",
        "<svg><template>{}</template></svg>",
        "<svg><desc>{}</desc></svg>",
        "<svg><g><![CDATA[<]]>{}</g></svg>",
        "<svg><foreignObject><svg></svg><![CDATA[ > {}</foreignObject></svg>",
        "<svg><p><![CDATA[ > {}",
        "<svg></p><![CDATA[ > {}",
        "<svg><svg></svg></svg><![CDATA[ > {}",
        "<math><mi>x</mi></math><title>a</title>{}",
        "<pre>{}</pre>",
    ],
)
def test_what_ends_there(html: str) -> None:
    found = read_page(html.replace("{}", "<b id=yes><a href=yes>"))
    assert found.ids == {"yes"}
    assert [link.value for link in found.links] == ["yes"]


# -- links ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "links"),
    [
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
        ("<script src='^x'></script><iframe src=^y></iframe><frame src=^z>", ["x", "y", "z"]),
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
    ],
)
def test_links_and_where_they_stand(html: str, links: list[str]) -> None:
    marks = [mark.start() - count for count, mark in enumerate(re.finditer(r"\^", html))]
    found = read_page(html.replace("^", "")).links
    assert [link.value for link in found] == links
    if marks:
        assert [link.offset for link in found] == marks


def test_links_tell_what_holds_them() -> None:
    found = read_page(
        "<A Href=a><IMG SrcSet=b><p style='x:url(c)'><style>@import 'd'</style>"
    ).links
    assert [link[:3] for link in found] == [
        ("a", "a", "href"),
        ("b", "img", "srcset"),
        ("c", "p", "style"),
        ("d", "style", "url"),
    ]


@pytest.mark.parametrize(
    ("html", "base"),
    [
        ("<a href=x>", None),
        ("<base target=_top>", None),
        ("<base href=' a/ '><base href='b/'>", "a/"),
        ("<base target=_top><BASE HREF=b/ />", "b/"),
        ("<base href=''><base href='b/'>", ""),
        ("<base style='a: url(b)' xlink:href=c href=d>", "d"),
        ("<template><base href=a></template>", None),
    ],
)
def test_base(html: str, base: str | None) -> None:
    assert read_page(html).base == base


# -- against parsers -----------------------------------------------------------------------------

Seen = set[tuple[str, str, str]]
"""Element, attribute and value of every id and every plain link."""

ATTRIBUTES = {"a": ("href", "name"), "img": ("src",), "video": ("src", "poster"), "map": ("name",)}


def ours(html: str) -> tuple[set[str], Seen]:
    found = read_page(html)
    plain = {(link.tag, link.attribute, link.value) for link in found.links}
    return set(found.ids), {link for link in plain if link[1] in ATTRIBUTES.get(link[0], ())}


class Told:
    """What a parser found, as `scan` would tell it."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.links: Seen = set()

    def note(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.ids.add(attributes.get("id") or "")
        for name in ATTRIBUTES.get(tag, ()):
            if name not in attributes:
                continue
            value = attributes[name] or ""
            if name == "name":
                self.ids.add(value)
            else:
                value = re.sub("[\t\r\n]", "", value.strip("".join(map(chr, range(33)))))
                self.links.add((tag, name, value))

    def all(self) -> tuple[set[str], Seen]:
        return self.ids - {""}, self.links


def by_html5(html: str) -> tuple[set[str], Seen]:
    told = Told()
    root = LexborHTMLParser(html).root
    assert root is not None
    for node in root.traverse():
        told.note(str(node.tag), dict(node.attributes))
    return told.all()


def by_standard_library(html: str) -> tuple[set[str], Seen]:
    told = Told()

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            told.note(tag, dict(reversed(attrs)))

    parser = Parser()
    parser.feed(html)
    parser.close()
    return told.all()


VALUES = st.text("ab#/é%. ", max_size=4)
NAMES = st.sampled_from(["id", "ID", "href", "name", "src", "poster", "title", "class", "data-id"])

WRITTEN = st.one_of(
    VALUES.map("='{}'".format),
    VALUES.map('="{}"'.format),
    st.sampled_from(["", "=a", " = b", "='>'", '="<a href=x>"', "=a/", "='&amp;'", "=&lt"]),
)
"""What may follow the name of an attribute."""

TAG_NAMES = st.sampled_from(["p", "div", "a", "A", "img", "video", "span", "map", "x-y"])

TAGS = st.builds(
    lambda name, attributes, end: f"<{name}{attributes}{end}",
    TAG_NAMES,
    st.lists(st.builds(" {}{}".format, NAMES, WRITTEN), max_size=3).map("".join),
    st.sampled_from([">", "\n>", " />"]),
)
TAGS = TAGS | TAG_NAMES.map("</{}>".format)

OPAQUE = st.builds(
    lambda around, inside: around.replace("{}", "".join(inside)),
    st.sampled_from(
        [
            "<!--{}-->",
            "<script>{}</script>",
            "<style>{}</style>",
            "<title>{}</title>",
            "<textarea>{}</textarea>",
        ]
    ),
    st.lists(TAGS, max_size=3),
)


@given(st.lists(TAGS | OPAQUE | VALUES).map("".join))
def test_sound_pages_are_read_as_the_standard_library_does(body: str) -> None:
    # Older versions do not know these as text, which is what they are.
    known = re.sub(r"(?s)<(title|textarea)>.*?</\1>", "", body)
    assert ours(known) == by_standard_library(known)


SOUP = st.lists(
    TAGS
    | OPAQUE
    | VALUES
    | st.sampled_from(
        [
            *("<", ">", "</", "<!", "<?", "<!--", "-->", "--!>", "<!-", "->", "-", "!", "/", "="),
            *("'", '"', "<![CDATA[", "]]>", "<script>", "</script>", "<script ", "<style>"),
            *("</style>", "<textarea>", "</textarea>", "<title>", "</title", "<template>"),
            *("</template>", "<xmp>", "</xmp>", "<title/>", "<script/>", "<iframe>", "</iframe>"),
            *("<p id=q", "<a href=r ", "<a href='s>", "&", "&amp", "\n", "\r\n", "\0", "<p id==c>"),
        ]
    ),
    max_size=12,
).map("".join)
"""Pages that nobody meant to write, but without drawings: see `DRAWINGS`."""

# Only a tree can tell what an end tag or CDATA means in HTML within SVG, and whether an end tag
# leads out of an SVG that was left open: what is opened in these is closed in them.
WITHIN = st.builds(
    lambda around, inside: around.replace("{}", "".join(inside)),
    st.sampled_from(
        ["<title>{}</title>", "<desc>{}</desc>", "<foreignObject>{}</foreignObject>", "<g>{}</g>"]
    ),
    st.lists(
        st.sampled_from(
            [
                *("<p id=r>s</p>", "<a href=t></a>", "<svg/>", "<!--<p id=u>-->"),
                *(f"<{name}><p id={name}></p></{name}>" for name in ("textarea", "script", "xmp")),
            ]
        )
    ),
)
DRAWINGS = st.lists(
    TAGS.filter(lambda tag: tag[1] != "/")
    | WITHIN
    | st.sampled_from(
        [
            *("<svg>", "<svg/>", "<svg id=a/>", "<svg id=a/ >", "<svg id=b>", "</svg>", "<math>"),
            *("</math>", "<math/>", "<mi>", "</mi>", "<script/>", "<style/>", "<title/>", "</p>"),
            *("<![CDATA[", "]]>", "<![CDATA[<a href=x>]]>", "<script>", "</script>", "<textarea>"),
        ]
    ),
    max_size=12,
).map("".join)


@given(SOUP | DRAWINGS)
def test_soup_is_read_as_html5_does(body: str) -> None:
    page = f"<!DOCTYPE html><body>{body}"
    assert ours(page) == by_html5(page)


@given(SOUP)
def test_offsets_point_at_what_was_found(body: str) -> None:
    for link in read_page(body).links:
        if "&" not in body[link.offset :]:
            said = re.sub("[\t\r\n]", "", body[link.offset :])
            assert said.startswith(link.value)


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_written_pages_are_read_as_parsers_do(build: Build, builder: str) -> None:
    source = """
Start
=====

.. _here:

Part
----

:ref:`here`, `there <nope.html?a=1&b=2#c>`_, [1]_ and :doc:`other` [#]_.

.. image:: https://example.org/x.png
   :target: other.html

.. glossary::

   cat
      A pet.

.. py:function:: walk(path)

.. code-block:: python
   :linenos:
   :name: code

   "<a href='x'>"

.. raw:: html

   <a name="old">&eacute;</a><!-- <a href="y"> -->

.. [1] One.
.. [#] Two.

.. toctree::

   other
"""
    built = build({"index.rst": source, "other.rst": "Other\n=====\n\n:term:`cat`"}, builder)
    pages = [path for path in built.files() if path.endswith(".html")]
    assert len(pages) >= (1 if builder == "singlehtml" else 4)
    for page in pages:
        text = built.text(page)
        assert ours(text) == by_html5(text) == by_standard_library(text)
