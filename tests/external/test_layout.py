"""What a reader sees: every kind of page, on phones and screens, in two themes."""

from __future__ import annotations

import pytest

from tests.external.conftest import PAGES, SCHEMES, Look, Scheme, Site


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
@pytest.mark.parametrize("kind", PAGES)
def test_no_page_scrolls_sideways(visit: Look, kind: str, width: int) -> None:
    page = visit(PAGES[kind], width).page
    needed, there = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert there == width
    assert needed <= there, widest(page.evaluate(WHAT_IS_TOO_WIDE))


@pytest.mark.parametrize("kind", PAGES)
def test_the_browser_reports_no_error(visit: Look, kind: str) -> None:
    assert visit(PAGES[kind]).errors == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("kind", PAGES)
def test_every_page_can_be_pictured(
    site: Site, visit: Look, kind: str, width: int, scheme: Scheme, request: pytest.FixtureRequest
) -> None:
    page = visit(PAGES[kind], width, scheme).page
    picture = page.screenshot(full_page=True)
    assert picture.startswith(b"\x89PNG")
    if folder := request.config.getoption("--screenshots"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{site.theme}-{kind}-{width}-{scheme}.png").write_bytes(picture)


# The innermost ones: whatever holds a wide element is wide itself.
WHAT_IS_TOO_WIDE = """
    [...document.querySelectorAll("body *")]
        .filter(element => element.scrollWidth > element.clientWidth)
        .filter(element => element.getBoundingClientRect().left + element.scrollWidth > innerWidth)
        .filter((one, _, all) => all.every(other => other === one || !one.contains(other)))
        .map(element => element.outerHTML.slice(0, 80))
"""


def widest(elements: list[str]) -> str:
    """Name the elements that reach beyond the window."""
    return "beyond the window's edge:\n" + "\n".join(elements[:8])
