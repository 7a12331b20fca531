"""What a rebuild costs, with the extension and without it: run by hand.

On a generated documentation: folders of pages in running words, a glossary, and for each round a
term that the glossary does not have yet, on three pages. Each round takes the project with the
extension and its twin without it, by turns: nothing is changed and Sphinx is run; the round's term
is defined and Sphinx is run. Without the extension that writes the glossary and its toctree
parents; what it writes beyond with the extension has to be the three pages and theirs.
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
    interleaved,
    ratios,
    table,
    told,
)


class Round(NamedTuple):
    """What two rebuilds cost: after no change, and after a term was defined."""

    unchanged: Build
    defined: Build


class Twin:
    """A documentation that is built with the extension or without, again and again."""

    def __init__(self, folder: Path, options: argparse.Namespace, *, extension: bool) -> None:
        self.generated: Generated = generate(
            folder / "source", options.pages, options.words, options.rounds
        )
        project = Project(self.generated.source, self.generated.source, jobs=options.jobs)
        self.build: Callable[[], Build] = partial(
            build, project, folder / "out", extension=extension
        )
        self.coming = iter(self.generated.coming)

    def rebuild(self) -> Round:
        unchanged = self.build()
        assert not unchanged.written, unchanged.written
        term, _pages = next(self.coming)
        self.generated.define(term)
        return Round(unchanged, self.build())


def expected(pages: frozenset[str]) -> set[str]:
    """What a term on *pages* lets be written: them and their parents, the glossary and its."""
    return {*pages, *(f"{page.partition('/')[0]}/index" for page in pages), "glossary", "index"}


def show(full: Build, found: dict[str, list[Round]], generated: Generated) -> None:
    new = found[WITH]
    for (term, pages), (_unchanged, defined) in zip(generated.coming, new, strict=True):
        assert set(defined.written) == expected(pages), (term, defined.written)
    beyond = [(defined.cpu - unchanged.cpu) / full.cpu for unchanged, defined in new]
    plain = [(defined.cpu - unchanged.cpu) / full.cpu for unchanged, defined in found[WITHOUT]]
    unchanged = {name: [each.unchanged for each in rounds] for name, rounds in found.items()}
    print(f"{full.pages} pages, {full.links} automatic links, full build {full.cpu:.1f} s of CPU")
    print("in all rounds: the three pages and the glossary were written, with their parents\n")
    table(
        ("", "ratio"),
        [
            ("one term on three pages, beyond no change, of a full build", told(beyond)),
            ("  the same without the extension", told(plain)),
            ("no change, with to without", told(ratios(unchanged, lambda one: one.cpu))),
            (
                "  without garbage",
                told(ratios(unchanged, lambda one: one.cpu - one.garbage)),
            ),
            ("  accounted", told([sum(one.ours.values()) / one.cpu for one in unchanged[WITH]])),
        ],
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--words", type=int, default=300, help="how many a page")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        twins = {
            name: Twin(Path(folder) / name, options, extension=name == WITH)
            for name in (WITH, WITHOUT)
        }
        full = {name: twin.build() for name, twin in twins.items()}
        found = interleaved({name: twin.rebuild for name, twin in twins.items()}, options.rounds)
        show(full[WITH], found, twins[WITH].generated)


if __name__ == "__main__":
    main()
