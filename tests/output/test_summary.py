"""Test the summary at the end of a build."""

from __future__ import annotations

import pytest

from tests.building import Build, Built

PAGE = """\
Guide
=====

A cat and a dog. A cat again.

.. term-compare:: cat; dog
   :definitions:

.. faq::

   Why?
      Because.

.. glossary::

   animal
      It lives.

   cat
      It purrs.

      .. term-info::
         :broader: animal

   dog
      It barks.
"""


LINKED = "linked 2 mentions of 2 terms on 1 page"
CONTENT = "glossary: 3 terms; FAQ: 1 question; comparisons: 1"


def summary(built: Built) -> list[str]:
    """Return the lines of the summary."""
    starts = ("linked", "HTML builds", "glossary", "FAQ", "checked")
    return [line for line in built.status.splitlines() if line.startswith(starts)]


def test_counts_links_directives_and_references(build: Build) -> None:
    assert summary(build({"index.rst": PAGE})) == [
        f"{LINKED}; {CONTENT}",
        "checked 2 references and 1 HTML page: no findings",
    ]


PAGES = {
    f"page{number}.rst": f":orphan:\n\n{'A' * 9}\n{'=' * 9}\n\nA cat.\n" for number in range(6)
}


@pytest.mark.parametrize("parallel", [0, 2])
def test_numbers_are_those_of_the_project(build: Build, parallel: int) -> None:
    """Those of a term are counted once, and pages that are not written are counted too."""
    first = build({"index.rst": PAGE, **PAGES}, parallel=parallel)
    assert summary(first) == [
        f"linked 8 mentions of 2 terms on 7 pages; {CONTENT}",
        "checked 2 references and 7 HTML pages: no findings",
    ]
    edited = build({"page0.rst": PAGES["page1.rst"] + "Broken: :ref:`no`.\n"}, keep=True)
    assert summary(edited) == [
        f"linked 8 mentions of 2 terms on 7 pages; {CONTENT}",
        "checked 3 references and 7 HTML pages: 1 finding",
    ]
    assert summary(build({}, keep=True)) == summary(edited)


def test_the_check_reports_its_progress_before_its_findings(build: Build) -> None:
    built = build({"index.rst": PAGE})
    assert "\nchecking references... done\nlinked" in built.status
    assert "checking references" not in build({"index.rst": PAGE}, "gettext").status


@pytest.mark.parametrize(
    ("builder", "check", "expected"),
    [
        ("html", [], [f"{LINKED}; {CONTENT}"]),
        ("xrefcheck", ["broken"], [f"HTML builds link{LINKED[6:]}; {CONTENT}", "2 references"]),
        ("text", ["broken"], [CONTENT, "2 references"]),
        ("gettext", ["broken"], [CONTENT]),
        ("singlehtml", ["broken"], [f"{LINKED}; {CONTENT}", "2 references and 1 HTML page"]),
    ],
)
def test_reports_only_what_a_build_has_done(
    build: Build, builder: str, check: list[str], expected: list[str]
) -> None:
    options = {"glossary_faq_check": check, "glossary_faq_check_ignore": ["unused-term"]}
    content, *checked = expected
    lines = [content, *(f"checked {objects}: no findings" for objects in checked)]
    assert summary(build({"index.rst": PAGE}, builder, confoverrides=options)) == lines


def test_does_not_count_deleted_pages(build: Build) -> None:
    more = ":orphan:\n\nMore\n====\n\n:ref:`search`\n"
    built = build({"index.rst": PAGE, "more.rst": more})
    assert "checked 3 references and 2 HTML pages:" in built.status
    built = build({"more.rst": None}, keep=True)
    assert "checked 2 references and 1 HTML page:" in built.status


def test_accepted_findings_are_counted_apart(build: Build) -> None:
    page = PAGE + "\n:ref:`no`\n"
    baseline = build({"index.rst": page}, "xrefcheck").text("baseline.json")
    files = {"index.rst": page + "\n:doc:`none`\n", "baseline.json": baseline}
    built = build(files, confoverrides={"glossary_faq_baseline": "baseline.json"})
    assert summary(built)[1] == (
        "checked 4 references and 1 HTML page: 1 finding; baseline: 1 finding"
    )


def test_a_project_without_terms_has_no_numbers_of_links(build: Build) -> None:
    assert summary(build({"index.rst": "Guide\n=====\n\nText.\n"})) == [
        "checked 0 references and 1 HTML page: no findings"
    ]
