"""Read the file of decisions about automatic links, which `glossary_faq_decisions` names.

The file is read once in each build.  No page depends on it, because `incremental` finds the pages
whose links have changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_glossary_faq.config import PREFIX
from sphinx_glossary_faq.core.cache_file import read_file
from sphinx_glossary_faq.core.model.decisions import Decision, load
from sphinx_glossary_faq.core.model.records import Location
from sphinx_glossary_faq.diagnostics import CONF, Subtype, warn
from sphinx_glossary_faq.domain import domain_of

OPTION: Final = PREFIX + "decisions"

MAX_SIZE: Final = 2**22
"""The size of the largest file that is read, in bytes."""


def load_decisions(app: Sphinx, env: BuildEnvironment, docnames: Sequence[str]) -> None:
    """Set the decisions of the project, and warn about mistakes in the file."""
    decisions = read_decisions(app) if app.config[OPTION] else ()
    domain_of(env).set_decisions({decision.key: decision for decision in decisions})


def read_decisions(app: Sphinx) -> tuple[Decision, ...]:
    """Return the decisions in the file, or none if it cannot be read."""
    name = app.config[OPTION]
    try:
        path = Path(app.confdir, name)
        text = read_file(path, MAX_SIZE).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        reason, fix = f"{error}.", "Check its path."
        if isinstance(error, OSError):
            reason = f"{error.strerror}."
        elif isinstance(error, UnicodeDecodeError):
            reason, fix = "It is not encoded in UTF-8.", "Save it in UTF-8."
        warn(Subtype.CONFIG, f"{OPTION}: file “{name}” cannot be read: {reason} {fix}", CONF)
        return ()

    def report(message: str, line: int | None) -> None:
        warn(Subtype.CONFIG, f"{OPTION}: {message}", Location("", str(path), line))

    return load(text, report, str(path))


def register(app: Sphinx) -> None:
    """Register the handler that reads the file, before anything needs the terms."""
    app.connect("env-before-read-docs", load_decisions)
