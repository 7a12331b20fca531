"""Provide a browser and the documentation in all formats, built once per session."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Route, sync_playwright

DOCS = Path(__file__).parents[2] / "docs"

THEMES = ("furo", "alabaster")

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

PAGES = {
    "definition": "guide/definitions/asynchronous-interview",
    "comparison": "guide/comparisons/digital-and-asynchronous",
    "faq": "guide/faq",
    "glossary": "guide/glossary",
}
"""An example for each of the four kinds of pages that authors write with this extension."""

# A reserved name without a server (RFC 2606): requests are answered from the output files.
ORIGIN = "https://docs.invalid"

# No sandbox, since CI may run as root; the other options disable network access.
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add an option for saving screenshots."""
    parser.addoption("--screenshots", type=Path, help="folder for a screenshot of each page")


# -- the documentation ---------------------------------------------------------------------------

Write = Callable[..., Path]
"""``write(builder, *options)`` builds once per set of options and returns the output folder."""


@pytest.fixture(scope="session")
def write(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """Return a function that builds the documentation; a warning is an error."""
    folder = tmp_path_factory.mktemp("documentation")

    @cache
    def write(builder: str, *options: str) -> Path:
        output = folder / "-".join((builder, *options)).replace("=", "-")
        paths = ["-d", str(folder / "doctrees"), str(DOCS), str(output)]
        flags = ["-n", "-W", "--keep-going", "-q", "-j", "auto"]
        command = [sys.executable, "-m", "sphinx", *flags, "-b", builder, *options, *paths]
        run(command, cwd=DOCS)
        return output

    return write


def run(command: list[str], cwd: Path) -> str:
    """Run a program and return its output; if it fails, fail the test with that output."""
    program = shutil.which(command[0])
    assert program is not None, f"{command[0]} is not installed; see `.ci/run` for its package"
    result = subprocess.run(
        [program, *command[1:]],
        cwd=cwd,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    assert result.returncode == 0, f"{' '.join(command)}\n{result.stdout}"
    return result.stdout


# -- the site ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Site:
    """The HTML documentation in one theme."""

    theme: str
    folder: Path

    def page_url(self, docname: str) -> str:
        """Return the URL of a page."""
        return f"{ORIGIN}/{docname}.html"

    def answer(self, route: Route) -> None:
        """Answer a request of the browser from the folder, without network access."""
        path = self.folder / unquote(urlsplit(route.request.url).path).lstrip("/")
        if route.request.url.startswith(ORIGIN) and path.is_file():
            route.fulfill(path=path)
        else:
            route.fulfill(status=404)


@pytest.fixture(scope="session", params=THEMES)
def site(request: pytest.FixtureRequest, write: Write) -> Site:
    """The HTML documentation in each theme."""
    return Site(request.param, write("html", "-D", f"html_theme={request.param}"))


# -- the browser ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Visit:
    """A page in the browser with the errors of showing it."""

    page: Page
    errors: list[str]


VisitPage = Callable[..., Visit]
"""``visit(docname, width=1280, scheme="light", fragment="")`` opens a page."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    path = shutil.which("chromium")
    assert path is not None, "chromium is not installed; see `.ci/run` for its package"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator[VisitPage]:
    """Return a function that opens a page in a new window, closed after the test."""
    pages: list[Page] = []

    def answer(route: Route) -> None:
        site.answer(route)

    def visit(
        docname: str, width: int = 1280, scheme: Scheme = "light", fragment: str = ""
    ) -> Visit:
        page = browser.new_page(
            viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
        )
        pages.append(page)
        page.route("**/*", answer)
        errors: list[str] = []

        def on_console(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                errors.append(f"{message.type}: {message.text}")

        def on_page_error(error: Error) -> None:
            errors.append(f"uncaught: {error.message}")

        page.on("console", on_console)
        page.on("pageerror", on_page_error)
        page.goto(site.page_url(docname) + fragment)
        return Visit(page, errors)

    yield visit
    for page in pages:
        page.close()
