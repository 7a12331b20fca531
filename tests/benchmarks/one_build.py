"""One build of a documentation, and what it cost: run by the benchmarks, in a process of its own.

The extension is put beside those of the project, or left out, whatever its `conf.py` says. All that
it connects to Sphinx is measured as it is connected, so that its share is known exactly, without
taking two noisy sums from one another. The cost of a label is without what others inside it cost;
collections of garbage are told apart, whoever's objects they walk. Not told: what Sphinx itself
does for the larger pages (splitting a text makes two nodes more for each link), and, with several
jobs, what happens in the processes that Sphinx forks.
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

OTHERS = "Sphinx"
GARBAGE = "garbage"
WITHIN = "garbage within"

CHECK = "check: "
"""What the steps of the check begin with."""

NOT_OURS = frozenset({OTHERS, GARBAGE, WITHIN})

FIRST, LAST = -1, 10_000
"""Priorities of listeners: before and after any other."""

# Matches `for`, `iter`; not `a`, `x1`, `Été`.
_WORD = re.compile(r"\b[a-z]{2,}\b")


class Ledger:
    """CPU time of this process by label, each without what was spent under labels inside of it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._open = [OTHERS]
        self._since = 0.0
        gc.callbacks.append(self._collecting)

    def enter(self, label: str) -> None:
        self._settle()
        self._open.append(label)

    def leave(self) -> None:
        self._settle()
        self._open.pop()

    def ours(self) -> float:
        """The seconds under all labels of ours so far."""
        self._settle()
        return sum(spent for label, spent in self.seconds.items() if label not in NOT_OURS)

    def _settle(self) -> None:
        now = time.process_time()
        self.seconds[self._open[-1]] += now - self._since
        self._since = now

    def _collecting(self, phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            self.enter(GARBAGE if self._open[-1] == OTHERS else WITHIN)
        else:
            self.leave()

    @contextmanager
    def span(self, label: str) -> Iterator[None]:
        self.enter(label)
        try:
            yield
        finally:
            self.leave()

    def measured(self, label: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """*function*, entered under *label* whenever it is called."""

        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            self.enter(label)
            try:
                return function(*args, **kwargs)
            finally:
                self.leave()

        return call

    def measure(self, owner: object, name: str, label: str) -> None:
        """Measure the function *name* of a class or a module from now on."""
        setattr(owner, name, self.measured(label, getattr(owner, name)))

    def measure_all(self, owner: object, name: str, label: str) -> None:
        """The same for one that yields: all that it gives is made at once."""
        plain = getattr(owner, name)
        at_once = self.measured(label, lambda *args, **kwargs: list(plain(*args, **kwargs)))
        setattr(owner, name, at_once)


class MeasuredSphinx(Sphinx):
    """Sphinx, with the extension or without it, and with a ledger of what the extension costs."""

    def __init__(self, ledger: Ledger, extension: bool, *args: Any, **kwargs: Any) -> None:
        self.ledger = ledger
        self.extension = extension
        super().__init__(*args, **kwargs)

    def setup_extension(self, extname: str) -> None:
        if extname != EXTENSION:
            super().setup_extension(extname)
        elif self.extension:
            with self.ledger.span("importing and registering"):
                super().setup_extension(extname)
            measure_inside(self.ledger)

    def preload_builder(self, name: str) -> None:
        # The first thing that Sphinx does after it has loaded the extensions of conf.py.
        self.setup_extension(EXTENSION)
        super().preload_builder(name)

    def connect(self, event: Any, callback: Any, priority: int = 500) -> int:
        if is_ours(callback):
            callback = self.ledger.measured(f"{event}: {name_of(callback)}", callback)
        return super().connect(event, callback, priority)

    def add_transform(self, transform: type[Transform]) -> None:
        self._measure_transform(transform)
        super().add_transform(transform)

    def add_post_transform(self, transform: type[Transform]) -> None:
        self._measure_transform(transform)
        super().add_post_transform(transform)

    def _measure_transform(self, transform: type[Transform]) -> None:
        if is_ours(transform):
            for name in ("__init__", "apply"):
                self.ledger.measure(transform, name, f"transform: {name_of(transform)}")

    def add_domain(self, domain: type[Domain], override: bool = False) -> None:
        if is_ours(domain):
            for name in ("clear_doc", "merge_domaindata", "get_objects", "resolve_any_xref"):
                self.ledger.measure(domain, name, f"domain: {name}")
        super().add_domain(domain, override)


def is_ours(connected: Any) -> bool:
    return str(connected.__module__).partition(".")[0] == EXTENSION


def name_of(connected: Any) -> str:
    """`linking.prose.collect`."""
    return f"{connected.__module__}.{connected.__qualname__}".removeprefix(f"{EXTENSION}.")


def measure_inside(ledger: Ledger) -> None:
    """Tell apart what the handlers do: their steps, each under a label of its own."""
    measure_linking(ledger)
    measure_checking(ledger)


def measure_linking(ledger: Ledger) -> None:
    from sphinx_glossary_faq.core.matcher import Matcher
    from sphinx_glossary_faq.linking import autolink, plans, prose
    from sphinx_glossary_faq.linking.zones import AUTOLINKED

    ledger.measure(prose.Index, "__init__", "walking")
    ledger.measure(autolink.RunFinder, "__init__", "walking")
    ledger.measure(autolink, "run_at", "walking")
    ledger.measure(prose, "pack", "packing")
    ledger.measure(plans, "plan_page", "matching")
    ledger.measure(plans.Plans, "get", "unpacking")
    ledger.measure(plans.Plans, "basis", "digests of pages")
    ledger.measure(Matcher, "__init__", "building the vocabulary")
    for name in ("visit_reference", "depart_reference"):
        plain = getattr(HTML5Translator, name)
        measured = ledger.measured("writing links", plain)

        def visit(self: Any, node: Any, plain: Any = plain, measured: Any = measured) -> None:
            (measured if AUTOLINKED in node["classes"] else plain)(self, node)

        setattr(HTML5Translator, name, visit)


def measure_checking(ledger: Ledger) -> None:
    from sphinx_glossary_faq.checking import check, glossary, prose, references, slips, written
    from sphinx_glossary_faq.checking.origins import Origins

    for module, name, step in (
        (references, "digest_of_targets", "digest of all targets"),
        (references, "resolve", "resolving"),
        (references.Links, "on", "unpacking references"),
        (check, "load", "loading the last answers"),
        (check, "save", "saving the answers"),
        (written, "read", "reading the written pages"),
    ):
        ledger.measure(module, name, f"{CHECK}{step}")
    for owner, name, step in (
        (written, "follow", "judging the links of written pages"),
        (Origins, "tell", "placing dead links"),
        (references.Links, "findings", "placing references"),
        (slips, "find", "placing slips"),
        (glossary, "find", "rules of the glossary"),
        (prose, "find", "rules of the prose"),
    ):
        ledger.measure_all(owner, name, f"{CHECK}{step}")


class Told:
    """What is told of a build beside its cost."""

    def __init__(self, app: MeasuredSphinx, terms: int) -> None:
        self.read = 0
        self.written: set[str] = set()
        self.made_up = 0.0
        """The seconds that went into making up terms, which no build would."""
        self._ledger = app.ledger
        self._marks = [("reading", 0.0, 0.0)]
        self._terms = terms
        app.connect("source-read", self.note_read)
        app.connect("env-updated", self.note_updated, priority=FIRST)
        app.connect("write-started", lambda *_: self.mark("writing"))
        app.connect("build-finished", lambda *_: self.mark(""), priority=LAST)
        app.connect("doctree-resolved", lambda app, tree, docname: self.written.add(docname))

    def note_read(self, app: Sphinx, docname: str, content: list[str]) -> None:
        self.read += 1

    def note_updated(self, app: Sphinx, env: Any) -> None:
        self.mark("planning")
        if self._terms and app.extension:  # type: ignore[attr-defined]
            begun = time.process_time()
            make_up_terms(app, self._terms)
            self.made_up = time.process_time() - begun

    def mark(self, label: str) -> None:
        self._marks.append((label, time.process_time(), self._ledger.ours()))

    def phases(self) -> tuple[dict[str, float], dict[str, float]]:
        """The main process's seconds in each phase, and those of them that were ours."""
        spent, ours = {}, {}
        for (label, begun, before), (_next, end, after) in pairwise(self._marks):
            spent[label], ours[label] = end - begun, after - before
        spent["planning"] -= self.made_up
        return spent, ours


def make_up_terms(app: Sphinx, count: int) -> None:
    """Record *count* terms that no page defines: pairs of words which the prose does have."""
    from sphinx_glossary_faq.core.model import Label, Place, Prose, Term
    from sphinx_glossary_faq.core.plan import Run
    from sphinx_glossary_faq.domain import domain_of
    from sphinx_glossary_faq.linking.packing import unpack

    store = domain_of(app.env).store
    words: set[str] = set()
    for page in store.all(Prose):
        for item in unpack(page.packed, app.builder):
            words.update(_WORD.findall(item.text) if isinstance(item, Run) else ())
    choose, known = random.Random(0).choice, sorted(words)
    names = dict.fromkeys(f"{choose(known)} {choose(known)}" for _ in range(count))
    root = app.config.root_doc
    store.add(
        root,
        *(
            Term(Place(root, "", None), (Label(name, f"term-made-up-{number}", name),))
            for number, name in enumerate(names)
        ),
    )
    domain_of(app.env).know(())


def growth_of_pickle(app: Sphinx, ledger: Ledger) -> int:
    """The bytes of the extension's records in the environment; what they cost is booked."""
    with ledger.span("pickling"):
        pickled = pickle.dumps(app.env.domaindata["faq"], pickle.HIGHEST_PROTOCOL)
    return len(pickled)


def overriding(written: str) -> tuple[str, Any]:
    """`name=value`, or `name=[]` for an empty list, of which `sphinx-build -D` knows nothing."""
    name, _, value = written.partition("=")
    return name, [] if value == "[]" else value


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Build, and tell what `measuring.Build` holds."""
    ledger = Ledger()
    overrides = dict(overriding(each) for each in options.overrides)
    with patch_docutils(options.conf), docutils_namespace(), Path(os.devnull).open("w") as nowhere:
        app = MeasuredSphinx(
            *(ledger, not options.without),
            *(options.source, options.conf, options.out, options.out / ".doctrees"),
            *(options.builder, overrides),
            status=None,
            warning=nowhere,
            parallel=options.jobs,
        )
        told = Told(app, options.terms)
        app.build()
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(each.ru_utime + each.ru_stime for each in usage) - told.made_up
    pickled = links = 0
    if app.extension:
        if told.read or options.jobs > 1:  # what forked processes read is not told
            pickled = growth_of_pickle(app, ledger)
        links = app.env.domains["faq"].linked.mentions  # type: ignore[attr-defined]
    main, main_ours = told.phases()
    seconds = ledger.seconds
    return {
        "cpu": cpu,
        "garbage": seconds[GARBAGE] + seconds[WITHIN],
        "garbage_within": seconds[WITHIN],
        "main": main,
        "main_ours": main_ours,
        "ours": {label: spent for label, spent in seconds.items() if label not in NOT_OURS},
        "pickled": pickled,
        "environment": (options.out / ".doctrees" / "environment.pickle").stat().st_size,
        "pages": len(app.env.found_docs),
        "read": told.read,
        "written": sorted(told.written),
        "links": links,
        "peak": usage[0].ru_maxrss // 1024,
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
