"""Log the warnings of the extension with their subtypes.

This is the only module that calls `logger.warning`.  A warning names the object, the problem and
the fix.  Warnings never stop a build.
"""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.util import logging

from sphinx_glossary_faq.core.findings.finding import Finding
from sphinx_glossary_faq.core.model.records import Location

logger = logging.getLogger(__name__)

TYPE = "glossary_faq"


class Subtype(Enum):
    """The subtypes of warnings, which `suppress_warnings` refers to as `glossary_faq.<value>`."""

    CONFIG = "config"
    """An option in `conf.py` has an invalid value or an unknown name."""

    OPTION = "option"
    """A directive option or a front matter field has an invalid value."""

    FAQ = "faq"
    """A `faq` contains something other than questions and answers."""

    TERM_COMPARE = "term_compare"
    """A `term-compare` has too few terms, or rows that do not match its terms."""

    SEE_ALSO = "see_also"
    """A `see-also` has an entry with invalid syntax."""

    ARTICLE_HEADER = "article_header"
    """An `article-header` is misplaced, or its page has another one."""

    TERM_INFO = "term_info"
    """A `term-info` is outside a glossary definition, or a list is not parsed as a glossary."""

    AMBIGUOUS = "ambiguous"
    """A mention is not linked because several terms match it equally well."""


CONF: Final = "conf.py"
"""The location for warnings about the configuration."""


def warn(
    subtype: Subtype, message: str, location: nodes.Node | Location | str | None = None
) -> None:
    """Warn about a problem at *location*.

    :param location: a node, the location of a record, `CONF`, a docname or "file:line".
    """
    if location == CONF:
        message, location = _prefix_with_file(CONF, message), None
    elif isinstance(location, Location):
        if location.line:
            location = f"{location.file}:{location.line}"
        else:
            message, location = _prefix_with_file(location.file, message), None
    _log(message, subtype.value, location)


def warn_finding(finding: Finding, folder: Path) -> None:
    """Warn about *finding*, with the name of its rule as subtype.

    :param folder: the folder that the path of the finding is relative to.
    """
    message, location = finding.full_message, None
    if finding.line:
        column = f":{finding.column}" if finding.column else ""
        location = f"{Path(os.path.normpath(folder / finding.file))}:{finding.line}{column}"
    else:
        message = _prefix_with_file(finding.source or CONF, message)
    _log(message, finding.rule, location)


def _log(message: str, subtype: str, location: nodes.Node | str | None) -> None:
    """Log *message* without line breaks.

    Text by authors may contain line breaks.  A separate line could look like a workflow command,
    which GitHub executes in any output.
    """
    single_line = " ".join(message.splitlines())
    logger.warning(single_line, type=TYPE, subtype=subtype, location=location)


def _prefix_with_file(file: str, message: str) -> str:
    """Return *message* in the format of Sphinx warnings about *file*.

    Sphinx treats a location without a line as a docname.  It does not add a prefix to a message
    that already has one.
    """
    return f"{file}: WARNING: {message}"
