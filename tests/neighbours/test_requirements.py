"""Compare the installed neighbours with those in ``pyproject.toml`` and with the tests."""

from __future__ import annotations

import tomllib
from importlib.metadata import version
from pathlib import Path

FOLDER = Path(__file__).parent
PROJECT = tomllib.loads((FOLDER.parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
PINS = dict(pin.split("==") for pin in PROJECT["optional-dependencies"]["neighbours"])


def test_installed_versions() -> None:
    """The versions on the page of the manual are the tested ones."""
    assert {name: version(name) for name in PINS} == PINS


def test_each_neighbour_has_a_test() -> None:
    """Each package has a module with its name, which begins with its name and what is tested."""
    for name in PINS:
        text = (FOLDER / f"test_{name.replace('-', '_')}.py").read_text("utf-8")
        assert text.startswith(f'"""{name}: ')
