"""Define the builder `xrefcheck`, which checks the whole project without writing pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from functools import partial

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

logger = logging.getLogger(__name__)


class XrefCheckBuilder(Builder):
    """Reads changed pages, plans all pages and reports, but writes no pages."""

    name = "xrefcheck"
    epilog = "The report is in %(outdir)s."
    allow_parallel = True
    supported_image_types = StandaloneHTMLBuilder.supported_image_types

    def init(self) -> None:
        # Include text in `only:: html`, which readers of the site see.
        self.tags.add("html")
        self.tags.add("format_html")
        self._set_code: Callable[[], None] = lambda: None
        self._last_lines: list[str] = []
        self._outdated: frozenset[str] = frozenset()
        self._dry_write: Callable[[str, nodes.document], None] = lambda docname, doctree: None

    def prepare_dry_write(self, app: Sphinx, docnames: Iterable[str]) -> None:
        """Set the pages whose warnings are logged instead of writing pages."""
        from sphinx_glossary_faq.check.dry_write import dry_write  # not needed by other builders

        self._outdated, self._dry_write = frozenset(docnames), partial(dry_write, app)

    def exit_with(self, app: Sphinx, code: int) -> None:
        """Exit with *code* unless it is 0, instead of the code that Sphinx sets for warnings."""
        self._set_code = lambda: setattr(app, "statuscode", code or app.statuscode)
        self._set_code()

    def cleanup(self) -> None:
        self._set_code()

    def get_outdated_docs(self) -> str:
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return docname

    def write_documents(self, docnames: Set[str]) -> None:
        """Log the warnings about outdated pages, and about pages whose toctrees contain them."""
        parents = (self.env.files_to_rebuild.get(docname, ()) for docname in self._outdated)
        for docname in sorted(self.env.found_docs & self._outdated.union(*parents)):
            doctree = self.env.get_doctree(docname)
            self.write_doc_serialized(docname, doctree)
            self.write_doc(docname, doctree)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Log the warnings that an HTML builder would log."""
        self._dry_write(docname, doctree)

    def log_last_lines(self) -> None:
        for line in self._last_lines:
            logger.info(line)

    def finish(self) -> None:
        from sphinx_glossary_faq.check import xrefcheck_output  # not needed by other builders

        self._last_lines += xrefcheck_output.write(self)


def log_last_lines(app: Sphinx, exception: Exception | None) -> None:
    """Log the lines about the review after the summary of the build."""
    if exception is None and isinstance(app.builder, XrefCheckBuilder):
        app.builder.log_last_lines()


def register(app: Sphinx) -> None:
    app.add_builder(XrefCheckBuilder)
    # Run after the summary (900).
    app.connect("build-finished", log_last_lines, priority=950)
