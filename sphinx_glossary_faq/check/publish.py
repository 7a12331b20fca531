"""Report findings as warnings in every build, and in files if the report is enabled.

Findings that the baseline accepts are omitted.  Baseline entries without a finding are reported as
findings.
"""

from __future__ import annotations

import os
from collections.abc import Sequence, Set
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.osutil import relpath

from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.cache_file import read_file
from sphinx_glossary_faq.core.findings.baseline import (
    STALE_BASELINE,
    Baseline,
    compare,
    dump,
    entries_of,
    load,
)
from sphinx_glossary_faq.core.findings.finding import RULES, Finding, sort_findings
from sphinx_glossary_faq.core.findings.reports import as_annotations, as_json, as_sarif, as_text
from sphinx_glossary_faq.diagnostics import CONF, Subtype, warn, warn_finding, write_or_warn

logger = logging.getLogger(__name__)

BASELINE = "baseline.json"

MAX_BASELINE_SIZE = 2**25
"""The size of the largest baseline that is read, in bytes."""

EXIT_FINDINGS, EXIT_NO_REPORT = 1, 2
"""The exit codes of `xrefcheck`, apart from 0 for a project without findings."""

_REPORTED_BY_SPHINX = frozenset({"missing-file"})
"""Rules without warnings, because Sphinx itself warns about these problems in each build."""


class Report:
    """The report for one build.

    :param enabled: the rules that have been run.
    """

    def __init__(self, app: Sphinx, enabled: Set[str]) -> None:
        self._app = app
        self._enabled = enabled
        self._skipped = RULES.keys() - enabled
        self._baseline = self._load_baseline()
        self._is_written = True

    def warn_new(self, findings: Sequence[Finding]) -> list[Finding]:
        """Warn about the *findings* that the baseline does not accept, and return them."""
        new = self._new_findings(findings)
        for finding in new:
            if finding.rule not in _REPORTED_BY_SPHINX:
                warn_finding(finding, Path(self._app.srcdir))
        if os.environ.get("GITHUB_ACTIONS") == "true" and new:
            logger.info(as_annotations(new, _source_folder(self._app)).rstrip())
        return new

    def write(self, folder: str, findings: Sequence[Finding], new: Sequence[Finding]) -> None:
        """Write *new* findings in all formats, and all *findings* as a new baseline.

        :param folder: an absolute path, or the name of a folder in the output.
        """
        if problem := _folder_problem(self._app, folder):
            self._is_written = False
            message = f"{PREFIX}report: folder “{folder}” cannot be used: {problem}"
            warn(Subtype.CONFIG, message, CONF)
            return
        html_rules = [rule.name for rule in RULES.values() if rule.html_only]
        not_checked = [name for name in html_rules if name in self._skipped]
        version = self._app.extensions["sphinx_glossary_faq"].version
        source_folder = _source_folder(self._app)
        unchecked_entries = entries_of(self._baseline or {}, self._skipped)
        for name, text in (
            ("output.txt", as_text(new, not_checked)),
            ("output.json", as_json(new, not_checked)),
            ("output.sarif", as_sarif(new, version, source_folder)),
            ("output.github", as_annotations(new, source_folder)),
            (BASELINE, dump(findings, unchecked_entries)),
        ):
            path = Path(self._app.outdir, folder, name)
            self._is_written = write_or_warn(path, text) and self._is_written

    def exit_code(self, new: Sequence[Finding]) -> int:
        """Return the exit code of `xrefcheck`."""
        if self._baseline is None or not self._is_written:
            return EXIT_NO_REPORT
        return EXIT_FINDINGS if new else 0

    def _new_findings(self, findings: Sequence[Finding]) -> list[Finding]:
        new, stale = compare(findings, self._baseline or {}, self._skipped)
        if STALE_BASELINE in self._enabled:
            path = Path(self._app.confdir, self._app.config[PREFIX + "baseline"])
            file = Path(relpath(path, self._app.srcdir)).as_posix()
            new += [entry.finding(file) for entry in stale]
        return sort_findings(new)

    def _load_baseline(self) -> Baseline | None:
        """Return the baseline of the project, or None if it cannot be read."""
        name = self._app.config[PREFIX + "baseline"]
        if not name:
            return {}
        try:
            path = Path(self._app.confdir, name)
            return load(read_file(path, MAX_BASELINE_SIZE).decode("utf-8"))
        except (OSError, ValueError) as error:
            reason, fix = str(error), "Replace the file with a new “baseline.json”."
            if isinstance(error, OSError):
                reason, fix = f"{error.strerror}.", "Check its path."
            elif isinstance(error, UnicodeDecodeError):
                reason = "The file is not encoded in UTF-8."
            message = f"{PREFIX}baseline: file “{name}” cannot be read: {reason} {fix}"
            warn(Subtype.CONFIG, message, CONF)
            return None


def _folder_problem(app: Sphinx, folder: str) -> str:
    """Create a folder in the output, or return why it cannot be used.

    If its path is relative, neither `..` nor symbolic links may lead out of the output.
    """
    output = os.path.realpath(app.outdir)
    try:
        path = Path(os.path.realpath(Path(output, folder)))
        if not (Path(folder).is_absolute() or path.is_relative_to(output)):
            return "It is outside the output folder. Use an absolute path."
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return f"{error.strerror}. Choose another folder."
    except ValueError as error:  # a null character
        return f"{error}. Choose another folder."
    return ""


def _source_folder(app: Sphinx) -> str:
    """Return the source folder relative to the root of the repository."""
    source = Path(app.srcdir).resolve()
    folders = (source, *source.parents)
    root = next((folder for folder in folders if (folder / ".git").exists()), source)
    relative = source.relative_to(root).as_posix()
    return "" if relative == "." else relative
