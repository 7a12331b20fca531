"""The files that are no sources of pages and write links all the same: templates, extra files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_glossary_faq.check.locate.locator import Locator
from sphinx_glossary_faq.check.locate.source_file import SourceLocation, line_and_column
from sphinx_glossary_faq.compat import template_folders


class Templates:
    """The templates of an HTML build: the project's own first, then the theme's."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self._builder = builder

    def find(self, link: str, locator: Locator) -> tuple[str, SourceLocation | None] | None:
        """The name of the template that writes *link*, and its place if it is the project's."""
        address = link.removeprefix("#document-")  # as it is in a page that is all pages
        docname = (
            address.partition("#")[0].removesuffix("/").removesuffix(self._builder.link_suffix)
        )
        while docname.startswith("../"):
            docname = docname.removeprefix("../")
        # Matches `pathto('install')`, `pathto("install", 1)`, `href="install.html"`; not
        # `href="reinstall.html"`.
        written = re.compile(
            rf"""(?<=["']){re.escape(link)}(?=["'])"""
            + (rf"""|(?<=pathto\(["']){re.escape(docname)}(?=["'])""" if docname else "")
        )
        for folder, path, text in self._texts:
            if found := written.search(text):
                name = path.relative_to(folder).as_posix()
                if not path.is_relative_to(self._builder.confdir):
                    return name, None
                return name, SourceLocation(
                    locator.relative_path(path), *line_and_column(text, found.start())
                )
        return None

    @cached_property
    def _texts(self) -> list[tuple[Path, Path, str]]:
        folders = template_folders(self._builder)
        return [
            (folder, path, path.read_text("utf-8", errors="replace"))
            for folder in folders
            for path in sorted(folder.rglob("*.html*"))
            if path.is_file()
        ]


def extra_files(app: Sphinx) -> Mapping[str, Path]:
    """The files of `html_extra_path`, by the path that each is copied to."""
    found: dict[str, Path] = {}
    for entry in app.config.html_extra_path:
        source = Path(app.confdir, entry)
        if source.is_file():
            found[source.name] = source
        else:
            for path in sorted(source.rglob("*")):
                if path.is_file():
                    found[PurePosixPath(path.relative_to(source)).as_posix()] = path
    return found
