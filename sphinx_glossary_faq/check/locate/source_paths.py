"""Determine the source file of a node: the page, an included file, a catalog, code or `conf.py`.

This module interprets the source names from docutils and Sphinx. It does not read the files.
"""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path
from typing import Final, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util.i18n import docname_to_domain

from sphinx_glossary_faq.diagnostics import CONF


class SourcePath(NamedTuple):
    """The source file of a node or, if it is unknown, of its page."""

    path: Path
    is_found: bool = True


class SourcePaths:
    """Determines the source files of nodes in a project."""

    def __init__(self, env: BuildEnvironment, confdir: Path) -> None:
        self._env = env
        self._confdir = confdir

    def source_path(self, docname: str, node: nodes.Node) -> SourcePath:
        """Return the source file of *node* on page *docname*."""
        ancestor: nodes.Node | None = node
        source = ""
        while ancestor is not None and not isinstance(ancestor, nodes.document):
            if isinstance(ancestor, nodes.Element):
                if ancestor.get("translated") and (catalog := self._catalog(docname)):
                    return SourcePath(catalog)
                if isinstance(ancestor, nodes.raw) and ancestor.get("source"):
                    source = source or ancestor["source"]
            source = source or ancestor.source or _content_source(ancestor)
            ancestor = ancestor.parent
        if match := _directive_source(node):
            path = self._resolve_source(docname, match.string[: match.start()]).path
            return SourcePath(path, is_found=False)
        return self._resolve_source(docname, source)

    def _resolve_source(self, docname: str, source: str) -> SourcePath:
        """Return the file that docutils reports as *source*, regardless of the current folder."""
        page = Path(self._env.doc2path(docname))
        if source.startswith("<rst_"):
            return SourcePath(self._confdir / CONF)
        name, _, documented = source.partition("docstring of ")
        if documented:
            source = name.rstrip(":")
        if not source:
            return SourcePath(page, is_found=not documented)
        path = Path(self._env.srcdir, source)
        if path.is_file():
            return SourcePath(path)
        included = self._env.dependencies.get(docname, ())
        # Whole paths are compared, because `part.inc` and `parts/part.inc` share a file name.
        paths = [Path(self._env.srcdir, name) for name in sorted(map(str, included))]
        best = max(paths, key=lambda path: _common_parts(path, source), default=page)
        if not _common_parts(best, source):
            return SourcePath(page, is_found=False)
        return SourcePath(best)

    def _catalog(self, docname: str) -> Path | None:
        config = self._env.config
        name = docname_to_domain(docname, config.gettext_compact)
        for folder in config.locale_dirs:
            path = Path(self._env.srcdir, folder, str(config.language), "LC_MESSAGES", f"{name}.po")
            if path.is_file():
                return path
        return None


# The source of text that a directive generated, after the file and line. Matches
# `index.rst:8:<autosummary>`; not `index.rst`, `<rst_prolog>`.
_DIRECTIVE_SOURCE: Final = re.compile(r":(\d+):<\w+>\Z")


def _directive_source(node: nodes.Node | None) -> re.Match[str] | None:
    """Return the match for the closest source of *node* if a directive generated it."""
    while node is not None and not node.source:
        node = node.parent
    return _DIRECTIVE_SOURCE.search(node.source or "") if node is not None else None


def directive_line(node: nodes.Node) -> int | None:
    """Return the line of the directive that generated the text of *node*, if known."""
    match = _directive_source(node)
    return int(match[1]) if match and ":docstring of " not in match.string else None


def _common_parts(path: Path, other: str) -> int:
    """Return the number of common parts at the end of two paths."""
    pairs = zip(reversed(path.parts), reversed(Path(other).parts), strict=False)
    return len([*takewhile(lambda pair: pair[0] == pair[1], pairs)])


def _content_source(node: nodes.Node) -> str:
    """Return the source of the content in an object description, or "" for other nodes."""
    if not isinstance(node, addnodes.desc_content):
        return ""
    elements = node.findall(nodes.Element)
    return next((element.source for element in elements if element.source), "")
