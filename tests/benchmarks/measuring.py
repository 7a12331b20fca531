"""What the benchmarks share: builds in processes of their own, medians of interleaved runs, tables.

CPU time everywhere, of a process and its children: on a machine that others use as well, the time
on the wall says little. Knows nothing of the extension but its name.
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

ONE_BUILD = Path(__file__).with_name("one_build.py")

T = TypeVar("T")

WITH = "with"
WITHOUT = "without"


class Build(NamedTuple):
    """What a build has cost, as `one_build.py` tells it; seconds of CPU."""

    cpu: float
    """Of the process and its children, from the interpreter's start."""
    garbage: float
    """Of that, what the main process spent collecting garbage."""
    main: Mapping[str, float]
    """What the main process spent until the pages were read ("reading"), until the first was
    written ("planning"), and until the last was ("writing")."""
    main_ours: Mapping[str, float]
    """What of each was spent in the extension, in garbage collections excepted."""
    ours: Mapping[str, float]
    """What the main process spent in the extension, by what it did."""
    garbage_within: float
    """What was spent collecting garbage while the extension was at work; not part of `ours`."""
    pickled: int
    """Bytes that the extension's records take in the pickled environment."""
    environment: int
    """Bytes of `environment.pickle`."""
    pages: int
    read: int
    """How many pages this build read."""
    written: Sequence[str]
    """The pages that this build wrote, sorted."""
    links: int
    """How many automatic links it planned."""
    peak: int
    """The most memory that the main process took, in MiB."""


class Project(NamedTuple):
    """A documentation to be built, and how."""

    source: Path
    conf: Path
    overrides: Sequence[str] = ()
    """`name=value` each, as `sphinx-build -D` takes them."""
    builder: str = "html"
    jobs: int = 1
    terms: int = 0
    """How many made-up terms are laid beside the project's own."""


def build(project: Project, out: Path, *, extension: bool) -> Build:
    """Build *project* into *out*, which may hold an earlier build, in a process of its own.

    :raises SystemExit: with what Sphinx said, if it failed.
    """
    overrides = [argument for each in project.overrides for argument in ("-D", each)]
    command = [
        *(sys.executable, str(ONE_BUILD), str(project.source), str(project.conf), str(out)),
        *("--builder", project.builder, "--jobs", str(project.jobs)),
        *("--terms", str(project.terms), *overrides),
        *(() if extension else ("--without",)),
    ]
    # From bytecode, as it is installed: to compile the package costs three times its import.
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=own)
    if done.returncode:
        raise SystemExit(f"the build failed:\n{done.stderr}")
    return Build(**json.loads(done.stdout))


def build_afresh(project: Project, *, extension: bool) -> Build:
    """Build *project* from nothing, and leave nothing."""
    with tempfile.TemporaryDirectory() as folder:
        return build(project, Path(folder), extension=extension)


def interleaved(variants: Mapping[str, Callable[[], T]], rounds: int) -> dict[str, list[T]]:
    """What each of *variants* gave in each round; in every other round the last goes first."""
    found: dict[str, list[T]] = {name: [] for name in variants}
    for number in range(rounds):
        for name in list(variants)[:: -1 if number % 2 else 1]:
            found[name].append(variants[name]())
            print(".", end="", flush=True, file=sys.stderr)
    print(file=sys.stderr)
    return found


def median(values: Iterable[float]) -> float:
    return statistics.median(values)


def ratios(found: Mapping[str, Sequence[Build]], part: Callable[[Build], float]) -> list[float]:
    """Of every round, *part* of the build with the extension by that without it; sorted."""
    pairs = zip(found[WITH], found[WITHOUT], strict=True)
    return sorted(part(one) / part(other) for one, other in pairs)


def told(values: Sequence[float]) -> str:
    """The median of *values*, and between which they lie: "1.020 (1.011 to 1.034)"."""
    return f"{median(values):.3f} ({min(values):.3f} to {max(values):.3f})"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print *rows* below *head*: the first column to the left, the others to the right."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for first, *others in cells:
        numbers = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        print("  ".join((first.ljust(widths[0]), *numbers)).rstrip())
    print()


def project_arguments(parser: argparse.ArgumentParser) -> None:
    """Let *parser* take a documentation to be built."""
    parser.add_argument("source", type=Path, help="the folder of the documentation's sources")
    parser.add_argument("--conf", type=Path, help="the folder of its conf.py, if it is another")
    parser.add_argument(
        "-D",
        dest="overrides",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="an option to lay over those of conf.py, as for sphinx-build",
    )


def project_of(options: argparse.Namespace) -> Project:
    """The documentation that `project_arguments` let be named."""
    return Project(options.source, options.conf or options.source, options.overrides)
