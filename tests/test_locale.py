"""Test that generated texts are translatable and that the catalogs are complete."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import sphinx_glossary_faq
from tests.building import Build

PACKAGE = Path(sphinx_glossary_faq.__file__).parent
LOCALE = PACKAGE / "locale"
LANGUAGES = sorted(path.name for path in LOCALE.iterdir() if path.is_dir())


def read_messages(path: Path) -> dict[str, str]:
    read = read_mo if path.suffix == ".mo" else read_po
    with path.open("rb") as file:
        return {str(message.id): str(message.string) for message in read(file) if message.id}


def source_messages() -> set[str]:
    keywords = {"_": None, "translate": None}
    return {
        str(message)
        for _file, _line, message, *_rest in extract_from_dir(str(PACKAGE), keywords=keywords)
    }


def format_fields(template: str) -> set[str | None]:
    return {field for _, field, _, _ in string.Formatter().parse(template) if field}


def test_template_is_complete() -> None:
    assert set(read_messages(LOCALE / "sphinx_glossary_faq.pot")) == source_messages()


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_is_complete_and_compiled(language: str) -> None:
    folder = LOCALE / language / "LC_MESSAGES"
    translations = read_messages(folder / "sphinx_glossary_faq.po")
    assert set(translations) == source_messages()
    assert read_messages(folder / "sphinx_glossary_faq.mo") == translations
    for message, translation in translations.items():
        assert translation
        assert format_fields(translation) <= format_fields(message)


PAGE = """\
Seite
=====

.. article-header::
   :updated: 2026-06-12

   Worum es geht.

.. term-compare:: Katze; Tier

   * - Art
     - klein
     - jede

.. see-also::

   https://example.org/

.. glossary::

   Tier
      Lebt.

   Katze
      Schnurrt.

      .. term-info::
         :broader: Tier
"""


def test_german_page(build: Build) -> None:
    page = build({"index.rst": PAGE}, "text", confoverrides={"language": "de"}).text("index.txt")
    assert "Aktualisiert am 12. Juni 2026 · 1 Min. Lesezeit" in page
    assert "Alles, was „Katze“ heißt, ist auch „Tier“, aber nicht umgekehrt." in page
    assert "Eine Art von:" in page
