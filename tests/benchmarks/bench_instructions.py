"""Count the instructions that the extension adds to a build.

On a shared machine, the CPU times of the same build differ by a fifth, but the numbers of
instructions do not. Cachegrind counts instructions without its cache simulation, which takes 25
times as long as a build. Two builds run at the same time. Valgrind is required.

Options such as ``--variant links`` select the build that is compared with a build without the
extension.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.benchmarks.measuring import Project, add_project_arguments, print_table, project_from

PLAIN_BUILD = Path(__file__).with_name("plain_build.py")

VARIANTS: Mapping[str, Sequence[str]] = {
    "without": (),
    "everything": (),
    "links": ("glossary_faq_check=[]",),
    "off": ("glossary_faq_check=[]", "glossary_faq_autolink=off"),
}
"""The options of each variant; all but the first load the extension."""

# Matches "I   refs:      1,234"; not "D   refs:".
INSTRUCTIONS = re.compile(r"I\s+refs:\s+([\d,]+)")


def count(project: Project, variant: str, *, again: bool) -> int:
    """The instructions of a build from nothing, or of a second one with nothing changed."""
    with tempfile.TemporaryDirectory() as folder:
        if again:
            run([], project, variant, Path(folder))
        valgrind = ("valgrind", "--tool=cachegrind", "--cache-sim=no")
        errors = run([*valgrind, "--cachegrind-out-file=/dev/null"], project, variant, Path(folder))
    instructions = INSTRUCTIONS.search(errors)
    if not instructions:
        raise SystemExit(f"valgrind counted nothing:\n{errors}")
    return int(instructions[1].replace(",", ""))


def run(prefix: Sequence[str], project: Project, variant: str, out: Path) -> str:
    """Build in a process of its own; return what it wrote to standard error."""
    overrides = (*project.overrides, *VARIANTS[variant])
    command = [
        *(*prefix, sys.executable, str(PLAIN_BUILD)),
        *(str(project.source), str(project.conf), str(out)),
        *(argument for override in overrides for argument in ("-D", override)),
        *(("--without",) if variant == "without" else ()),
    ]
    # A fixed seed, since the order of sets changes the count; bytecode, as of an installed package.
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise SystemExit(f"the build failed:\n{done.stderr}")
    return done.stderr


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    add_project_arguments(parser)
    parser.add_argument("--again", action="store_true", help="count a build with nothing changed")
    parser.add_argument(
        "--variant", dest="variants", action="append", choices=list(VARIANTS)[1:], default=[]
    )
    options = parser.parse_args()
    project = project_from(options)
    variants = ["without", *(options.variants or list(VARIANTS)[1:])]
    run([], project, variants[-1], Path(tempfile.mkdtemp()))  # compile to bytecode
    with ThreadPoolExecutor(max_workers=2) as pool:
        counts = list(pool.map(lambda name: count(project, name, again=options.again), variants))
    rows = [
        (name, f"{number / 1e9:.2f}", f"{number / counts[0]:.4f}")
        for name, number in zip(variants, counts, strict=True)
    ]
    print_table(("build", "instructions (10⁹)", "ratio"), rows)


if __name__ == "__main__":
    main()
