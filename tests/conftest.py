"""Define the fixtures for all tests (see also ``building.py``) and the rules of collection.

* A test that needs MyST-Parser has the marker ``myst`` or a parameter ``syntax`` with the value
  ``"md"``. It is deselected if MyST-Parser is not installed.
* No test may be skipped: a skipped test makes the test run fail.
* ``tests/external``, ``tests/neighbours`` and ``tests/benchmarks`` are collected only on request.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sphinx.jinja2glue
from hypothesis import settings

from tests.building import Build, cached_environment

pytest_plugins = ["sphinx.testing.fixtures"]

# The same examples in each test run, so that failures are reproducible; EXPLORE=1 tries new ones.
# No deadline: a slow machine is not a failure.
settings.register_profile(
    "project", deadline=None, max_examples=60, derandomize="EXPLORE" not in os.environ
)
settings.register_profile("few", settings.get_profile("project"), max_examples=20)
settings.load_profile("project")

HAS_MYST = importlib.util.find_spec("myst_parser") is not None


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker ``myst``."""
    config.addinivalue_line("markers", "myst: needs MyST-Parser, deselected if it is missing")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the tests that need MyST-Parser if it is not installed."""
    if HAS_MYST:
        return
    deselected = [item for item in items if needs_myst(item)]
    items[:] = [item for item in items if not needs_myst(item)]
    config.hook.pytest_deselected(items=deselected)


def needs_myst(item: pytest.Item) -> bool:
    """Whether a test needs MyST-Parser, by its marker or its syntax."""
    callspec = getattr(item, "callspec", None)
    syntax = callspec.params.get("syntax") if callspec is not None else None
    return syntax == "md" or item.get_closest_marker("myst") is not None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the test run if any test was skipped."""
    if count_skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Report why the test run failed although no test did."""
    if skipped := count_skipped(config):
        terminalreporter.write_line(
            f"{skipped} skipped: no test may be skipped, so the test run has failed", red=True
        )


def count_skipped(config: pytest.Config) -> int:
    """Return the number of skipped tests and modules; 0 in a worker, whose parent counts."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return len(reporter.stats.get("skipped", ())) if reporter is not None else 0


@pytest.fixture(params=["rst", "md"])
def syntax(request: pytest.FixtureRequest) -> str:
    """Return each syntax in turn, as a file name suffix: ``"rst"`` and ``"md"``."""
    return str(request.param)


@pytest.fixture(autouse=True, scope="session")
def cached_templates() -> Iterator[None]:
    """Compile each template of Jinja once: two fifths of the time of all builds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sphinx.jinja2glue, "SandboxedEnvironment", cached_environment)
        yield


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    """Yield a function that writes and builds a small project: see ``tests.building.Build``."""
    builder = Build(tmp_path)
    yield builder
    builder.close()
