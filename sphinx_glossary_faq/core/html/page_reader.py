"""Read the ids and links of a page as browsers do, with selectolax (lexbor).

This module does not record offsets. To locate links in HTML sources, use `source_reader`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from sphinx_glossary_faq.core.html.css_urls import css_urls
from sphinx_glossary_faq.core.html.url_attributes import attribute_urls, clean_url

_SELECTOR: Final = ",".join(
    (
        *("[id]", "[name]", "[href]", r"[xlink\:href]", "[src]", "[srcset]", "[imagesrcset]"),
        *("[poster]", "[data]", "[http-equiv]", '[style*="url(" i]', "style"),
    )
)
"""A selector for all elements that may have an id or a link."""

_NOT_PLAIN: Final = frozenset({"style", "xlink:href"})
"""Other attributes of an `a` that contain URLs."""


class PageAnchors(NamedTuple):
    """The possible targets of links to a page, and the links of the page itself."""

    ids: frozenset[str]
    """The values of all `id` attributes, and of `name` in `a` and `map` elements."""
    links: tuple[str, ...]
    """The distinct URLs in document order."""
    base: str | None
    """The first `<base href>`, which affects every link on the page."""


def read_page(html: bytes) -> PageAnchors:
    """Return the ids and links of a page in UTF-8, except those in templates."""
    page = LexborHTMLParser(html, options=LexborDocumentOptions.WO_EVENTS)
    ids: set[str | None] = set()
    urls: dict[str, None] = {}
    base = None
    for node in page.css(_SELECTOR):
        tag, attributes = node.tag, node.attributes
        if "id" in attributes:
            ids.add(attributes["id"])
        if "name" in attributes and tag in ("a", "map"):
            ids.add(attributes["name"])
        if tag == "a" and "href" in attributes and _NOT_PLAIN.isdisjoint(attributes):
            urls[attributes["href"] or ""] = None  # most nodes
            continue
        if tag == "base" and "href" in attributes and base is None:
            base = clean_url(attributes["href"] or "")
        for _, _, url in attribute_urls((tag or "").lower(), attributes):
            urls[url] = None
        if tag == "style":
            urls |= {url: None for _, url in css_urls(node.text())}
    links = dict.fromkeys(map(clean_url, urls))
    return PageAnchors(frozenset(filter(None, ids)), tuple(links), base)
