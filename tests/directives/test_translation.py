"""Test translated projects: extracted messages, translated text and unchanged links."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.building import Build
from tests.directives.built_pages import page_body, parse_page, text_of, texts_of

RST = """\
:kicker: Front kicker

Page
====

.. article-header::
   :updated: 2026-06-12

   A deck.

.. faq:: A title

   What is it?
      An answer.

   .. faq-item:: Named?
      :name: named

      Its answer.

.. faq::
   :collapsible: closed

   Folded?
      Folded answer.

.. see-also:: Read on
   :details: deck

   other
   My other <other>
   My label <ref:place>
   Home <https://www.example.org/>
   term:video call

.. _place:

Place
-----

.. term-compare:: call; video call
   :caption: A caption
   :definitions:

   * - Aspect
     - A cell
     - B cell

:term:`video call` :faq:`named` :ref:`place`

.. faq::
   :sections:

   Section?
      Section answer.
"""

OTHER = """\
Other
=====

.. article-header::

   The other deck.

.. glossary::

   call
      A call is heard.

   video call
      A video call is seen.

      .. term-info::
         :aliases: seen call
         :avoid: picture call
         :broader: call
"""

FILES = {"index.rst": RST, "other.rst": f":orphan:\n\n{OTHER}"}

PAGE_MESSAGES = {
    "Page",
    "A deck.",
    "A title",
    "What is it?",
    "An answer.",
    "Named?",
    "Its answer.",
    "Folded?",
    "Folded answer.",
    "Read on",
    "My other",
    "My label",
    "Home",
    "Place",
    "A caption",
    "Aspect",
    "A cell",
    "B cell",
    ":term:`video call` :faq:`named` :ref:`place`",
    "Section?",
    "Section answer.",
    "Front kicker",
}
"""Every message of the index page: the author's text that readers see."""

GLOSSARY_MESSAGES = {
    "Other",
    "The other deck.",
    "call",
    "A call is heard.",
    "video call",
    "A video call is seen.",
    "seen call",
    "picture call",
}


def messages_of(text: str) -> set[str]:
    """Return the messages of a template, without its header."""
    entries = re.findall(r'^msgid ((?:"[^\n]*"\n)+)', text, re.MULTILINE)
    joined = ("".join(re.findall(r'"(.*)"', lines)) for lines in entries)
    return {message for message in joined if message}


def test_messages_are_the_authors_text(build: Build) -> None:
    built = build(FILES, "gettext")
    assert built.warnings == ""
    assert messages_of(built.text("index.pot")) == PAGE_MESSAGES
    assert messages_of(built.text("other.pot")) == GLOSSARY_MESSAGES


def german(message: str) -> str:
    """Return a translation of *message* that keeps its markup."""
    if message.startswith(":term:"):
        return ":term:`DE video call <video call>` :faq:`named` :ref:`place`"
    return f"DE {message}"


@pytest.fixture
def translated(build: Build) -> tuple[Build, dict[str, str | bytes]]:
    """Return the project with a translation of every message."""
    files: dict[str, str | bytes] = dict(FILES)
    for page, messages in (("index", PAGE_MESSAGES), ("other", GLOSSARY_MESSAGES)):
        catalog = Catalog(locale="de", charset="utf-8")
        for message in messages:
            catalog.add(message, german(message))
        files[f"locale/de/LC_MESSAGES/{page}.mo"] = compile_catalog(catalog)
    return build, files


def compile_catalog(catalog: Catalog) -> bytes:
    """Return the catalogue in binary form."""
    stream = BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


SETTINGS = {"language": "de", "locale_dirs": ["locale"], "gettext_auto_build": False}


