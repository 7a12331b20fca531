"""Log the warnings of the extension with their subtypes.

This is the only module that calls `logger.warning`.  A warning names the object, the problem and
the fix.  Warnings never stop a build.
"""

from __future__ import annotations

import os
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.util import logging

from sphinx_glossary_faq.compat import node_location
from sphinx_glossary_faq.core.cache_file import TEMPORARY_SUFFIX, write_atomically
from sphinx_glossary_faq.core.findings.finding import Finding
from sphinx_glossary_faq.core.model.records import Location
from sphinx_glossary_faq.core.text.lines import safe_path, single_line

logger = logging.getLogger(__name__)

TYPE = "glossary_faq"


class Subtype(Enum):
    """The subtypes of warnings, which `suppress_warnings` refers to as `glossary_faq.<value>`."""

    CONFIG = "config"
    """An option in `conf.py`, or an entry in its file of decisions, is invalid or unknown."""

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

    TERM_LIST = "term_list"
    """A `term-list` has no group, or no term has its group."""

    EXTENSION = "extension"
    """References cannot be checked because another extension raised an exception."""

    OUTPUT = "output"
    """The extension cannot write a file, for example because a folder has the same name."""

    AMBIGUOUS = "ambiguous"
    """A mention is not linked because several terms match it equally well."""


CONF: Final = "conf.py"
"""The location for warnings about the configuration."""


def warn(
    subtype: Subtype,
    message: str,
    location: nodes.Node | Location | str | None = None,
    *,
    once: bool = False,
) -> None:
    """Warn about a problem at *location*.

    :param location: a node, the location of a record, `CONF` or "file:line".
    :param once: whether to omit the message if this build has already logged it.
    """
    file = ""
    if location == CONF:
        file, location = CONF, None
    elif isinstance(location, Location):
        file = location.file
        location = f"{file}:{location.line}" if location.line else None
    elif isinstance(location, nodes.Node):
        location = node_location(location)
    _log(message, subtype.value, location, file, once)


def warn_finding(finding: Finding, folder: Path) -> None:
    """Warn about *finding*, with the name of its rule as subtype.

    :param folder: the folder that the path of the finding is relative to.
    """
    location = None
    if finding.line:
        column = f":{finding.column}" if finding.column else ""
        location = f"{Path(os.path.normpath(folder / finding.file))}:{finding.line}{column}"
    _log(finding.full_message, finding.rule, location, finding.source or CONF, once=False)


def write_or_warn(path: Path, text: str) -> bool:
    """Write a file and return True; or warn, and leave no file of an earlier build."""
    try:
        write_atomically(path, text)
    except OSError as error:
        remove_file(path)
        other = path.name + TEMPORARY_SUFFIX
        warn(
            Subtype.OUTPUT,
            f"“{path}” cannot be written: {error.strerror}. Remove or rename any file or "
            f"folder named “{path.name}” or “{other}”, and check the permissions of its folder.",
            once=True,
        )
        return False
    return True


def remove_file(path: Path) -> None:
    """Remove a file or a symbolic link, if there is one."""
    with suppress(OSError):
        path.unlink()


def _log(message: str, subtype: str, location: str | None, file: str, once: bool) -> None:
    """Log *message* on a single line that neither text nor a file name of an author begins.

    GitHub executes workflow commands at the beginning of any line of output.

    :param location: "file:line".
    :param file: the file if *location* is unknown; Sphinx would take it for a docname.
    """
    place = safe_path(single_line(location)) if location else None
    if place is None:
        # Sphinx does not add its own prefix to a message that has one.
        message = f"{safe_path(file)}: WARNING: {message}" if file else f"WARNING: {message}"
    logger.warning(single_line(message), type=TYPE, subtype=subtype, location=place, once=once)
