"""Provide access to undocumented features of Sphinx, docutils and MyST-Parser.

The docstring of each function names the undocumented feature and the release that introduced it.
If a future release removes a feature, the build continues without it, and a test in
``tests/test_compat.py`` fails.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import sphinx
from docutils import nodes
from docutils.transforms import Transform
from docutils.utils import new_document
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.transforms import SphinxTransformer
from sphinx.util.logging import get_node_location, is_suppressed_warning, suppress_logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

IndexPage = Callable[[str, nodes.document, str], None]
"""`StandaloneHTMLBuilder.index_page`: page name, doctree and title."""


# -- Configuration -------------------------------------------------------------------------------


def names_in_conf_py(config: Config) -> Collection[str]:
    """Return all names that are set in ``conf.py`` or on the command line.

    Relies on `Config._raw_config`, which is older than Sphinx 1.0.
    """
    names: Collection[str] = getattr(config, "_raw_config", ())
    return names


# -- Search index --------------------------------------------------------------------------------


class SearchTables(NamedTuple):
    """The parts of Sphinx's search index that are kept by docname."""

    titles: Mapping[str, str | None]
    index_entries: dict[str, list[tuple[str, str, str]]]


def search_tables(builder: object) -> SearchTables | None:
    """Return the tables in the builder's search index, or None if it has no such index.

    Relies on `StandaloneHTMLBuilder.indexer` and on `IndexBuilder._titles` and `_index_entries`,
    since Sphinx 5.3.
    """
    indexer = getattr(builder, "indexer", None)
    titles = getattr(indexer, "_titles", None)
    index_entries = getattr(indexer, "_index_entries", None)
    if titles is None or index_entries is None:
        return None
    return SearchTables(titles, index_entries)


def wrap_index_page(
    builder: StandaloneHTMLBuilder, wrapper: Callable[[IndexPage], IndexPage]
) -> None:
    """Replace the method that adds a page to *builder*'s search index.

    Relies on `StandaloneHTMLBuilder.index_page`, which has been called for each written page since
    Sphinx 0.x.  Sphinx emits no event between resolving the links and indexing the page.
    """
    vars(builder)["index_page"] = wrapper(builder.index_page)


# -- Environment ---------------------------------------------------------------------------------


def cached_doctrees(env: BuildEnvironment) -> dict[str, nodes.document]:
    """The doctrees that this process has read, and that Sphinx will resolve in place.

    Sphinx unpickles a doctree that is removed.  Relies on
    `BuildEnvironment._write_doc_doctree_cache`, since Sphinx 7.2.
    """
    doctrees: dict[str, nodes.document] = getattr(env, "_write_doc_doctree_cache", {})
    return doctrees


def sorted_todos(env: BuildEnvironment) -> Mapping[str, Sequence[nodes.Element]]:
    """The todos of all pages by docname, sorted: `todolist` shows them in the order of reading.

    Relies on `TodoDomain.todos`, since Sphinx 2.2.
    """
    todos: dict[str, list[nodes.Element]] = env.domaindata.get("todo", {}).get("todos", {})
    items = sorted(todos.items())
    todos.clear()
    todos.update(items)
    return todos


# -- Glossary ------------------------------------------------------------------------------------


def defines_terms(env: BuildEnvironment, docname: str) -> bool:
    """Return whether Sphinx has recorded a glossary term on a page.

    Relies on `StandardDomain._terms`, which was added in Sphinx 3.0.
    """
    terms: dict[str, tuple[str, str]] = getattr(env.domains.standard_domain, "_terms", {})
    return any(term_docname == docname for term_docname, _id in terms.values())


def record_term(env: BuildEnvironment, name: str, docname: str, id: str) -> None:
    """Make Sphinx resolve a name, regardless of case, to the definition on a page.

    Relies on `StandardDomain.objects` and `_terms`, since Sphinx 3.0.
    """
    standard = env.domains.standard_domain
    standard.objects["term", name] = docname, id
    terms: dict[str, tuple[str, str]] = getattr(standard, "_terms", {})
    terms[name.lower()] = docname, id


# -- References ----------------------------------------------------------------------------------


