"""sphinx-notfound-page: a page for addresses that do not exist."""

from __future__ import annotations

from tests.building import Build
from tests.neighbours.checking import checked, linked, main_part

PAGE = ":orphan:\n\nNot found\n=========\n\nNo crumb here, see :term:`proofing <proofing>`.\n"


def test_page(build: Build) -> None:
    """Terms on the page are linked, with the same addresses as by ``:term:``."""
    built = checked(build, {"404.rst": PAGE}, "notfound.extension")
    part = main_part(built, "404.html")
    assert linked(part) == ["crumb"]
    automatic, manual = (part.find("a", class_=name) for name in ("autolinked-term", "internal"))
    assert automatic is not None
    assert manual is not None
    assert automatic["href"] == manual["href"]
    assert 'href="/en/latest/_static/glossary-faq.css' in built.text("404.html")
