"""Test that incremental builds have the same findings as clean builds.

After any sequence of edits and builds, the findings, the warnings and the text of pages with
references are compared with a clean build by the same builder.

By default, a few fixed examples are run.  `CHECK_EXAMPLES=200` runs 200 random examples.
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

from tests.autolink.sites import Site
from tests.check.marked import REPORT_OPTIONS
from tests.conftest import HAS_MYST

EXAMPLES = int(os.environ.get("CHECK_EXAMPLES", "0"))

LABELS = ["alpha", "beta"]
TERMS = ["cat", "dog"]
HEADINGS = ["Part one", "Part two"]
TARGET_PAGES = ["targets", "other"]
BUILDERS = ["html", "dirhtml", "xrefcheck"]

REFERENCES = """\
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

# The text of a page, without navigation, which Sphinx itself leaves outdated.
# Matches `<div class="body" role="main">…<div class="clearer">`; not the sidebar.
BODY = re.compile(r'<div class="body" role="main">.*?<div class="clearer">', re.DOTALL)


class State:
    """The sources of the project."""

    def __init__(self) -> None:
        self.labels: dict[str, tuple[str, str]] = {"alpha": ("targets", ""), "beta": ("other", "")}
        """The page of each label, and the expression of the `only` around it; empty if none."""

        self.terms = {"cat": "other", "dog": "other"}
        self.headings = dict.fromkeys(HEADINGS, "targets")
        self.pages = {"spare"}
        self.gadget = True
        self.has_picture = True
        self.own = "Own"
        self.extra = ""

    def files(self) -> dict[str, str]:
        """Return all source files."""
        pages = {docname: self._target_page(docname) for docname in TARGET_PAGES}
        pages |= {
            "refer": REFERENCES + self.extra,
            "deep/refer": REFERENCES,
            "index": self._index(),
        }
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

    def _target_page(self, docname: str) -> str:
        blocks = []
        for label, (page, tag) in self.labels.items():
            if page == docname:
                block = f".. _{label}:\n\nA paragraph.\n"
                indented = block.replace("\n", "\n   ").rstrip() + "\n"
                blocks.append(f".. only:: {tag}\n\n   {indented}" if tag else block)
        for term, page in self.terms.items():
            if page == docname:
                blocks.append(f".. glossary::\n\n   {term}\n      It is.\n")
        for heading, page in self.headings.items():
            if page == docname:
                blocks.append(f"{heading}\n--------\n\nText.\n")
        return "\n".join(blocks)


