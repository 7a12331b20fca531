"""Our parts of a page against WCAG 2.2 AA, as far as axe-core can tell: contrast, roles, names."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.external.conftest import PAGES, SCHEMES, Look, Scheme

OURS = ".faq, .term-compare, .see-also, .article-header, .autolinked-term, dl.glossary"

CRITERIA = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    }
}


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", PAGES)
def test_our_parts_are_accessible(visit: Look, kind: str, scheme: Scheme, width: int) -> None:
    page = visit(PAGES[kind], width, scheme).page
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    found = [
        f"{violation['id']}, {len(nodes)} times: {nodes[0]['html']}\n{nodes[0]['failureSummary']}"
        for violation in Axe().run(page, options=CRITERIA).response["violations"]
        if (nodes := [node for node in violation["nodes"] if is_ours(page, node["target"][0])])
    ]
    assert not found, "\n\n".join(found)


def is_ours(page: Page, selector: str) -> bool:
    """Tell whether an element of the page is, or lies in, something of this extension."""
    return bool(page.locator(selector).first.evaluate(f"element => element.closest('{OURS}')"))
