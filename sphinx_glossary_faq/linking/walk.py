"""One walk through a document, for all that has to find its linkable text.

A *run* is the text of adjacent Text nodes, outside of everything that must not be linked.
The walk prunes by node class through a memo, so that most of a page is never looked at. What
becomes of a run is said elsewhere: `prose` keeps it when a page is read, `autolink` finds it
again when the page is resolved.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.config import Config

from sphinx_glossary_faq.conditions import CONDITIONAL, Condition, condition_of
from sphinx_glossary_faq.config import PREFIX, node_class
from sphinx_glossary_faq.linking.zones import (
    LINKED_BY_HAND,
    LOOKED_AT,
    SKIPPED,
    SKIPPED_CLASSES,
)

_TEXT, _SKIP, _ENTER, _LOOK, _LINK, _SEARCH = range(6)


class _Actions(dict[type[nodes.Node], int]):
    """What to do at a node of each class, found out when the first one is met.

    :param extra: node classes to skip beside `SKIPPED`.
    """

    def __init__(self, extra: tuple[type[nodes.Node], ...]) -> None:
        super().__init__({nodes.Text: _TEXT})
        self._skipped = SKIPPED + extra

    def __missing__(self, kind: type[nodes.Node]) -> int:
        if issubclass(kind, addnodes.pending_xref | nodes.reference):
            action = _LINK
        elif issubclass(kind, self._skipped):
            action = _SEARCH if issubclass(kind, LINKED_BY_HAND) else _SKIP
        elif issubclass(kind, LOOKED_AT) or kind.__name__ in CONDITIONAL:
            action = _LOOK
        else:
            action = _ENTER
        self[kind] = action
        return action


@cache
def _actions(names: frozenset[str]) -> _Actions:
    """One for all documents, so that each class is looked at once."""
    return _Actions(tuple(node_class(name) for name in sorted(names)))


class Walk:
    """A walk through a document, which is page *docname* or assembled from it down.

    While it is under way the attributes tell of the place: the page, the number of its section,
    the numbers of all sections around, the conditions that it is shown under, and the ids of the
    terms that are defined there.
    """

    def __init__(self, config: Config, docname: str) -> None:
        self._actions = _actions(frozenset(config[PREFIX + "autolink_skip_nodes"]))
        self.docname = docname
        self.section = self._counted = 0
        self.sections: tuple[int, ...] = ()
        self.conditions: tuple[Condition, ...] = ()
        self.defines: tuple[str, ...] = ()

    def at_run(self, parent: nodes.Node, at: int, texts: list[nodes.Text], text: str) -> None:
        """Come to a run, which is more than blanks: *texts* are children from *at* on."""
        raise NotImplementedError

    def at_link(self, node: nodes.Element) -> None:
        """Come to a link, whose text is no run."""
        raise NotImplementedError

    def at_skipped(self, node: nodes.Element) -> None:
        """Come to what is skipped but may have links made by hand."""

    def enter(self, node: nodes.Node) -> None:
        """Go through what is in *node*, in the order of the text."""
        texts: list[nodes.Text] = []
        actions = self._actions
        children: Sequence[Any] = node.children  # the memo tells what each is
        for at, child in enumerate(children):
            action = actions[child.__class__]
            if action == _TEXT:
                texts.append(child)
                continue
            if texts:
                self._run(node, at - len(texts), texts)
                texts = []
            if action == _LINK:
                self.at_link(child)
            elif action == _SEARCH or (action != _SKIP and _opted_out(child.attributes)):
                self.at_skipped(child)
            elif action == _ENTER:
                self.enter(child)
            elif action == _LOOK:
                self._look(child)
        if texts:
            self._run(node, len(children) - len(texts), texts)

    def _run(self, parent: nodes.Node, at: int, texts: list[nodes.Text]) -> None:
        text = str(texts[0]) if len(texts) == 1 else "".join(map(str, texts))
        if text and not text.isspace():
            self.at_run(parent, at, texts, text)

    def _look(self, node: nodes.Element) -> None:
        """Enter a node that changes what is known of the text inside it."""
        outside = self.docname, self.section, self.sections, self.conditions, self.defines
        if isinstance(node, nodes.section):
            self._counted += 1
            self.section = self._counted
            self.sections += (self.section,)
        elif isinstance(node, nodes.definition):
            self.defines += _defined_in(node)
        elif isinstance(node, addnodes.start_of_file):
            self.docname = node["docname"]
        elif condition := condition_of(node):
            self.conditions += (condition,)
        self.enter(node)
        self.docname, self.section, self.sections, self.conditions, self.defines = outside


def is_walked(node: nodes.Element, document: nodes.document, config: Config) -> bool:
    """Whether a walk through *document* comes to what is in *node*."""
    actions = _actions(frozenset(config[PREFIX + "autolink_skip_nodes"]))
    while node is not document:
        is_entered = actions[node.__class__] in (_ENTER, _LOOK) and not _opted_out(node.attributes)
        if not (is_entered and node.parent and node in node.parent.children):
            return False
        node = node.parent
    return True


def _opted_out(attributes: dict[str, Any]) -> bool:
    classes = attributes["classes"]
    return (classes and not SKIPPED_CLASSES.isdisjoint(classes)) or (
        # program output of myst-nb
        attributes.get("nb_element") == "cell_code_output"
    )


def _defined_in(definition: nodes.definition) -> tuple[str, ...]:
    """The ids of the terms that *definition* defines, if it is one of a glossary."""
    item = definition.parent
    if "glossary" not in item.parent["classes"]:
        return ()
    return tuple(id for term in item.children if isinstance(term, nodes.term) for id in term["ids"])
