"""Locate references in their sources: file, line and column.

docutils records at best the line of a paragraph.  So a page with findings is unpickled and walked
again, and its references are searched for in its file, in the order of the text: that keeps equal
spellings apart.  A reference that is not found gets the line of its paragraph and no column.
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

from sphinx_glossary_faq.check.locate.patterns import reference_pattern, text_pattern
from sphinx_glossary_faq.check.locate.source_file import SourceFile, SourceLocation
from sphinx_glossary_faq.check.locate.source_paths import SourcePaths, directive_line
from sphinx_glossary_faq.check.references.reference import Reference, ReferenceUse
from sphinx_glossary_faq.check.references.reference_collector import collect_references
from sphinx_glossary_faq.core.model.records import Location

_SearchKey = tuple[Path, str]
"""The source file of a reference and the pattern that matches it there."""

_MAX_LINES = 20
"""How many lines after its record a text is searched for."""


class CachedLocations(NamedTuple):
    """The locations of a page's references, by the `repr` of the reference.

    `read_time` is the time at which Sphinx read the page.  Once it is read again, all of its lines
    may have moved.
    """

    read_time: int
    locations: dict[str, list[SourceLocation]]


class Locator:
    """Locates references page by page; each file and each page is read once.

    :param previous: the locations of the previous build, used for pages not read since.
    """

    def __init__(
        self,
        env: BuildEnvironment,
        confdir: Path,
        previous: Mapping[str, CachedLocations] = MappingProxyType({}),
    ) -> None:
        self._env = env
        self.cached: dict[str, CachedLocations] = {}
        """The locations by docname, for the next build."""
        for docname, read_time in env.all_docs.items():
            page = previous.get(docname)
            locations = page.locations if page and page.read_time == read_time else {}
            self.cached[docname] = CachedLocations(read_time, dict(locations))
        self._paths = SourcePaths(env, confdir)
        self._sources: dict[Path, SourceFile] = {}
        self._doctrees: dict[str, nodes.document] = {}
        self._uses_by_key: dict[str, dict[_SearchKey, list[ReferenceUse]]] = {}
        self._keys_by_reference: dict[str, dict[str, list[_SearchKey]]] = {}
        self._locations: dict[tuple[str, _SearchKey], Mapping[str, list[SourceLocation]]] = {}

    def locations(self, docname: str, reference: Reference) -> list[SourceLocation]:
        """Return a location for each use of *reference* on page *docname*."""
        cached = self.cached[docname].locations
        name = repr(reference)
        if name not in cached:
            cached[name] = self._find_locations(docname, reference) or [
                SourceLocation(self.source_name(docname))
            ]
        return cached[name]

    def _find_locations(self, docname: str, reference: Reference) -> list[SourceLocation]:
        name = repr(reference)
        return [
            location
            for key in self._search_keys(docname).get(name, ())
            for location in self._locations_by_key(docname, key)[name]
        ]

    def _locations_by_key(
        self, docname: str, key: _SearchKey
    ) -> Mapping[str, list[SourceLocation]]:
        """The locations of all references of a page with one search key, by their `repr`."""
        if (docname, key) not in self._locations:
            locations: dict[str, list[SourceLocation]] = defaultdict(list)
            uses = self._group_by_notation(docname)[key]
            for use, location in zip(uses, self._locate_uses(*key, uses), strict=True):
                locations[repr(use.reference)].append(location)
            self._locations[docname, key] = locations
        return self._locations[docname, key]

    def locate_anchor(self, docname: str, id: str) -> str:
        """Return where the anchor *id* of a page is defined: "file:line"."""
        for node in self._doctree(docname).findall(nodes.Element):
            if id in node["ids"]:
                path, is_found = self._paths.source_path(docname, node)
                line = _line(node) if is_found and self._source(path).has_line_numbers else 0
                name = self.relative_path(path)
                return f"{name}:{line}" if line else name
        return self.source_name(docname)

    def locate_text(self, start: Location, text: str) -> SourceLocation:
        """Locate *text* at the location of a record or in the few lines after it."""
        name = start.file.partition(":docstring of ")[0]
        path = Path(self._env.srcdir, name or self._env.doc2path(start.docname))
        file, source = self.relative_path(path), self._source(path)
        if start.line and text:
            first = source.find_block_start(start.line)
            # The first match alone: a long glossary may have many findings.
            offset = next(source.find_offsets(text_pattern(text), first), None)
            if offset is not None and source.position(offset)[0] <= start.line + _MAX_LINES:
                return SourceLocation(file, *source.position(offset))
        return SourceLocation(file, start.line)

    def locate_in_run(
        self, docname: str, run: str, start: int, end: int, line: int
    ) -> SourceLocation:
        """Locate the part of *run* from *start* to *end*; *line* is the line of the run."""
        texts = self._doctree(docname).findall(nodes.Text)
        text = next((text for text in texts if _starts_run(text, run)), None)
        if text is None:
            return SourceLocation(self.source_name(docname), line or None)
        (path, is_found), block = self._paths.source_path(docname, text), _block(text)
        file, source = self.relative_path(path), self._source(path)
        if not is_found:
            return SourceLocation(file)
        pattern = text_pattern(run[start:end])
        before = _text_before(block, text) + run[:start]
        number = len(re.findall(pattern, before))
        first, _end = source.block_span(block.line or 1, _lines(block))
        offsets = [offset for offset in source.find_offsets(pattern) if offset >= first]
        if number < len(offsets):
            return SourceLocation(file, *source.position(offsets[number]))
        return SourceLocation(file, block.line or None if source.has_line_numbers else None)

    def source_name(self, docname: str) -> str:
        """Return the path of a page's source file, relative to the source folder."""
        return self.relative_path(self._env.doc2path(docname))

    def relative_path(self, path: Path | str) -> str:
        """Return *path* relative to the source folder, as in findings."""
        return Path(relpath(path, self._env.srcdir)).as_posix()

    def _doctree(self, docname: str) -> nodes.document:
        if docname not in self._doctrees:
            self._doctrees[docname] = self._env.get_doctree(docname)
        return self._doctrees[docname]

    def _search_keys(self, docname: str) -> dict[str, list[_SearchKey]]:
        """The search keys of each reference of a page, by its `repr`."""
        if docname not in self._keys_by_reference:
            keys: dict[str, list[_SearchKey]] = defaultdict(list)
            for key, uses in self._group_by_notation(docname).items():
                for name in dict.fromkeys(repr(use.reference) for use in uses):
                    keys[name].append(key)
            self._keys_by_reference[docname] = keys
        return self._keys_by_reference[docname]

    def _group_by_notation(self, docname: str) -> dict[_SearchKey, list[ReferenceUse]]:
        """All uses on a page, by their search key."""
        if docname not in self._uses_by_key:
            groups: dict[_SearchKey, list[ReferenceUse]] = defaultdict(list)
            for use in collect_references(self._env, self._doctree(docname), docname).references:
                path, is_found = self._paths.source_path(docname, use.node)
                groups[path, reference_pattern(use) if is_found else ""].append(use)
            self._uses_by_key[docname] = groups
        return self._uses_by_key[docname]

    def _locate_uses(
        self, path: Path, pattern: str, uses: Sequence[ReferenceUse]
    ) -> list[SourceLocation]:
        """Locate each of *uses*, which have the same notation in the same file."""
        file, source = self.relative_path(path), self._source(path)
        if not pattern:  # code without a known file, text generated by an extension
            return [SourceLocation(file, directive_line(use.node)) for use in uses]
        blocks = [source.block_span(_line(use.node), _lines(_block(use.node))) for use in uses]
        matches = _match_blocks(source, pattern, blocks)
        missing = [number for number, offset in enumerate(matches) if offset is None]
        # The whole file is searched only for these: a page may have thousands of references.
        offsets = list(source.find_offsets(pattern)) if missing else []
        used = {*matches}
        free_offsets = [offset for offset in offsets if offset not in used]
        for index, number in enumerate(missing):
            start, end = blocks[number]
            if uses[number].is_typo and start < end:
                continue  # it can only be in its block, and there it is escaped
            if len(missing) == len(free_offsets):
                matches[number] = free_offsets[index]
            else:
                matches[number] = _next_offset(uses[number], start, offsets, matches)
        return [
            SourceLocation(file, *source.position(offset))
            if offset is not None
            else SourceLocation(file, _line(use.node) or None if source.has_line_numbers else None)
            for use, offset in zip(uses, matches, strict=True)
        ]

    def _source(self, path: Path) -> SourceFile:
        if path not in self._sources:
            self._sources[path] = SourceFile(path)
        return self._sources[path]


