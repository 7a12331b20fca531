"""`article-header`: what a page says of itself, by its options or its front matter."""

from __future__ import annotations

import pytest

from sphinx_glossary_faq.core.model import Article
from tests.building import Build, Built
from tests.directives.looking import body, texts, warnings, whole, words

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

A deck, "quoted" & <odd>.
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
deck: A deck, "quoted" & <odd>.
---
# Page

:::{article-header}
:::
""",
}


def article(built: Built, docname: str = "index") -> Article:
    """What the page has left of itself for others."""
    found = built.env.domains["faq"].guide.articles[docname]  # type: ignore[attr-defined]
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize("form", ["options", "fields"])
def test_both_ways_to_say_it_give_the_same_header(build: Build, syntax: str, form: str) -> None:
    source = (OPTIONS if form == "options" else FIELDS)[syntax]
    built = build({f"index.{syntax}": source})
    assert built.warnings == ""
    page = body(built)
    section = page.section
    assert section is not None
    kicker, title, header = section.find_all(recursive=False)[:3]
    assert (kicker["class"], words(kicker)) == (["article-kicker"], "News & views")
    assert (title.name, words(title)) == ("h1", "Page")
    assert texts(header, ".article-deck, .article-meta") == [
        words(header.select(".article-deck")[0]),
        "Updated June 12, 2026 · 5 min read",
    ]
    assert [str(time["datetime"]) for time in header.select("time")] == ["2026-06-12"]
    assert [str(dot["aria-hidden"]) for dot in header.select(".separator")] == ["true"]
    (meta,) = whole(built).select("meta[name=description]")
    assert str(meta["content"]).replace("“", '"').replace("”", '"') == 'A deck, "quoted" & <odd>.'
    assert article(built).updated == "2026-06-12"
    assert article(built).minutes == 5


def test_options_win_over_the_front_matter(build: Build) -> None:
    source = FIELDS["rst"] + "   :updated: 2026-07-01\n   :kicker: Other\n\n   Other deck.\n"
    built = build({"index.rst": source})
    assert texts(body(built), "p") == ["Other", "Other deck.", "Updated July 1, 2026 · 5 min read"]


def test_the_front_matter_alone_feeds_other_pages_only(build: Build, syntax: str) -> None:
    source = FIELDS[syntax].split("\n.. article")[0].split(":::{")[0]
    built = build({f"index.{syntax}": source})
    assert built.warnings == ""
    assert not body(built).select(".article-header, .article-kicker")
    assert article(built).minutes == 5
    assert article(built).deck.startswith("A deck")


def test_a_description_of_the_author_s_own_stays_alone(build: Build) -> None:
    source = OPTIONS["rst"] + "\n.. meta::\n   :description: Mine.\n"
    found = whole(build({"index.rst": source})).select("meta[name=description]")
    assert [str(meta["content"]) for meta in found] == ["Mine."]


WRONG = {
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


def test_what_cannot_be_used_is_told_and_the_rest_stays(build: Build, syntax: str) -> None:
    built = build({f"index.{syntax}": WRONG[syntax]})
    first, more, second = {"rst": (4, 12, 14), "md": (3, 11, 14)}[syntax]
    assert warnings(built) == [
        (
            f"{first}: article-header: :kicker: is empty; expected some text. It is ignored. "
            "[glossary_faq.option]"
        ),
        (
            f"{first}: article-header: the reading time “0” is not a number of minutes such as "
            "5; it is computed. [glossary_faq.option]"
        ),
        (
            f"{first}: article-header: there is no option :kicked:. Did you mean “kicker”? It is "
            "ignored. [glossary_faq.option]"
        ),
        (
            f"{first}: article-header: “12 June” is not a date such as 2026-06-12; none is shown. "
            "[glossary_faq.option]"
        ),
        (
            f"{more}: article-header: the deck is one paragraph; what follows it is shown below "
            "it. [glossary_faq.article_header]"
        ),
        f"{second}: article-header: a page has one; this is another. [glossary_faq.article_header]",
    ]
    assert texts(body(built), "p") == [
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
def test_elsewhere_than_below_the_title_it_is_told(build: Build, source: str) -> None:
    built = build({"index.rst": source})
    assert len(warnings(built)) == 1
    assert warnings(built)[0].endswith(
        ": article-header: expected below the page's title, outside of everything else. "
        "[glossary_faq.article_header]"
    )
    assert {"K", "Deck."} <= set(texts(body(built), "p"))


def test_a_page_without_a_title_may_have_one(build: Build, syntax: str) -> None:
    source = OPTIONS[syntax].replace("Page\n====\n", "").replace("# Page\n", "")
    built = build({f"index.{syntax}": source})
    assert built.warnings == ""
    assert texts(body(built), ".article-header p")[0] == "News & views"


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
def test_dates_are_written_in_the_reader_s_language(build: Build, language: str, date: str) -> None:
    built = build({"index.rst": OPTIONS["rst"]}, confoverrides={"language": language})
    assert texts(body(built), "time") == [date]


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
def test_reading_time_counts_what_is_read(build: Build, text: str, minutes: int) -> None:
    files = {"index.rst": f"P\n=\n\n{text}\n", "other.rst": POINTER}
    assert article(build(files, "dummy")).minutes == minutes


POINTER = """:orphan:

.. see-also::
   :details: reading-time

   index
"""


def test_reading_time_of_a_page_that_is_pointed_to_later(build: Build) -> None:
    """It is counted without reading the page again, and counted anew when that changes."""
    page = "P\n=\n\n" + "word " * 238
    built = build({"index.rst": page * 2})
    assert article(built).minutes == 0
    built = build({"other.rst": POINTER}, keep=True)
    assert texts(body(built, "other"), ".article-reading-time") == ["2 min read"]
    assert "1 added, 0 changed" in built.status
    built = build({"index.rst": page * 3}, keep=True)
    assert texts(body(built, "other"), ".article-reading-time") == ["3 min read"]
    assert "0 added, 1 changed" in built.status


BAD_FRONT_MATTER = {
    "rst": ":updated: yesterday\n:reading-time: long\n\nPage\n====\n",
    "md": "---\nupdated: yesterday\nreading-time: long\n---\n\n# Page\n",
}


@pytest.mark.parametrize("header", ["", "header"])
def test_bad_front_matter_is_told_as_such(build: Build, syntax: str, header: str) -> None:
    directive = {"rst": "\n.. article-header::\n", "md": "\n:::{article-header}\n:::\n"}[syntax]
    built = build({f"index.{syntax}": BAD_FRONT_MATTER[syntax] + (directive if header else "")})
    assert built.warnings == (
        f"index.{syntax}: WARNING: front matter: “yesterday” is not a date such as 2026-06-12; "
        f"none is shown. [glossary_faq.option]\n"
        f"index.{syntax}: WARNING: front matter: the reading time “long” is not a number of "
        "minutes such as 5; it is computed. [glossary_faq.option]\n"
    )


@pytest.mark.myst
def test_a_key_without_a_value_says_nothing(build: Build) -> None:
    keys = "---\nkicker:\ndeck:\nupdated:\nreading-time:\n---\n"
    built = build({"index.md": f"{keys}# Page\n\n:::{{article-header}}\n:::\n\nText.\n"})
    assert built.warnings == ""
    assert texts(body(built), ".article-kicker, .article-deck") == []
