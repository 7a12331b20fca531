"""Check the elements of this extension against WCAG 2.2 AA with axe-core."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.external.conftest import PAGES, Scheme, VisitPage

OWN_ELEMENTS = (
    ".faq",
    ".term-compare",
    ".see-also",
    ".article-header",
    ".autolinked-term",
    "dl.glossary",
    ".glossary-letters",
    ".glossary-filter",
)

CRITERIA = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    },
    "resultTypes": ["violations"],
}

# A color scheme changes only colors, and a width only the layout: each is checked once.
WINDOWS: tuple[tuple[Scheme, int], ...] = (("light", 375), ("dark", 1280))


@pytest.mark.parametrize("kind", PAGES)
def test_own_elements_are_accessible(visit: VisitPage, kind: str) -> None:
    """On phones and screens, in both color schemes; the page is loaded once."""
    page = visit(PAGES[kind]).page
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    found = {
        f"{scheme}, {width} px: {violation}"
        for scheme, width in WINDOWS
        for violation in violations(page, scheme, width)
    }
    assert not found, "\n\n".join(sorted(found))


def test_a_violation_is_found(visit: VisitPage) -> None:
    """In an element of this extension, but not outside of it."""
    page = visit(PAGES["faq"]).page
    page.evaluate("document.body.insertAdjacentHTML('afterbegin', '<img src=x>')")
    assert violations(page, "light", 1280) == []
    page.evaluate("document.querySelector('.faq').insertAdjacentHTML('beforeend', '<img src=x>')")
    assert any(text.startswith("image-alt, 1 times") for text in violations(page, "light", 1280))


def violations(page: Page, scheme: Scheme, width: int) -> list[str]:
    """Check the elements of this extension, and return a description of each violation."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    context = {"include": [[selector] for selector in OWN_ELEMENTS]}
    return [
        f"{violation['id']}, {len(nodes)} times: {nodes[0]['html']}\n{nodes[0]['failureSummary']}"
        for violation in Axe().run(page, context, CRITERIA).response["violations"]
        if (nodes := violation["nodes"])
    ]
