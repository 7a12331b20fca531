"""A Sphinx extension that writes the terms, questions and findings of a project to a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata

from sphinx_glossary_faq.api import (
    CHECKED,
    TERMS_COLLECTED,
    Finding,
    Term,
    TermInfo,
    find_term,
    questions,
    terms,
)


class CountedTermInfo(TermInfo):
    """A directive with another name."""


def record_terms(app: Sphinx, env: BuildEnvironment, collected: Sequence[Term]) -> None:
    """Write the names of all terms."""
    assert list(collected) == list(terms(env))
    names = ", ".join(term.name for term in collected)
    kitty = find_term(env, "kitty", "index")
    kitty_name = kitty.name if kitty is not None else ""
    asked = ", ".join(question.text for question in questions(env))
    lines = f"terms: {names}\nkitty: {kitty_name}\nquestions: {asked}\n"
    counts_file(app).write_text(lines, encoding="utf-8")


def record_findings(app: Sphinx, findings: Sequence[Finding]) -> None:
    """Add a line for each finding."""
    with counts_file(app).open("a", encoding="utf-8") as file:
        for finding in findings:
            file.write(f"finding: {finding.rule} {finding.file}:{finding.line}\n")


def counts_file(app: Sphinx) -> Path:
    """Return the path of the file in the output folder."""
    return Path(app.outdir, "counts.txt")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension after sphinx_glossary_faq, which defines the events."""
    app.setup_extension("sphinx_glossary_faq")
    app.add_directive("counted-term-info", CountedTermInfo)
    app.connect(TERMS_COLLECTED, record_terms)
    app.connect(CHECKED, record_findings)
    return {"version": "1.0", "parallel_read_safe": True, "parallel_write_safe": True}
