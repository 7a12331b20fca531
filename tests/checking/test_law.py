"""The law of the check, as a property of any sequence of edits and builds.

What an incremental build finds is what a clean build finds, by every builder; and what a page
shows of its references is what a clean build shows.

The default is a short run of fixed examples.  `CHECK_LAW=200` runs that many random ones.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.checking.marked import REPORT
from tests.conftest import HAS_MYST
from tests.linking.sites import Site

EXAMPLES = int(os.environ.get("CHECK_LAW", "0"))

LABELS = ["alpha", "beta"]
TERMS = ["cat", "dog"]
HEADINGS = ["Part one", "Part two"]
HOMES = ["targets", "other"]
BUILDERS = ["html", "dirhtml", "xrefcheck"]

REFERRING = """\
:ref:`x <alpha>`, :ref:`x <beta>`, :ref:`x <alpha>`, :term:`cat`, :term:`dog`, :doc:`/spare`,
:doc:`/deep/spare`, `x <targets.html#part-one>`__, `x <targets.html#part-two>`__,
`x <other.html#alpha>`__,
`x <spare.html>`__, `x <../spare.html>`__.
:func:`paint`, :any:`alpha`, :any:`spare`, [nope][spare], :ref:alpha, alpha_, a cat, a kitty.

.. raw:: html

   <a href="targets.html#alpha">x</a> <a href="spare.html">x</a> <a href="deep/spare.html">x</a>

.. index:: see: gizmo; gadget

.. image:: /picture.png

.. see-also::

   spare
   ref:alpha
   term:cat
"""

MARKDOWN = """\
# Markdown

