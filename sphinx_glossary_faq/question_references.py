"""Record which questions a page refers to, so that the page is written again when they change.

A reference without its own text shows the text of the question.
"""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from sphinx_glossary_faq.core.model.records import PageDependency
from sphinx_glossary_faq.domain import domain_of

_ROLES = frozenset({"question", "any", "ref", "myst"})
"""The types of references that may show the text of a question."""


def record_question_references(app: Sphinx, doctree: nodes.document) -> None:
    """Record the references on the page that may show the text of a question."""
    docname = app.env.docname
    dependencies = {
        _dependency(docname, node): None
        for node in doctree.findall(addnodes.pending_xref)
        if node.get("reftype") in _ROLES and not node.get("refexplicit")
        if node.get("refdomain") != "doc" or node.get("reftargetid")
    }
    if dependencies:
        domain_of(app.env).add_records(*dependencies)


def _dependency(docname: str, node: addnodes.pending_xref) -> PageDependency:
    target = str(node["reftarget"])
    if node.get("refdomain") == "doc":  # a MyST link to an anchor on a page
        return PageDependency(docname, "anchor", f"{target}#{node['reftargetid']}")
    return PageDependency(docname, "question", target)


def register(app: Sphinx) -> None:
    app.connect("doctree-read", record_question_references)
