"""Configure the tests of neighbours."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ignore that neighbours use deprecated functions of Sphinx and docutils."""
    for item in items:
        if FOLDER in item.path.parents:
            for category in ("DeprecationWarning", "PendingDeprecationWarning"):
                item.add_marker(pytest.mark.filterwarnings(f"ignore::{category}"))
