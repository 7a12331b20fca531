"""Suppress Sphinx and MyST-Parser warnings that the check reports with more detail.

A warning is suppressed only while the rule that reports the same problem is enabled.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Set

from sphinx.addnodes import pending_xref

from sphinx_glossary_faq.compat import (
    REFERENCE_LOGGERS,
    is_duplicate_term_warning,
    warning_source,
)
from sphinx_glossary_faq.nodes import COPIED_FROM

ReportedReference = tuple[str, str]
"""The page and the target of a reference that the check reports."""


class DuplicateWarningFilter(logging.Filter):
    """A filter for the log of the current build."""

    def __init__(self) -> None:
        super().__init__()
        self._reported: Set[ReportedReference] = frozenset()
        self._reported_targets: Set[str] = frozenset()
        self._suppress_duplicate_terms = False

    def install(self, enabled: Set[str]) -> None:
        """Install the filter, which depends on the *enabled* rules."""
        self.suppress(())
        self._suppress_duplicate_terms = "duplicate-term" in enabled
        for name in REFERENCE_LOGGERS:
            logging.getLogger(name).addFilter(self)

    def suppress(self, reported: Iterable[ReportedReference]) -> None:
        """Start to suppress warnings about *reported* references."""
        self._reported = frozenset(reported)
        self._reported_targets = frozenset(target for _docname, target in self._reported)

    def uninstall(self) -> None:
        """Remove the filter."""
        for name in REFERENCE_LOGGERS:
            logging.getLogger(name).removeFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a warning from Sphinx or MyST-Parser must be logged."""
        if self._suppress_duplicate_terms and is_duplicate_term_warning(record):
            return False
        node = warning_source(record).node
        return not (isinstance(node, pending_xref) and self._is_reported(node))

    def _is_reported(self, node: pending_xref) -> bool:
        if node.get("refdomain") == "citation":  # its page is unknown in assembled documents
            return node["reftarget"] in self._reported_targets
        return node.get(COPIED_FROM, (node["refdoc"], node["reftarget"])) in self._reported
