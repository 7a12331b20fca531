"""Test that the undocumented features of Sphinx and MyST-Parser in `compat` still exist.

A test in this module fails when a release removes or changes such a feature. The package itself
continues to work without the feature, so other tests may pass.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms import ReferencesResolver
from sphinx.util import logging as sphinx_logging
from sphinx.util.docutils import new_document

from sphinx_glossary_faq import compat
from sphinx_glossary_faq.copied_nodes import nodes_in_environment
from tests.building import Build, Built

PAGES = {
    "index.rst": "Pots\n====\n\n.. toctree::\n\n   words\n\n.. index:: kiln\n\n:term:`pot`\n",
    "words.rst": "Words\n=====\n\n.. glossary::\n\n   pot\n      A vessel.\n",
}


@pytest.fixture
def built(build: Build) -> Built:
    return build(PAGES)


class Records(logging.Handler):
    """The records that a logger handled."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def test_names_in_conf_py_include_unknown_ones(build: Build) -> None:
    built = build({**PAGES, "conf.py": "no_such_option = 1\n"})
    assert "no_such_option" in set(compat.names_in_conf_py(built.app.config))


def test_search_tables_are_those_of_the_index(built: Built) -> None:
    tables = compat.search_tables(built.app.builder)
    assert tables is not None
    assert set(tables.titles) == {"index", "words"}
    assert tables.index_entries["index"][0][0] == "kiln"


def test_other_builders_have_no_search_tables(build: Build) -> None:
    assert compat.search_tables(build(PAGES, "text").app.builder) is None


def test_doctrees_are_cached_until_they_are_resolved(build: Build) -> None:
    build(PAGES)
    app = build.app
    assert app is not None
    cached: list[list[str]] = []
    app.connect("env-updated", lambda app, env: cached.append(sorted(compat.cached_doctrees(env))))
    app.build(force_all=True)
    app.env.all_docs.clear()
    app.build(force_all=True)
    assert cached[-1] == ["index", "words"]
    assert not compat.cached_doctrees(app.env)


def test_todos_are_those_of_all_pages(build: Build) -> None:
    pages = {**PAGES, "a.rst": ":orphan:\n\n.. todo:: First.\n\n.. todo:: Second.\n"}
    built = build(pages, extensions=["sphinx.ext.todo", "sphinx_glossary_faq"])
    todos = compat.sorted_todos(built.env)
    assert {docname: len(found) for docname, found in todos.items() if found} == {"a": 2}
    assert list(todos) == ["a", "index", "words"]


def test_nodes_in_the_environment_include_titles(built: Built) -> None:
    kept = list(nodes_in_environment(built.env))
    assert any(node is built.env.titles["index"] for node in kept)


WRAPPING = """
from sphinx_glossary_faq.compat import wrap_index_page

indexed = []


def note(index_page):
    def index(pagename, doctree, title):
        indexed.append((pagename, type(doctree).__name__, title))
        index_page(pagename, doctree, title)

    return index


def setup(app):
    app.connect("builder-inited", lambda app: wrap_index_page(app.builder, note))
    app.indexed_pages = indexed
"""


def test_index_page_is_called_for_every_page(build: Build) -> None:
    app: Any = build({**PAGES, "conf.py": WRAPPING}).app
    pages = [("index", "document", "Pots"), ("words", "document", "Words")]
    assert sorted(app.indexed_pages) == pages


def test_pages_with_terms_are_known(built: Built) -> None:
    assert compat.defines_terms(built.env, "words")
    assert not compat.defines_terms(built.env, "index")


def test_recorded_terms_are_found_in_any_case(built: Built) -> None:
    standard = built.env.domains.standard_domain
    compat.record_term(built.env, "Lid", "index", "term-Lid")
    text = nodes.inline("", "lid")
    for name in ("Lid", "lid"):
        arguments = (
            built.env,
            "words",
            built.app.builder,
            "term",
            name,
            addnodes.pending_xref(),
            text,
        )
        link = standard.resolve_xref(*arguments)
        assert link is not None
        assert link["refuri"].endswith("#term-Lid")


