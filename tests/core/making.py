"""Terms, guides and findings made in a line, for the tests of what is said about them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from sphinx_glossary_faq.core.findings import RULES, Finding
from sphinx_glossary_faq.core.guide import Guide
from sphinx_glossary_faq.core.model import Label, Place, Term
from sphinx_glossary_faq.core.relations import Hierarchy
from sphinx_glossary_faq.core.store import Store


def term(name: str, line: int = 1, **fields: Any) -> Term:
    """A term of the page "glossary"."""
    place = Place("glossary", "glossary.rst", line)
    return Term(place, (Label(name, f"term-{name}", name),), **fields)


def guide(*terms: Term) -> Guide:
    """A project of nothing but terms."""
    store = Store({})
    store.add("glossary", *terms)
    return Guide(store, {}, lambda label: "")


def hierarchy(*terms: Term) -> Hierarchy:
    """The relations of terms that are known by their names alone."""
    by_name = {each.name: each for each in terms}
    return Hierarchy(terms, lambda name, asker: by_name.get(name))


FEW = st.sampled_from(["", "a.rst", "guide/ä b.md", "x: y, 50%", "“Term”\r\n::error::"])


def findings(texts: st.SearchStrategy[str] = FEW) -> st.SearchStrategy[Finding]:
    """Findings of every rule and shape; few different ones, unless *texts* are given."""
    number = st.none() | st.integers(1, 3)
    return st.builds(
        Finding,
        rule=st.sampled_from(sorted(RULES)),
        message=texts,
        docname=texts,
        file=texts,
        line=number,
        column=number,
        template=texts,
        suggestion=texts,
        suggestion_place=texts,
        target=texts,
    )
