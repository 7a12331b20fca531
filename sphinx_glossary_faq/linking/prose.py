"""The linkable text of a page: one walk, used when it is read and when it is resolved.

A *run* is the text of adjacent Text nodes, outside of everything that must not be linked.
The walk prunes by node class through a memo, so that most of a page is never looked at.
While a page is read its runs are packed into the store, each with the conditions it is
shown under; when the page is resolved the same walk leads back to the Text nodes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from os.path import relpath
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxRole

from sphinx_glossary_faq.conditions import CONDITIONAL, Condition, condition_of
from sphinx_glossary_faq.config import PREFIX, node_class
from sphinx_glossary_faq.core.model import Prose
from sphinx_glossary_faq.core.plan import HandLink, Run
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.linking.packing import Found, pack
from sphinx_glossary_faq.linking.zones import (
    AUTOLINKED,
    LINKED_BY_HAND,
    LOOKED_AT,
    OPT_OUT,
    SKIPPED,
    SKIPPED_CLASSES,
)

_TEXT, _SKIP, _ENTER, _LOOK, _LINK, _SEARCH = range(6)

_TOUCHES = 24
"""How many characters are kept of what touches a run: more decide of no word's edge."""


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


class Walk:
    """One walk through a document, which is page *docname* or assembled from it down."""

    def __init__(self, actions: _Actions, docname: str, root: str) -> None:
        self._actions = actions
        self._root = root
        self._found: list[Found] = []
        self._docname = docname
        self._source = ""
        self._section = self._sections = 0
        self._conditions: tuple[Condition, ...] = ()
        self._defines: tuple[str, ...] = ()

    def __call__(self, document: nodes.document) -> list[Found]:
        """The runs and the hand-made links, in the order of the text."""
        self._source = document.get("source", "")
        self._enter(document)
        return self._found

    def _enter(self, node: nodes.Node) -> None:
        texts: list[nodes.Text] = []
        children: Sequence[Any] = node.children  # the memo tells what each is
        for place, child in enumerate(children):
            action = self._actions[child.__class__]
            if action == _TEXT:
                texts.append(child)
                continue
            if texts:
                self._run(node, place - len(texts), texts)
                texts = []
            if action != _SKIP:
                self._visit(child, action)
        if texts:
            self._run(node, len(children) - len(texts), texts)

    def _visit(self, node: nodes.Element, action: int) -> None:
        if action == _LINK:
            self._link(node)
        elif action == _SEARCH or self._opted_out(node):
            self._search(node)
        elif action == _LOOK:
            self._look(node)
        else:
            self._enter(node)

    def _run(self, parent: nodes.Node, place: int, texts: list[nodes.Text]) -> None:
        text = str(texts[0]) if len(texts) == 1 else "".join(map(str, texts))
        if not text.strip():
            return
        before = after = ""
        if len(parent.children) > len(texts) or isinstance(parent, nodes.Inline):
            before, after = self._touched(text, parent, place, len(texts))
        line, source = _place(parent)
        file = "" if source == self._source else _file(source, self._root)
        run = Run(text, self._section, self._defines, before, after, line, file)
        self._found.append(Found(self._docname, run, self._conditions, tuple(texts)))

    def _touched(self, text: str, parent: nodes.Node, place: int, count: int) -> tuple[str, str]:
        """What touches a run of *count* nodes from *place* on, before it and after it."""
        before = "" if text[0].isspace() else _touching(parent, place - 1, -1)
        # A blank after docutils' escape is not seen: "cat\0 " is glued to what follows.
        ends = text[-1].isspace() and text[-2:-1] != "\0"
        after = "" if ends else _touching(parent, place + count, 1)
        return before, after

    def _link(self, node: nodes.Element) -> None:
        """Note a link, in case it leads to a term, whose id Sphinx begins with `term-`."""
        if AUTOLINKED in node.attributes["classes"]:
            self._found.append(Found(self._docname, None, (), ()))
            return
        name = id = ""
        kind = node.get("reftype")
        if (node.get("refdomain"), kind) == ("std", "term") or kind == "any":
            name = node["reftarget"]
        elif kind == "myst":
            id = node.get("reftargetid") or node["reftarget"]
        else:
            id = node.get("refid") or node.get("refuri", "").partition("#")[2]
        if name or (id.startswith("term-") and "://" not in node.get("refuri", "")):
            link = HandLink(name, id, self._section)
            self._found.append(Found(self._docname, link, self._conditions, ()))

    def _search(self, node: nodes.Element) -> None:
        """Note the links in *node*, whose text is skipped; those that directives make are none."""
        for link in node.findall(addnodes.pending_xref):
            if "glossary_faq" not in link:
                self._link(link)

    def _opted_out(self, node: nodes.Element) -> bool:
        attributes = node.attributes
        classes = attributes["classes"]
        return (classes and not SKIPPED_CLASSES.isdisjoint(classes)) or (
            # program output of myst-nb
            attributes.get("nb_element") == "cell_code_output"
        )

    def _look(self, node: nodes.Element) -> None:
        """Enter a node that changes what is known of the text inside it."""
        outside = self._docname, self._section, self._conditions, self._defines
        if isinstance(node, nodes.section):
            self._sections += 1
            self._section = self._sections
        elif isinstance(node, nodes.definition):
            self._defines += _defined_in(node)
        elif isinstance(node, addnodes.start_of_file):
            self._docname = node["docname"]
        elif condition := condition_of(node):
            self._conditions += (condition,)
        self._enter(node)
        self._docname, self._section, self._conditions, self._defines = outside


