"""Measure the cost of a rebuild with and without the extension.

The generated project has folders of pages, a glossary and, for each round, a term that is on three
pages but not yet in the glossary. Each round builds twice with and without the extension: after no
change, and after the term is defined. The second build writes the glossary and its toctree parents.
With the extension, it also writes the three pages and their parents.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.generating import Generated, generate
from tests.benchmarks.measuring import (
    WITH,
    WITHOUT,
    Build,
    Project,
    build,
    format_range,
    print_table,
    ratios,
    run_interleaved,
)


class Round(NamedTuple):
    """A rebuild after no change and one after a term is defined."""

    unchanged: Build
    defined: Build


class ChangingProject:
    """A documentation that is built repeatedly, with or without the extension."""

    def __init__(self, folder: Path, options: argparse.Namespace, *, extension: bool) -> None:
        self.generated: Generated = generate(
            folder / "source", options.pages, options.words, options.rounds
        )
        project = Project(self.generated.source, self.generated.source, jobs=options.jobs)
        self.build: Callable[[], Build] = partial(
            build, project, folder / "out", extension=extension
        )
        self.undefined = iter(self.generated.undefined)

    def rebuild(self) -> Round:
        unchanged = self.build()
        assert not unchanged.written, unchanged.written
        term, _pages = next(self.undefined)
        self.generated.define(term)
        return Round(unchanged, self.build())


def expected(pages: frozenset[str]) -> set[str]:
    """Return the pages to write for a term on *pages*: these, the glossary and their parents."""
    return {*pages, *(f"{page.partition('/')[0]}/index" for page in pages), "glossary", "index"}


def show(full: Build, rounds: dict[str, list[Round]], generated: Generated) -> None:
    for (term, pages), (_unchanged, defined) in zip(generated.undefined, rounds[WITH], strict=True):
        assert set(defined.written) == expected(pages), (term, defined.written)
    growth = {
        name: [(defined.cpu - unchanged.cpu) / full.cpu for unchanged, defined in turns]
        for name, turns in rounds.items()
    }
    unchanged = {name: [turn.unchanged for turn in turns] for name, turns in rounds.items()}
    print(f"{full.pages} pages, {full.links} automatic links, full build {full.cpu:.1f} s of CPU")
    print("all rounds wrote the three pages and the glossary, with their parents\n")
    print_table(
        ("", "ratio"),
        [
            (
                "one term on three pages, less no change, of a full build",
                format_range(growth[WITH]),
            ),
            ("  the same without the extension", format_range(growth[WITHOUT])),
            (
                "no change, with/without the extension",
                format_range(ratios(unchanged, lambda build: build.cpu)),
            ),
            (
                "  without garbage",
                format_range(ratios(unchanged, lambda build: build.cpu - build.garbage)),
            ),
            (
                "  accounted",
                format_range([sum(build.own.values()) / build.cpu for build in unchanged[WITH]]),
            ),
        ],
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--words", type=int, default=300, help="words per page")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        projects = {
            name: ChangingProject(Path(folder) / name, options, extension=name == WITH)
            for name in (WITH, WITHOUT)
        }
        full = {name: project.build() for name, project in projects.items()}
        rebuilds = {name: project.rebuild for name, project in projects.items()}
        rounds = run_interleaved(rebuilds, options.rounds)
        show(full[WITH], rounds, projects[WITH].generated)


if __name__ == "__main__":
    main()
