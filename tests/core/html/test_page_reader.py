from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.html.page_reader import read_page
from tests.building import Build
from tests.core.html.readers import LINKS, Anchors, read_as_page, read_both


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
    assert read_both(html).ids == ids


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
def test_text_that_looks_like_a_tag_is_ignored(html: str) -> None:
    tags = """<b id=no><a href=no><b id="no"><a href="no">"""
    if html.startswith(("<![CDATA[", "<?")):
        tags = "<b id=no "  # these end at the first `>`
    assert read_both(html.replace("{}", tags)) == Anchors(frozenset(), frozenset())


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
        "<svg><p><![CDATA[ > {}",
        "<svg></p><![CDATA[ > {}",
        "<svg><svg></svg></svg><![CDATA[ > {}",
        "<math><mi>x</mi></math><title>a</title>{}",
        "<pre>{}</pre>",
    ],
)
def test_tags_after_such_text_are_read(html: str) -> None:
    anchors = read_both(html.replace("{}", "<b id=yes><a href=yes>"))
    assert anchors == Anchors(frozenset({"yes"}), frozenset({"yes"}))


@pytest.mark.parametrize(("html", "links"), LINKS)
def test_links_are_read_in_their_order(html: str, links: Sequence[str]) -> None:
    assert read_page(html.replace("^", "").encode()).links == tuple(dict.fromkeys(links))


def test_links_are_distinct() -> None:
    html = b"<a href=x></a><a href=y></a><a href=' x '></a><link rel=next href=y>"
    assert read_page(html).links == ("x", "y")


def test_frames_are_read_in_a_frameset() -> None:
    html = "<frame src=no><frameset><frame src=a></frameset>"
    assert read_as_page(html).links == {"a"}


def test_a_row_outside_a_table_is_ignored() -> None:
    assert read_as_page("<tr id=a><td id=b><p id=c></tr>").ids == {"c"}


def test_invalid_utf_8_is_replaced() -> None:
    page = read_page(b"\xff<p id=caf\xe9><a href=na\xefve>")
    assert page.ids == {"caf\ufffd"}
    assert page.links == ("na\ufffdve",)


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
    assert read_page(html.encode()).base == base


# -- generated pages -----------------------------------------------------------------------------

VALUES = st.text("ab#/é%. ", max_size=4)
NAMES = st.sampled_from(
    [
        *("id", "ID", "href", "xlink:href", "name", "src", "srcset", "poster", "style", "rel"),
        *("title", "class", "data-id"),
    ]
)

VALUE_NOTATIONS = st.one_of(
    VALUES.map("='{}'".format),
    VALUES.map('="{}"'.format),
    st.sampled_from(
        ["", "=a", " = b", "='>'", '="<a href=x>"', "=a/", "='&amp;'", "=&lt", "='b:url(c)'"]
    ),
)
"""Text after the name of an attribute."""

TAG_NAMES = st.sampled_from(
    ["p", "div", "a", "A", "img", "video", "source", "link", "span", "map", "x-y"]
)

TAGS = st.builds(
    lambda name, attributes, end: f"<{name}{attributes}{end}",
    TAG_NAMES,
    st.lists(st.builds(" {}{}".format, NAMES, VALUE_NOTATIONS), max_size=3).map("".join),
    st.sampled_from([">", "\n>", " />"]),
)
TAGS = TAGS | TAG_NAMES.map("</{}>".format)

OPAQUE = st.builds(
    lambda element, content: element.replace("{}", "".join(content)),
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
"""Malformed pages without SVG and MathML: see `DRAWINGS`."""

# The meaning of end tags and of CDATA in HTML within SVG depends on the tree, and so does the end
# of an unclosed SVG: elements that are opened here are also closed here.
HTML_IN_SVG = st.builds(
    lambda element, content: element.replace("{}", "".join(content)),
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
    | HTML_IN_SVG
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
def test_both_readers_agree_on_tag_soup(body: str) -> None:
    read_both(f"<!DOCTYPE html><body>{body}")


# -- written pages -------------------------------------------------------------------------------


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_both_readers_agree_on_written_pages(build: Build, builder: str) -> None:
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
    anchors = [read_both(built.text(page)) for page in pages]
    assert "old" in frozenset().union(*(page.ids for page in anchors))
