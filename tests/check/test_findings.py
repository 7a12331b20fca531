"""Test the findings that are reported in every build of a project."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sphinx_glossary_faq.check import cache
from sphinx_glossary_faq.check.cache import OutputState, WrittenPage, load, pages_of, save
from sphinx_glossary_faq.check.locate.locator import Locator
from sphinx_glossary_faq.check.locate.source_file import (
    SourceFile,
    SourceLocation,
    SourcePattern,
)
from sphinx_glossary_faq.check.references import reference, results
from sphinx_glossary_faq.check.references.reference import Reference, ReferenceUse
from sphinx_glossary_faq.check.references.target_digest import compute_target_digest
from sphinx_glossary_faq.check.site import html_output
from sphinx_glossary_faq.core.model.records import Location, Term
from sphinx_glossary_faq.diagnostics import Subtype, warn
from tests.autolink.test_intersphinx_terms import write_inventory
from tests.building import Build, printed_text

GLOSSARY = """\
Glossary
========

.. glossary::

   call
      A call.

      .. term-info::
         :broader: tlak

   talk
      A talk.
"""


def test_a_build_that_reads_nothing_reports_the_findings_again(build: Build) -> None:
    files = {"index.rst": GLOSSARY}
    first = build(files).warnings
    assert "term-info for “call”: the broader term “tlak” is not in any glossary." in first
    assert "Did you mean “talk”?" in first
    assert build(keep=True).warnings == first


def test_unchanged_output_is_not_checked_again(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its findings are the same; every later change to it is noticed, and its reversal."""
    page = "Page\n====\n\n`a <b.html>`__, `c <gone.txt>`__, `d <b.html#e>`__\n"
    first = build({"index.rst": page, "b.rst": ":orphan:\n\nB\n=\n\n.. _e:\n\nE.\n"})
    assert [part in first.warnings for part in ("“b.html”", "“gone.txt”", "“b.html#e”")] == [
        *(False, True, False)
    ]
    read_output = html_output.read
    monkeypatch.setattr(html_output, "read", None)
    options = {"glossary_faq_report": "report"}
    assert build(keep=True).warnings == first.warnings
    again = build(keep=True, confoverrides=options)
    assert again.warnings == first.warnings
    assert "gone.txt" in again.text("report/output.txt")
    monkeypatch.setattr(html_output, "read", read_output)
    output = Path(first.app.outdir)
    page_bytes = output.joinpath("b.html").read_bytes()
    extra = output / "more.html"
    extra.write_text('<a href="nothing.html">x</a>', "utf-8")
    os.utime(extra, (2**32, 2**32))  # written by something else, after the build has started
    assert "“nothing.html”" in build(keep=True).warnings
    extra.unlink()
    output.joinpath("b.html").write_bytes(page_bytes.replace(b'id="e"', b'id="f"'))
    os.utime(output / "b.html", (2**32, 2**32))
    assert "“b.html#e”" in build(keep=True).warnings
    output.joinpath("b.html").write_bytes(page_bytes)
    os.utime(output / "b.html", (2**32, 2**32 + 1))
    assert build(keep=True).warnings == first.warnings
    output.joinpath("gone.txt").write_text("", "utf-8")
    assert build(keep=True).warnings == ""


