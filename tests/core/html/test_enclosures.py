"""Test which elements enclose a position, according to the HTML Living Standard."""

from __future__ import annotations

import pytest

from sphinx_glossary_faq.core.html.enclosures import BEFORE_ANCHOR_END, marker, read_positions

X = marker("x")


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{X}</p>",
        f"<p><b><i><span class='b'>{X}</span></i></b></p>",
        f"<p><code>a</code> {X}</p>",
        f"<p><a id='b'></a>{X}</p>",
        f"<p><a name='b'/>{X} <a href='c'>d</a></p>",  # unclosed, and no link
        f"<p><kbd>a</p><p>{X}</p>",  # closed by the end of the paragraph
        f"<p><a href='b'>c <a href='d'>e</a> {X}</p>",  # closed by the next link
        f"<table><tr><td><code>a</td><td>{X}</td></tr></table>",  # closed by the cell
        f"<h2>a</h3>{X}",  # any heading ends a heading
        f"<p>a</code> {X}</p>",
        f"<!-- <code> -->{X}",
        f"<!-- a > <code> --!>{X}",
        f"<img alt='<code>'>{X}",
        f"<script>'<code>'</script>{X}",
        f"<textarea><code></textarea>{X}",
        f"<button>a<button>b</button>{X}",
        f"<b><p>a</b>{X}</p>",
        f"<span class='kbd'>{X}</span>",
        f"<CODE>a</code>{X}",
    ],
)
def test_prose(html: str) -> None:
    positions = read_positions(html, ["no-autolink"])
    assert positions.prose == positions.visible == {"x"}


@pytest.mark.parametrize(
    "html",
    [
        f"<a href='b'>{X}</a>",
        f"<A HREF='b'>{X}</A>",
        f"<a href='b'><p>a <em>{X}</em></p></a>",
        f"<p><a href='b'>c</p><p>{X}</p>",  # browsers open it again in the next paragraph
        f"<p><span><a href='b'></span> {X} </a></p>",
        f"<p><code>a</p><p>{X}</p>",
        f"<b><code>a</b>{X}",
        f"<a name='b'>{X}{BEFORE_ANCHOR_END}</a>",
        *(f"<{name}>{X}</{name}>" for name in ("code", "kbd", "samp", "tt", "var", "pre", "svg")),
        *(f"<{name}>{X}</{name}>" for name in ("button", "label", "summary", "h1", "h6")),
        *(f"<{name}>{X}</{name}>" for name in ("abbr", "dfn", "dt", "figcaption", "noscript")),
        f"<table><caption>{X}</caption><tr><td>a</table>",
        f"<table><tr><th>{X}<td>a</table>",
        f"<span class='a no-autolink'>{X}</span>",
        f"<span role='button'>{X}</span>",
        f"<select><option>{X}</select>",
        f"<!-- {X} -->",
        f"<!-- <p>{X}",
        f"<img alt='{X}'>",
        f"<a title='{X}",
        f"<script>{X}</script>",
        f"<style>{X}</style>",
        f"<textarea>{X}</textarea>",
        f"<iframe>{X}</iframe>",
        f"<template>{X}</template>",
        f"<plaintext>a</plaintext>{X}",
    ],
)
def test_no_prose(html: str) -> None:
    assert read_positions(html, ["no-autolink"]).prose == frozenset()


@pytest.mark.parametrize(
    ("html", "is_visible"),
    [
        (f"<details><summary>a</summary>{X}</details>", False),
        (f"<details open><summary>a</summary>{X}</details>", True),
        (f"<details><details open>{X}</details></details>", False),
        (f"<details>a</details>{X}", True),
        (f"<div hidden>{X}</div>", False),
        (f"<div hidden=''><p>{X}</p></div>", False),
        (f"<dialog>{X}</dialog>", False),
        (f"<div style='display: none'>{X}</div>", False),
        (f"<div style='display: block'>{X}</div>", True),
        (f"<!-- {X} -->", False),
    ],
)
def test_visible(html: str, is_visible: bool) -> None:
    assert bool(read_positions(html, []).visible) == is_visible


def test_source_that_cannot_be_encoded() -> None:
    assert read_positions(f"\ud800\0<p>{X}", []).prose == {"x"}
