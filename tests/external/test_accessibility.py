"""Check the elements of this extension against WCAG 2.2 AA with axe-core."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.external.conftest import PAGES, SCHEMES, Scheme, VisitPage

OWN_ELEMENTS = (
    ".faq, .term-compare, .see-also, .article-header, .autolinked-term, dl.glossary, "
    ".glossary-letters, .glossary-filter"
)

CRITERIA = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    }
}


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", PAGES)
def test_own_elements_are_accessible(
    visit: VisitPage, kind: str, scheme: Scheme, width: int
) -> None:
    page = visit(PAGES[kind], width, scheme).page
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    violations = [
        f"{violation['id']}, {len(nodes)} times: {nodes[0]['html']}\n{nodes[0]['failureSummary']}"
        for violation in Axe().run(page, options=CRITERIA).response["violations"]
        if (nodes := [node for node in violation["nodes"] if is_own(page, node["target"][0])])
    ]
    assert not violations, "\n\n".join(violations)


def is_own(page: Page, selector: str) -> bool:
    """Whether an element of the page is part of an element of this extension."""
    return bool(
        page.locator(selector).first.evaluate(f"element => element.closest('{OWN_ELEMENTS}')")
    )
