"""The findings of a whole project, told in every build."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sphinx_glossary_faq.checking import cache, references, uses, written
from sphinx_glossary_faq.checking.cache import WrittenPage, load, pages_of, save
from sphinx_glossary_faq.checking.locating import Locator
from sphinx_glossary_faq.checking.sources import Source, Spot
from sphinx_glossary_faq.checking.uses import Reference, Use
from sphinx_glossary_faq.checking.world import digest_of_targets
from sphinx_glossary_faq.core.model import Place, Term
from sphinx_glossary_faq.diagnostics import Subtype, warn
from tests.building import Build, plain
from tests.linking.test_remote import inventory

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


def test_findings_are_told_again_by_a_build_that_reads_nothing(build: Build) -> None:
    files = {"index.rst": GLOSSARY}
    first = build(files).warnings
    assert "term-info of “call”: the broader term “tlak” is in no glossary." in first
    assert "Did you mean “talk”?" in first
    assert build(keep=True).warnings == first


def test_an_output_that_is_as_it_was_is_not_followed_again(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is told of it is the same; whatever is done to it is seen, and what undoes that."""
    page = "Page\n====\n\n`a <b.html>`__, `c <gone.txt>`__, `d <b.html#e>`__\n"
    first = build({"index.rst": page, "b.rst": ":orphan:\n\nB\n=\n\n.. _e:\n\nE.\n"})
    assert [part in first.warnings for part in ("“b.html”", "“gone.txt”", "“b.html#e”")] == [
        *(False, True, False)
    ]
    read = written.read
    monkeypatch.setattr(written, "read", None)
    options = {"glossary_faq_report": "report"}
    assert build(keep=True).warnings == first.warnings
    told = build(keep=True, confoverrides=options)
    assert (told.warnings, "gone.txt" in told.text("report/output.txt")) == (first.warnings, True)
    monkeypatch.setattr(written, "read", read)
    output = Path(first.app.outdir)
    kept = output.joinpath("b.html").read_bytes()
    extra = output / "more.html"
    extra.write_text('<a href="nothing.html">x</a>', "utf-8")
    os.utime(extra, (2**32, 2**32))  # written behind the back of the build, and since it began
    assert "“nothing.html”" in build(keep=True).warnings
    extra.unlink()
    output.joinpath("b.html").write_bytes(kept.replace(b'id="e"', b'id="f"'))
    os.utime(output / "b.html", (2**32, 2**32))
    assert "“b.html#e”" in build(keep=True).warnings
    output.joinpath("b.html").write_bytes(kept)
    os.utime(output / "b.html", (2**32, 2**32 + 1))
    assert build(keep=True).warnings == first.warnings
    output.joinpath("gone.txt").write_text("", "utf-8")
    assert build(keep=True).warnings == ""