class IncrementalCheck(RuleBasedStateMachine):
    """A sequence of edits and builds, each of which is compared with a clean build."""

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

    # Edits.

    @rule(
        label=st.sampled_from(LABELS),
        docname=st.sampled_from(TARGET_PAGES),
        tag=st.sampled_from(["", "latex", "html"]),
    )
    def add_label(self, label: str, docname: str, tag: str) -> None:
        self.state.labels[label] = docname, tag

    @rule(label=st.sampled_from(LABELS))
    def remove_label(self, label: str) -> None:
        self.state.labels.pop(label, None)

    @rule(term=st.sampled_from(TERMS), docname=st.sampled_from(TARGET_PAGES))
    def add_term(self, term: str, docname: str) -> None:
        self.state.terms[term] = docname

    @rule(term=st.sampled_from(TERMS))
    def remove_term(self, term: str) -> None:
        self.state.terms.pop(term, None)

    @rule(heading=st.sampled_from(HEADINGS), docname=st.sampled_from(TARGET_PAGES))
    def add_heading(self, heading: str, docname: str) -> None:
        self.state.headings[heading] = docname

    @rule(heading=st.sampled_from(HEADINGS))
    def remove_heading(self, heading: str) -> None:
        self.state.headings.pop(heading, None)

    @rule(name=st.sampled_from(["spare", "deep/spare"]))
    def add_page(self, name: str) -> None:
        self.state.pages.add(name)

    @rule(name=st.sampled_from(["spare", "deep/spare"]))
    def remove_page(self, name: str) -> None:
        self.state.pages.discard(name)

    @rule()
    def toggle_index_entry(self) -> None:
        self.state.gadget = not self.state.gadget

    @rule()
    def toggle_picture(self) -> None:
        self.state.has_picture = not self.state.has_picture

    @rule(own=st.sampled_from(["Own", "Renamed"]))
    def rename_heading(self, own: str) -> None:
        self.state.own = own

    @rule(extra=st.sampled_from(["", "\n:ref:`nope`\n", "\n:ref:`x <alpha>`\n"]))
    def edit_references(self, extra: str) -> None:
        self.state.extra = extra

    # Builds.

    @rule(builder=st.sampled_from(BUILDERS), parallel=st.sampled_from([0, 4]))
    def build(self, builder: str, parallel: int) -> None:
        self._write()
        findings = self._build(self.site, builder, parallel=parallel)
        clean = self.site.fresh(self.folder / "clean")
        assert findings == self._build(clean, builder)
        assert _bodies(self.site, builder) == _bodies(clean, builder)

    @rule(builder=st.sampled_from(BUILDERS), name=st.sampled_from(["refer", "targets"]))
    def build_page(self, builder: str, name: str) -> None:
        self._write()
        self._build(self.site, builder, only=[name])

    def _write(self) -> None:
        self.site.write(self.state.files())
        if not self.state.has_picture:
            self.site.source.joinpath("picture.png").unlink(missing_ok=True)

    def _build(self, site: Site, builder: str, **options: Any) -> Any:
        """Build, and return the findings in the report and the warnings."""
        report = site.build(builder, REPORT_OPTIONS, **options)
        folder = site.output(builder)
        output = folder if builder == "xrefcheck" else folder / "report"
        findings = json.loads((output / "output.json").read_text("utf-8"))["findings"]
        assert findings, "the check did not run"
        return findings, report.own_warnings


def _bodies(site: Site, builder: str) -> dict[str, list[str]]:
    """Return the texts of all pages with references."""
    return {
        name: BODY.findall(content.decode())
        for name, content in site.files(builder).items()
        if name.endswith(".html") and ("refer" in name or "markdown" in name)
    }


EDITS: list[Callable[[IncrementalCheck], None]] = [
    lambda check: check.remove_label("alpha"),
    lambda check: check.add_label("alpha", "targets", ""),
    lambda check: check.add_label("alpha", "targets", "latex"),
    lambda check: check.add_label("alpha", "other", "html"),
    lambda check: check.remove_term("cat"),
    lambda check: check.add_term("cat", "targets"),
    lambda check: check.remove_heading("Part one"),
    lambda check: check.add_heading("Part one", "other"),
    lambda check: check.add_heading("Part one", "targets"),
    lambda check: check.remove_page("spare"),
    lambda check: check.add_page("deep/spare"),
    lambda check: check.add_page("spare"),
    lambda check: check.toggle_index_entry(),
    lambda check: check.toggle_picture(),
    lambda check: check.rename_heading("Renamed"),
    lambda check: check.edit_references("\n:ref:`nope`\n"),
]


def test_each_edit_by_itself() -> None:
    """Pages that an edit does not touch are correct after it, too."""
    check = IncrementalCheck()
    check.begin()
    check.build("html", 0)
    check.build("xrefcheck", 0)
    for number, edit in enumerate(EDITS):
        edit(check)
        if number % 4 == 2:
            check.build_page("html", "targets")
        check.build("html", 0)
        if number % 3 == 0:
            check.build("xrefcheck", 0)
    check.teardown()


TestIncrementalCheck = IncrementalCheck.TestCase
TestIncrementalCheck.settings = settings(
    max_examples=EXAMPLES or 2,
    stateful_step_count=30 if EXAMPLES else 8,
    deadline=None,
    derandomize=not EXAMPLES,
    database=None,
    suppress_health_check=list(HealthCheck),
)
