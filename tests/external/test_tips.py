"""Test the definitions that links to terms show, in a browser that opens the files of a site.

The clock of a page is controlled by the test: nothing waits for real delays.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page

from tests.building import write_files
from tests.external.conftest import SCHEMES, THEMES, Scheme, run
from tests.external.test_accessibility import CRITERIA

GLOSSARY = """\
Words
=====

.. glossary::

   cat
      A *small* animal.

   dog
      An animal that barks at a :term:`cat`.

   elephant
      {long}

   corner
      A short text.

   ratio
      The number :math:`a / b`.
""".format(long="A very large animal that never forgets what it was told. " * 8)

CORNERS = "".join(
    f"""
.. raw:: html

   <div style="position: fixed; inset: {inset}; z-index: 9" class="corner">

:term:`corner` :term:`elephant`

.. raw:: html

   </div>
"""
    for inset in ("0 auto auto 0", "0 0 auto auto", "auto 0 0 auto", "auto auto 0 0")
)

FILES = {
    "conf.py": "project = 'Tips'\n",
    "index.rst": """\
Index
=====

.. toctree::

   words
   corners

A cat and a dog and an elephant, then a ratio.

.. raw:: html

   <div class="frame" style="inline-size: 10em; overflow-x: auto"><table><tr>
   <td style="min-inline-size: 30em">wide</td><td>

:term:`elephant`

.. raw:: html

   </td></tr></table></div>
   <div class="card" style="overflow: hidden; position: relative; block-size: 2em">

:term:`elephant`

.. raw:: html

   </div>
""",
    "corners.rst": f"Corners\n=======\n\nText.\n{CORNERS}",
    "words.rst": GLOSSARY,
}

OPEN = ".term-tip:popover-open"

Visit = Callable[..., Page]
"""``visit(name="index", width=1280, theme="alabaster", **options)`` opens a page."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The site in each theme."""
    folder = tmp_path_factory.mktemp("tips")
    write_files(folder / "source", FILES)
    for theme in THEMES:
        options = ["-D", "extensions=sphinx_glossary_faq", "-D", f"html_theme={theme}"]
        options += ["-D", "mathjax_path=https://mathjax.invalid/none.js"]
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "-d", str(folder / "doctrees")]
        run([*command, *options, str(folder / "source"), str(folder / theme)], cwd=folder)
    return {theme: folder / theme for theme in THEMES}


@pytest.fixture
def visit(sites: dict[str, Path], browser: Browser) -> Iterator[Visit]:
    """Return a function that opens a page, which must not cause an error."""
    pages: list[Page] = []
    errors: list[str] = []

    def visit(
        name: str = "index", width: int = 1280, theme: str = "alabaster", **options: Any
    ) -> Page:
        page = browser.new_page(
            viewport={"width": width, "height": 600}, reduced_motion="reduce", **options
        )
        pages.append(page)
        page.on("pageerror", lambda error: errors.append(error.message))
        page.route("**/none.js", lambda route: route.fulfill(body="", status=200))
        page.clock.install(time=0)
        page.clock.pause_at(1)
        page.goto(f"{(sites[theme] / name).as_uri()}.html")
        return page

    yield visit
    for page in pages:
        page.close()
    assert errors == []


def link_to(page: Page, term: str, inside: str = "") -> Locator:
    return page.locator(f"{inside} a.reference[href='words.html#term-{term}']").first


def show(page: Page, link: Locator) -> Locator:
    """Point at a link until its tip is shown."""
    link.hover()
    page.clock.run_for(600)
    return page.locator(OPEN)


def text_of(page: Page) -> str:
    return page.locator(f"{OPEN} .term-tip-text").inner_text().strip()


def overlap(page: Page) -> tuple[bool, bool]:
    """Return whether the tip is inside the viewport, and whether it covers its link."""
    inside, covers = page.evaluate(
        """() => {
            const tip = document.querySelector('.term-tip').getBoundingClientRect();
            const link = document.querySelector('[aria-describedby], [aria-details]');
            const box = link.getBoundingClientRect();
            return [
                tip.left >= 0 && tip.top >= 0 && tip.right <= innerWidth
                    && tip.bottom <= innerHeight && tip.height > 20,
                tip.left < box.right && tip.right > box.left
                    && tip.top < box.bottom && tip.bottom > box.top,
            ];
        }"""
    )
    return inside, covers


