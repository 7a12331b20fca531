"""Suppress Sphinx and MyST-Parser warnings that the check reports with more detail.

A warning is suppressed only while the rule that reports the same problem is enabled.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Set

from sphinx.addnodes import pending_xref

from sphinx_glossary_faq.check.references.resolver import MISSING_WARNING_TYPES
from sphinx_glossary_faq.compat import (
    MISSING_REFERENCE_LOGGERS,
    is_duplicate_term_warning,
    warning_source,
)

MissingReference = tuple[str, str]
"""The page and the target of a reference to a missing target."""


class DuplicateWarningFilter(logging.Filter):
    """A filter for the log of the current build."""

    def __init__(self) -> None:
        super().__init__()
        self._missing: Set[MissingReference] = frozenset()
        self._missing_targets: Set[str] = frozenset()
        self._suppress_duplicate_terms = False

    def install(self, enabled: Set[str]) -> None:
        """Install the filter, which depends on the *enabled* rules."""
        self.suppress(())
        self._suppress_duplicate_terms = "duplicate-term" in enabled
        for name in MISSING_REFERENCE_LOGGERS:
            logging.getLogger(name).addFilter(self)

    def suppress(self, missing: Iterable[MissingReference]) -> None:
        """Start to suppress warnings about *missing* references."""
        self._missing = frozenset(missing)
        self._missing_targets = frozenset(target for _docname, target in self._missing)

    def uninstall(self) -> None:
        """Remove the filter."""
        for name in MISSING_REFERENCE_LOGGERS:
            logging.getLogger(name).removeFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a warning from Sphinx or MyST-Parser must be logged."""
        if self._suppress_duplicate_terms and is_duplicate_term_warning(record):
            return False
        source = warning_source(record)
        return not (
            source.type in MISSING_WARNING_TYPES
            and isinstance(source.node, pending_xref)
            and self._is_missing(source.node)
        )

    def _is_missing(self, node: pending_xref) -> bool:
        if node.get("refdomain") == "citation":  # its page is unknown in assembled documents
            return node["reftarget"] in self._missing_targets
        return (node["refdoc"], node["reftarget"]) in self._missing
