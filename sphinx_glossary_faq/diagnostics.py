"""Everything that is ever told to an author: warnings, each under a subtype of its own.

The only caller of `logger.warning`.  A warning is one sentence that says what is wrong,
what was expected and what is nearest to what was written; it never stops a build.
"""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.util import logging

from sphinx_glossary_faq.core.findings import Finding
from sphinx_glossary_faq.core.model import Place

logger = logging.getLogger(__name__)

TYPE = "glossary_faq"


class Subtype(Enum):
    """The `suppress_warnings` subtypes, `glossary_faq.<value>`."""

    CONFIG = "config"
    """An option in `conf.py` has a value that cannot be used."""

    OPTION = "option"
    """An option of a directive, or a key of the front matter, has such a value."""

    FAQ = "faq"
    """A `faq` has content that is not questions and answers."""

    TERM_COMPARE = "term_compare"
    """A `term-compare` has too few terms, or rows that do not fit them."""

    SEE_ALSO = "see_also"
    """A `see-also` has an entry that cannot be read."""

    ARTICLE_HEADER = "article_header"
    """An `article-header` stands where it cannot work, or twice on a page."""

    TERM_INFO = "term_info"
    """A `term-info` stands outside of a glossary's definition."""

    AMBIGUOUS = "ambiguous"
    """A mention may mean several terms, all equally close; none is linked."""


CONF: Final = "conf.py"
"""The location of what is wrong with the configuration."""


def warn(subtype: Subtype, message: str, location: nodes.Node | Place | str | None = None) -> None:
    """Tell *message*, at *location*: a node, a record's place, `CONF`, a docname or "file:line"."""
    if location == CONF:
        message, location = _in_file(CONF, message), None
    elif isinstance(location, Place):
        if location.line:
            location = f"{location.file}:{location.line}"
        else:
            message, location = _in_file(location.file, message), None
    _log(message, subtype.value, location)


def tell(finding: Finding, folder: Path) -> None:
    """Warn of *finding*, whose file is named from *folder*, under its rule's name."""
    message, location = finding.sentence, None
    if finding.line:
        column = f":{finding.column}" if finding.column else ""
        location = f"{Path(os.path.normpath(folder / finding.file))}:{finding.line}{column}"
    else:
        message = _in_file(finding.home or CONF, message)
    _log(message, finding.rule, location)


def _log(message: str, subtype: str, location: nodes.Node | str | None) -> None:
    """Warn in one line, whatever of an author's is in it.

    A line that holds nothing else could be a workflow command: GitHub obeys those in any output.
    """
    one_line = " ".join(message.splitlines())
    logger.warning(one_line, type=TYPE, subtype=subtype, location=location)


def _in_file(file: str, message: str) -> str:
    """*message* as Sphinx prints a warning of *file*.

    Sphinx itself takes a location without a line for a docname. It leaves its prefix out
    where a message has it already.
    """
    return f"{file}: WARNING: {message}"
