"""Test that modules import only from their own folder or from a lower layer."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import sphinx_glossary_faq

PACKAGE = "sphinx_glossary_faq"
FOLDER = Path(sphinx_glossary_faq.__file__).parent

LAYERS = (
    {""},  # the package itself: setup()
    {"api"},
    {
        "directives",
        "autolink",
        "check",
        "output",
        "reader",
        "question_references",
        "term_references",
        "copied_nodes",
    },
    {"transforms"},
    {"domain"},
    {
        "nodes",
        "config",
        "config_values",
        "diagnostics",
        "builders",
        "conditions",
        "compat",
        "build_results",
        "events",
        "definition_blocks",
    },
    {"core"},
)
"""The top-level parts from the top down. Parts of one layer do not import one another."""

FOUNDATIONS = LAYERS[5]
"""Single modules of one layer, which may import one another."""

CORE_ORDER = (
    {"html"},
    {"findings"},
    {"further_reading"},
    {"project"},
    {"planning"},
    {"senses"},
    {"matching"},
    {"figures"},
    {"model"},
    {"cache_file"},
    {"text"},
)
"""The parts of `core` from the top down."""

CORE_EXCEPTIONS = {
    ("senses", "matching"),
    ("html", "findings"),
    ("html", "project"),
    ("html", "further_reading"),
}
"""What the order would allow: a sense filter knows no vocabulary, HTML knows no project."""

KEPT_OUT_OF_CORE = {"sphinx", "docutils", "babel", "myst_parser"}


def part_of(module: str) -> str:
    """The first part of a module's name below the package: `core` of `core.text.slugs`."""
    return module.removeprefix(PACKAGE).lstrip(".").split(".")[0]


def layer_of(part: str) -> int:
    """The number of a part's layer, 0 for the top; names of the package itself are there too."""
    return next((number for number, parts in enumerate(LAYERS) if part in parts), 0)


def core_part_of(module: str) -> str:
    """The part of `core` that a module belongs to: `text` of `core.text.slugs`."""
    return f"{module}..".split(".")[2]


def module_at(path: Path) -> str:
    """The name of the module in a file of the package's folder."""
    parts = path.relative_to(FOLDER).with_suffix("").parts
    return ".".join((PACKAGE, *(part for part in parts if part != "__init__")))


def imported_by(source: str) -> Iterator[str]:
    """Every name that a source imports, in functions and under TYPE_CHECKING as well."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "relative imports hide what they import"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def violation(module: str, imported: str) -> str:
    """Why *module* may not import *imported*; empty if it may."""
    importer, top = part_of(module), imported.split(".", maxsplit=1)[0]
    if top != PACKAGE:
        return "out" if importer == "core" and top in KEPT_OUT_OF_CORE else ""
    part = part_of(imported)
    if importer == part == "core":
        return core_violation(core_part_of(module), core_part_of(imported))
    if importer == part or layer_of(importer) < layer_of(part):
        return ""
    if layer_of(importer) > layer_of(part):
        return "up"
    return "" if {importer, part} <= FOUNDATIONS else "sideways"


def core_violation(importer: str, part: str) -> str:
    """The same for two parts of `core`."""
    if importer == part or not importer:
        return ""
    if (importer, part) in CORE_EXCEPTIONS:
        return "sideways"
    order = {name: number for number, names in enumerate(CORE_ORDER) for name in names}
    return "" if order[importer] < order[part] else "up"


def violations(sources: Mapping[str, str]) -> list[str]:
    """Every import that is not allowed, in words."""
    return [
        f"{module} imports {imported}, which goes {direction}"
        for module, source in sources.items()
        for imported in imported_by(source)
        if (direction := violation(module, imported))
    ]


def package() -> dict[str, str]:
    """The sources of the package by module name."""
    return {module_at(path): path.read_text("utf-8") for path in sorted(FOLDER.rglob("*.py"))}


def cycle(sources: Mapping[str, str]) -> list[str]:
    """Modules that import one another in a cycle; empty if there are none."""
    graph = {
        module: {
            name if name in sources else name.rpartition(".")[0] for name in imported_by(source)
        }
        & sources.keys() - {module}
        for module, source in sources.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        modules: list[str] = error.args[1]
        return modules
    return []


def test_no_import_goes_up_sideways_or_out() -> None:
    assert violations(package()) == []


def test_every_module_has_a_layer() -> None:
    parts = {part for layer in LAYERS for part in layer}
    assert {part_of(module) for module in package()} == parts
    core = {core_part_of(module) for module in package() if part_of(module) == "core"}
    assert core - {""} == {part for parts in CORE_ORDER for part in parts}


def test_no_modules_import_one_another_in_a_cycle() -> None:
    assert cycle(package()) == []


def test_no_two_modules_have_the_same_base_name() -> None:
    names = [path.stem for path in FOLDER.rglob("*.py") if path.stem != "__init__"]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("module", "line", "direction"),
    [
        ("core.model.records", "import docutils", "out"),
        ("core.model.records", "from docutils import nodes", "out"),
        ("core.model.records", "from sphinx.util import logging", "out"),
        ("core.model.records", "def late():\n    import sphinx.addnodes", "out"),
        ("core.model.records", "from sphinx_glossary_faq.domain import domain_of", "up"),
        ("core.text.slugs", "from sphinx_glossary_faq.core.model.store import Store", "up"),
        ("core.matching.matcher", "from sphinx_glossary_faq.core.project import Project", "up"),
        ("core.senses.rules", "import sphinx_glossary_faq.core.planning.plan", "up"),
        ("core.senses.rules", "import sphinx_glossary_faq.core.matching.vocabulary", "sideways"),
        ("core.html.urls", "import sphinx_glossary_faq.core.project", "sideways"),
        ("nodes", "from sphinx_glossary_faq import domain", "up"),
        ("diagnostics", "import sphinx_glossary_faq.directives.faq", "up"),
        ("domain", "from sphinx_glossary_faq.autolink import insert", "up"),
        ("autolink.insert", "from sphinx_glossary_faq import __version__", "up"),
        ("directives.faq", "from sphinx_glossary_faq.autolink import traversal", "sideways"),
        ("output", "from sphinx_glossary_faq import check", "sideways"),
    ],
)
def test_a_planted_violation_is_found(module: str, line: str, direction: str) -> None:
    planted = package()
    planted[f"{PACKAGE}.{module}"] += f"\n{line}\n"
    (message,) = violations(planted)
    assert message.startswith(f"{PACKAGE}.{module} imports ")
    assert message.endswith(f" goes {direction}")


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("core.text.tokenizer", "import sphinx_glossary_faq.core.matching.matcher"),
        ("diagnostics", "def late():\n    from sphinx_glossary_faq import config"),
    ],
)
def test_a_planted_cycle_is_found(module: str, line: str) -> None:
    planted = package()
    planted[f"{PACKAGE}.{module}"] += f"\n{line}\n"
    assert f"{PACKAGE}.{module}" in cycle(planted)
