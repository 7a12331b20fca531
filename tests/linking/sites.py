"""Small projects that are edited and built again and again, by every builder, in this process."""

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

from tests.building import told, write_files

OPTIONS = {
    "html_theme": "basic",
    "html_copy_source": False,
    "suppress_warnings": ["toc.not_included", "toc.not_readable"],
}

WITHOUT_NAVIGATION = {"templates_path": [str(Path(__file__).parent / "templates")]}
"""Pages show their own text and nothing else.

Sphinx leaves sidebars and next and previous links stale; and the stale are right by accident when
a page that was taken away comes back.
"""

KEPT_BESIDE = {".glossary-faq", ".buildinfo"}
"""Files of an output folder that no reader sees."""

# What Sphinx leaves in its search index of a word that no page has any more: that it is on none.
# Matches `"broader":[],`; not `"cat":[0,1],`.
GONE_WORD = re.compile(rb'"[^"]+":\[\],|,"[^"]+":\[\](?=\})')


class Report(NamedTuple):
    """What one build did."""

    read: set[str]
    written: set[str]
    warnings: str

    @property
    def rewritten(self) -> set[str]:
        """The written pages, without the root that Sphinx before 8.2 writes in every build."""
        return self.written - ({"index"} if sphinx.version_info < (8, 2) else set())

    @property
    def findings(self) -> list[str]:
        """What our package told."""
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

    def output(self, builder: str) -> Path:
        return self.folder / "build" / builder

    def write(self, files: Mapping[str, str]) -> None:
        """Make *files* the only pages, touching those that differ."""
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
        at_page: Callable[[int, str], None] = lambda number, docname: None,
    ) -> Report:
        """Build; *at_page* is called before each page that is written: its number, its docname."""
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

        def note_read(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
            read.update(docnames)

        def note_written(app: Sphinx, doctree: nodes.document, docname: str) -> None:
            at_page(len(written), docname)
            written.append(docname)

        app.connect("env-before-read-docs", note_read)
        app.connect("doctree-resolved", note_written)
        if version:
            app.extensions["sphinx_glossary_faq"].version = version
        try:
            app.build(filenames=[self.source / f"{name}.rst" for name in only])
        finally:
            app.cleanup()
        return Report(read, set(written), told(warning, self.source, app.config))

    def files(self, builder: str) -> dict[str, bytes]:
        """What a reader of the output has."""
        folder = self.output(builder)
        return {
            path.relative_to(folder).as_posix(): GONE_WORD.sub(b"", path.read_bytes())
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name not in KEPT_BESIDE
        }

    def fresh(self, folder: Path) -> Site:
        """The same sources, never built."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.source, folder / "source")
        return Site(folder, self.extensions, self.options)


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> set[str]:
    """The paths of files that are not the same in both."""
    return {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}