def _match_blocks(
    source: SourceFile, pattern: str, blocks: Sequence[tuple[int, int]]
) -> list[int | None]:
    """For each of *blocks*, in order, the first match in it that no earlier block has."""
    offsets = {block: source.find_offsets(pattern, *block) for block in blocks}
    used: set[int] = set()
    matches: list[int | None] = []
    for block in blocks:
        match = next((offset for offset in offsets[block] if offset not in used), None)
        matches.append(match)
        if match is not None:
            used.add(match)
    return matches


def _block(node: nodes.Node) -> nodes.Node:
    """The closest block around *node*, such as a paragraph, that has a line."""
    block = node
    if isinstance(node, nodes.reference):
        image = next((child for child in node.children if isinstance(child, nodes.image)), None)
        block = image or node  # an image's `:target:`
    while block.parent is not None and not (block.line and _is_block(block)):
        block = block.parent
    return block if block.line else node


def _is_block(node: nodes.Node) -> bool:
    """Whether *node* can be a block; docutils counts raw nodes and images as inline too."""
    return isinstance(node, nodes.raw | nodes.image | addnodes.index) or not isinstance(
        node, nodes.Text | nodes.Inline
    )


def _line(node: nodes.Node) -> int:
    """The line of *node* according to docutils, or 0."""
    block = _block(node)
    if isinstance(block, nodes.raw) and block.get("source"):
        return 1  # the line belongs to the page, the text to a file of its own
    return block.line or 0


