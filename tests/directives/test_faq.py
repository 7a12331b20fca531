"""`faq` and `faq-item`: every form of content, and every way to lead to a question."""

from __future__ import annotations

import pytest

from tests.building import Build
from tests.directives.looking import MYST_USES_OLD_NAMES, body, texts, warnings, words

NO_QUESTION = (
    "is not a question with an answer; expected a definition list (question on one line, "
    "answer indented below it) or a faq-item directive. [glossary_faq.faq]"
)

LIST = {
    "rst": """\
Page
====

.. faq::

   What is *it*?
      An answer.

      Of two paragraphs.

   Live : recorded?
      Both.
""",
    "md": """\
# Page

:::{faq}

What is *it*?
: An answer.

  Of two paragraphs.

Live : recorded?
: Both.
:::
""",
}

ITEMS = {
    "rst": """\
Page
====

.. faq::

   .. faq-item:: What is *it*?

      An answer.

      Of two paragraphs.

   .. faq-item:: Live : recorded?

      Both.
""",
    "md": """\
# Page

::::{faq}

:::{faq-item} What is *it*?
An answer.

Of two paragraphs.
:::

:::{faq-item} Live : recorded?
Both.
:::
::::
""",
}

HEADINGS = {
    "md": """\
# Page

:::{faq}

## What is *it*?

An answer.

Of two paragraphs.

## Live : recorded?

Both.
:::
"""
}

FORMS = [
    pytest.param(form[syntax], syntax, id=f"{name}-{syntax}")
    for name, form in (("list", LIST), ("items", ITEMS), ("headings", HEADINGS))
    for syntax in form
]


@pytest.mark.parametrize(("source", "syntax"), FORMS)
def test_every_form_makes_the_same_list(build: Build, source: str, syntax: str) -> None:
    built = build({f"index.{syntax}": source})
    assert built.warnings == ""
    faq = body(built).select_one("dl.faq")
    assert faq is not None
    assert [str(dt["id"]) for dt in faq.select("dt.faq-question")] == [
        "what-is-it",
        "live-recorded",
    ]
    assert texts(faq, "dt.faq-question") == ["What is it?", "Live : recorded?"]
    assert texts(faq, "dt em") == ["it"]
    assert texts(faq, "dd.faq-answer > p") == ["An answer.", "Of two paragraphs.", "Both."]
    assert [str(a["href"]) for a in faq.select("dt > a.headerlink")] == [
        "#what-is-it",
        "#live-recorded",
    ]


ASKED = {
    "rst": """\
Page
====

Taken?
------

.. faq::

   .. faq-item:: Why is ``a : b`` "so", :strong:`really`?
      :name: Own name
      :class: special

      Answer.

   .. faq-item:: A question that is so long that its author
      had to write it on two lines?

      Answer.

.. faq::

   Taken?
      Answer.

   Taken?
      Answer.

   ¿Qué, señor? 日本語の質問ですか？
      Answer.

   سؤال؟
      Answer.

   ???
      Answer.

:faq:`Own name` :faq:`own <own-name>` :any:`taken-2` :ref:`Own name`
:faq:`Taken?` :faq:question:`سؤال؟`
""",
    "md": """\
# Page

## Taken?

:::::{faq}

:::{faq-item} Why is `a : b` "so", {strong}`really`?
:name: Own name
:class: special

Answer.
:::

:::{faq-item} A question that is so long that its author had to write it on two lines?
Answer.
:::
:::::

:::{faq}

## Taken?
Answer.

## Taken?
Answer.

## ¿Qué, señor? 日本語の質問ですか？
Answer.

## سؤال؟
Answer.

## ???
Answer.
:::

{faq}`Own name` {faq}`own <own-name>` {any}`taken-2` {ref}`Own name`
{faq}`Taken?` {faq:question}`سؤال؟`
""",
}


