"""Our parts of a page against WCAG 2.2 AA, as far as axe-core can tell: contrast, roles, names."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

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
        f"{violation['id']}: {node['html']}\n{node['failureSummary']}"
        for violation in Axe().run(page, options=CRITERIA).response["violations"]
        for node in violation["nodes"]
        if page.evaluate(
            "([target, ours]) => document.querySelector(target).closest(ours) !== null",
            [node["target"][0], OURS],
        )
    ]
    assert not found, "\n\n".join(found)
