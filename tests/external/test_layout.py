"""Test the layout of all kinds of pages on phones and screens, in two themes."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.external.conftest import PAGES, SCHEMES, Scheme, Site, VisitPage

WIDTHS = (320, 375, 768, 1280)


@pytest.mark.parametrize("kind", PAGES)
def test_the_page_fits_in_the_window(
    visit: VisitPage, kind: str, site: Site, request: pytest.FixtureRequest
) -> None:
    """The page is loaded once, without errors, and shown in windows of all widths."""
    visited = visit(PAGES[kind])
    page = visited.page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        content, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert window == width
        assert content <= window, format_elements(page.evaluate(OVERFLOWING_ELEMENTS))
    if folder := request.config.getoption("--screenshots"):
        take_screenshots(page, folder, f"{site.theme}-{kind}")
    assert visited.errors == []


UNDERLINE_CONTRAST = """
    () => {
        const context = document.createElement("canvas").getContext("2d");
        const paint = (...colors) => {
            for (const color of colors) {
                context.fillStyle = color;
                context.fillRect(0, 0, 1, 1);
            }
            return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map(value => value / 255)
                .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
        };
        const luminance = ([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        const link = document.querySelector("a.autolinked-term");
        const backgrounds = [];
        for (let node = link; node; node = node.parentElement) {
            backgrounds.unshift(getComputedStyle(node).backgroundColor);
        }
        const page = luminance(paint("white", ...backgrounds));
        const line = luminance(paint(getComputedStyle(link).textDecorationColor));
        return (Math.max(page, line) + 0.05) / (Math.min(page, line) + 0.05);
    }
"""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_underline_of_automatic_links_has_enough_contrast(visit: VisitPage, scheme: Scheme) -> None:
    assert visit(PAGES["definition"], scheme=scheme).page.evaluate(UNDERLINE_CONTRAST) >= 3


def take_screenshots(page: Page, folder: Path, name: str) -> None:
    """Write a screenshot of the page on phones and screens, in both color schemes."""
    folder.mkdir(parents=True, exist_ok=True)
    for scheme, width in product(SCHEMES, (375, 1280)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        page.screenshot(full_page=True, path=folder / f"{name}-{width}-{scheme}.png")


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
