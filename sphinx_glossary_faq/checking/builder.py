"""`-b xrefcheck`: looks at the whole project and writes no page."""

from __future__ import annotations

import json
from collections.abc import Callable, Set
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util import logging

from sphinx_glossary_faq.checking import plan_file
from sphinx_glossary_faq.core.sentences import counted
from sphinx_glossary_faq.domain import domain_of

logger = logging.getLogger(__name__)

TOLD = 10
"""How many terms of the widest reach are told on the screen."""


class XrefCheckBuilder(Builder):
    """Reads what has changed, plans every page, reports; resolves and writes none."""

    name = "xrefcheck"
    epilog = "The report is in %(outdir)s."
    allow_parallel = True

    def init(self) -> None:
        # Text under `only:: html` is there, as it is for readers of the site.
        self.tags.add("html")
        self.tags.add("format_html")
        self._set_code: Callable[[], None] = lambda: None

    def exit_with(self, app: Sphinx, code: int) -> None:
        """End with *code*, unless it is 0, whatever Sphinx makes of the warnings in between."""
        self._set_code = lambda: setattr(app, "statuscode", code or app.statuscode)
        self._set_code()

    def cleanup(self) -> None:
        self._set_code()

    def get_outdated_docs(self) -> str:
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return docname

    def write_documents(self, docnames: Set[str]) -> None:
        """Neither is any page resolved."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Never called; Sphinx asks for it."""

    def finish(self) -> None:
        domain = domain_of(self.env)
        reaches = plan_file.rank(domain)
        text = json.dumps(plan_file.document(domain, reaches), ensure_ascii=False, indent=1)
        (Path(self.outdir) / plan_file.FILE).write_text(f"{text}\n", "utf-8")
        for reach in reaches[:TOLD]:
            mentions, pages = counted(reach.mentions, "mention"), counted(reach.pages, "page")
            counts = f"{mentions} on {pages}, {reach.links} linked"
            logger.info("%s: %s", reach.term.name, counts)


def register(app: Sphinx) -> None:
    app.add_builder(XrefCheckBuilder)