def _place(node: nodes.Node | None) -> tuple[int, str]:
    """The line and the file of the closest node around that knows its line."""
    while node is not None and node.line is None:
        node = node.parent
    return (node.line or 0, node.source or "") if node is not None else (0, "")


@cache
def _file(source: str, root: str) -> str:
    """What was included, told so that it is the same on every machine: by its path from *root*.

    The text of a docstring is counted from where that begins, so it stands for a file.
    """
    path, _, documented = source.partition(":docstring of ")
    if documented:
        return f"docstring of {documented}"
    if not path or path.startswith("<"):  # "<rst_epilog>", for one
        return path
    try:
        return Path(relpath(path, root)).as_posix()
    except ValueError:  # on another drive
        return Path(path).name


def _touching(parent: nodes.Node, place: int, step: int) -> str:
    """The text without blanks that touches the child of *parent* next to *place*."""
    while not 0 <= place < len(parent.children):
        if not isinstance(parent, nodes.Inline) or parent.parent is None:
            return ""
        node, parent = parent, parent.parent
        place = step + next(i for i, child in enumerate(parent.children) if child is node)
    beside = parent.children[place]
    if not isinstance(beside, nodes.Text | nodes.Inline):
        return ""
    text = beside.astext()
    if step < 0:
        return "" if text[-1:].isspace() else text[-_TOUCHES:].split()[-1:][0] if text else ""
    return "" if text[:1].isspace() else text[:_TOUCHES].split()[0] if text else ""


def _defined_in(definition: nodes.definition) -> tuple[str, ...]:
    """The ids of the terms that *definition* defines, if it is one of a glossary."""
    item = definition.parent
    if "glossary" not in item.parent["classes"]:
        return ()
    return tuple(id for term in item.children if isinstance(term, nodes.term) for id in term["ids"])


@cache
def _actions(names: frozenset[str]) -> _Actions:
    """One for all documents, so that each class is looked at once."""
    return _Actions(tuple(node_class(name) for name in sorted(names)))


def prose_of(env: BuildEnvironment, document: nodes.document, docname: str) -> list[Found]:
    """The runs and the hand-made links of *document*, as it is read or resolved."""
    names = frozenset(env.config[PREFIX + "autolink_skip_nodes"])
    return Walk(_actions(names), docname, str(env.srcdir))(document)


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Pack the prose of the page into the store."""
    if found := prose_of(app.env, doctree, app.env.docname):
        domain_of(app.env).note(Prose(app.env.docname, pack(found)))


def collect_again(app: Sphinx, env: BuildEnvironment) -> None:
    """Walk through all pages again if other nodes are to be skipped than when they were read.

    As they are kept: none is read again.
    """
    domain, skipped = domain_of(env), sorted(env.config[PREFIX + "autolink_skip_nodes"])
    if domain.data.setdefault("skipped", skipped) != skipped:
        domain.data["skipped"] = skipped
        for docname in env.all_docs:
            found = prose_of(env, env.get_doctree(docname), docname)
            packed = [Prose(docname, pack(found))] if found else []
            domain.store.renew(docname, Prose, *packed)


class NoAutolink(SphinxRole):
    """Text that stays as it is: one mention, kept from being linked."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        return [nodes.inline(self.rawtext, self.text, classes=[OPT_OUT])], []


def register(app: Sphinx) -> None:
    app.add_role(OPT_OUT, NoAutolink())
    app.connect("doctree-read", collect)
    # Before the links are planned (600).
    app.connect("env-updated", collect_again, priority=500)
