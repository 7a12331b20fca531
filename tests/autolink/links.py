"""Read the automatic links in a built project, and generate the source of pages."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import unquote, urldefrag

from bs4 import BeautifulSoup, Tag

from tests.building import Built


class Link(NamedTuple):
    """The text and the URL of a link."""

    text: str
    href: str


def main_part(built: Built, page: str = "index.html") -> Tag:
    """Return the main part of a written page."""
    body = BeautifulSoup(built.text(page), "html.parser").find(class_="body")
    assert isinstance(body, Tag)
    return body


def link_tags(part: Tag) -> list[Tag]:
    """Return the elements of the automatic links in *part*, in text order."""
    return part.find_all("a", class_="autolinked-term")


def links(built: Built, page: str = "index.html") -> list[Link]:
    """Return the automatic links on a written page."""
    return [
        Link(tag.get_text(), unquote(str(tag["href"]))) for tag in link_tags(main_part(built, page))
    ]


def link_texts(built: Built, page: str = "index.html") -> list[str]:
    """Return the texts of the automatic links of a written page."""
    return [link.text for link in links(built, page)]


def has_target(built: Built, page: str, href: str) -> bool:
    """Whether a relative URL leads to an id in the output."""
    path, fragment = urldefrag(href)
    target = (built.outdir / page).parent / unquote(path) if path else built.outdir / page
    if target.is_dir():
        target /= "index.html"
    soup = BeautifulSoup(target.read_text("utf-8"), "html.parser")
    return soup.find(id=unquote(fragment)) is not None


def read_single_file(built: Built, suffix: str) -> str:
    """Return the text of the only output file with a suffix."""
    names = [name for name in built.files() if name.endswith(f".{suffix}")]
    assert len(names) == 1
    return built.text(names[0])


def glossary(syntax: str, **definitions: str) -> dict[str, str]:
    """Return the page `glossary` that defines terms; `_` in a name represents a space."""
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
    """Return a page with a title and a body."""
    return f"# {title}\n\n{body}\n" if syntax == "md" else f"{title}\n{'=' * 20}\n\n{body}\n"


def project(syntax: str, body: str, **definitions: str) -> dict[str, str]:
    """Return an index with *body*, and a glossary."""
    return {
        f"index.{syntax}": page(syntax, body),
        **glossary(syntax, **definitions),
    }
