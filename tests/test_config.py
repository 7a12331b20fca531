"""Options of `conf.py` and of the command line."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sphinx_glossary_faq import config
from tests.building import Build, Built

PAGE = {"index.rst": "Page\n====\n\n:term:`nowhere`\n", "conf.py": ""}


@pytest.mark.parametrize("name", [option.name for option in config.OPTIONS if list in option.types])
def test_an_empty_list_on_the_command_line(build: Build, name: str) -> None:
    """`-D name=` is split at commas into one empty string."""
    built = build(PAGE, confoverrides={config.PREFIX + name: ""})
    assert built.app.config[config.PREFIX + name] == []
    assert "glossary_faq.config" not in built.warnings


def test_an_empty_check_switches_the_check_off(build: Build) -> None:
    srcdir = build(PAGE).srcdir
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-D", "glossary_faq_check="]
    extensions = ["-D", "extensions=sphinx_glossary_faq"]
    done = subprocess.run(
        [*command, *extensions, srcdir, srcdir.parent / "out"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "[ref.term]" in done.stderr or "term not in glossary" in done.stderr
    assert "glossary_faq" not in done.stderr