def test_hover(visit: Visit) -> None:
    page = visit()
    cat, dog = link_to(page, "cat"), link_to(page, "dog")
    cat.hover()
    page.clock.run_for(400)
    assert page.locator(OPEN).count() == 0
    page.clock.run_for(200)
    assert text_of(page) == "A small animal."
    assert page.locator(f"{OPEN} em").inner_text() == "small"
    assert cat.get_attribute("aria-describedby") == page.locator("[role=tooltip]").get_attribute(
        "id"
    )
    assert not page.locator(".term-tip-go").is_visible()
    page.locator(OPEN).hover()  # the tip stays while the pointer is on it
    page.clock.run_for(2000)
    assert page.locator(OPEN).count() == 1
    dog.hover()
    page.clock.run_for(600)  # one at a time
    assert text_of(page) == "An animal that barks at a cat."
    assert page.locator("[role=tooltip]").count() == 0  # because it has a link
    assert dog.get_attribute("aria-details")
    assert cat.get_attribute("aria-describedby") is None
    page.mouse.move(1200, 590)
    page.clock.run_for(400)
    assert page.locator(OPEN).count() == 0
    show(page, cat)
    page.keyboard.press("Escape")
    assert page.locator(OPEN).count() == 0


def test_keyboard(visit: Visit) -> None:
    page = visit()
    link_to(page, "cat").evaluate("link => link.previousElementSibling?.focus()")
    page.keyboard.press("Tab")
    link_to(page, "cat").focus()
    assert text_of(page) == "A small animal."
    page.keyboard.press("Tab")
    assert text_of(page) == "An animal that barks at a cat."
    page.keyboard.press("Tab")  # to the link in the tip
    page.clock.run_for(400)
    assert page.evaluate("document.activeElement.closest('.term-tip-text') !== null")
    page.keyboard.press("Escape")
    assert page.locator(OPEN).count() == 0


def test_touch(visit: Visit) -> None:
    page = visit(width=375, has_touch=True)
    url = page.url
    link = link_to(page, "cat")
    link.tap()
    assert text_of(page) == "A small animal."
    assert page.url == url
    assert page.locator(".term-tip-go").is_visible()
    page.get_by_role("heading", name="Index").tap()
    assert page.locator(OPEN).count() == 0
    link.tap()
    page.locator(".term-tip-go").tap()
    page.wait_for_url("**/words.html#term-cat")
    page.go_back()
    link.tap()
    link.tap()
    page.wait_for_url("**/words.html#term-cat")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_tips_are_inside_the_viewport(visit: Visit, width: int, direction: str) -> None:
    page = visit("corners", width)
    page.evaluate(f"document.documentElement.dir = '{direction}'")
    for number in range(4):
        for term in ("corner", "elephant"):
            link = page.locator(".corner").nth(number).locator("a", has_text=term)
            show(page, link)
            assert text_of(page)
            assert overlap(page) == (True, False), (number, term)
            page.keyboard.press("Escape")
    page = visit(width=width)
    page.evaluate(f"document.documentElement.dir = '{direction}'")
    for inside in (".frame", ".card"):
        show(page, link_to(page, "elephant", inside))
        assert overlap(page) == (True, False), inside
        page.keyboard.press("Escape")


def test_readers_turn_tips_off_and_on(visit: Visit) -> None:
    page = visit()
    switch = page.get_by_role("button", name="Show definitions of terms")
    show(page, link_to(page, "cat"))
    page.locator(".term-tip-off").click()
    assert page.locator(OPEN).count() == 0
    page.reload()  # it is remembered
    show(page, link_to(page, "dog"))
    assert page.locator(OPEN).count() == 0
    assert switch.get_attribute("aria-pressed") == "false"
    switch.click()
    show(page, link_to(page, "cat"))
    assert text_of(page) == "A small animal."


def test_formulas_are_typeset(visit: Visit) -> None:
    page = visit()
    page.evaluate("window.MathJax = {typesetPromise: ([node]) => { node.title = 'typeset'; }}")
    show(page, link_to(page, "ratio"))
    assert page.locator(f"{OPEN} .term-tip-text").get_attribute("title") == "typeset"


def test_page_without_script_and_on_paper(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    text = page.locator("body").inner_text()
    assert "A small animal" not in text
    assert "definition" not in text.lower()
    link_to(page, "cat").click()
    page.wait_for_url("**/words.html#term-cat")
    page = visit()
    show(page, link_to(page, "cat"))
    page.emulate_media(media="print")
    assert not page.locator(".term-tip").is_visible()
    assert not page.locator(".term-tip-switch").is_visible()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_open_tips_are_accessible(visit: Visit, theme: str, scheme: Scheme) -> None:
    page = visit(theme=theme, color_scheme=scheme)
    page.clock.resume()  # axe-core waits
    for term in ("cat", "dog"):
        link_to(page, term).hover()
        page.wait_for_selector(OPEN)
        violations = Axe().run(page, context=".term-tip, [aria-describedby]", options=CRITERIA)
        assert violations.response["violations"] == []
        page.keyboard.press("Escape")
