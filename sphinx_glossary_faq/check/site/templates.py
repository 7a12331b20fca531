"""Find links in templates."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_glossary_faq.check.locate.locator import Locator
from sphinx_glossary_faq.check.locate.source_file import SourceLocation
from sphinx_glossary_faq.compat import template_folders
from sphinx_glossary_faq.core.cache_file import read_text_file
from sphinx_glossary_faq.core.text.lines import line_and_column, line_starts


class Templates:
    """The templates of an HTML build, with those of the project before those of the theme."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self._builder = builder

    def find(self, link: str, locator: Locator) -> tuple[str, SourceLocation | None] | None:
        """Return the template that contains *link*, with the location if the project has it."""
        address = link.removeprefix("#document-")  # singlehtml
        docname = (
            address.partition("#")[0].removesuffix("/").removesuffix(self._builder.link_suffix)
        )
        while docname.startswith("../"):
            docname = docname.removeprefix("../")
        # Matches `pathto('install')`, `pathto("install", 1)`, `href="install.html"`; not
        # `href="reinstall.html"`.
        pattern = re.compile(
            rf"""(?<=["']){re.escape(link)}(?=["'])"""
            + (rf"""|(?<=pathto\(["']){re.escape(docname)}(?=["'])""" if docname else "")
        )
        for folder, path, text in self._texts:
            if match := pattern.search(text):
                name = path.relative_to(folder).as_posix()
                if not path.is_relative_to(self._builder.confdir):
                    return name, None
                position = line_and_column(line_starts(text), match.start())
                return name, SourceLocation(locator.relative_path(path), *position)
        return None

    @cached_property
    def _texts(self) -> list[tuple[Path, Path, str]]:
        folders = template_folders(self._builder)
        return [
            (folder, path, read_text_file(path))
            for folder in folders
            for path in sorted(folder.rglob("*.html*"))
            if path.is_file()
        ]
