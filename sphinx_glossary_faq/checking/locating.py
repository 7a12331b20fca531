"""Where a reference is written: file, line and column, in the author's own source.

docutils knows the line of a paragraph at best.  A page with something to tell is unpickled and
walked again, and each of its references is looked for in its file: in the order of the text, so
that equal spellings are told apart.  What cannot be found has the paragraph's line and no column.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util.i18n import docname_to_domain
from sphinx.util.osutil import relpath

from sphinx_glossary_faq.checking.collecting import Reference, Use, walk
from sphinx_glossary_faq.checking.patterns import pattern_of, written
from sphinx_glossary_faq.core.model import Place

_NEAR = 60
"""How many lines from where docutils says it is a paragraph is looked for."""


_AFTER = 20
"""How many lines from where a directive begins the name is looked for that it is about."""


class Spot(NamedTuple):
    """A place: *file* from the source folder; line and column from 1, None if not known."""

    file: str
    line: int | None = None
    column: int | None = None


class Located(NamedTuple):
    """The places of a page's references, each by its `repr`, as of when the page was read.

    `read` is the time that Sphinx keeps of it: read again, all of its lines may have moved.
    """

    read: int
    spots: dict[str, list[Spot]]


class Source:
    """A source file, to look things up in."""

    def __init__(self, path: Path) -> None:
        try:
            self.text = path.read_text("utf-8-sig", errors="replace")
        except OSError:
            self.text = ""
        self.is_catalog = path.suffix == ".po"
        self._knows_lines = path.suffix not in (".po", ".ipynb")

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at *offset*."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def start_of(self, line: int, first: str) -> int:
        """Where the block begins whose first line reads *first*, near to *line*."""
        if not self._knows_lines or not self._starts[line - 1 : line]:
            return 0
        steps = sorted(range(-_NEAR, _NEAR), key=abs) if first else [0]
        for step in steps:
            at = line - 1 + step
            if 0 <= at < len(self._starts) and first in self._line(at):
                return self._starts[at]
        return self._starts[line - 1]

    def _line(self, number: int) -> str:
        following = [*self._starts, len(self.text) + 1][number + 1]
        return self.text[self._starts[number] : following]

    def matches(self, pattern: str) -> list[int]:
        """The offsets at which *pattern* matches, in a catalog only what is a translation."""
        found = [match.start() for match in re.finditer(pattern, self.text)]
        if self.is_catalog:
            return [offset for offset in found if self._is_translation(offset)]
        return found

    def _is_translation(self, offset: int) -> bool:
        # Matches the `msgstr` and the `#~ msgid` at the beginning of a line; not `"msgid`.
        keywords = re.findall(r"(?m)^(?:#~ *)?(?:msgid|msgstr|msgctxt)", self.text[:offset])
        return bool(keywords) and keywords[-1] == "msgstr"


class Locator:
    """Finds the places of references, page by page; files and pages are read once."""

    def __init__(self, env: BuildEnvironment, last: Mapping[str, Located]) -> None:
        """Take what was found for pages that may not have been read since."""
        self._env = env
        self.found: dict[str, Located] = {}
        """What is found, by page, for the next build."""
        for docname in env.all_docs:
            read = env.all_docs[docname]
            known = last.get(docname)
            spots = known.spots if known and known.read == read else {}
            self.found[docname] = Located(read, dict(spots))
        self._sources: dict[Path, Source] = {}
        self._pages: dict[str, nodes.document] = {}
        self._alike: dict[str, dict[tuple[Path, str], list[Use]]] = {}

    def spots(self, docname: str, reference: Reference) -> list[Spot]:
        """The places of *reference* on page *docname*, of each use one."""
        known = self.found[docname].spots
        key = repr(reference)
        if key not in known:
            known[key] = self._look_for(docname, reference) or [Spot(self.file_of(docname))]
        return known[key]

    def _look_for(self, docname: str, reference: Reference) -> list[Spot]:
        found = []
        for (path, pattern), uses in self._written_alike(docname).items():
            if any(use.reference == reference for use in uses):
                for use, spot in zip(uses, self._place(path, pattern, uses), strict=True):
                    if use.reference == reference:
                        found.append(spot)
        return found

    def place_of(self, docname: str, id: str) -> str:
        """Where the anchor *id* of a page is made: "file:line"."""
        file, document = self.file_of(docname), self._page(docname)
        for node in document.findall(nodes.Element):
            if id in node["ids"]:
                line = _block(node).line
                return f"{file}:{line}" if line else file
        return file

    def place(self, place: Place, text: str) -> Spot:
        """Where *text* stands, at the place of a record or in the few lines after it."""
        written_in = place.file.partition(":docstring of ")[0]
        path = Path(self._env.srcdir, written_in or self._env.doc2path(place.docname))
        file, source = self.relative(path), self._source(path)
        if place.line and text:
            start = source.start_of(place.line, "")
            for offset in source.matches(written(text)):
                if start <= offset and source.position(offset)[0] <= place.line + _AFTER:
                    return Spot(file, *source.position(offset))
        return Spot(file, place.line)

    def text(self, docname: str, run: str, start: int, end: int, line: int) -> Spot:
        """Where the part of a *run* of text is written that begins at *start*, from *line* on."""
        found = next(
            (node for node in self._page(docname).findall(nodes.Text) if _begins(node, run)), None
        )
        if found is None:
            return Spot(self.file_of(docname), line or None)
        path, block = self._path(docname, found), _block(found)
        file, source = self.relative(path), self._source(path)
        pattern = written(run[start:end])
        before = _text_before(block, found) + run[:start]
        number = len(re.findall(pattern, before))
        first = source.start_of(block.line or 1, _first_line(block))
        offsets = [offset for offset in source.matches(pattern) if offset >= first]
        if number < len(offsets):
            return Spot(file, *source.position(offsets[number]))
        return Spot(file, block.line or None)

    def file_of(self, docname: str) -> str:
        """The source file of a page, from the source folder."""
        return self.relative(self._env.doc2path(docname))

    def relative(self, path: Path | str) -> str:
        """A path as findings have it, from the source folder."""
        return Path(relpath(path, self._env.srcdir)).as_posix()

    def _page(self, docname: str) -> nodes.document:
        if docname not in self._pages:
            self._pages[docname] = self._env.get_doctree(docname)
        return self._pages[docname]

    def _written_alike(self, docname: str) -> dict[tuple[Path, str], list[Use]]:
        """All uses on a page, by their file and how they are written in it."""
        if docname not in self._alike:
            alike: dict[tuple[Path, str], list[Use]] = defaultdict(list)
            for use in walk(self._env, self._page(docname), docname).uses:
                alike[self._path(docname, use.node), pattern_of(use)].append(use)
            self._alike[docname] = alike
        return self._alike[docname]

    def _place(self, path: Path, pattern: str, uses: Sequence[Use]) -> Iterator[Spot]:
        """A place for each of *uses*, which are written alike in one file."""
        file, source = self.relative(path), self._source(path)
        offsets = source.matches(pattern)
        free = 0
        for number, use in enumerate(uses):
            block = _block(use.node)
            first = _first_line(block)
            if len(offsets) == len(uses):
                at = offsets[number]
            else:
                start = source.start_of(block.line or 1, first)
                at = next((one for one in offsets if one >= max(start, free)), -1)
            if at < 0:
                yield Spot(file, None if source.is_catalog else block.line or None)
            else:
                free = at + 1
                yield Spot(file, *source.position(at))

    def _path(self, docname: str, node: nodes.Node) -> Path:
        """The file that *node* was written in: the page's own, an included one, a translation."""
        own = Path(self._env.doc2path(docname))
        around: nodes.Node | None = node
        source = ""
        while around is not None and not isinstance(around, nodes.document):
            if isinstance(around, nodes.Element):
                if around.get("translated") and (catalog := self._catalog(docname)):
                    return catalog
                if isinstance(around, nodes.raw) and around.get("source"):
                    return Path(self._env.srcdir, around["source"])
            source = source or around.source or ""
            around = around.parent
        file = source.partition(":docstring of ")[0]
        path = Path(self._env.srcdir, file)
        return path if file and path.is_file() else own

    def _catalog(self, docname: str) -> Path | None:
        config = self._env.config
        name = docname_to_domain(docname, config.gettext_compact)
        for folder in config.locale_dirs:
            path = Path(self._env.srcdir, folder, str(config.language), "LC_MESSAGES", f"{name}.po")
            if path.is_file():
                return path
        return None

    def _source(self, path: Path) -> Source:
        if path not in self._sources:
            self._sources[path] = Source(path)
        return self._sources[path]


