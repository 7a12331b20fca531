"""What every page says of itself: in its header, in front matter or field lists, by its length.

Other pages show it in their `see-also`, so it is recorded for pages without a header too.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.core.model import Article
from sphinx_glossary_faq.core.reading import reading_minutes
from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.directives.base import with_class
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.nodes import article_meta

FIELDS = ("kicker", "deck", "updated", "reading-time")
"""What a page may say of itself, in the directive or as front matter."""


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Join the header with the front matter, and record the page as an article."""
    env = app.env
    domain = domain_of(env)
    headers = []
    if domain.is_used(env.docname, ["article-header"]):
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
    domain.note(article)
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
        described = nodes.meta("", name="description", content=article.deck)
        described.source, described.line = header.source, header.line  # gettext sorts by them
        header += described


def register(app: Sphinx) -> None:
    # After Sphinx's collectors of titles and metadata, which this one reads (500).
    app.connect("doctree-read", collect, priority=600)
