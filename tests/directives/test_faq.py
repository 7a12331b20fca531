"""Test `faq` and `faq-item`: forms of content, ids, references and warnings."""

from __future__ import annotations

import re

import pytest

from tests.building import Build
from tests.directives.built_pages import (
    MYST_DEPRECATIONS,
    page_body,
    text_of,
    texts_of,
    warnings_of,
)

HOW_TO_WRITE = {
    "rst": (
        "Use a definition list with each answer indented below its question, or a faq-item "
        "directive. [glossary_faq.faq]"
    ),
    "md": (
        "Write each question as a heading with the answer below it, or use a definition list or "
        "a faq-item directive. [glossary_faq.faq]"
    ),
}

NO_QUESTION = {
    syntax: f"is not a question with an answer. {how_to}" for syntax, how_to in HOW_TO_WRITE.items()
}

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
def test_all_forms_make_the_same_list(build: Build, source: str, syntax: str) -> None:
    built = build({f"index.{syntax}": source})
    assert built.warnings == ""
    faq = page_body(built).select_one("dl.faq")
    assert faq is not None
    assert [str(dt["id"]) for dt in faq.select("dt.faq-question")] == [
        "what-is-it",
        "live-recorded",
    ]
    assert texts_of(faq, "dt.faq-question") == ["What is it?", "Live : recorded?"]
    assert texts_of(faq, "dt em") == ["it"]
    assert texts_of(faq, "dd.faq-answer > p") == ["An answer.", "Of two paragraphs.", "Both."]
    assert [str(a["href"]) for a in faq.select("dt > a.headerlink")] == [
        "#what-is-it",
        "#live-recorded",
    ]