def _block(node: nodes.Node) -> nodes.Node:
    """The paragraph, or whatever it is, that *node* is in: the closest that knows its line."""
    around = node
    if isinstance(node, nodes.reference):
        image = next((child for child in node.children if isinstance(child, nodes.image)), None)
        around = image or node  # an image's `:target:`
    while around.parent is not None and not (around.line and _is_block(around)):
        around = around.parent
    return around if around.line else node


def _is_block(node: nodes.Node) -> bool:
    """Whether *node* may stand by itself; docutils counts raw text and images as inline."""
    return isinstance(node, nodes.raw | nodes.image) or not isinstance(
        node, nodes.Text | nodes.Inline
    )


def _first_line(block: nodes.Node) -> str:
    lines = str(getattr(block, "rawsource", "")).strip().splitlines()
    return lines[0].strip() if lines else ""


def _begins(node: nodes.Text, run: str) -> bool:
    """Whether *run* is the text of *node* and of those that follow it directly."""
    if not run.startswith(str(node)) or node.parent is None:
        return False
    siblings = node.parent.children
    place = next(place for place, child in enumerate(siblings) if child is node)
    text = ""
    for sibling in siblings[place:]:
        if not isinstance(sibling, nodes.Text):
            break
        text += str(sibling)
    return text == run


def _text_before(block: nodes.Node, node: nodes.Node) -> str:
    """All text of *block* that stands before *node*."""
    text = ""
    for inside in block.findall(nodes.Text):
        if inside is node:
            return text
        text += str(inside)
    return ""