def test_translation_keeps_ids_links_and_relations(
    translated: tuple[Build, dict[str, str | bytes]],
) -> None:
    build, files = translated
    built = build(files, confoverrides=SETTINGS)
    assert built.warnings == ""
    page = page_body(built)
    assert texts_of(page, "dt, summary, h3") == [
        "DE What is it?",
        "DE Named?",
        "DE Folded?",
        "DE Section?",
    ]
    ids = {str(tag["id"]) for tag in page.select("[id]")}
    assert {"what-is-it", "named", "folded", "section", "place"} <= ids
    assert texts_of(page, ".article-kicker, .article-deck, .faq-title, caption") == [
        "DE Front kicker",
        "DE A deck.",
        "DE A title",
        "DE A caption",
    ]
    assert texts_of(page, "time") == ["12. Juni 2026"]
    nav = page.select("nav.see-also")[0]
    assert text_of(nav.select(".see-also-title")[0]) == "DE Read on"
    assert [(text_of(a), str(a["href"])) for a in nav.select("a")] == [
        ("DE Other", "other.html"),
        ("DE My other", "other.html"),
        ("DE My label", "#place"),
        ("DE Home", "https://www.example.org/"),
        ("DE video call", "other.html#term-video-call"),
    ]
    assert texts_of(nav, ".see-also-deck")[0] == "DE The other deck."
    assert texts_of(page, "thead th") == ["DE call", "DE video call"]
    assert all("other.html#" in str(a["href"]) for a in page.select("thead a"))
    assert texts_of(page, "tbody th, tbody td")[1:] == [
        "DE A call is heard.",
        "DE A video call is seen.",
        "DE Aspect",
        "DE A cell",
        "DE B cell",
    ]
    assert "DE video call" in texts_of(page, ".term-compare-relation")[0]
    description = parse_page(built).select("meta[name=description]")
    assert [str(meta["content"]) for meta in description] == ["DE A deck."]


def test_names_are_translated_and_relations_kept(
    translated: tuple[Build, dict[str, str | bytes]],
) -> None:
    build, files = translated
    built = build(files, confoverrides=SETTINGS)
    lines = texts_of(page_body(built, "other"), ".term-info")
    assert lines[0].endswith(": DE video call")
    assert "DE seen call" in lines[1]
    assert "DE picture call" in lines[1]
    assert lines[1].endswith("DE call")


def german_catalog(**names: str) -> dict[str, str | bytes]:
    """Return the catalogue of a glossary on the page "words"."""
    catalog = Catalog(locale="de", charset="utf-8")
    for name, translation in names.items():
        catalog.add(f"``{name}``" if name == "pip" else name, translation)
    # Sphinx checks whether a .mo has changed only if there is a .po beside it.
    folder = "locale/de/LC_MESSAGES"
    return {f"{folder}/words.po": b"", f"{folder}/words.mo": compile_catalog(catalog)}


PAGES_WITH_TERM = {
    "head": ".. term-compare:: cat; tom\n\n   * - a\n     - b\n     - c\n",
    "entry": ".. see-also::\n\n   term:cat\n",
}


@pytest.mark.parametrize("kind", PAGES_WITH_TERM)
def test_changed_translation_updates_pages(
    build: Build, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    glossary = (
        ":orphan:\n\n.. glossary::\n\n   mouser\n   cat\n      Purrs.\n\n   tom\n      A he.\n"
    )
    page = f"Page\n====\n\n{PAGES_WITH_TERM[kind]}"
    built = build(
        {"index.rst": page, "words.rst": glossary, **german_catalog(cat="Katze")},
        confoverrides=SETTINGS,
    )
    assert "Katze" in text_of(page_body(built))
    # gettext and Sphinx cache catalogues for the whole process.
    monkeypatch.setattr("gettext._translations", {})
    monkeypatch.setattr("sphinx.locale.translators", {})
    built = build(german_catalog(cat="Mieze"), keep=True, confoverrides=SETTINGS)
    assert "Mieze" in text_of(page_body(built))


def test_translated_term_is_configured_by_its_original_name(build: Build) -> None:
    source = ":orphan:\n\n.. glossary::\n\n   ``pip``\n      Installs.\n"
    settings = SETTINGS | {"glossary_faq_terms": {"pip": {"aliases": ["pep"]}}}
    files = {"index.rst": "Page\n====\n", "words.rst": source, **german_catalog(pip="``Pipp``")}
    built = build(files, confoverrides=settings)
    assert built.warnings == ""
    assert texts_of(page_body(built, "words"), "dt, p.term-info") == ["Pipp", "Auch: pep"]
