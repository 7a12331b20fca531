"""What the extension adds to a whole build of a real documentation: run by hand.

Twice over, since each figure has a fault of its own. *Accounted*: all that the extension does in
the main process is measured as it happens; exact to a few thousandths, but blind to what Sphinx
itself does for larger pages. *Compared*: builds with the extension and without it, in turn; whole,
but as noisy as the machine. Garbage is told apart: it is collected when enough objects have been
made, by whomever, and a collection walks those of the whole build.

With `--jobs 2` and more, only the serial part is accounted: what the main process does after all
pages are read. `--terms 10000` lays made-up terms beside those of the project.
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
    build_afresh,
    interleaved,
    median,
    project_arguments,
    project_of,
    ratios,
    table,
    told,
)

FINDING = ("walking", "matching")
"""Walking through the pages, twice, and looking for terms in their text."""

TOLD = 16
"""How many steps are told of, the costliest first."""


def base(built: Build) -> float:
    """What the build would have cost without us, by the accounts."""
    return built.cpu - sum(built.ours.values()) - built.garbage_within


def show_accounts(found: Sequence[Build]) -> None:
    """The share of each step in the rest of the build, the median of all builds."""
    shares: dict[str, list[float]] = defaultdict(list)
    for built in found:
        for label, seconds in built.ours.items():
            shares[label].append(seconds / base(built))
    typical = {label: median(values) for label, values in shares.items()}
    largest = sorted(typical, key=lambda label: -typical[label])[:TOLD]
    rows = [
        ("all of it", percent(sum(b.ours.values()) / base(b) for b in found)),
        ("walking and matching", percent(finding(b) / base(b) for b in found)),
        ("garbage collected meanwhile", percent(b.garbage_within / base(b) for b in found)),
        *((f"  {label}", percent([typical[label]])) for label in largest),
    ]
    table(("accounted, of the rest of the build", "share"), rows)


def finding(built: Build) -> float:
    return sum(built.ours.get(label, 0.0) for label in FINDING)


def percent(shares: Iterator[float] | Sequence[float]) -> str:
    return f"{median(shares):.2%}"


def show_comparison(found: dict[str, list[Build]]) -> None:
    parts = {
        "CPU": lambda built: built.cpu,
        "CPU without garbage": lambda built: built.cpu - built.garbage,
        "garbage": lambda built: built.garbage,
        "peak memory": lambda built: float(built.peak),
        "environment.pickle": lambda built: float(built.environment),
    }
    rows = [(name, told(ratios(found, part))) for name, part in parts.items()]
    table(("compared, with to without", "ratio"), rows)


def show_serial(found: Sequence[Build]) -> None:
    """What the main process does once the pages are read: with several jobs, the bottleneck."""
    rows = []
    for phases in (("planning", "writing"), ("planning",), ("writing",)):
        shares = [
            sum(built.main_ours[phase] for phase in phases)
            / sum(built.main[phase] - built.main_ours[phase] for phase in ("planning", "writing"))
            for built in found
        ]
        rows.append((" and ".join(phases), percent(shares)))
    table(("accounted, of the serial rest after reading", "share"), rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    project_arguments(parser)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--terms", type=int, default=0, help="how many terms to make up")
    parser.add_argument("--accounts", action="store_true", help="leave out the comparison")
    options = parser.parse_args()
    project = project_of(options)._replace(jobs=options.jobs, terms=options.terms)
    variants = {WITH: partial(build_afresh, project, extension=True)}
    if not options.accounts:
        variants[WITHOUT] = partial(build_afresh, project, extension=False)
    found = interleaved(variants, options.rounds)
    first = found[WITH][0]
    print(
        f"{first.pages} pages, {first.links} automatic links, {first.cpu:.0f} s of CPU, of which "
        f"{first.garbage / first.cpu:.0%} for garbage; -j{options.jobs}; "
        f"medians of {options.rounds}\n"
    )
    if options.jobs == 1:
        show_accounts(found[WITH])
    else:
        show_serial(found[WITH])
    if not options.accounts:
        show_comparison(found)


if __name__ == "__main__":
    main()