[x](targets.md#part-one), [x](targets.md), [x](#alpha), [x](spare.md), [x](#own), {ref}`x <beta>`,
<a href="spare.html">x</a>, [x](marked.md#part-one), {term}`cat`.
"""

# The text of a page, without what Sphinx alone leaves stale around it.
# Matches `<div class="body" role="main">…<div class="clearer">`; not the sidebar.
BODY = re.compile(r'<div class="body" role="main">.*?<div class="clearer">', re.DOTALL)


class State:
    """The project as its author has it."""

    def __init__(self) -> None:
        self.labels: dict[str, tuple[str, str]] = {"alpha": ("targets", ""), "beta": ("other", "")}
        """On which page a label is, and in which block of `only`, if in any."""

        self.terms = {"cat": "other", "dog": "other"}
        self.headings = dict.fromkeys(HEADINGS, "targets")
        self.pages = {"spare"}
        self.gadget = True
        self.has_picture = True
        self.own = "Own"
        self.extra = ""

    def files(self) -> dict[str, str]:
        """All pages."""
        pages = {home: self._home(home) for home in HOMES}
        pages |= {"refer": REFERRING + self.extra, "deep/refer": REFERRING, "index": self._index()}
        pages |= dict.fromkeys(self.pages, "Text.\n")
        title = "Title\n=====\n\n"
        files = {f"{name}.rst": f":orphan:\n\n{title}{text}" for name, text in pages.items()}
        if HAS_MYST:
            files["markdown.md"] = f"---\norphan: true\n---\n\n{MARKDOWN}\n## {self.own}\n"
            headings = "\n".join(f"## {name}\n" for name in self.headings)
            files["marked.md"] = f"---\norphan: true\n---\n\n# Marked\n\n{headings}"
        if self.has_picture:
            files["picture.png"] = "no picture"
        return files

    def _index(self) -> str:
        entries = "".join(f"   {name}\n" for name in sorted(self.pages))
        return f".. toctree::\n\n{entries}\n{'.. index:: gadget' if self.gadget else ''}\n"

    def _home(self, home: str) -> str:
        blocks = []
        for label, (at, tag) in self.labels.items():
            if at == home:
                block = f".. _{label}:\n\nA paragraph.\n"
                indented = block.replace("\n", "\n   ").rstrip() + "\n"
                blocks.append(f".. only:: {tag}\n\n   {indented}" if tag else block)
        for term, at in self.terms.items():
            if at == home:
                blocks.append(f".. glossary::\n\n   {term}\n      It is.\n")
        for heading, at in self.headings.items():
            if at == home:
                blocks.append(f"{heading}\n--------\n\nText.\n")
        return "\n".join(blocks)


class Checked(RuleBasedStateMachine):
    """An author at work, whose every build is compared with a clean one."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.state = State()
        extensions = [*(["myst_parser"] if HAS_MYST else []), "sphinx_glossary_faq"]
        self.site = Site(self.folder / "site", extensions)

    def teardown(self) -> None:
        if hasattr(self, "site"):
            for builder in BUILDERS:
                self.build(builder, 0)
        shutil.rmtree(self.folder, ignore_errors=True)

    # What an author changes.

    @rule(
        label=st.sampled_from(LABELS),
        home=st.sampled_from(HOMES),
        tag=st.sampled_from(["", "latex", "html"]),
    )
    def put_a_label(self, label: str, home: str, tag: str) -> None:
        self.state.labels[label] = home, tag

    @rule(label=st.sampled_from(LABELS))
    def remove_a_label(self, label: str) -> None:
        self.state.labels.pop(label, None)

    @rule(term=st.sampled_from(TERMS), home=st.sampled_from(HOMES))
    def define(self, term: str, home: str) -> None:
        self.state.terms[term] = home

    @rule(term=st.sampled_from(TERMS))
    def undefine(self, term: str) -> None:
        self.state.terms.pop(term, None)

    @rule(heading=st.sampled_from(HEADINGS), home=st.sampled_from(HOMES))
    def put_a_heading(self, heading: str, home: str) -> None:
        self.state.headings[heading] = home

    @rule(heading=st.sampled_from(HEADINGS))
    def remove_a_heading(self, heading: str) -> None:
        self.state.headings.pop(heading, None)

    @rule(name=st.sampled_from(["spare", "deep/spare"]))
    def add_a_page(self, name: str) -> None:
        self.state.pages.add(name)

    @rule(name=st.sampled_from(["spare", "deep/spare"]))
    def remove_a_page(self, name: str) -> None:
        self.state.pages.discard(name)

    @rule()
    def change_the_index(self) -> None:
        self.state.gadget = not self.state.gadget

    @rule()
    def change_the_picture(self) -> None:
        self.state.has_picture = not self.state.has_picture

    @rule(own=st.sampled_from(["Own", "Renamed"]))
    def rename_a_heading(self, own: str) -> None:
        self.state.own = own

    @rule(extra=st.sampled_from(["", "\n:ref:`nope`\n", "\n:ref:`x <alpha>`\n"]))
    def edit_what_refers(self, extra: str) -> None:
        self.state.extra = extra

    # Builds.

    @rule(builder=st.sampled_from(BUILDERS), parallel=st.sampled_from([0, 4]))
    def build(self, builder: str, parallel: int) -> None:
        self._write()
        found = self._build(self.site, builder, parallel=parallel)
        clean = self.site.fresh(self.folder / "clean")
        assert found == self._build(clean, builder)
        assert _bodies(self.site, builder) == _bodies(clean, builder)

    @rule(builder=st.sampled_from(BUILDERS), name=st.sampled_from(["refer", "targets"]))
    def build_one_page(self, builder: str, name: str) -> None:
        self._write()
        self._build(self.site, builder, only=[name])

    def _write(self) -> None:
        self.site.write(self.state.files())
        if not self.state.has_picture:
            self.site.source.joinpath("picture.png").unlink(missing_ok=True)

    def _build(self, site: Site, builder: str, **how: Any) -> Any:
        """What is found, as it is written down and as it is told."""
        report = site.build(builder, REPORT, **how)
        folder = site.output(builder)
        output = folder if builder == "xrefcheck" else folder / "report"
        found = json.loads((output / "output.json").read_text("utf-8"))["findings"]
        assert found, "nothing was looked for"
        return found, report.findings


def _bodies(site: Site, builder: str) -> dict[str, list[str]]:
    """The texts of all pages that refer to others."""
    return {
        name: BODY.findall(content.decode())
        for name, content in site.files(builder).items()
        if name.endswith(".html") and ("refer" in name or "markdown" in name)
    }


EDITS: list[Callable[[Checked], None]] = [
    lambda author: author.remove_a_label("alpha"),
    lambda author: author.put_a_label("alpha", "targets", ""),
    lambda author: author.put_a_label("alpha", "targets", "latex"),
    lambda author: author.put_a_label("alpha", "other", "html"),
    lambda author: author.undefine("cat"),
    lambda author: author.define("cat", "targets"),
    lambda author: author.remove_a_heading("Part one"),
    lambda author: author.put_a_heading("Part one", "other"),
    lambda author: author.put_a_heading("Part one", "targets"),
    lambda author: author.remove_a_page("spare"),
    lambda author: author.add_a_page("deep/spare"),
    lambda author: author.add_a_page("spare"),
    lambda author: author.change_the_index(),
    lambda author: author.change_the_picture(),
    lambda author: author.rename_a_heading("Renamed"),
    lambda author: author.edit_what_refers("\n:ref:`nope`\n"),
]


def test_every_edit_is_noticed_by_itself() -> None:
    """By the pages that it leaves alone: each edit, and a build; what one breaks another mends."""
    author = Checked()
    author.begin()
    author.build("html", 0)
    author.build("xrefcheck", 0)
    for number, edit in enumerate(EDITS):
        edit(author)
        if number % 4 == 2:
            author.build_one_page("html", "targets")
        author.build("html", 0)
        if number % 3 == 0:
            author.build("xrefcheck", 0)
    author.teardown()


TestLaw = Checked.TestCase
TestLaw.settings = settings(
    max_examples=EXAMPLES or 2,
    stateful_step_count=30 if EXAMPLES else 8,
    deadline=None,
    derandomize=not EXAMPLES,
    database=None,
    suppress_health_check=list(HealthCheck),
)
