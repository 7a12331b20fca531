"""Run the check in a build: resolve references, collect findings and report them.

References are resolved when all pages have been read, so that pages with newly broken references
can be written again.  Findings are reported at the end, after the written pages have been checked.
They are sorted, without duplicates, and do not depend on which pages the build has read or written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util.display import progress_message

from sphinx_glossary_faq.build_results import CheckCount
from sphinx_glossary_faq.builders import NO_PAGES
from sphinx_glossary_faq.check.cache import Cache, load, save
from sphinx_glossary_faq.check.gc_pause import gc_paused
from sphinx_glossary_faq.check.locate.locator import Locator
from sphinx_glossary_faq.check.log_filter import DuplicateWarningFilter
from sphinx_glossary_faq.check.page_warnings import PageWarningRecorder, outdated_by_warnings
from sphinx_glossary_faq.check.publish import Report
from sphinx_glossary_faq.check.references.results import ProjectReferences
from sphinx_glossary_faq.check.rules import glossary, markup, terminology
from sphinx_glossary_faq.check.site import html_output
from sphinx_glossary_faq.check.site.origins import Origins
from sphinx_glossary_faq.check.site.project_files import record_files
from sphinx_glossary_faq.check.stale_output import outdated_by_targets
from sphinx_glossary_faq.check.xrefcheck_builder import XrefCheckBuilder
from sphinx_glossary_faq.compat import is_suppressed
from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.findings.baseline import STALE_BASELINE
from sphinx_glossary_faq.core.findings.finding import RULES, Finding, Selection, sort_findings
from sphinx_glossary_faq.diagnostics import TYPE
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.events import CHECKED

XREFCHECK = XrefCheckBuilder.name

_UNCHECKED_BUILDERS = frozenset({"gettext", "changes"})
"""Builders that do not resolve references."""

_LINK_RULES = frozenset({"dead-link", "dead-anchor", "source-link"})
"""Rules about links, which are run only by `xrefcheck` and builds that check their output.  Other
builds cannot recognize stale baseline entries for these rules."""


class Check:
    """The check in the current build."""

    def __init__(self) -> None:
        self._references: ProjectReferences | None = None
        self._saved_cache = self._cache = Cache()
        self._log_filter = DuplicateWarningFilter()
        self._recorder: PageWarningRecorder | None = None
        self._page_count = 0
        self._outdated: list[str] = []

    def start(self, app: Sphinx, env: BuildEnvironment, docnames: Sequence[str]) -> None:
        """Reset the state, and suppress warnings about problems that the check will report."""
        self._references, self._page_count, self._outdated = None, 0, []
        self._recorder = None
        domain_of(env).check_count = None
        if is_checked(app):
            self._log_filter.install(enabled_rules(app))

    @gc_paused()
    def resolve_references(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Resolve all references, pass the digests to the domain and return the outdated pages."""
        if not is_checked(app):
            return []
        self._saved_cache = self._cache = load(app)
        self._references = ProjectReferences(app)
        resolutions = self._references.resolve(self._cache.resolutions)
        self._cache = self._cache._replace(resolutions=resolutions)
        domain_of(env).target_digests = {
            docname: page.target_digest for docname, page in resolutions.pages.items()
        }
        if enabled_rules(app) >= {"reference", "case-mismatch"}:
            self._log_filter.suppress(self._references.reported_targets(resolutions))
        unknown = self._record_warnings(app)
        if not checks_html(app):
            return unknown
        assert isinstance(app.builder, StandaloneHTMLBuilder)
        self._outdated = outdated_by_targets(app, self._cache)
        # Sphinx saves the environment only if a page is outdated.
        saves = record_files(app, app.builder)
        return [*unknown, *self._outdated, *([app.config.root_doc] if saves else [])]

    def _record_warnings(self, app: Sphinx) -> list[str]:
        """Start to record warnings, and return the pages whose warnings are unknown."""
        if app.builder.name in NO_PAGES and app.builder.name != XREFCHECK:
            return []
        self._recorder = PageWarningRecorder(app)
        self._recorder.install()
        outdated = outdated_by_warnings(app.env, self._cache.warnings)
        if isinstance(app.builder, XrefCheckBuilder):
            app.builder.prepare_dry_write(app, outdated)
        return outdated

    def record_consistency(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Record the warnings of a consistency check."""
        if self._recorder is not None:
            self._recorder.record_consistency()

    def record_pages(self, app: Sphinx, builder: Builder) -> None:
        """Record the warnings about pages that are written from now on."""
        if self._recorder is not None:
            self._recorder.record_pages()

    def collect_findings(self, app: Sphinx) -> list[Finding]:
        """Return all findings in order, including those that the baseline accepts."""
        if self._references is None:
            return []
        enabled = enabled_rules(app)
        locator = Locator(app.env, Path(app.confdir), self._cache.located)
        findings = list(self._run_checks(app, self._references, locator, enabled))
        located = {docname: page for docname, page in locator.cached.items() if page.locations}
        self._cache = self._cache._replace(located=located)
        reported = (finding for finding in sort_findings(findings) if finding.rule in enabled)
        # A mistake in a file that is included by two pages is one finding.
        distinct = {
            finding._replace(docname="") if finding.file else finding: finding
            for finding in reported
        }
        return list(distinct.values())

    def _run_checks(
        self,
        app: Sphinx,
        references: ProjectReferences,
        locator: Locator,
        enabled: frozenset[str],
    ) -> Iterator[Finding]:
        yield from references.findings(self._cache.resolutions, locator, enabled)
        yield from markup.check_markup(app.env, references, self._cache.resolutions, locator)
        yield from glossary.check_glossary(app.env, locator, enabled)
        yield from terminology.check_terminology(app.env, references, locator, enabled)
        if app.builder.name == XREFCHECK:
            from sphinx_glossary_faq.check.site import (
                local_links,  # only this builder parses HTML in sources
            )

            yield from local_links.find_broken_links(app, references, locator)
        elif checks_html(app):
            self._cache = html_output.check_output(app, self._cache, self._outdated)
            output = self._cache.output
            self._page_count = sum(docname in app.env.found_docs for docname in output.changed)
            yield from Origins(app, references, self._cache.resolutions, locator).attribute(
                output.broken
            )

    @gc_paused()
    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Report the findings and save the cache for the next build."""
        self._log_filter.uninstall()
        if self._recorder is not None:
            self._recorder.uninstall()
        if self._references is None:
            return
        # The findings are logged after this line is complete.
        with progress_message("checking references"):
            findings = self.collect_findings(app)
        report = Report(app, enabled_rules(app))
        new = report.warn_new(findings)
        domain_of(app.env).check_count = self._count(findings, new)
        if exception is None:
            self._repeat_warnings()
            self._write_report(app, report, findings, new)
            if self._cache != self._saved_cache:
                save(app, self._cache)
            app.emit(CHECKED, tuple(new))

    def _count(self, findings: Sequence[Finding], new: Sequence[Finding]) -> CheckCount:
        """Return the numbers for the summary of the build."""
        resolved = sum(page.resolved for page in self._cache.resolutions.pages.values())
        accepted = len(findings) - sum(finding.rule != STALE_BASELINE for finding in new)
        return CheckCount(resolved, self._page_count, len(new), accepted)

    def _repeat_warnings(self) -> None:
        """Log the warnings about pages that this build has not written again."""
        if self._recorder is not None:
            warnings = self._recorder.merge(self._cache.warnings)
            self._recorder.repeat(warnings)
            self._cache = self._cache._replace(warnings=warnings)

    def _write_report(
        self, app: Sphinx, report: Report, findings: Sequence[Finding], new: Sequence[Finding]
    ) -> None:
        """Write the report if it is enabled or if the builder is `xrefcheck`.

        For `xrefcheck`, also set the exit code.
        """
        if isinstance(app.builder, XrefCheckBuilder):
            report.write("", findings, new)
            app.builder.exit_with(app, report.exit_code(new))
        elif folder := app.config[PREFIX + "report"]:
            report.write(folder, findings, new)


def is_checked(app: Sphinx) -> bool:
    """Return whether this build runs any rule."""
    return app.builder.name not in _UNCHECKED_BUILDERS and bool(enabled_rules(app))


def enabled_rules(app: Sphinx) -> frozenset[str]:
    """Return the rules that this build runs, including advice for `xrefcheck`.

    Rules whose warnings are listed in `suppress_warnings` are disabled.
    """
    check = tuple(app.config[PREFIX + "check"])
    if app.builder.name == XREFCHECK and check:
        check = (*check, "advice")
    enabled = Selection(check, tuple(app.config[PREFIX + "check_ignore"])).rules()
    suppressed = app.config.suppress_warnings
    enabled = frozenset(rule for rule in enabled if not is_suppressed(TYPE, rule, suppressed))
    if checks_html(app):
        # URLs in an e-book differ from URLs in the site for which the baseline was created.
        return enabled - {STALE_BASELINE} if app.builder.name.startswith("epub") else enabled
    enabled = frozenset(rule for rule in enabled if not RULES[rule].html_only)
    return enabled if app.builder.name == XREFCHECK else enabled - _LINK_RULES - {STALE_BASELINE}


def checks_html(app: Sphinx) -> bool:
    """Return whether this build checks the pages that it writes."""
    is_html = isinstance(app.builder, StandaloneHTMLBuilder)
    return is_html and bool(app.config[PREFIX + "check_html"])


def register(app: Sphinx) -> None:
    check = Check()
    # This runs at the start of each build, because an application may build several times.
    app.connect("env-before-read-docs", check.start)
    # After Sphinx has assigned the numbers of figures (500), which references show, before the
    # outdated pages are determined (600).
    app.connect("env-get-updated", check.resolve_references, priority=550)
    app.connect("env-check-consistency", check.record_consistency)
    app.connect("write-started", check.record_pages)
    # After all output files are written.
    app.connect("build-finished", check.finish, priority=800)