def test_sound_references_are_not_looked_at_again(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong with others is told all the same: each kind is found by its number."""
    sound = {
        "index.rst": GLOSSARY.replace("tlak", "talk"),
        "b.rst": ":orphan:\n\nB\n=\n\n:term:`call`\n",
    }
    assert build(sound).warnings == ""
    unpack = uses.unpack
    monkeypatch.setattr(references, "unpack", None)
    assert build(keep=True).warnings == ""
    monkeypatch.setattr(references, "unpack", unpack)
    slips = ":term:`call`, ref:`x`\n\n.. index:: see: a; b\n\n.. image:: no.png\n"
    options = {"glossary_faq_report": "report"}
    first = build({"b.rst": f":orphan:\n\nB\n=\n\n{slips}"}, keep=True, confoverrides=options)
    again = build(keep=True, confoverrides=options)
    for built in (first, again):
        report = built.text("report/output.txt")
        rules = ("role-typo", "index-see", "missing-file")
        assert [rule for rule in rules if f"{rule}: " in report] == [*rules]
    assert again.text("report/output.json") == first.text("report/output.json")


def test_findings_go_when_another_page_mends_them(build: Build) -> None:
    assert "tlak" in build({"index.rst": GLOSSARY}).warnings
    page = ":orphan:\n\n.. glossary::\n\n   tlak\n      A word.\n"
    assert build({"more.rst": page}, keep=True).warnings == ""


def test_findings_come_when_another_page_breaks_them(build: Build) -> None:
    page = ":orphan:\n\n.. glossary::\n\n   tlak\n      A word.\n"
    assert build({"index.rst": GLOSSARY, "more.rst": page}).warnings == ""
    assert "“tlak” is in no glossary" in build({"more.rst": None}, keep=True).warnings


def test_options_of_terms_that_no_glossary_has_are_told(build: Build) -> None:
    settings = {"glossary_faq_terms": {"tallk": {"autolink": False}, "call": {}}}
    built = build({"index.rst": GLOSSARY.replace("tlak", "talk")}, confoverrides=settings)
    assert built.warnings == (
        "conf.py: WARNING: glossary_faq_terms: “tallk” is in no glossary. Did you mean "
        "“talk”? [glossary_faq.config]\n"
    )


def test_a_warning_fails_a_strict_build(build: Build) -> None:
    assert build({"index.rst": GLOSSARY}, fail_on_warning=True).exit_code == 1


PLACED = {
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
def test_terms_and_what_is_said_of_them_have_their_lines(
    build: Build, form: str, syntax: str
) -> None:
    extensions = {"myst_enable_extensions": ["colon_fence", "deflist", "attrs_block"]}
    source = PLACED[form]
    settings = extensions if syntax == "md" else {}
    built = build({f"index.{syntax}": source}, confoverrides=settings)
    lines = source.split("\n")
    stored = built.env.domains["faq"].store.all(Term)  # type: ignore[attr-defined]
    assert [lines[term.place.line - 1].strip() for term in stored] == ["one", "two"]
    at, line = next((at, line) for at, line in enumerate(lines, 1) if "nope" in line)
    place = f"index.{syntax}:{at}:{line.index('nope') + 1}"
    assert built.warnings.startswith(f"{place}: WARNING: term-info of “two”: ")


@pytest.mark.parametrize("check", [["broken"], ["broken", "silent-jump"]])
def test_pages_are_not_gone_through_for_what_no_rule_asks_for(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, check: list[str]
) -> None:
    located: list[str] = []
    spots = Locator.spots

    def noted(locator: Locator, docname: str, reference: Reference) -> list[Spot]:
        located.append(reference.target)
        return spots(locator, docname, reference)

    monkeypatch.setattr(Locator, "spots", noted)
    python = inventory(tmp_path / "python.inv", "Python", "3.14", "duck typing")
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
def test_names_that_no_file_can_have_are_told(build: Build, builder: str) -> None:
    name = 300 * "x" + ".png"
    page = f"Page\n====\n\n`a <{name}>`__, `b <%00.png>`__\n\n.. image:: {name}\n"
    built = build({"index.rst": page}, builder, confoverrides={"glossary_faq_report": "report"})
    report = built.text("output.txt" if builder == "xrefcheck" else "report/output.txt")
    assert [line.split(": ")[:2] for line in report.splitlines()[:3]] == [
        ["index.rst:4:1", "dead-link"],
        ["index.rst:4:315", "dead-link"],
        ["index.rst:6:12", "missing-file"],
    ]


def test_names_of_files_need_not_be_text(build: Build) -> None:
    app = build({"index.rst": "Page\n====\n"}).app
    page = WrittenPage(1, 2, "a", "b", None, "")
    pages = {"caf\udce9.html": page}
    kept = load(app)
    save(app, kept._replace(pages=pages))
    assert (load(app), pages_of(app, load(app))) == (kept, pages)


def test_pages_that_another_version_read_are_read_anew(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = build({"index.rst": "Page\n====\n"}).app
    assert "index.html" in pages_of(app, load(app))
    monkeypatch.setattr(cache, "VERSION", cache.VERSION + 1)
    assert pages_of(app, load(app)) == {}


@pytest.mark.parametrize("broken", ["", "[]", "[" * 100_000, "cut short", "edited"])
def test_what_the_last_build_left_may_be_broken(build: Build, broken: str) -> None:
    """It counts for nothing, and what is found is the same."""
    first = build({"index.rst": "Page\n====\n\n:ref:`nope`, `x <gone.html>`__\n"})
    kept = Path(first.app.doctreedir, "glossary-faq-check-html.json")
    text = kept.read_text("utf-8")
    # Numbers of references: matches ", [0], "; not ", 4, ".
    edited = re.sub(r"(?<=, )\[\d*\](?=, )", '["many"]', text)
    assert json.loads(edited) != json.loads(text)
    kept.write_text({"cut short": text[:-9], "edited": edited}.get(broken, broken), "utf-8")
    again = build(keep=True)
    assert (again.warnings, again.exit_code) == (first.warnings, 0)


def test_no_line_of_a_warning_is_the_author_s_alone(build: Build) -> None:
    """Or it could be a command of GitHub's."""
    text = "A term:`cat\n::error::dog` and a :term:`cow\n::error::hen`.\n"
    faq = "\n.. faq::\n   :collapsible: a\n      ::error::b\n\n   Why?\n      So.\n"
    warnings = build({"index.rst": f"Page\n====\n\n{text}{faq}"}).warnings
    assert warnings.count("::error::") == 4
    assert [line for line in warnings.splitlines() if not line.startswith("index.rst:")] == []


def test_sets_in_conf_py_have_one_order(build: Build) -> None:
    """They may be in any; then all references would be followed again in each build."""
    app = build({"index.rst": "Page\n====\n"}).app
    digests = set()
    for order in ("ab", "ba"):
        app.config.nitpick_ignore = dict.fromkeys(order).keys()  # a set in the order that it says
        digests.add(digest_of_targets(app))
    assert len(digests) == 1


def test_a_place_without_a_line_is_told_by_its_file_alone(build: Build) -> None:
    built = build({"index.rst": "Page\n====\n"})
    warn(Subtype.CONFIG, "Wrong.", Place("index", "index.rst", None))
    told = plain(built.app.warning, built.srcdir)
    assert told == "index.rst: WARNING: Wrong. [glossary_faq.config]\n"


@pytest.mark.myst
def test_a_reference_is_looked_for_in_its_block_and_no_further_than_it_stands(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the time that a page with many takes would grow with the square of their number."""
    found, searched_on, in_all = 0, 0, 0
    matches = Source.matches

    def counted(
        source: Source, pattern: str, start: int = 0, end: int | None = None
    ) -> Iterator[int]:
        nonlocal found, searched_on, in_all
        in_all += end is None
        for offset in matches(source, pattern, start, end):
            found += 1
            yield offset
            searched_on += 1

    monkeypatch.setattr(Source, "matches", counted)
    lines = [f"* :ref:`no {number}`, `x <no{number}.html>`__" for number in range(20)]
    markdown = [f"* [](#no{number}), {{ref}}`no {number}`" for number in range(20)]
    files = {
        "index.rst": "\n".join(["Page", "====", "", *lines]),
        "other.md": "\n".join(["# Page", "", *markdown]),
    }
    built = build(files, "xrefcheck")
    assert built.warnings.count("[glossary_faq.") == 80
    assert (found, searched_on, in_all) == (80, 0, 0)


def test_references_that_are_written_alike_are_looked_for_in_one_go(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In each of many modules another function is missing, by one name."""
    placed: list[int] = []
    place = Locator._spots_of

    def noted(locator: Locator, path: Path, pattern: str, uses: Sequence[Use]) -> list[Spot]:
        placed.append(len(uses))
        return place(locator, path, pattern, uses)

    monkeypatch.setattr(Locator, "_spots_of", noted)
    modules = [f".. py:module:: a{number}\n\n:py:func:`gone`\n" for number in range(20)]
    built = build(
        {"index.rst": "\n".join(["Page\n====\n", *modules])}, confoverrides={"nitpicky": True}
    )
    assert re.findall(r":(\d+):1: ", built.warnings) == [str(6 + 4 * n) for n in range(20)]
    assert placed == [20]


def test_a_file_that_is_copied_is_read_once(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    source = Source.__init__

    def noted(self: Source, path: Path) -> None:
        read.append(path)
        source(self, path)

    monkeypatch.setattr(Source, "__init__", noted)
    links = [f'<p><a href="no{number % 15}.html">x</a>\n' for number in range(20)]
    files = {"index.rst": "Page\n====\n", "extra/a.html": "".join(links)}
    built = build(files, confoverrides={"html_extra_path": ["extra"]})
    assert built.warnings.count("[glossary_faq.extra-link]") == 20
    assert "extra/a.html:16:13: WARNING: “no0.html”" in built.warnings
    assert [path.name for path in read] == ["a.html"]


REFERRING_TO_FILES = {
    "rst": ":doc:`tires.rst`, :doc:`/tires.html`, :doc:`tires.txt`.\n\n"
    ".. see-also::\n\n   tires.html",
    "md": "{doc}`tires.md`, [x](tires.html), [x](tires.txt).\n\n:::{see-also}\ntires.html\n:::",
}


def test_who_names_a_page_by_its_file_is_told_its_name(build: Build, syntax: str) -> None:
    """The file that it is read from or written to; of any other there is nothing to suggest."""
    heads = {"rst": "Page\n====\n", "md": "# Page\n"}
    head = heads[syntax]
    files = {
        f"index.{syntax}": f"{head}\n{REFERRING_TO_FILES[syntax]}\n",
        f"tires.{syntax}": f"{head}\nText.\n",
    }
    built = build(files, "xrefcheck")
    told = [line for line in built.warnings.splitlines() if "[glossary_faq.reference]" in line]
    meant = f"Did you mean “tires” (tires.{syntax})?"
    assert [meant in line for line in told] == [True, True, False, True]


def test_the_file_of_a_removed_page_is_not_read(build: Build) -> None:
    """Not even if it is all that is left of a build that was broken off."""
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


def test_a_suffix_with_two_dots_is_one(build: Build) -> None:
    """What is read by it is reStructuredText, in which a role of Markdown is a slip."""
    index = (
        "Page\n====\n\n{term}`tires`, :doc:`tires.rst.txt`.\n\n.. see-also::\n\n   tires.rst.txt\n"
    )
    files = {"index.rst.txt": index, "tires.rst.txt": ":orphan:\n\nTires\n=====\n"}
    settings = {"source_suffix": {".rst.txt": "restructuredtext"}}
    told = build(files, confoverrides=settings).warnings
    assert re.findall(r"“(.*?)”", told) == ["{term}`tires`", "tires.rst.txt", "tires"]


SIDEBAR = """\
{% extends "!layout.html" %}
{% block footer %}{{ toctree(collapse=False, titles_only=False) }}{% endblock %}
"""


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("theme", ["basic", "with a sidebar"])
def test_what_themes_say_of_other_pages_is_no_finding_once_those_are_gone(
    build: Build, builder: str, theme: str
) -> None:
    """Sphinx lets it stand; it is written again, and the pages are those of a clean build."""
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
    written = again.text(page)
    after = {**files, **edited}
    del after["part/c.rst"]
    assert written == build(after, builder, confoverrides=options).text(page)


LINKING = f"""\
# A

[x](b.md), [x](b.md#part), [x](sub/c.md), <project:b.md>, [x](/b.md), [x](data.txt), [x](#b.b),
<project:{300 * "x"}.md>
"""
LINKED = "---\norphan: true\n---\n# Title\n\n## Part\n"


@pytest.mark.myst
@pytest.mark.parametrize(
    "more",
    [
        {"b.md": LINKED},
        {"sub/c.md": LINKED},
        {"data.txt": "x"},
        {"b.rst": ":orphan:\n\nTitle\n=====\n"},
    ],
    ids="".join,
)
def test_files_that_markdown_links_to_may_come_and_go(
    build: Build, more: dict[str, str | None]
) -> None:
    """What links to them is read again, once; what is found is what a clean build finds."""
    less: dict[str, str | None] = {"index.md": LINKING}
    states = [less, {**less, **more}, less, {**less, "b.md": LINKED}, {**less, **more}]
    before: dict[str, str | None] = {}
    for files in states:
        clean = build(files, project="clean")
        shown, told = clean.text("index.html"), clean.warnings
        gone = dict.fromkeys(before.keys() - files.keys())
        edited = {name: text for name, text in files.items() if before.get(name) != text}
        built = build(gone | edited, keep=bool(before))
        assert (built.warnings, built.text("index.html")) == (told, shown)
        assert (
            "index"
            not in build(keep=True).status.partition("reading sources")[2].partition("looking")[0]
        )
        before = files


IN_A_FOLDER = {
    "rst": ":doc:`sub/part`, :doc:`Part`, :doc:`/homme`, `x <part.rst>`__, `x <../home.rst>`__\n",
    "md": "{doc}`sub/part`, {doc}`Part`, {doc}`/homme`, [x](part.html), [x](../home.html)\n",
}

SUGGESTED = {
    "html": ["part", "part", "/home", "part.html", "../home.html"],
    "dirhtml": ["part", "part", "/home", "../part/", "../../home/"],
}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_page_is_suggested_as_the_referring_page_would_write_it(
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
    suggested = SUGGESTED[builder]
    if syntax == "md":
        suggested = [*suggested[:3], "part", "/home"]
    assert [each["suggestion"] for each in document["findings"]] == suggested
    assert [each["rule"] for each in document["findings"]][:2] == ["reference", "case-mismatch"]


def test_a_citation_is_called_one(build: Build) -> None:
    built = build({"index.rst": "Page\n====\n\n[Ada] and [Adda]_, [Ada]_.\n\n.. [Ada] A book.\n"})
    told = "index.rst:4:11: WARNING: citation: no entry “Adda”. Did you mean “Ada”?"
    assert built.warnings == f"{told} [glossary_faq.reference]\n"


def test_nothing_is_told_twice_by_an_app_that_builds_twice(build: Build) -> None:
    built = build({"index.rst": f"{GLOSSARY}\n   talk\n      Twice.\n\n:ref:`nope`\n"})
    built.app.build(force_all=True)
    both = plain(built.app.warning, built.srcdir)
    assert both == 2 * built.warnings
    assert "nope" in both
    assert "duplicate-term" in both


ENTRIES = {
    "rst": "A gadget.\n\nA gadget.\n\n.. index:: see: gizmo; gadget\n\nNo gadget.",
    "md": "A gadget.\n\nA gadget.\n\n```{index} see: gizmo; gadget\n```\n\nNo gadget.",
}


def test_an_index_entry_is_told_where_it_stands(build: Build, syntax: str) -> None:
    """Not where the text before it has the same word."""
    head = {"rst": "Page\n====\n", "md": "# Page\n\n"}[syntax]
    built = build({f"index.{syntax}": f"{head}\n{ENTRIES[syntax]}\n"})
    at = f"index.{syntax}:8:24"
    assert built.warnings.startswith(f"{at}: WARNING: index: no entry “gadget” to see.")


def test_a_reference_to_nothing_is_told_as_such(build: Build) -> None:
    built = build({"index.rst": "Page\n====\n\n:ref:`a <>`, :doc:`/`\n"})
    told = [line.partition("WARNING: ")[2] for line in built.warnings.splitlines()]
    assert told == [
        "ref role: no label “”. [glossary_faq.reference]",
        "doc role: no page “/”. [glossary_faq.reference]",
    ]
