"""Edit and build small projects repeatedly in this process, with every builder."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import sphinx
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.testing.util import SphinxTestApp

from tests.building import warnings_of, write_files

OPTIONS = {
    "html_theme": "basic",
    "html_copy_source": False,
    "suppress_warnings": ["toc.not_included", "toc.not_readable"],
}

WITHOUT_NAVIGATION = {"templates_path": [str(Path(__file__).parent / "templates")]}
"""Options for pages that show only their own text.

Sphinx does not update sidebars and the links to the next and the previous page, so that their
correctness depends on the order of edits.
"""

INTERNAL_FILES = {".glossary-faq", ".buildinfo"}
"""Files of an output folder that are not part of the site."""

# A word in Sphinx's search index that is no longer on any page.
# Matches `"broader":[],`; not `"cat":[0,1],`.
UNUSED_WORD = re.compile(rb'"[^"]+":\[\],|,"[^"]+":\[\](?=\})')


class BuildReport(NamedTuple):
    """The result of a build: the pages that were read and written, and the warnings."""

    read: set[str]
    written: set[str]
    warnings: str

    @property
    def rewritten(self) -> set[str]:
        """The written pages, without the root, which Sphinx before 8.2 writes in every build."""
        return self.written - ({"index"} if sphinx.version_info < (8, 2) else set())

    @property
    def own_warnings(self) -> list[str]:
        """The warnings of this package."""
        return [line for line in self.warnings.splitlines() if "[glossary_faq" in line]


class Site:
    """A source folder, its doctrees, and an output folder for each builder."""

    def __init__(
        self,
        folder: Path,
        extensions: Sequence[str] = ("sphinx_glossary_faq",),
        options: Mapping[str, Any] | None = None,
    ) -> None:
        self.folder = folder
        self.extensions = list(extensions)
        self.options = {**OPTIONS, **(options or {})}
        self.source.mkdir(parents=True, exist_ok=True)
        self.source.joinpath("conf.py").touch()

    @property
    def source(self) -> Path:
        return self.folder / "source"

    @property
    def doctrees(self) -> Path:
        return self.folder / "build" / "doctrees"

    def output(self, builder: str) -> Path:
        return self.folder / "build" / builder

    def write(self, files: Mapping[str, str]) -> None:
        """Write the pages that differ, and delete all pages that are not in *files*."""
        for path in self.source.rglob("*.rst"):
            if path.relative_to(self.source).as_posix() not in files:
                path.unlink()
        write_files(self.source, files)

    def build(
        self,
        builder: str = "html",
        options: Mapping[str, Any] | None = None,
        *,
        parallel: int = 0,
        only: Iterable[str] = (),
        version: str = "",
        before_page: Callable[[int, str], None] = lambda number, docname: None,
    ) -> BuildReport:
        """Build, and call *before_page* with the number and the docname of each written page."""
        status, warning = StringIO(), StringIO()
        app = SphinxTestApp(
            builder,
            srcdir=self.source,
            builddir=self.folder / "build",
            confoverrides={**self.options, **(options or {}), "extensions": self.extensions},
            status=status,
            warning=warning,
            parallel=parallel,
        )
        read: set[str] = set()
        written: list[str] = []

        def record_read(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
            read.update(docnames)

        def record_written(app: Sphinx, doctree: nodes.document, docname: str) -> None:
            before_page(len(written), docname)
            written.append(docname)

        app.connect("env-before-read-docs", record_read)
        app.connect("doctree-resolved", record_written)
        if version:
            app.extensions["sphinx_glossary_faq"].version = version
        try:
            app.build(filenames=[self.source / f"{name}.rst" for name in only])
        finally:
            app.cleanup()
        return BuildReport(read, set(written), warnings_of(warning, self.source, app.config))

    def files(self, builder: str) -> dict[str, bytes]:
        """Return the content of the files of the site."""
        folder = self.output(builder)
        return {
            path.relative_to(folder).as_posix(): UNUSED_WORD.sub(b"", path.read_bytes())
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name not in INTERNAL_FILES
        }

    def fresh(self, folder: Path) -> Site:
        """Return a copy of the sources that was never built."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.source, folder / "source", symlinks=True)
        return Site(folder, self.extensions, self.options)


def differing(left: Mapping[str, bytes], right: Mapping[str, bytes]) -> set[str]:
    """Return the paths of the files that differ."""
    return {path for path in left.keys() | right.keys() if left.get(path) != right.get(path)}
