"""Test the properties of incremental builds after any sequence of edits and builds.

- The warnings equal those of a clean build.
- Files differ from a clean build only if they also differ when Sphinx runs without this
  extension.
- No page is read again because another page or an option has changed.
- Only pages that change are written.

By default, a few fixed examples are run.  `AUTOLINK_EXAMPLES=200` runs 200 random examples.
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

from sphinx_glossary_faq.core.model.decisions import Decision, dump
from sphinx_glossary_faq.core.model.records import LINK_MODES
from tests.autolink.sites import WITHOUT_NAVIGATION, BuildReport, Site, differing

EXAMPLES = int(os.environ.get("AUTOLINK_EXAMPLES", "0"))

TERMS = ["cat", "dog", "cat door", "API", "kitty (dog)"]
PAGES = ["one", "two", "deep/three", "deep/four"]
TEXTS = [
    "A cat and a dog.",
    "Dogs, cat doors, APIs.",
    "No mention.",
    "A :term:`cat`, a kitty.\n\nPart\n----\n\nA cat, an API.",
    "Mouser, *kitty*, api. A *dog*, a dog.",
    (
        "A cat.\n\n.. term-compare:: cat; dog\n   :figure:\n   :definitions:\n\n"
        "   * - size\n     - a dog\n     - x"
    ),
    ".. todo::\n\n   A cat, :term:`dog`, :term:`kitty`.\n\n   .. see-also::\n\n      term:cat",
    "A dog.\n\n.. autosummary::\n\n   tests.documented.feed\n\nA cat.",
    ".. see-also::\n   :details: deck\n\n   term:cat\n   term:dog\n\n:any:`cat`, a dog.",
]
TEXTS += [
    "A cat, :doc:`/two`.\n\n.. see-also::\n   :auto: siblings; backlinks\n   :limit: 2",
    ".. term-compare:: cat; kitty\n   :definitions:\n\n.. see-also::\n   :auto:\n   :details: deck",
    "A cat.\n\n.. term-list::\n   :group: deep\n\nPart\n----\n\nCK, `a cat`, cats.",
]
TODOLIST = "A cat.\n\n.. todolist::"
TEXTS.append(TODOLIST)
DEFINITIONS = [
    "It is.",
    "Unlike a cat or a :term:`dog`, see :doc:`/one`.",
    "To be written.",
    "It is.\n\n      .. term-info::\n         :broader: dog\n         :aliases: kitty",
    "Short.\n\n      .. term-info::\n         :abbreviation: CK\n         :aliases: kit; zed",
    "In a group.\n\n      .. term-info::\n         :group: deep\n         :aliases: kitty",
]
BUILDERS = ["html", "dirhtml", "text"]
PARALLEL = [0, 4]
EXTENSIONS = ["sphinx.ext.autosummary", "sphinx.ext.todo"]
OPTIONS = WITHOUT_NAVIGATION | {
    "autosummary_generate": False,
    # The default of Sphinx. Without the doctrees, the copies show which pages were removed.
    "html_copy_source": True,
    "todo_include_todos": True,
    "todo_link_only": True,
}


class Sources:
    """The current sources and options of the project."""

    def __init__(self) -> None:
        self.terms = {"cat": "It purrs.", "dog": "It barks at a cat."}
        self.deep_terms: dict[str, str] = {}
        """The terms of a second glossary, which the pages in its folder prefer."""

        self.glossary = "glossary"
        self.has_link = False
        """Whether the folder `linked` is a symbolic link to `deep`."""

        self.pages = {"one": TEXTS[0], "two": TEXTS[1], "deep/three": TEXTS[3]}
        self.titles = dict.fromkeys(PAGES, "Title")
        self.decisions = ""
        """The content of the file of decisions, which an option turns on."""

        self.options: dict[str, Any] = {}

    def files(self) -> dict[str, str]:
        """Return all pages; the index is the toctree parent of each."""
        toctree = "".join(f"   {name}\n" for name in (self.glossary, *sorted(self.pages)))
        files = {
            "index.rst": f"Index\n=====\n\n.. toctree::\n\n{toctree}",
            "terms.toml": self.decisions,
            f"{self.glossary}.rst": _glossary(self.terms),
            **{
                f"{name}.rst": f"{self.titles[name]}\n{'=' * 20}\n\n{text}\n"
                for name, text in self.pages.items()
            },
        }
        return files | ({"deep/words.rst": _glossary(self.deep_terms)} if self.deep_terms else {})

    def linked_files(self) -> dict[str, str]:
        """Return the pages in the linked folder."""
        return {
            name.replace("deep/", "linked/"): text
            for name, text in self.files().items()
            if self.has_link and name.startswith("deep/")
        }


def _glossary(terms: dict[str, str]) -> str:
    entries = "".join(f"   {name}\n      {text}\n\n" for name, text in terms.items())
    return f"Words\n=====\n\n.. glossary::\n\n{entries}"


def _write(site: Site, files: dict[str, str], *, has_link: bool) -> None:
    """Write the sources of a site, and the link to a folder."""
    link = site.source / "linked"
    link.unlink(missing_ok=True)
    site.write(files)
    if has_link:
        site.source.joinpath("deep").mkdir(exist_ok=True)
        link.symlink_to("deep")


class IncrementalBuilds(RuleBasedStateMachine):
    """Edits and builds of a project, and events that affect its output."""

    @initialize()
    def create_project(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.sources = Sources()
        extensions = [*EXTENSIONS, "sphinx_glossary_faq"]
        self.site = Site(self.folder / "site", extensions, OPTIONS)
        self.plain_site = Site(self.folder / "plain", EXTENSIONS, OPTIONS)
        """The same project without the extension."""

        self.version = ""
        self.read: dict[str, str] = {}
        """The sources as they were last read; empty if Sphinx has lost its environment."""

        self.unknown_outputs: set[str] = set(BUILDERS)
        """Builders whose output is in an unknown state."""

        self.edited: dict[str, set[str]] = {builder: set() for builder in BUILDERS}
        """Pages that were edited since each output was written, even if reverted."""

        self.saved: set[str] = set()
        self.steps: list[Callable[[Site], object]] = []
        """The steps so far, which are repeated without the extension on demand."""

    def teardown(self) -> None:
        if hasattr(self, "site"):
            self.build("html", 0)
        shutil.rmtree(self.folder, ignore_errors=True)

    # Edits.

    @rule(name=st.sampled_from(TERMS), text=st.sampled_from(DEFINITIONS))
    def define(self, name: str, text: str) -> None:
        self.sources.terms[name] = text

    @rule(name=st.sampled_from(TERMS))
    def undefine(self, name: str) -> None:
        self.sources.terms.pop(name, None)
        self.sources.terms.setdefault("cow", "It moos.")

    @rule(name=st.sampled_from(TERMS), text=st.sampled_from(DEFINITIONS))
    def define_again(self, name: str, text: str) -> None:
        self.sources.deep_terms[name] = text

    @rule(name=st.sampled_from(TERMS))
    def undefine_again(self, name: str) -> None:
        self.sources.deep_terms.pop(name, None)

    @rule()
    def toggle_link(self) -> None:
        self.sources.has_link = not self.sources.has_link

    @rule(name=st.sampled_from(["glossary", "words"]))
    def move_glossary(self, name: str) -> None:
        self.sources.glossary = name

    @rule(name=st.sampled_from(PAGES), text=st.sampled_from(TEXTS))
    def write(self, name: str, text: str) -> None:
        self.sources.pages[name] = text

    @rule(name=st.sampled_from(PAGES), title=st.sampled_from(["Title", "A cat", "New"]))
    def change_title(self, name: str, title: str) -> None:
        self.sources.titles[name] = title

    @rule(name=st.sampled_from(PAGES))
    def remove(self, name: str) -> None:
        self.sources.pages.pop(name, None)

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
                ("terms", {"cat": {"link": "evidence"}, "dog": {"not_in": ["dog days"]}}),
                ("decisions", "terms.toml"),
                ("everyday_words", "ask"),
                ("used_in", True),
                ("used_in", ["deep"]),
                ("see_entries", True),
                ("group_headings", True),
                ("letters", 2),
                ("filter", 1),
                ("abbreviations", False),
                ("tips", False),
            ]
        )
    )
    def set_option(self, option: tuple[str, Any]) -> None:
        self.sources.options = {f"glossary_faq_{option[0]}": option[1]}

    @rule(
        name=st.sampled_from(TERMS),
        page=st.sampled_from(["", "glossary", "deep/words"]),
        link=st.sampled_from(LINK_MODES),
    )
    def decide(self, name: str, page: str, link: str) -> None:
        self.sources.decisions = dump([Decision(name, page, link)])
        self.sources.options = {"glossary_faq_decisions": "terms.toml"}

    @rule()
    def unset_options(self) -> None:
        self.sources.options = {}

    @rule()
    def upgrade(self) -> None:
        self.version = f"{self.version}1"
        self.unknown_outputs |= set(BUILDERS)

    # Changes of an output.

    @rule(builder=st.sampled_from(BUILDERS))
    def save_output(self, builder: str) -> None:
        self._run_step(lambda site: _copy(site.output(builder), site.folder / builder))
        self.saved.add(builder)

    @rule(builder=st.sampled_from(BUILDERS))
    def restore_output(self, builder: str) -> None:
        if builder in self.saved:
            self._run_step(lambda site: _copy(site.folder / builder, site.output(builder)))
            self.unknown_outputs.add(builder)

    @rule(builder=st.sampled_from(BUILDERS))
    def delete_snapshot(self, builder: str) -> None:
        self.site.output(builder).joinpath(".glossary-faq").unlink(missing_ok=True)
        self.unknown_outputs.add(builder)

    @rule()
    def lose_doctrees(self) -> None:
        self._run_step(lambda site: shutil.rmtree(site.doctrees, ignore_errors=True))
        self.read = {}

    # Builds.

    @rule(parallel=st.sampled_from(PARALLEL))
    def build_html(self, parallel: int) -> None:
        self.build("html", parallel)

    @rule()
    def build_all(self) -> None:
        for builder in reversed(BUILDERS):
            self.build(builder, 0)

    @rule(builder=st.sampled_from(BUILDERS), parallel=st.sampled_from(PARALLEL))
    def build(self, builder: str, parallel: int) -> None:
        before = self._read_output(builder)
        report = self._build(builder, parallel=parallel)
        self._check_build(builder, report, before)
        self.unknown_outputs.discard(builder)
        self.edited[builder] = set()

    @rule(builder=st.sampled_from(BUILDERS), name=st.sampled_from(PAGES))
    def build_one_page(self, builder: str, name: str) -> None:
        if name in self.sources.pages:
            self._build(builder, only=[name])

    @rule(builder=st.sampled_from(BUILDERS), page=st.integers(0, 3))
    def interrupt(self, builder: str, page: int) -> None:
        self._build_and_stop(builder, page, run_interrupted)

    @rule(builder=st.sampled_from(BUILDERS), page=st.integers(0, 3))
    def kill(self, builder: str, page: int) -> None:
        self._build_and_stop(builder, page, run_killed)

    @rule(builder=st.sampled_from(BUILDERS), page=st.integers(0, 3))
    def fail(self, builder: str, page: int) -> None:
        if self._build_and_stop(builder, page, run_failing):
            self.read = {}  # Sphinx does not save its environment

    # Implementation.

    def _run_step(self, step: Callable[[Site], object]) -> None:
        step(self.site)
        self.steps.append(step)

    def _build(self, builder: str, **kwargs: Any) -> BuildReport:
        files, options, version = self.sources.files(), dict(self.sources.options), self.version
        has_link, linked = self.sources.has_link, self.sources.linked_files()
        reports: list[BuildReport] = []

        def step(site: Site) -> None:
            _write(site, files, has_link=has_link)
            site_version = version if site is self.site else ""
            reports.append(site.build(builder, options, **kwargs, version=site_version))

        self._run_step(step)
        assert reports[0].read <= self._record_edits(files | linked)
        return reports[0]

    def _record_edits(self, files: dict[str, str]) -> set[str]:
        """Return the pages that were edited since Sphinx read them."""
        changed = {
            name.removesuffix(".rst") for name in files if files[name] != self.read.get(name)
        }
        for edited in self.edited.values():
            edited |= changed
        self.read = files
        return changed

    def _build_and_stop(self, builder: str, page: int, run: Runner) -> bool:
        """Build, and stop before a page is written; return whether the build was stopped.

        Without the extension the build stops at the same page, or the next one that it writes.
        """
        self.unknown_outputs.add(builder)
        files, options, version = self.sources.files(), dict(self.sources.options), self.version
        has_link, linked = self.sources.has_link, self.sources.linked_files()
        stopped_at = self.folder / "stopped-at"
        stopped_at.unlink(missing_ok=True)

        def is_last(number: int, docname: str) -> bool:
            if number == page:
                stopped_at.write_text(docname)
            return number == page

        def build(site: Site, is_last: IsLast) -> bool:
            _write(site, files, has_link=has_link)
            site_version = version if site is self.site else ""
            return run(
                lambda before_page: site.build(
                    builder, options, before_page=before_page, version=site_version
                ),
                is_last,
            )

        is_stopped = build(self.site, is_last)
        last = stopped_at.read_text() if is_stopped else ""
        self.steps.append(
            lambda site: build(site, lambda number, docname: is_stopped and docname >= last)
        )
        self._record_edits(files | linked)
        return is_stopped

    def _read_output(self, builder: str) -> dict[str, bytes]:
        folder = self.site.output(builder)
        return self.site.files(builder) if folder.exists() else {}

    def _check_build(self, builder: str, report: BuildReport, before: dict[str, bytes]) -> None:
        clean = self.site.fresh(self.folder / "clean")
        clean_report = clean.build(builder, self.sources.options)
        assert report.own_warnings == clean_report.own_warnings
        after = self.site.files(builder)
        if outdated := differing(after, clean.files(builder)):
            assert outdated <= self._outdated_without_extension(builder)
        if builder not in self.unknown_outputs:
            self._check_written(builder, report, differing(before, after))

    def _outdated_without_extension(self, builder: str) -> set[str]:
        """Return the files that differ from a clean build without the extension."""
        for step in self.steps:
            step(self.plain_site)
        self.steps = []
        clean = self.plain_site.fresh(self.folder / "clean-plain")
        clean.build(builder)
        return differing(self.plain_site.files(builder), clean.files(builder))

    def _check_written(self, builder: str, report: BuildReport, changed: set[str]) -> None:
        """Check that a page written without a change was edited, or is the toctree parent.

        Pages with a `todolist` are written whenever a page with a todo shows something else.
        """
        unchanged = {
            name
            for name in report.written - report.read
            if not changed & {f"{name}.html", f"{name}/index.html", f"{name}.txt"}
        }
        texts = self.sources.files() | self.sources.linked_files()
        lists = {name.removesuffix(".rst") for name, text in texts.items() if TODOLIST in text}
        assert unchanged <= {"index"} | lists | self.edited[builder]


IsLast = Callable[[int, str], bool]
"""Whether to stop before a page, by its number and docname."""

Build = Callable[[Callable[[int, str], None]], object]
"""A build that calls a function before each page that it writes."""

Runner = Callable[[Build, IsLast], bool]
"""Runs a build until the last page; returns whether the build was stopped."""


def run_interrupted(build: Build, is_last: IsLast) -> bool:
    """Stop the build with Ctrl-C."""
    return _run_raising(build, is_last, KeyboardInterrupt())


def run_failing(build: Build, is_last: IsLast) -> bool:
    """Stop the build with an error that Sphinx catches, reports and raises again."""
    return _run_raising(build, is_last, RuntimeError("no more disk"))


def _run_raising(build: Build, is_last: IsLast, error: BaseException) -> bool:
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


def run_killed(build: Build, is_last: IsLast) -> bool:
    """Stop the build by killing its process."""

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


TestIncrementalBuilds = IncrementalBuilds.TestCase
TestIncrementalBuilds.settings = settings(
    max_examples=EXAMPLES or 6,
    stateful_step_count=40 if EXAMPLES else 10,
    deadline=None,
    derandomize=not EXAMPLES,
    database=None,
    suppress_health_check=list(HealthCheck),
)
