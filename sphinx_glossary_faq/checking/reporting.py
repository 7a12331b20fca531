"""Tells what was found: as warnings in every build, as files where they are asked for.

Findings that the baseline knows are passed over, in warnings and in files alike; entries of the
baseline that nothing was found for are findings themselves.
"""

from __future__ import annotations

import os
from collections.abc import Sequence, Set
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.osutil import relpath

from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.baseline import STALE, Baseline, compare, dump, load, unchecked
from sphinx_glossary_faq.core.findings import RULES, Finding, in_order
from sphinx_glossary_faq.core.report import as_annotations, as_json, as_sarif, as_text
from sphinx_glossary_faq.diagnostics import CONF, Subtype, tell, warn

logger = logging.getLogger(__name__)

BASELINE = "baseline.json"

FOUND, CANNOT_RUN = 1, 2
"""The exit codes of `xrefcheck` besides 0, for a clean project."""

_TOLD_BY_SPHINX = frozenset({"missing-file"})
"""Rules that no build warns of, since Sphinx does in each: it reads such pages every time."""


class Report:
    """What one build tells of its findings.

    :param on: the rules that were run.
    """

    def __init__(self, app: Sphinx, on: Set[str]) -> None:
        self._app = app
        self._on = on
        self._skipped = RULES.keys() - on
        self._baseline = self._load()

    def tell(self, findings: Sequence[Finding]) -> list[Finding]:
        """Warn of all *findings* that are new; give those."""
        new = self._new(findings)
        for finding in new:
            if finding.rule not in _TOLD_BY_SPHINX:
                tell(finding, Path(self._app.srcdir))
        if os.environ.get("GITHUB_ACTIONS") == "true" and new:
            logger.info(as_annotations(new, _folder(self._app)).rstrip())
        return new

    def write(self, folder: Path, findings: Sequence[Finding], new: Sequence[Finding]) -> None:
        """Write the *new* findings in all formats; all *findings* as the baseline to come."""
        on_pages = [rule.name for rule in RULES.values() if rule.html_only]
        not_checked = [name for name in on_pages if name in self._skipped]
        version = self._app.extensions["sphinx_glossary_faq"].version
        where = _folder(self._app)
        kept = unchecked(self._baseline or {}, self._skipped)
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in (
            ("output.txt", as_text(new, not_checked)),
            ("output.json", as_json(new, not_checked)),
            ("output.sarif", as_sarif(new, version, where)),
            ("output.github", as_annotations(new, where)),
            (BASELINE, dump(findings, kept)),
        ):
            (folder / name).write_text(text, "utf-8")

    def exit_code(self, new: Sequence[Finding]) -> int:
        """What `xrefcheck` exits with."""
        if self._baseline is None:
            return CANNOT_RUN
        return FOUND if new else 0

    def _new(self, findings: Sequence[Finding]) -> list[Finding]:
        new, stale = compare(findings, self._baseline or {}, self._skipped)
        if STALE in self._on:
            path = Path(self._app.confdir, self._app.config[PREFIX + "baseline"])
            file = Path(relpath(path, self._app.srcdir)).as_posix()
            new += [each.finding(file) for each in stale]
        return in_order(new)

    def _load(self) -> Baseline | None:
        """The project's baseline, empty if it has none; None if it cannot be read."""
        name = self._app.config[PREFIX + "baseline"]
        if not name:
            return {}
        try:
            return load(Path(self._app.confdir, name).read_text("utf-8"))
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            if isinstance(error, UnicodeDecodeError):
                why = "It is not UTF-8."
            warn(Subtype.CONFIG, f"{PREFIX}baseline: “{name}” cannot be used: {why}", CONF)
            return None


def _folder(app: Sphinx) -> str:
    """The source folder from the root of the repository, which is where GitHub looks from."""
    source = Path(app.srcdir).resolve()
    root = next((each for each in (source, *source.parents) if (each / ".git").exists()), source)
    folder = source.relative_to(root).as_posix()
    return "" if folder == "." else folder
