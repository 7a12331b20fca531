"""Test the layout of all kinds of pages on phones and screens, in two themes."""

from __future__ import annotations

import pytest

from tests.external.conftest import PAGES, SCHEMES, Scheme, Site, VisitPage


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
@pytest.mark.parametrize("kind", PAGES)
def test_no_horizontal_scrolling(visit: VisitPage, kind: str, width: int) -> None:
    page = visit(PAGES[kind], width).page
    content, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert window == width
    assert content <= window, format_elements(page.evaluate(OVERFLOWING_ELEMENTS))


@pytest.mark.parametrize("kind", PAGES)
def test_browser_reports_no_errors(visit: VisitPage, kind: str) -> None:
    assert visit(PAGES[kind]).errors == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("kind", PAGES)
def test_screenshots(
    site: Site,
    visit: VisitPage,
    kind: str,
    width: int,
    scheme: Scheme,
    request: pytest.FixtureRequest,
) -> None:
    page = visit(PAGES[kind], width, scheme).page
    image = page.screenshot(full_page=True)
    assert image.startswith(b"\x89PNG")
    if folder := request.config.getoption("--screenshots"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{site.theme}-{kind}-{width}-{scheme}.png").write_bytes(image)


# The innermost elements, since all their ancestors overflow too.
OVERFLOWING_ELEMENTS = """
    [...document.querySelectorAll("body *")]
        .filter(element => element.scrollWidth > element.clientWidth)
        .filter(element => element.getBoundingClientRect().left + element.scrollWidth > innerWidth)
        .filter((element, _, all) =>
            all.every(other => other === element || !element.contains(other)))
        .map(element => element.outerHTML.slice(0, 80))
"""


def format_elements(elements: list[str]) -> str:
    """Return a message with the elements that overflow the window."""
    return "elements overflow the window:\n" + "\n".join(elements[:8])