def test_resolvers_resolve_a_document_of_ours(built: Built) -> None:
    def pending(target: str) -> addnodes.pending_xref:
        text = nodes.inline("", target)
        attributes = {"refdoc": "index", "refdomain": "std", "reftype": "term", "refwarn": True}
        return addnodes.pending_xref("", text, reftarget=target, **attributes)

    document = new_document("")
    missing = pending("jar")
    document += [nodes.inline("", "", pending("pot")), nodes.inline("", "", missing)]
    with compat.captured_warnings() as records:
        compat.run_post_transforms(built.app, document, (ReferencesResolver,))
    assert [link["refuri"] for link in document.findall(nodes.reference)] == ["words.html#term-pot"]
    (warning,) = (record for record in records if record.levelno >= logging.WARNING)
    assert compat.warning_source(warning) == ("ref", "term", missing)
    assert warning.name == compat.REFERENCE_LOGGERS[0]


@pytest.mark.parametrize(
    ("builder", "text", "logger"),
    [
        ("html", ":ref:`nowhere`", 1),
        ("html", ":any:`nowhere`", 0),
        ("html", ":external+other:term:`nowhere`", 2),
        ("html", ":py:obj:`.f`\n\n.. py:function:: a.f\n.. py:function:: b.f", 4),
        ("html", ":c:func:`a b`", 5),
        ("html", ":cpp:func:`a b c`", 6),
    ],
)
def test_missing_references_are_reported_by_these_loggers(
    build: Build, builder: str, text: str, logger: int
) -> None:
    handler = Records()
    name = compat.REFERENCE_LOGGERS[logger]
    logging.getLogger(name).addHandler(handler)
    try:
        extensions = ("sphinx.ext.intersphinx",)
        build({"index.rst": f"Pots\n====\n\n{text}\n"}, builder, extensions=extensions)
    finally:
        logging.getLogger(name).removeHandler(handler)
    assert handler.records
    source = compat.warning_source(handler.records[0])
    assert source.type in {"ref", "intersphinx", ""}


@pytest.mark.myst
def test_missing_references_of_myst_are_reported_by_its_logger(build: Build) -> None:
    handler = Records()
    logger = logging.getLogger(compat.REFERENCE_LOGGERS[3])
    logger.addHandler(handler)
    try:
        build({"index.md": "# Pots\n\n[](#nowhere)\n"}, extensions=("myst_parser",))
    finally:
        logger.removeHandler(handler)
    assert compat.warning_source(handler.records[0])[:2] == ("myst", "xref_missing")


@pytest.mark.myst
def test_slugs_of_headings_are_recorded(build: Build) -> None:
    options = {"myst_heading_anchors": 2}
    page = {"index.md": "# Pots\n\n## Large pots\n"}
    built = build(page, extensions=("myst_parser",), confoverrides=options)
    assert set(compat.myst_slugs(built.env, "index")) == {"pots", "large-pots"}
    assert compat.myst_slugs(built.env, "nowhere") == {}


@pytest.mark.myst
def test_myst_finds_added_anchors(build: Build) -> None:
    """Those of headings take precedence."""
    page = "# Pots\n\n[](index.md#spot) [](index.md#pots) [](index.md#no)\n"
    options = {"myst_heading_anchors": 1, "suppress_warnings": ["myst.xref_missing"]}
    built = build({"index.md": page}, extensions=("myst_parser",), confoverrides=options)
    compat.add_myst_anchors(built.env, "index", {"spot": "A spot", "pots": "Other"})
    links = [link.astext() for link in built.resolved().findall(nodes.reference)]
    assert links == ["A spot", "Pots", "no"]


def test_inventories_have_their_items(build: Build) -> None:
    other = build(PAGES)
    mapping = {"other": ("https://example.org/", str(other.outdir / "objects.inv"))}
    options = {"intersphinx_mapping": mapping}
    built = build(
        {"index.rst": "Page\n====\n"},
        extensions=("sphinx.ext.intersphinx",),
        confoverrides=options,
        project="second",
    )
    item = compat.named_inventories(built.app)["other"]["std:term"]["pot"]
    uri = "https://example.org/words.html#term-pot"
    assert compat.inventory_item(item)[2:] == (uri, "-")
    assert compat.inventory_uri(item) == uri
    assert compat.named_inventories(other.app) == {}


def test_inventory_items_of_the_oldest_sphinx_are_tuples() -> None:
    item = "Project", "1.0", "https://example.org/", "-"
    assert compat.inventory_item(item) == item
    assert compat.inventory_uri(item) == "https://example.org/"


