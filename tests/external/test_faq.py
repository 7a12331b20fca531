"""Test in a browser that fragments open collapsible questions, and that all are printed."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.external.conftest import PAGES, VisitPage

DETAILS_OF_FRAGMENT = (
    "document.getElementById(decodeURIComponent(location.hash.slice(1))).closest('details')"
)


def closed_questions(page: Page) -> list[str]:
    """Return an id inside each closed answer of a page."""
    ids: list[str] = page.evaluate(
        "[...document.querySelectorAll('.faq details:not([open])')]"
        ".map(details => details.querySelector('[id]').id)"
    )
    assert ids, "the page has no closed question"
    return ids


def test_fragment_opens_its_answer(visit: VisitPage) -> None:
    for question in closed_questions(visit(PAGES["faq"]).page):
        page = visit(PAGES["faq"], fragment=f"#{question}").page
        assert page.evaluate(f"{DETAILS_OF_FRAGMENT}.open"), question


def test_click_toggles_an_answer(visit: VisitPage) -> None:
    page = visit(PAGES["faq"]).page
    details = page.locator(".faq details:not([open])").element_handles()[0]
    summary = details.query_selector("summary")
    assert summary is not None
    summary.click()
    assert details.evaluate("details => details.open")
    summary.click()
    assert not details.evaluate("details => details.open")


def test_closed_answers_are_printed(visit: VisitPage) -> None:
    page = visit(PAGES["faq"]).page
    closed_questions(page)
    page.emulate_media(media="print")
    heights = page.evaluate(
        "[...document.querySelectorAll('.faq-answer')].map(answer => answer.offsetHeight)"
    )
    assert heights
    assert all(heights), heights
