"""Test `term-compare`: forms of rows, definitions, relations and warnings."""

from __future__ import annotations

import pytest

from tests.building import Build
from tests.directives.built_pages import page_body, text_of, texts_of, warnings_of

GLOSSARY = """\
:orphan:

Glossary
========

.. glossary::

   call
      A *call* by ``phone``.

      It may be long.

   video call
      A call seen.

      .. term-info::
         :broader: call
         :aliases: seen call

   panel call
      A video call with many.

      .. term-info::
         :broader: video call

   FAQ
      Questions.
"""

ROWS = {
    "list rst": """\
   * - Who *speaks*
     - One
     - Two ``codes``
   * - How
     - - Ear
       - Mouth
     - Eye
""",
    "list md": """\
* - Who *speaks*
  - One
  - Two `codes`
* - How
  - - Ear
    - Mouth
  - Eye
""",
    "grid rst": """\
   +--------------+---------+---------------+
   | Old          | Head    | Gone          |
   +==============+=========+===============+
   | Who *speaks* | One     | Two ``codes`` |
   +--------------+---------+---------------+
   | How          | - Ear   | Eye           |
   |              | - Mouth |               |
   +--------------+---------+---------------+
""",
    "list-table rst": """\
   .. list-table::
      :header-rows: 1

      * - Old
        - Head
        - Gone
      * - Who *speaks*
        - One
        - Two ``codes``
      * - How
        - - Ear
          - Mouth
        - Eye
""",
    "csv rst": """\
   .. csv-table::
      :header: Old, Head, Gone

      Who *speaks*, One, Two ``codes``
      How, "- Ear
      - Mouth", Eye
""",
    "simple rst": """\
   ============  =======  =============
   Old           Head     Gone
   ============  =======  =============
   Who *speaks*  One      Two ``codes``
   How           - Ear    Eye
                 - Mouth
   ============  =======  =============
""",
    "pipe md": """\
| Old | Head | Gone |
|-----|------|------|
| Who *speaks* | One | Two `codes` |
| How | <ul><li>Ear</li></ul> | Eye |
""",
}

DIRECTIVE = {
    "rst": "Page\n====\n\n.. term-compare:: call; video call\n   :caption: A *caption*\n"
    "   :name: compared\n   :class: wide\n\n{rows}\n:ref:`compared`\n",
    "md": "# Page\n\n:::{{term-compare}} call; video call\n:caption: A *caption*\n"
    ":name: compared\n:class: wide\n\n{rows}:::\n\n{{ref}}`compared`\n",
}


@pytest.mark.parametrize(
    ("rows", "syntax"), [pytest.param(name, name.split()[1], id=name) for name in ROWS]
)
def test_all_forms_of_rows_make_the_same_table(build: Build, rows: str, syntax: str) -> None:
    source = DIRECTIVE[syntax].format(rows=ROWS[rows])
    built = build({f"index.{syntax}": source, "glossary.rst": GLOSSARY})
    assert built.warnings == ""
    table = page_body(built).select_one("table.term-compare.wide#compared")
    assert table is not None
    assert texts_of(table, "thead tr > *") == ["", "call", "video call"]
    assert [str(a["href"]) for a in table.select("thead th[scope=col] a")] == [
        "glossary.html#term-call",
        "glossary.html#term-video-call",
    ]
    assert texts_of(table, "tbody th[scope=row]") == ["Who speaks", "How"]
    cells = texts_of(table, "tbody td")
    assert (cells[:2], cells[3]) == (["One", "Two codes"], "Eye")
    assert "Ear" in str(table.select("tbody td")[2])
    assert [str(td["data-term"]) for td in table.select("tbody td")[:2]] == ["call", "video call"]
    assert texts_of(table, "em, code, caption em") == ["caption", "speaks", "codes"]
    assert "Gone" not in text_of(table)
    frame = table.parent
    assert frame is not None
    caption = table.select_one("caption")
    assert caption is not None
    assert (frame["role"], frame["aria-labelledby"]) == ("region", caption["id"])
    assert texts_of(page_body(built), ".term-compare-relation") == [
        "Every video call is a call, but not every call is a video call."
    ]
    assert texts_of(page_body(built), "section > p > a[href='#compared']") == ["A caption"]


def make_project(terms: str, options: str = "", rows: str = "") -> dict[str, str]:
    """Return a project with one comparison."""
    content = "".join(f"   {line}\n" for line in (*options.splitlines(), "", *rows.splitlines()))
    page = f"Page\n====\n\n.. term-compare:: {terms}\n{content}"
    return {"index.rst": page, "glossary.rst": GLOSSARY}


