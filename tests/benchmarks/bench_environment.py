"""How much larger the extension makes the environment: run by hand.

On a generated documentation of pages in running words. The environment is one file, which every
build reads and most write; and with several jobs each process that reads pages sends it, as far as
it knows it, to the main process, whole: so a rebuild that reads some pages again is timed as well.
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
    build_afresh,
    interleaved,
    ratios,
    table,
    told,
)


class Touched:
    """A documentation of which some pages are read again in each build."""

    def __init__(self, project: Project, folder: Path, count: int, *, extension: bool) -> None:
        self.project, self.folder, self.extension = project, folder, extension
        self.touched = sorted(project.source.glob("*/page*.rst"))[:count]
        self.rebuild()

    def rebuild(self) -> Build:
        for page in self.touched:
            page.write_text(page.read_text("utf-8") + "\nMore.\n", "utf-8")
        return build(self.project, self.folder, extension=self.extension)


def show_size(project: Project) -> None:
    rows = []
    for jobs in (1, 2):
        built = {
            name: build_afresh(project._replace(jobs=jobs), extension=name == WITH)
            for name in (WITH, WITHOUT)
        }
        pages = built[WITH].pages
        more = (built[WITH].environment - built[WITHOUT].environment) / pages
        rows.append((f"-j{jobs}", *(f"{one.environment / pages:.0f}" for one in built.values())))
        rows[-1] += (f"{more:.0f}", f"{built[WITH].pickled / pages:.0f}")
    table(("bytes of environment.pickle a page", WITH, WITHOUT, "more", "records alone"), rows)


def show_rebuild(project: Project, folder: Path, touched: int, rounds: int) -> None:
    for jobs in (1, 2):
        twins = {
            name: Touched(
                project._replace(jobs=jobs),
                folder / f"{name}{jobs}",
                touched,
                extension=name == WITH,
            )
            for name in (WITH, WITHOUT)
        }
        found = interleaved({name: twin.rebuild for name, twin in twins.items()}, rounds)
        table(
            (f"-j{jobs}, {touched} pages read again, with to without", "ratio"),
            [
                ("CPU", told(ratios(found, lambda one: one.cpu))),
                ("CPU without garbage", told(ratios(found, lambda one: one.cpu - one.garbage))),
            ],
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--words", type=int, default=1000, help="how many a page")
    parser.add_argument("--touched", type=int, default=20, help="how many pages are read again")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generated = generate(folder / "source", options.pages, options.words, coming=0)
        project = Project(generated.source, generated.source)
        print(f"{options.pages} pages of {options.words} words\n")
        show_size(project)
        show_rebuild(project, folder, options.touched, options.rounds)


if __name__ == "__main__":
    main()