def run_post_transforms(
    app: Sphinx,
    document: nodes.document,
    bases: tuple[type[Transform], ...] = (Transform,),
    docname: str = "",
) -> None:
    """Apply the registered subclasses of *bases* to *document* in order of priority.

    The document is resolved as part of page *docname*, which is the root document by default.

    Relies on `SphinxTransformer`, `SphinxComponentRegistry.get_post_transforms`,
    `BuildEnvironment.prepare_settings` and `temp_data`, as `BuildEnvironment.apply_post_transforms`
    uses them, since Sphinx 1.7.
    """
    transformer = SphinxTransformer(document)
    transformer.set_environment(app.env)
    transformer.add_transforms(
        [
            transform
            for transform in app.registry.get_post_transforms()
            if issubclass(transform, bases)
        ]
    )
    app.env.prepare_settings(docname or app.config.root_doc)
    try:
        transformer.apply_transforms()
    finally:
        app.env.temp_data.clear()


def written_uri(builder: object, uri: str) -> str:
    """Return the URI of a resolved reference as it is written.

    Before version 8.2, `singlehtml` removes the first of two anchors after all post-transforms.
    """
    removes_anchor = isinstance(builder, SingleFileHTMLBuilder) and sphinx.version_info < (8, 2)
    return "#" + uri.rpartition("#")[2] if removes_anchor and uri.count("#") > 1 else uri


def require_math(env: BuildEnvironment, docname: str) -> None:
    """Make a page load MathJax although its own source has no formulas.

    Relies on `MathDomain.data["has_equations"]`, since Sphinx 1.8. Since Sphinx 8.2 it has no
    effect, because the writer determines whether a page has formulas.
    """
    env.domaindata["math"]["has_equations"][docname] = True


def myst_slugs(env: BuildEnvironment, docname: str) -> Mapping[str, Any]:
    """Return the anchors of headings that MyST-Parser recorded for a page.

    Relies on `env.metadata[docname]["myst_slugs"]`, since MyST-Parser 0.19.
    """
    slugs: Mapping[str, Any] = env.metadata.get(docname, {}).get("myst_slugs", {})
    return slugs


def add_myst_anchors(env: BuildEnvironment, docname: str, anchors: Mapping[str, str]) -> None:
    """Make the *anchors* on a page available to MyST-Parser, like the anchors of headings.

    Relies on `env.metadata[docname]["myst_slugs"]`: anchor → line, id and default link text, since
    MyST-Parser 2.0.  Without it, links to these anchors work, but MyST-Parser warns.

    :param anchors: the ids of the anchors with their texts.
    """
    if "myst_enable_extensions" in env.config:  # also if MyST-NB has loaded MyST-Parser
        slugs = {id: (None, id, text) for id, text in anchors.items()}
        env.metadata[docname]["myst_slugs"] = {**slugs, **myst_slugs(env, docname)}


def is_myst(document: nodes.document) -> bool:
    """Return whether MyST-Parser has parsed *document*.

    Relies on `document.myst_slugs`, which its renderer sets, since MyST-Parser 1.0.
    """
    return hasattr(document, "myst_slugs")


def parse_inline_myst(text: str, document: nodes.document) -> list[nodes.Node]:
    """Return the nodes for *text*, parsed as inline Markdown without changing *document*.

    Relies on `create_md_parser`, `SphinxRenderer` and `BuildEnvironment.myst_config`, as
    `MystParser.parse` uses them, since MyST-Parser 0.18.
    """
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
    from myst_parser.parsers.mdit import create_md_parser

    settings = copy(document.settings)  # the renderer changes them
    target = new_document(document["source"], settings)
    parser = create_md_parser(settings.env.myst_config, SphinxRenderer)
    parser.options["document"] = target
    parser.renderInline(text)
    return [node for node in target.children if not isinstance(node, nodes.Invisible)]


class InventoryItem(NamedTuple):
    """An object of another project."""

    project: str
    version: str
    uri: str
    display_name: str
    """The displayed name, or a hyphen if it is equal to the name of the object."""


def named_inventories(app: Sphinx) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """Return the inventories of other projects.

    The keys are the name in ``conf.py``, the object type and the object name.

    Relies on `InventoryAdapter`, which `sphinx.ext.intersphinx` exports but does not document.
    """
    if "sphinx.ext.intersphinx" not in app.extensions:
        return {}
    from sphinx.ext.intersphinx import InventoryAdapter  # imported already by the extension

    return InventoryAdapter(app.env).named_inventory


class IntersphinxProject(NamedTuple):
    """The address of another project and the locations of its inventory."""

    uri: str
    inventories: Sequence[str | None]


