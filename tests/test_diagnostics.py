"""Warnings: each is one line, which begins with its location."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from sphinx_glossary_faq.core.findings.finding import Finding
from sphinx_glossary_faq.core.model.records import Location
from sphinx_glossary_faq.diagnostics import CONF, Subtype, warn, warn_finding
from tests.core.making import HOSTILE_TEXTS, commands_in, findings


class Lines(logging.Handler):
    """Keeps records in the form in which Sphinx prints them."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        location = getattr(record, "location", None)
        self.lines.append(
            f"{location}: WARNING: {record.getMessage()}" if location else record.getMessage()
        )


@contextmanager
def printed() -> Iterator[list[str]]:
    """Collect the warnings of this package."""
    logger, handler = logging.getLogger("sphinx.sphinx_glossary_faq.diagnostics"), Lines()
    logger.addHandler(handler)
    try:
        yield handler.lines
    finally:
        logger.removeHandler(handler)


def node(source: str, line: int | None) -> nodes.Element:
    """Return a node with a location."""
    made = nodes.paragraph()
    made.source, made.line = source, line
    return made


LINES = st.none() | st.integers(1, 3)

LOCATIONS = st.one_of(
    st.none(),
    st.just(CONF),
    HOSTILE_TEXTS,
    st.builds(node, HOSTILE_TEXTS, LINES),
    st.builds(Location, HOSTILE_TEXTS, HOSTILE_TEXTS, LINES),
)


@given(HOSTILE_TEXTS, LOCATIONS)
def test_no_text_of_an_author_begins_a_line_of_a_warning(
    message: str, location: nodes.Node | Location | str | None
) -> None:
    with printed() as lines:
        warn(Subtype.FAQ, message, location)
    (line,) = lines
    assert len(line.splitlines()) == 1
    assert commands_in(line) == []


@given(findings(HOSTILE_TEXTS))
def test_no_text_of_an_author_begins_a_line_about_a_finding(finding: Finding) -> None:
    with printed() as lines:
        warn_finding(finding, Path("/docs"))
    (line,) = lines
    assert len(line.splitlines()) == 1
    assert commands_in(line) == []


def test_warnings_without_a_line_have_the_prefix_of_sphinx() -> None:
    with printed() as lines:
        warn(Subtype.CONFIG, "No.", CONF)
        warn(Subtype.FAQ, "No.", Location("a", "::a.rst", None))
        warn(Subtype.FAQ, "No.", Location("a", "/a.rst", 3))
        warn(Subtype.FAQ, "No.")
    assert lines == [
        "conf.py: WARNING: No.",
        "./::a.rst: WARNING: No.",
        "/a.rst:3: WARNING: No.",
        "WARNING: No.",
    ]
