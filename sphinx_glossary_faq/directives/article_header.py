"""`article-header`: kicker, date, reading time and deck of a page.

It also records, for every page, what the page says of itself in front matter or field
lists, and how long it takes to read: other pages show that in their `see-also`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import babel.dates
from babel import Locale, UnknownLocaleError
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.core.model import Article
from sphinx_glossary_faq.core.reading import reading_minutes
from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.directives.base import (
    Completion,
    GuideDirective,
    Shape,
    page_of,
    with_class,
)
from sphinx_glossary_faq.directives.options import Options, text
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.nodes import _, article_meta, element

FIELDS = ("kicker", "deck", "updated", "reading-time")
"""What a page may say of itself, in the directive or as front matter."""


class ArticleHeader(GuideDirective):
    """The head of an article; its content is the deck, one paragraph."""

    subtype = Subtype.ARTICLE_HEADER
    option_spec = Options({"kicker": text, "updated": text, "reading-time": text})

    def make(self) -> list[nodes.Node]:
        header = nodes.container(classes=["article-header"])
        self.set_source_info(header)
        if kicker := self.options.get("kicker"):
            parsed, messages = self.parse_inline(kicker, lineno=self.lineno)
            header += nodes.paragraph(kicker, "", *parsed, classes=["article-kicker"])
            header += messages
            self.set_source_info(header[0])
        for number, node in enumerate(self.parse_content_to_nodes()):
            if number == 0 and isinstance(node, nodes.paragraph):
                node["classes"].append("article-deck")
            elif not isinstance(node, nodes.Invisible | nodes.system_message):
                self.warn("the deck is one paragraph; what follows it is shown below it.", node)
            header += node
        meta = article_meta()
        for option in ("updated", "reading-time"):
            meta[option] = self.options.get(option, "")
        header += meta
        return [header]


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Join the header with the front matter, and record the page as an article."""
    env = app.env
    headers = list(with_class(doctree, nodes.container, "article-header"))
    for extra in headers[1:]:
        warn(Subtype.ARTICLE_HEADER, "article-header: a page has one; this is another.", extra)
    header = headers[0] if headers else None
    if header is not None and not _is_below_title(header):
        message = "article-header: expected below the page's title, outside of everything else."
        warn(Subtype.ARTICLE_HEADER, message, header)
    given = {name: _front_matter(env, name) for name in FIELDS}
    if header is not None:
        _fill(header, given)
        meta = next(iter(header.findall(article_meta)))
        given |= {name: meta[name] for name in ("updated", "reading-time") if meta[name]}
        given |= {
            name: node.astext()
            for name in ("kicker", "deck")
            for node in with_class(header, nodes.paragraph, f"article-{name}")
        }
    location: Any = header if header is not None else env.docname
    article = Article(
        docname=env.docname,
        title=_title(env),
        kicker=" ".join(given["kicker"].split()),
        deck=" ".join(given["deck"].split()),
        updated=_date(given["updated"], location),
        minutes=_minutes(given["reading-time"], location) or reading_minutes(_words(doctree)),
    )
    domain_of(env).note(article)
    if header is not None:
        _describe(doctree, header, article)


def _is_below_title(header: nodes.container) -> bool:
    """Whether *header* stands in the page's first section; a page without any has no title."""
    document = header.document
    assert document is not None
    first = next(iter(document.findall(nodes.section)), document)
    return header.parent is first


def _front_matter(env: BuildEnvironment, name: str) -> str:
    metadata = env.metadata.get(env.docname, {})
    return str(metadata.get(name, metadata.get(name.replace("-", "_"), "")) or "").strip()


def _title(env: BuildEnvironment) -> str:
    title = env.titles.get(env.docname)
    return title.astext() if title is not None else env.docname


def _fill(header: nodes.container, given: dict[str, str]) -> None:
    """Put what only the front matter says into *header*."""
    meta = next(iter(header.findall(article_meta)))
    for name, before in (("kicker", header[0]), ("deck", meta)):
        if given[name] and not any(with_class(header, nodes.paragraph, f"article-{name}")):
            shown = nodes.paragraph(given[name], given[name], classes=[f"article-{name}"])
            shown.source, shown.line = header.source, header.line  # or it is no message
            header.insert(header.index(before), shown)


def _date(value: str, location: Any) -> str:
    """*value* if it is an ISO date, else a warning and nothing."""
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except ValueError:
        warn(
            Subtype.OPTION,
            f"article-header: “{value}” is not a date such as 2026-06-12; none is shown.",
            location,
        )
        return ""


