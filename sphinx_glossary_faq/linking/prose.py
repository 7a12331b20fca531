"""The linkable text of a page: one walk, used when it is read and when it is resolved.

A *run* is the text of adjacent Text nodes, outside of everything that must not be linked.
The walk prunes by node class through a memo, so that most of a page is never looked at.
While a page is read its runs are packed into the store, each with the conditions it is
shown under; when the page is resolved the same walk leads back to the Text nodes.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxRole

from sphinx_glossary_faq.config import PREFIX, node_class
from sphinx_glossary_faq.core.model import Prose
from sphinx_glossary_faq.core.plan import HandLink, Run
from sphinx_glossary_faq.domain import domain_of
from sphinx_glossary_faq.nodes import article_meta, element, permalink, term_info

OPT_OUT = "no-autolink"
"""The class, and the role, that keep a block or a mention free of links."""

SKIPPED: tuple[type[nodes.Node], ...] = (
    # headings, and what heads a table, a list entry or a page
    nodes.title,
    nodes.subtitle,
    nodes.rubric,
    nodes.caption,
    nodes.thead,
    nodes.term,
    nodes.classifier,
    nodes.topic,
    addnodes.centered,
    # code and what is spelt for a machine
    nodes.literal,
    nodes.literal_block,
    nodes.doctest_block,
    nodes.raw,
    nodes.math,
    nodes.math_block,
    nodes.option_string,
    nodes.option_argument,
    addnodes.literal_emphasis,
    addnodes.literal_strong,
    addnodes.desc_signature,
    addnodes.productionlist,
    # links and their anchors
    nodes.reference,
    nodes.target,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.label,
    nodes.image,
    addnodes.pending_xref,
    addnodes.download_reference,
    addnodes.toctree,
    addnodes.index,
    # what no reader reads as prose, or carries an explanation already
    nodes.abbreviation,
    nodes.comment,
    nodes.docinfo,
    nodes.field_name,
    nodes.attribution,
    nodes.meta,
    nodes.problematic,
    nodes.substitution_definition,
    nodes.system_message,
    nodes.decoration,
    element,
    permalink,
    term_info,
    article_meta,
)

SKIPPED_CLASSES = frozenset(
    {OPT_OUT, "article-header", "see-also", "guilabel", "menuselection", "xref"}
)

_LOOKED_AT = (nodes.section, nodes.definition, addnodes.only, addnodes.start_of_file)

_TEXT, _SKIP, _ENTER, _LOOK = range(4)

Condition = tuple[str, str]
"""Where text is shown: ("only", tags) or ("ifconfig", expression) or ("todo", "")."""


class Found(NamedTuple):
    """A run with its nodes, or a hand-made link, and the conditions of either."""

    docname: str
    item: Run | HandLink
    conditions: tuple[Condition, ...]
    texts: tuple[nodes.Text, ...]


class Walk:
    """Finds the runs of a document.

    :param extra: node classes to skip beside `SKIPPED`.
    """

    def __init__(self, extra: tuple[type[nodes.Node], ...] = ()) -> None:
        self._skipped = SKIPPED + extra
        self._actions: dict[type, int] = {nodes.Text: _TEXT}

    def __call__(self, document: nodes.document, docname: str) -> list[Found]:
        """Everything found in *document*, which is *docname* or assembled from it down."""
        self._found: list[Found] = []
        self._docname = docname
        self._section = self._sections = 0
        self._conditions: tuple[Condition, ...] = ()
        self._defines: tuple[str, ...] = ()
        self._enter(document)
        return self._found

    def _action(self, kind: type[nodes.Node]) -> int:
        if issubclass(kind, addnodes.pending_xref):
            action = _LOOK
        elif issubclass(kind, self._skipped):
            action = _SKIP
        elif issubclass(kind, _LOOKED_AT) or kind.__name__ in ("ifconfig", "todo_node"):
            action = _LOOK
        else:
            action = _ENTER
        self._actions[kind] = action
        return action

    def _enter(self, node: nodes.Node) -> None:
        texts: list[nodes.Text] = []
        children: Sequence[Any] = node.children  # the memo tells what each is
        for child in children:
            kind = child.__class__
            action = self._actions.get(kind)
            if action is None:
                action = self._action(kind)
            if action == _TEXT:
                texts.append(child)
                continue
            if texts:
                self._run(texts)
                texts = []
            if action == _ENTER:
                if not self._opted_out(child):
                    self._enter(child)
            elif action == _LOOK:
                self._look(child)
        if texts:
            self._run(texts)

    def _run(self, texts: list[nodes.Text]) -> None:
        text = str(texts[0]) if len(texts) == 1 else "".join(map(str, texts))
        if text.strip():
            run = Run(text, self._section, self._defines)
            self._found.append(Found(self._docname, run, self._conditions, tuple(texts)))

    def _opted_out(self, node: nodes.Element) -> bool:
        attributes = node.attributes
        classes = attributes["classes"]
        return (classes and not SKIPPED_CLASSES.isdisjoint(classes)) or (
            # program output of myst-nb
            attributes.get("nb_element") == "cell_code_output"
        )

    def _look(self, node: nodes.Element) -> None:
        """Nodes that change what is known of the text inside them."""
        if isinstance(node, addnodes.pending_xref):
            if (node.get("refdomain"), node.get("reftype")) == ("std", "term"):
                link = HandLink(node["reftarget"], self._section)
                self._found.append(Found(self._docname, link, self._conditions, ()))
        elif not self._opted_out(node):
            outside = self._docname, self._section, self._conditions, self._defines
            if isinstance(node, nodes.section):
                self._sections += 1
                self._section = self._sections
            elif isinstance(node, nodes.definition):
                self._defines += _defined_in(node)
            elif isinstance(node, addnodes.start_of_file):
                self._docname = node["docname"]
            elif condition := _condition(node):
                self._conditions += (condition,)
            self._enter(node)
            self._docname, self._section, self._conditions, self._defines = outside


def _defined_in(definition: nodes.definition) -> tuple[str, ...]:
    """The ids of the terms that *definition* defines, if it is one of a glossary."""
    item = definition.parent
    if "glossary" not in item.parent["classes"]:
        return ()
    return tuple(id for term in item.children if isinstance(term, nodes.term) for id in term["ids"])


def _condition(node: nodes.Element) -> Condition | None:
    match node.__class__.__name__:
        case "only":
            return "only", node["expr"]
        case "ifconfig":
            return "ifconfig", node["expr"]
        case "todo_node":
            return "todo", ""
    return None


def holds(condition: Condition, builder: Builder) -> bool:
    """Whether text under *condition* is shown by *builder*, as Sphinx itself decides."""
    kind, expression = condition
    config = builder.config
    if kind == "todo":
        return bool(getattr(config, "todo_include_todos", True))
    try:
        if kind == "only":
            return bool(builder.tags.eval_condition(expression))
        names = {value.name: value.value for value in config}
        return bool(eval(expression, names | {"builder": builder.name}))  # as ifconfig does
    except Exception:  # noqa: BLE001  # any error of an author's; Sphinx itself warns of the expression, and shows the text
        return True


def walk_of(env: BuildEnvironment) -> Walk:
    names = env.config[PREFIX + "autolink_skip_nodes"]
    return Walk(tuple(node_class(name) for name in names))


def pack(found: list[Found]) -> bytes:
    """The items and their conditions, as plain tuples, compressed."""
    plain = [
        (tuple(item.item), item.conditions) if item.conditions else (tuple(item.item),)
        for item in found
    ]
    return zlib.compress(pickle.dumps(plain, pickle.HIGHEST_PROTOCOL), 6)


def unpack(packed: bytes, builder: Builder) -> Iterator[Run | HandLink]:
    """What `pack` packed, less what *builder* does not show."""
    plain: list[tuple[Any, ...]] = pickle.loads(zlib.decompress(packed))
    for item, *conditions in plain:
        if all(holds(condition, builder) for each in conditions for condition in each):
            yield HandLink(*item) if len(item) == 2 else Run(*item)


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Pack the prose of the page into the store."""
    if found := walk_of(app.env)(doctree, app.env.docname):
        domain_of(app.env).note(Prose(app.env.docname, pack(found)))


class NoAutolink(SphinxRole):
    """Text that stays as it is: one mention, kept from being linked."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        return [nodes.inline(self.rawtext, self.text, classes=[OPT_OUT])], []


def register(app: Sphinx) -> None:
    app.add_role(OPT_OUT, NoAutolink())
    app.connect("doctree-read", collect)
