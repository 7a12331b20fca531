"""Measure by how much the extension enlarges the environment of a generated project.

The environment is a single file that every build reads and most builds write. With several jobs,
each process that reads pages sends its complete environment to the main process. The benchmark
therefore also measures a rebuild that reads some pages again.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.benchmarks.generating import generate
from tests.benchmarks.measuring import (
    WITH,
    WITHOUT,
    Build,
    Project,
    build,
    build_from_scratch,
    format_range,
    print_table,
    ratios,
    run_interleaved,
)


class ChangingProject:
    """A project in which some pages are changed before each build."""

    def __init__(self, project: Project, folder: Path, count: int, *, extension: bool) -> None:
        self.project, self.folder, self.extension = project, folder, extension
        self.changed = sorted(project.source.glob("*/page*.rst"))[:count]
        self.rebuild()

    def rebuild(self) -> Build:
        for page in self.changed:
            page.write_text(page.read_text("utf-8") + "\nMore.\n", "utf-8")
        return build(self.project, self.folder, extension=self.extension)


def show_size(project: Project) -> None:
    rows = []
    for jobs in (1, 2):
        built = {
            name: build_from_scratch(project._replace(jobs=jobs), extension=name == WITH)
            for name in (WITH, WITHOUT)
        }
        pages = built[WITH].pages
        growth = (built[WITH].environment - built[WITHOUT].environment) / pages
        sizes = (f"{build.environment / pages:.0f}" for build in built.values())
        rows.append((f"-j{jobs}", *sizes))
        rows[-1] += (f"{growth:.0f}", f"{built[WITH].pickled / pages:.0f}")
    print_table(("bytes of environment.pickle per page", WITH, WITHOUT, "growth", "records"), rows)


def show_rebuild(project: Project, folder: Path, changed: int, rounds: int) -> None:
    for jobs in (1, 2):
        projects = {
            name: ChangingProject(
                project._replace(jobs=jobs),
                folder / f"{name}{jobs}",
                changed,
                extension=name == WITH,
            )
            for name in (WITH, WITHOUT)
        }
        rebuilds = {name: changing.rebuild for name, changing in projects.items()}
        builds = run_interleaved(rebuilds, rounds)
        print_table(
            (f"-j{jobs}, {changed} pages changed, with/without the extension", "ratio"),
            [
                ("CPU", format_range(ratios(builds, lambda build: build.cpu))),
                (
                    "CPU without garbage",
                    format_range(ratios(builds, lambda build: build.cpu - build.garbage)),
                ),
            ],
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--words", type=int, default=1000, help="words per page")
    parser.add_argument("--changed", type=int, default=20, help="changed pages")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generated = generate(folder / "source", options.pages, options.words, undefined=0)
        project = Project(generated.source, generated.source)
        print(f"{options.pages} pages of {options.words} words\n")
        show_size(project)
        show_rebuild(project, folder, options.changed, options.rounds)


if __name__ == "__main__":
    main()