def _minutes(value: str, location: Any) -> int:
    """*value* as whole minutes; 0, which means to compute them, when it is none."""
    if not value:
        return 0
    if value.isdecimal() and int(value) > 0:
        return int(value)
    warn(
        Subtype.OPTION,
        f"article-header: the reading time “{value}” is not a number of minutes such as 5; "
        "it is computed.",
        location,
    )
    return 0


def _words(doctree: nodes.document) -> str:
    """The text that a reader reads: not comments, raw output, code or a meta element."""
    unread = (
        nodes.Invisible,
        nodes.raw,
        nodes.literal_block,
        nodes.math_block,
        nodes.docinfo,
        nodes.field_list,
        nodes.system_message,
        nodes.meta,
    )
    texts: list[str] = []

    def walk(node: nodes.Node) -> None:
        for child in node.children:
            if isinstance(child, nodes.Text):
                texts.append(child.astext())
            elif not isinstance(child, unread):
                walk(child)
                if not isinstance(child, nodes.Inline):
                    texts.append(" ")

    walk(doctree)
    return "".join(texts)


def _describe(doctree: nodes.document, header: nodes.container, article: Article) -> None:
    """The deck is what search engines are told, unless the page says something else."""
    said = any(node.get("name") == "description" for node in doctree.findall(nodes.meta))
    if article.deck and not said:
        header += nodes.meta("", name="description", content=article.deck)


class CompleteHeader(Completion):
    """Writes the date and the reading time in the reader's language."""

    def run(self, **kwargs: object) -> None:
        for meta in list(self.document.findall(article_meta)):
            article = self.domain.guide.articles[page_of(meta, self.env.docname)]
            shown = meta_line(article.updated, article.minutes, self.config, _("Updated {date}"))
            meta.replace_self(nodes.paragraph("", "", *shown, classes=["article-meta"]))


def meta_line(
    updated: str, minutes: int, config: Config, template: str = "{date}"
) -> list[nodes.Node]:
    """A line such as “Updated June 12, 2026 · 5 min read”: either part may be missing.

    :param updated: an ISO date, or empty.
    :param template: the words around the date.
    """
    parts: list[list[nodes.Node]] = []
    if updated:
        before, _date, after = template.partition("{date}")
        shown = nodes.inline("", long_date(updated, config.language), classes=["article-updated"])
        shown["datetime"] = updated
        parts.append([nodes.Text(before), shown, nodes.Text(after)])
    if minutes:
        text = _("{minutes} min read").format(minutes=minutes)
        parts.append([nodes.inline("", text, classes=["article-reading-time"])])
    return [node for part in _joined(parts) for node in part]


def _joined(parts: list[list[nodes.Node]]) -> Iterator[list[nodes.Node]]:
    for number, part in enumerate(parts):
        if number:
            yield [nodes.Text(" "), nodes.inline("", "·", classes=["separator"]), nodes.Text(" ")]
        yield [node for node in part if node.astext()]


def long_date(iso: str, language: str) -> str:
    """A date as *language* writes it in full: "June 12, 2026"."""
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return babel.dates.format_date(date.fromisoformat(iso), format="long", locale=locale)


class HeaderShape(Shape):
    """<time>, a separator that is not read aloud, and the kicker above the title."""

    def run(self, **kwargs: object) -> None:
        for shown in with_class(self.document, nodes.inline, "article-updated"):
            shown.replace_self(
                element("", *shown.children, tag="time", attributes={"datetime": shown["datetime"]})
            )
        for separator in with_class(self.document, nodes.inline, "separator"):
            hidden = element(
                "", *separator.children, tag="span", attributes={"aria-hidden": "true"}
            )
            hidden["classes"] = ["separator"]
            separator.replace_self(hidden)
        for header in with_class(self.document, nodes.container, "article-header"):
            section = header.parent
            kickers = list(with_class(header, nodes.paragraph, "article-kicker"))
            if kickers and isinstance(section, nodes.section):
                header.remove(kickers[0])
                section.insert(section.first_child_matching_class(nodes.title) or 0, kickers[0])


def register(app: Sphinx) -> None:
    app.add_directive("article-header", ArticleHeader)
    # After Sphinx's collectors of titles and metadata, which this one reads (500).
    app.connect("doctree-read", collect, priority=600)
    app.add_post_transform(CompleteHeader)
    app.add_post_transform(HeaderShape)
