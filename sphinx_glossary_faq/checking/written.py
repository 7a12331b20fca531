"""Reads what an HTML build has written, and follows every local link in it.

The one check that sees what templates, themes, other extensions and copied files made of the
pages.  A page is read once, when it was written; which of the links lead nowhere is asked in
each build, since it is other pages that go.  External addresses are `linkcheck`'s.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.checking.cache import Cache, WrittenPage
from sphinx_glossary_faq.checking.dead import Dead
from sphinx_glossary_faq.checking.locating import Locator
from sphinx_glossary_faq.checking.origins import Origins
from sphinx_glossary_faq.checking.references import Links
from sphinx_glossary_faq.checking.templates import extra_files
from sphinx_glossary_faq.checking.uses import LOCAL
from sphinx_glossary_faq.core.findings import Finding
from sphinx_glossary_faq.core.markup import scan
from sphinx_glossary_faq.core.site import Outcome, Site, Verdict

_NOT_OURS = ("_static/", "_sources/", "_downloads/")
"""Folders of copied files: they may be led to, but are not read."""


def find(
    app: Sphinx, links: Links, last: Cache, locator: Locator, since: int
) -> tuple[Mapping[str, WrittenPage], Iterator[Finding]]:
    """The written pages as they are now, and what is wrong with their links.

    :param since: when the build began, in nanoseconds since the epoch.
    """
    builder = app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    pages, files, gone = read(app, builder, last.pages, since)
    dead = list(follow(builder, pages, files))
    origins = Origins(app, links, last.answers, locator)
    return pages | gone, origins.tell(dead, pages)


def read(
    app: Sphinx, builder: StandaloneHTMLBuilder, last: Mapping[str, WrittenPage], since: int
) -> tuple[dict[str, WrittenPage], frozenset[str], dict[str, WrittenPage]]:
    """The pages of the output by their paths, the paths of all its files, and pages that are gone.

    Sphinx leaves the file of a page that is removed from the source: no clean build has it.  A
    page that is none of the project's, and was there before *since* without being known, is what
    a build left that was broken off.
    """
    root = Path(builder.outdir)
    docnames = _docnames(builder)
    gone = {name: one for name, one in last.items() if one.docname and name not in docnames}
    files = frozenset(_files(root)) - gone.keys()
    names = {name for name in files if _is_page(builder, name)}
    unknown = names - docnames.keys() - last.keys()
    left = {name for name in unknown if (root / name).stat().st_mtime_ns < since}
    if left:  # copied files have the times of what they were copied from
        left -= extra_files(app).keys()
    pages = {
        name: _read(root / name, docnames.get(name, ""), last.get(name))
        for name in sorted(names - left)
    }
    return pages, files - left, gone


def _files(root: Path) -> list[str]:
    """The POSIX paths of all files below a folder, but Sphinx's own; folder by folder."""
    found = []
    for folder, inside, names in os.walk(root):
        if folder == str(root) and ".doctrees" in inside:
            inside.remove(".doctrees")
        at = Path(folder).relative_to(root).as_posix()
        found += names if at == "." else [f"{at}/{name}" for name in names]
    return sorted(found, key=lambda name: name.split("/"))


def _docnames(builder: StandaloneHTMLBuilder) -> dict[str, str]:
    """The pages of the project by the path that each is written to."""
    root = Path(builder.outdir)
    found = [builder.config.root_doc] if _is_single(builder) else sorted(builder.env.found_docs)
    return {
        Path(builder.get_outfilename(docname)).relative_to(root).as_posix(): docname
        for docname in found
    }


def _is_single(builder: StandaloneHTMLBuilder) -> bool:
    return isinstance(builder, SingleFileHTMLBuilder)


def _is_page(builder: StandaloneHTMLBuilder, name: str) -> bool:
    suffixes = (builder.out_suffix, ".html", ".htm")
    return name.endswith(suffixes) and not name.startswith(_NOT_OURS)


def _read(path: Path, docname: str, known: WrittenPage | None) -> WrittenPage:
    status = path.stat()
    if known and (known.changed, known.size) == (status.st_mtime_ns, status.st_size):
        return known._replace(docname=docname)
    markup = scan(path.read_text("utf-8", errors="replace"))
    local = dict.fromkeys(link.value for link in markup.links if LOCAL.match(link.value))
    return WrittenPage(
        status.st_mtime_ns,
        status.st_size,
        "\n".join(sorted(markup.ids)),
        "\n".join(local),
        markup.base,
        docname,
    )


def follow(
    builder: StandaloneHTMLBuilder, pages: Mapping[str, WrittenPage], files: frozenset[str]
) -> Iterator[Dead]:
    """Every link that leads nowhere, by page."""

    @cache
    def ids(path: str) -> frozenset[str] | None:
        return frozenset(pages[path].ids.split("\n")) if path in pages else None

    site = Site(
        files,
        ids,
        url=builder.config.html_baseurl or "",
        written=builder.out_suffix,
        linked=builder.link_suffix,
    )
    is_single, by_sphinx = _is_single(builder), added(builder.env)
    known: dict[object, tuple[set[str], dict[str, Verdict]]] = defaultdict(lambda: (set(), {}))
    for path, page in pages.items():
        # From all pages of a folder an address leads to the same place, but for `#x` and `?x`.
        sound, dead = known[path.rpartition("/")[0], page.base]
        own = ids(path) if page.base is None else None
        for link in page.links.split("\n"):
            if link in sound or (own and link[:1] == "#" and link[1:] in own):
                continue
            asked = _in_one_page(link) if is_single else link
            verdict = dead.get(link) or site.verdict(path, asked, page.base)
            is_dead = verdict.outcome in (Outcome.NO_FILE, Outcome.NO_ANCHOR)
            if link[:1] not in ("#", "", "?"):
                if is_dead:
                    dead[link] = verdict
                else:
                    sound.add(link)
            if is_single and by_sphinx.fullmatch(verdict.path):
                continue  # Sphinx and themes link to them, and this builder writes none
            if is_dead:
                found = pages.get(verdict.path)
                yield Dead(path, link, verdict, found.docname if found else "")


def added(env: BuildEnvironment) -> re.Pattern[str]:
    """A pattern of the paths that Sphinx itself adds to a site: its search and its indices."""
    domains = env.domains.values()
    indices = (re.escape(f"{each.name}-{index.name}") for each in domains for index in each.indices)
    pages = "|".join(["search", r"genindex(?:-\w+)?", *indices])
    # Matches `search.html`, `search/`, `genindex-A.html`, `py-modindex`; not `search-tips.html`.
    return re.compile(rf"(?:{pages})(?:[./].*)?|objects\.inv|searchindex\.js")


def _in_one_page(link: str) -> str:
    """What Sphinx means by *link* in a page that is all pages.

    It writes `#document-page#id` where the anchor is `#id`, which no author can mend.
    """
    return f"#{link.rpartition('#')[2]}" if link.startswith("#document-") else link
