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
GLOSSARIES = [*TARGET_PAGES, "deep/words"]
BUILDERS = ["html", "dirhtml", "xrefcheck"]
EXTENSIONS = ["sphinx.ext.autosummary", "sphinx.ext.todo", "sphinx_glossary_faq"]
OPTIONS = {
    "autosummary_generate": False,
    # The default of Sphinx. Without the doctrees, the copies show which pages were removed.
    "html_copy_source": True,
    "html_extra_path": ["extra"],
    "templates_path": ["templates"],
    "todo_include_todos": True,
    "todo_link_only": True,
}
STATE_FILES = ["build/doctrees/glossary-faq-check-*.json", "build/*/.glossary-faq"]

SINGLE_PAGES = ["refer", "targets", "index", "deep/list"]

REFERENCES = """\
:ref:`x <alpha>`, :ref:`x <beta>`, :ref:`x <alpha>`, :term:`cat`, :term:`dog`, :doc:`/spare`,
:doc:`/deep/spare`, `x <targets.html#part-one>`__, `x <targets.html#part-two>`__,
`x <other.html#alpha>`__, `x <extra.html#x>`__, `x <more.html>`__,
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

.. autosummary::

   tests.documented.feed

.. todo::

   :ref:`x <alpha>`, :term:`cat`, :any:`spare`, `x <spare.html>`__, `x <#part-one>`__, a cat.

   .. see-also::

      ref:beta
      term:dog
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

        self.terms = {("cat", "other"), ("dog", "other")}
        """The terms with their pages, several of which may define the same term."""

        self.headings = dict.fromkeys(HEADINGS, "targets")
        self.pages = {"spare"}
        self.gadget = True
        self.has_picture = True
        self.has_extra_file = False
        self.has_additional_page = False
        self.has_link = False
        """Whether the folder `linked` is a symbolic link to `deep`."""

        self.own = "Own"
        self.extra = ""

    def files(self) -> dict[str, str]:
        """Return all source files."""
        pages = {docname: self._target_page(docname) for docname in GLOSSARIES}
        pages |= {
            "refer": REFERENCES + self.extra,
            "deep/refer": REFERENCES,
            "deep/list": ".. todolist::\n",
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
        if self.has_extra_file:
            files["extra/extra.html"] = '<a id="x" href="targets.html#alpha">x</a>'
        files["extra/robots.txt"] = ""
        files["templates/more.html"] = "<a href=\"{{ pathto('index') }}\">x</a>"
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
        for term, page in sorted(self.terms):
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
        extensions = [*(["myst_parser"] if HAS_MYST else []), *EXTENSIONS]
        self.site = Site(self.folder / "site", extensions, OPTIONS)

    def teardown(self) -> None:
        if hasattr(self, "site"):
            for builder in BUILDERS:
                if builder == "html" or self.site.output(builder).exists():
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

    @rule(term=st.sampled_from(TERMS), docname=st.sampled_from(GLOSSARIES))
    def add_term(self, term: str, docname: str) -> None:
        self.state.terms.add((term, docname))

    @rule(term=st.sampled_from(TERMS), docname=st.sampled_from(GLOSSARIES))
    def remove_term(self, term: str, docname: str) -> None:
        self.state.terms.discard((term, docname))

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

    @rule()
    def toggle_link(self) -> None:
        self.state.has_link = not self.state.has_link

    @rule()
    def toggle_extra_file(self) -> None:
        self.state.has_extra_file = not self.state.has_extra_file

    @rule()
    def toggle_additional_page(self) -> None:
        self.state.has_additional_page = not self.state.has_additional_page

    @rule(own=st.sampled_from(["Own", "Renamed"]))
    def rename_heading(self, own: str) -> None:
        self.state.own = own

    @rule(extra=st.sampled_from(["", "\n:ref:`nope`\n", "\n:ref:`x <alpha>`\n"]))
    def edit_references(self, extra: str) -> None:
        self.state.extra = extra

    # Changes of what a build has left.

    @rule(pattern=st.sampled_from(STATE_FILES))
    def lose_state(self, pattern: str) -> None:
        for path in self.site.folder.glob(pattern):
            path.unlink()

    @rule()
    def lose_doctrees(self) -> None:
        """Delete the doctrees, and what the project has made according to the environment."""
        shutil.rmtree(self.site.doctrees, ignore_errors=True)
        for name in ("extra.html", "more.html", "more/index.html"):
            for path in self.site.folder.glob(f"build/*/{name}"):
                path.unlink()

    # Builds.

    @rule(builder=st.sampled_from(BUILDERS), parallel=st.sampled_from([0, 4]))
    def build(self, builder: str, parallel: int) -> None:
        self._write()
        findings = self._build(self.site, builder, parallel=parallel)
        clean = self.site.fresh(self.folder / "clean")
        assert findings == self._build(clean, builder)
        bodies, expected = _bodies(self.site, builder), _bodies(clean, builder)
        # Sphinx keeps the pages of removed sources.
        assert {name: bodies[name] for name in expected} == expected

    @rule(builder=st.sampled_from(BUILDERS), name=st.sampled_from(SINGLE_PAGES))
    def build_page(self, builder: str, name: str) -> None:
        self._write()
        self._build(self.site, builder, only=[name])

    def _write(self) -> None:
        link = self.site.source / "linked"
        link.unlink(missing_ok=True)
        files = self.state.files()
        self.site.write(files)
        if self.state.has_link:
            link.symlink_to("deep")
        for name in ("picture.png", "extra/extra.html"):
            if name not in files:
                self.site.source.joinpath(name).unlink(missing_ok=True)

    def _build(self, site: Site, builder: str, **options: Any) -> Any:
        """Build, and return the findings in the report and the warnings."""
        pages = {"more": "more.html"} if self.state.has_additional_page else {}
        report = site.build(builder, REPORT_OPTIONS | {"html_additional_pages": pages}, **options)
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
        if name.endswith(".html") and re.search("refer|markdown|list", name)
    }


EDITS: list[Callable[[IncrementalCheck], object]] = [
    lambda check: check.remove_label("alpha"),
    lambda check: check.add_label("alpha", "targets", ""),
    lambda check: check.add_label("alpha", "targets", "latex"),
    lambda check: check.add_label("alpha", "other", "html"),
    lambda check: check.remove_term("cat", "other"),
    lambda check: check.add_term("cat", "targets"),
    lambda check: check.add_term("cat", "deep/words"),
    lambda check: check.remove_term("cat", "targets"),
    lambda check: check.remove_heading("Part one"),
    lambda check: check.add_heading("Part one", "other"),
    lambda check: check.add_heading("Part one", "targets"),
    lambda check: check.remove_page("spare"),
    lambda check: (check.add_page("deep/spare"), check.add_page("spare")),
    lambda check: (check.toggle_index_entry(), check.toggle_picture()),
    lambda check: (check.rename_heading("Renamed"), check.edit_references("\n:ref:`nope`\n")),
    lambda check: check.toggle_link(),
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
        if number % 6 == 0:
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
