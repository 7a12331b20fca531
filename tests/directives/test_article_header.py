"""Test `article-header` and the metadata of pages."""

from __future__ import annotations

import re

import pytest

from sphinx_glossary_faq.core.model.records import Article
from tests.building import Build, Built
from tests.directives.built_pages import page_body, parse_page, text_of, texts_of, warnings_of

OPTIONS = {
    "rst": """\
Page
====

.. article-header::
   :kicker: News & views
   :updated: 2026-06-12
   :reading-time: 5

   A deck, "quoted" & <odd>.
""",
    "md": """\
# Page

:::{article-header}
:kicker: News & views
:updated: 2026-06-12
:reading-time: 5

A deck, "quoted" & \\<odd>.
:::
""",
}

FIELDS = {
    "rst": """\
:kicker: News & views
:updated: 2026-06-12
:reading-time: 5
:deck: A deck, "quoted" & <odd>.

Page
====

.. article-header::
""",
    "md": """\
---
kicker: News & views
updated: 2026-06-12
reading-time: 5
deck: A deck, "quoted" & \\<odd>.
---
# Page

:::{article-header}
:::
""",
}


def article_of(built: Built, docname: str = "index") -> Article:
    """Return the recorded article of a page."""
    article = built.env.domains["faq"].project.articles[docname]  # type: ignore[attr-defined]
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize("form", ["options", "fields"])
def test_options_and_front_matter_make_the_same_header(
    build: Build, syntax: str, form: str
) -> None:
    source = (OPTIONS if form == "options" else FIELDS)[syntax]
    built = build({f"index.{syntax}": source})
    assert built.warnings == ""
    page = page_body(built)
    section = page.section
    assert section is not None
    kicker, title, header = section.find_all(recursive=False)[:3]
    assert (kicker["class"], text_of(kicker)) == (["article-kicker"], "News & views")
    assert (title.name, text_of(title)) == ("h1", "Page")
    assert texts_of(header, ".article-deck, .article-meta") == [
        text_of(header.select(".article-deck")[0]),
        "Updated June 12, 2026 · 5 min read",
    ]
    assert [str(time["datetime"]) for time in header.select("time")] == ["2026-06-12"]
    assert [str(dot["aria-hidden"]) for dot in header.select(".separator")] == ["true"]
    (meta,) = parse_page(built).select("meta[name=description]")
    assert str(meta["content"]).replace("“", '"').replace("”", '"') == 'A deck, "quoted" & <odd>.'
    assert article_of(built).updated == "2026-06-12"
    assert article_of(built).minutes == 5


def test_options_override_front_matter(build: Build) -> None:
    source = FIELDS["rst"] + "   :updated: 2026-07-01\n   :kicker: Other\n\n   Other deck.\n"
    built = build({"index.rst": source})
    assert texts_of(page_body(built), "p") == [
        "Other",
        "Other deck.",
        "Updated July 1, 2026 · 5 min read",
    ]


def test_front_matter_without_directive_is_recorded_but_not_shown(
    build: Build, syntax: str
) -> None:
    source = FIELDS[syntax].split("\n.. article")[0].split(":::{")[0]
    built = build({f"index.{syntax}": source})
    assert built.warnings == ""
    assert not page_body(built).select(".article-header, .article-kicker")
    assert article_of(built).minutes == 5
    assert article_of(built).deck[0].text.startswith("A deck")


def test_existing_description_is_kept(build: Build) -> None:
    source = OPTIONS["rst"] + "\n.. meta::\n   :description: Mine.\n"
    metas = parse_page(build({"index.rst": source})).select("meta[name=description]")
    assert [str(meta["content"]) for meta in metas] == ["Mine."]


INVALID = {
    "rst": """\
Page
====

.. article-header::
   :kicker:
   :updated: 12 June
   :reading-time: 0
   :kicked: x

   Deck.

   More.

.. article-header::

   Another deck.
""",
    "md": """\
# Page

:::{article-header}
:kicker:
:updated: 12 June
:reading-time: 0
:kicked: x

Deck.

More.
:::

:::{article-header}

Another deck.
:::
""",
}


