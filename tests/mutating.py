"""An extension that changes the nodes of our directives, as other extensions may.

The changes are drawn by a test (`CHANGES`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_glossary_faq.nodes import ROLE_ATTR


class Change(NamedTuple):
    """A change of one node."""

    stage: str
    """When it happens: a key of `STAGES`, or the name of an event."""

    kind: str
    """A key of `KINDS`."""

    node: int
    """Which node; modulo their number."""

    part: int
    """Which child or attribute; modulo their number."""


CHANGES: list[Change] = []
"""The changes of the next build."""


def made_by(node: nodes.Node) -> nodes.Element:
    """Return a node as another extension makes them: without source and attributes."""
    return nodes.paragraph("", "", nodes.Text(node.astext()))


def _insert_comment(node: nodes.Element, index: int) -> None:
    node.insert(index % (len(node.children) + 1), nodes.comment("", "added"))


def _insert_text(node: nodes.Element, index: int) -> None:
    if isinstance(node, nodes.TextElement):
        node.insert(index % (len(node.children) + 1), nodes.Text("added"))


def _remove_child(node: nodes.Element, index: int) -> None:
    if node.children:
        del node[index % len(node.children)]


def _remove_children(node: nodes.Element, index: int) -> None:
    node.clear()


def _replace_child(node: nodes.Element, index: int) -> None:
    if node.children:
        number = index % len(node.children)
        node[number] = made_by(node[number])


def _wrap_child(node: nodes.Element, index: int) -> None:
    if node.children:
        number = index % len(node.children)
        child = node[number]
        is_inline = isinstance(node, nodes.TextElement)
        wrapper: nodes.Element = nodes.inline() if is_inline else nodes.container()
        node[number] = wrapper
        wrapper.append(child)


def _copy_child(node: nodes.Element, index: int) -> None:
    if node.children:
        number = index % len(node.children)
        node.insert(number, node[number].deepcopy())


def _drop_attribute(node: nodes.Element, index: int) -> None:
    names = sorted(name for name in node.attributes if name in OWN_ATTRIBUTES)
    if names:
        del node[names[index % len(names)]]


def _clear_lists(node: nodes.Element, index: int) -> None:
    for name in ("ids", "names", "classes"):
        node[name] = []


def _remove(node: nodes.Element, index: int) -> None:
    if node.parent is not None:
        node.parent.remove(node)


def _lose_parent(node: nodes.Element, index: int) -> None:
    node.parent = None


def _keep_former_parent(node: nodes.Element, index: int) -> None:
    node.parent = nodes.container()


KINDS: dict[str, Callable[[nodes.Element, int], None]] = {
    "insert comment": _insert_comment,
    "insert text": _insert_text,
    "remove child": _remove_child,
    "remove children": _remove_children,
    "replace child": _replace_child,
    "wrap child": _wrap_child,
    "copy child": _copy_child,
    "drop attribute": _drop_attribute,
    "clear lists": _clear_lists,
    "remove": _remove,
    "lose parent": _lose_parent,
    "keep former parent": _keep_former_parent,
}

OWN_ATTRIBUTES = frozenset(
    {
        ROLE_ATTR,
        *("terms", "relation", "definition_of", "details", "entry", "collapsible", "sections"),
        *("datetime", "faq-name", "name", "message", "values_with_commas", "term", "aliases"),
        *("hidden_aliases", "avoid", "broader", "narrower", "related", "abbreviation", "match"),
        *("group", "autolink", "original", "updated", "reading-time", "tag", "attributes"),
        *("title", "glossary_faq_original", "glossary_faq_not_a_term", "glossary_faq_reference"),
    }
)
"""Attributes that only this package reads: without others Sphinx itself could fail."""


def own_nodes(document: nodes.document) -> list[nodes.Element]:
    """Return the nodes that our directives made, with their content, and the glossaries."""
    roots = [
        node
        for node in document.findall(nodes.Element)
        if ROLE_ATTR in node
        or type(node).__name__.startswith("glossary_faq")
        or "glossary" in node["classes"]
    ]
    found = {id(node): node for root in roots for node in root.findall(nodes.Element)}
    return [node for node in found.values() if not isinstance(node, addnodes.index)]


def change(document: nodes.document, stage: str) -> None:
    """Make the changes of a stage."""
    for each in CHANGES:
        if each.stage == stage and (found := own_nodes(document)):
            KINDS[each.kind](found[each.node % len(found)], each.part)


def make_transform(base: type[SphinxTransform], stage: str, priority: int) -> Any:
    """Return a transform class for a stage."""

    def apply(self: SphinxTransform, **kwargs: Any) -> None:
        change(self.document, stage)

    name = "run" if issubclass(base, SphinxPostTransform) else "apply"
    return type(f"Change{priority}", (base,), {"default_priority": priority, name: apply})


READ = {f"read {priority}": priority for priority in (1, 15, 800, 998)}
RESOLVED = {f"resolve {priority}": priority for priority in (5, 20, 65, 75, 90, 700)}
STAGES = [*READ, *RESOLVED, "doctree-read", "doctree-resolved"]


def setup(app: Sphinx) -> None:
    """Register a change at each stage."""
    for stage, priority in READ.items():
        app.add_transform(make_transform(SphinxTransform, stage, priority))
    for stage, priority in RESOLVED.items():
        app.add_post_transform(make_transform(SphinxPostTransform, stage, priority))
    app.connect("doctree-read", lambda _app, doctree: change(doctree, "doctree-read"), priority=100)
    app.connect(
        "doctree-resolved", lambda _app, doctree, _docname: change(doctree, "doctree-resolved")
    )
