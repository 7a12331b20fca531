"""Warn about Markdown fences that a parser probably misinterprets.

`:::{faq}` is a directive only if the MyST extension `colon_fence` is enabled. Otherwise it is a
paragraph, and the parser does not warn. If a fence is as long as a fence inside it, the end of the
inner fence ends both. The parser does not warn in this case either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.directives.source_lines import read_lines

DIRECTIVE_NAMES = (
    "article-header",
    "faq",
    "faq-item",
    "see-also",
    "term-compare",
    "term-info",
    "term-list",
)

# Matches ":::{faq}" and "::::{term-compare} a; b" on a line; not ":::{note}" nor ":::" alone.
_FENCE = re.compile(rf"^:{{3,}}\{{({'|'.join(DIRECTIVE_NAMES)})\}}", re.MULTILINE)


# Matches ":::{faq} Title", "> ```python", "- ~~~" and "1. :::"; not "``literal``", ":: text".
_MARKER = re.compile(
    r"(?:(?:>|[-+*]|\d++[.)])\s*+)*+(?P<marker>:{3,}+|~{3,}+|`{3,}+(?!.*`))\s*+(?P<info>.*)"
)
# Matches "{faq} Title"; not "python".
_NAME = re.compile(r"\{(?P<name>[^}]+)\}")


class Fence(NamedTuple):
    """The opening line of a fence."""

    line: int
    marker: str
    name: str
    """The name of the directive, or ""."""

    def is_closed_by(self, marker: str) -> bool:
        """Return whether a line that consists of *marker* ends this fence, as in CommonMark."""
        return marker.startswith(self.marker)


def find_short_fences(source: str) -> tuple[tuple[Fence, Fence], ...]:
    """Return pairs of an outer and an inner fence for directives in *source* that end too early.

    The inner fence is the first one that is at least as long as the outer fence. Directives in code
    examples are included.
    """
    path = Path(source)
    try:
        return _find_short_fences(path, path.stat().st_mtime_ns)
    except (OSError, ValueError):  # ValueError: a null character
        return ()


@lru_cache(maxsize=4)
def _find_short_fences(path: Path, mtime_ns: int) -> tuple[tuple[Fence, Fence], ...]:
    return tuple(_iter_short_fences(read_lines(str(path))))


def _iter_short_fences(lines: Iterable[str]) -> Iterator[tuple[Fence, Fence]]:
    open_fences: list[Fence] = []
    reported: set[Fence] = set()
    for number, line in enumerate(lines, start=1):
        if not (match := _MARKER.fullmatch(line)):
            continue
        marker, info = match["marker"], match["info"]
        closed = [fence for fence in open_fences if fence.is_closed_by(marker)]
        if closed and not info:
            del open_fences[open_fences.index(closed[0]) :]
            continue
        name = _NAME.match(info)
        inner = Fence(number, marker, name["name"] if name else "")
        for outer in closed:
            if outer.name and outer not in reported:
                reported.add(outer)
                yield outer, inner
        open_fences.append(inner)


def text_without_literals(paragraph: nodes.paragraph) -> str:
    """Return the text of *paragraph* without literals, whose content is intended."""
    return "".join(
        str(node) if isinstance(node, nodes.Text) else "…" for node in paragraph.children
    )


def warn_unparsed(app: Sphinx, doctree: nodes.document) -> None:
    """Warn about the first unparsed fence on a page. One option fixes all of them."""
    if "colon_fence" in getattr(app.config, "myst_enable_extensions", ["colon_fence"]):
        return
    for paragraph in doctree.findall(nodes.paragraph):
        if match := _FENCE.search(text_without_literals(paragraph)):
            message = (
                f"“:::{{{match[1]}}}” was parsed as text because colon fences are disabled. Add "
                '"colon_fence" to myst_enable_extensions, or use a backtick fence.'
            )
            warn(Subtype.CONFIG, message, paragraph)
            return


def register(app: Sphinx) -> None:
    app.connect("doctree-read", warn_unparsed)
