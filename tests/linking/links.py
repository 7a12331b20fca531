"""Reads the automatic links out of what a test has built."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import unquote, urldefrag

from bs4 import BeautifulSoup, Tag

from tests.building import Built


class Link(NamedTuple):
    """The text of a link, and where it leads."""

    text: str
    href: str


def soup_of(built: Built, page: str = "index.html") -> Tag:
    """The main part of a written page."""
    body = BeautifulSoup(built.text(page), "html.parser").find(class_="body")
    assert isinstance(body, Tag)
    return body


def tags(part: Tag) -> list[Tag]:
    """The automatic links in *part*, in the order of the text."""
    return part.find_all("a", class_="autolinked-term")


def links(built: Built, page: str = "index.html") -> list[Link]:
    """The automatic links of a written page."""
    return [Link(tag.get_text(), unquote(str(tag["href"]))) for tag in tags(soup_of(built, page))]


def words(built: Built, page: str = "index.html") -> list[str]:
    """The linked words of a written page."""
    return [link.text for link in links(built, page)]


def has_target(built: Built, page: str, href: str) -> bool:
    """Whether a relative address leads to an id that was written."""
    path, fragment = urldefrag(href)
    target = (built.outdir / page).parent / unquote(path) if path else built.outdir / page
    if target.is_dir():
        target /= "index.html"
    found = BeautifulSoup(target.read_text("utf-8"), "html.parser").find(id=unquote(fragment))
    return found is not None


def glossary(syntax: str, **definitions: str) -> dict[str, str]:
    """A page `glossary` that defines terms; `_` in a name stands for a space."""
    entries = "\n\n".join(
        f"{name.replace('_', ' ')}\n   " + text.replace("\n", "\n   ")
        for name, text in definitions.items()
    )
    if syntax == "md":
        text = "# Glossary\n\n```{glossary}\n" + entries.replace("\n   ", "\n  ") + "\n```\n"
    else:
        indented = "\n".join(f"   {line}".rstrip() for line in entries.splitlines())
        text = f"Glossary\n========\n\n.. glossary::\n\n{indented}\n"
    return {f"glossary.{syntax}": text}


def page(syntax: str, body: str, title: str = "Page") -> str:
    """A page with a title; *body* is the same in both syntaxes, or written for the one."""
    return f"# {title}\n\n{body}\n" if syntax == "md" else f"{title}\n{'=' * 20}\n\n{body}\n"


def project(syntax: str, body: str, **definitions: str) -> dict[str, str]:
    """An index with *body*, and a glossary."""
    return {
        f"index.{syntax}": page(syntax, body),
        **glossary(syntax, **definitions),
    }
