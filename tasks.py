#!/usr/bin/env python3
"""The tasks of this checkout: ``python3 tasks.py docs``, ``python3 tasks.py test``.

A task needs Python 3.11 and a package index, nothing else: it makes the virtual environment that
it runs in, inside the checkout, and makes it anew when it no longer fits (``Environment``).
Further arguments reach the tool behind the task: ``python3 tasks.py test -k glossary``.

Debian packages (a browser, LaTeX) are not installed here but by ``.ci/run``.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)
CHECKOUT = Path(__file__).resolve().parent
SITE = CHECKOUT / "docs" / "_build" / "html"
DOCTREES = CHECKOUT / "docs" / "_build" / "doctrees"
FINDINGS = CHECKOUT / "docs" / "_build" / "xrefcheck"


class CannotRunError(Exception):
    """Why a task could not run, in a sentence for whoever typed it."""


class Environment:
    """A virtual environment in the checkout, with this project installed in it.

    It is made when it is first needed. A stamp, written last, holds all that it depends on, so an
    interrupted installation, a changed ``pyproject.toml``, another Python and a checkout that was
    moved all lead to the same thing: it is made again, from nothing.
    """

    def __init__(self, folder: str, *requirements: str) -> None:
        """Take the ``folder`` below the checkout and what pip is asked to install into it."""
        self.folder = CHECKOUT / folder
        self.requirements = requirements
        self.python = self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self.stamp = self.folder / "installed"

    def run(self, *command: str) -> int:
        """Run a module of the environment (``run("pytest", "-x")``), return its exit code."""
        self.prepare()
        return subprocess.run([self.python, "-m", *command], cwd=CHECKOUT, check=False).returncode

    def prepare(self) -> None:
        """Make the environment, unless it stands and is what it should be."""
        if not self.is_current():
            say(f"Installing into {self.folder.name} (once, until pyproject.toml changes) ...")
            self.make()
            self.install()
            self.stamp.write_text(self.fingerprint(), encoding="utf-8")

    def is_current(self) -> bool:
        """Tell whether the last installation was finished and nothing it rests on has changed."""
        return (
            self.python.exists()
            and self.stamp.exists()
            and self.stamp.read_text(encoding="utf-8") == self.fingerprint()
        )

    def fingerprint(self) -> str:
        """A digest of everything the environment depends on."""
        parts = [
            (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"),
            str(self.folder),
            sys.version,
            sys.base_prefix,
            *self.requirements,
        ]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def make(self) -> None:
        """Make an empty environment, after removing what was there."""
        for module in ("venv", "ensurepip"):
            if importlib.util.find_spec(module) is None:
                raise CannotRunError(
                    f"this Python ({sys.executable}) cannot make virtual environments, its module "
                    f"'{module}' is missing; on Debian and Ubuntu: apt-get install python3-venv"
                )
        if self.folder.exists():
            shutil.rmtree(self.folder)
        command = [sys.executable, "-m", "venv", str(self.folder)]
        if subprocess.run(command, check=False).returncode:
            raise CannotRunError(f"no virtual environment could be made in {self.folder}")

    def install(self) -> None:
        """Let pip install the requirements; it tells of errors, and of nothing else."""
        pip = [str(self.python), "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
        if subprocess.run([*pip, *self.requirements], cwd=CHECKOUT, check=False).returncode:
            raise CannotRunError("pip could not install what is needed; the next run starts afresh")


# Furo and MyST come with the extra "docs", what the tests import with "test".
USUAL = Environment(".venv", "-e", ".[docs,test]")
DEVELOPMENT = Environment(".venv-dev", "-e", ".[docs,test,external,lint]")
WITHOUT_MYST = Environment(".venv-without-myst", "-e", ".[test]")
OLDEST = Environment(
    ".venv-oldest", "sphinx==8.1.*", "docutils==0.20.*", "myst-parser==5.2.*", "-e", ".[docs,test]"
)


def docs(arguments: list[str]) -> int:
    """Build the documentation as a site, from nothing; every warning is an error, advice too."""
    for leftover in (SITE, DOCTREES, FINDINGS):
        shutil.rmtree(leftover, ignore_errors=True)
    options = ["-n", "-W", "--keep-going", "-j", "auto", "-d", str(DOCTREES), *arguments]
    failed = USUAL.run("sphinx", "-b", "html", *options, "docs", str(SITE))
    if not failed:
        # On the doctrees of the site: nothing is read again. It tells of what it finds, no more.
        failed = USUAL.run("sphinx", "-q", "-b", "xrefcheck", *options, "docs", str(FINDINGS))
    if not failed:
        report = (FINDINGS / "output.txt").read_text(encoding="utf-8")
        say(f"xrefcheck, on the same pages: {report.splitlines()[0]}")
        say(f"The site stands. Open {(SITE / 'index.html').as_uri()}")
    return failed


def test(arguments: list[str]) -> int:
    """Run the tests that need nothing but Python."""
    return run_tests(USUAL, arguments)


def without_myst(arguments: list[str]) -> int:
    """Run the tests where MyST-Parser is not installed; those that need it are left out."""
    return run_tests(WITHOUT_MYST, arguments)


def oldest(arguments: list[str]) -> int:
    """Run the tests with the oldest Sphinx, docutils and MyST-Parser that are supported."""
    return run_tests(OLDEST, arguments)


def external(arguments: list[str]) -> int:
    """Run the tests that need a browser, LaTeX, Texinfo and Java."""
    return DEVELOPMENT.run("pytest", "tests/external", *arguments)


def lint(arguments: list[str]) -> int:
    """Check style, formatting and types; ``--fix`` mends what ruff can mend."""
    if "--fix" in arguments:
        checks = [("ruff", "check", "--fix"), ("ruff", "format"), ("mypy",)]
    else:
        checks = [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)]
    return max([DEVELOPMENT.run(*check) for check in checks])


def everything(arguments: list[str]) -> int:
    """Run all the other tasks, without further arguments; stop at the first that fails."""
    if arguments:
        raise CannotRunError(f"'all' takes no arguments, not even {' '.join(arguments)}")
    for task in (lint, docs, test, external, without_myst, oldest):
        if failed := task([]):
            return failed
    return 0


TASKS = {
    "docs": docs,
    "test": test,
    "lint": lint,
    "external": external,
    "without-myst": without_myst,
    "oldest": oldest,
    "all": everything,
}


def run_tests(environment: Environment, arguments: list[str]) -> int:
    """Run the default tests in an environment, on all processors."""
    return environment.run("pytest", "-n", "auto", "--maxprocesses", "8", *arguments)


def say(sentence: str) -> None:
    """Print a line now, before what a subprocess prints next."""
    print(sentence, flush=True)


def main() -> int:
    """Run the task named on the command line and return its exit code."""
    summaries = "\n".join(f"  {name:<14}{task.__doc__}" for name, task in TASKS.items())
    parser = argparse.ArgumentParser(
        description=f"tasks:\n{summaries}",
        epilog="Further arguments reach the tool behind the task.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("task", choices=TASKS, metavar="task")
    options, arguments = parser.parse_known_args()
    try:
        if sys.version_info < OLDEST_PYTHON:
            wanted = ".".join(map(str, OLDEST_PYTHON))
            raise CannotRunError(f"Python {wanted} or later is needed, this is {sys.version}")
        return TASKS[options.task](arguments)
    except CannotRunError as error:
        print(f"tasks.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
