"""Test collapsible questions in a browser: fragments, controls, permalinks and printing."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, Route, expect

from tests.external.conftest import PAGES, Site, VisitPage

DETAILS_OF_FRAGMENT = (
    "document.getElementById(decodeURIComponent(location.hash.slice(1))).closest('details')"
)


IS_BESIDE_QUESTION = """
    entry => {
        const [question, link] = ["summary", ":scope > a.headerlink"].map(
            selector => entry.querySelector(selector).getBoundingClientRect());
        return link.width > 0 && question.top <= link.top && link.bottom <= question.bottom;
    }
"""


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


def test_links_on_the_page_open_their_answer(visit: VisitPage) -> None:
    """The second one has been closed again, so that it is a new fragment both times."""
    page = visit(PAGES["faq"]).page
    links = page.locator(".faq-questions a")
    for index in (0, 1, 0):
        links.nth(index).click()
        assert page.evaluate(f"{DETAILS_OF_FRAGMENT}.open")
        page.evaluate("document.querySelectorAll('details').forEach(node => node.open = false)")


def test_found_text_opens_its_answer(visit: VisitPage) -> None:
    """A text fragment finds text in closed answers as the search of the browser does."""
    page = visit(PAGES["faq"]).page
    words = page.locator(".faq details:not([open]) .faq-answer p").first.text_content()
    assert words is not None
    fragment = "%20".join(words.split()[:6]).replace(",", "%2C").replace("-", "%2D")
    page = visit(PAGES["faq"], fragment=f"#:~:text={fragment}").page
    expect(page.locator(".faq details[open]")).to_have_count(1)


def test_button_opens_and_closes_all_answers(visit: VisitPage) -> None:
    page = visit(PAGES["faq"]).page
    button = page.locator("button.faq-open-all")
    closed = page.locator(".faq[data-open-all] details:not([open])")
    expect(button).to_have_text("Open all")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(closed).to_have_count(0)
    expect(button).to_have_text("Close all")
    expect(button).to_have_attribute("aria-expanded", "true")
    page.locator(".faq[data-open-all] summary").first.click()
    expect(button).to_have_text("Open all")
    expect(closed).to_have_count(1)


def test_permalink_of_a_closed_answer_is_reachable(visit: VisitPage) -> None:
    page = visit(PAGES["faq"]).page
    entry = page.locator(".faq-entry:has(details:not([open]))").first
    entry.locator("summary").focus()
    page.keyboard.press("Tab")
    permalink = entry.locator("> a.headerlink")
    expect(permalink).to_be_focused()
    expect(permalink).to_have_css("opacity", "1")
    assert entry.evaluate(IS_BESIDE_QUESTION)


def test_page_without_scripts_has_no_button(site: Site, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)

    def answer(route: Route) -> None:
        site.answer(route)

    page.route("**/*", answer)
    page.goto(site.page_url(PAGES["faq"]))
    expect(page.locator(".faq-questions a").first).to_be_visible()
    expect(page.locator("button.faq-open-all")).to_have_count(0)
    page.close()


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
