"""How tests look at a written page, and write one in either syntax."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from tests.building import Built

MYST_USES_OLD_NAMES = "ignore:.*app' is deprecated:PendingDeprecationWarning"
"""For `[](#id)` and `{include}`, where MyST-Parser 5 uses names that Sphinx 9 calls old."""


def body(built: Built, page: str = "index") -> Tag:
    """The text of a written page."""
    found = whole(built, page).select_one("[role=main]")
    assert found is not None
    return found


def whole(built: Built, page: str = "index") -> BeautifulSoup:
    """A written page with its head."""
    return BeautifulSoup(built.text(f"{page}.html"), "html.parser")


def words(tag: Tag) -> str:
    """The text of a part of a page, white space made equal, without permalinks."""
    return " ".join(tag.get_text().replace("¶", "").split())


def texts(tag: Tag, selector: str) -> list[str]:
    """The text of each part that fits."""
    return [words(found) for found in tag.select(selector)]


def warnings(built: Built) -> list[str]:
    """Each warning as "line: message [type]", in the order of lines; a file but index is named."""
    found = re.findall(
        r"^(?:index\.(?:rst|md):)?(.*?): ?WARNING: (.*)$", built.warnings, re.MULTILINE
    )
    return sorted((f"{line}: {said}" for line, said in found), key=_by_line)


def _by_line(warning: str) -> tuple[int, str]:
    line = warning.split(":", maxsplit=1)[0]
    return (int(line) if line.isdecimal() else 0, warning)
