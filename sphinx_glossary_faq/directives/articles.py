"""What every page says of itself: in its header, in front matter or field lists, by its length.

Other pages show it in their `see-also`, so it is recorded for pages without a header too. The
words of those are counted when it is known that another page points to them: few are pointed to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.core.model import Article, Borrowed
from sphinx_glossary_faq.diagnostics import Subtype, warn
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.nodes import article_meta, mark, marked


class Said(NamedTuple):
    """A value, who gave it, and where that is for a warning."""

    value: str
    by: str
    location: nodes.Node | str


FIELDS = ("kicker", "deck", "updated", "reading-time")
"""What a page may say of itself, in the directive or as front matter."""


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Join the header with the front matter, and record the page as an article."""
    env = app.env
    domain = domain_of(env)
    headers = []
    if domain.is_used(env.docname, ["article-header"]):
        headers = marked(doctree, nodes.container, "article-header")
    for extra in headers[1:]:
        warn(Subtype.ARTICLE_HEADER, "article-header: a page has one; this is another.", extra)
    header = headers[0] if headers else None
    if header is not None and not _is_below_title(header):
        message = "article-header: expected below the page's title, outside of everything else."
        warn(Subtype.ARTICLE_HEADER, message, header)
    given = {name: _front_matter(env, name) for name in FIELDS}
    if header is not None:
        _fill(header, given)
        decks = marked(header, nodes.paragraph, "article-deck")
        given["deck"] = "".join(deck.astext() for deck in decks)
    updated, minutes = (_said(name, header, env) for name in ("updated", "reading-time"))
    article = Article(
        docname=env.docname,
        title=_title(env),
        deck=" ".join(given["deck"].split()),
        updated=_date(updated),
        minutes=_minutes(minutes) or (_reading_time(doctree) if header is not None else 0),
    )
    domain.note(article)
    if header is not None:
        _describe(doctree, header, article)


def count(app: Sphinx, env: BuildEnvironment) -> None:
    """Find out the reading time of the pages that others point to, where it is not known."""
    domain = domain_of(env)
    pointed_to = {
        article.docname: article
        for borrowed in domain.store.all(Borrowed)
        if (article := domain.guide.article_of(borrowed)) and not article.minutes
    }
    for docname, article in pointed_to.items():
        minutes = _reading_time(env.get_doctree(docname))
        domain.renew(docname, Article, replace(article, minutes=minutes))


def _is_below_title(header: nodes.container) -> bool:
    """Whether *header* stands in the page's first section; a page without any has no title."""
    document = header.document
    assert document is not None
    first = next(iter(document.findall(nodes.section)), document)
    return header.parent is first


def _said(name: str, header: nodes.container | None, env: BuildEnvironment) -> Said:
    """What the header, or else the front matter, has as *name*."""
    if header is not None and (value := _meta(header)[name]):
        return Said(value, "article-header", header)
    return Said(_front_matter(env, name), "front matter", env.docname)


def _meta(header: nodes.container) -> article_meta:
    return next(iter(header.findall(article_meta)))


def _front_matter(env: BuildEnvironment, name: str) -> str:
    metadata = env.metadata.get(env.docname, {})
    value = str(metadata.get(name, metadata.get(name.replace("-", "_"), "")) or "").strip()
    return "" if value == "null" else value  # so MyST has a key of the front matter without a value


def _title(env: BuildEnvironment) -> str:
    title = env.titles.get(env.docname)
    return title.astext() if title is not None else env.docname


def _fill(header: nodes.container, given: dict[str, str]) -> None:
    """Put what only the front matter says into *header*."""
    meta = _meta(header)
    for name, before in (("kicker", header[0]), ("deck", meta)):
        if given[name] and not marked(header, nodes.paragraph, f"article-{name}"):
            shown = mark(nodes.paragraph(given[name], given[name]), f"article-{name}")
            shown.source, shown.line = header.source, header.line  # or it is no message
            header.insert(header.index(before), shown)


def _date(said: Said) -> str:
    """The value if it is an ISO date, else a warning and nothing."""
    try:
        return date.fromisoformat(said.value).isoformat() if said.value else ""
    except ValueError:
        warn(
            Subtype.OPTION,
            f"{said.by}: “{said.value}” is not a date such as 2026-06-12; none is shown.",
            said.location,
        )
        return ""


def _minutes(said: Said) -> int:
    """The value as whole minutes; 0, which means to compute them, when it is none."""
    if not said.value:
        return 0
    if said.value.isdecimal() and int(said.value) > 0:
        return int(said.value)
    warn(
        Subtype.OPTION,
        f"{said.by}: the reading time “{said.value}” is not a number of minutes such as 5; "
        "it is computed.",
        said.location,
    )
    return 0


class _Kinds(dict[type[nodes.Node], int]):
    """How a reader takes the nodes of each class, found out when the first one is met."""

    def __missing__(self, kind: type[nodes.Node]) -> int:
        if issubclass(kind, _UNREAD):
            self[kind] = _PASSED_OVER
        elif issubclass(kind, nodes.Text):
            self[kind] = _READ
        else:
            self[kind] = _RUNNING if issubclass(kind, nodes.Inline) else _PARTED
        return self[kind]


_READ, _RUNNING, _PARTED, _PASSED_OVER = range(4)

_UNREAD = (
    nodes.Invisible,
    nodes.raw,
    nodes.literal_block,
    nodes.math_block,
    nodes.docinfo,
    nodes.field_list,
    nodes.system_message,
    nodes.meta,
)

_kinds = _Kinds()


def _reading_time(doctree: nodes.document) -> int:
    # It knows the characters of all scripts, and few builds count any.
    from sphinx_glossary_faq.core.reading import reading_minutes

    return reading_minutes(_words(doctree))


def _words(doctree: nodes.document) -> str:
    """The text that a reader reads: not comments, raw output, code or a meta element."""
    texts: list[str] = []

    def walk(node: nodes.Node) -> None:
        children: Sequence[Any] = node.children  # the memo tells what each is
        for child in children:
            kind = _kinds[child.__class__]
            if kind == _READ:
                texts.append(child.astext() if "\0" in child else child)
            elif kind != _PASSED_OVER:
                walk(child)
                if kind == _PARTED:
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
    # Before it is told which pages differ from what was last written (600).
    app.connect("env-updated", count, priority=550)