def test_questions_get_stable_readable_unique_ids(build: Build, syntax: str) -> None:
    built = build({f"index.{syntax}": ASKED[syntax]})
    page = body(built)
    assert built.warnings == ""
    assert [str(dt["id"]) for dt in page.select("dt")] == [
        "own-name",
        "a-question-that-is-so-long-that-its-author-had-to-write-it-on-two-lines",
        "taken-2",
        "taken-3",
        "qué-señor-日本語の質問ですか",
        "سؤال",
        "question",
    ]
    assert words(page.select("dt")[0]) == "Why is a : b “so”, really?"
    assert {tag.name for tag in page.select(".special")} == {"dt", "dd"}
    links = page.select("section section > p > a")
    assert [(str(a["href"]), words(a)) for a in links] == [
        ("#own-name", "Why is a : b “so”, really?"),
        ("#own-name", "own"),
        ("#taken-2", "Taken?"),
        ("#own-name", "Why is a : b “so”, really?"),
        ("#taken-2", "Taken?"),
        ("#سؤال", "سؤال؟"),
    ]


def test_questions_are_objects_for_other_projects_and_the_search(build: Build) -> None:
    built = build({"index.rst": LIST["rst"]})
    assert list(built.env.domains["faq"].get_objects()) == [
        ("what-is-it", "What is it?", "question", "index", "what-is-it", 1),
        ("live-recorded", "Live : recorded?", "question", "index", "live-recorded", 1),
    ]
    assert '"faq:question"' in built.text("searchindex.js")


COLLAPSIBLE = {
    "rst": """\
Page
====

.. faq::
   :collapsible: {state}
   :name: all

   .. _before:

   Is `it <https://www.example.org/>`__ :ref:`linked <genindex>` [#note]_?
      Answer one.

.. [#note] A note.

:ref:`here <before>`, :ref:`there <all>`.
""",
    "md": """\
# Page

:::{{faq}}
:collapsible: {state}
:name: all

(before)=
## Is [it](https://www.example.org/) {{ref}}`linked <genindex>` [^note]?
Answer one.
:::

[^note]: A note.

{{ref}}`here <before>`, {{ref}}`there <all>`.
""",
}


@pytest.mark.parametrize("state", ["open", "closed"])
def test_collapsible_answers_hold_their_anchors(build: Build, syntax: str, state: str) -> None:
    built = build({f"index.{syntax}": COLLAPSIBLE[syntax].format(state=state)})
    page = body(built)
    assert built.warnings == ""
    details = page.select_one("div#all.faq > details.faq-item")
    assert details is not None
    assert details.has_attr("open") == (state == "open")
    summary, answer = details.find_all(recursive=False)
    assert (summary.name, summary.select("a, [id]")) == ("summary", [])
    assert words(summary).startswith("Is it linked")
    inside = {str(tag["id"]) for tag in [answer, *answer.select("[id]")] if tag.has_attr("id")}
    assert {"before", str(answer["id"])} <= inside
    assert str(answer["id"]).startswith("is-it-linked")
    assert str(answer.select("a.headerlink")[0]["href"]) == f"#{answer['id']}"
    hrefs = {str(a["href"]) for a in page.select("a.internal") if str(a["href"]).startswith("#")}
    assert hrefs <= {f"#{tag['id']}" for tag in page.select("[id]")}
    assert {"#before", "#all"} <= hrefs or f"#{answer['id']}" in hrefs


@pytest.mark.myst
@pytest.mark.filterwarnings(MYST_USES_OLD_NAMES)
def test_deeper_headings_rubrics_and_targets_stay_where_they_belong(build: Build) -> None:
    source = """\
# Page

:::{faq}
Lead.

(first)=
(second)=
### One?
Answer.

#### Deeper
More.

```{rubric} A rubric
```

(inside)=
Inside.

### Two?
Answer.
:::

[](#first) [](#second) [](#one) [](#inside) [](#deeper)
"""
    built = build({"index.md": source}, confoverrides={"myst_heading_anchors": 3})
    assert warnings(built) == [f"4: faq: “Lead.” {NO_QUESTION}"]
    page = body(built)
    one = page.select("dt")[0]
    assert words(one) == "One?"
    assert words(page.select("dd")[0]) == "Answer. Deeper More. A rubric Inside."
    ids = {str(tag["id"]) for tag in page.select("[id]")}
    assert {"first", "second", "one", "inside", "deeper", "two"} <= ids


