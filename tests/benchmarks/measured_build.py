"""Build a project once and measure the costs, in a separate process for the benchmarks.

The extension is added or removed, regardless of `conf.py`. All of its handlers are measured, so its
share is exact and not the difference between two noisy times. The time for a label excludes nested
labels. Garbage collection has separate labels. The additional work of Sphinx for larger pages is
not measured (each link splits a text and adds two nodes). With several jobs, the forked processes
are not measured.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import pickle
import random
import re
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from itertools import pairwise
from pathlib import Path
from typing import Any

from docutils.transforms import Transform
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.writers.html5 import HTML5Translator

EXTENSION = "sphinx_glossary_faq"

SPHINX = "Sphinx"
GARBAGE = "garbage"
OWN_GARBAGE = "garbage within"

CHECK = "check: "
"""The prefix of the labels for the steps of the check."""

NOT_OWN = frozenset({SPHINX, GARBAGE, OWN_GARBAGE})
"""The labels of what is not the extension's."""

FIRST, LAST = -1, 10_000
"""Priorities of listeners, before and after all others."""

# Matches `for`, `iter`; not `a`, `x1`, `Été`.
_WORD = re.compile(r"\b[a-z]{2,}\b")


class Timer:
    """The CPU time of this process by label, without that of nested labels."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._stack = [SPHINX]
        self._since = 0.0
        gc.callbacks.append(self._on_collection)

    def enter(self, label: str) -> None:
        self._record()
        self._stack.append(label)

    def leave(self) -> None:
        self._record()
        self._stack.pop()

    def own(self) -> float:
        """Return the seconds under all labels of the extension so far."""
        self._record()
        return sum(spent for label, spent in self.seconds.items() if label not in NOT_OWN)

    def _record(self) -> None:
        now = time.process_time()
        self.seconds[self._stack[-1]] += now - self._since
        self._since = now

    def _on_collection(self, phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            self.enter(GARBAGE if self._stack[-1] == SPHINX else OWN_GARBAGE)
        else:
            self.leave()

    @contextmanager
    def span(self, label: str) -> Iterator[None]:
        self.enter(label)
        try:
            yield
        finally:
            self.leave()

    def wrap(self, label: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap *function* so that its calls are measured under *label*."""

        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            self.enter(label)
            try:
                return function(*args, **kwargs)
            finally:
                self.leave()

        return call

    def measure(self, owner: object, function: Callable[..., Any], label: str) -> None:
        """Measure *function* of a class or module from now on."""
        self._replace(owner, function, self.wrap(label, function))

    def measure_generator(
        self, owner: object, function: Callable[..., Iterator[Any]], label: str
    ) -> None:
        """Measure the generator *function*, which is exhausted at once."""
        listing = self.wrap(label, lambda *args, **kwargs: list(function(*args, **kwargs)))
        self._replace(owner, function, listing)

    def _replace(
        self, owner: object, function: Callable[..., Any], wrapper: Callable[..., Any]
    ) -> None:
        name = function.__name__
        assert getattr(owner, name) is function, f"{owner} does not use {name}"
        setattr(owner, name, wrapper)


class MeasuredSphinx(Sphinx):
    """Sphinx with a timer for the extension, or without the extension."""

    def __init__(self, timer: Timer, extension: bool, *args: Any, **kwargs: Any) -> None:
        self.timer = timer
        self.extension = extension
        super().__init__(*args, **kwargs)

    def setup_extension(self, extname: str) -> None:
        if extname != EXTENSION:
            super().setup_extension(extname)
        elif self.extension:
            with self.timer.span("importing and registering"):
                super().setup_extension(extname)
            measure_linking(self.timer)
            measure_checking(self.timer)

    def preload_builder(self, name: str) -> None:
        # The first step after Sphinx has loaded the extensions of conf.py.
        self.setup_extension(EXTENSION)
        super().preload_builder(name)

    def connect(self, event: Any, callback: Any, priority: int = 500) -> int:
        if is_own(callback):
            callback = self.timer.wrap(f"{event}: {qualified_name(callback)}", callback)
        return super().connect(event, callback, priority)

    def add_transform(self, transform: type[Transform]) -> None:
        self._measure_transform(transform)
        super().add_transform(transform)

    def add_post_transform(self, transform: type[Transform]) -> None:
        self._measure_transform(transform)
        super().add_post_transform(transform)

    def _measure_transform(self, transform: type[Transform]) -> None:
        if is_own(transform):
            label = f"transform: {qualified_name(transform)}"
            for name in ("__init__", "apply"):
                self.timer.measure(transform, getattr(transform, name), label)

    def add_domain(self, domain: type[Domain], override: bool = False) -> None:
        if is_own(domain):
            for function in (
                *(domain.clear_doc, domain.merge_domaindata),
                *(domain.get_objects, domain.resolve_any_xref),
            ):
                self.timer.measure(domain, function, f"domain: {function.__name__}")
        super().add_domain(domain, override)


