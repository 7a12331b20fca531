"""Make the pictures of the documentation: ``python docs/pictures.py`` after ``tasks.py docs``.

The script opens pages of the built documentation in Chromium, and writes parts of them to
``docs/images``, in light and dark. Pass names of pictures to make only these.
"""

from __future__ import annotations

import io
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

DOCS = Path(__file__).parent
SITE = DOCS / "_build" / "html"

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@dataclass(frozen=True)
class Picture:
    """A part of a page: the window from the top of an element, or the whole window."""

    name: str
    page: str
    width: int
    height: int
    element: str = ""
    offset: int = 0  # from the top left of the element, to the left and the top
    scale: float = 2
    colors: int = 64
    hover: str = ""  # the element with the pointer


LINK = "a.autolinked-term >> nth=1"

PICTURES = (
    Picture(
        "home-links", "gallery/furo/definition.html", 340, 255, ".article-header ~ p", 8, hover=LINK
    ),
    Picture("home-comparison", "gallery/furo/comparison.html", 680, 510, ".term-compare-frame", 12),
    Picture("home-report", "manual/reference/report.html", 500, 375, ".highlight pre"),
    *(
        Picture(
            f"gallery-{name}",
            f"gallery/{theme}/comparison.html",
            1280,
            880,
            scale=0.75,
        )
        for name, theme in {
            "furo": "furo",
            "alabaster": "alabaster",
            "pydata": "pydata_sphinx_theme",
            "book": "sphinx_book_theme",
            "rtd": "sphinx_rtd_theme",
        }.items()
    ),
)

ONLY_CODE = "document.body.replaceChildren(document.querySelector('article .highlight'))"

ONLY_LIGHT = ("gallery-alabaster", "gallery-rtd")
"""Themes without a dark mode."""


def take(browser: Browser, picture: Picture, scheme: Literal["light", "dark"]) -> bytes:
    """Return a picture as a PNG with few colors."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme=scheme,
        reduced_motion="reduce",
        device_scale_factor=picture.scale,
    )
    page.goto((SITE / picture.page).as_uri())
    if picture.element:
        # Without the fixed header of the theme. A report fills the picture.
        page.add_style_tag(
            content=".mobile-header, .back-to-top { display: none !important }"
            "body > .highlight pre { height: 95vh; font-size: 17px; white-space: pre-wrap }"
        )
        if picture.element.endswith("pre"):
            page.evaluate(ONLY_CODE)
        top = page.locator(picture.element).first.evaluate(
            "element => element.getBoundingClientRect().top + scrollY"
        )
        page.evaluate("top => scrollTo(0, top)", top - picture.offset)
    if picture.hover:
        page.hover(picture.hover)
        page.wait_for_selector(".term-tip:popover-open")
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.close()
    stream = io.BytesIO()
    image.quantize(picture.colors).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def main(names: list[str]) -> None:
    """Make the pictures with these names, or all."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for picture in PICTURES:
            schemes = SCHEMES[:1] if picture.name in ONLY_LIGHT else SCHEMES
            for scheme in schemes if not names or picture.name in names else ():
                image = take(browser, picture, scheme)
                (DOCS / "images" / f"{picture.name}-{scheme}.png").write_bytes(image)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
