"""Test that the files around the package agree with one another."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import yaml

import tasks

CHECKOUT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]

# Matches "tested with Python 3.11 to 3.14, Sphinx 8.1 to 9.2 and docutils 0.20 to 0.23".
TESTED = re.compile(
    r"tested with Python (\S+) to (\S+), Sphinx (\S+) to (\S+) and docutils (\S+) to (\d+\.\d+)"
)


def workflow(name: str) -> dict[str, Any]:
    """Return the jobs of a workflow."""
    path = CHECKOUT / ".github" / "workflows" / name
    jobs: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))["jobs"]
    return jobs


def minimum(package: str) -> str:
    """Return the oldest version of a dependency that pyproject.toml allows."""
    (version,) = [
        version
        for name, _, version in (line.partition(">=") for line in PYPROJECT["dependencies"])
        if name == package
    ]
    return str(version)


def test_the_readme_names_the_tested_versions() -> None:
    readme = " ".join((CHECKOUT / "README.md").read_text("utf-8").split())
    match = TESTED.search(readme)
    assert match is not None
    matrix = workflow("tests.yml")["tests"]["strategy"]["matrix"]
    pythons, sphinxes = matrix["python"], matrix["sphinx"]
    assert match.groups()[:4] == (pythons[0], pythons[-1], sphinxes[0], sphinxes[-1])
    prefix = "Programming Language :: Python :: 3."
    classifiers = [line for line in PYPROJECT["classifiers"] if line.startswith(prefix)]
    assert [line.rpartition(" ")[2] for line in classifiers] == pythons
    oldest = {"python": pythons[0], "sphinx": sphinxes[0], "docutils": match[5]}
    assert oldest in matrix["include"]


def test_the_oldest_versions_are_those_of_the_requirements() -> None:
    (oldest,) = workflow("tests.yml")["tests"]["strategy"]["matrix"]["include"]
    assert PYPROJECT["requires-python"] == f">={oldest['python']}"
    for package in ("sphinx", "docutils"):
        assert minimum(package) == oldest[package]
        assert f"{package}=={oldest[package]}.*" in tasks.OLDEST.requirements
    (myst,) = PYPROJECT["optional-dependencies"]["myst"]
    assert f"{myst.replace('>=', '==')}.*" in tasks.OLDEST.requirements


def test_only_one_job_may_publish() -> None:
    jobs = workflow("publish.yml")
    assert [name for name, job in jobs.items() if "permissions" in job] == ["publish"]
    assert jobs["publish"]["permissions"] == {"id-token": "write"}
    assert jobs["publish"]["needs"] == "build"


def test_the_citation_agrees_with_the_metadata() -> None:
    citation = yaml.safe_load((CHECKOUT / "CITATION.cff").read_text("utf-8"))
    assert citation["title"] == PYPROJECT["name"]
    assert citation["license"] == PYPROJECT["license"]
    assert citation["authors"] == PYPROJECT["authors"]
