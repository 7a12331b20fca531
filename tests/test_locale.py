"""What readers see is translatable, and the catalogues that are shipped are whole."""

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


def messages(path: Path) -> dict[str, str]:
    read = read_mo if path.suffix == ".mo" else read_po
    with path.open("rb") as file:
        return {str(message.id): str(message.string) for message in read(file) if message.id}


def in_sources() -> set[str]:
    keywords = {"_": None, "translate": None}
    return {str(found[2]) for found in extract_from_dir(str(PACKAGE), keywords=keywords)}


def fields(template: str) -> set[str | None]:
    return {field for _, field, _, _ in string.Formatter().parse(template) if field}


def test_the_template_has_what_the_sources_have() -> None:
    assert set(messages(LOCALE / "sphinx_glossary_faq.pot")) == in_sources()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_catalogue_is_whole_and_compiled(language: str) -> None:
    folder = LOCALE / language / "LC_MESSAGES"
    translated = messages(folder / "sphinx_glossary_faq.po")
    assert set(translated) == in_sources()
    assert messages(folder / "sphinx_glossary_faq.mo") == translated
    for message, translation in translated.items():
        assert translation
        assert fields(translation) <= fields(message)


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


def test_a_german_page_is_german(build: Build) -> None:
    page = build({"index.rst": PAGE}, "text", confoverrides={"language": "de"}).text("index.txt")
    assert "Aktualisiert am 12. Juni 2026 · 1 Min. Lesezeit" in page
    assert "Alles, was „Katze“ heißt, ist auch „Tier“, aber nicht umgekehrt." in page
    assert "Oberbegriff:" in page