def test_projects_of_intersphinx_have_addresses_and_inventories(
    build: Build, tmp_path: Path
) -> None:
    inventory = build(PAGES, project="other").outdir / "objects.inv"
    mapping = {"other": ("https://example.org/", str(inventory))}
    extensions = ["sphinx_glossary_faq", "sphinx.ext.intersphinx"]
    built = build(PAGES, extensions=extensions, confoverrides={"intersphinx_mapping": mapping})
    projects = compat.intersphinx_projects(built.app)
    assert projects == {"other": ("https://example.org/", (str(inventory),))}
    assert compat.intersphinx_projects(build(PAGES, project="plain").app) == {}


def test_uris_of_singlehtml_are_those_that_it_writes(build: Build) -> None:
    page = {"pots.rst": "Here\n====\n\n:term:`pot`\n"}
    index = {"index.rst": "Pots\n====\n\n.. toctree::\n\n   words\n   pots\n"}
    built = build(PAGES | page | index, "singlehtml")
    builder = built.app.builder
    uri = builder.get_relative_uri("pots", "words") + "#term-pot"
    assert f'href="{compat.written_uri(builder, uri)}"' in built.text("index.html")
    assert compat.written_uri(build(PAGES).app.builder, "a#b#c") == "a#b#c"


def test_pages_that_require_math_load_mathjax(build: Build) -> None:
    """Before Sphinx 8.2; since then, the writer decides and the value has no effect."""
    built = build(PAGES, extensions=["sphinx_glossary_faq", "sphinx.ext.mathjax"])
    compat.require_math(built.env, "words")
    assert built.env.domains.math_domain.has_equations("words")


def test_a_duplicate_term_is_known_by_the_arguments_of_its_warning(build: Build) -> None:
    handler = Records()
    logger = logging.getLogger(compat.REFERENCE_LOGGERS[1])
    logger.addHandler(handler)
    try:
        twice = PAGES["words.rst"] + "\n   pot\n      Again.\n"
        build(
            {"index.rst": "Page\n====\n\n.. envvar:: A\n\n.. envvar:: A\n", "words.rst": twice},
            extensions=(),
        )
    finally:
        logger.removeHandler(handler)
    kinds = [compat.is_duplicate_term_warning(record) for record in handler.records]
    assert kinds == [False, True]


def test_suppressed_types_are_those_that_sphinx_suppresses() -> None:
    assert compat.is_suppressed("ref", "term", ["ref.term"])
    assert compat.is_suppressed("ref", "term", ["ref"])
    assert not compat.is_suppressed("ref", "doc", ["ref.term"])


def test_captured_warnings_are_not_reported(built: Built) -> None:
    with compat.captured_warnings() as records:
        sphinx_logging.getLogger(__name__).warning("nothing", type="ref", subtype="term")
    assert [record.getMessage() for record in records] == ["nothing"]
    assert "nothing" not in built.app.warning.getvalue()


def test_template_folders_are_the_projects_then_the_themes(build: Build) -> None:
    files = {**PAGES, "own/note.html": "note"}
    built = build(files, confoverrides={"templates_path": ["own"]})
    builder = built.app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    folders = compat.template_folders(builder)
    assert folders[0] == built.srcdir / "own"
    assert any((folder / "layout.html").is_file() for folder in folders[1:])


@pytest.mark.myst
def test_inline_markdown_is_parsed_outside_of_its_page(build: Build) -> None:
    built = build({"index.md": "# Page\n\n## Part\n"}, confoverrides={"myst_heading_anchors": 2})
    document = built.env.get_doctree("index")
    document.settings = new_document("index.md").settings
    document.settings.env = built.env
    built.env.prepare_settings("index")
    parsed = compat.parse_inline_myst("# a *b* `c`", document)
    assert [node.__class__ for node in parsed] == [
        nodes.Text,
        nodes.emphasis,
        nodes.Text,
        nodes.literal,
    ]
    assert "part" in compat.myst_slugs(built.env, "index")


class DocumentRecorder:
    """Records for each page whether MyST-Parser has parsed it."""

    def __init__(self) -> None:
        self.pages: dict[str, bool] = {}

    def __call__(self, app: Any, doctree: nodes.document) -> None:
        self.pages[app.env.docname] = compat.is_myst(doctree)


@pytest.mark.myst
def test_pages_of_myst_are_recognized(build: Build) -> None:
    built = build({"index.md": "# Page\n", "other.rst": ":orphan:\n\nOther\n=====\n"})
    recorder = DocumentRecorder()
    built.app.connect("doctree-read", recorder)
    built.app.builder.read_doc("index")
    built.app.builder.read_doc("other")
    assert recorder.pages == {"index": True, "other": False}
