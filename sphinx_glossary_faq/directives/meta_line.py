"""The small line of facts on a page, such as “Updated June 12, 2026 · 5 min read”.

Shared by headers, entries of `see-also` and terms; knows dates and languages, not pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import babel.dates
from babel import Locale, UnknownLocaleError
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_glossary_faq.directives.base import Shape
from sphinx_glossary_faq.nodes import _, element, mark, marked


def meta_line(
    updated: str, minutes: int, config: Config, template: str = "{date}"
) -> list[nodes.Node]:
    """The date and the reading time, either of which may be missing.

    :param updated: an ISO date, or empty.
    :param minutes: whole minutes, or 0.
    :param template: the words around the date.
    """
    parts: list[list[nodes.Node]] = []
    if updated:
        before, _date, after = template.partition("{date}")
        shown = mark(nodes.inline("", long_date(updated, config.language)), "article-updated")
        shown["datetime"] = updated
        texts = (nodes.Text(before), shown, nodes.Text(after))
        parts.append([node for node in texts if node.astext()])
    if minutes:
        text = _("{minutes} min read").format(minutes=minutes)
        parts.append([nodes.inline("", text, classes=["article-reading-time"])])
    return list(joined(parts))


def joined(parts: Iterable[Iterable[nodes.Node]]) -> Iterator[nodes.Node]:
    """The parts, with a dot between them that is not read aloud."""
    for number, part in enumerate(parts):
        if number:
            yield from (nodes.Text(" "), mark(nodes.inline("", "·"), "separator"))
            yield nodes.Text(" ")
        yield from part


def long_date(iso: str, language: str) -> str:
    """A date as *language* writes it in full: "June 12, 2026"."""
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return babel.dates.format_date(date.fromisoformat(iso), format="long", locale=locale)


class MetaLineShape(Shape):
    """<time>, and a separator that is not read aloud."""

    directives = ("article-header", "see-also", "glossary")

    def run(self, **kwargs: object) -> None:
        for shown in marked(self.document, nodes.inline, "article-updated"):
            attributes = {"datetime": shown["datetime"]}
            shown.replace_self(element("", *shown.children, tag="time", attributes=attributes))
        for separator in marked(self.document, nodes.inline, "separator"):
            attributes = {"aria-hidden": "true"}
            separator.replace_self(
                element("", *separator.children, tag="span", attributes=attributes)
            )


def register(app: Sphinx) -> None:
    app.add_post_transform(MetaLineShape)
