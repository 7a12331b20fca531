"""Measure the time that the extension adds to a build of real documentation.

There are two figures. *Accounted* is the time of the extension in the main process. It is accurate
to a few thousandths, but does not include the additional work of Sphinx for larger pages.
*Compared* is the difference between builds with and without the extension. It is complete, but as
noisy as the machine. Garbage collection is shown separately, because it visits the objects of the
whole build.

With two or more `--jobs`, only the serial part is measured, which is the main process after all
pages have been read. `--terms 10000` adds generated terms to the project.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from tests.benchmarks.measuring import (
    WITH,
    WITHOUT,
    Build,
    add_project_arguments,
    build_from_scratch,
    format_range,
    median,
    print_table,
    project_from,
    ratios,
    run_interleaved,
)

MATCHING = ("walking", "matching")
"""The steps that traverse the pages, twice, and match terms in their text."""

MAX_STEPS = 16
"""How many steps are shown, the costliest first."""


def base(built: Build) -> float:
    """Return the accounted time of the build without the extension."""
    return built.cpu - sum(built.own.values()) - built.own_garbage


def show_accounts(builds: Sequence[Build]) -> None:
    """Print the share of each step in the rest of the build, as the median of all builds."""
    shares: dict[str, list[float]] = defaultdict(list)
    for built in builds:
        for label, seconds in built.own.items():
            shares[label].append(seconds / base(built))
    medians = {label: median(values) for label, values in shares.items()}
    largest = sorted(medians, key=lambda label: -medians[label])[:MAX_STEPS]
    rows = [
        ("whole extension", percent(sum(b.own.values()) / base(b) for b in builds)),
        ("walking and matching", percent(matching(b) / base(b) for b in builds)),
        ("garbage collection meanwhile", percent(b.own_garbage / base(b) for b in builds)),
        *((f"  {label}", percent([medians[label]])) for label in largest),
    ]
    print_table(("accounted, of the rest of the build", "share"), rows)


def matching(built: Build) -> float:
    return sum(built.own.get(label, 0.0) for label in MATCHING)


def percent(shares: Iterator[float] | Sequence[float]) -> str:
    return f"{median(shares):.2%}"


def show_comparison(builds: dict[str, list[Build]]) -> None:
    costs = {
        "CPU": lambda built: built.cpu,
        "CPU without garbage": lambda built: built.cpu - built.garbage,
        "garbage": lambda built: built.garbage,
        "peak memory": lambda built: float(built.peak),
        "environment.pickle": lambda built: float(built.environment),
    }
    rows = [(name, format_range(ratios(builds, cost))) for name, cost in costs.items()]
    print_table(("compared, with/without the extension", "ratio"), rows)


def show_serial(builds: Sequence[Build]) -> None:
    """Print the share in the main process after reading, the bottleneck with several jobs."""
    rows = []
    for phases in (("planning", "writing"), ("planning",), ("writing",)):
        shares = [
            sum(built.main_own[phase] for phase in phases)
            / sum(built.main[phase] - built.main_own[phase] for phase in ("planning", "writing"))
            for built in builds
        ]
        rows.append((" and ".join(phases), percent(shares)))
    print_table(("accounted, of the serial rest after reading", "share"), rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_project_arguments(parser)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--terms", type=int, default=0, help="number of made-up terms")
    parser.add_argument("--accounts", action="store_true", help="skip the comparison")
    options = parser.parse_args()
    project = project_from(options)._replace(jobs=options.jobs, terms=options.terms)
    variants = {WITH: partial(build_from_scratch, project, extension=True)}
    if not options.accounts:
        variants[WITHOUT] = partial(build_from_scratch, project, extension=False)
    builds = run_interleaved(variants, options.rounds)
    first = builds[WITH][0]
    print(
        f"{first.pages} pages, {first.links} automatic links, {first.cpu:.0f} s of CPU, "
        f"{first.garbage / first.cpu:.0%} of it garbage collection; -j{options.jobs}; "
        f"medians of {options.rounds}\n"
    )
    if options.jobs == 1:
        show_accounts(builds[WITH])
    else:
        show_serial(builds[WITH])
    if not options.accounts:
        show_comparison(builds)


if __name__ == "__main__":
    main()
