"""Build lines of metadata, such as “Updated June 12, 2026 · 5 min read”.

These lines are used in article headers, `see-also` entries and terms. This module formats the
values but does not look them up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import babel.dates
from babel import Locale, UnknownLocaleError
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_glossary_faq.nodes import _, element, find_tagged, tag_node
from sphinx_glossary_faq.transforms import HtmlTransform


def build_meta_line(
    updated: str, minutes: int, config: Config, template: str = "{date}"
) -> list[nodes.Node]:
    """Return the nodes for the date and the reading time.

    :param updated: an ISO date, or "" for none.
    :param minutes: the reading time in whole minutes, or 0 for none.
    :param template: the text around the date.
    """
    parts: list[list[nodes.Node]] = []
    if updated:
        before, _date, after = template.partition("{date}")
        time = nodes.inline("", format_long_date(updated, config.language))
        tag_node(time, "article-updated")["datetime"] = updated
        texts = (nodes.Text(before), time, nodes.Text(after))
        parts.append([node for node in texts if node.astext()])
    if minutes:
        text = _("{minutes} min read").format(minutes=minutes)
        parts.append([nodes.inline("", text, classes=["article-reading-time"])])
    return list(join_parts(parts))


def join_parts(parts: Iterable[Iterable[nodes.Node]]) -> Iterator[nodes.Node]:
    """Yield the nodes in *parts*, separated by dots that screen readers skip."""
    for number, part in enumerate(parts):
        if number:
            yield from (nodes.Text(" "), tag_node(nodes.inline("", "·"), "separator"))
            yield nodes.Text(" ")
        yield from part


def format_long_date(iso: str, language: str) -> str:
    """Return a date in the long format of *language*: "June 12, 2026"."""
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return babel.dates.format_date(date.fromisoformat(iso), format="long", locale=locale)


class MetaLineHtmlTransform(HtmlTransform):
    """Renders dates as <time>, and hides the separators from screen readers."""

    directives = ("article-header", "see-also", "glossary")

    def run(self, **kwargs: object) -> None:
        for time in find_tagged(self.document, nodes.inline, "article-updated"):
            attributes = {"datetime": time.get("datetime")}
            time.replace_self(element("", *time.children, tag="time", attributes=attributes))
        for separator in find_tagged(self.document, nodes.inline, "separator"):
            attributes = {"aria-hidden": "true"}
            separator.replace_self(
                element("", *separator.children, tag="span", attributes=attributes)
            )


def register(app: Sphinx) -> None:
    app.add_post_transform(MetaLineHtmlTransform)