def test_invalid_options_and_content_warn_and_the_rest_is_kept(build: Build, syntax: str) -> None:
    built = build({f"index.{syntax}": INVALID[syntax]})
    first, more, second = {"rst": (4, 12, 14), "md": (3, 11, 14)}[syntax]
    assert warnings_of(built) == [
        (
            f"{first}: article-header: :kicker: is empty and is ignored. Add a value. "
            "[glossary_faq.option]"
        ),
        (
            f"{first}: article-header: the option :kicked: does not exist and is ignored. "
            "Did you mean “kicker”? [glossary_faq.option]"
        ),
        (
            f"{first}: article-header: the reading time “0” is not a whole number of "
            "minutes, so it is computed instead. Use a number such as 5. [glossary_faq.option]"
        ),
        (
            f"{first}: article-header: “12 June” is not a valid date and is ignored. Use a date "
            "such as 2026-06-12. [glossary_faq.option]"
        ),
        (
            f"{more}: article-header: the deck must be a single paragraph. Move other content "
            "below the directive. [glossary_faq.article_header]"
        ),
        (
            f"{second}: article-header: the page already has an article-header. Remove this one. "
            "[glossary_faq.article_header]"
        ),
    ]
    assert texts_of(page_body(built), "p") == [
        "Deck.",
        "More.",
        "1 min read",
        "Another deck.",
        "1 min read",
    ]


@pytest.mark.parametrize(
    "source",
    [
        ".. article-header::\n   :kicker: K\n\n   Deck.\n\nPage\n====\n",
        "Page\n====\n\nPart\n----\n\n.. article-header::\n   :kicker: K\n\n   Deck.\n",
        "Page\n====\n\n* .. article-header::\n     :kicker: K\n\n     Deck.\n",
    ],
    ids=["above the title", "in a part", "in a list"],
)
def test_misplaced_directive_warns(build: Build, source: str) -> None:
    built = build({"index.rst": source})
    assert len(warnings_of(built)) == 1
    assert warnings_of(built)[0].endswith(
        ": article-header: the directive is misplaced. Move it below the page title, outside "
        "other elements. "
        "[glossary_faq.article_header]"
    )
    assert {"K", "Deck."} <= set(texts_of(page_body(built), "p"))


def test_page_without_title_can_have_a_header(build: Build, syntax: str) -> None:
    source = OPTIONS[syntax].replace("Page\n====\n", "").replace("# Page\n", "")
    built = build({f"index.{syntax}": source})
    assert built.warnings == ""
    assert texts_of(page_body(built), ".article-header p")[0] == "News & views"


@pytest.mark.parametrize(
    ("language", "date"),
    [
        ("de", "12. Juni 2026"),
        ("ja", "2026年6月12日"),
        ("ar", "12 يونيو 2026"),
        ("zh_TW", "2026年6月12日"),
        ("pt_BR", "12 de junho de 2026"),
        ("xx", "June 12, 2026"),
    ],
)
def test_dates_follow_the_language(build: Build, language: str, date: str) -> None:
    built = build({"index.rst": OPTIONS["rst"]}, confoverrides={"language": language})
    assert texts_of(page_body(built), "time") == [date]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 1),
        ("word " * 238, 1),
        ("don't one-way 2026 " * 159, 2),
        ("面接" * 750, 3),
        ("::\n\n   " + "code " * 1000, 1),
        (".. comment " + "word " * 1000, 1),
    ],
    ids=["nothing", "a minute", "words", "characters", "code", "comment"],
)
def test_reading_time_counts_readable_text(build: Build, text: str, minutes: int) -> None:
    files = {"index.rst": f"P\n=\n\n{text}\n", "other.rst": REFERRING_PAGE}
    assert article_of(build(files, "dummy")).minutes == minutes


REFERRING_PAGE = """:orphan:

.. see-also::
   :details: reading-time

   index
"""