ROW = "* - a\n  - b\n  - c"


@pytest.mark.parametrize(
    ("terms", "relation", "expected"),
    [
        ("call; FAQ", "", []),
        ("call; FAQ", "disjoint", ["No call is an FAQ, and no FAQ is a call."]),
        (
            "FAQ; call",
            "overlapping",
            ["“FAQ” and “call” overlap: something can be both, and each has cases of its own."],
        ),
        ("call; FAQ", "equivalent", ["“call” and “FAQ” mean the same."]),
        ("video call; seen call", "", ["“video call” and “seen call” mean the same."]),
        (
            "calls; seen call",
            "",
            ["Every seen call is a call, but not every call is a seen call."],
        ),
        (
            "call; video call; panel call",
            "",
            ["“video call” is a kind of “call”; “panel call” is a kind of “video call”."],
        ),
        (
            "panel call; call; FAQ",
            "",
            ["Every panel call is a call, but not every call is a panel call."],
        ),
    ],
)
def test_sentence_states_the_relation(
    build: Build, terms: str, relation: str, expected: list[str]
) -> None:
    options = f":definitions:\n:relation: {relation}" if relation else ":definitions:"
    built = build(make_project(terms, options))
    assert built.warnings == ""
    assert texts_of(page_body(built), ".term-compare-relation") == expected


def test_definitions_come_from_the_glossary(build: Build) -> None:
    page = page_body(build(make_project("call; seen call", ":definitions:", ROW)))
    assert texts_of(page, "tbody th") == ["Definition", "a"]
    cell = page.select("tbody td")[0]
    assert str(cell.p) == (
        '<p>A <em>call</em> by <code class="docutils literal notranslate">'
        '<span class="pre">phone</span></code>.</p>'
    )
    assert texts_of(page, "tbody td") == ["A call by phone.", "A call seen.", "b", "c"]


INVALID_ROWS = """\
* - few
  - one
* - many
  - m1
  - m2
  - m3
* single
* - behind
  - n1
  - n2

  paragraph

A paragraph.

* - second
"""

INVALID = {
    "rst": make_project("call; FAQ", "", INVALID_ROWS)["index.rst"],
    "md": f"# Page\n\n:::{{term-compare}} call; FAQ\n\n{INVALID_ROWS}:::\n",
}


def test_invalid_rows_warn_and_are_kept(build: Build, syntax: str) -> None:
    built = build({f"index.{syntax}": INVALID[syntax], "glossary.rst": GLOSSARY})
    first = {"rst": 6, "md": 5}[syntax]
    fix = (
        "instead of 3. Write the aspect and one cell for each of the 2 terms. "
        "[glossary_faq.term_compare]"
    )
    not_a_row = (
        "term-compare: this content is not a row and is shown below the comparison. Write all "
        "rows in one list (“* - aspect”, then “- cell” for each term) or in one table. "
        "[glossary_faq.term_compare]"
    )
    assert warnings_of(built) == [
        f"{first}: term-compare: the row “few” has 2 cells {fix}",
        f"{first + 2}: term-compare: the row “many” has 4 cells {fix}",
        f"{first + 6}: term-compare: the row “single” has 1 cell {fix}",
        f"{first + 13}: {not_a_row}",
        f"{first + 15}: {not_a_row}",
    ]
    page_text = text_of(page_body(built))
    cells = (
        "few",
        "one",
        "many",
        "m1",
        "m2",
        "m3",
        "single",
        "n2 paragraph",
        "A paragraph.",
        "sec",
    )
    assert [cell for cell in cells if cell not in page_text] == []


def test_spanning_cell_warns_at_its_row(build: Build) -> None:
    rows = "+---+---+---+\n| a | b | c |\n+---+---+---+\n| d | both  |\n+---+-------+"
    built = build(make_project("call; FAQ", "", rows))
    assert warnings_of(built) == [
        (
            "9: term-compare: the row “d” has 2 cells instead of 3. Write the aspect and one cell "
            "for each of the 2 terms. [glossary_faq.term_compare]"
        )
    ]
    assert texts_of(page_body(built), "tbody tr > *") == ["a", "b", "c", "d", "both", ""]