def is_own(handler: Any) -> bool:
    return str(handler.__module__).partition(".")[0] == EXTENSION


def qualified_name(handler: Any) -> str:
    """Return the name of a function or class within the package: `check.run.Check.finish`."""
    return f"{handler.__module__}.{handler.__qualname__}".removeprefix(f"{EXTENSION}.")


def measure_linking(timer: Timer) -> None:
    """Measure the steps of the automatic links under labels of their own."""
    from sphinx_glossary_faq.autolink import insert, page_plans, text_collector
    from sphinx_glossary_faq.autolink.run_positions import find_run
    from sphinx_glossary_faq.autolink.serialize import pack
    from sphinx_glossary_faq.autolink.traversal import AUTOLINKED
    from sphinx_glossary_faq.core.matching.matcher import Matcher
    from sphinx_glossary_faq.core.planning.planner import plan_page

    collector, run_collector = text_collector.TextCollector, insert.RunCollector
    plans = page_plans.PagePlans
    timer.measure(collector, collector.__init__, "walking")
    timer.measure(run_collector, run_collector.__init__, "walking")
    timer.measure(insert, find_run, "walking")
    timer.measure(text_collector, pack, "packing")
    timer.measure(page_plans, plan_page, "matching")
    timer.measure(plans, plans.get, "unpacking")
    timer.measure(plans, plans.input_digest, "digests of pages")
    timer.measure(Matcher, Matcher.__init__, "building the vocabulary")
    for name in ("visit_reference", "depart_reference"):
        original = getattr(HTML5Translator, name)
        measured = timer.wrap("writing links", original)

        def visit(self: Any, node: Any, original: Any = original, measured: Any = measured) -> None:
            (measured if AUTOLINKED in node["classes"] else original)(self, node)

        setattr(HTML5Translator, name, visit)


def measure_checking(timer: Timer) -> None:
    """Measure the steps of the check under labels of their own."""
    from sphinx_glossary_faq.check import run
    from sphinx_glossary_faq.check.cache import load, save
    from sphinx_glossary_faq.check.references import results
    from sphinx_glossary_faq.check.references.resolver import resolve
    from sphinx_glossary_faq.check.references.target_digest import compute_target_digest
    from sphinx_glossary_faq.check.rules import glossary, markup, terminology
    from sphinx_glossary_faq.check.site import html_output
    from sphinx_glossary_faq.check.site.origins import Origins

    references = results.ProjectReferences
    functions: tuple[tuple[object, Callable[..., Any], str], ...] = (
        (results, compute_target_digest, "digest of all targets"),
        (results, resolve, "resolving"),
        (references, references.references_of, "unpacking references"),
        (run, load, "loading the cache"),
        (run, save, "saving the cache"),
        (html_output, html_output.read, "reading the written pages"),
    )
    for owner, function, step in functions:
        timer.measure(owner, function, f"{CHECK}{step}")
    generators: tuple[tuple[object, Callable[..., Iterator[Any]], str], ...] = (
        (html_output, html_output.find_broken, "resolving the links of written pages"),
        (Origins, Origins.attribute, "locating broken links"),
        (references, references.findings, "locating references"),
        (markup, markup.check_markup, "locating typos"),
        (glossary, glossary.check_glossary, "rules of the glossary"),
        (terminology, terminology.check_terminology, "rules of terminology"),
    )
    for owner, generator, step in generators:
        timer.measure_generator(owner, generator, f"{CHECK}{step}")


