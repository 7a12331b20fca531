"""Reads what an HTML build has written, and follows every local link in it.

The one check that sees what templates, themes, other extensions and copied files made of the
pages.  A page is read once, when it was written; which of the links lead nowhere is asked when
any page has changed, since it is other pages that go.  External addresses are `linkcheck`'s.
"""

from __future__ import annotations

import hashlib
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

from sphinx_glossary_faq.check.cache import Cache, OutputState, WrittenPage, pages_of
from sphinx_glossary_faq.check.references.reference import LOCAL_URL
from sphinx_glossary_faq.check.site.broken_link import BrokenLink
from sphinx_glossary_faq.check.site.templates import extra_files
from sphinx_glossary_faq.core.html.urls import LinkResolution, LinkStatus, SiteResolver

_COPIED_DIRS = ("_static/", "_sources/", "_downloads/")
"""Folders of copied files: they may be led to, but are not read."""


def check_output(app: Sphinx, last: Cache, since: int) -> Cache:
    """The *last* cache with the written pages and their dead links as they are now.

    :param since: when the build began, in nanoseconds since the epoch.
    """
    builder = app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    files = _files(str(builder.outdir))
    state = _state(app, builder, files)
    if state == last.output.state:
        return last
    pages, files, gone = read(app, builder, files, pages_of(app, last), since)
    dead = tuple(find_broken(builder, pages, files))
    pages |= gone
    changed = {page.docname: page.changed for page in pages.values() if page.docname}
    return last._replace(output=OutputState(state, dead, changed), pages=pages)


def _state(app: Sphinx, builder: StandaloneHTMLBuilder, files: frozenset[str]) -> str:
    """A digest of all that decides what is dead: while it is the same, so is that.

    Not where each page is written to, which costs as much: at another place it is another file.
    """
    root, by_sphinx = builder.outdir, sphinx_generated_pattern(builder.env)

    def state(name: str) -> object:
        if not _is_page(builder, name):
            return name
        if by_sphinx.fullmatch(name):  # it is written in each build, the same or not
            return name, hashlib.sha256((root / name).read_bytes()).digest()
        return name, _file_stamp(f"{root}/{name}")

    parts = (
        app.extensions["sphinx_glossary_faq"].version,
        (builder.config.html_baseurl, builder.out_suffix, builder.link_suffix),
        (by_sphinx.pattern, sorted(extra_files(app))),
        sorted(builder.env.found_docs),
        list(map(state, sorted(files))),
    )
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _file_stamp(path: str) -> tuple[int, int]:
    """When a file was written, in nanoseconds, and its size."""
    status = os.stat(path)  # noqa: PTH116  # a `Path` would cost twice what is asked of it
    return status.st_mtime_ns, status.st_size


def read(
    app: Sphinx,
    builder: StandaloneHTMLBuilder,
    files: frozenset[str],
    last: Mapping[str, WrittenPage],
    since: int,
) -> tuple[dict[str, WrittenPage], frozenset[str], dict[str, WrittenPage]]:
    """The pages of the output by their paths, the paths of all its files, and pages that are gone.

    Sphinx leaves the file of a page that is removed from the source: no clean build has it.  A
    page that is none of the project's, and was there before *since* without being known, is what
    a build left that was broken off.
    """
    root = Path(builder.outdir)
    docnames = _docnames(builder)
    gone = {name: one for name, one in last.items() if one.docname and name not in docnames}
    files -= gone.keys()
    names = {name for name in files if _is_page(builder, name)}
    unknown = names - docnames.keys() - last.keys()
    left = {name for name in unknown if _file_stamp(f"{root}/{name}")[0] < since}
    if left:  # copied files have the times of what they were copied from
        left -= extra_files(app).keys()
    pages = {
        name: _read(root / name, docnames.get(name, ""), last.get(name))
        for name in sorted(names - left)
    }
    return pages, files - left, gone


def _files(root: str) -> frozenset[str]:
    """The POSIX paths of all files below a folder, but Sphinx's own."""
    found: set[str] = set()
    for folder, inside, names in os.walk(root):
        if folder == root and ".doctrees" in inside:
            inside.remove(".doctrees")
        at = folder[len(root) + 1 :].replace(os.sep, "/")
        found.update(f"{at}/{name}" if at else name for name in names)
    return frozenset(found)


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
    return name.endswith(suffixes) and not name.startswith(_COPIED_DIRS)


def _read(path: Path, docname: str, known: WrittenPage | None) -> WrittenPage:
    changed, size = _file_stamp(str(path))
    if known and (known.changed, known.size) == (changed, size):
        return known._replace(docname=docname)
    # Its patterns take as long to compile as all others together, and most builds change nothing.
    from sphinx_glossary_faq.core.html.page_reader import read_page

    markup = read_page(path.read_text("utf-8", errors="replace"))
    local = dict.fromkeys(link.value for link in markup.links if LOCAL_URL.match(link.value))
    return WrittenPage(
        changed,
        size,
        "\n".join(sorted(markup.ids)),
        "\n".join(local),
        markup.base,
        docname,
    )


def find_broken(
    builder: StandaloneHTMLBuilder, pages: Mapping[str, WrittenPage], files: frozenset[str]
) -> Iterator[BrokenLink]:
    """Every link that leads nowhere, by page."""

    @cache
    def ids(path: str) -> frozenset[str] | None:
        return frozenset(pages[path].ids.split("\n")) if path in pages else None

    site = SiteResolver(
        files,
        ids,
        url=builder.config.html_baseurl or "",
        written=builder.out_suffix,
        linked=builder.link_suffix,
    )
    is_single, by_sphinx = _is_single(builder), sphinx_generated_pattern(builder.env)
    known: dict[object, tuple[set[str], dict[str, LinkResolution]]] = defaultdict(
        lambda: (set(), {})
    )
    for path, page in pages.items():
        # From all pages of a folder an address leads to the same place, but for `#x` and `?x`.
        sound, dead = known[path.rpartition("/")[0], page.base]
        own = ids(path) if page.base is None else None
        for link in page.links.split("\n"):
            if link in sound or (own and link[:1] == "#" and link[1:] in own):
                continue
            asked = _in_one_page(link) if is_single else link
            verdict = dead.get(link) or site.resolve(path, asked, page.base)
            is_dead = verdict.status in (LinkStatus.NO_FILE, LinkStatus.NO_ANCHOR)
            if link[:1] not in ("#", "", "?"):
                if is_dead:
                    dead[link] = verdict
                else:
                    sound.add(link)
            if is_single and by_sphinx.fullmatch(verdict.path):
                continue  # Sphinx and themes link to them, and this builder writes none
            if is_dead:
                found = pages.get(verdict.path)
                leads_to = found.docname if found else ""
                yield BrokenLink(path, link, verdict, leads_to, page.docname)


def sphinx_generated_pattern(env: BuildEnvironment) -> re.Pattern[str]:
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
