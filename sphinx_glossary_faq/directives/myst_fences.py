"""Warnings about fences in Markdown that have another meaning than their author intended.

`:::{faq}` is a directive only if MyST's `colon_fence` is enabled. Otherwise it is a paragraph,
and no parser warns. Nor does one warn if a fence is as long as one inside it: the end of the
inner one then ends both.
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

DIRECTIVE_NAMES = ("article-header", "faq", "faq-item", "see-also", "term-compare", "term-info")

# Matches ":::{faq}" and "::::{term-compare} a; b" on a line; not ":::{note}" nor ":::" alone.
_FENCE = re.compile(rf"^:{{3,}}\{{({'|'.join(DIRECTIVE_NAMES)})\}}", re.MULTILINE)


# Matches ":::{faq} Title", "> ```python", "- ~~~" and "1. :::"; not "``literal``", ":: text".
_MARKER = re.compile(
    r"(?:(?:>|[-+*]|\d++[.)])\s*+)*+(?P<marker>:{3,}+|~{3,}+|`{3,}+(?!.*`))\s*+(?P<info>.*)"
)
# Matches "{faq} Title"; not "python".
_NAME = re.compile(r"\{(?P<name>[^}]+)\}")


class Fence(NamedTuple):
    """The first line of a fence."""

    line: int
    marker: str
    name: str
    """The name of a directive, or an empty string."""

    def is_closed_by(self, marker: str) -> bool:
        """Return whether a line with *marker* only ends this fence, as in CommonMark."""
        return marker.startswith(self.marker)


def find_short_fences(source: str) -> tuple[tuple[Fence, Fence], ...]:
    """Return each directive of the Markdown file *source* that ends at the end of an inner fence.

    The second fence of a pair is the first inner one that is as long or longer. Examples in
    code are not told from directives.
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
    """Return the text of *paragraph*; what an author shows as a literal is intended."""
    return "".join(
        str(node) if isinstance(node, nodes.Text) else "…" for node in paragraph.children
    )


def warn_unparsed(app: Sphinx, doctree: nodes.document) -> None:
    """Warn about the first such paragraph of a page; one option fixes them all."""
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
