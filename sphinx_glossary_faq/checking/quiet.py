"""Keeps Sphinx and MyST from telling what the check tells better, with its column and the cure.

Only what the check is certain to tell is kept back, and only while its rule is on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Set

from sphinx.addnodes import pending_xref

from sphinx_glossary_faq.checking.resolving import MISSES

Missed = tuple[str, str]
"""The page of a reference that leads nowhere, and its target."""

_LOGGERS = (
    "sphinx.sphinx.transforms.post_transforms",
    "sphinx.sphinx.domains.std",
    "sphinx.sphinx.ext.intersphinx",
    "sphinx.myst_parser.sphinx_ext.myst_refs",
)
"""Those who tell of a reference that leads nowhere. Not handlers of `warn-missing-reference`:
Sphinx calls all of them, and one of its own tells before it asks what the others say."""


class Quiet(logging.Filter):
    """What is kept back in the build that is running."""

    def __init__(self) -> None:
        super().__init__()
        self._missed: Set[Missed] = frozenset()
        self._targets: Set[str] = frozenset()
        self._duplicates = False

    def begin(self, on: Set[str]) -> None:
        """From now on keep back, of what readers of pages may tell, what the rules *on* tell."""
        self.hush(())
        self._duplicates = "duplicate-term" in on
        for name in _LOGGERS:
            logging.getLogger(name).addFilter(self)

    def hush(self, missed: Iterable[Missed]) -> None:
        """Keep back these misses too, now that they are known."""
        self._missed = frozenset(missed)
        self._targets = frozenset(target for _docname, target in self._missed)

    def end(self) -> None:
        """Let everything pass again."""
        for name in _LOGGERS:
            logging.getLogger(name).removeFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a warning of Sphinx's or MyST's is to be told."""
        if self._duplicates and isinstance(record.args, tuple) and record.args[:1] == ("term",):
            return False
        node = getattr(record, "location", None)
        return not (
            getattr(record, "type", "") in MISSES
            and isinstance(node, pending_xref)
            and self._is_missed(node)
        )

    def _is_missed(self, node: pending_xref) -> bool:
        if node.get("refdomain") == "citation":  # in assembled pages Sphinx has lost its page
            return node["reftarget"] in self._targets
        return (node["refdoc"], node["reftarget"]) in self._missed
