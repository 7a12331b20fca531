"""sphinx-intl: translations of pages."""

from __future__ import annotations

from io import BytesIO

from babel.messages.pofile import read_po, write_po
from sphinx_intl.basic import update

from tests.building import Build
from tests.neighbours.checking import PAGES, RST_INDEX, linked, main_part

FILES = {"index.rst": RST_INDEX, **PAGES, "page.rst": "Page\n====\n\nLook at the crumb.\n"}
TRANSLATIONS = {"crumb": "Krume", "Look at the crumb.": "Eine Krume ist weich."}


def test_translated_terms(build: Build) -> None:
    """The translated names of terms are linked in translated pages."""
    templates = build(FILES, "gettext")
    assert templates.warnings == "", templates.warnings
    locales = templates.srcdir / "locales"
    update(str(locales), str(templates.outdir), ["de"], jobs=1)
    catalogs: dict[str, str | bytes] = {}
    for path in locales.rglob("*.po"):
        with path.open("rb") as file:
            catalog = read_po(file, locale="de")
        for message in catalog:
            message.string = TRANSLATIONS.get(str(message.id), message.string)
        translated = BytesIO()
        write_po(translated, catalog)
        catalogs[path.relative_to(templates.srcdir).as_posix()] = translated.getvalue()
    options = {"language": "de", "locale_dirs": ["locales"]}
    built = build({**FILES, **catalogs}, confoverrides=options)
    assert built.warnings == "", built.warnings
    assert linked(main_part(built, "page.html")) == ["Krume"]
