"""Which file a node of a page was written in: an included one, a translation, code, `conf.py`.

Knows what docutils and Sphinx call the sources of nodes, and nothing of what is in the files.
"""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util.i18n import docname_to_domain

from sphinx_glossary_faq.diagnostics import CONF


class File(NamedTuple):
    """The file that something is written in, or the page's own where that cannot be found."""

    path: Path
    is_found: bool = True


class Files:
    """The files of a project, by what is made of them."""

    def __init__(self, env: BuildEnvironment, confdir: Path) -> None:
        self._env = env
        self._confdir = confdir

    def of(self, docname: str, node: nodes.Node) -> File:
        """The file of *node* on page *docname*: the page's own, unless something says otherwise."""
        around: nodes.Node | None = node
        source = ""
        while around is not None and not isinstance(around, nodes.document):
            if isinstance(around, nodes.Element):
                if around.get("translated") and (catalog := self._catalog(docname)):
                    return File(catalog)
                if isinstance(around, nodes.raw) and around.get("source"):
                    source = source or around["source"]
            source = source or around.source or _source_inside(around)
            around = around.parent
        return self._called(docname, source)

    def _called(self, docname: str, source: str) -> File:
        """The file that docutils calls *source*: what it includes, from wherever it was run."""
        own = Path(self._env.doc2path(docname))
        if source.startswith("<rst_"):
            return File(self._confdir / CONF)
        name, _, documented = source.partition("docstring of ")
        if documented:
            source = name.rstrip(":")
        if not source:
            return File(own, is_found=not documented)
        path = Path(self._env.srcdir, source)
        if path.is_file():
            return File(path)
        included = self._env.dependencies.get(docname, ())
        # With their whole paths: of `part.inc` and `parts/part.inc` the one is meant that has more
        # than its name in common with what docutils calls it.
        paths = [Path(self._env.srcdir, each) for each in sorted(map(str, included))]
        best = max(paths, key=lambda each: _in_common(each, source), default=own)
        return File(best) if _in_common(best, source) else File(own, is_found=False)

    def _catalog(self, docname: str) -> Path | None:
        config = self._env.config
        name = docname_to_domain(docname, config.gettext_compact)
        for folder in config.locale_dirs:
            path = Path(self._env.srcdir, folder, str(config.language), "LC_MESSAGES", f"{name}.po")
            if path.is_file():
                return path
        return None


def _in_common(one: Path, other: str) -> int:
    """How many of their last parts two paths have in common."""
    pairs = zip(reversed(one.parts), reversed(Path(other).parts), strict=False)
    return len([*takewhile(lambda pair: pair[0] == pair[1], pairs)])


def _source_inside(node: nodes.Node) -> str:
    """The source of what describes an object: Sphinx makes new nodes of its fields."""
    if not isinstance(node, addnodes.desc_content):
        return ""
    return next((each.source for each in node.findall(nodes.Element) if each.source), "")