def intersphinx_projects(app: Sphinx) -> dict[str, IntersphinxProject]:
    """Return the projects in ``intersphinx_mapping`` by their names.

    Relies on the values that `sphinx.ext.intersphinx` sets since Sphinx 1.0: the name, and
    the pair of address and inventories.
    """
    if "sphinx.ext.intersphinx" not in app.extensions:
        return {}
    mapping: Mapping[str, Any] = app.config.intersphinx_mapping
    return {name: IntersphinxProject(*project) for name, (_name, project) in mapping.items()}


def inventory_item(item: Any) -> InventoryItem:
    """Return an item of `named_inventories` as a named tuple.

    It is a plain tuple in Sphinx 8.1, and an object with other field names since Sphinx 8.2.
    """
    if isinstance(item, tuple):
        return InventoryItem(*item)
    return InventoryItem(item.project_name, item.project_version, item.uri, item.display_name)


def inventory_uri(item: Any) -> str:
    """Return the URI of an item.  This is faster than `inventory_item`."""
    return str(item[2] if isinstance(item, tuple) else item.uri)


# -- Warnings ------------------------------------------------------------------------------------

MISSING_REFERENCE_LOGGERS: Final = (
    "sphinx.sphinx.transforms.post_transforms",
    "sphinx.sphinx.domains.std",
    "sphinx.sphinx.ext.intersphinx",
    "sphinx.myst_parser.sphinx_ext.myst_refs",
)
"""The loggers of warnings about missing references, which are module names with a Sphinx prefix
since Sphinx 1.6.  Handlers of `warn-missing-reference` cannot suppress these warnings, because
Sphinx calls all handlers, and one of its own handlers logs a warning."""

REFERENCE_LOGGERS: Final = (
    *MISSING_REFERENCE_LOGGERS,
    "sphinx.sphinx.domains.python",
    "sphinx.sphinx.domains.c",
    "sphinx.sphinx.domains.cpp",
    "sphinx.sphinx.domains.math",
)
"""The loggers of all warnings about references."""


class WarningSource(NamedTuple):
    """The type and the node of a warning."""

    type: str
    subtype: str
    node: nodes.Node | None


def warning_source(record: logging.LogRecord) -> WarningSource:
    """Return the type and the node of a warning.

    Relies on the attributes `type`, `subtype` and `location`, which `SphinxLoggerAdapter` has added
    to records since Sphinx 1.6.
    """
    location = getattr(record, "location", None)
    return WarningSource(
        getattr(record, "type", None) or "",
        getattr(record, "subtype", None) or "",
        location if isinstance(location, nodes.Node) else None,
    )


def node_location(node: nodes.Node) -> str | None:
    """The absolute path and the line of a node, as Sphinx prints them before a warning.

    Relies on `sphinx.util.logging.get_node_location`, since Sphinx 1.7.
    """
    return get_node_location(node)


def is_duplicate_term_warning(record: logging.LogRecord) -> bool:
    """Return whether a warning from the standard domain is about a term that is defined twice.

    Relies on the first argument of `duplicate %s description of %s, other instance in %s`, since
    Sphinx 3.0.  The warning has no type.
    """
    return isinstance(record.args, tuple) and record.args[:1] == ("term",)


@contextmanager
def captured_warnings() -> Iterator[list[logging.LogRecord]]:
    """Collect Sphinx warnings in the returned list instead of logging them.

    Relies on `sphinx.util.logging.suppress_logging`, since Sphinx 3.0.
    """
    with suppress_logging() as handler:
        yield handler.buffer


def is_suppressed(kind: str, subtype: str, suppress_warnings: Sequence[str]) -> bool:
    """Return whether ``suppress_warnings`` covers a warning type.

    Relies on `sphinx.util.logging.is_suppressed_warning`, since Sphinx 1.4.
    """
    return is_suppressed_warning(kind, subtype, suppress_warnings)


# -- Templates -----------------------------------------------------------------------------------


def template_folders(builder: StandaloneHTMLBuilder) -> list[Path]:
    """Return the template folders, with those of the project before those of the theme.

    Relies on `BuiltinTemplateLoader.loaders` and their `searchpath`, since Sphinx 1.0.
    """
    loaders = getattr(builder.templates, "loaders", ())
    folders = [Path(folder) for loader in loaders for folder in loader.searchpath]
    return list(dict.fromkeys(folders))
