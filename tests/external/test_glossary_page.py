"""Test the letters, the filter and the links of a glossary in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.external.conftest import PAGES, Site, VisitPage

GLOSSARY = PAGES["glossary"]

MENTION_IN_WINDOW = """
    scrollY > 0 && [...document.querySelectorAll("[role=main] :is(p, li, a)")]
        .filter(element => /scorecard/i.test(element.textContent))
        .map(element => element.getBoundingClientRect())
        .some(box => box.top < innerHeight && box.bottom > 0)
"""

WIDTHS = pytest.mark.parametrize("width", [320, 1280])


def visible_names(page: Page) -> list[str]:
    return page.locator("dl.glossary > dt").filter(visible=True).all_inner_texts()


@WIDTHS
def test_filter(visit: VisitPage, width: int) -> None:
    visited = visit(GLOSSARY, width)
    page = visited.page
    names = visible_names(page)
    page.get_by_role("search").get_by_label("Filter").fill("Vidéo  LIVE")
    found = ["live video interview", "synchronous interview", "virtual interview"]
    assert [name.rstrip("¶") for name in visible_names(page)] == found  # two name it as a kind
    status = page.get_by_role("search").get_by_role("status")
    total = page.locator("dl.glossary > dt:not(dt + dt)").count()
    expect(status).to_have_text(f"3 of {total} entries")
    expect(page.get_by_role("navigation", name="Letters")).to_be_hidden()
    # A link to an entry that is filtered out shows it.
    page.evaluate("location.hash = '#term-calibration'")
    expect(page.locator("#term-calibration")).to_be_in_viewport()
    expect(status).to_have_text("")
    assert visible_names(page) == names
    assert visited.errors == []


@WIDTHS
def test_letters_stay_in_sight(visit: VisitPage, width: int) -> None:
    page = visit(GLOSSARY, width).page
    letters = page.get_by_role("navigation", name="Letters")
    link = letters.get_by_role("link", name="P", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    target = page.locator(str(link.get_attribute("href")))
    expect(target).to_be_in_viewport()
    expect(letters).to_be_in_viewport()
    row, entry = letters.bounding_box(), target.bounding_box()
    assert row is not None
    assert entry is not None
    assert row["y"] + row["height"] <= entry["y"] + 1
    assert row["height"] < 48  # one row at any width
    for box in (link.bounding_box() for link in letters.get_by_role("link").all()):
        assert box is not None
        assert min(box["width"], box["height"]) >= 24


def test_links_lead_to_mentions(visit: VisitPage) -> None:
    page = visit(GLOSSARY).page
    page.set_viewport_size({"width": 1280, "height": 240})
    details = page.locator("#term-scorecard ~ dd details.used-in").first
    details.locator("summary").click()
    link = details.get_by_role("link").first
    address = str(link.get_attribute("href"))
    assert "#" in address.split(":~:text=", maxsplit=1)[0]
    link.click()
    page.wait_for_function(MENTION_IN_WINDOW)


def test_without_javascript(site: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    def answer(route: Route) -> None:  # Playwright sets attributes of the object behind a method
        site.answer(route)

    page.route("**/*", answer)
    page.goto(site.page_url(GLOSSARY))
    expect(page.locator(".glossary-filter")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Letters")).to_be_visible()
    expect(page.locator("dl.glossary > dt").last).to_be_visible()
    context.close()
