"""One build's check, from the first answer to what is told at its end.

References are followed when all pages are read, since pages that they broke on are to be written
again.  Everything is told at the end, when the written pages can be looked at too: sorted, once,
and the same whatever this build had to read and to write.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import is_suppressed_warning

from sphinx_glossary_faq.checking import glossary, prose, slips, written
from sphinx_glossary_faq.checking.builder import XrefCheckBuilder
from sphinx_glossary_faq.checking.cache import Cache, load, save
from sphinx_glossary_faq.checking.locating import Locator
from sphinx_glossary_faq.checking.origins import Origins
from sphinx_glossary_faq.checking.quiet import Quiet
from sphinx_glossary_faq.checking.references import Links
from sphinx_glossary_faq.checking.reporting import Report
from sphinx_glossary_faq.checking.rewriting import stale
from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.baseline import STALE
from sphinx_glossary_faq.core.findings import RULES, Finding, Selection, in_order
from sphinx_glossary_faq.diagnostics import CONF, TYPE, Subtype, warn
from sphinx_glossary_faq.domain import CheckCount, domain_of

XREFCHECK = XrefCheckBuilder.name

_UNCHECKED = frozenset({"gettext", "changes"})
"""Builders that resolve no reference."""


_OF_ADDRESSES = frozenset({"dead-link", "dead-anchor", "source-link"})
"""Rules of addresses, which `xrefcheck` and builds that read their pages follow. In all other
builds what a baseline has may just not have been looked for."""


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep garbage from being collected: what is made here is not, and all of a build is walked."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class Check:
    """The check of the build that is running."""

    def __init__(self) -> None:
        self._links: Links | None = None
        self._kept = self._cache = Cache()
        self._quiet = Quiet()
        self._read = self._began = 0

    def start(self, app: Sphinx, env: BuildEnvironment, docnames: Sequence[str]) -> None:
        """Forget the last build; let nobody else tell what this check will."""
        self._links, self._read = None, 0
        self._began = time.time_ns()
        if is_checked(app):
            self._quiet.begin(rules_on(app))

    @no_collection()
    def follow(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Find out where all references lead, and let the domain know; give pages to rewrite."""
        if not is_checked(app):
            return []
        self._kept = self._cache = load(app)
        self._links = Links(app)
        answers = self._links.follow(self._cache.answers)
        self._cache = self._cache._replace(answers=answers)
        domain_of(env).leads = {docname: page.leads for docname, page in answers.pages.items()}
        if rules_on(app) >= {"reference", "case-mismatch"}:
            self._quiet.hush(self._links.missing(answers))
        return stale(app, self._cache) if reads_pages(app) else []

    def findings(self, app: Sphinx) -> list[Finding]:
        """All that is found, known or not, in order."""
        if self._links is None:
            return []
        on = rules_on(app)
        locator = Locator(app.env, Path(app.confdir), self._cache.located)
        found = list(self._find(app, self._links, locator, on))
        located = {docname: one for docname, one in locator.found.items() if one.spots}
        self._cache = self._cache._replace(located=located)
        wanted = (each for each in in_order(found) if each.rule in on)
        # What is included in two pages is one mistake, to be mended in one place.
        once = {each._replace(docname="") if each.file else each: each for each in wanted}
        return list(once.values())

    def _find(
        self, app: Sphinx, links: Links, locator: Locator, on: frozenset[str]
    ) -> Iterator[Finding]:
        yield from links.findings(self._cache.answers, locator, on)
        yield from slips.find(app.env, links, self._cache.answers, locator)
        yield from glossary.find(app.env, locator, on)
        yield from prose.find(app.env, links, locator, on)
        if app.builder.name == XREFCHECK:
            from sphinx_glossary_faq.checking import local  # no other builder reads HTML in sources

            yield from local.find(app, links, locator)
        elif reads_pages(app):
            self._cache = written.look(app, self._cache, self._began)
            output = self._cache.output
            self._read = sum(docname in app.env.found_docs for docname in output.changed)
            yield from Origins(app, links, self._cache.answers, locator).tell(output.dead)

    @no_collection()
    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Tell; keep what the next build can use."""
        self._quiet.end()
        if self._links is None:
            return
        findings = self.findings(app)
        followed = sum(page.followed for page in self._cache.answers.pages.values())
        domain_of(app.env).checked = CheckCount(followed, self._read)
        report = Report(app, rules_on(app))
        new = report.tell(findings)
        if exception is None:
            self._write(app, report, findings, new)
            if self._cache != self._kept:
                save(app, self._cache)

    def _write(
        self, app: Sphinx, report: Report, findings: Sequence[Finding], new: Sequence[Finding]
    ) -> None:
        """Write the report where one is wanted; `xrefcheck` writes it and ends with its code."""
        if isinstance(app.builder, XrefCheckBuilder):
            report.write(Path(app.outdir), findings, new)
            app.builder.exit_with(app, report.exit_code(new))
        elif folder := app.config[PREFIX + "report"]:
            try:
                report.write(Path(app.outdir, folder), findings, new)
            except (OSError, ValueError) as error:
                why = error.strerror if isinstance(error, OSError) else error
                warn(Subtype.CONFIG, f"{PREFIX}report: “{folder}” cannot be written: {why}", CONF)


def is_checked(app: Sphinx) -> bool:
    return app.builder.name not in _UNCHECKED and bool(rules_on(app))


def rules_on(app: Sphinx) -> frozenset[str]:
    """The rules that this build runs; `xrefcheck` runs all that are not switched off.

    Whoever suppresses the warnings of a rule has switched it off.
    """
    check = tuple(app.config[PREFIX + "check"])
    if app.builder.name == XREFCHECK and check:
        check = (*check, "advice")
    on = Selection(check, tuple(app.config[PREFIX + "check_ignore"])).rules()
    suppressed = app.config.suppress_warnings
    on = frozenset(rule for rule in on if not is_suppressed_warning(TYPE, rule, suppressed))
    if reads_pages(app):
        # A book's addresses are others than those of the site that a baseline was made of.
        return on - {STALE} if app.builder.name.startswith("epub") else on
    on = frozenset(rule for rule in on if not RULES[rule].html_only)
    return on if app.builder.name == XREFCHECK else on - _OF_ADDRESSES - {STALE}


def reads_pages(app: Sphinx) -> bool:
    """Whether this build looks at the pages that it has written."""
    is_html = isinstance(app.builder, StandaloneHTMLBuilder)
    return is_html and bool(app.config[PREFIX + "check_html"])


def register(app: Sphinx) -> None:
    check = Check()
    # In each build, however many one app makes.
    app.connect("env-before-read-docs", check.start)
    # After the terms of other projects are known (500), before it is decided which pages are
    # written again (600).
    app.connect("env-updated", check.follow, priority=550)
    # After the pages are written and whatever is written beside them.
    app.connect("build-finished", check.finish, priority=800)
