"""The law of incremental builds, as a property of any sequence of edits and builds.

The findings equal those of a clean build; the files that differ from a clean build are
among those that differ when Sphinx runs alone with the same edits; no page is read again
for what another page or an option says; and what is written is what changes.

The default is a short run of fixed examples.  `LAW=200` runs that many random ones.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
)

from tests.linking.sites import WITHOUT_NAVIGATION, Report, Site, differing

EXAMPLES = int(os.environ.get("LAW", "0"))

TERMS = ["cat", "dog", "cat door", "API"]
PAGES = ["one", "two", "deep/three", "deep/four"]
TEXTS = [
    "A cat and a dog.",
    "Dogs, cat doors, APIs.",
    "No mention.",
    "A :term:`cat`, a kitty.\n\nPart\n----\n\nA cat, an API.",
    "Mouser, *kitty*, api. A *dog*, a dog.",
    "A cat.\n\n.. term-compare:: cat; dog\n   :definitions:\n\n   * - size\n     - a dog\n     - x",
]
DEFINITIONS = [
    "It is.",
    "Unlike a cat or a dog.",
    "It is.\n\n      .. term-info::\n         :broader: dog\n         :aliases: kitty",
]
BUILDERS = ["html", "dirhtml", "text"]
PARALLEL = [0, 4]


class State:
    """The project as its author has it."""

    def __init__(self) -> None:
        self.terms = {"cat": "It purrs.", "dog": "It barks at a cat."}
        self.home = "glossary"
        self.pages = {"one": TEXTS[0], "two": TEXTS[1], "deep/three": TEXTS[3]}
        self.titles = dict.fromkeys(PAGES, "Title")
        self.options: dict[str, Any] = {}

    def files(self) -> dict[str, str]:
        """All pages; the index names them, so that it is a toctree parent of each."""
        toctree = "".join(f"   {name}\n" for name in (self.home, *sorted(self.pages)))
        entries = "".join(f"   {name}\n      {text}\n\n" for name, text in self.terms.items())
        return {
            "index.rst": f"Index\n=====\n\n.. toctree::\n\n{toctree}",
            f"{self.home}.rst": f"Words\n=====\n\n.. glossary::\n\n{entries}",
            **{
                f"{name}.rst": f"{self.titles[name]}\n{'=' * 20}\n\n{text}\n"
                for name, text in self.pages.items()
            },
        }


class Incremental(RuleBasedStateMachine):
    """An author at work."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.state = State()
        self.site = Site(self.folder / "ours", options=WITHOUT_NAVIGATION)
        self.alone = Site(self.folder / "alone", [], WITHOUT_NAVIGATION)
        self.version = ""
        self.read: dict[str, str] = {}
        """The sources as they were last read; empty when Sphinx has thrown that away."""

        self.unsure: set[str] = set(BUILDERS)
        """Builders of whose output it is not known what state it is in."""

        self.touched: dict[str, set[str]] = {builder: set() for builder in BUILDERS}
        """Pages that were edited, if only there and back, since each output was written."""

        self.saved: set[str] = set()
        self.steps: list[Callable[[Site], object]] = []
        """What was done, to be done again by Sphinx alone if need be."""

    def teardown(self) -> None:
        if hasattr(self, "site"):
            self.build("html", 0)
        shutil.rmtree(self.folder, ignore_errors=True)

    # What an author changes.

    @rule(name=st.sampled_from(TERMS), text=st.sampled_from(DEFINITIONS))
    def define(self, name: str, text: str) -> None:
        self.state.terms[name] = text

    @rule(name=st.sampled_from(TERMS))
    def undefine(self, name: str) -> None:
        self.state.terms.pop(name, None)
        self.state.terms.setdefault("cow", "It moos.")

    @rule(home=st.sampled_from(["glossary", "words"]))
    def move_the_glossary(self, home: str) -> None:
        self.state.home = home

    @rule(name=st.sampled_from(PAGES), text=st.sampled_from(TEXTS))
    def write(self, name: str, text: str) -> None:
        self.state.pages[name] = text

    @rule(name=st.sampled_from(PAGES), title=st.sampled_from(["Title", "A cat", "New"]))
    def retitle(self, name: str, title: str) -> None:
        self.state.titles[name] = title

    @rule(name=st.sampled_from(PAGES))
    def remove(self, name: str) -> None:
        self.state.pages.pop(name, None)

    @rule(
        option=st.sampled_from(
            [
                ("autolink", "section"),
                ("autolink", "all"),
                ("autolink", "off"),
                ("autolink_exclude", ["deep/**"]),
                ("inflect", False),
                ("senses", False),
                ("match", "ignore-case"),
                ("autolink_skip_nodes", ["emphasis"]),
                ("terms", {"cat": {"aliases": ["kitty"]}}),
                ("terms", {"cat": {"aliases": ["mouser"]}, "dog": {"aliases": ["mouser"]}}),
            ]
        )
    )
    def set_an_option(self, option: tuple[str, Any]) -> None:
        self.state.options = {f"glossary_faq_{option[0]}": option[1]}

    @rule()
    def unset_all_options(self) -> None:
        self.state.options = {}

    @rule()
    def upgrade(self) -> None:
        self.version = f"{self.version}1"
        self.unsure |= set(BUILDERS)

    # What befalls an output.

    @rule(builder=st.sampled_from(BUILDERS))
    def save_the_output(self, builder: str) -> None:
        self._do(lambda site: _copy(site.output(builder), site.folder / builder))
        self.saved.add(builder)

    @rule(builder=st.sampled_from(BUILDERS))
    def put_the_output_back(self, builder: str) -> None:
        if builder in self.saved:
            self._do(lambda site: _copy(site.folder / builder, site.output(builder)))
            self.unsure.add(builder)

    @rule(builder=st.sampled_from(BUILDERS))
    def lose_the_snapshot(self, builder: str) -> None:
        self.site.output(builder).joinpath(".glossary-faq").unlink(missing_ok=True)
        self.unsure.add(builder)

    # Builds.

    @rule(parallel=st.sampled_from(PARALLEL))
    def build_html(self, parallel: int) -> None:
        self.build("html", parallel)

    @rule()
    def build_html_after_all_else(self) -> None:
        for builder in reversed(BUILDERS):
            self.build(builder, 0)

    @rule(builder=st.sampled_from(BUILDERS), parallel=st.sampled_from(PARALLEL))
    def build(self, builder: str, parallel: int) -> None:
        before = self._output(builder)
        report = self._build(builder, parallel=parallel)
        self._judge(builder, report, before)
        self.unsure.discard(builder)
        self.touched[builder] = set()

    @rule(builder=st.sampled_from(BUILDERS), name=st.sampled_from(PAGES))
    def build_one_page(self, builder: str, name: str) -> None:
        if name in self.state.pages:
            self._build(builder, only=[name])

    @rule(builder=st.sampled_from(BUILDERS), page=st.integers(0, 3))
    def interrupt(self, builder: str, page: int) -> None:
        self._break(builder, page, interrupted)

    @rule(builder=st.sampled_from(BUILDERS), page=st.integers(0, 3))
    def kill(self, builder: str, page: int) -> None:
        self._break(builder, page, killed)

    @rule(builder=st.sampled_from(BUILDERS), page=st.integers(0, 3))
    def fail(self, builder: str, page: int) -> None:
        if self._break(builder, page, failed):
            self.read = {}  # Sphinx forgets it

    # How.

    def _do(self, step: Callable[[Site], object]) -> None:
        step(self.site)
        self.steps.append(step)

    def _build(self, builder: str, **how: Any) -> Report:
        files, options, version = self.state.files(), dict(self.state.options), self.version
        reports: list[Report] = []

        def step(site: Site) -> None:
            site.write(files)
            ours = version if site.extensions else ""
            reports.append(site.build(builder, options, **how, version=ours))

        self._do(step)
        assert reports[0].read <= self._note_read(files)
        return reports[0]

    def _note_read(self, files: dict[str, str]) -> set[str]:
        """What has been edited since Sphinx read it."""
        changed = {
            name.removesuffix(".rst") for name in files if files[name] != self.read.get(name)
        }
        for touched in self.touched.values():
            touched |= changed
        self.read = files
        return changed

    def _break(self, builder: str, page: int, end: End) -> bool:
        """Build until a page is about to be written; whether it came to that.

        When Sphinx is alone it is ended at the same page, or the next that it writes.
        """
        self.unsure.add(builder)
        files, options, version = self.state.files(), dict(self.state.options), self.version
        ended = self.folder / "ended"
        ended.unlink(missing_ok=True)

        def is_last(number: int, docname: str) -> bool:
            if number == page:
                ended.write_text(docname)
            return number == page

        def build(site: Site, is_last: IsLast) -> bool:
            site.write(files)
            ours = version if site.extensions else ""
            return end(
                lambda stop: site.build(builder, options, at_page=stop, version=ours), is_last
            )

        broken = build(self.site, is_last)
        last = ended.read_text() if broken else ""
        self.steps.append(
            lambda site: build(site, lambda number, docname: broken and docname >= last)
        )
        self._note_read(files)
        return broken

    def _output(self, builder: str) -> dict[str, bytes]:
        folder = self.site.output(builder)
        return self.site.files(builder) if folder.exists() else {}

    def _judge(self, builder: str, report: Report, before: dict[str, bytes]) -> None:
        clean = self.site.fresh(self.folder / "clean")
        clean_report = clean.build(builder, self.state.options)
        assert report.findings == clean_report.findings
        after = self.site.files(builder)
        if wrong := differing(after, clean.files(builder)):
            assert wrong <= self._wrong_alone(builder)
        if builder not in self.unsure:
            self._judge_written(builder, report, differing(before, after))

    def _wrong_alone(self, builder: str) -> set[str]:
        """The files that differ from a clean build when Sphinx is alone."""
        for step in self.steps:
            step(self.alone)
        self.steps = []
        clean = self.alone.fresh(self.folder / "clean-alone")
        clean.build(builder)
        return differing(self.alone.files(builder), clean.files(builder))

    def _judge_written(self, builder: str, report: Report, changed: set[str]) -> None:
        """What is written without being changed was edited, or is the parent of what was."""
        needless = {
            name
            for name in report.written - report.read
            if not changed & {f"{name}.html", f"{name}/index.html", f"{name}.txt"}
        }
        assert needless <= {"index"} | self.touched[builder]


