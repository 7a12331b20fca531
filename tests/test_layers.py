"""The rooms of the package: a module imports from its own room, or from those below it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sphinx_glossary_faq

PACKAGE = "sphinx_glossary_faq"
FOLDER = Path(sphinx_glossary_faq.__file__).parent

STOREYS = (
    {""},  # the package itself: setup()
    {"directives", "linking", "checking", "pages"},
    {"domain"},
    {"nodes", "config", "diagnostics", "builders", "conditions"},
    {"core"},
)
"""From the top down. The rooms of a storey are strangers, but for the foundations of `FLAT`."""

FLAT = {"nodes", "config", "diagnostics", "builders", "conditions"}
"""Single modules of one storey, which may use one another as long as nothing goes round."""

KEPT_OUT_OF_CORE = {"sphinx", "docutils", "babel", "myst_parser"}


def room_of(module: str) -> str:
    """The first part of a module's name below the package: `core` of `core.model`."""
    return module.removeprefix(PACKAGE).lstrip(".").split(".")[0]


def storey_of(room: str) -> int:
    """How far down a room is; what is no room, as `__version__`, is the package's own: 0."""
    return next((number for number, rooms in enumerate(STOREYS) if room in rooms), 0)


def module_at(path: Path) -> str:
    """The name of the module in a file of the package's folder."""
    parts = path.relative_to(FOLDER).with_suffix("").parts
    return ".".join((PACKAGE, *(part for part in parts if part != "__init__")))


def imported_by(source: str) -> Iterator[str]:
    """Every module that a source imports, inside of functions and TYPE_CHECKING too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "relative imports hide where they lead"
            module = node.module or ""
            if module == PACKAGE:  # `from package import room`
                yield from (f"{module}.{name.name}" for name in node.names)
            else:
                yield module


def trespass(module: str, imported: str) -> str:
    """What is wrong with *module* importing *imported*; nothing if it may."""
    here, top = room_of(module), imported.split(".", maxsplit=1)[0]
    if top != PACKAGE:
        return "out" if here == "core" and top in KEPT_OUT_OF_CORE else ""
    there = room_of(imported)
    if here == there or storey_of(here) < storey_of(there):
        return ""
    if storey_of(here) > storey_of(there):
        return "up"
    return "" if {here, there} <= FLAT else "sideways"


def trespasses(sources: dict[str, str]) -> list[str]:
    """Every import that goes where it may not, in words."""
    return [
        f"{module} imports {imported}, which goes {way}"
        for module, source in sources.items()
        for imported in imported_by(source)
        if (way := trespass(module, imported))
    ]


def package() -> dict[str, str]:
    """The sources of the package by module name."""
    return {module_at(path): path.read_text("utf-8") for path in sorted(FOLDER.rglob("*.py"))}


def test_no_import_goes_up_sideways_or_out() -> None:
    assert trespasses(package()) == []


def test_every_module_has_a_room() -> None:
    rooms = {room for storey in STOREYS for room in storey}
    assert {room_of(module) for module in package()} == rooms


def test_no_foundation_leads_back_to_itself() -> None:
    uses = {
        room: {room_of(name) for name in imported_by(package()[f"{PACKAGE}.{room}"])} & FLAT
        for room in FLAT
    }
    while free := [room for room, used in uses.items() if not used & uses.keys()]:
        for room in free:
            del uses[room]
    assert not uses


@pytest.mark.parametrize(
    ("module", "line", "way"),
    [
        ("core.model", "import docutils", "out"),
        ("core.model", "from docutils import nodes", "out"),
        ("core.model", "from sphinx.util import logging", "out"),
        ("core.model", "def late():\n    import sphinx.addnodes", "out"),
        ("core.model", "from sphinx_glossary_faq.domain import domain_of", "up"),
        ("nodes", "from sphinx_glossary_faq import domain", "up"),
        ("diagnostics", "import sphinx_glossary_faq.directives.faq", "up"),
        ("domain", "from sphinx_glossary_faq.linking import prose", "up"),
        ("linking.prose", "from sphinx_glossary_faq import __version__", "up"),
        ("directives.faq", "from sphinx_glossary_faq.linking.walk import Walk", "sideways"),
        ("pages", "from sphinx_glossary_faq import checking", "sideways"),
    ],
)
def test_a_planted_trespass_is_found(module: str, line: str, way: str) -> None:
    planted = package()
    planted[f"{PACKAGE}.{module}"] += f"\n{line}\n"
    found = trespasses(planted)
    assert len(found) == 1
    assert found[0].startswith(f"{PACKAGE}.{module} imports ")
    assert found[0].endswith(f" goes {way}")
