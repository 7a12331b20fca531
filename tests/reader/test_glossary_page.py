"""Test what HTML pages with a glossary show besides its entries, and other formats with them."""

from __future__ import annotations

import re
import sys
from types import ModuleType
from typing import Any

import pytest
from bs4 import Tag

from sphinx_glossary_faq.reader import sorting
from tests.building import Build, Built
from tests.directives.built_pages import page_body, parse_page, text_of, texts_of
from tests.reader.glossaries import NAMES, write_glossary, write_site

SORTED = sorted(NAMES, key=str.casefold)
MYST = {"myst_enable_extensions": ["colon_fence", "deflist", "attrs_block"]}


def options(syntax: str, **values: Any) -> dict[str, Any]:
    """Return the options of this extension, and those of MyST-Parser."""
    own = {f"glossary_faq_{name}": value for name, value in values.items()}
    return own | (MYST if syntax != "rst" else {})


def names_of(built: Built, page: str = "words") -> list[str]:
    return texts_of(page_body(built, page), "dl.glossary > dt")


def letters_of(built: Built, page: str = "words") -> dict[str, str]:
    """Return the ids that letters lead to."""
    links = page_body(built, page).select("nav.glossary-letters a")
    return {link.get_text(): str(link["href"])[1:] for link in links}


def test_page_with_a_big_glossary(build: Build, syntax: str) -> None:
    built = build(write_site(syntax), confoverrides=options(syntax))
    assert built.warnings == ""
    assert names_of(built) == SORTED
    letters = letters_of(built)
    assert list(letters) == [*"ABCDEFGHJKLMZ"]
    body = page_body(built, "words")
    for letter, id in letters.items():
        target = body.find(id=id)
        assert isinstance(target, Tag)
        assert text_of(target).upper().startswith(letter)
    assert [nav["aria-label"] for nav in body.select("nav.glossary-letters")] == ["Letters"]
    box = body.select_one(".glossary-filter")
    assert box is not None
    assert (box["role"], box.has_attr("hidden")) == ("search", True)
    assert box["data-count"] == "{count} of {total} entries"
    assert [text_of(label) for label in box.select("label:has(input[type=search])")] == ["Filter"]
    assert box.select_one("output[aria-live=polite]") is not None
    assert [node.name for node in body.select(".glossary-filter ~ *")][:2] == ["nav", "dl"]
    assert "glossary-filter.js" in built.text("words.html")
    assert "glossary-filter.js" not in built.text("brewing.html")
    index = built.text("searchindex.js")
    assert "letter" not in index
    assert '"filter":' in index  # the term


def test_options_of_letters_and_filter(build: Build) -> None:
    files = write_site("rst")
    built = build(files, confoverrides=options("rst", letters=14, filter=0))
    page = built.text("words.html")
    assert "glossary-letters" not in page
    assert "glossary-filter" not in page.replace("glossary-faq.css", "")
    built = build({}, keep=True, confoverrides=options("rst", letters=13, filter=13))
    page = built.text("words.html")
    assert "glossary-letters" in page
    assert "glossary-filter.js" in page


def test_no_letters_if_entries_are_not_together(build: Build) -> None:
    names = [*NAMES, "axle"]
    built = build({"index.rst": write_glossary("rst", names, "")}, confoverrides=options("rst"))
    assert names_of(built, "index") == names
    assert letters_of(built, "index") == {}


@pytest.mark.myst
def test_definition_list_with_the_class_of_glossaries(build: Build) -> None:
    files = {"index.md": write_glossary("list", SORTED)}
    built = build(files, confoverrides=options("md", see_entries=True))
    assert built.warnings == ""
    assert list(letters_of(built, "index")) == [*"ABCDEFGHJKLMSZ"]
    assert "stovetop pot" in names_of(built, "index")


def test_see_entries(build: Build, syntax: str) -> None:
    built = build(write_site(syntax), confoverrides=options(syntax, see_entries=True))
    assert built.warnings == ""
    # The entries “ESP” and “esprit” would be next to “espresso”.
    names = sorted([*SORTED, "short black", "stovetop pot"], key=str.casefold)
    assert names_of(built) == names
    body = page_body(built, "words")
    see = [text_of(node) for node in body.select(".glossary-see + dd")]
    assert see == ["see espresso", "see moka pot"]
    assert letters_of(built)["S"] == "see-short-black"
    hrefs = [str(link["href"]) for link in body.select(".glossary-see + dd a")]
    assert hrefs == ["#term-espresso", "#term-moka-pot"]
    text = build({}, "text", keep=True, confoverrides=options(syntax, see_entries=True))
    assert "short black\n   see espresso\n" in text.text("words.txt")


