"""The documentation in every form, written once a session, and a browser that looks at it."""

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
"""The four kinds of page that authors make with this extension, each with one of the guide."""

# A name that no server can have (RFC 2606): the browser is answered from the written files.
ORIGIN = "https://docs.invalid"

# Without a sandbox because CI may be root; the rest keeps the browser off the network.
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
    """Offer to keep what the browser showed."""
    parser.addoption("--screenshots", type=Path, help="a folder to put a picture of each page into")


# -- the documentation ---------------------------------------------------------------------------

Write = Callable[..., Path]
"""``write(builder, *options)`` runs a builder, once for each set of options → output folder."""


@pytest.fixture(scope="session")
def write(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """A function that writes the documentation with a builder; a warning is a failure."""
    folder = tmp_path_factory.mktemp("documentation")

    @cache
    def write(builder: str, *options: str) -> Path:
        output = folder / "-".join((builder, *options)).replace("=", "-")
        paths = ["-d", str(folder / "doctrees"), str(DOCS), str(output)]
        strictly = ["-n", "-W", "--keep-going", "-q", "-j", "auto"]
        command = [sys.executable, "-m", "sphinx", *strictly, "-b", builder, *options, *paths]
        run(command, cwd=DOCS)
        return output

    return write


def run(command: list[str], cwd: Path) -> str:
    """Run another program and return all it printed; fail the test with it if it failed."""
    program = shutil.which(command[0])
    assert program is not None, f"{command[0]} is not installed; `.ci/run` knows its package"
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
    """The documentation as a site in one theme, in a folder."""

    theme: str
    folder: Path

    def page(self, name: str) -> str:
        """The address of a page, by its docname."""
        return f"{ORIGIN}/{name}.html"

    def answer(self, route: Route) -> None:
        """Answer the browser's request from the folder, without any network."""
        path = self.folder / unquote(urlsplit(route.request.url).path).lstrip("/")
        if route.request.url.startswith(ORIGIN) and path.is_file():
            route.fulfill(path=path)
        else:
            route.fulfill(status=404)


@pytest.fixture(scope="session", params=THEMES)
def site(request: pytest.FixtureRequest, write: Write) -> Site:
    """The site in each theme, one after the other."""
    return Site(request.param, write("html", "-D", f"html_theme={request.param}"))


# -- the browser ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Visit:
    """A page in the browser, with what went wrong while it was shown."""

    page: Page
    errors: list[str]


Look = Callable[..., Visit]
"""``visit(docname, width=1280, scheme="light", fragment="")`` opens a page → ``Visit``."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium without a window."""
    path = shutil.which("chromium")
    assert path is not None, "chromium is not installed; `.ci/run` knows its package"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator[Look]:
    """A function that opens a page of the site in a window of its own, closed after the test."""
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

        def note_console(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                errors.append(f"{message.type}: {message.text}")

        def note_error(error: Error) -> None:
            errors.append(f"uncaught: {error.message}")

        page.on("console", note_console)
        page.on("pageerror", note_error)
        page.goto(site.page(docname) + fragment)
        return Visit(page, errors)

    yield visit
    for page in pages:
        page.close()
