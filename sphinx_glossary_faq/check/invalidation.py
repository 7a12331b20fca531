"""Mark pages as outdated when files that they link to are added or removed.

Sphinx does not read a page again when a page in its toctree is removed.  It warns only when the
page is written for another reason.  MyST-Parser checks whether a file exists to decide whether a
link leads to a page or a download.  After the page is read again, the result is the same as in a
clean build.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Set
from contextlib import suppress
from functools import cache, partial
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.core.model.records import FileDependencies
from sphinx_glossary_faq.domain import domain_of


def record_file_dependencies(
    env: BuildEnvironment, docname: str, pending: Iterable[nodes.Node]
) -> None:
    """Record the files that MyST-Parser searched for when it read page *docname*."""
    paths = {path for node in pending for path in _linked_files(env, docname, node)}
    if paths:
        present = {path for path in paths if _is_file(env, path)}
        record = FileDependencies(docname, tuple(sorted(present)), tuple(sorted(paths - present)))
        domain_of(env).add_records(record)


def _linked_files(env: BuildEnvironment, docname: str, node: nodes.Node) -> Iterator[str]:
    """Yield the path of the file that *node* links to, relative to the source folder."""
    if not isinstance(node, addnodes.pending_xref) or node["reftype"] != "myst":
        return
    if node["refdomain"] == "doc":
        yield str(env.doc2path(node["reftarget"], base=False))
    elif "." in (path := node["reftarget"].partition("#")[0]):  # otherwise a label
        with suppress(OSError, ValueError, RuntimeError):  # a null character, a loop of links
            yield env.relfn2path(path, docname)[0]


def _is_file(env: BuildEnvironment, path: str) -> bool:
    # `Path.is_file` raises an error if a name is too long.
    return os.path.isfile(Path(env.srcdir, path))  # noqa: PTH113


def outdated_by_files(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    """Return the pages whose toctree contains removed pages or whose linked files changed."""
    is_present = cache(partial(_is_file, env))
    by_toctree = [
        docname
        for docname, included in env.toctree_includes.items()
        if not removed.isdisjoint(included)
    ]
    by_link = [
        record.docname
        for record in domain_of(env).store.all(FileDependencies)
        if not all(map(is_present, record.present)) or any(map(is_present, record.absent))
    ]
    return [docname for docname in (*by_toctree, *by_link) if docname in env.found_docs]


def register(app: Sphinx) -> None:
    app.connect("env-get-outdated", outdated_by_files)