def test_unchanged_valid_references_are_not_unpacked(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken references are still reported, each kind by its index."""
    valid = {
        "index.rst": GLOSSARY.replace("tlak", "talk"),
        "b.rst": ":orphan:\n\nB\n=\n\n:term:`call`\n",
    }
    assert build(valid).warnings == ""
    unpack = reference.unpack
    monkeypatch.setattr(results, "unpack", None)
    assert build(keep=True).warnings == ""
    monkeypatch.setattr(results, "unpack", unpack)
    typos = ":term:`call`, ref:`x`\n\n.. index:: see: a; b\n\n.. image:: no.png\n"
    options = {"glossary_faq_report": "report"}
    first = build({"b.rst": f":orphan:\n\nB\n=\n\n{typos}"}, keep=True, confoverrides=options)
    again = build(keep=True, confoverrides=options)
    for built in (first, again):
        report = built.text("report/output.txt")
        rules = ("role-typo", "index-see", "missing-file")
        assert [rule for rule in rules if f"{rule}: " in report] == [*rules]
    assert again.text("report/output.json") == first.text("report/output.json")


def test_another_page_can_resolve_findings(build: Build) -> None:
    assert "tlak" in build({"index.rst": GLOSSARY}).warnings
    page = ":orphan:\n\n.. glossary::\n\n   tlak\n      A word.\n"
    assert build({"more.rst": page}, keep=True).warnings == ""


def test_another_page_can_cause_findings(build: Build) -> None:
    page = ":orphan:\n\n.. glossary::\n\n   tlak\n      A word.\n"
    assert build({"index.rst": GLOSSARY, "more.rst": page}).warnings == ""
    assert "“tlak” is not in any glossary" in build({"more.rst": None}, keep=True).warnings


def test_options_of_unknown_terms_are_reported(build: Build) -> None:
    settings = {"glossary_faq_terms": {"tallk": {"autolink": False}, "call": {}}}
    built = build({"index.rst": GLOSSARY.replace("tlak", "talk")}, confoverrides=settings)
    assert built.warnings == (
        "conf.py: WARNING: glossary_faq_terms: “tallk” is not in any glossary. Did you mean "
        "“talk”? [glossary_faq.config]\n"
    )


def test_a_warning_fails_a_strict_build(build: Build) -> None:
    assert build({"index.rst": GLOSSARY}, fail_on_warning=True).exit_code == 1


TERM_INFO = {
    "rst": (
        "Page\n====\n\n.. glossary::\n\n   one\n   uno : U\n      A.\n\n   two\n      B.\n\n"
        "      .. term-info::\n         :related: nope\n"
    ),
    "md": (
        "# Page\n\nText.\n\n:::{glossary}\none\nuno\n  A.\n\ntwo\n  B.\n\n"
        "  ```{term-info}\n  :related: nope\n  ```\n:::\n"
    ),
    "list": (
        "# Page\n\nText.\n\nMore.\n\n{.glossary}\none\n: A.\n\ntwo\n: B.\n\n"
        "  ```{term-info}\n  :related: nope\n  ```\n"
    ),
}


@pytest.mark.parametrize(
    ("form", "syntax"), [("rst", "rst"), ("md", "md"), ("list", "md")], ids=["rst", "md", "list"]
)
def test_terms_and_their_relations_have_locations(build: Build, form: str, syntax: str) -> None:
    extensions = {"myst_enable_extensions": ["colon_fence", "deflist", "attrs_block"]}
    source = TERM_INFO[form]
    settings = extensions if syntax == "md" else {}
    built = build({f"index.{syntax}": source}, confoverrides=settings)
    lines = source.split("\n")
    terms = built.env.domains["faq"].store.all(Term)  # type: ignore[attr-defined]
    assert [lines[term.location.line - 1].strip() for term in terms] == ["one", "two"]
    number, line = next(item for item in enumerate(lines, 1) if "nope" in item[1])
    location = f"index.{syntax}:{number}:{line.index('nope') + 1}"
    assert built.warnings.startswith(f"{location}: WARNING: term-info for “two”: ")


@pytest.mark.parametrize("check", [["broken"], ["broken", "silent-jump"]])
def test_references_of_disabled_rules_are_not_located(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, check: list[str]
) -> None:
    located: list[str] = []
    locations = Locator.locations

    def record(locator: Locator, docname: str, reference: Reference) -> list[SourceLocation]:
        located.append(reference.target)
        return locations(locator, docname, reference)

    monkeypatch.setattr(Locator, "locations", record)
    python = write_inventory(tmp_path / "python.inv", "Python", "3.14", "duck typing")
    built = build(
        {"index.rst": "Page\n====\n\n:term:`duck typing`\n"},
        confoverrides={
            "extensions": ["sphinx.ext.intersphinx", "sphinx_glossary_faq"],
            "intersphinx_mapping": {"python": ("https://python.example/", python)},
            "glossary_faq_check": check,
        },
    )
    assert located == (["duck typing"] if "silent-jump" in check else [])
    assert ("silent-jump" in built.warnings) == ("silent-jump" in check)


@pytest.mark.parametrize("builder", ["html", "xrefcheck"])
def test_impossible_file_names_are_reported(build: Build, builder: str) -> None:
    name = 300 * "x" + ".png"
    page = f"Page\n====\n\n`a <{name}>`__, `b <%00.png>`__\n\n.. image:: {name}\n"
    built = build({"index.rst": page}, builder, confoverrides={"glossary_faq_report": "report"})
    report = built.text("output.txt" if builder == "xrefcheck" else "report/output.txt")
    assert [line.split(": ")[:2] for line in report.splitlines()[:3]] == [
        ["index.rst:4:1", "dead-link"],
        ["index.rst:4:315", "dead-link"],
        ["index.rst:6:12", "missing-file"],
    ]


def test_file_names_may_be_invalid_utf_8(build: Build) -> None:
    app = build({"index.rst": "Page\n====\n"}).app
    page = WrittenPage(1, 2, "a", "b", None, "")
    pages = {"caf\udce9.html": page}
    loaded = load(app)
    save(app, loaded._replace(pages=pages))
    assert (load(app), pages_of(app, load(app))) == (loaded, pages)


def test_pages_cached_by_another_version_are_ignored(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = build({"index.rst": "Page\n====\n"}).app
    assert "index.html" in pages_of(app, load(app))
    monkeypatch.setattr(cache, "VERSION", cache.VERSION + 1)
    assert pages_of(app, load(app)) == {}


def test_pages_of_another_output_state_are_ignored(build: Build) -> None:
    """As after a build that was interrupted between the two cache files."""
    app = build({"index.rst": "Page\n====\n"}).app
    cached = load(app)
    save(app, cached._replace(pages=pages_of(app, cached), output=OutputState("new")))
    save(app, cached)
    assert pages_of(app, load(app)) == {}


@pytest.mark.parametrize("damaged", ["", "[]", "[" * 100_000, "cut short", "edited"])
def test_a_damaged_cache_is_ignored(build: Build, damaged: str) -> None:
    """The findings are the same."""
    first = build({"index.rst": "Page\n====\n\n:ref:`nope`, `x <gone.html>`__\n"})
    path = Path(first.app.doctreedir, "glossary-faq-check-html.json")
    text = path.read_text("utf-8")
    # Indices of references. Matches ", [0], "; not ", 4, ".
    edited = re.sub(r"(?<=, )\[\d*\](?=, )", '["many"]', text)
    assert json.loads(edited) != json.loads(text)
    path.write_text({"cut short": text[:-9], "edited": edited}.get(damaged, damaged), "utf-8")
    again = build(keep=True)
    assert (again.warnings, again.exit_code) == (first.warnings, 0)


def test_warnings_have_a_single_line(build: Build) -> None:
    """Otherwise text of the author could act as a workflow command of GitHub."""
    text = "A term:`cat\n::error::dog` and a :term:`cow\n::error::hen`.\n"
    faq = "\n.. faq::\n   :collapsible: a\n      ::error::b\n\n   Why?\n      So.\n"
    warnings = build({"index.rst": f"Page\n====\n\n{text}{faq}"}).warnings
    assert warnings.count("::error::") == 4
    assert [line for line in warnings.splitlines() if not line.startswith("index.rst:")] == []


def test_the_order_of_sets_in_conf_py_is_irrelevant(build: Build) -> None:
    """Otherwise all references would be resolved again in each build."""
    app = build({"index.rst": "Page\n====\n"}).app
    digests = set()
    for order in ("ab", "ba"):
        app.config.nitpick_ignore = dict.fromkeys(order).keys()  # a set with a given order
        digests.add(compute_target_digest(app))
    assert len(digests) == 1


def test_a_location_without_a_line_is_reported_as_a_file(build: Build) -> None:
    built = build({"index.rst": "Page\n====\n"})
    warn(Subtype.CONFIG, "Wrong.", Location("index", "index.rst", None))
    warnings = printed_text(built.app.warning, built.srcdir)
    assert warnings == "index.rst: WARNING: Wrong. [glossary_faq.config]\n"


@pytest.mark.myst
def test_a_reference_is_searched_only_in_its_block(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no further than its match: many references on a page would take quadratic time."""
    matches, further_searches, whole_file_searches = 0, 0, 0
    find_offsets = SourceFile.find_offsets

    def count(
        source: SourceFile, pattern: SourcePattern, start: int = 0, end: int | None = None
    ) -> Iterator[int]:
        nonlocal matches, further_searches, whole_file_searches
        whole_file_searches += end is None
        for offset in find_offsets(source, pattern, start, end):
            matches += 1
            yield offset
            further_searches += 1

    monkeypatch.setattr(SourceFile, "find_offsets", count)
    lines = [f"* :ref:`no {number}`, `x <no{number}.html>`__" for number in range(20)]
    markdown = [f"* [](#no{number}), {{ref}}`no {number}`" for number in range(20)]
    files = {
        "index.rst": "\n".join(["Page", "====", "", *lines]),
        "other.md": "\n".join(["# Page", "", *markdown]),
    }
    built = build(files, "xrefcheck")
    assert built.warnings.count("[glossary_faq.") == 80
    assert (matches, further_searches, whole_file_searches) == (80, 0, 0)


def test_references_with_one_notation_are_located_together(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many modules lack a function of the same name."""
    counts: list[int] = []
    locate_uses = Locator._locate_uses

    def record(
        locator: Locator, path: Path, pattern: SourcePattern, references: Sequence[ReferenceUse]
    ) -> list[SourceLocation]:
        counts.append(len(references))
        return locate_uses(locator, path, pattern, references)

    monkeypatch.setattr(Locator, "_locate_uses", record)
    modules = [f".. py:module:: a{number}\n\n:py:func:`gone`\n" for number in range(20)]
    built = build(
        {"index.rst": "\n".join(["Page\n====\n", *modules])}, confoverrides={"nitpicky": True}
    )
    assert re.findall(r":(\d+):1: ", built.warnings) == [str(6 + 4 * n) for n in range(20)]
    assert counts == [20]


def test_a_copied_file_is_read_once(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    paths: list[Path] = []
    initialize = SourceFile.__init__

    def record(self: SourceFile, path: Path) -> None:
        paths.append(path)
        initialize(self, path)

    monkeypatch.setattr(SourceFile, "__init__", record)
    links = [f'<p><a href="no{number % 15}.html">x</a>\n' for number in range(20)]
    files = {"index.rst": "Page\n====\n", "extra/a.html": "".join(links)}
    built = build(files, confoverrides={"html_extra_path": ["extra"]})
    assert built.warnings.count("[glossary_faq.extra-link]") == 20
    assert "extra/a.html:16:13: WARNING: link: target “no0.html”" in built.warnings
    assert [path.name for path in paths] == ["a.html"]


FILE_REFERENCES = {
    "rst": ":doc:`tires.rst`, :doc:`/tires.html`, :doc:`tires.txt`.\n\n"
    ".. see-also::\n\n   tires.html",
    "md": "{doc}`tires.md`, [x](tires.html), [x](tires.txt).\n\n:::{see-also}\ntires.html\n:::",
}


def test_the_page_of_a_file_is_suggested(build: Build, syntax: str) -> None:
    """For its source file and its output file, but for no other suffix."""
    heads = {"rst": "Page\n====\n", "md": "# Page\n"}
    head = heads[syntax]
    files = {
        f"index.{syntax}": f"{head}\n{FILE_REFERENCES[syntax]}\n",
        f"tires.{syntax}": f"{head}\nText.\n",
    }
    built = build(files, "xrefcheck")
    warnings = [line for line in built.warnings.splitlines() if "[glossary_faq.reference]" in line]
    link = "tires.md" if syntax == "md" else "tires"  # as MyST documents links to pages
    suggestions = ("tires", link, "", "tires")
    assert [
        f"Did you mean “{name}” (tires.{syntax})?" in line
        for name, line in zip(suggestions, warnings, strict=True)
    ] == [True, True, False, True]


def test_the_output_of_a_removed_page_is_not_checked(build: Build) -> None:
    """Not even if it is all that an interrupted build left."""
    head = "Title\n=====\n\n"
    files: dict[str, str | None] = {
        "index.rst": f"{head}Text.\n",
        "a.rst": f":orphan:\n\n{head}:doc:`b`\n",
        "b.rst": f":orphan:\n\n{head}Text.\n",
        "copied/extra.html": "<p>Text.</p>",
    }
    options = {"html_extra_path": ["copied"]}
    built = build(files, confoverrides=options)
    shutil.rmtree(built.app.doctreedir)
    (built.outdir / "b.html").unlink()
    removed: dict[str, str | None] = {"a.rst": None, "b.rst": None}
    edited = {"index.rst": f"{head}`x <extra.html>`__ `x <a.html>`__\n"}
    again = build({**removed, **edited}, confoverrides=options, keep=True)
    assert "a.html" in again.files()
    assert again.warnings.count("WARNING") == again.warnings.count("“a.html”") == 1


def test_source_suffixes_may_have_two_dots(build: Build) -> None:
    """The page is reStructuredText, in which a role in the notation of Markdown is a typo."""
    index = (
        "Page\n====\n\n{term}`tires`, :doc:`tires.rst.txt`.\n\n.. see-also::\n\n   tires.rst.txt\n"
    )
    files = {"index.rst.txt": index, "tires.rst.txt": ":orphan:\n\nTires\n=====\n"}
    settings = {"source_suffix": {".rst.txt": "restructuredtext"}}
    warnings = build(files, confoverrides=settings).warnings
    assert re.findall(r"“(.*?)”", warnings) == ["{term}`tires`", "tires.rst.txt", "tires"]


SIDEBAR = """\
{% extends "!layout.html" %}
{% block footer %}{{ toctree(collapse=False, titles_only=False) }}{% endblock %}
"""


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("theme", ["basic", "with a sidebar"])
def test_links_of_themes_to_removed_pages_are_updated(
    build: Build, builder: str, theme: str
) -> None:
    """Sphinx does not update them; the pages are written again, as in a clean build."""
    head = "Title\n=====\n\n"
    files: dict[str, str | None] = {
        "index.rst": f"{head}.. toctree::\n   :glob:\n\n   part/*\n",
        "part/a.rst": f"{head}Text.\n",
        "part/b.rst": f"{head}One\n---\n\nTwo\n---\n",
        "part/c.rst": f"{head}Text.\n",
        "part/d.rst": f"{head}Text.\n",
    }
    options: dict[str, object] = {"html_theme": "basic"}
    if theme != "basic":
        files["_templates/layout.html"] = SIDEBAR
        options["templates_path"] = ["_templates"]
    build(files, builder, confoverrides=options)
    edited: dict[str, str | None] = {"part/b.rst": f"{head}One\n---\n\nThree\n-----\n"}
    assert build(edited, builder, confoverrides=options, keep=True).warnings == ""
    again = build({"part/c.rst": None}, builder, confoverrides=options, keep=True)
    assert again.warnings == ""
    page = {"html": "part/d.html", "dirhtml": "part/d/index.html"}[builder]
    html = again.text(page)
    after = {**files, **edited}
    del after["part/c.rst"]
    assert html == build(after, builder, confoverrides=options).text(page)


LINKING_PAGE = f"""\
# A

[x](b.md), [x](b.md#part), [x](sub/c.md), <project:b.md>, [x](/b.md), [x](data.txt), [x](#b.b),
<project:{300 * "x"}.md>
"""
LINKED_PAGE = "---\norphan: true\n---\n# Title\n\n## Part\n"


@pytest.mark.myst
@pytest.mark.parametrize(
    "more",
    [
        {"b.md": LINKED_PAGE},
        {"sub/c.md": LINKED_PAGE},
        {"data.txt": "x"},
        {"b.rst": ":orphan:\n\nTitle\n=====\n"},
    ],
    ids="".join,
)
def test_files_that_markdown_links_to_may_appear_and_vanish(
    build: Build, more: dict[str, str | None]
) -> None:
    """The linking page is read again, once; the findings are those of a clean build."""
    less: dict[str, str | None] = {"index.md": LINKING_PAGE}
    states = [less, {**less, **more}, less, {**less, "b.md": LINKED_PAGE}, {**less, **more}]
    before: dict[str, str | None] = {}
    for files in states:
        clean = build(files, project="clean")
        html, warnings = clean.text("index.html"), clean.warnings
        removed = dict.fromkeys(before.keys() - files.keys())
        edited = {name: text for name, text in files.items() if before.get(name) != text}
        built = build(removed | edited, keep=bool(before))
        assert (built.warnings, built.text("index.html")) == (warnings, html)
        assert (
            "index"
            not in build(keep=True).status.partition("reading sources")[2].partition("looking")[0]
        )
        before = files


IN_A_FOLDER = {
    "rst": ":doc:`sub/part`, :doc:`Part`, :doc:`/homme`, `x <part.rst>`__, `x <../home.rst>`__\n",
    "md": "{doc}`sub/part`, {doc}`Part`, {doc}`/homme`, [x](part.html), [x](../home.html)\n",
}

SUGGESTIONS = {
    "html": ["part", "part", "/home", "part.html", "../home.html"],
    "dirhtml": ["part", "part", "/home", "../part/", "../../home/"],
}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_pages_are_suggested_relative_to_the_referencing_page(
    build: Build, syntax: str, builder: str
) -> None:
    heads = {"rst": ":orphan:\n\nPage\n====\n", "md": "---\norphan: true\n---\n# Page\n"}
    head = heads[syntax]
    files = {
        f"index.{syntax}": head,
        f"home.{syntax}": head,
        f"sub/part.{syntax}": head,
        f"sub/refer.{syntax}": f"{head}\n{IN_A_FOLDER[syntax]}",
    }
    built = build(files, builder, confoverrides={"glossary_faq_report": "report"})
    document = json.loads(built.text("report/output.json"))
    suggestions = SUGGESTIONS[builder]
    if syntax == "md":
        suggestions = [*suggestions[:3], "part.md", "../home.md"]
    findings = document["findings"]
    assert [finding["suggestion"] for finding in findings] == suggestions
    assert [finding["rule"] for finding in findings][:2] == ["reference", "case-mismatch"]


def test_a_missing_citation_is_reported(build: Build) -> None:
    built = build({"index.rst": "Page\n====\n\n[Ada] and [Adda]_, [Ada]_.\n\n.. [Ada] A book.\n"})
    warning = "index.rst:4:11: WARNING: citation: entry “Adda” does not exist. Did you mean “Ada”?"
    assert built.warnings == f"{warning} [glossary_faq.reference]\n"


def test_an_application_that_builds_twice_reports_each_build_once(build: Build) -> None:
    built = build({"index.rst": f"{GLOSSARY}\n   talk\n      Twice.\n\n:ref:`nope`\n"})
    built.app.build(force_all=True)
    warnings = printed_text(built.app.warning, built.srcdir)
    assert warnings == 2 * built.warnings
    assert "nope" in warnings
    assert "duplicate-term" in warnings


ENTRIES = {
    "rst": "A gadget.\n\nA gadget.\n\n.. index:: see: gizmo; gadget\n\nNo gadget.",
    "md": "A gadget.\n\nA gadget.\n\n```{index} see: gizmo; gadget\n```\n\nNo gadget.",
}


def test_an_index_entry_is_located(build: Build, syntax: str) -> None:
    """Not the same word in the text before it."""
    head = {"rst": "Page\n====\n", "md": "# Page\n\n"}[syntax]
    built = build({f"index.{syntax}": f"{head}\n{ENTRIES[syntax]}\n"})
    location = f"index.{syntax}:8:24"
    assert built.warnings.startswith(f"{location}: WARNING: index: entry “gadget” does not exist.")


def test_empty_targets_are_reported(build: Build) -> None:
    built = build({"index.rst": "Page\n====\n\n:ref:`a <>`, :doc:`/`\n"})
    messages = [line.partition("WARNING: ")[2] for line in built.warnings.splitlines()]
    assert messages == [
        "ref role: label “” does not exist. [glossary_faq.reference]",
        "doc role: page “/” does not exist. [glossary_faq.reference]",
    ]