WRONG = {
    "rst": """\
Page
====

.. faq::

   Wrapped over
   two lines?
      Answer one.

   1. Numbered?

   Fine?
      Answer.

.. faq::

   .. faq-item:: No answer?

.. faq-item::

   Only an answer.

.. faq::

.. faq::
   Right below?
      Answer four.
""",
    "md": """\
# Page

:::{faq}

Wrapped over
two lines?
: Answer one.

1. Numbered?

Fine?
: Answer.
:::

::::{faq}

:::{faq-item} No answer?
:::
::::

:::{faq-item}

Only an answer.
:::

:::{faq}
:::

:::{faq}
Right below?
: Answer four.
:::
""",
}


def test_what_is_no_question_is_told_and_kept(build: Build, syntax: str) -> None:
    built = build({f"index.{syntax}": WRONG[syntax]})
    lines = {"rst": (6, 10, 17, 19, 23), "md": (5, 9, 17, 21, 26)}[syntax]
    answer = " : Answer one." if syntax == "md" else ""  # MyST reads all of it as one paragraph
    assert warnings(built) == [
        f"{lines[0]}: faq: “Wrapped over two lines?{answer}” {NO_QUESTION}",
        f"{lines[1]}: faq: “Numbered?” {NO_QUESTION}",
        (
            f"{lines[2]}: faq-item: “No answer?” has no answer; expected one below it, after a "
            "blank line. [glossary_faq.faq]"
        ),
        (
            f"{lines[3]}: faq-item: expected a question as the argument; the answer is shown "
            "without one. [glossary_faq.faq]"
        ),
        (
            f"{lines[4]}: faq: no question found; expected a definition list or faq-item "
            "directives. [glossary_faq.faq]"
        ),
    ]
    shown = words(body(built))
    assert all(f"Answer {number}" in shown for number in ("one", "four"))
    assert all(text in shown for text in ("Wrapped over", "Numbered?", "No answer?", "Only an"))
    assert texts(body(built), "dt") == ["Fine?", "No answer?", "Right below?"]


CUT = """\
# Page

:::{faq}
### Is this a question that is
so long that it was *wrapped*?
Yes.

### Is this one?
Why do you ask?

### What they say

Is it true?

### Statement
An answer. Who asks?
It goes on.

### Short
What for?

### これは長い質問
ですか？
はい。
:::
"""


@pytest.mark.myst
def test_a_heading_that_was_wrapped_is_told(build: Build) -> None:
    """Markdown ends it with its line. An answer may ask, but for the line below half a question."""
    built = build({"index.md": CUT})
    rest = "Write it on one line, or leave a blank line before an answer that asks."
    read = "is all of the question that Markdown reads: a heading is one line, and"
    assert warnings(built) == [
        (
            f"4: faq: “Is this a question that is” {read} “so long that it was *wrapped*?” "
            f"begins the answer. {rest} [glossary_faq.faq]"
        ),
        f"19: faq: “Short” {read} “What for?” begins the answer. {rest} [glossary_faq.faq]",
        f"22: faq: “これは長い質問” {read} “ですか？” begins the answer. {rest} [glossary_faq.faq]",
    ]
    assert texts(body(built), "dt")[0] == "Is this a question that is"


def test_titles_are_headings_of_their_depth(build: Build, syntax: str) -> None:
    sources = {
        "rst": "Page\n====\n\n.. faq:: Some *title*\n   :class: wide\n\n   One?\n      Answer.\n",
        "md": "# Page\n\n:::{faq} Some *title*\n:class: wide\n\nOne?\n: Answer.\n:::\n",
    }
    built = build({f"index.{syntax}": sources[syntax]})
    title = body(built).select_one(".faq-title")
    assert title is not None
    assert (title.name, str(title)) == (
        "h2",
        '<h2 class="faq-title rubric">Some <em>title</em></h2>',
    )
    assert body(built).select("dl.faq.wide")


@pytest.mark.parametrize("permalinks", [True, False])
def test_permalinks_are_those_of_the_project(build: Build, permalinks: bool) -> None:
    options = {"html_permalinks": permalinks, "html_permalinks_icon": "<b>#</b>"}
    page = body(build({"index.rst": LIST["rst"]}, confoverrides=options))
    icons = [str(link) for link in page.select("dt > a.headerlink > b")]
    assert icons == (["<b>#</b>", "<b>#</b>"] if permalinks else [])