def test_reading_time_of_a_page_that_is_referenced_later(build: Build) -> None:
    """It is computed without rereading the page, and again when the page changes."""
    page = "P\n=\n\n" + "word " * 238
    built = build({"index.rst": page * 2})
    assert article_of(built).minutes == 0
    built = build({"other.rst": REFERRING_PAGE}, keep=True)
    assert texts_of(page_body(built, "other"), ".article-reading-time") == ["2 min read"]
    assert "1 added, 0 changed" in built.status
    built = build({"index.rst": page * 3}, keep=True)
    assert texts_of(page_body(built, "other"), ".article-reading-time") == ["3 min read"]
    assert "0 added, 1 changed" in built.status


ASSEMBLED = {
    "index.rst": (
        "Root\n====\n\n.. article-header::\n   :updated: 2026-01-01\n\n   Root deck.\n\n"
        ".. toctree::\n\n   one\n   two\n   part/three\n   bare\n   none\n"
    ),
    "one.rst": "One\n===\n\n.. article-header::\n   :updated: 2026-02-02\n\n   One deck.\n",
    "two.rst": (
        ":updated: 2026-03-03\n:reading-time: 3\n:deck: Two deck.\n\n"
        "Two\n===\n\n.. article-header::\n\n.. toctree::\n\n   part/four\n"
    ),
    "part/three.rst": "Three\n=====\n\n.. article-header::\n\n   Three deck.\n",
    "part/four.rst": "Four\n====\n\n.. article-header::\n   :reading-time: 4\n",
    "bare.rst": ".. article-header::\n   :reading-time: 5\n\n   Deck without a section.\n",
    "none.rst": "None\n====\n\nText.\n",
}

SINGLE_DOCUMENTS = {
    "latex_documents": [("index", "p.tex", "P", "A", "manual")],
    "man_pages": [("index", "p", "P", "A", 1)],
    "texinfo_documents": [("index", "p", "P", "A", "P", "D", "M")],
}

META_LINES = [
    "January 1, 2026 · 1 min read",
    "February 2, 2026 · 1 min read",
    "March 3, 2026 · 3 min read",
    "4 min read",
    "1 min read",
    "5 min read",
]


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "man", "texinfo"])
def test_each_page_of_an_assembled_document_has_its_own_header(build: Build, builder: str) -> None:
    options = SINGLE_DOCUMENTS | {"suppress_warnings": ["toc.no_title"]}
    built = build(ASSEMBLED, builder, confoverrides=options)
    assert built.warnings == ""
    if builder == "singlehtml":
        text = page_body(built).get_text()
    else:
        file = {"latex": "p.tex", "man": "p.1", "texinfo": "p.texi"}[builder]
        text = re.sub(r"\\DUrole\{[^}]*\}\{([^}]*)\}", r"\1", built.text(file))
    lines = [line.removeprefix("Updated ") for line in text.splitlines() if "min read" in line]
    assert lines == META_LINES


@pytest.mark.parametrize("builder", ["latex", "texinfo"])
def test_appendices_have_their_own_header(build: Build, builder: str) -> None:
    files = ASSEMBLED | {"app.rst": f":orphan:\n\n{ASSEMBLED['two.rst'].partition('.. toc')[0]}"}
    options = SINGLE_DOCUMENTS | {f"{builder}_appendices": ["app"]}
    built = build(files, builder, confoverrides=options)
    text = built.text({"latex": "p.tex", "texinfo": "p.texi"}[builder])
    assert text.count("3 min read") == 2
    assert text.count("January 1, 2026") == 1


def test_assembled_document_has_the_description_of_its_root(build: Build) -> None:
    built = build(ASSEMBLED, "singlehtml")
    metas = parse_page(built).select("meta[name=description]")
    assert [str(meta["content"]) for meta in metas] == ["Root deck."]


@pytest.mark.parametrize("page", ["index.rst", "one.rst", "none.rst"])
def test_description_of_an_author_is_the_only_one(build: Build, page: str) -> None:
    source = ASSEMBLED[page] + "\n.. meta::\n   :description: Mine.\n"
    metas = parse_page(build(ASSEMBLED | {page: source}, "singlehtml")).select(
        "meta[name=description]"
    )
    assert [str(meta["content"]) for meta in metas] == ["Mine."]