def _lines(block: nodes.Node) -> list[str]:
    """The source lines of *block*, stripped."""
    raw = str(getattr(block, "rawsource", ""))
    if not raw and isinstance(block, nodes.raw):
        raw = block.astext()
    return [line.strip() for line in raw.strip().splitlines()]


def _next_offset(
    use: ReferenceUse, start: int, offsets: Sequence[int], used: Sequence[int | None]
) -> int | None:
    """The first of *offsets* from *start* on that is not in *used*.

    Without one, a reference with its exact notation is the repetition of a substitution: it gets
    the closest offset.
    """
    following = (offset for offset in offsets if offset >= start and offset not in used)
    match = next(following, None)
    if match is None and str(getattr(use.node, "rawsource", "")):
        return min(offsets, key=lambda offset: abs(offset - start), default=None)
    return match


def _starts_run(node: nodes.Text, run: str) -> bool:
    """Whether *run* is the text of *node* and of the text nodes directly after it."""
    if not run.startswith(str(node)) or node.parent is None:
        return False
    siblings = node.parent.children
    index = next(index for index, child in enumerate(siblings) if child is node)
    text = ""
    for sibling in siblings[index:]:
        if not isinstance(sibling, nodes.Text):
            break
        text += str(sibling)
    return text == run


def _text_before(block: nodes.Node, node: nodes.Node) -> str:
    """The text of *block* before *node*."""
    text = ""
    for descendant in block.findall(nodes.Text):
        if descendant is node:
            return text
        text += str(descendant)
    return ""
