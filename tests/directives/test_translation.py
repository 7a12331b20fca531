"""A guide in two languages: messages hold what an author wrote, a translation keeps all links."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.building import Build
from tests.directives.looking import body, texts, whole, words

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

WRITTEN = {
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
"""Every message of the page: what its author wrote and a reader sees."""

GLOSSARY = {
    "Other",
    "The other deck.",
    "call",
    "A call is heard.",
    "video call",
    "A video call is seen.",
    "seen call",
    "picture call",
}


def messages(text: str) -> set[str]:
    """The messages of a template, without its header."""
    found = re.findall(r'^msgid ((?:"[^\n]*"\n)+)', text, re.MULTILINE)
    joined = ("".join(re.findall(r'"(.*)"', lines)) for lines in found)
    return {message for message in joined if message}


def test_messages_are_what_an_author_wrote(build: Build) -> None:
    built = build(FILES, "gettext")
    assert built.warnings == ""
    assert messages(built.text("index.pot")) == WRITTEN
    assert messages(built.text("other.pot")) == GLOSSARY


def german(message: str) -> str:
    """A translation that is not one word like its original; markup is kept."""
    if message.startswith(":term:"):
        return ":term:`DE video call <video call>` :faq:`named` :ref:`place`"
    return f"DE {message}"


@pytest.fixture
def translated(build: Build) -> tuple[Build, dict[str, str | bytes]]:
    """The project with a translation of every message."""
    files: dict[str, str | bytes] = dict(FILES)
    for page, found in (("index", WRITTEN), ("other", GLOSSARY)):
        catalog = Catalog(locale="de", charset="utf-8")
        for message in found:
            catalog.add(message, german(message))
        files[f"locale/de/LC_MESSAGES/{page}.mo"] = packed(catalog)
    return build, files


def packed(catalog: Catalog) -> bytes:
    """The catalogue as Sphinx reads it."""
    into = BytesIO()
    write_mo(into, catalog)
    return into.getvalue()


SETTINGS = {"language": "de", "locale_dirs": ["locale"], "gettext_auto_build": False}


def test_a_translation_keeps_ids_links_and_relations(
    translated: tuple[Build, dict[str, str | bytes]],
) -> None:
    build, files = translated
    built = build(files, confoverrides=SETTINGS)
    assert built.warnings == ""
    page = body(built)
    assert texts(page, "dt, summary, h3") == [
        "DE What is it?",
        "DE Named?",
        "DE Folded?",
        "DE Section?",
    ]
    ids = {str(tag["id"]) for tag in page.select("[id]")}
    assert {"what-is-it", "named", "folded", "section", "place"} <= ids
    assert texts(page, ".article-kicker, .article-deck, .faq-title, caption") == [
        "DE Front kicker",
        "DE A deck.",
        "DE A title",
        "DE A caption",
    ]
    assert texts(page, "time") == ["12. Juni 2026"]
    nav = page.select("nav.see-also")[0]
    assert words(nav.select(".see-also-title")[0]) == "DE Read on"
    assert [(words(a), str(a["href"])) for a in nav.select("a")] == [
        ("DE Other", "other.html"),
        ("DE My other", "other.html"),
        ("DE My label", "#place"),
        ("DE Home", "https://www.example.org/"),
        ("DE video call", "other.html#term-video-call"),
    ]
    assert texts(nav, ".see-also-deck")[0] == "DE The other deck."
    assert texts(page, "thead th") == ["DE call", "DE video call"]
    assert all("other.html#" in str(a["href"]) for a in page.select("thead a"))
    assert texts(page, "tbody th, tbody td")[1:] == [
        "DE A call is heard.",
        "DE A video call is seen.",
        "DE Aspect",
        "DE A cell",
        "DE B cell",
    ]
    assert "DE video call" in texts(page, ".term-compare-relation")[0]
    description = whole(built).select("meta[name=description]")
    assert [str(meta["content"]) for meta in description] == ["DE A deck."]


def test_the_glossary_s_relations_are_kept_and_its_names_translated(
    translated: tuple[Build, dict[str, str | bytes]],
) -> None:
    build, files = translated
    built = build(files, confoverrides=SETTINGS)
    lines = texts(body(built, "other"), ".term-info")
    assert lines[0].endswith(": DE video call")
    assert "DE seen call" in lines[1]
    assert "DE picture call" in lines[1]
    assert lines[1].endswith("DE call")


def in_german(**names: str) -> dict[str, str | bytes]:
    """The catalogue of a glossary on its own page."""
    catalog = Catalog(locale="de", charset="utf-8")
    for name, translation in names.items():
        catalog.add(f"``{name}``" if name == "pip" else name, translation)
    # Sphinx looks whether a .mo has changed where it finds a .po beside it.
    folder = "locale/de/LC_MESSAGES"
    return {f"{folder}/words.po": b"", f"{folder}/words.mo": packed(catalog)}


SHOWING = {
    "head": ".. term-compare:: cat; tom\n\n   * - a\n     - b\n     - c\n",
    "entry": ".. see-also::\n\n   term:cat\n",
}


@pytest.mark.parametrize("shown", SHOWING)
def test_pages_follow_a_name_that_is_translated_otherwise(
    build: Build, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    glossary = (
        ":orphan:\n\n.. glossary::\n\n   mouser\n   cat\n      Purrs.\n\n   tom\n      A he.\n"
    )
    page = f"Page\n====\n\n{SHOWING[shown]}"
    built = build(
        {"index.rst": page, "words.rst": glossary, **in_german(cat="Katze")}, confoverrides=SETTINGS
    )
    assert "Katze" in words(body(built))
    # A process reads a catalogue once.
    monkeypatch.setattr("gettext._translations", {})
    monkeypatch.setattr("sphinx.locale.translators", {})
    built = build(in_german(cat="Mieze"), keep=True, confoverrides=SETTINGS)
    assert "Mieze" in words(body(built))


def test_a_translated_term_is_configured_by_the_name_it_was_written_with(build: Build) -> None:
    source = ":orphan:\n\n.. glossary::\n\n   ``pip``\n      Installs.\n"
    settings = SETTINGS | {"glossary_faq_terms": {"pip": {"aliases": ["pep"]}}}
    files = {"index.rst": "Page\n====\n", "words.rst": source, **in_german(pip="``Pipp``")}
    built = build(files, confoverrides=settings)
    assert built.warnings == ""
    assert texts(body(built, "words"), "dt, p.term-info") == ["Pipp", "Auch: pep"]
