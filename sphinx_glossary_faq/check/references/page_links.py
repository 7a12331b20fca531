"""Find out which page a reference leads to, without resolving it.

The result is recorded for the backlinks of `see-also`. References to the objects of a programming
language are not included.
"""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.util import docname_join

from sphinx_glossary_faq.check.references.reference import ReferenceUse
from sphinx_glossary_faq.core.model.records import Condition

_LINK_KINDS: Final = {
    ("std", "doc"): "doc",
    ("doc", "myst"): "doc",
    ("std", "ref"): "ref",
    ("std", "numref"): "ref",
    ("std", "term"): "term",
    ("faq", "question"): "faq",
}
"""The kinds of links for the domains and types of references; others may lead to anything."""


def page_link(use: ReferenceUse) -> tuple[str, str, tuple[Condition, ...]] | None:
    """Return a reference to a page, label, term or question for `PageLinks`."""
    node, target = use.node, use.reference.target
    if use.reference.kind != "xref" or not isinstance(node, nodes.Element):
        return None
    domain, reftype = node.get("refdomain") or "", node.get("reftype", "")
    kind = _LINK_KINDS.get((domain, reftype), "")
    if not kind:
        return ("any", target, use.reference.conditions) if reftype in ("any", "myst") else None
    if (domain, reftype) == ("std", "doc"):
        target = docname_join(node.get("refdoc", ""), target)
    elif kind == "ref":
        target = target.lower()
    return kind, target, use.reference.conditions
