"""Create terms, projects and findings for tests."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import strategies as st

from sphinx_glossary_faq.core.findings.finding import RULES, Finding
from sphinx_glossary_faq.core.model.records import Label, Location, Term
from sphinx_glossary_faq.core.model.relations import Hierarchy
from sphinx_glossary_faq.core.model.store import Store
from sphinx_glossary_faq.core.project import Project


def term(name: str, line: int = 1, **fields: Any) -> Term:
    """Return a term of the page "glossary"."""
    location = Location("glossary", "glossary.rst", line)
    return Term(location, (Label(name, f"term-{name}", name),), **fields)


def make_project(*terms: Term) -> Project:
    """Return a project that consists of terms."""
    store = Store({})
    store.add("glossary", *terms)
    return Project(store, {}, lambda label: "")


def hierarchy(*terms: Term) -> Hierarchy:
    """Return the relations of terms, which are looked up by name."""
    by_name = {term.name: term for term in terms}
    return Hierarchy(terms, lambda name, _term: by_name.get(name))


FEW_TEXTS = st.sampled_from(["", "a.rst", "guide/ä b.md", "x: y, 50%", "“Term”\r\n::error::"])

SEPARATORS = "\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029 \t\xa0\u3000"
"""Characters that end a line for some program, and blanks."""

HOSTILE_TEXTS = st.lists(
    st.sampled_from(
        [*SEPARATORS, "::stop-commands::x", "::", "##[group]", "##vso[x]", "WARNING: ", "%0A", "a"]
    )
    | st.text(max_size=2),
    max_size=6,
).map("".join)
"""Texts that try to begin a workflow command."""

# Matches " ::stop-commands::x" and "a ##[group]"; not "a::b" nor "## [group]".
_COMMAND = re.compile(r"\s*::|.*##\w*\[")


def commands_in(output: str) -> list[str]:
    """Return the lines of *output* that a CI service could execute; more characters end lines."""
    return [line for line in output.splitlines() if _COMMAND.match(line)]


def findings(texts: st.SearchStrategy[str] = FEW_TEXTS) -> st.SearchStrategy[Finding]:
    """Return findings of every rule, with few different texts by default."""
    numbers = st.none() | st.integers(1, 3)
    return st.builds(
        Finding,
        rule=st.sampled_from(sorted(RULES)),
        message=texts,
        docname=texts,
        file=texts,
        line=numbers,
        column=numbers,
        template=texts,
        suggestion=texts,
        suggestion_location=texts,
        target=texts,
    )
