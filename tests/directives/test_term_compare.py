"""`term-compare`: rows in every form, the head, the sentence, and what does not fit."""

from __future__ import annotations

import pytest

from tests.building import Build
from tests.directives.looking import body, texts, warnings, words

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
def test_every_form_of_rows_makes_the_same_table(build: Build, rows: str, syntax: str) -> None:
    source = DIRECTIVE[syntax].format(rows=ROWS[rows])
    built = build({f"index.{syntax}": source, "glossary.rst": GLOSSARY})
    assert built.warnings == ""
    table = body(built).select_one("table.term-compare.wide#compared")
    assert table is not None
    assert texts(table, "thead tr > *") == ["", "call", "video call"]
    assert [str(a["href"]) for a in table.select("thead th[scope=col] a")] == [
        "glossary.html#term-call",
        "glossary.html#term-video-call",
    ]
    assert texts(table, "tbody th[scope=row]") == ["Who speaks", "How"]
    cells = texts(table, "tbody td")
    assert (cells[:2], cells[3]) == (["One", "Two codes"], "Eye")
    assert "Ear" in str(table.select("tbody td")[2])
    assert [str(td["data-term"]) for td in table.select("tbody td")[:2]] == ["call", "video call"]
    assert texts(table, "em, code, caption em") == ["caption", "speaks", "codes"]
    assert "Gone" not in words(table)
    frame = table.parent
    assert frame is not None
    caption = table.select_one("caption")
    assert caption is not None
    assert (frame["role"], frame["aria-labelledby"]) == ("region", caption["id"])
    assert texts(body(built), ".term-compare-relation") == [
        "Every video call is a call, but not every call is a video call."
    ]
    assert texts(body(built), "section > p > a[href='#compared']") == ["A caption"]


def compare(terms: str, options: str = "", rows: str = "") -> dict[str, str]:
    """A project with one comparison."""
    content = "".join(f"   {line}\n" for line in (*options.splitlines(), "", *rows.splitlines()))
    page = f"Page\n====\n\n.. term-compare:: {terms}\n{content}"
    return {"index.rst": page, "glossary.rst": GLOSSARY}


ROW = "* - a\n  - b\n  - c"


@pytest.mark.parametrize(
    ("terms", "relation", "said"),
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
            [
                (
                    "Every video call is a call, but not every call is a video call. "
                    "Every panel call is a video call, but not every video call is a panel call."
                )
            ],
        ),
        (
            "panel call; call; FAQ",
            "",
            ["Every panel call is a call, but not every call is a panel call."],
        ),
    ],
)
def test_the_sentence_says_what_is_known(
    build: Build, terms: str, relation: str, said: list[str]
) -> None:
    options = f":definitions:\n:relation: {relation}" if relation else ":definitions:"
    built = build(compare(terms, options))
    assert built.warnings == ""
    assert texts(body(built), ".term-compare-relation") == said


def test_definitions_come_from_the_glossary(build: Build) -> None:
    page = body(build(compare("call; seen call", ":definitions:", ROW)))
    assert texts(page, "tbody th") == ["Definition", "a"]
    cell = page.select("tbody td")[0]
    assert str(cell.p) == (
        '<p>A <em>call</em> by <code class="docutils literal notranslate">'
        '<span class="pre">phone</span></code>.</p>'
    )
    assert texts(page, "tbody td") == ["A call by phone.", "A call seen.", "b", "c"]