class BuildLog:
    """Records the pages and phases of a build."""

    def __init__(self, app: MeasuredSphinx, terms: int) -> None:
        self.read = 0
        self.written: set[str] = set()
        self.excluded = 0.0
        """The seconds spent on making up terms, which are not part of the build."""
        self._timer = app.timer
        self._phases = [("reading", 0.0, 0.0)]
        self._terms = terms
        app.connect("source-read", self.on_source_read)
        app.connect("env-updated", self.on_env_updated, priority=FIRST)
        app.connect("write-started", lambda *_: self.start_phase("writing"))
        app.connect("build-finished", lambda *_: self.start_phase(""), priority=LAST)
        app.connect("doctree-resolved", lambda app, tree, docname: self.written.add(docname))

    def on_source_read(self, app: Sphinx, docname: str, content: list[str]) -> None:
        self.read += 1

    def on_env_updated(self, app: Sphinx, env: Any) -> None:
        self.start_phase("planning")
        if self._terms and app.extension:  # type: ignore[attr-defined]
            start = time.process_time()
            add_made_up_terms(app, self._terms)
            self.excluded = time.process_time() - start

    def start_phase(self, label: str) -> None:
        self._phases.append((label, time.process_time(), self._timer.own()))

    def phases(self) -> tuple[dict[str, float], dict[str, float]]:
        """Return the seconds of the main process in each phase: all, and those of the extension."""
        total, own = {}, {}
        for (label, start, own_before), (_next, end, own_after) in pairwise(self._phases):
            total[label], own[label] = end - start, own_after - own_before
        total["planning"] -= self.excluded
        return total, own


def add_made_up_terms(app: Sphinx, count: int) -> None:
    """Record *count* terms that no page defines: pairs of words from the prose."""
    from sphinx_glossary_faq.autolink.serialize import unpack
    from sphinx_glossary_faq.core.model.records import Label, Location, PageText, Term
    from sphinx_glossary_faq.core.planning.plan import Run
    from sphinx_glossary_faq.domain import domain_of

    store = domain_of(app.env).store
    words: set[str] = set()
    for page in store.all(PageText):
        for item in unpack(page.packed, app.builder):
            words.update(_WORD.findall(item.text) if isinstance(item, Run) else ())
    choose, choices = random.Random(0).choice, sorted(words)
    names = dict.fromkeys(f"{choose(choices)} {choose(choices)}" for _ in range(count))
    root = app.config.root_doc
    store.add(
        root,
        *(
            Term(Location(root, "", None), (Label(name, f"term-made-up-{number}", name),))
            for number, name in enumerate(names)
        ),
    )
    domain_of(app.env).set_remote_terms(())


def pickled_size(app: Sphinx, timer: Timer) -> int:
    """Return the size of the extension's records in bytes, and measure the time of pickling."""
    with timer.span("pickling"):
        pickled = pickle.dumps(app.env.domaindata["faq"], pickle.HIGHEST_PROTOCOL)
    return len(pickled)


def parse_override(argument: str) -> tuple[str, Any]:
    """Parse `name=value`, or `name=[]` for an empty list, which `sphinx-build -D` cannot set."""
    name, _, value = argument.partition("=")
    return name, [] if value == "[]" else value


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Build, and return the fields of `measuring.Build`."""
    timer = Timer()
    overrides = dict(map(parse_override, options.overrides))
    with patch_docutils(options.conf), docutils_namespace(), Path(os.devnull).open("w") as devnull:
        app = MeasuredSphinx(
            *(timer, not options.without),
            *(options.source, options.conf, options.out, options.out / ".doctrees"),
            *(options.builder, overrides),
            status=None,
            warning=devnull,
            parallel=options.jobs,
        )
        log = BuildLog(app, options.terms)
        app.build()
    own_usage = resource.getrusage(resource.RUSAGE_SELF)
    child_usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in (own_usage, child_usage))
    pickled = links = 0
    if app.extension:
        if log.read or options.jobs > 1:  # pages read by forked processes are not counted
            pickled = pickled_size(app, timer)
        links = app.env.domains["faq"].link_count.mentions  # type: ignore[attr-defined]
    main, main_own = log.phases()
    seconds = timer.seconds
    return {
        "cpu": cpu - log.excluded,
        "garbage": seconds[GARBAGE] + seconds[OWN_GARBAGE],
        "own_garbage": seconds[OWN_GARBAGE],
        "main": main,
        "main_own": main_own,
        "own": {label: spent for label, spent in seconds.items() if label not in NOT_OWN},
        "pickled": pickled,
        "environment": (options.out / ".doctrees" / "environment.pickle").stat().st_size,
        "pages": len(app.env.found_docs),
        "read": log.read,
        "written": sorted(log.written),
        "links": links,
        "peak": own_usage.ru_maxrss // 1024,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for name in ("source", "conf", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--builder", default="html")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--terms", type=int, default=0)
    parser.add_argument("--without", action="store_true", help="leave the extension out")
    parser.add_argument("-D", dest="overrides", action="append", default=[])
    json.dump(run(parser.parse_args()), sys.stdout)


if __name__ == "__main__":
    main()
