"""Has pages read again that were read otherwise when other files were there.

A toctree that names a page that was removed: Sphinx lets it stand until its own page is edited, and
tells of the hole only when it happens to write that.  A link in MyST, which becomes one to a page
or to a download while it is read, if the file is there.  Read again, a page is what a clean build
makes of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Set
from functools import cache, partial
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.core.model import Paths
from sphinx_glossary_faq.domain import domain_of


def note_paths(env: BuildEnvironment, docname: str, pending: Iterable[nodes.Node]) -> None:
    """Record the files that MyST has looked for, to read what refers to them on page *docname*."""
    named = {path for node in pending for path in _named(env, docname, node)}
    if named:
        there = {path for path in named if _is_file(env, path)}
        record = Paths(docname, tuple(sorted(there)), tuple(sorted(named - there)))
        domain_of(env).note(record)


def _named(env: BuildEnvironment, docname: str, node: nodes.Node) -> Iterator[str]:
    """The file that *node* was made for, from the source folder."""
    if not isinstance(node, addnodes.pending_xref) or node["reftype"] != "myst":
        return
    if node["refdomain"] == "doc":
        yield str(env.doc2path(node["reftarget"], base=False))
    elif "." in (path := node["reftarget"].partition("#")[0]):  # or it is a label
        yield env.relfn2path(path, docname)[0]


def _is_file(env: BuildEnvironment, path: str) -> bool:
    # `Path.is_file` ends in an error if a name is too long to be one.
    return os.path.isfile(Path(env.srcdir, path))  # noqa: PTH113


def affected(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    """The pages that have a removed one in a toctree, or links to files that came or went."""
    is_there = cache(partial(_is_file, env))
    holes = [
        docname
        for docname, included in env.toctree_includes.items()
        if not removed.isdisjoint(included)
    ]
    links = [
        found.docname
        for found in domain_of(env).store.all(Paths)
        if not all(map(is_there, found.there)) or any(map(is_there, found.absent))
    ]
    return [docname for docname in (*holes, *links) if docname in env.found_docs]


def register(app: Sphinx) -> None:
    app.connect("env-get-outdated", affected)