QUESTIONS = {
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


def test_ids_are_readable_and_unique(build: Build, syntax: str) -> None:
    built = build({f"index.{syntax}": QUESTIONS[syntax]})
    page = page_body(built)
    # Sphinx warns in another order since 8.2.
    assert sorted(warning.partition("“Taken?” ")[2][:12] for warning in warnings_of(built)) == [
        "also appears",
        "matches “Tak",
    ]
    assert [str(dt["id"]) for dt in page.select("dt")] == [
        "own-name",
        "a-question-that-is-so-long-that-its-author-had-to-write-it-on-two-lines",
        "taken-2",
        "taken-3",
        "que-senor-日本語の質問ですか",
        "سؤال",
        "question",
    ]
    assert text_of(page.select("dt")[0]) == "Why is a : b “so”, really?"
    assert {tag.name for tag in page.select(".special")} == {"dt", "dd"}
    links = page.select("section section > p > a")
    assert [(str(a["href"]), text_of(a)) for a in links] == [
        ("#own-name", "Why is a : b “so”, really?"),
        ("#own-name", "own"),
        ("#taken-2", "Taken?"),
        ("#own-name", "Why is a : b “so”, really?"),
        ("#taken-2", "Taken?"),
        ("#سؤال", "سؤال؟"),
    ]


def test_questions_are_in_the_inventory_and_the_search(build: Build) -> None:
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
def test_collapsible_answers_contain_their_anchors(build: Build, syntax: str, state: str) -> None:
    built = build({f"index.{syntax}": COLLAPSIBLE[syntax].format(state=state)})
    page = page_body(built)
    assert built.warnings == ""
    entry = page.select_one("div#all.faq > .faq-entry")
    assert entry is not None
    details, permalink = entry.find_all(recursive=False)
    assert (details.name, details["class"]) == ("details", ["faq-item"])
    assert details.has_attr("open") == (state == "open")
    summary, answer = details.find_all(recursive=False)
    assert (summary.name, summary.select("a, [id]")) == ("summary", [])
    assert text_of(summary).startswith("Is it linked")
    ids = {str(tag["id"]) for tag in [answer, *answer.select("[id]")] if tag.has_attr("id")}
    assert {"before", str(answer["id"])} <= ids
    assert str(answer["id"]).startswith("is-it-linked")
    # Outside of <details>, so that it is reachable while the answer is closed.
    assert (permalink["class"], permalink["href"]) == (["headerlink"], f"#{answer['id']}")
    hrefs = {str(a["href"]) for a in page.select("a.internal") if str(a["href"]).startswith("#")}
    assert hrefs <= {f"#{tag['id']}" for tag in page.select("[id]")}
    assert {"#before", "#all"} <= hrefs or f"#{answer['id']}" in hrefs


@pytest.mark.myst
@pytest.mark.filterwarnings(MYST_DEPRECATIONS)
def test_deeper_headings_rubrics_and_targets_belong_to_the_answer(build: Build) -> None:
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
    assert warnings_of(built) == [f"4: faq: “Lead.” {NO_QUESTION['md']}"]
    page = page_body(built)
    assert text_of(page.select("dt")[0]) == "One?"
    assert text_of(page.select("dd")[0]) == "Answer. Deeper More. A rubric Inside."
    ids = {str(tag["id"]) for tag in page.select("[id]")}
    assert {"first", "second", "one", "inside", "deeper", "two"} <= ids


INVALID = {
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


def test_other_content_warns_and_is_kept(build: Build, syntax: str) -> None:
    built = build({f"index.{syntax}": INVALID[syntax]})
    lines = {"rst": (6, 10, 17, 19, 23), "md": (5, 9, 17, 21, 26)}[syntax]
    answer = " : Answer one." if syntax == "md" else ""  # MyST reads all of it as one paragraph
    assert warnings_of(built) == [
        f"{lines[0]}: faq: “Wrapped over two lines?{answer}” {NO_QUESTION[syntax]}",
        f"{lines[1]}: faq: “Numbered?” {NO_QUESTION[syntax]}",
        (
            f"{lines[2]}: faq-item: “No answer?” has no answer. Write the answer below the "
            "question, after a blank line. [glossary_faq.faq]"
        ),
        (
            f"{lines[3]}: faq-item: the question is missing, so only the answer is shown. Write "
            "the question as the argument of the directive. [glossary_faq.faq]"
        ),
        f"{lines[4]}: faq: the directive contains no question. {HOW_TO_WRITE[syntax]}",
    ]
    page_text = text_of(page_body(built))
    assert all(f"Answer {number}" in page_text for number in ("one", "four"))
    assert all(text in page_text for text in ("Wrapped over", "Numbered?", "No answer?", "Only an"))
    assert texts_of(page_body(built), "dt") == ["Fine?", "No answer?", "Right below?"]


TRUNCATED = """\
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
def test_wrapped_heading_warns(build: Build) -> None:
    """A Markdown heading ends with its line. Answers with a question elsewhere do not warn."""
    built = build({"index.md": TRUNCATED})
    problem = "is cut off. A Markdown heading ends at the end of its line, so"
    fix = (
        "is parsed as the answer. Write the question on one line. If the answer starts with a "
        "question, add a blank line before the answer. [glossary_faq.faq]"
    )
    assert warnings_of(built) == [
        f"4: faq: “Is this a question that is” {problem} “so long that it was *wrapped*?” {fix}",
        f"19: faq: “Short” {problem} “What for?” {fix}",
        f"22: faq: “これは長い質問” {problem} “ですか？” {fix}",
    ]
    assert texts_of(page_body(built), "dt")[0] == "Is this a question that is"


def test_title_is_a_heading_of_its_depth(build: Build, syntax: str) -> None:
    sources = {
        "rst": "Page\n====\n\n.. faq:: Some *title*\n   :class: wide\n\n   One?\n      Answer.\n",
        "md": "# Page\n\n:::{faq} Some *title*\n:class: wide\n\nOne?\n: Answer.\n:::\n",
    }
    built = build({f"index.{syntax}": sources[syntax]})
    title = page_body(built).select_one(".faq-title")
    assert title is not None
    assert (title.name, str(title)) == (
        "h2",
        '<h2 class="faq-title rubric">Some <em>title</em></h2>',
    )
    assert page_body(built).select("dl.faq.wide")


@pytest.mark.parametrize("permalinks", [True, False])
def test_permalinks_follow_the_configuration(build: Build, permalinks: bool) -> None:
    options = {"html_permalinks": permalinks, "html_permalinks_icon": "<b>#</b>"}
    page = page_body(build({"index.rst": LIST["rst"]}, confoverrides=options))
    icons = [str(link) for link in page.select("dt > a.headerlink > b")]
    assert icons == (["<b>#</b>", "<b>#</b>"] if permalinks else [])


def test_title_level_in_an_assembled_document(build: Build) -> None:
    """The level is one below the section title in the document, not on the page."""
    faq = ".. faq:: FAQ title\n\n   Why?\n      So.\n"
    files = {
        "index.rst": f"Root\n====\n\n{faq}\n.. toctree::\n\n   part\n",
        "part.rst": f"Part\n====\n\n{faq.replace('Why', 'How')}",
    }
    for builder, levels in (("html", ["h2"]), ("singlehtml", ["h2", "h3"])):
        titles = page_body(build(files, builder)).select(".faq-title")
        assert [title.name for title in titles] == levels


SIMILAR = {
    "rst": """\
Page
====

.. faq::

   What is C++?
      a
   What is C#?
      b
   Price: 5 €?
      c
   Price: 5 $?
      d
   🍵?
      e
   🍕?
      f
   What’s “new” -- here?
      g
""",
    "md": """\
# Page

:::{faq}
## What is C++?
a
## What is C#?
b
## Price: 5 €?
c
## Price: 5 $?
d
## 🍵?
e
## 🍕?
f
## What’s “new” -- here?
g
:::
""",
}

BY_TEXT = {
    "What is C#?": "what-is-c-2",
    "What is C++?": "what-is-c",
    "what is C#": "what-is-c-2",
    "Price: 5 $?": "price-5-2",
    "🍵?": "question",
    "🍕?": "question-2",
    'What\'s "new" – here?': "whats-new-here",
}


def references_to(question: str, syntax: str) -> list[str]:
    """Return every way to reference a question by its text."""
    see_also = f"faq:{question}\n   Own title <faq:{question}>"
    if syntax == "rst":
        roles = [f":faq:`{question}`", f":faq:question:`x <{question}>`", f":any:`{question}`"]
        return [*roles, f"\n\n.. see-also::\n\n   {see_also}\n\n"]
    links = [f"[x](<{question}>)", f"[**x**](<#{question}>)"]
    roles = [f"{{faq}}`{question}`", f"{{any}}`{question}`"]
    return [*roles, *links, f"\n\n:::{{see-also}}\n{see_also}\n:::\n\n"]


@pytest.mark.parametrize(("reference", "id"), BY_TEXT.items())
@pytest.mark.parametrize("page", ["index", "sub/other"])
def test_questions_are_found_by_their_exact_text(
    build: Build, syntax: str, page: str, reference: str, id: str
) -> None:
    references = " ".join(references_to(reference, syntax))
    files = {f"index.{syntax}": SIMILAR[syntax]}
    if page == "index":
        files[f"index.{syntax}"] += f"\n{references}\n"
    else:
        title = (
            ":orphan:\n\nOther\n=====\n" if syntax == "rst" else "---\norphan: true\n---\n\n# O\n"
        )
        files[f"{page}.{syntax}"] = f"{title}\n{references}\n"
    built = build(files)
    assert built.warnings == ""
    links = list(page_body(built, page).select("a.reference.internal"))
    assert len(links) == references.count(reference)
    assert {str(link["href"]).partition("#")[2] for link in links} == {id}


def test_links_to_questions_do_not_have_the_classes_of_questions(build: Build, syntax: str) -> None:
    references = " ".join(references_to("What is C#?", syntax))
    built = build({f"index.{syntax}": f"{SIMILAR[syntax]}\n{references}\n"})
    page = page_body(built)
    assert page.select(".see-also a, p a")
    assert not page.select("a .faq, a .faq-question, a.faq, a.faq-question")
    assert page.select("a .faq-link")
    assert len(page.select(".faq-question")) == 7


CONTROLS = {
    "rst": """\
Page
====

.. faq:: My *cats*
   :collapsible: closed
   :controls: questions; open-all

   What is `it <https://example.org>`__ [#note]_?
      An answer.

   And *that*?
      Another.

.. faq::
   :controls:

   Why?
      So.

.. faq::
   :controls: questions

   How?
      So.

.. [#note] A note.
""",
    "md": """\
# Page

:::{faq} My *cats*
:collapsible: closed
:controls: [questions, open-all]

## What is [it](https://example.org) [^note]?
An answer.

## And *that*?
Another.
:::

:::{faq}
:controls:

## Why?
So.
:::

:::{faq}
:controls: questions

## How?
So.
:::

[^note]: A note.
""",
}


def test_controls(build: Build, syntax: str) -> None:
    built = build({f"index.{syntax}": CONTROLS[syntax]})
    assert built.warnings == ""
    page = page_body(built)
    lists = page.select("nav.faq-questions")
    assert [(str(nav["aria-label"]), texts_of(nav, "li a")) for nav in lists] == [
        ("My cats", ["What is it ?", "And that?"]),
        ("Questions", ["Why?"]),
        ("Questions-2", ["How?"]),
    ]
    assert str(lists[0].select("a em")) == "[<em>that</em>]"
    for link in page.select("nav.faq-questions a"):
        assert page.select_one(f'.faq [id="{str(link["href"])[1:]}"]'), link
    assert not page.select("button")  # the script adds it
    assert [
        (str(faq["data-open-all"]), str(faq["data-close-all"]))
        for faq in page.select("[data-open-all]")
    ] == [("Open all", "Close all")]


def test_script_is_loaded_for_collapsible_faqs_only(build: Build) -> None:
    files = {
        "index.rst": f"{CONTROLS['rst']}\n.. toctree::\n\n   plain\n",
        "plain.rst": "Plain\n=====\n\n.. faq::\n\n   Why?\n      So.\n",
    }
    built = build(files)
    assert re.findall(r"<script defer[^>]*faq-controls.js[^>]*>", built.text("index.html"))
    assert "faq-controls.js" not in built.text("plain.html")
    script = built.text("_static/faq-controls.js")
    assert len(re.sub(r"\s+", " ", script)) < 1300


def test_unusable_controls_warn(build: Build, syntax: str) -> None:
    options = {
        "open-all": (
            "the value “open-all” has no effect without :collapsible: and is ignored. Add "
            "“:collapsible: closed”, or remove the value."
        ),
        "question": (
            "does not accept the value “question”, which is ignored. Use one of open-all, "
            "questions. Did you mean “questions”?"
        ),
    }
    directive = {
        "rst": ".. faq::\n   :controls: {0}\n\n   Why {0}?\n      So.\n",
        "md": ":::{{faq}}\n:controls: {0}\n\n## Why {0}?\nSo.\n:::\n",
    }[syntax]
    title = {"rst": "Page\n====\n\n", "md": "# Page\n\n"}[syntax]
    built = build({f"index.{syntax}": title + "\n".join(map(directive.format, options))})
    assert [warning.partition(":controls:")[2] for warning in warnings_of(built)] == [
        f" {message} [glossary_faq.option]" for message in options.values()
    ]
    assert not page_body(built).select("nav, [data-open-all]")
