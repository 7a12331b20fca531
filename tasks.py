#!/usr/bin/env python3
"""Run the tasks in this checkout: ``python3 tasks.py docs``, ``python3 tasks.py test``.

A task requires only Python 3.11 and a package index. It creates its virtual environment in the
checkout, and creates it again when its requirements change (see ``Environment``). Further arguments
are passed to the tool behind the task: ``python3 tasks.py test -k glossary``.

This script does not install Debian packages, such as a browser and LaTeX. ``.ci/run`` installs
them.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

OLDEST_PYTHON = (3, 11)
CHECKOUT = Path(__file__).resolve().parent
SITE = CHECKOUT / "docs" / "_build" / "html"
DOCTREES = CHECKOUT / "docs" / "_build" / "doctrees"
FINDINGS = CHECKOUT / "docs" / "_build" / "xrefcheck"
GALLERY = CHECKOUT / "docs" / "_build" / "extra" / "gallery"
THEMES = ("furo", "alabaster", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme")


class CannotRunError(Exception):
    """Raised with a message for the user when a task cannot run."""


class Environment:
    """A virtual environment in the checkout, in which this project is installed.

    The environment is created when it is first needed. A stamp file, which is written last,
    contains a digest of everything that the environment depends on. After an interrupted
    installation, a change in ``pyproject.toml``, a new Python or a move of the checkout, the
    environment is therefore created from scratch.
    """

    def __init__(self, folder: str, *requirements: str) -> None:
        """Store the ``folder`` below the checkout and the arguments of ``pip install``."""
        self.folder = CHECKOUT / folder
        self.requirements = requirements
        self.python = self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self.stamp = self.folder / "installed"

    def run(self, *command: str) -> int:
        """Run a module of the environment (``run("pytest", "-x")``) and return its exit code."""
        self.prepare()
        return subprocess.run([self.python, "-m", *command], cwd=CHECKOUT, check=False).returncode

    def prepare(self) -> None:
        """Create the environment unless it exists and is up to date."""
        if not self.is_current():
            print_now(
                f"Installing into {self.folder.name} (again only if pyproject.toml changes) ..."
            )
            self.create()
            self.install()
            self.stamp.write_text(self.fingerprint(), encoding="utf-8")

    def is_current(self) -> bool:
        """Return whether the last installation was completed and its dependencies are unchanged."""
        return (
            self.python.exists()
            and self.stamp.exists()
            and self.stamp.read_text(encoding="utf-8") == self.fingerprint()
        )

    def fingerprint(self) -> str:
        """Return a digest of everything that the environment depends on."""
        parts = [
            (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"),
            str(self.folder),
            sys.version,
            sys.base_prefix,
            *self.requirements,
        ]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def create(self) -> None:
        """Create an empty environment, replacing the existing one."""
        for module in ("venv", "ensurepip"):
            if importlib.util.find_spec(module) is None:
                raise CannotRunError(
                    f"this Python ({sys.executable}) cannot create virtual environments because "
                    f"the module '{module}' is missing. On Debian and Ubuntu, run: "
                    "apt-get install python3-venv"
                )
        if self.folder.exists():
            shutil.rmtree(self.folder)
        command = [sys.executable, "-m", "venv", str(self.folder)]
        if subprocess.run(command, check=False).returncode:
            raise CannotRunError(
                f"the virtual environment in {self.folder} could not be created. "
                "See the error above."
            )

    def install(self) -> None:
        """Install the requirements with pip, which prints errors only."""
        pip = [str(self.python), "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
        if subprocess.run([*pip, *self.requirements], cwd=CHECKOUT, check=False).returncode:
            raise CannotRunError("pip failed. Run the task again to install from scratch")


# The extra "docs" installs Furo, sphinx-design and MyST-Parser, the extra "gallery" other themes,
# and the extra "test" the imports of the tests.
DEFAULT = Environment(".venv", "-e", ".[docs,gallery,test]")
DEVELOPMENT = Environment(".venv-dev", "-e", ".[docs,test,external,lint]")
WITHOUT_MYST = Environment(".venv-without-myst", "-e", ".[test]")
NEIGHBOURS = Environment(".venv-neighbours", "-e", ".[docs,test,neighbours]")
OLDEST = Environment(
    ".venv-oldest", "sphinx==8.1.*", "docutils==0.20.*", "myst-parser==5.2.*", "-e", ".[docs,test]"
)
# The newest releases of Sphinx and docutils require a later Python than this project.
NEWEST_REQUIRES = (3, 12)
NEWEST = Environment(".venv-newest", "-e", ".[docs,test]")

# Tests of code that depends neither on the version of Sphinx nor on MyST-Parser, and searches for
# rare errors with many builds: only `test` runs them.
INDEPENDENT = [
    f"--ignore=tests/{name}"
    for name in (
        "core",
        "test_linear_time.py",
        "test_odd_outputs.py",
        "autolink/test_incremental_stateful.py",
        "check/review",
        "check/test_incremental_stateful.py",
        "directives/test_changed_nodes.py",
    )
]

# Without MyST-Parser, what has been read is linked and checked as with it.
INDEPENDENT_OF_MYST = [
    f"--ignore=tests/{name}"
    for name in (
        "autolink/test_assembled_documents.py",
        "autolink/test_html_outline.py",
        "autolink/test_incremental.py",
        "autolink/test_page_plans.py",
        "autolink/test_parallel.py",
        "check/locate",
        "check/references",
        "check/site",
        "check/test_page_warnings.py",
    )
]

# Tests of code that depends most on undocumented features of Sphinx, docutils and MyST-Parser.
SENSITIVE = [
    f"tests/{name}"
    for name in (
        "autolink",
        "directives",
        "output",
        "test_builders.py",
        "test_compat.py",
        "test_copied_nodes.py",
        "test_nodes.py",
    )
]

# The laws that `test` checks with all examples are checked with a few in other environments.
FEWER_EXAMPLES = ["--hypothesis-profile=few"]


def docs(arguments: list[str]) -> int:
    """Build the documentation from scratch; treat warnings and advice as errors."""
    for leftover in (SITE, DOCTREES, FINDINGS, GALLERY.parent):
        shutil.rmtree(leftover, ignore_errors=True)
    DEFAULT.prepare()
    # One theme for each processor.
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        exit_code = max(threads.map(gallery, THEMES))
    options = ["-n", "-W", "--keep-going", "-j", "auto", "-d", str(DOCTREES), *arguments]
    if not exit_code:
        html = ["-t", "gallery", "-b", "html", *options]
        exit_code = DEFAULT.run("sphinx", *html, "docs", str(SITE))
    if not exit_code:
        # This build uses the doctrees of the HTML build, so no page is read again. It prints only
        # findings.
        exit_code = DEFAULT.run("sphinx", "-q", "-b", "xrefcheck", *options, "docs", str(FINDINGS))
    if not exit_code:
        report = (FINDINGS / "output.txt").read_text(encoding="utf-8")
        print_now(f"xrefcheck: {report.splitlines()[0]}")
        print_now(f"The documentation is at {(SITE / 'index.html').as_uri()}")
    return exit_code


def gallery(theme: str) -> int:
    """Build the small project of the gallery in a theme."""
    options = ["-n", "-W", "--keep-going", "-q", "-D", f"html_theme={theme}"]
    folder = GALLERY / theme
    doctrees = DOCTREES.parent / "gallery" / theme
    exit_code = DEFAULT.run(
        "sphinx", *options, "-d", str(doctrees), "docs/examples/bread", str(folder)
    )
    for template in folder.glob("_static/*.html"):  # some themes leave their templates there
        template.unlink()
    return exit_code


def test(arguments: list[str]) -> int:
    """Run the tests that need only Python."""
    return run_tests(DEFAULT, arguments)


def without_myst(arguments: list[str]) -> int:
    """Run the tests without MyST-Parser; tests that need it are deselected."""
    options = [*INDEPENDENT, *INDEPENDENT_OF_MYST, *FEWER_EXAMPLES]
    return run_tests(WITHOUT_MYST, [*options, *arguments])


def oldest(arguments: list[str]) -> int:
    """Run the tests with the oldest supported Sphinx, docutils and MyST-Parser."""
    return run_tests(OLDEST, [*INDEPENDENT, *FEWER_EXAMPLES, *arguments])


def newest(arguments: list[str]) -> int:
    """Run the tests of what a new Sphinx or docutils may break; needs Python 3.12."""
    if sys.version_info < NEWEST_REQUIRES:
        minimum = ".".join(map(str, NEWEST_REQUIRES))
        raise CannotRunError(
            f"the newest Sphinx requires Python {minimum} or later, but this is Python "
            f"{sys.version.split()[0]}. Run the task with a later Python"
        )
    return run_tests(NEWEST, [*SENSITIVE, *INDEPENDENT, *FEWER_EXAMPLES, *arguments])


def external(arguments: list[str]) -> int:
    """Run the tests that need a browser, LaTeX, Texinfo and Java."""
    # The fixtures of a file, such as the documentation in a format, are made in one process.
    return run_tests(DEVELOPMENT, ["--dist", "loadfile", "tests/external", *arguments])


def neighbours(arguments: list[str]) -> int:
    """Run the tests with other extensions, such as sphinx-design and myst-nb."""
    return run_tests(NEIGHBOURS, ["tests/neighbours", *arguments])


def lint(arguments: list[str]) -> int:
    """Check style, formatting and types; --fix applies the fixes that ruff suggests."""
    if "--fix" in arguments:
        checks = [("ruff", "check", "--fix"), ("ruff", "format"), ("mypy",)]
    else:
        checks = [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)]
    return max([DEVELOPMENT.run(*check) for check in checks])


def everything(arguments: list[str]) -> int:
    """Run all other tasks, without further arguments; stop at the first failure."""
    if arguments:
        raise CannotRunError(f"the task 'all' takes no arguments. Remove: {' '.join(arguments)}")
    for task in (lint, docs, test, external, neighbours, without_myst, oldest):
        if exit_code := task([]):
            return exit_code
    return 0


TASKS = {
    "docs": docs,
    "test": test,
    "lint": lint,
    "external": external,
    "neighbours": neighbours,
    "without-myst": without_myst,
    "oldest": oldest,
    "newest": newest,
    "all": everything,
}


def run_tests(environment: Environment, arguments: list[str]) -> int:
    """Run the default tests in an environment, in parallel."""
    return environment.run("pytest", "-n", "auto", "--maxprocesses", "8", *arguments)


def print_now(line: str) -> None:
    """Print a line immediately, before the output of the next subprocess."""
    print(line, flush=True)


def main() -> int:
    """Run the task named on the command line and return its exit code."""
    summaries = "\n".join(f"  {name:<14}{task.__doc__}" for name, task in TASKS.items())
    parser = argparse.ArgumentParser(
        description=f"tasks:\n{summaries}",
        epilog="Additional arguments are passed to the tool that the task runs.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("task", choices=TASKS, metavar="task")
    options, arguments = parser.parse_known_args()
    try:
        if sys.version_info < OLDEST_PYTHON:
            minimum = ".".join(map(str, OLDEST_PYTHON))
            message = f"Python {minimum} or later is required, but this is {sys.version}"
            raise CannotRunError(message)
        return TASKS[options.task](arguments)
    except CannotRunError as error:
        print(f"tasks.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
