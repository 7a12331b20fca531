"""Write the HTML outline of a page to find out which text raw HTML encloses.

Raw HTML may enclose text in other nodes.  For example, a link may start in one paragraph and end in
another.  The outline contains the raw HTML, elements instead of nodes, and markers for text.
Parsing it as browsers do shows which text is in a link, in code or in a closed <details>.  Builders
that omit raw HTML show that text as prose.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from docutils import nodes
from sphinx import addnodes

from sphinx_glossary_faq.conditions import condition_of
from sphinx_glossary_faq.core.html.enclosures import BEFORE_ANCHOR_END, marker
from sphinx_glossary_faq.core.model.records import Condition
from sphinx_glossary_faq.nodes import NodeDispatch

Outline = tuple[tuple[str, tuple[Condition, ...]], ...]
"""Consecutive pieces of HTML, each with its conditions."""

FOLDABLE: Final = (
    nodes.Admonition,
    nodes.container,
    nodes.definition_list,
)
"""Standard nodes that a builder or an extension may render as folded."""

FOLDABLE_NAMES: Final = frozenset({"CollapseNode"})
"""Names of foldable node classes in other extensions (sphinx-toolbox)."""

_FOLDED_CLASSES: Final = frozenset({"toggle", "dropdown"})
"""The classes of sphinx-togglebutton.  With `toggle-shown`, a block is initially open."""

_FOLDING_ATTRIBUTES: Final = frozenset(
    {"collapsible", "opened", "hidden", "design_component", "type"}
)
"""The attributes of folded nodes without classes."""

# Matches `</a>`, `</A `; not `</abbr>`.
_ANCHOR_END: Final = re.compile(r"</a(?=[\s/>])", re.IGNORECASE)

_LINK = 'a href=""'

_ELEMENTS: Final[tuple[tuple[type, str], ...]] = (
    (nodes.title, "h2"),
    (nodes.subtitle, "h2"),
    (nodes.paragraph, "p"),
    (nodes.rubric, "p"),
    (nodes.literal_block, "pre"),
    (nodes.doctest_block, "pre"),
    (nodes.block_quote, "blockquote"),
    (nodes.bullet_list, "ul"),
    (nodes.enumerated_list, "ol"),
    (nodes.list_item, "li"),
    (nodes.definition_list, "dl"),
    (nodes.field_list, "dl"),
    (nodes.option_list, "dl"),
    (addnodes.desc, "dl"),
    (nodes.term, "dt"),
    (nodes.field_name, "dt"),
    (nodes.option_group, "dt"),
    (addnodes.desc_signature, "dt"),
    (nodes.definition, "dd"),
    (nodes.field_body, "dd"),
    (nodes.description, "dd"),
    (addnodes.desc_content, "dd"),
    (nodes.table, "table"),
    (nodes.thead, "thead"),
    (nodes.tbody, "tbody"),
    (nodes.row, "tr"),
    (nodes.entry, "td"),
    (nodes.section, "section"),
    (nodes.sidebar, "aside"),
    (nodes.footnote, "aside"),
    (nodes.reference, _LINK),
    (nodes.footnote_reference, _LINK),
    (nodes.citation_reference, _LINK),
    (addnodes.pending_xref, _LINK),
    (nodes.literal, "code"),
    (nodes.emphasis, "em"),
    (nodes.strong, "strong"),
    (nodes.Inline, "span"),
)
"""The HTML elements for nodes.  All other nodes become `div`."""

_TRANSPARENT: Final = (
    nodes.document,
    nodes.definition_list_item,
    nodes.field,
    nodes.option_list_item,
    nodes.tgroup,
    addnodes.only,
    addnodes.start_of_file,
)
"""Nodes that are not rendered as an element."""

_UNWRITTEN: Final = frozenset(
    {
        nodes.comment,
        nodes.substitution_definition,
        nodes.pending,
        nodes.meta,
        nodes.colspec,
        addnodes.toctree,
        addnodes.index,
    }
)
"""Node classes that are not written.  Subclasses in other extensions, such as `autosummary`, are
written."""


def is_raw_html(node: nodes.Node) -> bool:
    """Return whether HTML builders write *node* unchanged."""
    return isinstance(node, nodes.raw) and "html" in node.get("format", "").split()


def is_folded(node: nodes.Element) -> bool:
    """Return whether HTML initially hides the content of *node*, such as a closed FAQ."""
    attributes, classes = node.attributes, node.attributes["classes"]
    name = node.__class__.__name__
    if not classes and name not in FOLDABLE_NAMES and _FOLDING_ATTRIBUTES.isdisjoint(attributes):
        return False  # most nodes
    get = attributes.get
    return bool(
        get("collapsible") == "closed"  # admonitions in Sphinx, and FAQs
        or get("opened") is False  # sphinx-design, sphinxcontrib-details-directive
        or get("hidden")  # sphinx-tabs
        or (classes and not _FOLDED_CLASSES.isdisjoint(classes) and "toggle-shown" not in classes)
        or (
            isinstance(node, nodes.definition_list)
            and "details" in classes
            and "open" not in classes
        )
        or (name in FOLDABLE_NAMES and not get("open"))
        or (get("design_component") == "tab-item" and not _is_selected_tab(node))
        or (get("type") == "tab" and _follows_tab(node))
    )


def _is_selected_tab(tab: nodes.Element) -> bool:
    """Return whether sphinx-design initially shows *tab*.

    That is the first selected tab or, if no tab is selected, the first one.
    """
    components = [node for node in tab.parent.children if isinstance(node, nodes.Element)]
    tabs = [node for node in components if node.get("design_component") == "tab-item"]
    return tab is next((other for other in tabs if other.get("selected")), tabs[0])


def _follows_tab(tab: nodes.Element) -> bool:
    """Return whether *tab* of sphinx-inline-tabs is not the first tab in its set."""
    previous = tab.parent.children[: tab.parent.index(tab)][-1:]
    return not tab.get("new_set") and any(type(other) is type(tab) for other in previous)


def _compute_tags(node_class: type[nodes.Node]) -> tuple[str, str]:
    """Return the tags of the element that HTML builders write for a node, or empty strings."""
    if issubclass(node_class, _TRANSPARENT):
        return "", ""
    tag = next((tag for base, tag in _ELEMENTS if issubclass(node_class, base)), "div")
    return f"<{tag}>", f"</{tag.split()[0]}>"


_TAGS: Final = NodeDispatch(_compute_tags)


class _OutlineWriter:
    """Writes the outline of a document."""

    def __init__(self, markers: Mapping[int, str]) -> None:
        self._markers = markers
        self._conditions: tuple[Condition, ...] = ()
        self.pieces: list[tuple[tuple[Condition, ...], list[str]]] = []

    def _add(self, html: str) -> None:
        if not (self.pieces and self.pieces[-1][0] == self._conditions):
            self.pieces.append((self._conditions, []))
        self.pieces[-1][1].append(html)

    def write(self, node: nodes.Node) -> None:
        """Write *node* and its descendants."""
        if mark := self._markers.get(id(node)):
            self._add(marker(mark))
        if isinstance(node, nodes.Text):
            self._add("" if node.isspace() else "x")
        elif isinstance(node, nodes.raw):
            # Omit the element around the HTML of a role, which would end a `<kbd>` inside it.
            html = node.astext() if is_raw_html(node) else ""
            self._add(f"{BEFORE_ANCHOR_END}{html}" if _ANCHOR_END.search(html) else html)
        elif node.children and node.__class__ not in _UNWRITTEN:
            assert isinstance(node, nodes.Element)
            self._write_element(node)

    def _write_element(self, node: nodes.Element) -> None:
        outer = self._conditions
        if condition := condition_of(node):
            self._conditions = (*outer, condition)
        start, end = _TAGS[node.__class__]
        is_title = isinstance(node, nodes.title)
        if is_title and isinstance(node.parent, nodes.table):
            start, end = "<caption>", "</caption>"
        if is_folded(node):
            start, end = f"<details>{start}", f"{end}</details>"
        self._add(start)
        for child in node.children:
            child.parent = node  # see `TextTraversal.enter`
            self.write(child)
        self._add(f"<{_LINK}></a>{end}" if is_title else end)  # the link is a permalink
        self._conditions = outer


def write_outline(document: nodes.document, markers: Mapping[int, str]) -> Outline:
    """Return the outline of *document*.

    :param markers: the names of the markers to write before nodes, by the `id()` of each node.
    """
    writer = _OutlineWriter(markers)
    writer.write(document)
    return tuple(("".join(parts), conditions) for conditions, parts in writer.pieces)
