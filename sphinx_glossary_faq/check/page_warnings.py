"""Repeat the warnings that Sphinx logs only when it writes pages.

Sphinx warns about unknown lexers, toctree entries without a title or unsuitable images when it
writes a page.  Later builds do not write the page again and would not warn.  These warnings are
recorded by page, and logged again in each build that does not write the page.  Warnings about
references are not recorded, because the check resolves all references in each build.

If no page has changed, Sphinx also skips its consistency check, which finds pages that no toctree
includes, for example.  The warnings of this check are recorded for the whole project.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.build_phase import BuildPhase
from sphinx.util.logging import NAMESPACE, getLogger

from sphinx_glossary_faq.builders import is_single_document
from sphinx_glossary_faq.compat import node_location, warning_source
from sphinx_glossary_faq.core.cache_file import digest

logger = getLogger(__name__)

PageMethod = Callable[..., Any]
"""A method whose first argument is a docname."""

_PAGE = "glossary_faq_page"
"""The attribute of a log record that contains the docname of the page that was being written."""

_TOCTREE_TYPE = "toc"


class PageWarning(NamedTuple):
    """A warning that was logged while a page was written."""

    level: int
    type: str
    subtype: str
    message: str
    location: str
    """The path and the line as Sphinx prints them, a docname, or ""."""

    located_page: str
    """The docname of the page at *location*, which may differ from the written page, or ""."""


class PageState(NamedTuple):
    """A page when it was last written."""

    read_time: int
    """When the page had been read, as in `BuildEnvironment.all_docs`."""

    warnings: tuple[int, ...]
    """Indices of warnings in `PageWarnings`."""


class PageWarnings(NamedTuple):
    """The warnings about all pages that one builder has written to one folder."""

    warnings: tuple[PageWarning, ...] = ()
    pages: Mapping[str, PageState] = {}
    consistency: tuple[PageWarning, ...] = ()
    """The warnings of the last consistency check."""

    toctrees: str = ""
    """A digest of all toctrees if any warning is about a toctree, otherwise ""."""


def outdated_by_warnings(env: BuildEnvironment, last: PageWarnings) -> list[str]:
    """Return the pages whose warnings are unknown and that must be written again.

    These pages were read but not written while warnings were recorded, or they have warnings about
    toctrees, which have changed on other pages.
    """
    toctrees_changed = last.toctrees and last.toctrees != _toctrees_digest(env)
    return [
        docname
        for docname in sorted(env.found_docs)
        if (state := last.pages.get(docname)) is None
        or state.read_time != env.all_docs.get(docname, 0)
        or (
            toctrees_changed
            and any(last.warnings[index].type == _TOCTREE_TYPE for index in state.warnings)
        )
    ]


def _toctrees_digest(env: BuildEnvironment) -> str:
    return digest(sorted(env.toctree_includes.items()))


class PageWarningRecorder(logging.Handler):
    """Records the warnings of a build with the page that was being written.

    In parallel builds, subprocesses write the pages.  Sphinx passes their log records to the main
    process, where the page is no longer known.  The page is therefore stored in the log record.
    """

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.WARNING)
        self._app = app
        self._env = app.env
        self._page = ""
        self._wrapped: list[tuple[object, str]] = []
        self._written: set[str] = set()
        self._is_consistency_checked = False
        self._consistency: dict[PageWarning, None] = {}
        self._by_page: dict[str, dict[PageWarning, None]] = {}
        self._logged: set[PageWarning] = set()

    def install(self) -> None:
        """Start to record warnings, when all pages have been read."""
        # Before Sphinx's own handlers, which modify the records.
        logging.getLogger(NAMESPACE).handlers.insert(0, self)

    def record_consistency(self) -> None:
        """Note that this build checks the consistency of the project."""
        self._is_consistency_checked = True

    def record_pages(self) -> None:
        """Start to record written pages, when the environment has been saved.

        Sphinx emits no event between the writing of two pages.
        """
        self._wrap(self._env, "get_and_resolve_doctree", self._in_page)
        self._wrap(self._app.builder, "write_doc_serialized", self._in_written_page)
        self._wrap(self._app.builder, "write_doc", self._in_page)
        if is_single_document(self._app.builder):
            self._written.update(self._env.found_docs)

    def uninstall(self) -> None:
        """Stop to record warnings."""
        logging.getLogger(NAMESPACE).removeHandler(self)
        for owner, name in self._wrapped:
            vars(owner).pop(name, None)
        self._wrapped.clear()

    def _wrap(self, owner: object, name: str, wrapper: Callable[[PageMethod], PageMethod]) -> None:
        vars(owner)[name] = wrapper(getattr(owner, name))
        self._wrapped.append((owner, name))

    def _in_page(self, method: PageMethod) -> PageMethod:
        """Return *method*, which makes the page in its first argument the current page."""

        def call(docname: str, *args: Any, **kwargs: Any) -> Any:
            outer, self._page = self._page, docname
            if not outer:  # Sphinx removes the handlers in subprocesses
                logging.getLogger(NAMESPACE).addHandler(self)
            try:
                return method(docname, *args, **kwargs)
            finally:
                self._page = outer

        return call

    def _in_written_page(self, method: PageMethod) -> PageMethod:
        """Return *method*, which the main process calls for each page that is written."""
        in_page = self._in_page(method)

        def call(docname: str, *args: Any, **kwargs: Any) -> Any:
            self._written.add(docname)
            return in_page(docname, *args, **kwargs)

        return call

    def emit(self, record: logging.LogRecord) -> None:
        """Record a warning.

        Sphinx passes some log records twice: when they are created and when it prints them.
        """
        try:
            page = vars(record).setdefault(_PAGE, self._page)
            if isinstance(warning_source(record).node, pending_xref):
                return
            warning = _page_warning(self._env, record)
        except Exception:  # noqa: BLE001  # a record of another extension may contain anything
            self.handleError(record)
            return
        self._logged.add(warning)
        # The next phase, RESOLVING, is the same value.
        if self._app.phase is BuildPhase.CONSISTENCY_CHECK and not self._wrapped:
            self._consistency[warning] = None
        else:
            self._by_page.setdefault(page, {})[warning] = None

    def merge(self, last: PageWarnings) -> PageWarnings:
        """Return the warnings of this build, and the *last* warnings that are still valid."""
        docnames = self._env.found_docs
        if self._is_consistency_checked:
            consistency = tuple(self._consistency)
        else:
            consistency = tuple(
                warning
                for warning in last.consistency
                if not warning.located_page or warning.located_page in docnames
            )
        indices: dict[PageWarning, int] = {}
        pages = {
            docname: self._page_state(docname, last, indices)
            for docname in sorted(docnames & (self._written | last.pages.keys()))
        }
        has_toctree = any(warning.type == _TOCTREE_TYPE for warning in indices)
        toctrees = _toctrees_digest(self._env) if has_toctree else ""
        return PageWarnings(tuple(indices), pages, consistency, toctrees)

    def _page_state(
        self, docname: str, last: PageWarnings, indices: dict[PageWarning, int]
    ) -> PageState:
        """Return the state of a page, and add its warnings to *indices*."""
        warnings: Iterable[PageWarning]
        if docname in self._written:
            read_time = self._env.all_docs.get(docname, 0)
            warnings = self._by_page.get(docname, ())
        else:
            read_time, last_indices = last.pages[docname]
            warnings = filter(self._is_valid, (last.warnings[index] for index in last_indices))
        return PageState(
            read_time, tuple(indices.setdefault(warning, len(indices)) for warning in warnings)
        )

    def _is_valid(self, warning: PageWarning) -> bool:
        """Whether this build has neither written nor removed the page that contains the cause."""
        page = warning.located_page
        return not page or (page in self._env.found_docs and page not in self._written)

    def repeat(self, current: PageWarnings) -> None:
        """Log the *current* warnings that this build has not logged."""
        for warning in (*current.consistency, *current.warnings):
            if warning not in self._logged:
                self._logged.add(warning)
                _log(warning)


def _log(warning: PageWarning) -> None:
    logger.log(
        warning.level,
        warning.message,
        type=warning.type or None,
        subtype=warning.subtype or None,
        location=warning.location or None,
    )


def _page_warning(env: BuildEnvironment, record: logging.LogRecord) -> PageWarning:
    kind, subtype, node = warning_source(record)
    location = getattr(record, "location", None)
    if node is not None:
        location = node_location(node)
    elif isinstance(location, tuple):
        docname, line = location
        location = f"{env.doc2path(docname)}:{line}" if docname and line else docname
    location = str(location or "")
    return PageWarning(
        record.levelno, kind, subtype, record.getMessage(), location, _page_at(env, location)
    )


# Matches ":12" in "a.rst:12" and ":" in "a.rst:"; not "a.rst".
_LINE = re.compile(r":[0-9]*\Z")


def _page_at(env: BuildEnvironment, location: str) -> str:
    """Return the docname of the page at *location*, or "" if it is elsewhere."""
    if location in env.found_docs:
        return location
    path = _LINE.sub("", location)
    docname = env.path2doc(path) if path else None
    return docname if docname in env.found_docs else ""
