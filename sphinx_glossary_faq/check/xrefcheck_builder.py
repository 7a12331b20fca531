"""Define the builder `xrefcheck`, which checks the whole project without writing pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from functools import partial
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from sphinx_glossary_faq.check import hand_made, mention_report
from sphinx_glossary_faq.check.dry_write import dry_write
from sphinx_glossary_faq.check.review import review_data, review_page, reviewed_terms
from sphinx_glossary_faq.core.cache_file import format_json
from sphinx_glossary_faq.core.planning.plan import Recovery
from sphinx_glossary_faq.core.senses.language_data import load_language
from sphinx_glossary_faq.core.text.lines import single_line
from sphinx_glossary_faq.core.text.plural import pluralize
from sphinx_glossary_faq.diagnostics import write_or_warn
from sphinx_glossary_faq.domain import FaqDomain, domain_of

logger = logging.getLogger(__name__)

MAX_SHOWN_TERMS = 10
"""The maximum number of terms that are listed in the output of the build."""


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
        domain = domain_of(self.env)
        usages = mention_report.rank_usage(domain)
        recoveries = hand_made.measure(domain)
        recovered = hand_made.as_json(recoveries)
        document = mention_report.build_document(domain, usages) | {"hand_made": recovered}
        write_or_warn(Path(self.outdir) / mention_report.FILE_NAME, format_json(document))
        self._write_review(domain, recoveries)
        for usage in usages[:MAX_SHOWN_TERMS]:
            mentions, pages = pluralize(usage.mentions, "mention"), pluralize(usage.pages, "page")
            counts = f"{mentions} on {pages}, {usage.links} linked"
            # Not the name first: it could begin a workflow command.
            logger.info("used: “%s”: %s", single_line(usage.term.name), counts)

    def _write_review(self, domain: FaqDomain, recoveries: Sequence[Recovery]) -> None:
        """Write the page for reviewing links, and prepare the last lines of the output."""
        rank = load_language(self.config.language or "en").rank
        terms = reviewed_terms.review_terms(domain, rank)
        data = review_data.build_data(domain, terms, rank, recoveries)
        path = Path(self.outdir) / review_page.FILE_NAME
        if not write_or_warn(path, review_page.render(data)) or not terms:
            return
        if recoveries:
            self._last_lines.append(hand_made.summarize(recoveries))
        undecided = reviewed_terms.count_undecided(terms)
        verb = "is" if undecided == 1 else "are"
        words = pluralize(undecided, "everyday word")
        self._last_lines.append(f"{review_page.FILE_NAME}: {words} {verb} not decided.")


def log_last_lines(app: Sphinx, exception: Exception | None) -> None:
    """Log the lines about the review after the summary of the build."""
    if exception is None and isinstance(app.builder, XrefCheckBuilder):
        app.builder.log_last_lines()


def register(app: Sphinx) -> None:
    app.add_builder(XrefCheckBuilder)
    # Run after the summary (900).
    app.connect("build-finished", log_last_lines, priority=950)
