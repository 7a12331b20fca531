"""Where a reference is written: file, line and column, in the author's own source.

docutils knows the line of a paragraph at best.  A page with something to tell is unpickled and
walked again, and each of its references is looked for in its file: in the order of the text, so
that equal spellings are told apart.  What cannot be found has the paragraph's line and no column.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import relpath

from sphinx_glossary_faq.checking.collecting import find_uses
from sphinx_glossary_faq.checking.files import Files
from sphinx_glossary_faq.checking.patterns import pattern_of, written
from sphinx_glossary_faq.checking.sources import Source, Spot
from sphinx_glossary_faq.checking.uses import Reference, Use
from sphinx_glossary_faq.core.model import Place

_Way = tuple[Path, str]
"""How a reference is written: its file, and the pattern that finds it there."""

_AFTER = 20
"""How many lines from where a directive begins the name is looked for that it is about."""


class Located(NamedTuple):
    """The places of a page's references, each by its `repr`, as of when the page was read.

    `read` is the time that Sphinx keeps of it: read again, all of its lines may have moved.
    """

    read: int
    spots: dict[str, list[Spot]]


class Locator:
    """Finds the places of references, page by page; files and pages are read once."""

    def __init__(
        self,
        env: BuildEnvironment,
        confdir: Path,
        last: Mapping[str, Located] = MappingProxyType({}),
    ) -> None:
        """Take what was found before, for pages that may not have been read since."""
        self._env = env
        self.found: dict[str, Located] = {}
        """What is found, by page, for the next build."""
        for docname, read in env.all_docs.items():
            known = last.get(docname)
            spots = known.spots if known and known.read == read else {}
            self.found[docname] = Located(read, dict(spots))
        self._files = Files(env, confdir)
        self._sources: dict[Path, Source] = {}
        self._pages: dict[str, nodes.document] = {}
        self._alike: dict[str, dict[_Way, list[Use]]] = {}
        self._ways_of: dict[str, dict[str, list[_Way]]] = {}
        self._by_way: dict[tuple[str, _Way], Mapping[str, list[Spot]]] = {}

    def spots(self, docname: str, reference: Reference) -> list[Spot]:
        """The places of *reference* on page *docname*, of each use one."""
        known = self.found[docname].spots
        key = repr(reference)
        if key not in known:
            known[key] = self._look_for(docname, reference) or [Spot(self.file_of(docname))]
        return known[key]

    def _look_for(self, docname: str, reference: Reference) -> list[Spot]:
        key = repr(reference)
        ways = self._ways(docname).get(key, ())
        return [spot for way in ways for spot in self._spots_by_way(docname, way)[key]]

    def _spots_by_way(self, docname: str, way: _Way) -> Mapping[str, list[Spot]]:
        """The places of all references of a page, by their `repr`, that are written in one way."""
        if (docname, way) not in self._by_way:
            spots: dict[str, list[Spot]] = defaultdict(list)
            uses = self._written_alike(docname)[way]
            for use, spot in zip(uses, self._spots_of(*way, uses), strict=True):
                spots[repr(use.reference)].append(spot)
            self._by_way[docname, way] = spots
        return self._by_way[docname, way]

    def place_of(self, docname: str, id: str) -> str:
        """Where the anchor *id* of a page is made: "file:line"."""
        for node in self._page(docname).findall(nodes.Element):
            if id in node["ids"]:
                path, is_found = self._files.of(docname, node)
                line = _line(node) if is_found and self._source(path).knows_lines else 0
                return f"{self.relative(path)}:{line}" if line else self.relative(path)
        return self.file_of(docname)

    def spot_of(self, place: Place, text: str) -> Spot:
        """Where *text* stands, at the place of a record or in the few lines after it."""
        written_in = place.file.partition(":docstring of ")[0]
        path = Path(self._env.srcdir, written_in or self._env.doc2path(place.docname))
        file, source = self.relative(path), self._source(path)
        if place.line and text:
            start = source.start_of(place.line)
            # The first alone: a glossary may be long, and have much to be told of.
            offset = next(source.matches(written(text), start), None)
            if offset is not None and source.position(offset)[0] <= place.line + _AFTER:
                return Spot(file, *source.position(offset))
        return Spot(file, place.line)

    def text(self, docname: str, run: str, start: int, end: int, line: int) -> Spot:
        """Where the part of a *run* of text is written that begins at *start*, from *line* on."""
        found = next(
            (node for node in self._page(docname).findall(nodes.Text) if _begins(node, run)), None
        )
        if found is None:
            return Spot(self.file_of(docname), line or None)
        (path, is_found), block = self._files.of(docname, found), _block(found)
        file, source = self.relative(path), self._source(path)
        if not is_found:
            return Spot(file)
        pattern = written(run[start:end])
        before = _text_before(block, found) + run[:start]
        number = len(re.findall(pattern, before))
        first, _end = source.block(block.line or 1, _lines(block))
        offsets = [offset for offset in source.matches(pattern) if offset >= first]
        if number < len(offsets):
            return Spot(file, *source.position(offsets[number]))
        return Spot(file, block.line or None if source.knows_lines else None)

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

    def _ways(self, docname: str) -> dict[str, list[_Way]]:
        """The ways in which each reference of a page, by its `repr`, is written."""
        if docname not in self._ways_of:
            ways: dict[str, list[_Way]] = defaultdict(list)
            for way, uses in self._written_alike(docname).items():
                for key in dict.fromkeys(repr(use.reference) for use in uses):
                    ways[key].append(way)
            self._ways_of[docname] = ways
        return self._ways_of[docname]

    def _written_alike(self, docname: str) -> dict[_Way, list[Use]]:
        """All uses on a page, by the way in which they are written."""
        if docname not in self._alike:
            alike: dict[_Way, list[Use]] = defaultdict(list)
            for use in find_uses(self._env, self._page(docname), docname).uses:
                file = self._files.of(docname, use.node)
                alike[file.path, pattern_of(use) if file.is_found else ""].append(use)
            self._alike[docname] = alike
        return self._alike[docname]

    def _spots_of(self, path: Path, pattern: str, uses: Sequence[Use]) -> list[Spot]:
        """The place of each of *uses*, which are written alike in one file."""
        file, source = self.relative(path), self._source(path)
        if not pattern:  # code whose file is not known, text that an extension made
            return [Spot(file)] * len(uses)
        blocks = [source.block(_line(use.node), _lines(_block(use.node))) for use in uses]
        found = _in_blocks(source, pattern, blocks)
        left = [number for number, at in enumerate(found) if at is None]
        # All of the file is searched only for these: a page may have thousands of references.
        offsets = list(source.matches(pattern)) if left else []
        taken = {*found}
        free_offsets = [at for at in offsets if at not in taken]
        for nth, number in enumerate(left):
            start, end = blocks[number]
            if uses[number].is_slip and start < end:
                continue  # it must be in its block, or it is escaped there
            if len(left) == len(free_offsets):
                found[number] = free_offsets[nth]
            else:
                found[number] = _next(uses[number], start, offsets, found)
        return [
            Spot(file, *source.position(at))
            if at is not None
            else Spot(file, _line(use.node) or None if source.knows_lines else None)
            for use, at in zip(uses, found, strict=True)
        ]

    def _source(self, path: Path) -> Source:
        if path not in self._sources:
            self._sources[path] = Source(path)
        return self._sources[path]


def _in_blocks(source: Source, pattern: str, blocks: Sequence[tuple[int, int]]) -> list[int | None]:
    """For each of *blocks*, in order, the first match in it that none before it has."""
    free = {block: source.matches(pattern, *block) for block in blocks}
    taken: set[int] = set()
    found: list[int | None] = []
    for block in blocks:
        at = next((at for at in free[block] if at not in taken), None)
        found.append(at)
        if at is not None:
            taken.add(at)
    return found


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
    """Whether *node* may stand by itself; all of these are counted as inline too."""
    return isinstance(node, nodes.raw | nodes.image | addnodes.index) or not isinstance(
        node, nodes.Text | nodes.Inline
    )


def _line(node: nodes.Node) -> int:
    """The line that *node* is in, as far as docutils knows; 0 if it does not."""
    block = _block(node)
    if isinstance(block, nodes.raw) and block.get("source"):
        return 1  # the line is one of the page, the text is in a file of its own
    return block.line or 0


def _lines(block: nodes.Node) -> list[str]:
    """The lines of *block* as they were written, without what stands around them."""
    raw = str(getattr(block, "rawsource", ""))
    if not raw and isinstance(block, nodes.raw):
        raw = block.astext()
    return [line.strip() for line in raw.strip().splitlines()]


def _next(use: Use, start: int, offsets: Sequence[int], taken: Sequence[int | None]) -> int | None:
    """The first free one of *offsets* from *start* on.

    Where none is, but the reference is known by its exact notation, that is what a substitution
    repeats: the closest.
    """
    found = next((at for at in offsets if at >= start and at not in taken), None)
    if found is None and str(getattr(use.node, "rawsource", "")):
        return min(offsets, key=lambda at: abs(at - start), default=None)
    return found


def _begins(node: nodes.Text, run: str) -> bool:
    """Whether *run* is the text of *node* and of those that follow it directly."""
    if not run.startswith(str(node)) or node.parent is None:
        return False
    siblings = node.parent.children
    at = next(at for at, child in enumerate(siblings) if child is node)
    text = ""
    for sibling in siblings[at:]:
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
