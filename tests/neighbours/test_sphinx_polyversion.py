"""sphinx-polyversion: the documentation of several versions."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from sphinx_polyversion.driver import DefaultDriver
from sphinx_polyversion.environment import Environment
from sphinx_polyversion.git import Git
from sphinx_polyversion.sphinx import CommandBuilder, Placeholder

from tests.building import write_files
from tests.neighbours.checking import GLOSSARY, git

CHECKOUT = Path(__file__).parents[2]

FILES = {
    "conf.py": "extensions = ['sphinx_glossary_faq']\n",
    "index.rst": "Home\n====\n\nThe crumb and the crust.\n\n.. toctree::\n\n   glossary\n",
}

COMMAND = ["-m", "sphinx", "-q", "-W", Placeholder.SOURCE_DIR, Placeholder.OUTPUT_DIR]


def test_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each version of the documentation has the links of its own glossary."""
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
    source, output = tmp_path / "source", tmp_path / "output"
    write_files(source, FILES | {"glossary.rst": GLOSSARY})
    git(source, "init", "-q")
    git(source, "add", "-A")
    git(source, "commit", "-q", "-m", "One")
    git(source, "tag", "v1")
    write_files(source, {"glossary.rst": f"{GLOSSARY}\n   crust\n      The outside.\n"})
    git(source, "commit", "-q", "-a", "-m", "Two")
    git(source, "tag", "v2")
    DefaultDriver(
        source,
        output,
        vcs=Git(branch_regex=r"", tag_regex=r"v\d"),
        builder=CommandBuilder(Path(), [sys.executable, *COMMAND]),
        env=Environment,
    ).run()
    pages = [(output / tag / "index.html").read_text("utf-8") for tag in ("v1", "v2")]
    assert [page.count('class="autolinked-term') for page in pages] == [1, 2]
