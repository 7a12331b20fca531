"""Run builds in separate processes, compute medians and print tables for the benchmarks.

All times are CPU times of a process and its children, because wall-clock times are unreliable on a
shared machine.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

MEASURED_BUILD = Path(__file__).with_name("measured_build.py")

T = TypeVar("T")

WITH = "with"
WITHOUT = "without"


class Build(NamedTuple):
    """The costs of a build as reported by `measured_build.py`, in seconds of CPU time."""

    cpu: float
    """The time of the process and its children, from the start of the interpreter."""
    garbage: float
    """The part of it that the main process spent on garbage collection."""
    main: Mapping[str, float]
    """The time of the main process until all pages were read ("reading"), until the first was
    written ("planning"), and until the last was written ("writing")."""
    main_own: Mapping[str, float]
    """The part of each that was spent in the extension, without garbage collection."""
    own: Mapping[str, float]
    """The time of the main process in the extension, by step."""
    own_garbage: float
    """Garbage collection while the extension was running; not part of `own`."""
    pickled: int
    """The size of the extension's records in the pickled environment, in bytes."""
    environment: int
    """The size of `environment.pickle`, in bytes."""
    pages: int
    read: int
    """The number of pages that the build read."""
    written: Sequence[str]
    """The pages that the build wrote, sorted."""
    links: int
    """The number of automatic links that it planned."""
    peak: int
    """The peak memory of the main process, in MiB."""


class Project(NamedTuple):
    """A documentation and how to build it."""

    source: Path
    conf: Path
    overrides: Sequence[str] = ()
    """Options as for `sphinx-build -D`: `name=value`."""
    builder: str = "html"
    jobs: int = 1
    terms: int = 0
    """The number of made-up terms to add to those of the project."""


def build(project: Project, out: Path, *, extension: bool) -> Build:
    """Build *project* into *out*, which may contain an earlier build, in a separate process.

    :raises SystemExit: with the output of Sphinx, if the build fails.
    """
    overrides = [argument for option in project.overrides for argument in ("-D", option)]
    command = [
        *(sys.executable, str(MEASURED_BUILD), str(project.source), str(project.conf), str(out)),
        *("--builder", project.builder, "--jobs", str(project.jobs)),
        *("--terms", str(project.terms), *overrides),
        *(() if extension else ("--without",)),
    ]
    # With bytecode, as installed: compiling the package takes three times as long as its import.
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    process = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if process.returncode:
        raise SystemExit(f"The build failed:\n{process.stderr}")
    return Build(**json.loads(process.stdout))


def build_from_scratch(project: Project, *, extension: bool) -> Build:
    """Build *project* from scratch in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        return build(project, Path(folder), extension=extension)


def run_interleaved(variants: Mapping[str, Callable[[], T]], rounds: int) -> dict[str, list[T]]:
    """Return the results of each of *variants* in each round; the order alternates."""
    results: dict[str, list[T]] = {name: [] for name in variants}
    for number in range(rounds):
        for name in list(variants)[:: -1 if number % 2 else 1]:
            results[name].append(variants[name]())
            print(".", end="", flush=True, file=sys.stderr)
    print(file=sys.stderr)
    return results


def median(values: Iterable[float]) -> float:
    return statistics.median(values)


def ratios(builds: Mapping[str, Sequence[Build]], cost: Callable[[Build], float]) -> list[float]:
    """Divide the *cost* of the build with the extension by that without it; sorted."""
    pairs = zip(builds[WITH], builds[WITHOUT], strict=True)
    return sorted(cost(with_it) / cost(without) for with_it, without in pairs)


def format_range(values: Sequence[float]) -> str:
    """Format median and range of *values*: "1.020 (1.011 to 1.034)"."""
    return f"{median(values):.3f} ({min(values):.3f} to {max(values):.3f})"


def print_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print *rows* below *head*, with the first column aligned left, the others right."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for first, *others in cells:
        numbers = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        print("  ".join((first.ljust(widths[0]), *numbers)).rstrip())
    print()


def add_project_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for a documentation to *parser*."""
    parser.add_argument("source", type=Path, help="source folder of the documentation")
    parser.add_argument("--conf", type=Path, help="folder of its conf.py, if another")
    parser.add_argument(
        "-D",
        dest="overrides",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="override an option of conf.py, as for sphinx-build",
    )


def project_from(options: argparse.Namespace) -> Project:
    """Return the documentation given by the arguments of `add_project_arguments`."""
    return Project(options.source, options.conf or options.source, options.overrides)