@pytest.mark.parametrize(
    ("terms", "given"),
    [
        ("", "none are given"),
        ("call", "only “call” is given"),
        ("call; call;", "only “call; call;” is given"),
    ],
)
def test_too_few_terms_warn_and_keep_the_content(build: Build, terms: str, given: str) -> None:
    built = build(make_project(terms, "", ROW))
    assert warnings_of(built) == [
        (
            "4: term-compare: two or more different terms are required, but "
            f"{given}. The content is shown without a comparison. Separate terms with “;”. "
            "[glossary_faq.term_compare]"
        )
    ]
    assert text_of(page_body(built)) == "Page a b c"


def test_unknown_terms_warn_with_a_suggestion(build: Build, syntax: str) -> None:
    sources = {
        "rst": make_project("cal; vidio call", "", ROW)["index.rst"],
        "md": f"# Page\n\n:::{{term-compare}} cal; vidio call\n\n{ROW}\n:::\n",
    }
    built = build({f"index.{syntax}": sources[syntax], "glossary.rst": GLOSSARY})
    line = {"rst": 4, "md": 3}[syntax]
    assert warnings_of(built) == [
        (
            f"{line}:19: term-compare: glossary term “cal” does not exist. "
            "Did you mean “call” (glossary.rst:8)? [glossary_faq.reference]"
        ),
        (
            f"{line}:24: term-compare: glossary term “vidio call” does not exist. "
            "Did you mean “video call” (glossary.rst:13)? [glossary_faq.reference]"
        ),
    ]
    assert texts_of(page_body(built), "thead th") == ["cal", "vidio call"]


@pytest.mark.parametrize(
    ("sources", "location"),
    [
        (make_project("call; video call", ":relation: disjoint", ROW), "5:13"),
        pytest.param(
            {
                "index.md": "# Page\n\n:::{term-compare} call; video call\n---\nrelation: disjoint"
                f"\n---\n\n{ROW}\n:::\n",
                "glossary.rst": GLOSSARY,
            },
            "5:9",
            marks=pytest.mark.myst,
        ),
    ],
)
def test_conflict_with_the_glossary_warns(
    build: Build, sources: dict[str, str], location: str
) -> None:
    assert warnings_of(build(sources)) == [
        (
            f"{location}: term-compare states the relation “disjoint”, but in the glossary, “call” "
            "is broader than “video call”. Remove :relation:, or correct the term-info of one of "
            "the terms. [glossary_faq.comparison]"
        )
    ]


def test_comparison_without_rows_warns(build: Build) -> None:
    built = build(make_project("call; FAQ"))
    assert warnings_of(built) == [
        (
            "4: term-compare: the comparison has no rows. Add rows or the :definitions: option. "
            "[glossary_faq.term_compare]"
        )
    ]


def test_rows_directly_below_the_terms(build: Build) -> None:
    page = "Page\n====\n\n.. term-compare:: call;\n   FAQ\n   * - a\n     - b\n     - c\n"
    built = build({"index.rst": page, "glossary.rst": GLOSSARY})
    assert built.warnings == ""
    assert texts_of(page_body(built), "tr > *") == ["", "call", "FAQ", "a", "b", "c"]


def test_tables_are_numbered(build: Build) -> None:
    built = build(make_project("call; FAQ", ":caption: Words", ROW), confoverrides={"numfig": True})
    assert texts_of(page_body(built), "caption") == ["Table 1 Words"]


def test_terms_separated_by_commas_warn(build: Build, syntax: str) -> None:
    table = {
        "rst": ".. term-compare:: call, chat; panel\n   :definitions:\n",
        "md": ":::{term-compare} call, chat; panel\n:definitions:\n:::\n",
    }
    warnings = warnings_of(build({f"index.{syntax}": table[syntax]}))
    [comma] = [text for text in warnings if "“call, chat”" in text]
    assert "Separate terms with “;”." in comma
    assert all("Separate" not in text for text in warnings if text != comma)


def test_tables_in_cells_stay_tables(build: Build) -> None:
    """They may have more columns than there are terms."""
    page = """\
.. term-compare:: cat; dog

   * - sound
     - = = = =
       a b c d
       = = = =
       1 2 3 4
       = = = =
     - barks

.. glossary::

   cat
      It purrs.

   dog
      It barks.
"""
    body = page_body(build({"index.rst": page}))
    inner = body.select_one("table table")
    assert inner is not None
    assert [cell.get("data-term") for cell in inner.select("td")] == [None] * 4
    assert len(inner.select("th")) == 4
