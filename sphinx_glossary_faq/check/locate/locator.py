"""Locate references in their sources: file, line and column.

At best, docutils records the line of a paragraph.  The doctree of a page with findings is therefore
loaded and traversed again, and its references are searched for in the source file.  They are
searched for in text order, which distinguishes equal spellings.  If a reference is not found, its
location is the line of its paragraph without a column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import relpath

from sphinx_glossary_faq.check.locate.blocks import (
    MAX_LINES,
    Block,
    enclosing_block,
    line_of,
)
from sphinx_glossary_faq.check.locate.patterns import reference_pattern, text_pattern
from sphinx_glossary_faq.check.locate.source_file import (
    FreeOffsets,
    SourceFile,
    SourceLocation,
    SourcePattern,
    closest,
)
from sphinx_glossary_faq.check.locate.source_paths import SourcePath, SourcePaths, directive_line
from sphinx_glossary_faq.check.references.reference import Reference, ReferenceUse
from sphinx_glossary_faq.check.references.reference_collector import collect_references
from sphinx_glossary_faq.core.model.records import Location

_SearchKey = tuple[Path, SourcePattern]
"""The source file of a reference and the pattern that matches the reference."""


class CachedLocations(NamedTuple):
    """The locations of the references on a page, by the `repr` of the reference.

    `read_time` is the time at which Sphinx read the page.  When the page is read again, all lines
    may have moved.
    """

    read_time: int
    locations: dict[str, list[SourceLocation]]


class Locator:
    """Locates references page by page, reading each file and each page once.

    :param previous: the locations from the previous build, used for pages that have not been read
    since.
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
        self._blocks: dict[int, Block] = {}
        """The blocks by the `id()` of their nodes."""
        self._anchors: dict[str, dict[str, nodes.Element]] = {}
        self._runs: dict[str, dict[str, list[nodes.Text]]] = {}
        """The first Text nodes of all runs, by docname and text."""

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
        """Return the locations of all references with a search key, by their `repr`."""
        if (docname, key) not in self._locations:
            locations: dict[str, list[SourceLocation]] = defaultdict(list)
            uses = self._group_by_notation(docname)[key]
            for use, location in zip(uses, self._locate_uses(*key, uses), strict=True):
                locations[repr(use.reference)].append(location)
            self._locations[docname, key] = locations
        return self._locations[docname, key]

    def locate_anchor(self, docname: str, id: str) -> str:
        """Return the location of the anchor *id* on a page as "file:line"."""
        if docname not in self._anchors:
            elements = [*self._doctree(docname).findall(nodes.Element)]
            self._anchors[docname] = {id: node for node in elements[::-1] for id in node["ids"]}
        node = self._anchors[docname].get(id)
        if node is None:
            return self.source_name(docname)
        path, is_found = self._paths.source_path(docname, node)
        line = line_of(node) if is_found and self._source(path).has_line_numbers else 0
        name = self.relative_path(path)
        return f"{name}:{line}" if line else name

    def locate_text(self, start: Location, text: str) -> SourceLocation:
        """Return the location of *text* on the line of a record or on one of the next lines."""
        name = start.file.partition(":docstring of ")[0]
        path = Path(self._env.srcdir, name or self._env.doc2path(start.docname))
        file, source = self.relative_path(path), self._source(path)
        if start.line and text:
            # Only the first match near the record is used, because there may be many findings.
            first = source.find_block_start(start.line)
            last = source.line_offset(start.line + MAX_LINES + 1)
            offset = next(source.find_offsets(SourcePattern(text_pattern(text)), first, last), None)
            if offset is not None:
                return SourceLocation(file, *source.position(offset))
        return SourceLocation(file, start.line)

    def locate_in_run(
        self, docname: str, run: str, number: int, start: int, end: int, line: int
    ) -> SourceLocation:
        """Return the location of the part of a run from *start* to *end*.

        The search is fastest if the parts of a run are located in text order.

        :param number: the number of previous runs on the page with the same text.
        :param line: the line of the run.
        """
        texts = self._texts_of_runs(docname).get(run)
        if texts is None:
            return SourceLocation(self.source_name(docname), line or None)
        text = texts[min(number, len(texts) - 1)]
        path, is_found = self._paths.source_path(docname, text)
        file, source = self.relative_path(path), self._source(path)
        if not is_found:
            return SourceLocation(file)
        offset = self._block(source, text).find_part(text, start, end)
        if offset is not None:
            return SourceLocation(file, *source.position(offset))
        return SourceLocation(file, line_of(text) or None if source.has_line_numbers else None)

    def _texts_of_runs(self, docname: str) -> Mapping[str, list[nodes.Text]]:
        if docname not in self._runs:
            runs = self._runs[docname] = defaultdict(list)
            for element in self._doctree(docname).findall(nodes.Element):
                for _, group in groupby(element.children, key=type):
                    texts = [*group]
                    if isinstance(texts[0], nodes.Text):
                        runs["".join(map(str, texts))].append(texts[0])
        return self._runs[docname]

    def _block(self, source: SourceFile, node: nodes.Node) -> Block:
        """Return the block around *node*."""
        node = enclosing_block(node)
        if id(node) not in self._blocks:  # `_doctrees` keeps the nodes alive
            self._blocks[id(node)] = Block(source, node)
        return self._blocks[id(node)]

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
        """Return the search keys of each reference on a page, by `repr`."""
        if docname not in self._keys_by_reference:
            keys: dict[str, list[_SearchKey]] = defaultdict(list)
            for key, uses in self._group_by_notation(docname).items():
                for name in dict.fromkeys(repr(use.reference) for use in uses):
                    keys[name].append(key)
            self._keys_by_reference[docname] = keys
        return self._keys_by_reference[docname]

    def _group_by_notation(self, docname: str) -> dict[_SearchKey, list[ReferenceUse]]:
        """Return all uses of references on a page, grouped by search key."""
        if docname not in self._uses_by_key:
            groups: dict[_SearchKey, list[ReferenceUse]] = defaultdict(list)
            collected = collect_references(self._env, self._doctree(docname), docname)
            for number, use in enumerate(collected.references):
                path, is_found = self._source_path(docname, use)
                pattern = reference_pattern(use) if is_found else SourcePattern("")
                groups[path, pattern].append(use._replace(number=number))
            self._uses_by_key[docname] = groups
        return self._uses_by_key[docname]

    def _source_path(self, docname: str, use: ReferenceUse) -> SourcePath:
        """Return the file of a reference.

        Inside tables and definitions, Sphinx gives references another source than that of their
        lines; those in a substitution have the source of its definition.  So the file of the block
        is right if it has the reference there.
        """
        path = self._paths.source_path(docname, use.node)
        block = enclosing_block(use.node)
        if not block.source or use.node.source in (None, block.source):
            return path
        other = self._paths.source_path(docname, block)
        if not other.is_found or other.path == path.path:
            return path
        source = self._source(other.path)
        return other if Block(source, block).contains(reference_pattern(use)) else path

    def _locate_uses(
        self, path: Path, pattern: SourcePattern, uses: Sequence[ReferenceUse]
    ) -> list[SourceLocation]:
        """Return the location of each of *uses*, which have the same notation in the same file."""
        file, source = self.relative_path(path), self._source(path)
        if not pattern.regex:  # code without a known file, or text generated by an extension
            return [SourceLocation(file, directive_line(use.node)) for use in uses]
        blocks = [self._block(source, use.node) for use in uses]
        matches: list[int | None] = []
        used: set[int] = set()
        for block, use in zip(blocks, uses, strict=True):
            matches.append(block.find(pattern, use.number, used))
            used.update(filter(None, matches[-1:]))
        missing = [number for number, offset in enumerate(matches) if offset is None]
        # The whole file is searched only for these uses, because a page may have thousands of
        # references.
        offsets = list(source.find_offsets(pattern)) if missing else []
        free = FreeOffsets([offset for offset in offsets if offset not in used])
        for index, number in enumerate(missing):
            if uses[number].is_typo and blocks[number].has_end:
                continue  # it must be in its block, where it is escaped
            if len(missing) == len(free.offsets):
                matches[number] = free.offsets[index]
            elif (offset := free.take(blocks[number].start)) is not None:
                matches[number] = offset
            elif getattr(uses[number].node, "rawsource", ""):  # repeated by a substitution
                matches[number] = closest(offsets, blocks[number].start)
        return [
            SourceLocation(file, *source.position(offset))
            if offset is not None
            else SourceLocation(
                file, line_of(use.node) or None if source.has_line_numbers else None
            )
            for use, offset in zip(uses, matches, strict=True)
        ]

    def _source(self, path: Path) -> SourceFile:
        if path not in self._sources:
            self._sources[path] = SourceFile(path)
        return self._sources[path]