WRONG_ROWS = """\
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

WRONG = {
    "rst": compare("call; FAQ", "", WRONG_ROWS)["index.rst"],
    "md": f"# Page\n\n:::{{term-compare}} call; FAQ\n\n{WRONG_ROWS}:::\n",
}


def test_rows_that_do_not_fit_are_told_and_nothing_is_lost(build: Build, syntax: str) -> None:
    built = build({f"index.{syntax}": WRONG[syntax], "glossary.rst": GLOSSARY})
    first = {"rst": 6, "md": 5}[syntax]
    fits = "expected 3: the aspect and one for each of 2 terms. [glossary_faq.term_compare]"
    neither = (
        "term-compare: expected one list of rows (“* - aspect”, then “- cell” for each term) or "
        "one table; what is neither is shown below the comparison. [glossary_faq.term_compare]"
    )
    assert warnings(built) == [
        f"{first}: term-compare: the row “few” has 2 cells; {fits}",
        f"{first + 2}: term-compare: the row “many” has 4 cells; {fits}",
        f"{first + 6}: term-compare: the row “single” has 1 cell; {fits}",
        f"{first + 13}: {neither}",
        f"{first + 15}: {neither}",
    ]
    shown = words(body(built))
    kept = ("few", "one", "many", "m1", "m2", "m3", "single", "n2 paragraph", "A paragraph.", "sec")
    assert [word for word in kept if word not in shown] == []


def test_a_spanning_cell_warns_at_its_row(build: Build) -> None:
    rows = "+---+---+---+\n| a | b | c |\n+---+---+---+\n| d | both  |\n+---+-------+"
    built = build(compare("call; FAQ", "", rows))
    assert [text.split(": expected")[0] for text in warnings(built)] == [
        (
            "9: term-compare: the row “d” has 2 cells; expected 3: the aspect and one for each "
            "of 2 terms. [glossary_faq.term_compare]"
        )
    ]
    assert texts(body(built), "tbody tr > *") == ["a", "b", "c", "d", "both", ""]


@pytest.mark.parametrize(
    ("terms", "found"), [("", "none"), ("call", "“call”"), ("call; call;", "“call; call;”")]
)
def test_too_few_terms_keep_the_content(build: Build, terms: str, found: str) -> None:
    built = build(compare(terms, "", ROW))
    assert warnings(built) == [
        (
            f"4: term-compare: expected two or more different terms separated by “;”, found "
            f"{found}. The content is shown as it stands. [glossary_faq.term_compare]"
        )
    ]
    assert words(body(built)) == "Page a b c"


def test_unknown_terms_name_the_nearest(build: Build, syntax: str) -> None:
    sources = {
        "rst": compare("cal; vidio call", "", ROW)["index.rst"],
        "md": f"# Page\n\n:::{{term-compare}} cal; vidio call\n\n{ROW}\n:::\n",
    }
    built = build({f"index.{syntax}": sources[syntax], "glossary.rst": GLOSSARY})
    line = {"rst": 4, "md": 3}[syntax]
    assert warnings(built) == [
        (
            f"{line}:19: term-compare: no glossary term “cal”. "
            "Did you mean “call” (glossary.rst:8)? [glossary_faq.reference]"
        ),
        (
            f"{line}:24: term-compare: no glossary term “vidio call”. "
            "Did you mean “video call” (glossary.rst:13)? [glossary_faq.reference]"
        ),
    ]
    assert texts(body(built), "thead th") == ["cal", "vidio call"]


def test_a_clash_with_the_glossary_is_told(build: Build) -> None:
    built = build(compare("call; video call", ":relation: disjoint", ROW))
    assert warnings(built) == [
        (
            "4:19: term-compare says “disjoint”, but by the glossary “call” is broader than “video "
            "call”: remove the :relation: option or mend the glossary's term-info. "
            "[glossary_faq.comparison]"
        )
    ]


def test_nothing_to_compare(build: Build) -> None:
    built = build(compare("call; FAQ"))
    assert warnings(built) == [
        (
            "4: term-compare: there is nothing to compare: neither rows nor :definitions:. "
            "[glossary_faq.term_compare]"
        )
    ]


def test_rows_right_below_the_terms_are_rows(build: Build) -> None:
    page = "Page\n====\n\n.. term-compare:: call;\n   FAQ\n   * - a\n     - b\n     - c\n"
    built = build({"index.rst": page, "glossary.rst": GLOSSARY})
    assert built.warnings == ""
    assert texts(body(built), "tr > *") == ["", "call", "FAQ", "a", "b", "c"]


def test_numbers_of_tables_are_kept(build: Build) -> None:
    built = build(compare("call; FAQ", ":caption: Words", ROW), confoverrides={"numfig": True})
    assert texts(body(built), "caption") == ["Table 1 Words"]
