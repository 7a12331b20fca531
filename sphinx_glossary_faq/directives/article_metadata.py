"""Collect the metadata of a page from its header, front matter or field list.

Pages without a header are recorded too, because a `see-also` on another page may show their
metadata. Their reading time is computed only if another page refers to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.core.model.records import (
    Article,
    AutomaticEntries,
    Location,
    PageDependency,
    Span,
)
from sphinx_glossary_faq.core.text.surrogates import replace_surrogates
from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.directives.front_matter import field_location
from sphinx_glossary_faq.directives.spans import plain_text, read_spans
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.nodes import (
    NodeDispatch,
    article_meta,
    find_tagged,
    is_invisible_class,
    page_deck,
)


class MetadataValue(NamedTuple):
    """A value with its source and the location for warnings."""

    value: str
    source: str
    location: nodes.Node | Location | None


def collect_article(app: Sphinx, doctree: nodes.document) -> None:
    """Record the page as an article, based on its header or its front matter."""
    env = app.env
    domain = domain_of(env)
    headers = []
    if domain.uses_directive(env.docname, ["article-header"]):
        headers = find_tagged(doctree, nodes.container, "article-header")
    for extra in headers[1:]:
        message = "article-header: the page already has an article-header. Remove this one."
        warn(Subtype.ARTICLE_HEADER, message, extra)
    header = headers[0] if headers else None
    if header is not None and not _is_below_title(doctree, header):
        message = (
            "article-header: the directive is misplaced. Move it below the page title, outside "
            "other elements."
        )
        warn(Subtype.ARTICLE_HEADER, message, header)
    updated, minutes = (_metadata_value(name, header, env) for name in ("updated", "reading-time"))
    article = Article(
        docname=env.docname,
        title=_page_title(env),
        deck=_read_deck(doctree, header, env),
        updated=_parse_date(updated),
        minutes=_parse_minutes(minutes) or (_reading_time(doctree) if header is not None else 0),
    )
    domain.add_records(article)
    if header is not None:
        _add_description(doctree, header, article)


def count_reading_time(app: Sphinx, env: BuildEnvironment) -> None:
    """Compute the missing reading times of pages that other pages refer to."""
    domain = domain_of(env)
    articles = {
        article.docname: article
        for dependency in domain.store.all(PageDependency)
        if dependency.kind != "faq"
        and (article := domain.project.article_of(dependency))
        and not article.minutes
    }
    details = {name for request in domain.store.all(AutomaticEntries) for name in request.details}
    if "reading-time" in details:  # any page may be an automatic entry
        articles |= {
            article.docname: article
            for article in domain.store.all(Article)
            if not article.minutes and article.docname in domain.assembled_docnames
        }
    for docname, article in articles.items():
        minutes = _reading_time(env.get_doctree(docname))
        domain.replace_records(docname, Article, replace(article, minutes=minutes))


def _is_below_title(document: nodes.document, header: nodes.container) -> bool:
    """Return whether *header* is a child of the first section or of a page without sections."""
    first = next(iter(document.findall(nodes.section)), document)
    return header.parent is first


def _metadata_value(
    name: str, header: nodes.container | None, env: BuildEnvironment
) -> MetadataValue:
    """Return the value of *name* in the header or, by default, in the front matter."""
    if header is not None and (value := _find_meta(header).get(name)):
        return MetadataValue(value, "article-header", header)
    value = _front_matter(env, name)
    location = field_location(env, env.docname, name) if value else None
    return MetadataValue(value, "front matter", location)


def _find_meta(header: nodes.container) -> article_meta:
    return next(iter(header.findall(article_meta)), article_meta())


def _front_matter(env: BuildEnvironment, name: str) -> str:
    metadata = env.metadata.get(env.docname, {})
    value = str(metadata.get(name, metadata.get(name.replace("-", "_"), "")) or "")
    value = replace_surrogates(value).strip()
    return "" if value == "null" else value  # the MyST value for a key without a value


def _page_title(env: BuildEnvironment) -> str:
    title = env.titles.get(env.docname)
    return title.astext() if title is not None else env.docname


def _read_deck(
    doctree: nodes.document, header: nodes.container | None, env: BuildEnvironment
) -> tuple[Span, ...]:
    if header is not None:
        decks: list[nodes.Node] = [*find_tagged(header, nodes.paragraph, "article-deck")]
    elif domain_of(env).uses_directive(env.docname, ["deck"]):
        decks = [node for deck in doctree.findall(page_deck) for node in deck.children[:1]]
    else:
        return ()
    return tuple(span for deck in decks for span in read_spans(deck))


def _parse_date(updated: MetadataValue) -> str:
    """Return the value if it is an ISO date. Otherwise, warn and return ""."""
    try:
        return date.fromisoformat(updated.value).isoformat() if updated.value else ""
    except ValueError:
        warn(
            Subtype.OPTION,
            f"{updated.source}: “{updated.value}” is not a valid date and is ignored. Use a date "
            "such as 2026-06-12.",
            updated.location,
        )
        return ""


def _parse_minutes(reading_time: MetadataValue) -> int:
    """Return the value in whole minutes, or 0 if the reading time must be computed."""
    if not reading_time.value:
        return 0
    if reading_time.value.isdecimal() and int(reading_time.value) > 0:
        return int(reading_time.value)
    warn(
        Subtype.OPTION,
        f"{reading_time.source}: the reading time “{reading_time.value}” is not a whole "
        "number of minutes, so it is computed instead. Use a number such as 5.",
        reading_time.location,
    )
    return 0


_TEXT, _INLINE, _BLOCK, _SKIPPED = range(4)

_SKIPPED_CLASSES = (
    nodes.raw,
    nodes.literal_block,
    nodes.math_block,
    nodes.docinfo,
    nodes.field_list,
    nodes.system_message,
    nodes.meta,
)


def _node_kind(node_class: type[nodes.Node]) -> int:
    """Return how nodes in a class contribute to the reading time."""
    if is_invisible_class(node_class) or issubclass(node_class, _SKIPPED_CLASSES):
        return _SKIPPED
    if issubclass(node_class, nodes.Text):
        return _TEXT
    return _INLINE if issubclass(node_class, nodes.Inline) else _BLOCK


def _reading_time(doctree: nodes.document) -> int:
    # Imported late, because its tokenizer takes time to load and few builds need it.
    from sphinx_glossary_faq.core.text.reading_time import reading_minutes

    return reading_minutes(_readable_text(doctree))


def _readable_text(doctree: nodes.document) -> str:
    """Return the readable text, excluding comments, raw output, code and meta elements."""
    texts: list[str] = []
    kinds = NodeDispatch(_node_kind)

    def walk(node: nodes.Node) -> None:
        children: Sequence[Any] = node.children  # `kinds` checks their classes
        for child in children:
            kind = kinds[child.__class__]
            if kind == _TEXT:
                texts.append(child.astext() if "\0" in child else child)
            elif kind != _SKIPPED:
                walk(child)
                if kind == _BLOCK:
                    texts.append(" ")

    walk(doctree)
    return "".join(texts)


def _add_description(doctree: nodes.document, header: nodes.container, article: Article) -> None:
    """Add the deck as the page's description for search engines, unless the page has one."""
    metas = doctree.findall(nodes.meta)
    text = " ".join(plain_text(article.deck).split())
    if text and not any(meta.get("name") == "description" for meta in metas):
        description = nodes.meta("", name="description", content=text)
        description.source, description.line = header.source, header.line  # gettext sorts by them
        header += description


def register(app: Sphinx) -> None:
    # Run after Sphinx's collectors of titles and metadata (500), whose results are used.
    app.connect("doctree-read", collect_article, priority=600)
    # Run before autolink determines which pages have changed (600).
    app.connect("env-updated", count_reading_time, priority=550)