IsLast = Callable[[int, str], bool]
"""Whether to end before a page, of which it is given the number and the docname."""

Build = Callable[[Callable[[int, str], None]], object]
"""Builds, and calls what it is given before each page that it writes."""

End = Callable[[Build, IsLast], bool]
"""Builds until the last page, and ends it there; whether it came to that."""


def interrupted(build: Build, is_last: IsLast) -> bool:
    """Ctrl-C."""
    return _raising(build, is_last, KeyboardInterrupt())


def failed(build: Build, is_last: IsLast) -> bool:
    """An error that Sphinx catches, tells and passes on."""
    return _raising(build, is_last, RuntimeError("no more disk"))


def _raising(build: Build, is_last: IsLast, error: BaseException) -> bool:
    def stop(number: int, docname: str) -> None:
        if is_last(number, docname):
            raise error

    try:
        build(stop)
    except BaseException as caught:  # Sphinx wraps what a handler raises
        if error not in (caught, caught.__cause__) and str(error) not in str(caught):
            raise
        return True
    return False


def killed(build: Build, is_last: IsLast) -> bool:
    """The end of a process that is told nothing and tells nothing."""

    def stop(number: int, docname: str) -> None:
        if is_last(number, docname):
            os.kill(os.getpid(), signal.SIGKILL)

    process = multiprocessing.get_context("fork").Process(target=build, args=(stop,))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def _copy(source: Path, target: Path) -> None:
    if source.exists():
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)


TestLaw = Incremental.TestCase
TestLaw.settings = settings(
    max_examples=EXAMPLES or 6,
    stateful_step_count=40 if EXAMPLES else 10,
    deadline=None,
    derandomize=not EXAMPLES,
    database=None,
    suppress_health_check=list(HealthCheck),
)