def test_group_headings(build: Build, syntax: str) -> None:
    built = build(write_site(syntax), confoverrides=options(syntax, group_headings=True))
    assert built.warnings == ""
    body = page_body(built, "words")
    headings = body.select("h2.glossary-group")
    assert list(map(text_of, headings)) == ["devices", "drinks"]
    lists = [texts_of(part, "dt") for part in body.select("dl.glossary")]
    assert lists[1:] == [["moka pot"], ["crema", "espresso"]]
    assert lists[0] == [name for name in SORTED if name not in ("moka pot", "crema", "espresso")]
    assert body.select_one("dl#x") is None
    first = [node.name for node in body.select(".glossary-filter, .glossary-filter ~ *")]
    assert first == ["div", "dl", "h2", "dl", "h2", "dl"]  # eleven entries have no letters


def test_other_formats(build: Build) -> None:
    """They have neither letters nor a filter."""
    values = options("rst", see_entries=True, group_headings=True, letters=2)
    values |= {"version": "1", "copyright": "2026"}  # an EPUB needs them
    for builder in ("text", "man", "texinfo", "xml", "gettext", "latex", "epub", "singlehtml"):
        built = build(write_site("rst"), builder, confoverrides=values)
        assert built.warnings == "", builder
        files = [name for name in built.files() if not name.endswith((".css", ".js"))]
        texts = [(built.outdir / name).read_bytes().decode("utf-8", "replace") for name in files]
        assert any("glossary-letters" in text for text in texts) == (builder == "singlehtml")
        assert any("stovetop pot" in text for text in texts)
        assert ("glossary-filter.js" in str(texts)) == (builder == "singlehtml")


# Sphinx sorts by code points: Aeger, Ager, Zet, Äger.
SWEDISH = ["Äger", "Zet", "Ager", "Aeger"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("sv", ["Aeger", "Ager", "Zet", "Äger"]), ("de", ["Aeger", "Ager", "Äger", "Zet"])],
)
def test_entries_are_sorted_in_the_language(
    build: Build, language: str, expected: list[str]
) -> None:
    files = {"index.rst": write_glossary("rst", SWEDISH)}
    overrides = {"language": language, "html_search_language": "en"}
    built = build(files, confoverrides=options("rst", letters=1) | overrides)
    assert names_of(built, "index") == expected
    assert ("Ä" in letters_of(built, "index")) == (language == "sv")
    label = {"sv": "Letters", "de": "Buchstaben"}[language]
    nav = parse_page(built).select_one("nav.glossary-letters")
    assert nav is not None
    assert nav["aria-label"] == label


def test_entries_are_sorted_by_classifier(build: Build) -> None:
    files = {"index.rst": write_glossary("rst", ["b : z", "c", "a : x"])}
    assert names_of(build(files), "index") == ["c", "a", "b"]


def test_collator_of_pyicu_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    class Collator:
        @staticmethod
        def createInstance(locale: str) -> Collator:  # noqa: N802  # a method of PyICU
            assert locale == "pt_BR"
            return Collator()

        def getSortKey(self, name: str) -> bytes:  # noqa: N802  # a method of PyICU
            return name.encode()[::-1]

    icu = ModuleType("icu")
    vars(icu).update(Collator=Collator, Locale=str)
    monkeypatch.setitem(sys.modules, "icu", icu)
    sorting.sort_key.cache_clear()
    try:
        assert sorted(["ab", "ba"], key=sorting.sort_key("pt-BR")) == ["ba", "ab"]
    finally:
        sorting.sort_key.cache_clear()


ABBREVIATIONS = """\
Words
=====

An API, the API. Two APIs. See :term:`API` and the APIary.

.. glossary::

   application programming interface
      It is.

      .. term-info::
         :abbreviation: API
"""


def test_abbreviations(build: Build) -> None:
    scope = {"glossary_faq_autolink": "all"}
    built = build({"index.rst": ABBREVIATIONS}, confoverrides=scope)
    body = page_body(built)
    found = body.select("a.autolinked-term > abbr")
    assert [(abbr["title"], abbr.get_text()) for abbr in found] == [
        ("application programming interface", text) for text in ("API", "API", "APIs")
    ]
    assert "An API, the API. Two APIs. See API and the APIary." in text_of(body)
    plain = build({}, keep=True, confoverrides=scope | {"glossary_faq_abbreviations": False})
    assert "<abbr" not in plain.text("index.html")
    renamed = ABBREVIATIONS.replace("application programming", "advanced programming")
    built = build({"index.rst": renamed}, keep=True, confoverrides=scope)
    assert 'title="advanced programming interface"' in built.text("index.html")
    for builder in ("latex", "text", "texinfo"):
        built = build({"index.rst": ABBREVIATIONS}, builder, confoverrides=scope)
        texts = [
            built.text(name) for name in built.files() if name.endswith((".tex", ".txt", ".texi"))
        ]
        assert not any("interface)" in text for text in texts)


def test_script_is_small() -> None:
    from sphinx_glossary_faq.output.stylesheet import STATIC

    text = (STATIC / "glossary-filter.js").read_text("utf-8")
    without_comments = re.sub(r"/\*.*?\*/", "", text)
    # Matches the spaces in ") {" and "a = b"; not the one in "const a".
    minified = re.sub(r"\s*([^\w\s])\s*", r"\1", without_comments).strip()
    assert len(minified) <= 1024
