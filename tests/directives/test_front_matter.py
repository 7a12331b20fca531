"""Test the fields at the top of a page: markup, translation and locations of warnings."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog

from tests.building import Build
from tests.directives.built_pages import page_body, parse_page, text_of, texts_of, warnings_of
from tests.directives.test_translation import compile_catalog, messages_of

FIELDS = {
    "rst": (
        ":kicker: *Em* ``lit`` :term:`cat`\n"
        ":deck: See :ref:`place`, :term:`a cat <cat>`\n   and ``code`` of |name|.\n\n"
    ),
    "md": (
        "---\nkicker: '*Em* `lit` {term}`cat`'\n"
        "deck: >\n  See {ref}`place`, {term}`a cat <cat>`\n  and `code` of {{ name }}.\n---\n\n"
    ),
}

PAGES = {
    "rst": (
        "Page\n====\n\n{header}\n\n.. _place:\n\nPlace\n-----\n\n.. glossary::\n\n"
        "   cat\n      An animal.\n\n.. |name| replace:: *Tom*\n"
    ),
    "md": (
        "# Page\n\n{header}\n\n(place)=\n## Place\n\n:::{{glossary}}\ncat\n   An animal.\n:::\n"
    ),
}

HEADERS = {"rst": ".. article-header::\n", "md": ":::{article-header}\n:::\n"}

READER = ":orphan:\n\n.. see-also::\n   :details: deck\n\n   index\n"

MYST: dict[str, object] = {
    "myst_enable_extensions": ["colon_fence", "deflist", "substitution"],
    "myst_substitutions": {"name": "*Tom*"},
}


def make_project(syntax: str, header: bool) -> dict[str, str | bytes]:
    page = PAGES[syntax].format(header=HEADERS[syntax] if header else "")
    return {f"index.{syntax}": FIELDS[syntax] + page, "reader.rst": READER}


def options_for(syntax: str) -> dict[str, object]:
    return MYST if syntax == "md" else {}


def test_markup_is_rendered_wherever_a_field_is_shown(build: Build, syntax: str) -> None:
    built = build(make_project(syntax, header=True), confoverrides=options_for(syntax))
    assert built.warnings == ""
    page = page_body(built)
    kicker, deck = page.select(".article-kicker, .article-deck")
    assert text_of(kicker) == "Em lit cat"
    assert texts_of(kicker, "em, code, a") == ["Em", "lit", "cat"]
    assert text_of(deck) == "See Place, a cat and code of Tom."
    assert texts_of(deck, "a, code, em") == ["Place", "a cat", "code", "Tom"]
    (description,) = parse_page(built).select("meta[name=description]")
    assert description["content"] == "See place, a cat and code of Tom."
    (shown,) = page_body(built, "reader").select(".see-also-deck")
    assert text_of(shown) == description["content"]
    assert texts_of(shown, "code, em") == ["code", "Tom"]


@pytest.mark.parametrize("builder", ["html", "text", "latex", "man", "texinfo", "xml"])
def test_deck_of_a_page_without_header_is_shown_on_other_pages_only(
    build: Build, syntax: str, builder: str
) -> None:
    built = build(make_project(syntax, header=False), builder, confoverrides=options_for(syntax))
    assert built.warnings == ""
    assert "See place" not in built.resolved("index").astext()
    deck = "See place, a cat and code of Tom."
    assert deck in " ".join(built.resolved("reader").astext().split())
    if builder == "html":
        shown = page_body(built, "reader")
        assert texts_of(shown, ".see-also-deck code, .see-also-deck em") == ["code", "Tom"]
        assert "See place" not in built.text("searchindex.js")


@pytest.mark.parametrize("header", [True, False])
def test_broken_reference_in_a_deck_is_reported_once(
    build: Build, syntax: str, header: bool
) -> None:
    files = make_project(syntax, header)
    page = f"index.{syntax}"
    files[page] = str(files[page]).replace("`place`", "`plaice`")
    built = build(files, confoverrides=options_for(syntax))
    (warning,) = built.warnings.splitlines()
    assert warning.startswith({"rst": "index.rst:2:", "md": "index.md:4:"}[syntax])
    assert "“plaice”" in warning


MESSAGES = {
    "rst": {
        "*Em* ``lit`` :term:`cat`": "*DE* ``lit`` :term:`cat`",
        "See :ref:`place`, :term:`a cat <cat>` and ``code`` of |name|.": "DE :ref:`place` ``c``",
    },
    "md": {
        "*Em* `lit` {term}`cat`": "*DE* `lit` {term}`cat`",
        "See {ref}`place`, {term}`a cat <cat>` and `code` of {{ name }}.": "DE {ref}`place` `c`",
    },
}


@pytest.mark.parametrize("header", [True, False])
def test_fields_are_translated(build: Build, syntax: str, header: bool) -> None:
    files = make_project(syntax, header)
    messages = list(MESSAGES[syntax].items())[0 if header else 1 :]
    built = build(files, "gettext", confoverrides=options_for(syntax))
    assert {message for message, _translation in messages} <= messages_of(built.text("index.pot"))

    catalog = Catalog(locale="de", charset="utf-8")
    for message, translation in messages:
        catalog.add(message, translation)
    files["locale/de/LC_MESSAGES/index.mo"] = compile_catalog(catalog)
    settings = {"language": "de", "locale_dirs": ["locale"], "gettext_auto_build": False}
    suppressed = {"suppress_warnings": ["i18n.inconsistent_references"]}
    built = build(files, confoverrides=options_for(syntax) | settings | suppressed)
    if header:
        shown = texts_of(page_body(built), ".article-kicker, .article-deck")
        assert shown == ["DE lit cat", "DE Place c"]
    shown_deck = page_body(built, "reader").select(".see-also-deck")[0]
    assert text_of(shown_deck) == "DE place c"
    assert texts_of(shown_deck, "code") == ["c"]


INVALID = {
    "rst": ":updated: yesterday\n:reading-time: long\n\nPage\n====\n",
    "md": "---\nupdated: yesterday\nreading-time: long\n---\n\n# Page\n",
}


@pytest.mark.parametrize("header", [True, False])
def test_invalid_fields_warn_at_their_line(build: Build, syntax: str, header: bool) -> None:
    source = INVALID[syntax] + ("\n" + HEADERS[syntax] if header else "")
    built = build({f"index.{syntax}": source})
    first = {"rst": 1, "md": 2}[syntax]
    assert warnings_of(built) == [
        (
            f"{first}: front matter: “yesterday” is not a valid date and is ignored. Use a date "
            "such as 2026-06-12. [glossary_faq.option]"
        ),
        (
            f"{first + 1}: front matter: the reading time “long” is not a whole number of "
            "minutes, so it is computed instead. Use a number such as 5. [glossary_faq.option]"
        ),
    ]


@pytest.mark.myst
def test_front_matter_key_without_value_is_ignored(build: Build) -> None:
    keys = "---\nkicker:\ndeck:\nupdated:\nreading-time:\n---\n"
    built = build({"index.md": f"{keys}# Page\n\n:::{{article-header}}\n:::\n\nText.\n"})
    assert built.warnings == ""
    assert texts_of(page_body(built), ".article-kicker, .article-deck") == []


@pytest.mark.myst
def test_list_is_not_a_text(build: Build) -> None:
    built = build({"index.md": f"---\ndeck: [a, b]\n---\n# Page\n\n{HEADERS['md']}"})
    (warning,) = warnings_of(built)
    assert warning.startswith("2: front matter: “deck” is a list or a mapping and is ignored.")
    assert texts_of(page_body(built), ".article-deck") == []


@pytest.mark.parametrize("header", ["", ".. article-header::\n\n"])
@pytest.mark.parametrize(
    ("deck", "errors"),
    [
        ("a *open", ["Inline emphasis"]),
        ("a :undef:`x`", ['"undef"']),
        ("a |undef| b", ['"undef"']),
        ("a undef_ b", ['"undef"']),
        ("a [#undef]_ b", ["Too many", '"undef"']),
        ("a |undef|_ b", ['"undef"', '"undef"']),
        ("|version| |A| ok_ Page_ `e <https://example.org>`_", []),
    ],
)
def test_invalid_markup_in_a_deck_is_reported_once(
    build: Build, deck: str, errors: list[str], header: str
) -> None:
    definitions = ".. |a| replace:: x\n\n.. _ok: https://example.org/ok\n"
    source = f":kicker: x\n:deck: {deck}\n\nPage\n====\n\n{header}{definitions}\n"
    source += ".. toctree::\n\n   other\n"
    other = "Other\n=====\n\n.. see-also::\n   :details: deck\n\n   index\n"
    built = build({"index.rst": source, "other.rst": other}, confoverrides={"version": "1.0"})
    reports = [line for line in built.warnings.splitlines() if "[docutils]" in line]
    assert all(report.startswith("index.rst:2: ") for report in reports)
    assert [error in report for error, report in zip(errors, reports, strict=True)] == (
        [True] * len(errors)
    )
    text = deck if errors else "1.0 x ok Page e"
    assert texts_of(page_body(built, "other"), ".see-also-deck") == [text]
    assert texts_of(page_body(built), ".article-deck") == ([text] if header else [])
    assert built.env.metadata["index"]["deck"].startswith(text)


def test_deck_of_several_blocks_is_complete(build: Build) -> None:
    field = ":deck: One *two*\n\n   three\n\n   * four\n"
    source = f":orphan:\n{field}\nPage\n====\n\n.. article-header::\n"
    built = build({"index.rst": source})
    assert built.warnings == ""
    assert texts_of(page_body(built), ".article-deck") == ["One two three four"]


YAML_ERRORS = {
    "colon": ("kicker: x\ndeck: a: b\n---", 3, "mapping values are not allowed here"),
    "quote": ('kicker: x\ndeck: "a\n---', 3, "unexpected end of stream"),
    "date": ("kicker: x\nupdated: 2026-02-30\n---", 3, "day is out of range for month"),
    "tab": ("\tkicker: x\n---", 2, "cannot start any token”. Replace the tab with spaces."),
    "list": ("- kicker: x\n---", 1, "the front matter does not consist of “name: value” lines"),
    "end": ("kicker: x\n", 1, "the end marker is missing"),
}


@pytest.mark.myst
@pytest.mark.parametrize("case", YAML_ERRORS)
def test_front_matter_that_is_not_valid_yaml_warns_at_its_line(build: Build, case: str) -> None:
    yaml, line, problem = YAML_ERRORS[case]
    built = build({"index.md": f"---\n{yaml}\n\n# Page\n\nText.\n"})
    (warning,) = [text for text in warnings_of(built) if "glossary_faq" in text]
    assert warning.startswith(f"{line}: front matter: all fields are ignored because ")
    assert problem in warning


@pytest.mark.myst
@pytest.mark.parametrize("yaml", ["title: a: b", "\ttitle: a"])
@pytest.mark.parametrize("directive", ["article-header", "term-compare", "faq"])
def test_invalid_yaml_on_a_page_with_a_directive(build: Build, yaml: str, directive: str) -> None:
    page = f"---\n{yaml}\n---\n\n# Page\n\n:::{{{directive}}}\n:::\n"
    [warning] = [text for text in warnings_of(build({"index.md": page})) if "front matter" in text]
    assert warning.startswith("2: front matter: all fields are ignored because the YAML parser")


@pytest.mark.myst
def test_other_front_matter_and_overlines_do_not_warn(build: Build) -> None:
    files = {
        "index.md": "---\ntitle: a: b\n---\n\n# Page\n",
        "line.md": "---\n\n# deck: page\n",
        "transition.md": "---\n\n# Page\n\n:::{article-header}\n:::\n",
        "empty.md": "---\n---\n\n# Page\n\n:::{article-header}\n:::\n",
        "title.rst": "----\nDeck\n----\n\ndeck: x\n",
    }
    built = build(files, confoverrides={"suppress_warnings": ["toc.not_included"]})
    assert "glossary_faq" not in built.warnings


SURROGATES = r"""---
kicker: "kick\ud800"
deck: "\ud83c\udf75 \udc00"
updated: "\ud800"
---

# Page

:::{article-header}
:::

::::{glossary}
cat
   An animal.

   :::{term-info}
   :aliases: "tom\ud800"
   :abbreviation: "\ud800"
   :::
::::

:::{see-also} Title
:name: "n\ud800"
https://www.example.org/
:::

:::{faq-item} Why?
:name: "\ud800"
So.
:::
"""


@pytest.mark.myst
@pytest.mark.parametrize("builder", ["html", "latex", "text", "man", "texinfo", "xml", "epub"])
def test_lone_surrogates_are_replaced_with_a_warning(build: Build, builder: str) -> None:
    """No builder can write lone surrogates. Surrogate pairs in JSON notation are one character."""
    options = {"suppress_warnings": ["epub"], "version": "1", "copyright": "C"}
    built = build({"index.md": SURROGATES}, builder, confoverrides=options)
    warnings = [line for line in warnings_of(built) if "surrogate" in line or "date" in line]
    assert [line.partition(":")[0] for line in warnings] == ["2", "3", "4", "16", "16", "22", "27"]
    assert "kick\ufffd" in built.resolved().astext()
    assert "\N{TEACUP WITHOUT HANDLE} \ufffd" in built.resolved().astext()
