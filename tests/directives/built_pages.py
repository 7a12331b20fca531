"""Parse written HTML pages and warnings."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from tests.building import Built

MYST_DEPRECATIONS = "ignore:.*app' is deprecated:PendingDeprecationWarning"
"""A filter for `[](#id)` and `{include}`: MyST-Parser 5 uses names that Sphinx 9 deprecates."""


def page_body(built: Built, page: str = "index") -> Tag:
    """Return the main content of a written page."""
    body = parse_page(built, page).select_one("[role=main]")
    assert body is not None
    return body


def parse_page(built: Built, page: str = "index") -> BeautifulSoup:
    """Parse a written page, including its head."""
    return BeautifulSoup(built.text(f"{page}.html"), "html.parser")


def text_of(tag: Tag) -> str:
    """Return the text of *tag* with normalized white space and without permalinks."""
    return " ".join(tag.get_text().replace("¶", "").split())


def texts_of(tag: Tag, selector: str) -> list[str]:
    """Return the text of each match of *selector*."""
    return [text_of(match) for match in tag.select(selector)]


def warnings_of(built: Built) -> list[str]:
    """Return each warning as "line: message [type]", sorted by line.

    Before the line is the file, unless it is the index page.
    """
    warnings = re.findall(
        r"^(?:index\.(?:rst|md):)?(.*?): ?WARNING: (.*)$", built.warnings, re.MULTILINE
    )
    return sorted((f"{line}: {message}" for line, message in warnings), key=_line_key)


def _line_key(warning: str) -> tuple[int, str]:
    line = warning.split(":", maxsplit=1)[0]
    return (int(line) if line.isdecimal() else 0, warning)
