"""What all tests share: fixtures (see also ``building.py``) and the rules of collection.

Three rules hold in every run:

* A test that needs MyST-Parser says so, with the marker ``myst`` or by a parameter ``syntax`` that
  is ``"md"``. Where MyST-Parser is not installed it is deselected.
* No test is skipped: a run in which one was has failed.
* ``tests/external`` and ``tests/benchmarks`` are collected only when they are named.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.building import Build

pytest_plugins = ["sphinx.testing.fixtures"]

# The same examples in each run, so that a failure is a change's own; EXPLORE=1 looks for new ones.
# And no deadline: a slow machine is no bug of ours.
settings.register_profile("ours", deadline=None, derandomize="EXPLORE" not in os.environ)
settings.load_profile("ours")

HAS_MYST = importlib.util.find_spec("myst_parser") is not None


def pytest_configure(config: pytest.Config) -> None:
    """Declare our markers."""
    config.addinivalue_line("markers", "myst: needs MyST-Parser, deselected where it is missing")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what needs MyST-Parser where there is none."""
    if HAS_MYST:
        return
    unfit = [item for item in items if needs_myst(item)]
    items[:] = [item for item in items if not needs_myst(item)]
    config.hook.pytest_deselected(items=unfit)


def needs_myst(item: pytest.Item) -> bool:
    """Tell whether a test asks for MyST-Parser, by its marker or by its syntax."""
    callspec = getattr(item, "callspec", None)
    syntax = callspec.params.get("syntax") if callspec is not None else None
    return syntax == "md" or item.get_closest_marker("myst") is not None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run if anything was skipped."""
    if count_skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say why the run failed although no test did."""
    if skipped := count_skipped(config):
        terminalreporter.write_line(
            f"{skipped} skipped: no test may be skipped here, so this run has failed", red=True
        )


def count_skipped(config: pytest.Config) -> int:
    """The number of skipped tests and modules; 0 in a worker, whose parent counts."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return len(reporter.stats.get("skipped", ())) if reporter is not None else 0


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """Where ``@pytest.mark.sphinx(testroot=…)`` finds its projects."""
    return Path(__file__).parent / "roots"


@pytest.fixture(params=["rst", "md"])
def syntax(request: pytest.FixtureRequest) -> str:
    """Both syntaxes, one after the other, as file name suffixes: ``"rst"`` and ``"md"``."""
    return str(request.param)


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    """A function that writes a small project and builds it: see ``tests.building.Build``."""
    builds = Build(tmp_path)
    yield builds
    builds.close()
